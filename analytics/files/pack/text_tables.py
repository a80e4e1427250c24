"""The tables of a pack as text, and how the width of a page or slide is shared out among their columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from analytics.english import count, day
from analytics.files.pack.content import PackTable
from analytics.files.pack.fonts import OURS, Weight, printable, width

NARROW = 0.2
TEXTS = 0.44
LONGEST_CODE = 20
"""The share of a page that a column of short texts gets at most, and the one that long texts get at least; the letters
up to which a word with dashes in it, such as a reference, is kept whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table as it is printed: headings and rows of text, and which columns are numbers, set right."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    is_number: tuple[bool, ...]
    is_wide: tuple[bool, ...]

    def columns(self) -> list[tuple[str, ...]]:
        """The cells of each column, without its heading."""
        return list(zip(*self.rows, strict=True)) if self.rows else [() for _ in self.headings]


def grid(table: PackTable) -> Grid:
    """The table as text: dates and numbers as read, a blank for what is not there."""
    frame = table.printed
    columns = [[_integer_or_none(cell) for cell in frame.iloc[:, at]] for at in range(frame.shape[1])]
    return Grid(
        headings=tuple(printable(str(name)) for name in frame.columns),
        rows=tuple(tuple(map(cell_text, row)) for row in zip(*columns, strict=True)),
        is_number=tuple(_is_number(column) for column in columns),
        is_wide=tuple(str(name) in table.wide for name in frame.columns),
    )


def cell_text(cell: Any) -> str:
    """A cell as read: a day in words whose day and month stay together, a number with its commas."""
    if cell is None:
        return ""
    if isinstance(cell, date):
        return day(cell).replace(" ", "\u00a0", 1)
    if _is_integer(cell):
        return count(int(cell))
    return printable(str(cell))


def shares(
    table: Grid, room: float, size: float, padding: float, letters: tuple[Weight, Weight] = OURS
) -> tuple[float, ...]:
    """How wide each column is, in the unit of `room`, of which they use all only where their texts need it.

    Each column has room for its longest word, and those of long texts for a good share of the page; what is left goes
    evenly to those whose longest cell would take more on one line. Columns of short texts get only a share of the page
    before those of long ones have what they need.
    """
    plain, bold = letters
    narrow = room * max(NARROW, 1 / max(1, len(table.headings)))
    least, most, total = [], [], []
    for heading, cells, is_wide in zip(table.headings, table.columns(), table.is_wide, strict=True):
        words = max(_longest_word([heading], size, bold), _longest_word(cells, size, plain))
        lines = max(_widest([heading], size, bold), _widest(cells, size, plain))
        least.append(min(words, narrow) + padding)
        total.append(max(least[-1], lines + padding))
        most.append(total[-1] if is_wide else min(total[-1], max(least[-1], narrow + padding)))
    if sum(most) <= room:
        return _shared(most, total, room)
    return _shared(_with_texts(least, most, table.is_wide, room), most, room)


def _with_texts(least: Sequence[float], most: Sequence[float], is_wide: Sequence[bool], room: float) -> list[float]:
    """The least of each column, those of long texts given their share of the page as far as the others leave it."""
    others = sum(low for low, wide in zip(least, is_wide, strict=True) if not wide)
    width = min(room * TEXTS, room - others) / max(1, sum(is_wide))
    return [max(low, min(high, width)) if wide else low for low, high, wide in zip(least, most, is_wide, strict=True)]


def _shared(least: Sequence[float], most: Sequence[float], room: float) -> tuple[float, ...]:
    if sum(most) <= room:
        return tuple(most)
    if sum(least) >= room:
        return tuple(each * room / sum(least) for each in least)
    extra_widths = [high - low for low, high in zip(least, most, strict=True)]
    return tuple(low + more for low, more in zip(least, _poured(extra_widths, room - sum(least)), strict=True))


def _poured(extra_widths: Sequence[float], room: float) -> list[float]:
    """The room shared out evenly, no more to anyone than is wanted, so that short columns stay on one line."""
    widths = [0.0] * len(extra_widths)
    for rank, at in enumerate(sorted(range(len(extra_widths)), key=lambda each: extra_widths[each])):
        widths[at] = min(extra_widths[at], (room - sum(widths)) / (len(extra_widths) - rank))
    return widths


def _longest_word(texts: Iterable[str], size: float, weight: Weight) -> float:
    """The widest run of letters that no line may break: between blanks, and after a stroke or a dash."""
    words = {word for text in texts for word in text.replace("/", "/ ").replace("\n", " ").split(" ")}
    runs = {run for word in words for run in _unbroken(word)}
    longest = sorted(runs, key=len)[-12:]
    return max((width(run, size, weight) for run in longest), default=0.0)


def _unbroken(word: str) -> list[str]:
    """The word, or the parts between its dashes where it is longer than any reference."""
    return [word] if len(word) <= LONGEST_CODE else word.replace("-", "- ").split(" ")


def _widest(texts: Iterable[str], size: float, weight: Weight) -> float:
    lines = {line for text in texts for line in text.split("\n")}
    return max((width(line, size, weight) for line in sorted(lines, key=len)[-12:]), default=0.0)


def _is_number(column: Sequence[Any]) -> bool:
    there = [cell for cell in column if cell is not None]
    return bool(there) and all(map(_is_integer, there))


def _is_integer(cell: Any) -> bool:
    return isinstance(cell, int | np.integer) and not isinstance(cell, bool)


def _integer_or_none(cell: Any) -> Any:
    """The cell, None for any blank; a whole number that pandas keeps as a fraction, for a blank beside it, is whole."""
    if isinstance(cell, str):
        return cell
    if cell is None or pd.isna(cell):
        return None
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    return cell
