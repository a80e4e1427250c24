"""An Excel workbook as records: its sheets, its cells as text, its merged cells."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any, TypeVar

import python_calamine as calamine

from analytics.errors import UnreadableFile
from analytics.intake.suggestions import quoted
from analytics.intake.tables import MergedRange

T = TypeVar("T")

MAX_OPEN_SHEETS = 1_000_000
"""Cells. A larger sheet is read anew each time rather than kept in memory beside the others."""

EXACT = 2**53
"""Up to here a whole number in a cell is exact; above it, its last digits would be invented."""


class Workbook:
    """A workbook opened from its bytes; every failure of the reader below is one sentence."""

    def __init__(self, data: bytes, filename: str) -> None:
        self._data = data
        self._filename = filename
        self._book = self._guarded(lambda: calamine.load_workbook(io.BytesIO(data)))
        self._opened: dict[str, calamine.CalamineSheet] = {}

    @property
    def sheets(self) -> list[str]:
        """The names of the sheets that can hold a table, in order; hidden ones stand last."""
        tables = [sheet for sheet in self._book.sheets_metadata if sheet.typ == calamine.SheetTypeEnum.WorkSheet]
        visible = [table.name for table in tables if table.visible == calamine.SheetVisibleEnum.Visible]
        return visible + [table.name for table in tables if table.name not in visible]

    def head(self, sheet: str, rows: int) -> list[list[str]]:
        """The first rows of a sheet, as text."""
        return list(islice(self.records(sheet), rows))

    def records(self, sheet: str) -> Iterator[list[str]]:
        """The rows of a sheet as text, from its first row and column on, blank ones included."""
        opened = self._open(sheet)
        before = [""] * (opened.start[1] if opened.start else 0)
        blank = [""] * opened.width
        try:
            for row in opened.iter_rows():
                yield before + (blank if row == blank else [cell_text(cell) for cell in row])
        except (KeyboardInterrupt, SystemExit, GeneratorExit):
            raise
        except BaseException as error:
            raise self._damaged() from error

    def size(self, sheet: str) -> int:
        """The number of filled cells of a sheet."""
        return sum(cell not in ("", None) for row in self._guarded(self._open(sheet).iter_rows) for cell in row)

    def merged(self, sheet: str) -> tuple[MergedRange, ...]:
        """The merged cells of a sheet, from the top."""
        ranges = self._open(sheet).merged_cell_ranges or []
        return tuple(
            sorted(
                (MergedRange(first[0] + 1, last[0] + 1, first[1], last[1]) for first, last in ranges),
                key=lambda block: (block.first_row, block.first_column),
            )
        )

    def _open(self, sheet: str) -> calamine.CalamineSheet:
        """A sheet; a small one stays open, since it is first looked at for its headings and then read."""
        if sheet in self._opened:
            return self._opened[sheet]
        opened = self._guarded(lambda: self._book.get_sheet_by_name(sheet))
        if opened.total_height * opened.total_width <= MAX_OPEN_SHEETS:
            self._opened[sheet] = opened
        return opened

    def _guarded(self, act: Callable[[], T]) -> T:
        """What the reader gives, or UnreadableFile whatever it raises; its panics derive from BaseException."""
        try:
            return act()
        except (KeyboardInterrupt, SystemExit, GeneratorExit):
            raise
        except BaseException as error:
            raise self._damaged() from error

    def _damaged(self) -> UnreadableFile:
        """The sentence for a workbook that the reader cannot read."""
        return UnreadableFile(
            f"{quoted(self._filename)} is a damaged workbook. Open it in Excel, let Excel repair it, and save it again."
        )


def cell_text(cell: Any) -> str:
    """A cell as text: whole numbers without decimals, dates as 2024-04-03, TRUE and FALSE as Excel shows them.

    Other numbers have the 15 figures that Excel keeps.
    """
    if type(cell) is str:
        return cell
    return _TEXT_OF[type(cell)](cell) if type(cell) in _TEXT_OF else "" if cell is None else str(cell)


def _number(value: float) -> str:
    return str(int(value)) if value.is_integer() and abs(value) <= EXACT else f"{value:.15g}"


def _day_or_time(value: datetime) -> str:
    return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ", timespec="seconds")


_TEXT_OF: dict[type, Callable[[Any], str]] = {
    float: _number,
    int: str,
    bool: lambda value: "TRUE" if value else "FALSE",
    datetime: _day_or_time,
    date: date.isoformat,
    time: time.isoformat,
    timedelta: str,
}
