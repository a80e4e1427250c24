"""A page with nothing on it: what the frame costs by itself."""
