"""An Excel workbook as records: its sheets, its cells as text, and the cells that hold an error."""

from __future__ import annotations

import html
import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any, TypeVar

import python_calamine as calamine

from analytics.errors import UnreadableFile
from analytics.intake.containers import column_number
from analytics.intake.suggestions import quoted

T = TypeVar("T")

EXACT = 2**53
"""Up to here a whole number in a cell is exact; above it, its last digits would be invented."""


class Workbook:
    """A workbook opened from its bytes; every failure of the reader below is one sentence."""

    def __init__(self, data: bytes, filename: str) -> None:
        self._data = data
        self._filename = filename
        self._book = self._guarded(lambda: calamine.load_workbook(io.BytesIO(data)))

    @property
    def sheets(self) -> list[str]:
        """The names of the sheets that can hold a table, in order; hidden ones stand last."""
        tables = [one for one in self._book.sheets_metadata if one.typ == calamine.SheetTypeEnum.WorkSheet]
        shown = [one.name for one in tables if one.visible == calamine.SheetVisibleEnum.Visible]
        return shown + [one.name for one in tables if one.name not in shown]

    def head(self, sheet: str, rows: int) -> list[list[str]]:
        """The first rows of a sheet, as text."""
        return list(islice(self.records(sheet), rows))

    def records(self, sheet: str) -> Iterator[list[str]]:
        """The rows of a sheet as text, from its first row and column on, blank ones included."""
        opened = self._guarded(lambda: self._book.get_sheet_by_name(sheet))
        before = [""] * (opened.start[1] if opened.start else 0)
        rows = opened.iter_rows()
        while (row := self._guarded(lambda: next(rows, None))) is not None:
            yield before + [cell_text(cell) for cell in row]

    def error_cells(self, sheet: str) -> dict[tuple[int, int], str]:
        """The cells that hold an Excel error, by row counted from 1 and column counted from 0.

        The reader gives them as blanks, so they are looked for in the sheet's own XML.
        """
        try:
            with zipfile.ZipFile(io.BytesIO(self._data)) as archive:
                part = _part_of(archive, sheet)
                return {} if part is None else _errors_in(archive.read(part))
        except (zipfile.BadZipFile, KeyError, NotImplementedError, ValueError, OSError, zlib.error):
            return {}

    def _guarded(self, act: Callable[[], T]) -> T:
        """What the reader gives, or UnreadableFile whatever it raises; its panics derive from BaseException."""
        try:
            return act()
        except (KeyboardInterrupt, SystemExit, GeneratorExit):
            raise
        except BaseException as error:
            raise UnreadableFile(
                f"{quoted(self._filename)} is a damaged workbook. Open it in Excel, let Excel repair it, and save it "
                "again."
            ) from error


def cell_text(cell: Any) -> str:
    """A cell as text: whole numbers without decimals, dates as 2024-04-03, TRUE and FALSE as Excel shows them."""
    if type(cell) is str:
        return cell
    return _TEXT_OF[type(cell)](cell) if type(cell) in _TEXT_OF else "" if cell is None else str(cell)


def _number(value: float) -> str:
    return str(int(value)) if value.is_integer() and abs(value) <= EXACT else repr(value)


def _moment(value: datetime) -> str:
    return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ", timespec="seconds")


_TEXT_OF: dict[type, Callable[[Any], str]] = {
    float: _number,
    int: str,
    bool: lambda value: "TRUE" if value else "FALSE",
    datetime: _moment,
    date: date.isoformat,
    time: time.isoformat,
    timedelta: str,
}

_SHEET = re.compile(rb"<(?:\w+:)?sheet\b[^>]*>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_ERROR_CELL = re.compile(rb"""<(?:\w+:)?c\b([^>]*\bt=["']e["'][^>]*)>(.*?)</(?:\w+:)?c>""", re.DOTALL)
_VALUE = re.compile(rb"<(?:\w+:)?v[^>]*>([^<]*)<")
_PLACE = re.compile(rb"""\br=["']([A-Za-z]{1,3})(\d{1,7})["']""")


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
    found = re.search(rf"""\s{name}\s*=\s*(["'])(.*?)\1""", tag.decode("utf-8", errors="replace"))
    return html.unescape(found.group(2)) if found else ""


def _errors_in(xml: bytes) -> dict[tuple[int, int], str]:
    """The error cells of a sheet's XML; the quick look first spares nearly every workbook the slow one."""
    if not re.search(rb"""\bt=["']e["']""", xml):
        return {}
    found: dict[tuple[int, int], str] = {}
    for attributes, content in _ERROR_CELL.findall(xml):
        place, value = _PLACE.search(attributes), _VALUE.search(content)
        if place is not None:
            text = value.group(1).decode("utf-8", errors="replace") if value else "an error"
            found[int(place.group(2)), column_number(place.group(1)) - 1] = text
    return found
