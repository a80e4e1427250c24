"""A pack as one workbook of all its tables, whole: a cover, the sentences, and a sheet a table or chart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO

import pandas as pd

from analytics.english import cut, day
from analytics.files import workbook
from analytics.files.pack.content import Pack, PackTable, Picture, Section, Sentence
from analytics.files.workbook import INVENTED, Cover, Heading, Sheet

LONGEST_TAB = 31
WIDE, NARROW, NUMBER = 70, 24, 14
"""Letters: the longest name of a sheet; the width of a column of long texts, of short ones, of numbers and days."""

_NOT_IN_A_TAB = re.compile(r"[^\w ’-]+")


def write(pack: Pack, to: BinaryIO) -> None:
    """Write every table of a pack, and the table behind every chart, each whole on a sheet of its own."""
    numbered = enumerate(pack.sections, start=1)
    tables = [sheet for number, section in numbered for sheet in _sheets(pack, number, section)]
    workbook.write(_cover(pack), (_text(pack), *tables), to)


def _sheets(pack: Pack, number: int, section: Section) -> Iterator[Sheet]:
    """The sheets of one section: its tables and its charts, numbered as they stand in it."""
    blocks = [block for block in section.blocks if not isinstance(block, Sentence)]
    for place, block in enumerate(blocks, start=1):
        tab = _tab(f"{number}.{place} {section.heading}")
        yield (
            _of_table(pack, tab, section, block)
            if isinstance(block, PackTable)
            else _of_chart(pack, tab, section, block)
        )


def _of_table(pack: Pack, tab: str, section: Section, block: PackTable) -> Sheet:
    return Sheet(
        tab=tab,
        title=block.caption,
        notes=_notes(pack, section, block.note),
        headings=_headings(block.frame, block.wide),
        batches=(_rows(block.frame),),
    )


def _of_chart(pack: Pack, tab: str, section: Section, block: Picture) -> Sheet:
    frame = block.chart.table
    return Sheet(
        tab=tab,
        title=block.chart.headline,
        notes=_notes(pack, section, f"{block.chart.subtitle}."),
        headings=_headings(frame, tuple(map(str, frame.columns[:1]))),
        batches=(_rows(frame),),
    )


def _notes(pack: Pack, section: Section, note: str) -> tuple[str, ...]:
    place = f"{pack.marking}. {section.heading}. This sheet holds one table. A blank cell: the register does not say."
    return (place, note) if note else (place,)


def _text(pack: Pack) -> Sheet:
    """What the pack says in words, and the analyst's commentary, a paragraph a row."""
    return Sheet(
        tab="Text",
        title="What the pack says in words",
        notes=(f"{pack.marking}. This sheet holds one table, a paragraph a row.",),
        headings=(Heading("Section", NARROW), Heading("Whose words", NARROW), Heading("Paragraph", 100)),
        batches=([line for section in pack.sections for line in _paragraphs(section)],),
    )


def _paragraphs(section: Section) -> Iterator[tuple[str, str, str]]:
    if section.commentary:
        yield section.heading, "Commentary", section.commentary
    for block in section.blocks:
        if isinstance(block, Sentence):
            yield section.heading, "From the register", block.text


def _cover(pack: Pack) -> Cover:
    marking = f"{pack.marking}, the highest marking among the recommendations that the pack is about."
    invented = (INVENTED,)
    days = (
        f"As at {day(pack.as_at)}: where each recommendation stood at the end of that day.",
        f"Known at {day(pack.known_at)}: worked out from the extracts up to that day.",
        f"Since {day(pack.since)}: the last meeting.",
    )
    remarks = (("What to know of the register", pack.remarks),) if pack.remarks else ()
    return Cover(
        title=pack.title,
        marking=pack.marking,
        day=pack.as_at,
        parts=(
            ("Meeting", (f"{pack.meeting}.",)),
            ("Handling", (marking, *(invented if pack.is_demonstration else ()))),
            ("What was chosen", (pack.chosen,)),
            ("Days", days),
            ("Source", (pack.source, f"Register version: {pack.version}.")),
            *remarks,
        ),
    )


def _tab(words: str) -> str:
    """A sheet's name: the number of its section and place, then the heading, as far as a spreadsheet takes it."""
    number, _, heading = words.partition(" ")
    total = f"{number} {_NOT_IN_A_TAB.sub(' ', heading)}"
    return str(cut(total, LONGEST_TAB - 2)).removesuffix("\u00a0…")


def _headings(frame: pd.DataFrame, wide: Sequence[str]) -> tuple[Heading, ...]:
    return tuple(Heading(str(name), _width(frame[name], str(name) in wide)) for name in frame.columns)


def _width(column: pd.Series[Any], is_wide: bool) -> int:  # noqa: FBT001 - one fact of the column
    if is_wide:
        return WIDE
    longest = max((len(str(cell)) for cell in column), default=0)
    return NARROW if longest > NUMBER else NUMBER


def _rows(frame: pd.DataFrame) -> Iterator[tuple[Any, ...]]:
    """The rows with None for every blank, as a workbook takes them."""
    cells = frame.astype(object).where(frame.notna(), None)
    return cells.itertuples(index=False, name=None)
