"""The pack as PDF/UA: tagged, with its outline, its language, and each chart's words for who does not see it.

Set by typst from `pack.typ`. What the pack says goes to it as data, so that no text of an extract or a person can be
taken for typst's markup. Its fonts are the project's own: the same pack gives the same bytes on every machine.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO

from analytics.charts.chart import MEASURE
from analytics.english import day, plural
from analytics.files.pack.content import Block, Pack, PackTable, Picture, Plot, Section, Sentence
from analytics.files.pack.cover import BY_HAND, MAKER, facts, paragraphs, running
from analytics.files.pack.fonts import FONTS, MISSING, in_the_fonts, width
from analytics.files.pack.pictures import draw_chart
from analytics.files.pack.side_by_side import Row, arrange_in_rows, left_of
from analytics.files.pack.text_tables import grid, shares
from analytics.files.workbook import INVENTED

TEMPLATE = Path(__file__).with_name("pack.typ")
ROOM = 728.5
"""Points across the text of an A4 page on its side, with margins of 20 mm."""

POINT = ROOM / MEASURE
"""Points that a pixel of the screen's measure takes, so that the measure fills the page."""

HIGHEST = 400.0
"""Points that a chart may be high; a higher one is drawn smaller."""

SIZE, PADDING = 8.5, 10.0
LONGEST_ROW, LONGEST_TABLE, SPACED = 14, 24, 0.65
"""The letters of a table, the room left and right of a cell's words; lines beyond which a row, and a table, may run
over a page; what the room above and below a row is of a line."""

ANNEX = "The numbers behind the lines"


def write(pack: Pack, to: BinaryIO) -> None:
    """Write the pack as PDF/UA-1; the day of making is the as-at day."""
    import typst

    midnight = datetime.combine(pack.as_at, time(), UTC)
    wording = json.dumps(_fitted(_content(pack)), ensure_ascii=False)
    document = typst.compile(
        TEMPLATE.read_bytes(),
        format="pdf",
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"pack": wording},
        pdf_standards=["ua-1"],
        timestamp=midnight,
    )
    to.write(document)


@cache
def _fonts() -> Any:
    """The project's fonts and no other."""
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])


def _content(pack: Pack) -> dict[str, Any]:
    return {
        "title": pack.title,
        "maker": MAKER,
        "running": running(pack),
        "invented": INVENTED if pack.is_demonstration else "",
        "day": [pack.as_at.year, pack.as_at.month, pack.as_at.day],
        "foot": f"As at {day(pack.as_at)}, register version {pack.version}",
        "facts": facts(pack),
        "remarks": list(pack.remarks),
        "by_hand": BY_HAND,
        "sections": [*map(_section, pack.sections), *_annex(pack)],
    }


def _section(section: Section) -> dict[str, Any]:
    return {
        "heading": section.heading,
        "commentary": paragraphs(section.commentary),
        "rows": [_row(row) for row in arrange_in_rows(section.blocks)],
    }


def _block(block: Block, room: float) -> dict[str, Any]:
    if isinstance(block, Sentence):
        return {"kind": "sentence", "text": block.text}
    if isinstance(block, PackTable):
        return _table(block, room)
    return _picture(block)


def _row(row: Row) -> dict[str, Any]:
    """One block over the whole page, or several beside one another."""
    if len(row) == 1:
        return {"blocks": [_block(row[0], ROOM)]}
    return {"blocks": [_block(block, left_of(row) * POINT) for block in row]}


def _picture(picture: Picture) -> dict[str, Any]:
    drawing, chart = draw_chart(picture), picture.chart
    return {
        "kind": "picture",
        "headline": chart.headline,
        "subtitle": chart.subtitle,
        "alternative": chart.alternative,
        "svg": drawing.to_svg().decode(),
        "column": chart.width * POINT,
        "width": chart.width * POINT * min(1.0, HIGHEST / (drawing.height * POINT)),
    }


def _table(table: PackTable, room: float) -> dict[str, Any]:
    printed = grid(table)
    widths = shares(printed, room, SIZE, PADDING)
    return {
        "kind": "table",
        "caption": table.caption,
        "remark": table.remark,
        "column": room,
        "widths": widths,
        "headings": printed.headings,
        "is_number": printed.is_number,
        "rows": [{"cells": row, "is_whole": _lines(row, widths) <= LONGEST_ROW} for row in printed.rows],
        "is_whole": sum(_lines(row, widths) + SPACED for row in printed.rows) <= LONGEST_TABLE,
    }


def _lines(row: tuple[str, ...], widths: tuple[float, ...]) -> int:
    """How many lines a row takes, about."""
    lines = (
        sum(1 + int(width(line, SIZE) / max(1.0, room - PADDING)) for line in cell.split("\n"))
        for cell, room in zip(row, widths, strict=True)
    )
    return max(lines, default=0)


def _annex(pack: Pack) -> Iterator[dict[str, Any]]:
    """The tables of the lines, whose numbers the page cannot carry; those of bars stand beside them."""
    blocks = (block for section in pack.sections for block in section.blocks)
    charts = [each.chart for each in blocks if isinstance(each, Picture) and each.plot is Plot.STOCK_AND_FLOW]
    if charts:
        tables = (PackTable(caption=chart.headline, frame=chart.table, note=chart.subtitle) for chart in charts)
        yield {"heading": ANNEX, "commentary": (), "rows": [_row((table,)) for table in tables]}


def _fitted(content: dict[str, Any]) -> dict[str, Any]:
    """The content with a mark for each letter that the fonts lack, and a remark on the cover that says so."""
    missing: set[str] = set()

    def fit(value: Any) -> Any:
        if isinstance(value, str):
            fitted = in_the_fonts(value)
            missing.update({value} if fitted.count(MISSING) > value.count(MISSING) else ())
            return fitted
        if isinstance(value, dict):
            return {key: fit(each) for key, each in value.items()}
        return [fit(each) for each in value] if isinstance(value, list | tuple) else value

    fitted: dict[str, Any] = fit(content)
    if missing:
        wording = (
            f"{plural(len(missing), 'text')} with letters that the fonts of this file lack, each shown as {MISSING}"
        )
        fitted["remarks"].append(f"{wording}; the page and the workbook have them.")
    return fitted
