"""What the workbook reader leaves out and the sheet's own XML holds: errors, formulas, formats, colours, headers.

The XML is read piece by piece, so that a large sheet never stands in memory whole.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
import zlib
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np

from analytics.intake.error_cells import error_problem
from analytics.intake.file_types import column_number
from analytics.intake.number_formats import BUILT_IN, date_parts, is_plain
from analytics.intake.tables import MEGABYTE, CellNote

UNREADABLE = (zipfile.BadZipFile, KeyError, NotImplementedError, ValueError, OSError, zlib.error)
"""What a damaged part raises. The reader has read the cells all the same, so nothing is said of their formats."""

LONGEST_ROW = 64 * MEGABYTE
"""Bytes of XML in which a row must have ended; beyond it the sheet is taken in pieces wherever they end."""


@dataclass(frozen=True, slots=True)
class Styles:
    """The cell styles of a workbook: each one's number format, the colour of its fill or "", and whether it strikes."""

    formats: tuple[str, ...] = ()
    fills: tuple[str, ...] = ()
    strikes: tuple[bool, ...] = ()

    def special(self) -> dict[int, str]:
        """The styles under which a number or a month is shown otherwise than as it is stored, with their formats."""
        special_codes = {place: code for place, code in enumerate(self.formats) if not is_plain(code)}
        return {
            place: code for place, code in special_codes.items() if date_parts(code) in (frozenset(), frozenset("my"))
        }


@dataclass(slots=True)
class SheetXml:
    """What a sheet's XML holds beside its values.

    `notes` are the cells with an error or with a formula whose value is not in the file; `formatted` the row numbers
    of the number cells of each column (counted from 0) and number format; `page_headers` the printed headers and
    footers; `colours` the number of different colours with which the cells of a blank column are filled; `hidden_rows`
    and `struck_rows` the row numbers of hidden rows, and of rows with a cell whose text is struck through.
    """

    notes: tuple[CellNote, ...] = ()
    formatted: dict[tuple[int, str], np.ndarray] = field(default_factory=dict)
    page_headers: tuple[str, ...] = ()
    colours: dict[int, int] = field(default_factory=dict)
    hidden_rows: np.ndarray = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    struck_rows: np.ndarray = field(default_factory=lambda: np.zeros(0, dtype=np.int64))


_SHEET = re.compile(rb"<(?:\w+:)?sheet\b[^>]*>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_CELL_FORMATS = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_FORMAT = re.compile(rb"<(?:\w+:)?xf\b[^>]*>")
_NUMBER_FORMAT = re.compile(rb"<(?:\w+:)?numFmt\b[^>]*>")
_FILL = re.compile(rb"<(?:\w+:)?fill>(.*?)</(?:\w+:)?fill>", re.DOTALL)
_COLOUR = re.compile(rb"""patternType=["']solid["'].*?<(?:\w+:)?fgColor\b([^>]*)/?>""", re.DOTALL)
_ERROR = re.compile(rb"""<(?:\w+:)?c\b([^>]*\bt=["']e["'][^>/]*)>(.*?)</(?:\w+:)?c>""", re.DOTALL)
_WITHOUT_VALUE = re.compile(
    rb"<(?:\w+:)?c\b([^>]*)>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*"
    rb"(<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_VALUE = re.compile(rb"<(?:\w+:)?v[^>]*>([^<]*)<")
_PLACE = re.compile(rb"""\br=["']([A-Za-z]{1,3})(\d{1,7})["']""")
_TEXT = re.compile(rb"""\bt=["'](?!n["'])""")
_FORMULA_TEXT = re.compile(rb"""\bt=["']str["']""")
_HIDDEN = re.compile(rb"""<(?:\w+:)?row\b[^>]*\shidden=["'](?:1|true)["'][^>]*>""")
_ROW_NUMBER = re.compile(rb"""\sr=["'](\d{1,7})["']""")
_FONTS = re.compile(rb"<(?:\w+:)?fonts\b.*?</(?:\w+:)?fonts>", re.DOTALL)
_FONT = re.compile(rb"<(?:\w+:)?font\s*/>|<(?:\w+:)?font>.*?</(?:\w+:)?font>", re.DOTALL)
_STRIKE = re.compile(rb"""<(?:\w+:)?strike(?!\s+val=["'](?:0|false))""")
_PAGE_HEADER = re.compile(rb"<(?:\w+:)?(?:odd|even|first)(?:Header|Footer)>([^<]*)<")


def read_sheet_xml(data: bytes, sheet: str, blank: frozenset[int] = frozenset(), first_row: int = 1) -> SheetXml:
    """What the XML of a sheet holds beside its values; nothing where it cannot be read.

    `blank` are the columns whose colours are counted, from the first row on.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            part = _part_of(archive, sheet)
            return SheetXml() if part is None else _Scan(_styles(archive), blank, first_row).of(archive, part)
    except UNREADABLE:
        return SheetXml()


def _pieces(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """The XML of a sheet, in pieces that end with a row."""
    rest = b""
    with archive.open(part) as opened:
        while piece := opened.read(MEGABYTE):
            text = rest + piece
            end = text.rfind(b"row>") + len(b"row>")
            if end < len(b"row>") and len(text) < LONGEST_ROW:
                rest = text
                continue
            end = end if end >= len(b"row>") else len(text)
            yield text[:end]
            rest = text[end:]
    yield rest


class _Scan:
    """What is gathered from the pieces of a sheet; a quick look at each spares nearly every workbook the slow one."""

    def __init__(self, styles: Styles, blank: frozenset[int], first_row: int) -> None:
        self._special = styles.special()
        self._fills = {style: fill for style, fill in enumerate(styles.fills) if fill} if blank else {}
        self._blank, self._first_row = blank, first_row
        self._errors: defaultdict[tuple[int, str], array[int]] = defaultdict(lambda: array("i"))
        self._unvalued: defaultdict[int, array[int]] = defaultdict(lambda: array("i"))
        self._formatted: defaultdict[tuple[int, str], array[int]] = defaultdict(lambda: array("i"))
        self._colours: defaultdict[int, set[str]] = defaultdict(set)
        self._strikes = {style for style, is_struck in enumerate(styles.strikes) if is_struck}
        self._hidden: list[int] = []
        self._struck: set[int] = set()

    def of(self, archive: zipfile.ZipFile, part: str) -> SheetXml:
        """What the sheet in a part of the archive holds."""
        marked = _cells_of({*self._special, *self._fills, *self._strikes})
        headers: list[str] = []
        for piece in _pieces(archive, part):
            if b't="e"' in piece or b"t='e'" in piece:
                for column, row, value in _errors(piece):
                    self._errors[column, value].append(row)
            if b"<f" in piece or b":f" in piece:
                for column, row in _formulas_without_value(piece):
                    self._unvalued[column].append(row)
            if b"hidden=" in piece:
                self._hidden += [int(row) for tag in _HIDDEN.findall(piece) for row in _ROW_NUMBER.findall(tag)]
            if self._special or self._fills or self._strikes:
                self._add_marked(marked.findall(piece))
            if b"Header>" in piece or b"Footer>" in piece:
                headers += [html.unescape(text.decode(errors="replace")) for text in _PAGE_HEADER.findall(piece)]
        return SheetXml(
            notes=(*_error_notes(self._errors), *_formula_notes(self._unvalued)),
            formatted={key: np.array(rows, dtype=np.int64) for key, rows in self._formatted.items()},
            page_headers=tuple(headers),
            colours={column: len(fills) for column, fills in self._colours.items()},
            hidden_rows=np.array(self._hidden, dtype=np.int64),
            struck_rows=np.array(sorted(self._struck), dtype=np.int64),
        )

    def _add_marked(self, cells: list[tuple[bytes, bytes]]) -> None:
        """Note the cells whose style shows a number otherwise than as it is stored, or colours a blank column."""
        for attributes, number in cells:
            style, place = int(number), _PLACE.search(attributes)
            if place is None:
                continue
            column, row = column_number(place[1]) - 1, int(place[2])
            if style in self._special and not _TEXT.search(attributes):
                self._formatted[column, self._special[style]].append(row)
            if style in self._strikes and _TEXT.search(attributes):
                self._struck.add(row)
            if style in self._fills and column in self._blank and row >= self._first_row:
                self._colours[column].add(self._fills[style])


def _cells_of(styles: Iterable[int]) -> re.Pattern[bytes]:
    """What finds the cells of these styles: their attributes and the number of the style."""
    numbers = "|".join(map(str, styles)).encode()
    return re.compile(rb"""<(?:\w+:)?c\b([^>]*\bs=["'](""" + numbers + rb""")["'][^>]*)>""")


def _errors(piece: bytes) -> Iterator[tuple[int, int, str]]:
    """Column, row and error of each cell that holds an Excel error."""
    for attributes, content in _ERROR.findall(piece):
        place, value = _PLACE.search(attributes), _VALUE.search(content)
        if place is not None:
            text = value[1].decode("utf-8", errors="replace") if value else "without a name"
            yield column_number(place[1]) - 1, int(place[2]), text


def _formulas_without_value(piece: bytes) -> Iterator[tuple[int, int]]:
    """Column and row of each cell with a formula and no value; a formula that gave an empty text has one."""
    for attributes, value in _WITHOUT_VALUE.findall(piece):
        place = _PLACE.search(attributes)
        if place is not None and not (value and _FORMULA_TEXT.search(attributes)):
            yield column_number(place[1]) - 1, int(place[2])


def _error_notes(errors: dict[tuple[int, str], array[int]]) -> Iterator[CellNote]:
    for (column, value), rows in sorted(errors.items()):
        yield CellNote(column, np.array(rows, dtype=np.int64), "error", value, error_problem(value))


def _formula_notes(unvalued: dict[int, array[int]]) -> Iterator[CellNote]:
    problem = (
        "the cell holds a formula whose value is not in the file; it was read as blank. Open the workbook in Excel, "
        "save it, and load it again."
    )
    for column, rows in sorted(unvalued.items()):
        yield CellNote(column, np.array(rows, dtype=np.int64), "formula", "(formula)", problem)


def _styles(archive: zipfile.ZipFile) -> Styles:
    """The cell styles of a workbook; none where it has none."""
    if "xl/styles.xml" not in archive.namelist():
        return Styles()
    xml = archive.read("xl/styles.xml")
    codes = dict(BUILT_IN)
    for tag in _NUMBER_FORMAT.findall(xml):
        if (number := _attribute(tag, "numFmtId")).isdecimal():
            codes[int(number)] = _attribute(tag, "formatCode")
    fonts = _FONTS.search(xml)
    strikes = [_STRIKE.search(font) is not None for font in _FONT.findall(fonts[0])] if fonts else []
    fills = [_colour(content) for content in _FILL.findall(xml)]
    block = _CELL_FORMATS.search(xml)
    formats = _FORMAT.findall(block[0]) if block else []
    number_of = [int(_attribute(tag, "numFmtId") or 0) for tag in formats]
    font_of = [int(_attribute(tag, "fontId") or 0) for tag in formats]
    fill_of = [int(_attribute(tag, "fillId") or 0) for tag in formats]
    return Styles(
        tuple(codes.get(number, "") for number in number_of),
        tuple(fills[number] if number < len(fills) else "" for number in fill_of),
        tuple(number < len(strikes) and strikes[number] for number in font_of),
    )


def _colour(fill: bytes) -> str:
    """The colour of a fill as the file writes it, or "" where it has none."""
    match = _COLOUR.search(fill)
    return " ".join(match[1].decode("ascii", errors="replace").split()) if match else ""


def _part_of(archive: zipfile.ZipFile, sheet: str) -> str | None:
    """The part of the archive that holds a sheet."""
    sheets = _SHEET.findall(archive.read("xl/workbook.xml"))
    relation = next((_attribute(tag, r"\w+:id") for tag in sheets if _attribute(tag, "name") == sheet), None)
    for tag in _RELATION.findall(archive.read("xl/_rels/workbook.xml.rels")):
        if relation and _attribute(tag, "Id") == relation:
            target = _attribute(tag, "Target")
            return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return None


def _attribute(tag: bytes, name: str) -> str:
    """An attribute of an XML tag, or "" where it has none."""
    match = re.search(rf"""\s{name}\s*=\s*(["'])(.*?)\1""", tag.decode("utf-8", errors="replace"))
    return html.unescape(match.group(2)) if match else ""
