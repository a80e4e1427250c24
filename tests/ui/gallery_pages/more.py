"""The other charts."""
