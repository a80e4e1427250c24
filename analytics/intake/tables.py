"""A table as it stands in a file: its headings, its rows as text, and where it was found."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, zip_longest
from typing import Literal

import numpy as np

from analytics.english import count, plural
from analytics.errors import UnreadableFile
from analytics.intake.faults import LISTED, Fault, with_the_rest

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
        number = float(megabytes or "")
    except ValueError:
        return Limits()
    return Limits().of_megabytes(number) if 0 < number < float("inf") else Limits()


LIMITS = limits_set(os.environ.get("LARGEST_FILE_MEGABYTES"))


@dataclass(frozen=True, slots=True)
class Cells:
    """One column of cells, each different text kept once: row i holds `distinct[codes[i]]`, None where blank."""

    codes: np.ndarray
    distinct: list[str | None]

    def array(self) -> np.ndarray:
        """The column as an array of text or None."""
        return spread(self.distinct, self.codes)

    def is_filled(self) -> np.ndarray:
        """Which rows hold something."""
        return np.asarray(np.array([text is not None for text in self.distinct], dtype=bool)[self.codes])


NoteKind = Literal["error", "formula", "number format", "lost letter", "control characters"]


@dataclass(frozen=True, slots=True, eq=False)
class CellNote:
    """Cells of one column in which the file itself does not give what the sheet shows.

    `column` counts from 0; `rows` are the row numbers that a spreadsheet shows, in order; `value` is what the cells
    hold, as far as it is known; `problem` says what is wrong, as the end of a sentence about one cell.
    """

    column: int
    rows: np.ndarray
    kind: NoteKind
    value: str
    problem: str


@dataclass(frozen=True, slots=True)
class MergedRange:
    """A block of merged cells: rows counted from 1, columns from 0, first and last both included."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int


@dataclass(frozen=True, slots=True)
class LeftOutRow:
    """A row under the headings that is no recommendation (a total, or a note under the table), with its text."""

    row: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What stands around the table in its file.

    `title_lines` are the rows above the headings that hold something, each as one text, the upper of two rows of
    headings among them; `heading_rows` the row numbers of the headings, two where two were joined; `merged` the merged
    cells under the headings whose value was given to every row they cover; `left_out` the total rows and notes that are
    no recommendations; `page_headers` the texts that the sheet prints at the top and bottom of each page.
    """

    title_lines: tuple[str, ...] = ()
    heading_rows: tuple[int, ...] = ()
    merged: tuple[MergedRange, ...] = ()
    left_out: tuple[LeftOutRow, ...] = ()
    page_headers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table found in a file: headings, columns of text, the row number of each row, and how it was read.

    `first_row` is the number, in a spreadsheet, of the first row under the headings. `faults` are of the file
    itself: rows of the wrong width, an encoding that had to be guessed, what was joined, filled or left out. `notes`
    are the cells in which the file does not give what the sheet shows; `around` is what stands around the table.
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
    notes: tuple[CellNote, ...] = ()
    around: Surroundings = Surroundings()

    @property
    def rows(self) -> list[list[str | None]]:
        """The rows, each a list of cells as text, None where blank; rows blank throughout are not among them."""
        return [list(row) for row in zip(*(column.array() for column in self.columns), strict=True)]

    def preview(self, rows: int) -> list[list[str | None]]:
        """The first rows, for showing what was found."""
        first = [column.codes[:rows].tolist() for column in self.columns]
        values = [[column.distinct[code] for code in codes] for column, codes in zip(self.columns, first, strict=True)]
        return [list(row) for row in zip(*values, strict=True)]

    def filled_cells(self) -> np.ndarray:
        """How many cells each row fills."""
        return sum((cells.is_filled().astype(np.int32) for cells in self.columns), np.zeros(len(self), dtype=np.int32))

    def only_text(self, position: int) -> str:
        """The text of a row that fills one cell."""
        return next((text for cells in self.columns if (text := cells.distinct[cells.codes[position]])), "")

    def only(self, rows: np.ndarray) -> Table:
        """The table with those of its rows for which the mask `rows` is true."""
        columns = tuple(Cells(cells.codes[rows], cells.distinct) for cells in self.columns)
        return replace(self, columns=columns, source_rows=self.source_rows[rows])

    def __len__(self) -> int:
        return len(self.source_rows)


def spread(values: list[str | None], codes: np.ndarray) -> np.ndarray:
    """The values laid out row by row, as an array of objects."""
    items = np.empty(len(values), dtype=object)
    items[:] = values
    return np.asarray(items[codes])


_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_LINE_ENDS = re.compile(r"\r\n?|_x000[dD]_\n?|[\x0b\x0c\x85\u2028\u2029]|_x000[bBcC]_")
_ESCAPED = re.compile(r"_x00(?:0[0-8eEfF]|1[0-9a-fA-F])_")
_UNPRINTED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029]")
_EDGES = " \t\n\u00a0\u2007\u202f\ufeff\u200b"


def clean(text: str) -> str | None:
    """A cell's text without blanks at its edges or control characters, line ends as one sign; None where blank.

    Line ends are also those that a word processor makes inside a paragraph; a workbook writes control characters
    as _x000D_.
    """
    if "_x00" in text:
        text = _ESCAPED.sub("", _LINE_ENDS.sub("\n", text))
    if text.isprintable():
        return text.strip(_EDGES) or None
    if _UNPRINTED.search(text):
        text = _CONTROLS.sub("", _LINE_ENDS.sub("\n", text))
    return text.strip(_EDGES) or None


def has_control_characters(text: str) -> bool:
    """Whether a text holds control characters that are left out of it."""
    return _CONTROLS.search(text) is not None


CHUNK = 20_000
"""Rows turned into columns at a time, so that the whole file never stands in memory row by row."""


def columnise(
    records: Iterator[list[str]], width: int, first_row: int, limits: Limits, tell: Callable[[int], None] | None = None
) -> tuple[list[Cells], np.ndarray, list[Fault]]:
    """Columns of cleaned text, the row numbers of the rows that are not blank throughout, and the ragged ones.

    `tell` is called with the rows read so far, from time to time. Raises UnreadableFile where there are more rows
    than the limits allow, or more cells have to be added to rows that are too short.
    """
    builders = [_Column() for _ in range(width)]
    ragged = _Ragged(width)
    row = first_row
    while chunk := list(islice(records, CHUNK)):
        ragged.add(chunk, row)
        if ragged.added > limits.cells:
            raise UnreadableFile(
                f"Nearly all rows have fewer cells than the {count(width)} headings, so this is no table of that width."
            )
        chunk.append([""] * width)  # so that every column is there, however short the rows are
        for builder, values in zip(builders, zip_longest(*chunk, fillvalue=""), strict=False):
            builder.add(values[:-1])
        row += len(chunk) - 1
        if tell is not None:
            tell(row - first_row)
        if row - first_row > limits.rows:
            raise UnreadableFile(f"The table has more than {count(limits.rows)} rows, which is more than can be read.")
    columns = [builder.cells() for builder in builders]
    filled = _filled(columns, row - first_row)
    source_rows = np.flatnonzero(filled) + first_row
    return (
        [Cells(column.codes[filled], column.distinct) for column in columns],
        source_rows,
        ragged.faults(filled, first_row),
    )


class _Column:
    """One column while it is read: each different text has a number, and the rows hold the numbers."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._codes: list[np.ndarray] = []

    def add(self, texts: Sequence[str]) -> None:
        """Take in the cells of the next rows."""
        numbers = self._numbers
        if texts.count(texts[0]) == len(texts):  # a column of an empty part of the sheet, or of a constant
            number = numbers.setdefault(texts[0], len(numbers))
            self._codes.append(np.full(len(texts), number, dtype=np.int32))
            return
        for text in dict.fromkeys(texts):
            if text not in numbers:
                numbers[text] = len(numbers)
        self._codes.append(np.fromiter(map(numbers.__getitem__, texts), dtype=np.int32, count=len(texts)))

    def cells(self) -> Cells:
        """The column, its texts cleaned."""
        codes = np.concatenate(self._codes) if self._codes else np.zeros(0, dtype=np.int32)
        return Cells(codes, [clean(text) for text in self._numbers])


class _Ragged:
    """Rows that have more or fewer cells than there are headings."""

    def __init__(self, width: int) -> None:
        self._width = width
        self._lengths: list[np.ndarray] = []
        self._extra: dict[int, str] = {}
        self._spilling: list[int] = []
        self.added = 0

    def add(self, chunk: list[list[str]], row: int) -> None:
        """Note how wide the next rows are, and cut off what stands beyond the last heading."""
        lengths = np.fromiter(map(len, chunk), dtype=np.int32, count=len(chunk))
        for place in np.flatnonzero(lengths > self._width).tolist():
            extra = [cell for cell in chunk[place][self._width :] if cell.strip()]
            del chunk[place][self._width :]
            if extra:
                self._spilling.append(row + place)
                if len(self._extra) < LISTED:
                    self._extra[row + place] = ", ".join(extra)
        self.added += int(np.maximum(self._width - lengths, 0).sum())
        self._lengths.append(lengths)

    def faults(self, filled: np.ndarray, first_row: int) -> list[Fault]:
        """A fault for each of the first rows that lost cells or were filled up, and one for the others by width."""
        lengths = np.concatenate(self._lengths) if self._lengths else np.zeros(0, dtype=np.int32)
        short = np.flatnonzero(filled & (lengths < self._width)) + first_row
        spilling = np.array(self._spilling, dtype=np.int64)
        result = [
            *self._listed(spilling, lengths, first_row, "the rest was left out"),
            *self._listed(short, lengths, first_row, "the last ones were read as blank"),
        ]
        return sorted(result, key=lambda fault: fault.row or 0)

    def _listed(self, rows: np.ndarray, lengths: np.ndarray, first_row: int, effect: str) -> Iterator[Fault]:
        def fault(row: int, times: int = 1) -> Fault:
            cells = plural(int(lengths[row - first_row]), "cell")
            message = f"Row {row} has {cells} where the header has {self._width}; {effect}."
            return Fault(row, None, "", self._extra.get(row, ""), with_the_rest(message, times), "warned", times)

        yield from map(fault, rows[:LISTED].tolist())
        others = rows[LISTED:]
        _, first, times = np.unique(lengths[others - first_row], return_index=True, return_counts=True)
        order = np.argsort(first)
        for place, number in zip(first[order[:LISTED]].tolist(), times[order[:LISTED]].tolist(), strict=True):
            yield fault(int(others[place]), number)
        if number := int(times[order[LISTED:]].sum()):
            row = int(others[first[order[LISTED]]])
            message = f"Row {row} has another number of cells than the header, which has {self._width}; {effect}."
            yield Fault(row, None, "", "", with_the_rest(message, number), "warned", number)


def _filled(columns: Sequence[Cells], length: int) -> np.ndarray:
    """Which rows are not blank throughout."""
    filled = np.zeros(length, dtype=bool)
    for column in columns:
        filled |= column.is_filled()
    return filled
