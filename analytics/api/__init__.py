"""The API: the figures and recommendations of the pages, at addresses that programs read."""
