"""The steps. Each is written out in full: it must stay as it was when a database was made by it."""
