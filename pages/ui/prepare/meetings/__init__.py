"""What the page of meetings and actions is made of."""
