"""The list of the register: its search, its columns and order, its pages, and which of its rows is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import ceil
from typing import Any

import pandas as pd
import streamlit as st

from analytics.english import count, plural, sentence_case, unbroken_day
from analytics.files.register_workbook import label
from analytics.filters import LONGEST_SEARCH, Filters
from analytics.measures import recommendations
from analytics.measures.headline_figures import Headline
from analytics.measures.overview import lists_open_alone, open_only
from analytics.sections.dates_as_written import dates_as_written
from analytics.vocabulary import AS_WRITTEN, DATE_COLUMNS
from pages.ui import (
    cached,
    downloads,
    filter_chips,
    html_table,
    params,
    recommendation_links,
    register_info,
    screen,
    session,
)
from pages.ui.explore import list_heading, search_hits
from pages.ui.facts import RegisterInfo
from pages.ui.recommendation_links import LIST_SHOW
from pages.ui.streamlit_gaps import runtime
from pages.ui.tables import NARROW_LETTERS

WIDTH = 660
PAGE_ROWS = 50
"""Rows on one page of the list."""

OPEN, ALL = "open", "all"
_PAGE = "list_page"
_NUMBERS = ("days_late", "redatings")


@dataclass(frozen=True, slots=True)
class View:
    """How the list is shown: its columns and its order, which recommendations it lists, and what it may offer."""

    columns: tuple[str, ...]
    order: str
    offered: tuple[str, ...]
    orders: tuple[str, ...]
    filters: Filters
    number: int
    choices: dict[str, int]
    """How many are open and how many there are in all, where a reader may choose between the two."""


def view(filters: Filters, answer: Headline, facts: RegisterInfo) -> View:
    """The columns and the order that the reader chose, else the usual ones of this register; what is open, else all."""
    recorded = register_info.recorded()
    offered = list_heading.offered(recorded)
    usual = list_heading.usual(recorded, len(facts.options.get("source", ())))
    chosen = [name for name in _chosen_columns(offered) or usual if name in offered]
    is_open, choices = _listed(filters, answer)
    orders = list_heading.orders(recorded)
    return View(
        ("reference", *(n for n in chosen if n != "reference")),
        order(),
        tuple(offered),
        tuple(orders),
        open_only(filters) if is_open else filters,
        answer.open if is_open else answer.born,
        choices,
    )


def order() -> str:
    """The order of the list: what its widget holds, or where it is not drawn the address; both know screen words."""
    orders = list_heading.orders(register_info.recorded())
    words = {sentence_case(order): order for order in orders}
    in_address = words.get(st.query_params.get("list_order", "")) or recommendation_links.order_in_address()
    chosen = _widget_value("list_order") or in_address
    return chosen if chosen in orders else orders[0]


def listed(filters: Filters, answer: Headline) -> Filters:
    """The filters of the recommendations that the list holds: the open ones, unless a filter or the reader decides."""
    is_open, _ = _listed(filters, answer)
    return open_only(filters) if is_open else filters


def _listed(filters: Filters, answer: Headline) -> tuple[bool, dict[str, int]]:
    """Whether only the open are listed, and what may be chosen instead."""
    if not lists_open_alone(filters, answer):
        return False, {}
    return st.query_params.get(LIST_SHOW) != ALL, {OPEN: answer.open, ALL: answer.born}


def _chosen_columns(offered: Sequence[str]) -> list[str]:
    """What the widget holds, or before it is drawn the address."""
    if (widget_value := _widget_value("list_columns")) is not None:
        return list(widget_value)
    words = {label(name): name for name in offered}
    return [words[name] for name in st.query_params.get_all("list_columns") if name in words]


def _widget_value(key: str) -> Any:
    """What a widget holds; None before it is drawn, and after Back, when only the address is right."""
    return None if runtime.is_after_back() else st.session_state.get(key)


def draw(view: View) -> str | None:
    """Draw the list with its controls; the reference of the recommendation to show beside it, None where none is."""
    with st.container(width=WIDTH, gap="small", key="register_list"):
        if view.number == 0:
            # The page's sentence has said so; here stands only what widens the choice.
            _search(view.filters)
            if view.filters.count():
                st.button("Clear the filters", key="clear_all", on_click=session.clear)
            return None
        filter_chips.presets(register_info.facts(), "list")
        _controls(view)
        page = _page(view.number)
        columns = tuple(dict.fromkeys(("reference", *view.columns)))
        start = (page - 1) * PAGE_ROWS
        rows = cached.result(recommendations.rows, view.filters, columns, view.order, PAGE_ROWS, start)
        chosen = _chosen(rows, view)
        _table(rows, view, chosen)
        _pages(view.number)
        if view.number > PAGE_ROWS:
            screen.caption(f"Showing {count(start + 1)} to {count(start + len(rows))} of {count(view.number)}.")
    return chosen


def _controls(view: View) -> None:
    if view.choices:
        words = {OPEN: "Open", ALL: "All"}
        params.param_value(LIST_SHOW, (OPEN, ALL))
        if st.session_state.get(params.widget_key(LIST_SHOW)) is None:
            st.session_state[params.widget_key(LIST_SHOW)] = OPEN
        screen.segmented_control(
            "Recommendations listed",
            list(view.choices),
            format_func=lambda way: f"{words[way]} {count(view.choices[way])}",
            key=params.widget_key(LIST_SHOW),
            required=True,
            label_visibility="collapsed",
            on_change=_save_show,
        )
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        _search(view.filters)
        with st.popover("Columns and order"):
            _columns_and_order(view)
        downloads.chosen_rows(view.filters, view.order)


def _save_show() -> None:
    chosen = st.session_state[params.widget_key(LIST_SHOW)]
    params.set_param(LIST_SHOW, ALL if chosen == ALL else None)


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


def _columns_and_order(view: View) -> None:
    st.selectbox(
        "Order",
        view.orders,
        format_func=sentence_case,
        key="list_order",
        bind="query-params",
    )
    st.multiselect(
        "Columns",
        view.offered,
        default=view.columns,
        format_func=label,
        key="list_columns",
        bind="query-params",
    )


def _page(number: int) -> int:
    """The page of the list that is looked at; a page that is no longer there gives way to the first."""
    last = max(1, ceil(number / PAGE_ROWS))
    in_address = st.query_params.get(_PAGE, "")
    requested = _widget_value(_PAGE) or (int(in_address) if in_address.isdecimal() else 1)
    if 1 <= requested <= last:
        return int(requested)
    st.session_state[_PAGE] = 1
    return 1


def _pages(number: int) -> None:
    if number > PAGE_ROWS:
        st.pagination(ceil(number / PAGE_ROWS), key=_PAGE, bind="query-params")


def _chosen(rows: pd.DataFrame, view: View) -> str:
    """The recommendation in the address where the list holds it, on whichever page; else the first row of this page."""
    requested = recommendation_links.reference_in_address()
    references = list(rows["reference"])
    if requested and (
        requested in references
        or cached.result(recommendations.neighbours, view.filters, view.order, requested) is not None
    ):
        return requested
    return str(references[0])


def _table(rows: pd.DataFrame, view: View, chosen: str) -> None:
    """The rows as a table, each a link to its recommendation."""
    if AS_WRITTEN in view.columns:
        rows = rows.assign(**{AS_WRITTEN: dates_as_written(rows)})
    references = list(rows["reference"])
    html_table.show(
        pd.DataFrame({label(name): _cells(name, rows[name], view) for name in view.columns}, dtype=object),
        numbers=[label(name) for name in _NUMBERS],
        alt=plural(len(rows), "recommendation"),
        row_header=label("reference"),
        current=references.index(chosen) if chosen in references else None,
        becomes_cards=True,
    )


def _cells(name: str, values: pd.Series[Any], view: View) -> list[str]:
    """The cells of a column as HTML: links, days in words, whole numbers, texts cut at a word with hits marked."""
    search = view.filters.search
    if name == "reference":
        order = None if view.order == view.orders[0] else view.order
        words = [recommendation_links.short(value) for value in values]
        marked = [search_hits.excerpt_in_html(word, search, NARROW_LETTERS) for word in words]
        return [
            recommendation_links.in_table(value, marked=cell, order=order)
            for value, cell in zip(values, marked, strict=True)
        ]
    if name in DATE_COLUMNS or name.endswith("_on"):
        return ["" if pd.isna(value) else escape(unbroken_day(pd.Timestamp(value).date())) for value in values]
    if name in _NUMBERS:
        return ["" if pd.isna(value) else count(int(value)) for value in values]
    searched = search if name in ("report", "text") else None
    return [search_hits.excerpt_in_html(_text(name, value), searched, NARROW_LETTERS) for value in values]


def _text(name: str, value: Any) -> str:
    if not isinstance(value, list | str) or not value:  # a frame says NaN for a text that is not there
        return ""
    words = ", ".join(value) if isinstance(value, list) else value
    return sentence_case(words) if name in ("status", "risk", "close_reason") else words
