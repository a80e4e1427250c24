"""What a pack says, before it is a file of any kind: sections of sentences, tables and charts, and a cover.

Every kind of file is written from this one value, so that no figure can differ between them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import pandas as pd

from analytics.charts.chart import Chart
from analytics.english import count, cut
from analytics.filters import EVERYTHING, Filters


@dataclass(frozen=True, slots=True)
class Sentence:
    """A paragraph in plain words."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PackTable:
    """A table with its caption; the frame's columns are headings as a reader sees them.

    Cells are text, whole numbers, dates or None. `wide` names the columns of long texts, which get the room.
    `note` says what the numbers count. Of a long table the first `most` rows are printed, texts longer than `letters`
    cut at a word; the workbook holds all.
    """

    caption: str
    frame: pd.DataFrame
    wide: tuple[str, ...] = ()
    note: str = ""
    most: int | None = None
    letters: int | None = None

    @property
    def printed(self) -> pd.DataFrame:
        """The rows that stand on paper and on a screen, their long texts cut."""
        rows = self.frame if self.most is None else self.frame.head(self.most)
        if self.letters is None:
            return rows
        fitting = {
            name: pd.Series([cut(cell, self.letters) for cell in cells], index=rows.index, dtype=cells.dtype)
            for name, cells in rows.items()
        }
        return pd.DataFrame(fitting)

    @property
    def remark(self) -> str:
        """The note, and where the rest of a long table is."""
        total, printed = len(self.frame), len(self.printed)
        if printed == total:
            return self.note
        return (
            f"{self.note} The first {count(printed)} of {count(total)}; the workbook of all tables holds all.".strip()
        )


class Plot(StrEnum):
    """How a chart's table is drawn on paper: each kind has its own columns, in order."""

    BARS = "bars"
    """A value and its count, most first or in the framework's order."""

    STOCK_AND_FLOW = "stock and flow"
    """A month's end, the stock on it, what came in the month and what went."""

    WATERFALL = "waterfall"
    """A term and its signed value: the opening first, the closing last."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart with its words and alternative text; it is drawn from its table, in the way of its plot."""

    chart: Chart
    plot: Plot


Block = Sentence | PackTable | Picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One section: its heading, what the analyst wrote above it, and its blocks in order."""

    key: str
    heading: str
    blocks: tuple[Block, ...]
    commentary: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """A pack, ready to be written: its cover and its sections. Equal packs give equal bytes.

    `as_at` and `known_at` are the days of the figures, `since` the day of the last meeting; `chosen` is the filters in
    words; `version` the register's, by which anybody can tell which extracts the figures come from. `known_before` is
    the known-at day where it is before the newest extract's.
    """

    title: str
    meeting: str
    marking: str
    is_demonstration: bool
    as_at: date
    known_at: date
    since: date
    chosen: str
    source: str
    version: str
    remarks: tuple[str, ...]
    sections: tuple[Section, ...]
    filters: Filters = EVERYTHING
    known_before: date | None = None
