"""A part of a page that is a table: its heading, its rows as real text, and the same as CSV."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

from analytics.wording import count
from pages.ui import downloads, opening, tables

FIRST = 10
"""Rows of a long list that stand on the page until a reader asks for all."""


def show(
    words: tuple[str, str],
    frame: pd.DataFrame,
    *,
    name: str,
    letters: int = tables.LISTING_LETTERS,
    whole: str | None = None,
    see_all: Callable[[], None] | None = None,
) -> None:
    """The table under its headline and subtitle; `name` begins its file's name and is unique on the page.

    Longer texts are cut at so many letters; without rows the heading stands alone. The row that its first column calls
    `whole` stands for all the others and is no part of the file, whose rows may be summed. With `see_all`, which
    is called when a reader asks for all, the first rows alone are shown; the file has every one.
    """
    heading = opening.heading(*words)
    with st.container(gap="xsmall", key=f"part_{name}"):
        if frame.empty:
            st.html(heading)
            return
        shown = frame.head(FIRST) if see_all else frame
        tables.listing(shown, key=f"table_{name}", letters=letters, above=heading)
        parts = frame if whole is None or len(frame) == 1 else frame[frame.iloc[:, 0] != whole]
        if see_all is None:
            _csv(parts, name)
            return
        with st.container(horizontal=True, gap="small"):
            st.button(f"See all {count(len(frame))}", type="tertiary", key=f"all_{name}", on_click=see_all)
            _csv(parts, name)


def _csv(frame: pd.DataFrame, name: str) -> None:
    downloads.csv(lambda: frame.map(_unbound), name, key=f"csv_{name}")


def _unbound(cell: Any) -> Any:
    """A text with plain spaces: what keeps words together on a screen is no part of a file."""
    return cell.replace("\u00a0", " ") if isinstance(cell, str) else cell


def absent(headline: str, sentence: str) -> None:
    """The place of a table that cannot be: the heading is kept, one sentence says why."""
    with st.container(key=f"part_{headline}"):
        opening.part(headline, sentence)
