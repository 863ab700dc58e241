"""What survives a restart, in one SQLite file: links, bases, journal, history, pairings.

`SqliteState` is the engine's `StatePort`; `Pairings` and `Lease` are the add-in's.
Nothing here knows what a link means, and nothing commits but the caller's `atomic`.
"""
