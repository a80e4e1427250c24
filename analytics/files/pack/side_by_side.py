"""Which charts and small tables stand beside one another on a page: as many as its measure holds, as on the screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from analytics.charts.chart import MEASURE, TILE
from analytics.files.pack.content import Block, PackTable, Picture
from analytics.files.pack.text_tables import grid, shares

GAP = 38
MOST_ROWS = 14
SIZE, PADDING = 13.2, 15.5
SPARE = 1.2
"""Pixels between two; of a table that stands beside a chart the most rows, the letters and the room at their sides in
pixels, and how much more than its room it may take on single lines."""

Row = tuple[Block, ...]


def arrange_in_rows(blocks: Sequence[Block], size: float = SIZE, most: int = MOST_ROWS) -> Iterator[Row]:
    """The blocks in order: neighbouring charts that fit one measure in one row, with the small table that follows.

    `size` is that of a table's letters where the page is as wide as the measure, `most` how many rows it may have.
    """
    row: list[Block] = []
    for block in blocks:
        if row and not _fits(row, block, size, most):
            yield tuple(row)
            row = []
        row.append(block)
    if row:
        yield tuple(row)


def left_of(row: Sequence[Block]) -> int:
    """Pixels of the measure that the charts of a row leave to the table beside them."""
    return MEASURE - sum(_wide(each) + GAP for each in row if isinstance(each, Picture))


def _fits(row: Sequence[Block], block: Block, size: float, most: int) -> bool:
    """Whether the block stands beside what is in the row: charts alone, and a table last."""
    if not all(isinstance(each, Picture) for each in row):
        return False
    if isinstance(block, Picture):
        return _wide(block) <= left_of(row)
    return isinstance(block, PackTable) and _is_small(block, left_of(row), size, most)


def _wide(picture: Picture) -> int:
    return max(TILE, picture.chart.width)


def _is_small(table: PackTable, room: int, size: float, most: int) -> bool:
    if room < TILE or table.wide:
        return False
    printed = grid(table)
    return 0 < len(printed.rows) <= most and sum(shares(printed, MEASURE, size, PADDING * size / SIZE)) <= SPARE * room
