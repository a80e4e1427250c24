"""Quotation marks of a CSV file that open a cell and are never closed: found, and read as part of the text."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence

from analytics.english import count
from analytics.errors import UnreadableFile
from analytics.intake.suggestions import quoted

MOST_OPEN = 1_000
"""Rows with such a mark that are read. A file with more is not written as CSV."""

SHOWN = 40
"""Characters of the text behind such a mark that a sentence shows."""


class OpenQuote(UnreadableFile):
    """A CSV file with a quotation mark that is never closed; `row` is the number of its row in a spreadsheet."""

    def __init__(self, filename: str, row: int, text: str) -> None:
        super().__init__(
            f"{quoted(filename)}: a quotation mark that opens in row {count(row)}, before {quoted(text, SHOWN)}, is "
            "never closed, so where that row ends is not known. Delete or close it, or have such marks read as part "
            "of the text."
        )
        self.row = row


class Lines:
    """The lines of a file, of which those of the record that is being read are kept; lines can be put back."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._again: list[str] = []
        self._taken: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.pop() if self._again else next(self._lines)
        self._taken.append(line)
        return line

    def take(self) -> list[str]:
        """The lines read since the last call."""
        lines, self._taken = self._taken, []
        return lines

    def put_back(self, lines: Sequence[str]) -> None:
        """Let these lines be the next."""
        self._again.extend(reversed(lines))


def open_quote(text: str, delimiter: str) -> int | None:
    """Where the first quotation mark of a record stands that opens a cell and is not closed; None where all are.

    One that is closed only by what looks like the opening mark of a later cell, after a delimiter or a line end, is
    not closed: the rows between would be part of its cell.
    """
    mark = re.escape(delimiter)
    field = re.compile(rf'"(?:[^"]|"")*+"[ \t]*(?=[{mark}\r\n]|\Z)|(?!")[^{mark}\r\n]*')
    quoted_field = re.compile(rf'"((?:[^"]|"")*+)"[^{mark}\r\n]*')
    at = 0
    while at < len(text):
        match = field.match(text, at)
        if match is None:
            match = quoted_field.match(text, at)
            if match is None or match[1][-1:] in (delimiter, "\r", "\n"):
                return at
        at = match.end()
        if text[at : at + 1] != delimiter:
            return None
        at += 1
    return None


def read_as_text(lines: Sequence[str], at: int, delimiter: str) -> tuple[list[str], list[str]]:
    """The cells of a record with the mark at a place of its text as part of a cell, and the lines that are left.

    The record ends with the line of the mark.
    """
    number, before = 0, 0
    while before + len(lines[number]) <= at:
        before += len(lines[number])
        number += 1
    line, place = lines[number].rstrip("\r\n"), at - before
    start = list(lines[:number]) + ([line[:place]] if place else [])
    cells = next(csv.reader(start, delimiter=delimiter))[:-1] if start else []
    return [*cells, *_cells(line[place:], delimiter)], list(lines[number + 1 :])


def _cells(line: str, delimiter: str) -> list[str]:
    """The cells of a line in which a quotation mark that is not closed is part of the text."""
    at = open_quote(line, delimiter)
    if at is None:
        return next(csv.reader([line], delimiter=delimiter), []) or [""]
    before = next(csv.reader([line[:at]], delimiter=delimiter))[:-1] if at else []
    first, *others = _cells(line[at + 1 :], delimiter)
    return [*before, f'"{first}', *others]
