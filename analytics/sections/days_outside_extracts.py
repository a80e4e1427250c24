"""The notes on a day after the newest extract or before the first: what its figures are from, what they leave out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from analytics.english import day
from analytics.filters import Filters
from analytics.measures.coverage import latest_extract


def latest_extract_line(extracts: Sequence[date], filters: Filters) -> str:
    """The day of the newest extract used, where the as-at day is later: "Latest extract: 28 November 2022."; else "".

    `extracts` are the days of all extracts, oldest first. Where a known-at day leaves newer ones out, it is named.
    """
    latest, newest = latest_extract(extracts, filters.known_at), extracts[-1]
    if (filters.as_at or newest) <= latest:
        return ""
    is_left_out = filters.known_at is not None and latest <= filters.known_at < newest
    known = f" known on {day(filters.known_at)}" if filters.known_at and is_left_out else ""
    return f"Latest extract{known}: {day(latest)}."


def later_day_note(extracts: Sequence[date], filters: Filters) -> str:
    """The same, and what is not shown for that reason; empty where the as-at day is not later."""
    if not (line := latest_extract_line(extracts, filters)):
        return ""
    as_at = day(filters.as_at or extracts[-1])
    return f"{line} What has happened since is not shown. Only days late and ages are counted to {as_at}."


def earlier_day_note(extracts: Sequence[date], filters: Filters) -> str:
    """That a day before the first extract is worked out from dates alone; empty where the as-at day is not earlier."""
    first = extracts[0]
    if filters.as_at is None or filters.as_at >= first:
        return ""
    return (
        f"The first extract is from {day(first)}. Figures for {day(filters.as_at)} use only the dates that extracts "
        "give. What has no date, or left the register before the first extract, is not counted."
    )


def outside_extracts_note(extracts: Sequence[date], filters: Filters) -> str:
    """The note on an as-at day outside the extracts; empty where it lies among them."""
    return earlier_day_note(extracts, filters) or later_day_note(extracts, filters)
