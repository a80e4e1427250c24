"""The dates that slipped: those given another date since the last meeting, and those that a later date hides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pandas as pd

from analytics.english import plural, was_were
from analytics.files.pack import blocks
from analytics.files.pack.blocks import sentences
from analytics.files.pack.content import Block
from analytics.files.pack.context import PackContext
from analytics.files.pack.sections.movement import changed
from analytics.measures import due_dates, recommendations
from analytics.measures.changes import Changes
from analytics.sections import changes as moves
from analytics.sections import due_dates as section
from analytics.sections.dates_as_written import with_dates_as_written
from analytics.sections.headline import short_day
from analytics.vocabulary import AS_WRITTEN, EventKind, label

COLUMNS = ("reference", "source", "text", "report", "first_agreed_on", "due_on", "redatings", AS_WRITTEN)


def slippage(material: PackContext) -> Iterator[Block]:
    """Re-dated since the last meeting with the days between, and what is late by its first date alone."""
    dates = due_dates.dates(material.register, material.filters, material.recorded)
    yield from sentences(section.sentence(dates))
    if not section.has_figures(dates):
        return
    yield from sentences(section.note(dates))
    hidden = listed_late(material, "masked", dates.now.overdue_masked)
    moved = material.changes
    if moved.counts()[EventKind.RE_DATED]:
        heading, _ = moves.heading(moved, EventKind.RE_DATED)
        since = f"Since {short_day(moved.since, moved.as_at)}. Furthest moved first."
        yield from blocks.listing(heading, redated(moved, set(hidden["Reference"])), note=since)
    elif not moved.is_known:
        yield from sentences(moves.no_movement_reason(moved))
    else:
        yield from sentences(f"No due date was moved since {short_day(moved.since, moved.as_at)}.")
    yield from changed(moved, EventKind.DUE_DATE_REMOVED)
    late = plural(len(hidden), "recommendation is", "recommendations are")
    were = was_were(len(hidden))
    heading = f"{late} past the date first agreed, but {were} given a later date"
    note = "Masked: past the date first agreed, with a current due date that has not passed."
    yield from blocks.listing(heading, hidden, note=note)
    undated = listed_late(material, "late with no current date", dates.now.late_no_current_date)
    late = plural(
        len(undated),
        "recommendation is past the date first agreed and has",
        "recommendations are past the date first agreed and have",
    )
    yield from blocks.listing(
        f"{late} no current due date", undated, note="These would be missed by a list ordered by due date."
    )


def redated(changes: Changes, hidden: set[str]) -> pd.DataFrame:
    """A row a re-dating of the period: before, after, the days between, and whether it is masked now."""
    events = changes.of(EventKind.RE_DATED)
    records = events.to_dict("records")
    return pd.DataFrame(
        {
            "Reference": events["reference"],
            "Source": [label("source", source) for source in events["source"]],
            "Recommendation": moves.recommendation_texts(events),
            "Before": [date.fromisoformat(event["before"]) for event in records],
            "After": [date.fromisoformat(event["after"]) for event in records],
            "Days later": events["days_later"].astype(int),
            "Masked now": ["Yes" if reference in hidden else "No" for reference in events["reference"]],
        }
    )


def listed_late(material: PackContext, overdue: str, number: int) -> pd.DataFrame:
    """The outstanding recommendations that are late in one way of `filters.OVERDUE`, most often re-dated first.

    Columns: Reference, Source, Recommendation, First agreed, Due and Days between (blank where there is no current due
    date), Times re-dated, and Dates as written where any is. `number` is how many there are: another choice of lateness
    leaves none of them.
    """
    chosen = replace(material.filters, overdue=overdue)
    rows = recommendations.rows(material.register, chosen, COLUMNS, "most often re-dated", limit=number)
    dates = zip(rows["first_agreed_on"], rows["due_on"], strict=True)
    days = [(due - first).days if pd.notna(due) else None for first, due in dates]
    listed = pd.DataFrame(
        {
            "Reference": rows["reference"],
            "Source": [label("source", source) for source in rows["source"]],
            "Recommendation": moves.recommendation_texts(rows),
            "First agreed": rows["first_agreed_on"],
            "Due": rows["due_on"],
            "Days between": pd.Series(days, dtype=object),
            "Times re-dated": rows["redatings"],
        }
    )
    return with_dates_as_written(listed, rows)
