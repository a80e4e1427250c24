"""Ticks for an axis of months: as many as the width bears, with the year where it is needed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date


def month_ticks(days: Sequence[date], most: int = 9) -> tuple[list[int], list[str]]:
    """Positions and words of the ticks of a monthly axis: quarters, else half-years, else Januaries.

    The first tick and each first tick of a year carry the year; `most` is how many ticks fit.
    """
    for months in ((1, 4, 7, 10), (1, 7), (1,)):
        at = [i for i, day in enumerate(days) if day.month in months]
        if 0 < len(at) <= most:
            return at, _words(days, at)
    if not at:
        at = list(range(0, len(days), max(1, len(days) // most)))
        return at, _words(days, at)
    step = -(-len(at) // most)
    at = at[::-1][::step][::-1]
    return at, [str(days[i].year) for i in at]


def _words(days: Sequence[date], at: list[int]) -> list[str]:
    years = [None, *(days[i].year for i in at[:-1])]
    return [
        f"{days[i]:%B}<br>{days[i].year}" if days[i].year != before else f"{days[i]:%B}"
        for i, before in zip(at, years, strict=True)
    ]


def month(day: date) -> str:
    """A month as read: "November 2022"."""
    return f"{day:%B %Y}"
