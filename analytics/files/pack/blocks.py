"""Blocks out of the frames that pages show: every cell a text, a whole number, a day or nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from numbers import Integral
from typing import Any

import pandas as pd

from analytics.files.pack.content import Block, PackTable, Sentence

MOST_ROWS = 15
"""Recommendations of a list that are printed; the workbook holds all."""

LETTERS = 240
"""Letters of a recommendation's text that are printed: enough to know it by."""

LONG = (
    "Recommendation",
    "Evidence",
    "Cause of concern",
    "Action",
    "Outcome",
    "Definition",
    "Report",
    "What was found",
    "Because",
    "Statutory clock",
    "Who must respond",
)
"""Columns of long texts, which get the room."""


def sentences(*texts: str) -> Iterator[Block]:
    """A paragraph for each text that says something."""
    return (Sentence(_plain(text)) for text in texts if text)


def table(caption: str, frame: pd.DataFrame, *, note: str = "", most: int | None = None) -> Iterator[Block]:
    """A table whole, or its first `most` rows on paper; nothing where it has no rows."""
    yield from _table(caption, frame, note=note, most=most, letters=None)


def listing(caption: str, frame: pd.DataFrame, *, note: str = "", most: int = MOST_ROWS) -> Iterator[Block]:
    """A list of recommendations: its first rows on paper, their long texts cut."""
    yield from _table(caption, frame, note=note, most=most, letters=LETTERS)


def _table(caption: str, frame: pd.DataFrame, *, note: str, most: int | None, letters: int | None) -> Iterator[Block]:
    if frame.empty:
        return
    columns = {str(name): _column([_cell(cell) for cell in frame[name]]) for name in frame.columns}
    wide = tuple(name for name in columns if name in LONG)
    yield PackTable(
        caption=_plain(caption), frame=pd.DataFrame(columns), wide=wide, note=note, most=most, letters=letters
    )


def _column(cells: Sequence[Any]) -> pd.Series[Any]:
    """Whole numbers stay numbers; anything else stays what it is, blanks None."""
    is_whole = all(isinstance(cell, int) for cell in cells)
    return pd.Series(cells, dtype="int64" if is_whole else object)


def _cell(cell: Any) -> Any:
    """A cell as a pack holds it."""
    if isinstance(cell, str):
        return _plain(cell) or None
    if isinstance(cell, list | tuple):
        return "; ".join(map(str, cell)) or None
    if cell is None or pd.isna(cell):
        return None
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, int | Integral) or (isinstance(cell, float) and cell.is_integer()):
        return int(cell)
    return str(cell)


def _plain(text: str) -> str:
    """A text with plain spaces: where lines break is each kind of file's own affair."""
    return text.replace("\u00a0", " ").replace("  \n", " ").strip()
