"""Ticks for an axis of months: as many as the width bears, with the year where it is needed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from analytics.charts.palette import Palette
from analytics.charts.template import axis
from analytics.english import day as full_day

FEW = 4
"""Months of which each has a tick."""

NARROW = 560
"""Pixels of width below which an axis of months has few ticks."""


def month_ticks(days: Sequence[date], most: int = 9) -> tuple[list[int], list[str]]:
    """Positions and words of the ticks of a monthly axis: every month of a few, else quarters, half-years, Januaries.

    The first tick and each first tick of a year carry the year; `most` is how many ticks fit.
    """
    if len(days) <= min(most, FEW):
        return list(range(len(days))), _tick_texts(days, list(range(len(days))))
    for months in ((1, 4, 7, 10), (1, 7), (1,)):
        at = [i for i, day in enumerate(days) if day.month in months]
        if 0 < len(at) <= most:
            return at, _tick_texts(days, at)
    if not at:
        at = list(range(0, len(days), max(1, len(days) // most)))
        return at, _tick_texts(days, at)
    step = -(-len(at) // most)
    at = at[::-1][::step][::-1]
    return at, [str(days[i].year) for i in at]


def _tick_texts(days: Sequence[date], at: list[int]) -> list[str]:
    years = [None, *(days[i].year for i in at[:-1])]
    return [
        f"{days[i]:%B}<br>{days[i].year}" if days[i].year != before else f"{days[i]:%B}"
        for i, before in zip(at, years, strict=True)
    ]


def month(day: date) -> str:
    """A month as read: "November 2022"."""
    return f"{day:%B %Y}"


def month_axis(days: Sequence[date], palette: Palette, *, edge: float = 0.6, **settings: Any) -> dict[str, Any]:
    """An axis with one position a month, and half a bar of room (`edge`) at either end.

    Its categories are `month_names`: give them to each series as its positions, and pointing names the month.
    """
    at, texts = month_ticks(days)
    return axis(
        palette,
        type="category",
        categoryorder="array",
        categoryarray=month_names(days),
        range=[-edge, len(days) - 1 + edge],
        tickvals=at,
        ticktext=texts,
        ticks="outside",
        ticklen=4,
        tickcolor=palette.baseline,
        tickangle=0,
        spikecolor=palette.rest,
        spikethickness=1,
        spikedash="solid",
        **settings,
    )


def few_months(days: Sequence[date]) -> dict[str, Any]:
    """What changes where the figure is narrow: fewer ticks."""
    at, texts = month_ticks(days, most=3)
    return {"below": NARROW, "narrow": {"xaxis": {"tickvals": at, "ticktext": texts}}}


def month_names(days: Sequence[date]) -> list[str]:
    """The months as read; the days in full where two of them fall in one month."""
    months = [month(day) for day in days]
    return months if len(set(months)) == len(months) else [full_day(day) for day in days]
