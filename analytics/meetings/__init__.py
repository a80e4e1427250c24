"""What oversight itself writes: meetings, the actions agreed in them, decisions, letters, and every edit of these."""
