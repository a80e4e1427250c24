r"""Tables as CSV by RFC 4180: UTF-8 with its mark, ISO dates, lists joined by ";", and no cell that runs as a formula.

A spreadsheet takes a cell for a formula when it begins with = + - or @, also after blanks, tabs and line ends. Such a
cell gets an apostrophe before it, and so does one that already has apostrophes before such a beginning; nothing else
changes. Who reads the file by program takes one apostrophe off again with `unguarded` and has the very text. A
backslash stands before each ";" and "\" inside an item of a list: `export_format.separated_items` takes it off again.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, BinaryIO

import pandas as pd

from analytics.export_format import joined_items
from analytics.formulas import guarded, unguarded

__all__ = ["cell_text", "guarded", "of_frame", "parts", "to_paste", "unguarded", "write"]

Batches = Iterable[Iterable[Sequence[Any]]]
"""Rows in batches, so that a large table is never held whole."""


def parts(columns: Sequence[str], batches: Batches) -> Iterator[tuple[bytes, int]]:
    """A header and rows as CSV, a part a batch, each with its number of rows; the first is the header."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(map(guarded, columns))
    yield codecs.BOM_UTF8 + text.getvalue().encode(), 0
    for batch in batches:
        text.seek(0)
        text.truncate()
        rows = [[cell if _is_plain(cell) else cell_text(cell) for cell in row] for row in batch]
        writer.writerows(rows)
        yield text.getvalue().encode(), len(rows)


def write(columns: Sequence[str], batches: Batches, to: BinaryIO) -> int:
    """Write a header and rows as CSV; the number of rows written. The stream is left open."""
    written = 0
    for part, rows in parts(columns, batches):
        to.write(part)
        written += rows
    return written


def of_frame(frame: pd.DataFrame) -> bytes:
    """A frame as CSV, its index left out."""
    to = io.BytesIO()
    write(list(map(str, frame.columns)), [frame.astype(object).itertuples(index=False, name=None)], to)
    return to.getvalue()


def to_paste(frame: pd.DataFrame) -> str:
    """A frame as text to paste into a spreadsheet: cells parted by tabs, guarded as in a file."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, dialect="excel-tab", lineterminator="\n")
    writer.writerow(map(guarded, map(str, frame.columns)))
    writer.writerows(map(cell_text, row) for row in frame.astype(object).itertuples(index=False, name=None))
    return text.getvalue()


def _is_plain(cell: Any) -> bool:
    """Whether the writer of CSV by itself puts the cell as it is to stand; nearly every cell of a large table."""
    return cell is None or (type(cell) is str and cell[:1].isalnum()) or type(cell) in _PLAIN


_PLAIN = (date, int)


def cell_text(cell: Any) -> str:
    """A cell as it stands in the file: blank for nothing, ISO 8601 for a day, whole numbers without a point."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return guarded(cell)
    if isinstance(cell, list | tuple):
        return joined_items(map(cell_text, cell))
    if pd.isna(cell):
        return ""
    if isinstance(cell, date):  # a moment too, which at midnight is a day
        return cell.isoformat().removesuffix("T00:00:00")
    return _number_text(cell)


def _number_text(cell: Any) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return str(int(cell)) if float(cell).is_integer() else repr(float(cell))
