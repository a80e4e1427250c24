"""The steps of loading an extract: where to, which file, of which day, in which layout, what is wrong, accept."""
