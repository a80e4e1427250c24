"""Tables of counts as HTML: zeros soft, the total bold; and the rows behind one of their numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from itertools import islice
from typing import Any

import pandas as pd
import streamlit as st

from analytics.charts.label_lines import MOST_LETTERS
from analytics.english import count, cut, plural
from pages.ui import download_menu, downloads, error_messages, html_table, params, screen, tables
from pages.ui.screen import Markdown

MOST_ROWS = 100
"""Rows of a table that are drawn, and numbers that can be opened; the CSV has them all."""

Rows = Callable[[str], pd.DataFrame]


def table(frame: pd.DataFrame, *, alt: str, total: bool = False) -> None:
    """Counts by row: texts as they stand, zeros grey; where `total`, the last row is bold. Numbers stand right.

    Of very many the first are drawn, and the total.
    """
    full_frame, frame = frame, _bounded(frame, int(total))
    numbers = [name for name in frame.columns if pd.api.types.is_integer_dtype(frame[name])]
    cells = {name: [(_number if name in numbers else _text)(cell) for cell in frame[name]] for name in frame.columns}
    html_table.show(pd.DataFrame(cells, dtype=object), numbers=numbers, alt=alt, totals=int(total))
    if len(full_frame) > len(frame):
        screen.caption(tables.first_of(MOST_ROWS, len(full_frame) - total))


def _bounded(frame: pd.DataFrame, totals: int) -> pd.DataFrame:
    """The first rows of very many, and those at the end that are totals."""
    if len(frame) <= MOST_ROWS + totals:
        return frame
    return pd.concat([frame.head(MOST_ROWS), frame.tail(totals)], ignore_index=True)


def _number(cell: int) -> str:
    return count(int(cell)) if cell else html_table.soft("0")


def _text(cell: Any) -> str:
    return "" if cell is None else escape(str(cut(str(cell), MOST_LETTERS)))


@st.fragment
def rows(
    words: Mapping[str, str],
    result: Rows,
    *,
    key: str,
    label: str,
    name: str,
    frame: downloads.Table,
    total: bool = False,
    open_in_register: Callable[[str], Callable[[str], None] | None] | None = None,
    drawn: Callable[[pd.DataFrame], pd.DataFrame] | None = None,
) -> None:
    """Under a table: *List the recommendations* of one of its numbers, chosen in the address, and the table as CSV.

    `words` says each number that can be opened, by its key; `result` gives its rows; `open_in_register` leads to the
    register. `drawn` makes of the rows what the page has room for; the CSV has them as they are. Where `total`, the
    last row of the frame is the total, and no part of the CSV.
    """
    with error_messages.protected():
        chosen = params.param_value(f"see_{key}", words)
        offered = [*islice(words, MOST_ROWS), *([chosen] if chosen in [*words][MOST_ROWS:] else [])]
        with st.container(horizontal=True, gap="small"):
            if words:
                with st.popover("List the recommendations", type="tertiary", key=f"rows_{key}"):
                    screen.radio(
                        label,
                        offered,
                        index=None,
                        format_func=lambda choice: words.get(choice, choice),
                        key=params.widget_key(f"see_{key}"),
                        on_change=params.save_widget_value,
                        args=(f"see_{key}",),
                    )
            download_menu.show(downloads.without_total(frame) if total else frame, name, key=key)
        if chosen is not None:
            behind = result(chosen)
            listed = drawn(behind) if drawn else behind
            _box(
                chosen,
                words[chosen],
                behind,
                listed,
                key=key,
                name=name,
                open_in_register=open_in_register(chosen) if open_in_register else None,
            )


def _box(
    chosen: str,
    words: str,
    frame: pd.DataFrame,
    listed: pd.DataFrame,
    *,
    key: str,
    name: str,
    open_in_register: Callable[[str], None] | None,
) -> None:
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            number = plural(len(frame), "recommendation")
            screen.markdown(Markdown("**{}:** {}").format(number, words), width="stretch")
            if open_in_register and st.button("Open in the register", type="tertiary", key=f"open_{key}"):
                open_in_register(chosen)
            download_menu.show(frame, f"{name}-rows", key=f"these_{key}", words=(words, ""), label="Download these")
            st.button(
                "Close", type="tertiary", key=f"close_{key}", on_click=params.set_param, args=(f"see_{key}", None)
            )
        tables.listing(listed, key=f"listing_{key}", alt=words)
