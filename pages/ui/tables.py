"""Tables: real HTML up to about 25 rows, a list that can be searched above it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from analytics.english import count, cut, unbroken_day
from pages.ui import html_table, screen

HTML_ROWS = 25
MOST_ROWS = 1_000
"""Rows of a list that travel to the browser; a file beside it has them all."""

ROW_HEIGHTS = {1: 35, 2: 54, 3: 74}
"""Pixels of a row of a list by its lines of text."""

ROW_HEIGHT = ROW_HEIGHTS[3]
HEADER_HEIGHT = 38
HIGH, LOW = 560, 350
"""Pixels of the whole rows in view: of the register's seven or more; of what may stand in a popover ten of one line."""

LISTING_LETTERS = 110
NARROW_LETTERS = 82
"""Letters that three lines hold on the measure, and in the narrow list."""

_NAME, _SENTENCE, _DATE, _NUMBER = 106, 190, 132, 70
_WIDTHS = {"Reference": 100, "Source": 106}
_LETTER, _LOST, _PADDING, _WORD = 6.6, 4.8, 20, 16
"""Pixels of a letter; letters lost at the end of a line; pixels beside a cell's words; and up to so many letters a
column is as wide as what it holds."""

_ON_A_TABLET = 680
"""What a list may take of 768 pixels, framed and beside a bar to scroll with; where there is more, its columns grow."""


def plain(frame: pd.DataFrame, *, alt: str | None = None, above: str = "") -> None:
    """A small table as HTML: it wraps, prints and is read aloud. Numbers stand right, dates are written out.

    What stands `above` it is HTML, and one piece with it.
    """
    if len(frame) > HTML_ROWS:
        _scrolling(frame, len(frame), _columns(frame, _longest(frame)), 1, LOW, alt=alt)
        return
    numbers = [name for name in frame.columns if pd.api.types.is_numeric_dtype(frame[name])]
    cells = {name: _in_html(frame[name]) for name in frame.columns}
    html_table.show(pd.DataFrame(cells, dtype=object), numbers=numbers, alt=alt, above=above)


def listing(
    frame: pd.DataFrame, *, key: str, letters: int = LISTING_LETTERS, whole: int | None = None, above: str = ""
) -> None:
    """Rows of the register: their long texts cut at a word, up to 25 as HTML, more as a list that can be searched.

    Of very many the first are shown, and how many there are: `whole`, where only the first are given. What stands
    `above` them is HTML.
    """
    whole = len(frame) if whole is None else whole
    if len(frame) <= HTML_ROWS:
        plain(_cut(frame, letters), above=above)
        return
    if above:
        st.html(above)
    first = frame.head(MOST_ROWS)
    longest = _longest(first)
    widths = _text_widths(first, longest)
    shown = _cut(first, letters, {name: _letters(width, lines=3) for name, width in widths.items()})
    _scrolling(shown, whole, _columns(first, longest), _lines(shown), key=key)


def _scrolling(
    frame: pd.DataFrame,
    whole: int,
    config: dict[str, Any],
    lines: int,
    high: int = HIGH,
    *,
    key: str | None = None,
    alt: str | None = None,
) -> None:
    """A list of more rows than stand in view: how many there are, and that it scrolls, above it."""
    row = ROW_HEIGHTS[lines]
    with st.container(gap="small", key=key and f"scrolls_{key}"):
        screen.caption(f"{first_of(MOST_ROWS, whole)} The list scrolls." if whole > MOST_ROWS else _scrolls(whole))
        st.dataframe(
            frame,
            hide_index=True,
            column_config=config,
            row_height=row,
            # The row that is cut at the foot shows that more follow.
            height=HEADER_HEIGHT + high // row * row + row // 2,
            key=key,
            placeholder="",
            alt=alt,
        )


def _scrolls(rows: int) -> str:
    return f"{count(rows)} rows; the list scrolls."


def first_of(shown: int, whole: int) -> str:
    """That a table shows the first of its rows alone; beside it stands the CSV of all."""
    return f"The first {count(shown)} of {count(whole)} rows; the CSV has them all."


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


def _cut(frame: pd.DataFrame, letters: int, room: Mapping[str, int] | None = None) -> pd.DataFrame:
    """The frame with its long texts cut, at what a column has room for where that is less; a copy only if there are."""
    most = {name: min(letters, (room or {}).get(name, letters)) for name in frame.columns}
    shorter = {
        name: [cut(cell, most[name]) for cell in frame[name]]
        for name, longest in _longest(frame).items()
        if longest > most[name]
    }
    return frame.assign(**shorter) if shorter else frame


def _longest(frame: pd.DataFrame) -> dict[str, int]:
    """The letters of the longest cell of each column that is neither of numbers nor of days."""
    return {
        name: max((len(cell) for cell in frame[name] if isinstance(cell, str)), default=0)
        for name in frame.columns
        if not pd.api.types.is_numeric_dtype(frame[name]) and not pd.api.types.is_datetime64_any_dtype(frame[name])
    }


def _width(name: str, column: pd.Series[Any], longest: int) -> int | None:
    """What a column needs by what it holds; None for a text, which takes what the others leave."""
    if pd.api.types.is_datetime64_any_dtype(column):
        return _DATE
    if pd.api.types.is_numeric_dtype(column):
        return _NUMBER
    if longest > _WORD:
        return _WIDTHS.get(name)
    return _WIDTHS.get(name) or int(_LETTER * max(len(name), longest)) + _PADDING


def _lines(frame: pd.DataFrame) -> int:
    """How many lines the longest text of a list takes on a tablet, at most three."""
    longest = _longest(frame)
    widths = _text_widths(frame, longest)

    def fits(lines: int) -> bool:
        return not any(longest[name] > _letters(width, lines=lines) for name, width in widths.items())

    return next(filter(fits, (1, 2)), 3)


def _letters(width: int, *, lines: int) -> int:
    """What so many lines of a text hold in that many pixels: each ends before a word that does not fit."""
    return int(lines * (width / _LETTER - _LOST))


def _text_widths(frame: pd.DataFrame, longest: Mapping[str, int]) -> dict[str, int]:
    """What each text has of what is left on a tablet: the same, unless a sentence could then not be read.

    Then it has enough to be read, before names that three narrow lines hold, and the list scrolls sideways too.
    """
    widths = {str(name): _width(str(name), frame[name], longest.get(name, 0)) for name in frame.columns}
    texts = [name for name, width in widths.items() if width is None]
    left = _ON_A_TABLET - sum(filter(None, widths.values()))
    share = max(_NAME, left // max(1, len(texts)))
    sentences = [name for name in texts if longest[name] > _letters(_NAME, lines=3)]
    if share >= _SENTENCE or not sentences:
        return dict.fromkeys(texts, share)
    rest = (left - _NAME * (len(texts) - len(sentences))) // len(sentences)
    return {name: max(_SENTENCE, rest) if name in sentences else _NAME for name in texts}


def _columns(frame: pd.DataFrame, longest: Mapping[str, int]) -> dict[str, Any]:
    """Widths and formats by what a column holds; a date column needs its format said."""
    found: dict[str, Any] = {}
    texts = _text_widths(frame, longest)
    for name in map(str, frame.columns):
        if pd.api.types.is_datetime64_any_dtype(frame[name]):
            found[name] = st.column_config.DateColumn(format="D MMMM YYYY", width=_DATE)
        elif pd.api.types.is_numeric_dtype(frame[name]):
            found[name] = st.column_config.NumberColumn(width=_NUMBER)
        else:
            found[name] = st.column_config.Column(width=texts.get(name) or _width(name, frame[name], longest[name]))
    return found
