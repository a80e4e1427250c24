"""Tables as HTML, which wrap, print and are read aloud; a long one in pages. Every reference in them is a link."""

from __future__ import annotations

import zlib
from datetime import date
from html import escape
from math import ceil
from typing import Any

import pandas as pd
import streamlit as st

from analytics.english import count, cut, unbroken_day
from pages.ui import html_table, recommendation_links, screen

HTML_ROWS = 25
"""Rows of a list on one page of it."""

MOST_ROWS = 1_000
"""Rows of a list that can be paged through; a file beside it has them all."""

LISTING_LETTERS = 110
NARROW_LETTERS = 82
"""Letters of a text in a list, and in one with several texts."""

REFERENCE = "Reference"
REFERENCE_COLUMNS = (REFERENCE, "Recommendations", "Successor")
"""Columns whose cells are references of the register."""

_PAGES = "_pages_of_lists"


def plain(
    frame: pd.DataFrame,
    *,
    alt: str | None = None,
    above: str = "",
    from_list: str | None = None,
    is_linked: bool = True,
) -> None:
    """A small table as HTML: it wraps, prints and is read aloud. Numbers stand right, dates are written out.

    References lead to the recommendation's page, unless they are of a file that is not loaded (`is_linked` is False);
    `from_list` names the list that they then come from. What stands `above` the table is HTML, and one piece with it.
    """
    numbers = [name for name in frame.columns if pd.api.types.is_numeric_dtype(frame[name])]
    cells = {name: _in_html(frame[name]) for name in frame.columns}
    for name in frame.columns.intersection(list(REFERENCE_COLUMNS)) if is_linked else ():
        cells[name] = [_linked(cell, from_list) for cell in frame[name]]
    html_table.show(
        pd.DataFrame(cells, dtype=object), numbers=numbers, alt=alt, above=above, row_header=_row_header(frame)
    )


def _row_header(frame: pd.DataFrame) -> str | None:
    return REFERENCE if REFERENCE in frame.columns else None


def _linked(cell: Any, from_list: str | None) -> str:
    """A cell of references, each a link; several are separated by semicolons."""
    named = [part.strip() for part in _cell(cell).split(";")] if not isinstance(cell, list) else cell
    return "; ".join(recommendation_links.in_table(reference, from_list) for reference in named if reference)


def listing(
    frame: pd.DataFrame,
    *,
    key: str,
    letters: int = LISTING_LETTERS,
    total: int | None = None,
    above: str = "",
    alt: str | None = None,
) -> None:
    """Rows of the register: their long texts cut at a word, so many on a page of the list.

    Of very many the first are shown, and how many there are: `total`, where only the first are given. What stands
    `above` them is HTML, by whose heading they are called, else by `alt`. A recommendation that is opened from here
    leads on to the next of the list.
    """
    total = len(frame) if total is None else total
    first = frame.head(MOST_ROWS)
    if REFERENCE in first:
        recommendation_links.remember_list(key, first[REFERENCE].dropna())
    page, pages = _page_of(first, key)
    start = (page - 1) * HTML_ROWS
    rows = first.iloc[start : start + HTML_ROWS]
    with st.container(gap="small", key=f"paged_{key}"):
        plain(_cut(rows, letters), above=above, from_list=key, alt=alt)
        if pages > 1:
            _draw_pages(first, key, page, pages)
        if total > len(rows):
            more = " The CSV has them all." if total > MOST_ROWS else ""
            screen.caption(f"Showing {count(start + 1)} to {count(start + len(rows))} of {count(total)}.{more}")


def _page_of(frame: pd.DataFrame, key: str) -> tuple[int, int]:
    """The page of a list that the reader is on, and how many there are; remembered while the rows are the same."""
    pages = max(1, ceil(len(frame) / HTML_ROWS))
    return min(_remembered().get(_identity(frame, key), 1), pages), pages


def _draw_pages(frame: pd.DataFrame, key: str, page: int, pages: int) -> None:
    identity = _identity(frame, key)
    widget = f"page_{identity}"
    if st.session_state.get(widget) != page:
        st.session_state[widget] = page
    st.pagination(pages, key=widget, on_change=_turn_page, args=(identity, widget))


def _turn_page(identity: str, widget: str) -> None:
    _remembered()[identity] = st.session_state[widget]


def _remembered() -> dict[str, int]:
    pages: dict[str, int] = st.session_state.setdefault(_PAGES, {})
    return pages


def _identity(frame: pd.DataFrame, key: str) -> str:
    """A list by its key and its rows: another list in its place begins at its first page."""
    rows = "".join(map(str, frame.iloc[:, 0]))
    return f"{key}_{zlib.crc32(rows.encode())}"


def first_of(first: int, total: int) -> str:
    """That a table shows the first of its rows alone; beside it stands the CSV of all."""
    return f"The first {count(first)} of {count(total)} rows; the CSV has them all."


def _in_html(column: pd.Series[Any]) -> list[str]:
    """Each cell as HTML; a whole number is grouped by thousands, a blank is empty."""
    if pd.api.types.is_integer_dtype(column):
        return ["" if pd.isna(cell) else count(int(cell)) for cell in column]
    return [escape(_cell(cell)) for cell in column]


def _cell(cell: Any) -> str:
    if isinstance(cell, list):
        return ", ".join(map(str, cell))
    if cell is None or cell is pd.NaT or cell is pd.NA or cell != cell:  # noqa: PLR0124 - not a number
        return ""
    if isinstance(cell, date):
        return unbroken_day(pd.Timestamp(cell).date())
    return str(cell)


def _cut(frame: pd.DataFrame, letters: int) -> pd.DataFrame:
    """The frame with its long texts cut, references apart; a copy only if there are any."""
    shorter = {
        name: [cut(cell, letters) for cell in frame[name]]
        for name in frame.columns
        if name not in REFERENCE_COLUMNS and any(isinstance(cell, str) and len(cell) > letters for cell in frame[name])
    }
    return frame.assign(**shorter) if shorter else frame
