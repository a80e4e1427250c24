"""The recommendations behind a bar: those of exactly its value among the open, and the way to them in the register."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from analytics.filters import FIELD, Filters
from analytics.measures import recommendations
from analytics.measures.due_dates import DUE_DATES
from analytics.measures.overview import open_only
from analytics.sections.dates_as_written import dates_as_written
from analytics.vocabulary import AS_WRITTEN, COLUMN, DATE_COLUMNS, label
from pages.ui import cached, menu, register_info, session

REGISTER = "register"
"""The address of the page that lists recommendations."""

_COMPUTED = ("days_late", "first_agreed_on")

_LABELS = {name: column.label for name, column in COLUMN.items()} | {
    "days_late": "Days late",
    "first_agreed_on": "First agreed",
}


def open_recommendations(filters: Filters, field: str, *, agreed: bool = False) -> Callable[[str], pd.DataFrame]:
    """For a filter's field: the open recommendations of one of its values, ready to be listed.

    With `agreed`, also the day first agreed, where what is past it is counted beside them.
    """

    def rows(value: str) -> pd.DataFrame:
        chosen = _narrowed(filters, field, value)
        frame: pd.DataFrame = cached.result(recommendations.rows, chosen, _columns(agreed=agreed)).copy()
        for column in frame.columns.intersection(["source"]):
            frame[column] = frame[column].map(lambda cell: label("source", cell))
        for column in frame.columns.intersection([*DATE_COLUMNS, "first_agreed_on"]):
            frame[column] = pd.to_datetime(frame[column])
        if AS_WRITTEN in frame:
            frame[AS_WRITTEN] = dates_as_written(frame)
        if "days_late" in frame:
            frame["days_late"] = frame["days_late"].astype("Int64")
        return frame.rename(columns=_LABELS)

    return rows


def in_register(filters: Filters, field: str) -> Callable[[str], None] | None:
    """Turns to the register with the same rows chosen; None while the menu has no such page."""
    entry = next((entry for entry in menu.ENTRIES if entry.url_path == REGISTER), None)
    if entry is None:
        return None

    def open_register(value: str) -> None:
        chosen = _narrowed(filters, field, value)
        session.choose(chosen)
        # With its query given: without one, Streamlit refuses to leave a page whose address holds a chosen bar.
        st.switch_page(menu.path(entry), query_params=chosen.to_query())

    return open_register


def late(filters: Filters, way: str) -> Filters | None:
    """The choice narrowed to what is late in one of the ways of `OVERDUE`; None where another way is chosen."""
    return replace(filters, overdue=way) if filters.overdue in (None, way) else None


def _narrowed(filters: Filters, field: str, value: str) -> Filters:
    """The choice narrowed to the open with one value of a field. Two tags chosen together would widen it."""
    chosen: dict[str, Any] = {FIELD[field].name: (value,)}
    return replace(open_only(filters), **chosen)


def _columns(*, agreed: bool) -> tuple[str, ...]:
    """What a list shows: the text where there is one, else the report and whom it went to; the dates that there are."""
    recorded = register_info.recorded()
    about = ("text",) if "text" in recorded else ("report", "addressed_to")
    due = ("due_on", "days_late") if "due_on" in recorded else ("made_on",)
    first = ("first_agreed_on",) if agreed and recorded & DUE_DATES else ()
    names = (name for name in (*about, *first, *due, AS_WRITTEN) if name in recorded or name in _COMPUTED)
    return ("reference", "source", *names)
