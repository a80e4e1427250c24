"""How the store's tables became what they are: a step for each change, run by Alembic when a database is opened."""
