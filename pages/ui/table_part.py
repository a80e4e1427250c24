"""A part of a page that is a table: its heading, its rows as real text, and the same as CSV."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from analytics.english import count
from pages.ui import download_menu, downloads, headings, screen, tables

FOLDED = "Show as table"
FIRST = 10
"""What a folded table is opened by; rows of a long list that stand on the page until a reader asks for all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FullList:
    """The list whose first rows a part is given: how many rows it has, what gives them all, how a reader asks."""

    rows: int
    read_all: Callable[[], pd.DataFrame]
    see_all: Callable[[], None]
    is_seen: bool
    """Whether a reader has asked for all."""


def show(
    words: tuple[str, str],
    frame: pd.DataFrame,
    *,
    name: str,
    letters: int = tables.LISTING_LETTERS,
    total: str | None = None,
    is_folded: bool = False,
) -> None:
    """The table under its headline and subtitle; `name` begins its file's name and is unique on the page.

    Longer texts are cut at so many letters; without rows the heading stands alone. The row that its first column calls
    `total` stands for all the others and is no part of the file, whose rows may be summed. A table that `is_folded` is
    opened by the reader: its headline says the same in words, or a chart shows it.
    """
    heading = headings.heading(*words)
    if frame.empty:
        st.html(heading)
        return
    if is_folded:
        st.html(heading)
    with fold(name) if is_folded else nullcontext():
        above = "" if is_folded else heading
        tables.listing(frame, key=f"table_{name}", letters=letters, above=above, alt=words[0])
        with st.container(key=f"tools_{name}"):
            _download(words, frame if total is None or len(frame) == 1 else frame[frame.iloc[:, 0] != total], name)


def fold(name: str, label: str = FOLDED) -> Any:
    """A part that a reader opens, closed at first; `name` is unique on the page.

    Open where the address says that rows behind one of its numbers are listed.
    """
    return screen.expander(label, f"see_{name}" in st.query_params, type="compact", key=f"fold_{name}")


def show_first(words: tuple[str, str], frame: pd.DataFrame, *, name: str, full_list: FullList) -> None:
    """The first rows of a list, all of them where they are few or asked for; the file always has every one."""
    if frame.empty or full_list.rows <= tables.HTML_ROWS:
        show(words, frame, name=name)
        return
    rows_shown = frame if full_list.is_seen else frame.head(FIRST)
    rows = full_list.rows if full_list.is_seen else len(rows_shown)
    tables.listing(rows_shown, key=f"table_{name}", total=rows, above=headings.heading(*words))
    if full_list.is_seen:
        _download(words, full_list.read_all, name)
        return
    with st.container(horizontal=True, gap="small", key=f"tools_{name}"):
        screen.button(
            f"See all {count(full_list.rows)}", type="tertiary", key=f"all_{name}", on_click=full_list.see_all
        )
        _download(words, full_list.read_all, name)


def _download(words: tuple[str, str], table: downloads.Table, name: str) -> None:
    plain = (lambda: table().map(_unbound)) if callable(table) else table.map(_unbound)
    download_menu.show(plain, name, key=name, words=words)


def _unbound(cell: Any) -> Any:
    """A text with plain spaces: what keeps words together on a screen is no part of a file."""
    return cell.replace("\u00a0", " ") if isinstance(cell, str) else cell


def absent(headline: str, sentence: str) -> None:
    """The place of a table that cannot be: the heading is kept, one sentence says why."""
    headings.section_heading(headline, sentence)
