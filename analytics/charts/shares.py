"""Shares in words, each true of its numbers: "nearly half", "two thirds", "71 of 152"."""

from __future__ import annotations

from analytics.wording import count

_ABOUT = (
    # From, up to but not including, words. Between the rows there is no word, and the numbers are said instead.
    (0.22, 0.25, "nearly a quarter"),
    (0.25, 0.2501, "a quarter"),
    (0.2501, 0.28, "over a quarter"),
    (0.30, 0.3333, "nearly a third"),
    (0.3333, 0.37, "over a third"),
    (0.46, 0.5, "nearly half"),
    (0.5, 0.5001, "half"),
    (0.5001, 0.60, "over half"),
    (0.63, 0.6666, "nearly two thirds"),
    (0.6666, 0.70, "over two thirds"),
    (0.72, 0.75, "nearly three quarters"),
    (0.75, 0.7501, "three quarters"),
    (0.7501, 0.80, "over three quarters"),
    (0.90, 1.0, "over nine tenths"),
)


def share(part: int, whole: int) -> str | None:
    """The share as words, or None where no plain words fit it; "all" where it is the whole."""
    if whole <= 0:
        return None
    if part == whole:
        return "all"
    if 3 * part in (whole, 2 * whole):
        return "a third" if 3 * part == whole else "two thirds"
    fraction = part / whole
    return next((words for start, end, words in _ABOUT if start <= fraction < end), None)


def of(part: int, whole: int) -> str:
    """The share in figures: "71 of 152"; "all 71" where it is the whole."""
    return f"all {count(whole)}" if part == whole else f"{count(part)} of {count(whole)}"
