"""Values written once and then left blank, as a report's name over its recommendations."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

import numpy as np

from analytics.intake.own_exports import is_own_export
from analytics.intake.tables import Cells, Table

GROUPING = (
    "source",
    "report",
    "report_published_on",
    "kind",
    "parent_reference",
    "theme",
    "priority_framework",
    "strategic_priority",
    "programme",
    "business_group",
)
"""The columns by which trackers group their rows. Blank cells of the others say that there is nothing."""

MOST_FILLED = 0.5
"""Of the rows, up to where each value can stand for several rows."""

LEAST_ROWS = 4
"""In a shorter table a blank cell under a filled one shows no pattern."""


def filled_down(table: Table, columns: Collection[int]) -> Table:
    """The table with the value above it in each blank cell of these columns, counted from 0."""
    if not columns:
        return table
    return replace(
        table,
        columns=tuple(_filled_down(cells) if place in columns else cells for place, cells in enumerate(table.columns)),
    )


def _filled_down(cells: Cells) -> Cells:
    """A column with the value above it in each blank cell; blank cells above the first value stay blank."""
    filled = cells.is_filled()
    last = np.maximum.accumulate(np.where(filled, np.arange(len(filled)), -1))
    blank = next((code for code, value in enumerate(cells.distinct) if value is None), len(cells.distinct))
    codes = np.where(last >= 0, cells.codes[last], blank).astype(np.int32)
    return Cells(codes, cells.distinct if blank < len(cells.distinct) else [*cells.distinct, None])


def proposed_fill_down(table: Table, positions: Mapping[str, int]) -> tuple[str, ...]:
    """The columns of ours that look as if each value were written once for several rows.

    `positions` gives the place of each of our columns. Such a column is filled in the first row, in half of the rows
    or fewer, and never says the same twice. A table of fewer than LEAST_ROWS rows has none, and so has an export of
    ours, in which a blank cell is a blank.
    """
    if is_own_export(table.header):
        return ()
    return tuple(name for name in GROUPING if name in positions and _once_each(table.columns[positions[name]]))


def _once_each(cells: Cells) -> bool:
    filled = cells.is_filled()
    used = cells.codes[filled]
    few = len(filled) >= LEAST_ROWS and 0 < len(used) <= MOST_FILLED * len(filled)
    return few and bool(filled[0]) and len(np.unique(used)) == len(used)
