"""The list of the register: its search, its columns and order, its pages, and the one row that is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any, cast

import pandas as pd
import streamlit as st
from streamlit.elements.arrow import DataframeStateInput

from analytics.english import count, sentence_case
from analytics.files.register_workbook import label
from analytics.filters import LONGEST_SEARCH, Filters
from analytics.intake.periods import dates_in_words
from analytics.measures import recommendations
from analytics.vocabulary import AS_WRITTEN, DATE_COLUMNS
from pages.ui import cached, downloads, register_info, screen, session
from pages.ui.explore import list_heading, search_hits
from pages.ui.explore.recommendation_text import short
from pages.ui.facts import RegisterInfo
from pages.ui.tables import HEADER_HEIGHT, NARROW_LETTERS, ROW_HEIGHT

WIDTH = 660
PAGE_ROWS = 300
"""Rows that are sent to the browser at once; more are on further pages."""

ROWS_IN_VIEW = 10
REFERENCE = "reference"
"""The name in the address of the recommendation that is read in full."""

_PAGE = "list_page"
_NARROW_REPORT = 14
_REPORT_NUMBER_WIDTH = 94
"""Letters up to which a report is called by a number rather than a title."""

_WIDTHS = {
    "reference": 100,
    "source": 106,
    "text": 212,
    "report": 212,
    "addressed_to": 212,
    "days_late": 70,
    "redatings": 70,
    "status": 86,
    "born_on": 132,
    "first_agreed_on": 132,
}


@dataclass(frozen=True, slots=True)
class View:
    """How the list is shown: its columns, its order, and what the register has for both."""

    columns: tuple[str, ...]
    order: str
    offered: tuple[str, ...]
    orders: tuple[str, ...]


def view(facts: RegisterInfo) -> View:
    """The columns and the order that the reader chose, else the usual ones of this register."""
    recorded = register_info.recorded()
    offered, orders = list_heading.offered(recorded), list_heading.orders(recorded)
    usual = list_heading.usual(recorded, len(facts.options.get("source", ())))
    chosen = [name for name in _chosen_columns(offered) or usual if name in offered]
    return View(
        ("reference", *(n for n in chosen if n != "reference")),
        _chosen_order(orders),
        tuple(offered),
        tuple(orders),
    )


def _chosen_order(orders: Sequence[str]) -> str:
    """What the widget holds, or before it is drawn the address; both know the words on the screen."""
    words = {sentence_case(order): order for order in orders}
    order: str | None = _widget_value("list_order") or words.get(st.query_params.get("list_order", ""))
    return order if order is not None and order in orders else orders[0]


def _chosen_columns(offered: Sequence[str]) -> list[str]:
    """What the widget holds, or before it is drawn the address."""
    if (widget_value := _widget_value("list_columns")) is not None:
        return list(widget_value)
    words = {label(name): name for name in offered}
    return [words[given] for given in st.query_params.get_all("list_columns") if given in words]


def _widget_value(key: str) -> Any:
    """What a widget holds; None before it is drawn, and after Back, when only the address is right."""
    return None if session.is_after_back() else st.session_state.get(key)


def draw(filters: Filters, shown: View, number: int) -> str | None:
    """Draw the list with its controls; the reference of the recommendation to be read in full, None where none is."""
    with st.container(width=WIDTH, gap="small"):
        if number == 0:
            # The page's sentence has said so; here stands only what widens the choice.
            _search(filters)
            if filters.count():
                st.button("Clear the filters", key="clear_all", on_click=session.clear)
            return st.query_params.get(REFERENCE)
        _controls(filters, shown)
        page = _page(number)
        columns = tuple(dict.fromkeys(("reference", *shown.columns)))
        rows = cached.result(recommendations.rows, filters, columns, shown.order, PAGE_ROWS, (page - 1) * PAGE_ROWS)
        chosen = _list(rows, filters, shown)
        _pages(number)
        screen.caption(_shown(number, page, filters))
    return chosen


def _controls(filters: Filters, shown: View) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        _search(filters)
        with st.popover("Columns"):
            _columns_and_order(shown)
        downloads.chosen_rows(filters, shown.order)


def _search(filters: Filters) -> None:
    if st.session_state.get("list_search") != (filters.search or ""):
        st.session_state["list_search"] = filters.search or ""
    st.text_input(
        "Search reference, report and text",
        key="list_search",
        max_chars=LONGEST_SEARCH,
        placeholder="for example, vetting",
        icon=":material/search:",
        on_change=_save_search,
    )


def _save_search() -> None:
    session.change(search=st.session_state["list_search"].strip() or None)


def _columns_and_order(shown: View) -> None:
    st.selectbox(
        "Order",
        shown.orders,
        format_func=sentence_case,
        key="list_order",
        bind="query-params",
    )
    st.multiselect(
        "Columns",
        shown.offered,
        default=shown.columns,
        format_func=label,
        key="list_columns",
        bind="query-params",
    )


def _page(number: int) -> int:
    """The page of the list that is looked at; a page that is no longer there gives way to the first."""
    last = max(1, ceil(number / PAGE_ROWS))
    in_address = st.query_params.get(_PAGE, "")
    asked = _widget_value(_PAGE) or (int(in_address) if in_address.isdecimal() else 1)
    if 1 <= asked <= last:
        return int(asked)
    st.session_state[_PAGE] = 1
    return 1


def _pages(number: int) -> None:
    if number > PAGE_ROWS:
        st.pagination(ceil(number / PAGE_ROWS), key=_PAGE, bind="query-params")


def _shown(number: int, page: int, filters: Filters) -> str:
    first, last = (page - 1) * PAGE_ROWS + 1, min(page * PAGE_ROWS, number)
    which = (
        f"{count(number)} shown" if number <= PAGE_ROWS else f"{count(first)} to {count(last)} of {count(number)} shown"
    )
    found = " What was searched for stands in ‹ ›." if filters.search else ""
    return f"{which}. Choose a row to read it in full.{found}"


def _list(rows: pd.DataFrame, filters: Filters, shown: View) -> str | None:
    """The list itself; the reference of its chosen row, or the one in the address where that is on no row here."""
    references = list(rows["reference"])
    asked = st.query_params.get(REFERENCE)
    place = references.index(asked) if asked in references else (None if asked else 0)
    key = f"list_{hash((tuple(references), shown.columns, place is None))}"
    selection: DataframeStateInput = {
        "selection": {"rows": [] if place is None else [place], "columns": [], "cells": []}
    }
    if place is not None and key in st.session_state:
        st.session_state[key] = selection
    st.dataframe(
        _cells(rows, filters, shown.columns),
        hide_index=True,
        height=HEADER_HEIGHT + ROW_HEIGHT * min(len(rows), ROWS_IN_VIEW),
        row_height=ROW_HEIGHT,
        column_config=_config(shown.columns, rows),
        placeholder="",
        key=key,
        on_select=lambda: _save_row(key, references),
        selection_mode="single-row" if place is None else "single-row-required",
        selection_default=selection,
        alt="Recommendations",
    )
    return asked or (references[0] if references else None)


def _save_row(key: str, references: list[str]) -> None:
    rows = st.session_state[key].selection.rows
    if rows:
        choose(references[rows[0]])


def choose(reference: str) -> None:
    """Read this recommendation in full; the address says so."""
    st.query_params[REFERENCE] = reference


def _cells(rows: pd.DataFrame, filters: Filters, columns: Sequence[str]) -> pd.DataFrame:
    """The rows as cells of a list: texts cut at a word, several values joined, whole numbers whole."""
    if AS_WRITTEN in columns:
        rows = rows.assign(**{AS_WRITTEN: dates_as_written(rows)})
    return pd.DataFrame({label(name): _cell_values(name, rows[name], filters.search) for name in columns})


def dates_as_written(rows: pd.DataFrame) -> list[str]:
    """What each row says where it gives no day, for a reader."""
    return [
        dates_in_words(record[AS_WRITTEN] if isinstance(record[AS_WRITTEN], list) else [], record)
        for record in cast("list[dict[str, Any]]", rows.to_dict("records"))
    ]


def _cell_values(name: str, values: pd.Series[Any], search: str | None) -> pd.Series[Any]:
    if name in DATE_COLUMNS or name.endswith("_on"):
        return values
    if name in ("days_late", "redatings"):
        return values.astype("Int64")
    searched = search if name in ("reference", "report", "text") else None
    return values.map(lambda value: _list_headline(name, value, searched))


def _list_headline(name: str, value: Any, search: str | None) -> str:
    if not isinstance(value, list | str) or not value:  # a frame says NaN for a text that is not there
        return ""
    said = ", ".join(value) if isinstance(value, list) else short(value) if name == "reference" else str(value)
    if name in ("status", "risk", "close_reason"):
        said = sentence_case(said)
    return search_hits.excerpt_with_hits(said, search, NARROW_LETTERS)


def _config(columns: Sequence[str], rows: pd.DataFrame) -> dict[str, Any]:
    config: dict[str, Any] = {}
    for name in columns:
        width = _WIDTHS.get(name, 132)
        if name in DATE_COLUMNS or name.endswith("_on"):
            config[label(name)] = st.column_config.DateColumn(format="D MMMM YYYY", width=width)
        elif name in ("days_late", "redatings"):
            config[label(name)] = st.column_config.NumberColumn(width=width)
        else:
            narrow = name == "report" and rows[name].str.len().max() <= _NARROW_REPORT
            config[label(name)] = st.column_config.TextColumn(width=_REPORT_NUMBER_WIDTH if narrow else width)
    return config
