"""The tables of a pack on slides: as many rows as a slide holds, over a few slides, with words where the rest is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Any

from pptx.enum.text import PP_ALIGN
from pptx.util import Pt

from analytics.english import count, plural
from analytics.files.pack import ooxml
from analytics.files.pack.content import PackTable
from analytics.files.pack.fonts import OFFICE
from analytics.files.pack.slides import colour, fitting, lines, style
from analytics.files.pack.text_tables import grid, shares

SIZE = 12.0
LINE = 14.6
PADDING, SPARE, ABOVE = 12.0, 2.0, 6.0
MOST_LINES = 4
MOST_SLIDES = 3
REMARK_ABOVE = 6.0
"""Points: the letters, a line of them, the room at the sides, a little more, and above and below; the lines that a cell
may take before it is cut; the slides that a table may take; the room above the words below it."""

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SlideTable:
    """What stands of a table on one slide: its rows, the words below it, and the width that both may take."""

    headings: Row
    rows: tuple[Row, ...]
    widths: tuple[float, ...]
    is_number: tuple[bool, ...]
    remark: str
    room: float

    @property
    def high(self) -> float:
        """How high the table is, without the words below it."""
        return sum(_height(row, self.widths) for row in (self.headings, *self.rows))

    @property
    def all_high(self) -> float:
        """How high it is with the words below it."""
        return self.high + REMARK_ABOVE + remark_height(self.remark, self.room)


def parts(table: PackTable, room: float, high: float, most: int = MOST_SLIDES) -> list[SlideTable]:
    """The table over so many slides of that width and height, evenly; the words below it say how much is left out."""
    printed = grid(table)
    widths = shares(printed, room, SIZE, PADDING + SPARE, OFFICE)
    headings, *cut = [_cut_row(row, widths) for row in (printed.headings, *printed.rows)]
    left = high - _height(headings, widths) - REMARK_ABOVE - 2 * LINE
    heights = [_height(row, widths) for row in cut]
    reported = sum(_pages(heights, left)[:most])
    remark = _remark(table, reported, is_cut=cut[:reported] != list(printed.rows[:reported]))
    ends = list(accumulate(_even_pages(heights[:reported], left)))
    return [
        SlideTable(headings, tuple(cut[begin:end]), widths, printed.is_number, remark, room)
        for begin, end in pairwise([0, *ends])
    ]


def remark_height(remark: str, wide: float) -> float:
    """How high the words below a table are: two lines at most."""
    return min(2, lines(remark, wide, SIZE)) * LINE if remark else 0.0


def add(slide: Any, part: SlideTable, at: tuple[float, float], alternative: str) -> None:
    """Put one part of a table on a slide, its top left corner there."""
    left, top = at
    heights = [_height(row, part.widths) for row in (part.headings, *part.rows)]
    frame = slide.shapes.add_table(
        len(heights), len(part.headings), Pt(left), Pt(top), Pt(sum(part.widths)), Pt(sum(heights))
    )
    ooxml.described(frame, alternative)
    slide_table = frame.table
    ooxml.without_style(slide_table)
    for number, width in enumerate(part.widths):
        slide_table.columns[number].width = Pt(width)
    for number, (row, height) in enumerate(zip((part.headings, *part.rows), heights, strict=True)):
        slide_table.rows[number].height = Pt(height)
        for place, text in enumerate(row):
            _fill(slide_table.cell(number, place), text, is_heading=number == 0, is_number=part.is_number[place])


def _even_pages(heights: Sequence[float], high: float) -> list[int]:
    """How many rows stand on each page: as few pages as they need, none of them much emptier than the others."""
    pages, lower = _pages(heights, high), high - LINE
    while lower > 0 and len(tighter := _pages(heights, lower)) == len(pages):
        pages, lower = tighter, lower - LINE
    return pages


def _pages(heights: Sequence[float], high: float) -> list[int]:
    """How many rows of these heights stand on each page of that height; a page has at least one."""
    pages: list[int] = []
    left = 0.0
    for height in heights:
        if not pages or height > left:
            pages.append(0)
            left = high
        pages[-1] += 1
        left -= height
    return pages


def _remark(table: PackTable, rows_shown: int, *, is_cut: bool) -> str:
    """The table's note; how many rows are left out, and that long texts are cut: the workbook has them."""
    total = len(table.frame)
    rest = f"{plural(total - rows_shown, 'more row')} in the workbook of all tables." if rows_shown < total else ""
    cut = "Long texts are cut; the workbook has them whole." if is_cut else ""
    note = table.note if rows_shown < total else table.remark
    return " ".join(filter(None, (note, f"{count(rows_shown)} of {count(total)} rows; {rest}" if rest else "", cut)))


def _cut_row(row: Row, widths: Sequence[float]) -> Row:
    return tuple(_cut(cell, width - PADDING) for cell, width in zip(row, widths, strict=True))


def _cut(cell: str, room: float) -> str:
    """The cell's text in as many lines as a row may take, else cut at a word."""
    if lines(cell, room, SIZE) <= MOST_LINES:
        return cell
    return fitting(cell, MOST_LINES * room * 0.85, SIZE)


def _height(row: Sequence[str], widths: Sequence[float]) -> float:
    most = max(lines(cell, width - PADDING, SIZE) for cell, width in zip(row, widths, strict=True))
    return most * LINE + ABOVE


def _fill(cell: Any, text: str, *, is_heading: bool, is_number: bool) -> None:
    cell.margin_left = cell.margin_right = Pt(PADDING / 2)
    cell.margin_top = cell.margin_bottom = Pt(ABOVE / 2)
    frame = cell.text_frame
    for number, line in enumerate(text.split("\n")):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.alignment = PP_ALIGN.RIGHT if is_number else PP_ALIGN.LEFT
        if not line:
            ooxml.empty(paragraph, SIZE)
            continue
        run = paragraph.add_run()
        run.text = line
        style(run.font, SIZE, "soft_text" if is_heading else "text", bold=is_heading)
    role, points = ("rest", 1.25) if is_heading else ("grid", 0.75)
    ooxml.underline(cell, str(colour(role)), points)
