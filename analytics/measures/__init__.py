"""Named figures: each is one function whose docstring opens with its definition. No clock: days are arguments."""
