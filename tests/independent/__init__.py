"""A second computation of history and measures: plain Python, slow and obvious, sharing no code with the first."""
