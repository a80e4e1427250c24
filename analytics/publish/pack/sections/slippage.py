"""The dates that slipped: those given another date since the last meeting, and those that a later date hides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pandas as pd

from analytics.charts import changes as moves
from analytics.charts import dates as told
from analytics.charts.sentences import short_day
from analytics.charts.trends import DUE_DATES
from analytics.measures import lateness, listing
from analytics.measures.changes import Changes
from analytics.publish.pack import blocks
from analytics.publish.pack.blocks import sentences
from analytics.publish.pack.content import Block
from analytics.publish.pack.material import Material
from analytics.publish.pack.sections.movement import changed
from analytics.vocabulary import EventKind, label
from analytics.wording import plural

COLUMNS = ("reference", "source", "text", "report", "first_agreed_on", "due_on", "redatings")


def slippage(material: Material) -> Iterator[Block]:
    """Re-dated since the last meeting with the days between, and what is late by its first date alone."""
    found = lateness.dates(material.register, material.filters, material.recorded)
    yield from sentences(told.sentence(found))
    if not found.now.outstanding or not found.recorded & DUE_DATES:
        return
    yield from sentences(told.note(found))
    hidden = masked(material, found.now.overdue_masked)
    moved = material.changes
    if moved.counts()[EventKind.RE_DATED]:
        heading, _ = moves.heading(moved, EventKind.RE_DATED)
        since = f"Since {short_day(moved.since, moved.as_at)}; the furthest moved first."
        yield from blocks.listing(heading, redated(moved, set(hidden["Reference"])), note=since)
    elif not moved.is_told:
        yield from sentences(moves.untold(moved))
    else:
        yield from sentences(f"No due date was moved since {short_day(moved.since, moved.as_at)}.")
    yield from changed(moved, EventKind.DUE_DATE_REMOVED)
    late = plural(len(hidden), "recommendation is", "recommendations are")
    heading = f"A later date hides that {late} late"
    yield from blocks.listing(heading, hidden, note="Late by the date first agreed, not by the present one; masked.")


def redated(found: Changes, hidden: set[str]) -> pd.DataFrame:
    """A row a re-dating of the period: before, after, the days between, and whether it is masked now."""
    events = found.of(EventKind.RE_DATED)
    told_events = events.to_dict("records")
    return pd.DataFrame(
        {
            "Reference": events["reference"],
            "Source": [label("source", source) for source in events["source"]],
            "Recommendation": moves.said_of(events),
            "Before": [date.fromisoformat(event["before"]) for event in told_events],
            "After": [date.fromisoformat(event["after"]) for event in told_events],
            "Days later": events["days_later"].astype(int),
            "Masked now": ["Yes" if reference in hidden else "No" for reference in events["reference"]],
        }
    )


def masked(material: Material, number: int) -> pd.DataFrame:
    """The outstanding ones that are late by their first date and not by the present one, most often re-dated first."""
    chosen = replace(material.filters, overdue="masked")
    rows = listing.rows(material.register, chosen, COLUMNS, "most often re-dated")
    rows = rows if number else rows.iloc[:0]  # another choice of lateness leaves none of them
    days = list(zip(rows["first_agreed_on"], rows["due_on"], strict=True))
    return pd.DataFrame(
        {
            "Reference": rows["reference"],
            "Source": [label("source", source) for source in rows["source"]],
            "Recommendation": moves.said_of(rows),
            "First agreed": rows["first_agreed_on"],
            "Due": rows["due_on"],
            "Days between": [(due - first).days for first, due in days],
            "Times re-dated": rows["redatings"],
        }
    )
