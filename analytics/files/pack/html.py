"""The pack as one page that needs nothing else: for who reads with a screen reader, a telephone, Word or on paper.

Set by jinja2 from `pack.html`, which escapes every word. No script, no request;
fonts are those of the reader's machine.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO

from analytics.charts.palette import DARK, LIGHT, Palette
from analytics.files.pack.content import Block, Pack, PackTable, Picture, Section, Sentence
from analytics.files.pack.cover import BY_HAND, MAKER, facts, paragraphs, running
from analytics.files.pack.fonts import printable
from analytics.files.pack.pictures import draw_chart
from analytics.files.pack.side_by_side import arrange_in_rows
from analytics.files.pack.text_tables import Grid, grid
from analytics.files.workbook import INVENTED

ROLES = ("looked_at", "rest", "second", "late", "text", "soft_text", "ground", "grid", "baseline", "wash")


WHOLE, ONE_LINE = 14, 18
"""Rows of a table that is printed on one page; letters of a cell up to which its column is not broken."""


def write(pack: Pack, to: BinaryIO) -> None:
    """Write the pack as one HTML file in UTF-8."""
    to.write(_template().render(_content(pack)).encode())


@cache
def _template() -> Any:
    """The page's template; whatever it is given is escaped, and a name that it does not know is an error."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    folder = FileSystemLoader(Path(__file__).parent)
    environment = Environment(
        loader=folder, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template("pack.html")


def _content(pack: Pack) -> dict[str, Any]:
    return {
        "title": printable(pack.title),
        "maker": MAKER,
        "running": running(pack),
        "running_in_css": in_css(running(pack)),
        "invented": INVENTED if pack.is_demonstration else "",
        "facts": facts(pack),
        "remarks": [printable(remark) for remark in pack.remarks],
        "by_hand": BY_HAND,
        "light": _colours(LIGHT),
        "dark": _colours(DARK),
        "sections": [_section(section, number) for number, section in enumerate(pack.sections, start=1)],
    }


def in_css(text: str) -> str:
    """The text as a string of CSS, each letter but plain ones by its number, so that none can end it."""
    return '"' + re.sub(r"[^A-Za-z0-9 ]", lambda result: f"\\{ord(result.group()):06x} ", text) + '"'


def _colours(palette: Palette) -> list[tuple[str, str]]:
    return [(role.replace("_", "-"), getattr(palette, role)) for role in ROLES]


def _section(section: Section, number: int) -> dict[str, Any]:
    return {
        "id": f"section-{number}",
        "heading": printable(section.heading),
        "commentary": paragraphs(section.commentary),
        "rows": [[_block(block) for block in row] for row in arrange_in_rows(section.blocks)],
    }


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, Sentence):
        return {"kind": "sentence", "text": printable(block.text)}
    if isinstance(block, PackTable):
        return {"kind": "table", **_table(block)}
    return {"kind": "picture", **_picture(block)}


def _table(table: PackTable) -> dict[str, Any]:
    printed = grid(table)
    return {
        "caption": printable(table.caption),
        "remark": printable(table.remark),
        "headings": printed.headings,
        "classes": [" ".join(_classes(printed, at)) for at in range(len(printed.headings))],
        "is_whole": len(printed.rows) <= WHOLE,
        "rows": printed.rows,
    }


def _classes(table: Grid, at: int) -> Iterator[str]:
    """How the cells of a column are set: numbers at the right, long texts wide, dates and references on one line."""
    if table.is_number[at]:
        yield "number"
    if table.is_wide[at]:
        yield "wide"
    elif all(len(row[at]) <= ONE_LINE for row in table.rows):
        yield "line"


def _picture(picture: Picture) -> dict[str, Any]:
    from markupsafe import Markup

    chart = picture.chart
    return {
        "headline": printable(chart.headline),
        "subtitle": printable(chart.subtitle),
        "alternative": printable(chart.alternative),
        "width": chart.width,
        "svg": Markup(draw_chart(picture).to_svg().decode()),  # noqa: S704 - an XML library wrote it
        "table": _table(PackTable(caption=chart.headline, frame=chart.table)),
    }
