"""Saved views: a page with its filters, days and choices under a name, for one person or for several."""
