"""Workbooks by the Analysis Function's rules for spreadsheets: a cover, one table a sheet, no merged cell, no formula.

Written with xlsxwriter itself rather than gptables, which follows the same rules but holds every table in memory,
writes text that begins with "=" as a formula, and has no place for a date of its own in the file's properties.
The bytes depend on what is written alone: the date of making is the as-at day.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range
from xlsxwriter.worksheet import Worksheet

from analytics.english import count
from analytics.export_format import LONG_TEXT_HEADINGS, LONG_TEXTS, cut_ending, joined_items, with_marks_shown
from analytics.files.csv import cell_text
from analytics.files.file_names import dashed

MOST_LETTERS = 32_767
"""What a cell of a spreadsheet holds."""

MOST_ROWS = 1_048_576 - 10
"""What a sheet holds, less a few rows for its title and notes."""

PART = MOST_LETTERS // len("[U+202E]")
"""Letters of one part of a longer text: as many fit into a cell whichever letters they are."""

AUTHOR = "Recommendations register"
"""Who a workbook says that made it."""

HEADING_HEIGHT = 32


INVENTED = "Demonstration data, invented: not the Metropolitan Police Service’s register."
"""What every file of the demonstration register says on its cover."""


@dataclass(frozen=True, slots=True)
class Heading:
    """One column of a table: its heading and its width in letters."""

    words: str
    width: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet with one table: its tab, its title, its notes, and its rows in batches, read once."""

    tab: str
    title: str
    notes: tuple[str, ...]
    headings: tuple[Heading, ...]
    batches: Iterable[Iterable[Sequence[Any]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """The first sheet: a title, then parts, each a heading and its lines; the marking; the day of the file."""

    title: str
    marking: str
    day: date
    parts: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class _LongText:
    """A text that is too long for a cell, and the heading of its column."""

    heading: str
    text: str


class PlainTextSheet(Worksheet):  # type: ignore[misc]
    """A sheet in whose cells nothing turns the text round: the marks that would do so are shown by their numbers."""

    def write_string(self, row: int, column: int, text: str, style: Format | None = None) -> int:
        """Write a text as it stands, whatever its first letter."""
        return int(super().write_string(row, column, with_marks_shown(text), style))


class TableSheet(PlainTextSheet):
    """A sheet whose table may have any number of rows: they go to disk one by one.

    xlsxwriter marks no table in that mode, because it would go back to the header and note every cell of the range.
    Here the table is marked over two rows before anything is written, and stretched to its length afterwards.
    """

    def begin_table(self, row: int, headings: Sequence[Heading], style: Format) -> None:
        """Mark a table that begins in that row, and write its headings."""
        self.constant_memory = False
        columns = [{"header": with_marks_shown(heading.words)} for heading in headings]
        name = f"table_{dashed(self.name).replace('-', '_')}"
        settings = {"columns": columns, "name": name, "style": "Table Style Light 1"}
        self.add_table(row, 0, row + 1, len(headings) - 1, {**settings, "banded_rows": False})
        self.constant_memory = True
        for number, heading in enumerate(headings):
            self.write_string(row, number, heading.words, style)

    def end_table(self, row: int, last: int) -> None:
        """Stretch the table that begins in `row` to its last row; a table has at least one row beneath its headings."""
        table = self.tables[0]
        total = xl_range(row, 0, max(last, row + 1), len(table["columns"]) - 1)
        table.update({"range": total, "a_range": total, "autofilter": total})


def write(cover: Cover, sheets: Sequence[Sheet], to: Path | BinaryIO) -> None:
    """Write a workbook: the cover, then the sheets in order."""
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_date_format": "yyyy-mm-dd",
    }
    with xlsxwriter.Workbook(str(to) if isinstance(to, Path) else to, options) as book:
        title = with_marks_shown(cover.title)
        properties = {"title": title, "author": AUTHOR, "comments": cover.marking, "created": _midnight(cover.day)}
        book.set_properties(properties)
        first = book.add_worksheet("Cover", worksheet_class=PlainTextSheet)
        pairs = [(book.add_worksheet(sheet.tab, worksheet_class=TableSheet), sheet) for sheet in sheets]
        styles = _Styles(book)
        cut: list[_LongText] = []
        for worksheet, sheet in pairs:
            _write_table(worksheet, sheet, cover, styles, cut)
        long_texts = [_long_texts(cut)] if cut else []
        for sheet in long_texts:
            _write_table(book.add_worksheet(sheet.tab, worksheet_class=TableSheet), sheet, cover, styles, [])
        _write_cover(first, cover, (*sheets, *long_texts), len(cut), styles)


class _Styles:
    """The few formats of a workbook."""

    def __init__(self, book: Any) -> None:
        base = {"font_name": "Arial", "font_size": 12, "valign": "top"}
        self.text = book.add_format({**base, "text_wrap": True})
        self.day = book.add_format({**base, "num_format": "yyyy-mm-dd", "align": "left"})
        self.title = book.add_format({**base, "font_size": 16, "bold": True})
        self.heading = book.add_format({**base, "bold": True, "text_wrap": True, "bottom": 1})
        self.part = book.add_format({**base, "font_size": 14, "bold": True})
        self.note = book.add_format(base)
        self.link = book.add_format({**base, "font_color": "#0000FF", "underline": 1})


def _write_cover(worksheet: Worksheet, cover: Cover, sheets: Sequence[Sheet], cut: int, styles: _Styles) -> None:
    _dress(worksheet, cover)
    worksheet.set_column(0, 0, 100, styles.text)
    worksheet.write_string(0, 0, cover.title, styles.title)
    row = 1
    for heading, lines in (*cover.parts, *_about_cut(cut)):
        worksheet.write_string(row, 0, heading, styles.part)
        for number, line in enumerate(lines, start=row + 1):
            worksheet.write_string(number, 0, line, styles.text)
        row += 1 + len(lines)
    worksheet.write_string(row, 0, "Contents", styles.part)
    for number, sheet in enumerate(sheets, start=row + 1):
        words = f"{sheet.tab}: {with_marks_shown(sheet.title)}"
        worksheet.write_url(number, 0, f"internal:'{sheet.tab}'!A1", styles.link, words)


def _about_cut(cut: int) -> tuple[tuple[str, tuple[str, ...]], ...]:
    if not cut:
        return ()
    cells = "1 text is" if cut == 1 else f"{count(cut)} texts are"
    words = f"{cells} longer than the {count(MOST_LETTERS)} letters that a cell holds. The cell ends by saying so."
    return ((LONG_TEXTS, (words, f"The sheet {LONG_TEXTS} holds them whole, in parts, and so does the CSV.")),)


def _long_texts(texts: Sequence[_LongText]) -> Sheet:
    """The sheet that holds whole what cells are too small for."""
    rows = (
        (number, text.heading, place // PART + 1, text.text[place : place + PART])
        for number, text in enumerate(texts, start=1)
        for place in range(0, len(text.text), PART)
    )
    return Sheet(
        tab=LONG_TEXTS,
        title="Texts that are too long for a cell",
        notes=("This sheet holds one table, a part of a text a row.", "The parts of a text follow without a gap."),
        headings=tuple(map(Heading, LONG_TEXT_HEADINGS, (10, 28, 10, 100))),
        batches=(rows,),
    )


def _write_table(
    worksheet: TableSheet, sheet: Sheet, cover: Cover, styles: _Styles, long_texts: list[_LongText]
) -> None:
    """Write one sheet; the texts that are too long for a cell are added to those found before."""
    _dress(worksheet, cover)
    for number, heading in enumerate(sheet.headings):
        worksheet.set_column(number, number, heading.width, styles.text)
    worksheet.write_string(0, 0, sheet.title, styles.title)
    for number, note in enumerate(sheet.notes, start=1):
        worksheet.write_string(number, 0, note, styles.note)
    top = 1 + len(sheet.notes)
    worksheet.set_row(top, HEADING_HEIGHT)
    worksheet.begin_table(top, sheet.headings, styles.heading)
    worksheet.freeze_panes(top + 1, 1)
    worksheet.repeat_rows(top)
    written = 0
    for written, cells in enumerate(chain.from_iterable(sheet.batches), start=1):
        for place, text in _write_row(worksheet, top + written, cells, styles, len(long_texts)):
            long_texts.append(_LongText(sheet.headings[place].words, text))
    worksheet.end_table(top, top + written)


def _write_row(
    worksheet: Worksheet, row: int, cells: Sequence[Any], styles: _Styles, before: int
) -> list[tuple[int, str]]:
    """Write one row, blanks left empty; the texts that are too long for a cell, with their columns from 0.

    `before` is how many there are already: each cell that is cut gives the number of its text.
    """
    cut: list[tuple[int, str]] = []
    for column, cell in enumerate(cells):
        if cell is None or cell in ("", []):
            continue
        if isinstance(cell, int | float) and not isinstance(cell, bool):
            worksheet.write_number(row, column, cell)
        elif isinstance(cell, date) and cell.year >= 1900:  # a spreadsheet has no day before
            worksheet.write_datetime(row, column, cell, styles.day)
        else:
            text = cell if isinstance(cell, str) else _joined(cell)
            if _is_too_long(text):
                cut.append((column, text))
                text = _cut(text, before + len(cut))
            # A blank follows what xlsxwriter would take for its own markup.
            is_markup = text.startswith("<r>") and text.endswith("</r>")
            worksheet.write_string(row, column, f"{text} " if is_markup else text)
    return cut


def _is_too_long(text: str) -> bool:
    """Whether a cell cannot hold the text; a spreadsheet counts letters beyond the first 65,536 twice."""
    return len(text) > PART and len(with_marks_shown(text).encode("utf-16-le")) // 2 > MOST_LETTERS


def _cut(text: str, number: int) -> str:
    """The beginning of a text that is too long, and where the whole of it is."""
    ending = cut_ending(count(len(text)), number)
    return text[: PART - len(ending)] + ending


def _joined(cell: Any) -> str:
    return joined_items(map(str, cell)) if isinstance(cell, list | tuple) else cell_text(cell)


def _dress(worksheet: Worksheet, cover: Cover) -> None:
    """What every sheet has: A4 across, the marking at the head and foot of each printed page."""
    worksheet.hide_gridlines(2)
    worksheet.set_landscape()
    worksheet.set_paper(9)
    worksheet.fit_to_pages(1, 0)
    worksheet.set_header(f"&C{cover.marking}")
    worksheet.set_footer(f"&L{cover.marking}&R&P")


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())
