"""The commands of the command line, a module a kind: what each takes, and what it does."""
