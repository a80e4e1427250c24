"""What the pages of oversight are put together from."""
