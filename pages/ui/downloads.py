"""Files that a reader takes away: built on the click, named with their marking."""

from __future__ import annotations

import re
from collections.abc import Callable

import pandas as pd
import streamlit as st

from analytics.vocabulary import Marking

_MARKING = "_marking"
CSV_TYPE = "text/csv; charset=utf-8"


def csv(frame: pd.DataFrame, name: str, *, key: str, label: str = "CSV", marking: str | None = None) -> None:
    """A text button that hands a table out as CSV."""
    built(label, lambda: csv_bytes(frame), file_name(name, "csv", marking), CSV_TYPE, key=key)


def built(label: str, build: Callable[[], bytes], file: str, mime: str, *, key: str, kind: str = "tertiary") -> None:
    """A button whose file is built when it is clicked; the page is not drawn anew for it."""
    st.download_button(label, build, file, mime, key=key, type=kind, on_click="ignore")  # type: ignore[call-overload]


def mark(marking: str) -> None:
    """Let every file of this page that does not say its own carry this marking in its name."""
    st.session_state[_MARKING] = marking


def file_name(name: str, extension: str, marking: str | None = None) -> str:
    """A file name in lower case with dashes that begins with the marking: "official-sensitive-open-by-source.csv"."""
    marked = marking or st.session_state.get(_MARKING, Marking.OFFICIAL_SENSITIVE)
    words = re.sub(r"[^a-z0-9]+", "-", f"{marked} {name}".lower()).strip("-")
    return f"{words[:120].rstrip('-')}.{extension}"


def csv_bytes(frame: pd.DataFrame) -> bytes:
    """The table as CSV: UTF-8 with its mark, ISO dates, and no cell that a spreadsheet would take for a formula."""
    safe = frame.copy()
    for column in safe.columns:
        if pd.api.types.is_datetime64_any_dtype(safe[column]):
            safe[column] = safe[column].dt.strftime("%Y-%m-%d")
        elif not pd.api.types.is_numeric_dtype(safe[column]):
            safe[column] = safe[column].map(_neutral)
    text: str = safe.to_csv(index=False, lineterminator="\r\n")
    return text.encode("utf-8-sig")


def _neutral(cell: object) -> object:
    if isinstance(cell, list):
        cell = ";".join(map(str, cell))
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
