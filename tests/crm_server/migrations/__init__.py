"""One migration, made by makemigrations, kept by hand."""
