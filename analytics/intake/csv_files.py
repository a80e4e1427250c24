"""A CSV file as records: its encoding, its delimiter, and its rows whatever their line ends."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice

import numpy as np

from analytics.english import count
from analytics.errors import UnreadableFile
from analytics.intake.faults import Fault
from analytics.intake.headings import LOOKED_AT, best_fit
from analytics.intake.layouts import Layout
from analytics.intake.open_quotes import MOST_OPEN, SHOWN, Lines, OpenQuote, open_quote, read_as_text
from analytics.intake.suggestions import quoted, rows_in_words
from analytics.intake.tables import CellNote, Table, has_control_characters

csv.field_size_limit(2**31 - 1)
"""A cell may be as long as the file; the file's size is bounded instead."""

DELIMITERS = (",", ";", "\t", "|")

WIDEST_LINE = 1_000_000
"""Delimiters in one line. A cell may hold a hundred thousand of them; more cells than this would fill the memory."""

MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""Byte order marks and the encoding each announces; UTF-32's begins with UTF-16's, so it stands before it."""


@dataclass(frozen=True, slots=True)
class Encoding:
    """The encoding of a file, and whether it had to be guessed from the look of its letters."""

    name: str
    guessed: bool = False


def find_encoding(data: bytes, declared: str | None, filename: str) -> Encoding:
    """The encoding that the file's mark announces, else the declared one, else UTF-8 where it fits, else a guess.

    UTF-8 goes before a declared encoding of one byte a letter where the whole file is valid UTF-8.

    A few bytes that do not fit do not decide for the whole file: they are read as \ufffd, and their cells are named.
    """
    for mark, name in MARKS:
        if data.startswith(mark):
            return _checked(data, name, filename)
    if declared is not None:
        return Encoding("utf-8") if _is_utf8_after_all(data, declared) else _checked(data, declared, filename)
    if b"\x00" in data:
        if (unmarked := _unmarked_utf16(data)) is not None:
            return Encoding(unmarked, guessed=True)
        if data.count(b"\x00") > MOST_NULS * len(data):
            raise UnreadableFile(f"{quoted(filename)} is not a text file: it holds bytes that no CSV file holds.")
    return Encoding("utf-8") if _fits(data, "utf-8") else Encoding(guess_single_byte(data), guessed=True)


def _is_utf8_after_all(data: bytes, declared: str) -> bool:
    """Whether a file is UTF-8 though an encoding of one byte a letter is declared: its owner saves it otherwise now.

    Text in such an encoding with letters beyond ASCII is hardly ever valid UTF-8.
    """
    if data.isascii() or len("é".encode(declared, "replace")) > 1:
        return False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


MOST_NULS = 0.01
"""Of the bytes. A damaged text file holds a few; a binary file many."""

MOST_LOST = 0.1
"""Of the letters beyond ASCII that may be lost where a file is in an encoding: one or two slips, not most of them."""


FEW_LOST = 3
"""Letters that may be lost in any file whose encoding is declared."""


def _unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 without its mark, recognised by every second byte of nearly all Western text being zero."""
    start = data[:4000]
    for name, zeros in (("utf-16-le", start[1::2]), ("utf-16-be", start[::2])):
        if zeros.count(0) > 0.7 * len(zeros) and start.count(0) < 1.2 * zeros.count(0) and _fits(data, name):
            return name
    return None


def _checked(data: bytes, name: str, filename: str) -> Encoding:
    """The encoding, or UnreadableFile where the file does not keep to it."""
    if _fits(data, name, FEW_LOST):
        return Encoding(name)
    raise UnreadableFile(
        f"{quoted(filename)} is not text in {name.upper()}, which its first bytes or the layout say it is. It is "
        "damaged, or the layout has to name another encoding."
    )


def _fits(data: bytes, name: str, may_lose: int = 0) -> bool:
    """Whether the bytes can be decoded: all, or all but a few of those that are not ASCII, or so many at most."""
    try:
        data.decode(name)
    except (LookupError, ValueError) as error:
        if not isinstance(error, UnicodeError):
            return False
    else:
        return True
    text = data.decode(name, errors="replace")
    lost = text.count(LOST)
    others = len(re.findall(r"[^\x00-\x7f]", text)) - lost
    return lost <= max(may_lose, MOST_LOST * others)


LOST = "\ufffd"
"""What stands for a letter whose bytes are not of the file's encoding."""


def spoilt_cells(data: bytes, encoding: Encoding, table: Table) -> Iterator[CellNote]:
    """The cells of a CSV file in which a letter is lost, now or when the file was written."""
    try:
        lost = LOST in data.decode(encoding.name)
    except UnicodeError:
        lost = True
    for place, cells in enumerate(table.columns if lost else ()):
        wrong = np.array([value is not None and LOST in value for value in cells.distinct], dtype=bool)
        if wrong.any() and (rows := table.source_rows[wrong[cells.codes]]).size:
            problem = f"a letter is lost: its bytes are not of the file's encoding, and {LOST} stands in its place."
            yield CellNote(place, rows, "lost letter", "", problem)


LIKELY = "\u2018\u2019\u201c\u201d\u2013\u2014\u2026\u2022\u00a3\u20ac\u00a0"
"""What English text holds beyond ASCII: quotation marks, dashes, an ellipsis, a bullet, £, €, a no-break space."""


def guess_single_byte(data: bytes) -> str:
    """Windows-1252 or Mac Roman, by which of them makes likelier text of the bytes above ASCII.

    Likely are the marks of English text, small accented letters, and capital ones that begin a word; unlikely are
    capital accented letters anywhere else, control characters, mathematical signs and bytes that stand for nothing.
    Where neither is likelier, line ends decide: a carriage return alone was the Macintosh's.
    """
    high = Counter(re.findall(rb"(?s).?[\x80-\xff]+.?", data[:2_000_000]))
    windows, mac = (
        sum(_likelihood(piece, name) * times for piece, times in high.items()) for name in ("cp1252", "mac_roman")
    )
    macintosh = b"\r" in data and b"\n" not in data
    if mac > windows or (macintosh and mac == windows):
        return "mac_roman"
    return "cp1252"


def _likelihood(piece: bytes, name: str) -> int:
    """How like text a few bytes are in an encoding: a point for each likely sign, less one for each unlikely one."""
    text = piece.decode(name, errors="replace")
    points = 0
    for before, sign, after in zip(" " + text, text, text[1:] + " ", strict=False):
        if not sign.isascii():
            begins_a_word = sign.isupper() and after.isalpha() and not before.islower()
            points += 1 if sign in LIKELY or sign.islower() or begins_a_word else -1
    return points


END = "\x00end of the file\x00"
"""A row of this twice follows the last one. Where it does not come back as two cells, a quotation mark is open."""


def records(
    data: bytes,
    encoding: str,
    delimiter: str,
    filename: str,
    escapes: Escapes | None = None,
    *,
    plain_quotes: bool = False,
) -> Iterator[list[str]]:
    """The rows of a CSV file, blank lines included, so that a row's place is its number in a spreadsheet.

    `escapes` is called with the rows that are not written as CSV is. Raises OpenQuote where a quotation mark is never
    closed, since what follows it would be one cell; with `plain_quotes` such a mark is part of the text.
    """
    unusual = escapes or Escapes(delimiter)
    if escapes is not None:
        escapes.look_at(data)
    lines = _lines(data, encoding, delimiter)
    if _has_long_line(data):
        lines = (_bounded(line, delimiter, filename) for line in lines)
    source = Lines(unusual.undone(lines))
    reader = csv.reader(source, delimiter=delimiter)
    row, telling = 0, unusual.expected
    try:
        while (record := next(reader)) != [END, END]:
            row += 1
            pending = source.take()
            if len(pending) > 1 and (at := open_quote("".join(pending), delimiter)) is not None:
                text = re.split(r"[\r\n\x00]", "".join(pending)[at + 1 :], maxsplit=1)[0]
                if not plain_quotes:
                    raise OpenQuote(filename, row, text)
                unusual.tell_open_quote(row, text, filename)
                record, rest = read_as_text(pending, at, delimiter)
                source.put_back(rest)
                reader = csv.reader(source, delimiter=delimiter)
            if telling:
                unusual.tell(row, record)
            yield record
    except (csv.Error, UnicodeError) as error:
        raise UnreadableFile(f"{quoted(filename)} cannot be read as CSV after row {row}: {error}.") from error


class Escapes:
    """Rows of a CSV file in which a backslash escapes quotation marks or delimiters, or that hold control characters,
    or a quotation mark that is never closed.

    CSV doubles a quotation mark inside a cell; some programs write a backslash before it instead. This is known by
    a backslash and a quotation mark with an ordinary character after them, which no CSV row holds.
    """

    def __init__(self, delimiter: str) -> None:
        mark = re.escape(delimiter)
        self._sign = re.compile(rf'\\"[^"\r\n{mark}]')
        self._escaped_delimiter = f"\\{delimiter}"
        self._delimiter = delimiter
        self._escaping = False
        self._in_this_row = False
        self._controls = False
        self._rows: dict[str, list[int]] = {"escapes": [], "controls": []}
        self._open_quotes: dict[int, str] = {}

    @property
    def expected(self) -> bool:
        """Whether any row of the file is unusual."""
        return self._escaping or self._controls

    def look_at(self, data: bytes) -> None:
        """Look whether the file holds such rows at all, which spares nearly every file the look at each row."""
        self._escaping = b'\\"' in data and self._sign.search(data.decode("latin-1")) is not None
        self._controls = re.search(rb"[\x00-\x08\x0e-\x1f\x7f]", data) is not None

    def undone(self, lines: Iterator[str]) -> Iterator[str]:
        """The lines as CSV writes them."""
        return map(self._undone, lines) if self._escaping else lines

    def _undone(self, line: str) -> str:
        if "\\" not in line or not (self._sign.search(line) or self._escaped_delimiter in line):
            return line
        self._in_this_row = True
        return line.replace('\\"', '""').replace(self._escaped_delimiter, PLACEHOLDER)

    def tell(self, row: int, record: list[str]) -> None:
        """Note a row that has been read, and put its delimiters back."""
        if self._in_this_row:
            self._in_this_row = False
            self._rows["escapes"].append(row)
            record[:] = [cell.replace(PLACEHOLDER, self._delimiter) for cell in record]
        if self._controls and any(map(has_control_characters, record)):
            self._rows["controls"].append(row)

    def tell_open_quote(self, row: int, text: str, filename: str) -> None:
        """Note a row with a quotation mark that is never closed, and the text behind it."""
        self._open_quotes[row] = " ".join(text[:SHOWN].split())
        if len(self._open_quotes) > MOST_OPEN:
            raise UnreadableFile(
                f"{quoted(filename)} has more than {count(MOST_OPEN)} quotation marks that are never closed, so it is "
                "not written as CSV is. Export it again."
            )

    def faults(self) -> Iterator[Fault]:
        """One fault for each kind of unusual row, which names the first rows, and one for each open quotation mark."""
        for row, text in self._open_quotes.items():
            what = f"Row {row} has a quotation mark that is never closed, before {quoted(text)}."
            yield Fault(row, None, "", text, f"{what} It was read as part of the text.", "warned")
        messages = {
            "escapes": "a backslash escapes quotation marks or delimiters. They were read as part of the text.",
            "controls": "cells hold control characters, which were left out.",
        }
        for kind, rows in self._rows.items():
            if rows:
                message = f"In {rows_in_words(rows)}, {messages[kind]}"
                yield Fault(None, None, "", "", message, "noted")


PLACEHOLDER = "\ue000"
"""Of a delimiter that belongs to the text of a cell, until the cells have been separated; a private character."""


def _has_long_line(data: bytes) -> bool:
    """Whether a line may be longer than the widest that is read: half of such a length holds no line end."""
    half = WIDEST_LINE // 2
    starts = range(0, len(data) - half, half)
    return any(b"\n" not in (piece := data[at : at + half]) and b"\r" not in piece for at in starts)


def _bounded(line: str, delimiter: str, filename: str) -> str:
    """The line, or UnreadableFile where it would make more cells than there is room for."""
    if len(line) > WIDEST_LINE and line.count(delimiter) > WIDEST_LINE:
        raise UnreadableFile(f"{quoted(filename)} has a line of more than {WIDEST_LINE:,} cells, so it is no register.")
    return line


def _lines(data: bytes, encoding: str, delimiter: str) -> Iterator[str]:
    """The lines of the file with their ends, however these are written, without a "sep=" hint, and then the END row.

    Blank lines at its end are not among them; a file may end with millions.
    """
    if not encoding.startswith(("utf-16", "utf-32")):
        data = data.rstrip(b"\r\n")
    text = io.TextIOWrapper(io.BytesIO(data), encoding=encoding, errors="replace", newline="")
    first = text.readline()
    if first and separator_hint(first) is None:
        yield first
    yield from text
    yield END + delimiter + END


def separator_hint(line: str) -> str | None:
    """The delimiter that a first line such as "sep=;" announces to a spreadsheet, which does not show that line."""
    match = re.fullmatch(r"sep=(.)[\r\n]*", line, re.IGNORECASE)
    return match.group(1) if match else None


def find_delimiter(data: bytes, encoding: str, layout: Layout | None, filename: str) -> str:
    """The delimiter that the layout declares or the file announces, else the one that makes the best table."""
    if layout is not None and layout.file.delimiter is not None:
        return layout.file.delimiter
    first_line = io.TextIOWrapper(io.BytesIO(data[:64]), encoding=encoding, errors="replace", newline="").readline()
    announced = separator_hint(first_line)
    if announced is not None and announced not in '"\r\n':
        return announced
    return max(DELIMITERS, key=lambda delimiter: _table_score(head(data, encoding, delimiter, filename), layout))


def head(data: bytes, encoding: str, delimiter: str, filename: str) -> list[list[str]]:
    """The first rows of a CSV file; fewer where the file cannot be read further with this delimiter."""
    first: list[list[str]] = []
    with suppress(UnreadableFile):
        first.extend(islice(records(data, encoding, delimiter, filename), LOOKED_AT))
    return first


def _table_score(first: list[list[str]], layout: Layout | None) -> tuple[int, int]:
    """How good a table a delimiter makes: headings that the layout knows, then rows of one width times that width."""
    known = len(best_fit(first, layout).positions) if layout is not None else 0
    widths = Counter(len(record) for record in first if len(record) > 1)
    width, times = max(
        widths.items(), key=lambda width_and_times: width_and_times[0] * width_and_times[1], default=(0, 0)
    )
    return known, width * times
