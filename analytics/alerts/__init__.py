"""Notifications: who is sent what changed in a saved view, the digests of it, and the outbox they are sent from."""
