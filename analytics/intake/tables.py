"""A table as it stands in a file: its headings, its rows as text, and where it was found."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice

import numpy as np
import pandas as pd

from analytics.errors import UnreadableFile
from analytics.intake.faults import Fault
from analytics.wording import count, plural

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How large a file may be; each bound is far above any register known and far below what exhausts a server.

    `file_bytes` is the stated size setting. A workbook is a zip archive: `unpacked_bytes` bounds what it holds,
    and above `free_bytes` it may not be more than `unpacked_ratio` times its packed size (true workbooks: 5 to 30).
    `cells` bounds the rectangle that a sheet spans, since a single cell far out makes all of it be set up.
    """

    file_bytes: int = 50 * MEGABYTE
    unpacked_bytes: int = 1024 * MEGABYTE
    unpacked_ratio: int = 200
    free_bytes: int = 20 * MEGABYTE
    columns: int = 2_000
    rows: int = 2_000_000
    cells: int = 20_000_000

    def of_megabytes(self, megabytes: float) -> Limits:
        """The same limits with another stated size, in megabytes."""
        return replace(self, file_bytes=int(megabytes * MEGABYTE))


def limits_set(megabytes: str | None) -> Limits:
    """The limits with the size that the setting LARGEST_FILE_MEGABYTES states; 50 where it states no number."""
    try:
        stated = float(megabytes or "")
    except ValueError:
        return Limits()
    return Limits().of_megabytes(stated) if 0 < stated < float("inf") else Limits()


LIMITS = limits_set(os.environ.get("LARGEST_FILE_MEGABYTES"))


@dataclass(frozen=True, slots=True)
class Cells:
    """One column of cells, each different text kept once: row i holds `distinct[codes[i]]`, None where blank."""

    codes: np.ndarray
    distinct: list[str | None]

    def array(self) -> np.ndarray:
        """The column as an array of text or None."""
        return spread(self.distinct, self.codes)


@dataclass(frozen=True, slots=True)
class Table:
    """A table found in a file: headings, columns of text, the row number of each row, and how it was read.

    `first_row` is the number, in a spreadsheet, of the first row under the headings. `faults` are of the file
    itself: rows of the wrong width, an encoding that had to be guessed. `errors` are the cells that hold an Excel
    error and read as blank, by row number and by column counted from 0.
    """

    header: list[str]
    columns: tuple[Cells, ...]
    source_rows: np.ndarray
    first_row: int
    kind: str
    sheet: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    faults: tuple[Fault, ...] = ()
    errors: Mapping[tuple[int, int], str] = field(default_factory=dict)

    @property
    def rows(self) -> list[list[str | None]]:
        """The rows, each a list of cells as text, None where blank; rows blank throughout are not among them."""
        return [list(row) for row in zip(*(column.array() for column in self.columns), strict=True)]

    def preview(self, rows: int) -> list[list[str | None]]:
        """The first rows, for showing what was found."""
        first = [column.codes[:rows].tolist() for column in self.columns]
        values = [[column.distinct[code] for code in codes] for column, codes in zip(self.columns, first, strict=True)]
        return [list(row) for row in zip(*values, strict=True)]

    def __len__(self) -> int:
        return len(self.source_rows)


def spread(values: list[str | None], codes: np.ndarray) -> np.ndarray:
    """The values laid out row by row, as an array of objects."""
    taken = np.empty(len(values), dtype=object)
    taken[:] = values
    return np.asarray(taken[codes])


_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_LINE_ENDS = re.compile(r"\r\n?|_x000[dD]_\n?")
_EDGES = " \t\n\u00a0\u2007\u202f\ufeff\u200b"


def clean(text: str) -> str | None:
    """A cell's text without blanks at its edges or control characters, line ends as one sign; None where blank."""
    if "\r" in text or "_x000" in text:
        text = _LINE_ENDS.sub("\n", text)
    if text.isprintable():
        return text.strip(_EDGES) or None
    return _CONTROLS.sub("", text).strip(_EDGES) or None


CHUNK = 20_000
"""Rows turned into columns at a time, so that the whole file never stands in memory row by row."""


def columnise(
    records: Iterator[list[str]], width: int, first_row: int, limits: Limits, tell: Callable[[int], None] | None = None
) -> tuple[list[Cells], np.ndarray, list[Fault]]:
    """Columns of cleaned text, the row numbers of the rows that are not blank throughout, and the ragged ones.

    `tell` is told how many rows have been read, from time to time.
    """
    lists: list[list[str]] = [[] for _ in range(width)]
    memos: list[dict[str, str]] = [{} for _ in range(width)]
    faults: list[Fault] = []
    row = first_row
    while chunk := list(islice(records, CHUNK)):
        for number, record in enumerate(chunk, start=row):
            if len(record) != width:
                faults.extend(_fit_width(record, width, number))
        for cells, memo, given in zip(lists, memos, zip(*chunk, strict=True), strict=True):
            cells.extend(map(memo.setdefault, given, given))
        row += len(chunk)
        if tell is not None:
            tell(row - first_row)
        if row - first_row > limits.rows:
            raise UnreadableFile(f"The table has more than {count(limits.rows)} rows, which is more than can be read.")
    return _without_blank_rows([_coded(cells) for cells in lists], row - first_row, first_row, faults)


def _fit_width(record: list[str], width: int, row: int) -> list[Fault]:
    """Bring a row to the header's width, in place; a fault where that loses or supposes something."""
    given = len(record)
    extra = [cell for cell in record[width:] if cell.strip()]
    del record[width:]
    record.extend([""] * (width - given))
    if not extra and (given >= width or not any(cell.strip() for cell in record)):
        return []
    effect = "the rest was left out" if extra else "the last ones were read as blank"
    message = f"Row {row} has {plural(given, 'cell')} where the header has {width}; {effect}."
    return [Fault(row, None, "", ", ".join(extra), message, "warned")]


def _coded(cells: list[str]) -> Cells:
    """A column of raw text as codes and cleaned values."""
    raw = np.empty(len(cells), dtype=object)
    raw[:] = cells
    codes, values = pd.factorize(raw)
    return Cells(codes.astype(np.int32), [clean(value) for value in values])


def _without_blank_rows(
    columns: list[Cells], length: int, first_row: int, faults: list[Fault]
) -> tuple[list[Cells], np.ndarray, list[Fault]]:
    """The columns without the rows that are blank in every one of them."""
    filled = np.zeros(length, dtype=bool)
    for column in columns:
        filled |= np.array([value is not None for value in column.distinct], dtype=bool)[column.codes]
    source_rows = np.flatnonzero(filled) + first_row
    return [Cells(column.codes[filled], column.distinct) for column in columns], source_rows, faults
