"""The position in one sentence, its figures with their movement, and why what was closed in the period was closed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pandas as pd

from analytics.english import day
from analytics.files.pack.blocks import sentences, table
from analytics.files.pack.content import Block
from analytics.files.pack.context import PackContext
from analytics.measures.due_dates import DUE_DATES
from analytics.measures.overview import Overview
from analytics.sections import headline as section
from analytics.vocabulary import label

REPORTS = "reports"
FIGURES = {
    "Open": "open",
    "Open, of which proposed for closure": "proposed_for_closure",
    "Open, past the date first agreed": "open_overdue_original",
    "Awaiting on-boarding": "awaiting_onboarding",
    "Disputed": "disputed",
    "Outstanding: open, awaiting on-boarding and disputed": "outstanding",
    "Outstanding, past the date first agreed": "overdue_original",
    "Outstanding, past the current due date": "overdue_current",
    "Outstanding, past the date first agreed but not the current date": "overdue_masked",
    "Outstanding, past the date first agreed, with no current date": "late_no_current_date",
    "Outstanding, with no current due date": "no_due_date",
    "Reports with open recommendations": REPORTS,
    "Closed, ever": "closed",
    "Not accepted": "not_accepted",
    "State not known": "state_unknown",
    "No longer on the register": "dropped",
}
"""The headline figures as read, and the name of each in the measure."""

DATED = frozenset(
    {
        "open_overdue_original",
        "overdue_original",
        "overdue_current",
        "overdue_masked",
        "late_no_current_date",
        "no_due_date",
    }
)
ALWAYS = frozenset({"open", "outstanding", "closed"})
"""Figures that need a due date; figures that are shown at zero too."""


def position(material: PackContext) -> Iterator[Block]:
    """The position as at the day and its movement since the last meeting."""
    result = material.overview
    yield from sentences(section.position(result), *section.lines(result))
    heading = "The figures, and their movement since the last meeting" if result.before else "The figures"
    yield from table(heading, figures(result), note=_no_movement(result))
    if result.before:
        yield from table(f"Why closed since {section.since(result)}", _reasons(result))


def _no_movement(overview: Overview) -> str:
    """Why no movement is shown; nothing where it is."""
    if overview.before:
        return ""
    if overview.is_later:
        latest, as_at = day(overview.latest_extract), day(overview.as_at)
        return f"The latest extract is from {latest}, so no movement is shown. Days late are counted to {as_at}."
    return f"No extract is as old as {day(overview.since)}, so no movement is shown."


def figures(overview: Overview) -> pd.DataFrame:
    """A row a figure: as at the day, on the day of the last meeting as reported then, and the difference."""
    figures_shown = {words: name for words, name in FIGURES.items() if _is_shown(overview, name)}
    now = [_now(overview, name) for name in figures_shown.values()]
    frame = pd.DataFrame({"Figure": list(figures_shown), _heading(overview.known_day): now})
    if overview.before:
        before = [_before(overview, name) for name in figures_shown.values()]
        frame[_heading(overview.since)] = before
        frame["Movement"] = [number - was for number, was in zip(now, before, strict=True)]
    return frame


def _is_shown(overview: Overview, name: str) -> bool:
    if name in DATED and not overview.recorded & DUE_DATES:
        return False
    return name in ALWAYS or bool(_now(overview, name) or (overview.before and _before(overview, name)))


def _now(overview: Overview, name: str) -> int:
    return overview.reports if name == REPORTS else int(getattr(overview.now, name))


def _before(overview: Overview, name: str) -> int:
    return overview.reports_before if name == REPORTS else int(getattr(overview.before, name))


def _heading(value: date) -> str:
    return day(value)


def _reasons(overview: Overview) -> pd.DataFrame:
    reasons = [label("close_reason", reason) for reason in overview.reasons["close_reason"]]
    return pd.DataFrame({"Reason": reasons, "Closed or withdrawn": overview.reasons["closed"]})
