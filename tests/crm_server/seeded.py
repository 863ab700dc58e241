"""Names in a fresh CRM that tests log in with; invented, and public."""

OUTLOOK_KEY = "outlook-key-of-the-tests"
CUSTOM_KEY = "custom-key-of-the-tests"
PASSWORD = "password"  # everybody's
