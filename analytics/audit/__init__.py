"""The audit trail: what was done to the register and taken from it, by whom and when, in a chain that shows changes."""
