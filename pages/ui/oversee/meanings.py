"""Themes and root causes on the screen: matrices of counts, each number leading to its rows."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analytics.charts import themes as told
from analytics.filters import Filters
from analytics.measures import themes
from analytics.measures.themes import Meanings
from analytics.vocabulary import label
from pages.ui import cached, counted, downloads, opening, reading, table_part, words

NAMES = {"reference": "Reference", "source": "Source", "report": "Report", "text": "Recommendation", "due_on": "Due"}


def part(meanings: Meanings, filters: Filters) -> None:
    """One column: by source, across sources, by year; or that the register does not record it."""
    if meanings.column not in reading.recorded():
        table_part.absent(f"Open, by {told.ONE[meanings.column]}", words.NOT_RECORDED)
        return
    _by_source(meanings, filters)
    if len(meanings.sources()) > 1:
        table_part.show(*told.recurring(meanings), name=f"{told.SEVERAL[meanings.column]}-across-sources")
    _by_year(meanings)


def _by_source(meanings: Meanings, filters: Filters) -> None:
    heading, frame = told.by_source(meanings)
    cells = told.opened(meanings)
    with st.container(gap="xsmall"):
        opening.part(*heading)
        if not cells:
            st.caption("None is open.")
            return
        counted.table(frame, alt=heading[0], total=True)
        counted.rows(
            {key: said for key, (_, _, said) in cells.items()},
            lambda key: _behind(meanings, filters, *cells[key][:2]),
            key=meanings.column,
            label=f"{told.label_of(meanings)} and source whose rows to see",
            name=f"open-by-{told.ONE[meanings.column]}-and-source",
            frame=lambda: told.by_source(meanings, most=None)[1],
            total=True,
        )
    st.space("small")


def _by_year(meanings: Meanings) -> None:
    heading, frame = told.by_year(meanings)
    with st.container(gap="xsmall"):
        opening.part(*heading)
        if len(frame) < 2:
            st.caption("None came in these years.")
            return
        counted.table(frame, alt=heading[0], total=True)
        parts = downloads.without_total(lambda: told.by_year(meanings, most=None)[1])
        downloads.csv(parts, f"received-by-{told.ONE[meanings.column]}", key=f"csv_year_{meanings.column}")
    st.space("small")


def _behind(meanings: Meanings, filters: Filters, value: str, source: str) -> pd.DataFrame:
    """The open ones of one value and source, ready to be listed; columns that the register lacks are left out."""
    rows = cached.result(themes.behind, filters, meanings.column, value, source).copy()
    rows["source"] = [label("source", each) for each in rows["source"]]
    rows["due_on"] = pd.to_datetime(rows["due_on"])
    recorded = reading.recorded()
    return rows[[name for name in NAMES if name in recorded]].rename(columns=NAMES)
