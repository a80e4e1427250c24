"""The page of dates: its figures, its charts with their rows, and the list of what was re-dated most often."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from analytics.charts.chart import Chart
from analytics.filters import OVERDUE, Filters
from analytics.measures import due_dates
from analytics.measures.due_dates import AGAINST, Dates
from analytics.sections import due_dates as section
from analytics.sections import trends
from analytics.sections.dates_as_written import with_dates_as_written
from analytics.sections.headline import short_day
from pages.ui import cached, download_menu, headings, rows_behind, tables
from pages.ui.chart import Block
from pages.ui.figures import Figure

FIRST = 10
"""Lines of the list of re-dated recommendations."""

_FIGURES = {
    "overdue_original": ("Past the first date", "Past the date first agreed, even if it was moved"),
    "overdue_current": ("Past the current date", "Past the due date that is recorded now"),
    "overdue_masked": (
        "Hidden by a later date",
        "Past the first date agreed, but the date was moved and the new one has not passed yet",
    ),
    "late_no_current_date": (
        "Late with no current date",
        "Past the first date agreed, and the register gives no current due date",
    ),
    "no_due_date": ("No due date", "No current due date recorded, so these can never show as overdue"),
}
_COLUMNS = {
    "reference": "Reference",
    "source": "Source",
    "text": "Recommendation",
    "first_agreed_on": "First agreed",
    "due_on": "Due",
    "slip_days": "Slip in days",
    "redatings": "Times moved",
    "days_late": "Days late",
}


_TERMS = {
    "overdue_original": "First agreed date",
    "overdue_current": "Overdue",
    "overdue_masked": "Hidden by a later date",
    "late_no_current_date": "First agreed date",
    "no_due_date": "No due date",
}
"""The term that explains each figure."""

_OVERDUE = {column: name for name, (column, _) in OVERDUE.items()}
"""The filter of each figure's recommendations."""


def figures(dates: Dates, filters: Filters) -> list[Figure]:
    """The ways to be late, side by side, each with its movement since the extract before and a way to its list."""
    return [_figure(dates, filters, term, words, meaning) for term, (words, meaning) in _FIGURES.items()]


def _figure(dates: Dates, filters: Filters, term: str, words: str, meaning: str) -> Figure:
    value = int(getattr(dates.now, term))
    has_months = term in dates.months and len(dates.months) > 1
    return Figure(
        label=words,
        value=value,
        move=value - int(getattr(dates.before, term)) if dates.before else None,
        since=f"since {short_day(dates.since, dates.as_at)}" if dates.since else "",
        series=tuple(int(month) for month in dates.months[term]) if has_months else (),
        help=f"{meaning}.",
        term=_TERMS[term],
        rows=rows_behind.late(filters, _OVERDUE[term]),
    )


def moved(dates: Dates, filters: Filters) -> list[Block]:
    """How far dates moved, how often, and what falls due next, each bar with its rows."""
    return [
        _block(cached.derived(section.slip, dates), filters, "slip"),
        _block(cached.derived(section.redated, dates), filters, "redated"),
        _block(cached.derived(section.due, dates), filters, "due"),
    ]


def late(dates: Dates, filters: Filters) -> list[Block]:
    """Days late against the date first agreed and against the present one, each bar with its rows."""
    return [
        _block(cached.derived(trends.days_late, bands, against), filters, f"late {against}")
        for against, bands in zip(AGAINST, dates.late, strict=True)
    ]


def _block(chart: Chart, filters: Filters, family: str) -> Block:
    return Block(
        chart=chart,
        key=chart.name,
        rows=lambda band: _table(cached.result(due_dates.in_band, filters, family, band)),
    )


def _table(rows: pd.DataFrame) -> pd.DataFrame:
    """The list as a reader sees it: a text or else the report; numbers whole, blank where there is none."""
    answer = rows.copy()
    answer["text"] = [text or report for text, report in zip(answer["text"], answer["report"], strict=True)]
    for column in ("slip_days", "redatings", "days_late"):
        answer[column] = answer[column].astype("Int64")
    return with_dates_as_written(answer[list(_COLUMNS)].rename(columns=_COLUMNS), rows)


def most_redated(dates: Dates, filters: Filters) -> None:
    """The recommendations re-dated most often, and all that were re-dated as CSV."""
    number = dates.ever_redated
    with st.container(gap="xsmall"):
        headings.section_heading(
            section.redated_headline(dates), "Most changes first. Changes before the first extract are not recorded"
        )
        if not number:
            return
        first = _table(cached.result(due_dates.most_redated, filters, FIRST))
        tables.listing(first, key="most_redated", letters=tables.NARROW_LETTERS, alt=section.redated_headline(dates))
        all_redated = partial(due_dates.most_redated, cached.register(), filters)
        download_menu.show(
            lambda: _table(all_redated()), "every-re-dated", key="redated", label=f"Download all {number}"
        )
