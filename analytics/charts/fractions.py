"""Shares in words, each true of its numbers: "nearly half", "two thirds", "71 of 152"."""

from __future__ import annotations

from fractions import Fraction

from analytics.english import count

FEWEST = 10
"""No share is put into words of fewer."""

_FRACTIONS = (
    # The share, its words, and how far below and above it they may still be used. Elsewhere the numbers are said.
    (Fraction(1, 4), "a quarter", 0.22, 0.28),
    (Fraction(1, 3), "a third", 0.30, 0.37),
    (Fraction(1, 2), "half", 0.46, 0.60),
    (Fraction(2, 3), "two thirds", 0.63, 0.70),
    (Fraction(3, 4), "three quarters", 0.72, 0.80),
    (Fraction(9, 10), "nine tenths", 0.88, 1.0),
)


def share(part: int, total: int) -> str | None:
    """The share as words, or None where no plain words fit it; "all" where it is the whole, "the only one" of one.

    No share is given of fewer than ten: the numbers are given instead.
    """
    if total <= 0:
        return None
    if part == total:
        return "all" if total > 1 else "the only one"
    if total < FEWEST:
        return None
    actual = Fraction(part, total)
    for named, words, least, most in _FRACTIONS:
        if least <= actual < most:
            return words if actual == named else f"{'over' if actual > named else 'nearly'} {words}"
    return None


def of(part: int, total: int) -> str:
    """The share in figures: "71 of 152"; "all 71" where it is the whole, "the only one" of one."""
    if part == total == 1:
        return "the only one"
    return f"all {count(total)}" if part == total else f"{count(part)} of {count(total)}"
