"""One table of a page as a workbook: a cover that says what it is and where it comes from, and its rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any, BinaryIO

import pandas as pd

from analytics.files.csv import cell_text
from analytics.files.workbook import Cover, Heading, Sheet
from analytics.files.workbook import write as write_workbook

NARROWEST, WIDEST = 12, 60
"""Letters that a column may be wide."""

COUNTED_ROWS = 200
"""Rows from which the width of a column is taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableDescription:
    """What a table is: its title, what it counts, what was chosen, its source, its marking, and the day of the file."""

    title: str
    subtitle: str
    view: str
    source: str
    marking: str
    day: date


def write(frame: pd.DataFrame, about: TableDescription, to: BinaryIO) -> None:
    """Write the frame, whose cells are texts, numbers, days or nothing, as a workbook with one sheet and a cover."""
    cells = frame.astype(object).where(frame.notna(), None)
    sheet = Sheet(
        tab="Table",
        title=about.title,
        notes=tuple(filter(None, (about.subtitle, "This sheet holds one table. A blank cell has no value."))),
        headings=tuple(Heading(str(name), _width(str(name), cells[name])) for name in frame.columns),
        batches=(cells.itertuples(index=False, name=None),),
    )
    parts = (
        ("Handling", (f"{about.marking}.",)),
        ("What was chosen", (about.view,)),
        ("Source", (about.source,)),
    )
    cover = Cover(
        title=about.title,
        marking=about.marking,
        day=about.day,
        parts=tuple((heading, lines) for heading, lines in parts if any(lines)),
    )
    write_workbook(cover, (sheet,), to)


def _width(heading: str, cells: pd.Series[Any]) -> int:
    longest = max(map(len, chain(heading.split(), map(cell_text, cells.head(COUNTED_ROWS)))), default=0)
    return min(WIDEST, max(NARROWEST, longest + 2))
