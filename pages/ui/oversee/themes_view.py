"""Themes and root causes on the screen: matrices of counts, each number leading to its rows."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analytics.filters import Filters
from analytics.measures import themes
from analytics.measures.themes import ThemeCounts
from analytics.sections import themes as section
from analytics.sections.dates_as_written import with_dates_as_written
from analytics.vocabulary import label
from pages.ui import (
    cached,
    chart,
    count_table,
    headings,
    register_info,
    sentences,
    session,
    table_part,
)

NAMES = {"reference": "Reference", "source": "Source", "report": "Report", "text": "Recommendation", "due_on": "Due"}


def part(meanings: ThemeCounts, filters: Filters) -> None:
    """One column: by source, across sources, by year; or that the register does not record it."""
    if meanings.column not in register_info.recorded():
        table_part.absent(f"Open, by {section.SINGULAR[meanings.column]}", sentences.NOT_RECORDED)
        return
    _by_source(meanings, filters)
    if len(meanings.sources()) > 1:
        table_part.show(
            *section.recurring(meanings), name=f"{section.SEVERAL[meanings.column]}-across-sources", is_folded=True
        )
    _by_year(meanings)


def _by_source(meanings: ThemeCounts, filters: Filters) -> None:
    heading, _ = section.by_source(meanings)
    with st.container(gap="xsmall"):
        if not section.linked_cells(meanings):
            headings.section_heading(*heading)
            st.caption("None is open.")
            return
        cells = section.linked_cells(meanings)
        chart.show(
            section.dots_chart(meanings),
            key=f"{meanings.column}-dots",
            rows=lambda key: _rows_for_cell(meanings, filters, *cells[key][:2]),
        )
        with table_part.fold(meanings.column, f"List by {section.SINGULAR[meanings.column]} and source"):
            _matrix(meanings, filters)
    st.space("small")


def _matrix(meanings: ThemeCounts, filters: Filters) -> None:
    heading, frame = section.by_source(meanings)
    cells = section.linked_cells(meanings)
    count_table.table(frame, alt=heading[0], total=True)
    count_table.rows(
        {key: text for key, (_, _, text) in cells.items()},
        lambda key: _rows_for_cell(meanings, filters, *cells[key][:2]),
        key=meanings.column,
        label=f"Choose a {section.label_of(meanings).lower()} and source",
        name=f"open-by-{section.SINGULAR[meanings.column]}-and-source",
        frame=lambda: section.by_source(meanings, most=None)[1],
        total=True,
    )


def _by_year(meanings: ThemeCounts) -> None:
    drawn = section.year_chart(meanings, is_unfinished=_is_unfinished())
    if drawn:
        chart.show(drawn, key=f"{meanings.column}-years")
    else:
        heading, _ = section.by_year(meanings)
        headings.section_heading(heading[0], "None came in these years.")
    st.space("small")


def _is_unfinished() -> bool:
    """Whether the as-at day's year is not over on that day."""
    day = session.filters().as_at or register_info.facts().newest
    return (day.month, day.day) != (12, 31)


def _rows_for_cell(meanings: ThemeCounts, filters: Filters, value: str, source: str) -> pd.DataFrame:
    """The open ones of one value and source, ready to be listed; columns that the register lacks are left out."""
    rows = cached.result(themes.recommendations_with_value, filters, meanings.column, value, source).copy()
    rows["source"] = [label("source", each) for each in rows["source"]]
    rows["due_on"] = pd.to_datetime(rows["due_on"])
    recorded = register_info.recorded()
    table = rows[[name for name in NAMES if name in recorded]].rename(columns=NAMES)
    return with_dates_as_written(table, rows)
