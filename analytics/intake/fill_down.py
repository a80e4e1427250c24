"""Cells left blank on purpose: a value written once for several rows, and a date that was never revised."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

import numpy as np

from analytics.english import plural
from analytics.intake.faults import Fault
from analytics.intake.own_exports import is_own_export
from analytics.intake.suggestions import plain, quoted
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
    """The table with the value above it in each blank cell of these columns, counted from 0.

    A cell that the file spoils, and those under it, stay blank: the value that they had is not known.
    """
    if not columns:
        return table
    return replace(
        table,
        columns=tuple(
            _filled_down(cells, _spoilt(table, place)) if place in columns else cells
            for place, cells in enumerate(table.columns)
        ),
    )


def _spoilt(table: Table, place: int) -> np.ndarray:
    """Which rows hold a cell of a column that the file spoils, such as an error."""
    rows = [row for note in table.notes if note.column == place for row in note.rows]
    return np.isin(table.source_rows, rows)


def _filled_down(cells: Cells, spoilt: np.ndarray) -> Cells:
    """A column with the value above it in each blank cell; blank cells above the first value stay blank."""
    has_value = cells.is_filled() | spoilt
    last = np.maximum.accumulate(np.where(has_value, np.arange(len(has_value)), -1))
    blank = next((code for code, value in enumerate(cells.distinct) if value is None), len(cells.distinct))
    codes = np.where(last >= 0, cells.codes[last], blank).astype(np.int32)
    return Cells(codes, cells.distinct if blank < len(cells.distinct) else [*cells.distinct, None])


REVISED = frozenset({"revised", "extended"})
"""Words of a heading that stand for a date only where there is another than the first."""


def with_dates_not_revised(table: Table, positions: Mapping[str, int]) -> Table:
    """The table with the date first agreed in each blank cell of a column of revised due dates, and a note of it.

    `positions` gives the place of each of our columns. A cell that the file spoils is no blank and stays as it is.
    """
    first, due = positions.get("original_due_on"), positions.get("due_on")
    if first is None or due is None or first == due or not REVISED.intersection(plain(table.header[due]).split()):
        return table
    revised, agreed = table.columns[due], table.columns[first]
    blank = ~revised.is_filled() & agreed.is_filled() & ~_spoilt(table, due)
    if not blank.any():
        return table
    codes = np.where(blank, agreed.codes + len(revised.distinct), revised.codes).astype(np.int32)
    columns = list(table.columns)
    columns[due] = Cells(codes, [*revised.distinct, *agreed.distinct])
    cells = plural(int(blank.sum()), "blank cell was", "blank cells were")
    message = (
        f"{cells} read as the date under {quoted(table.header[first])}: a date that was not revised is still in force."
    )
    fault = Fault(None, None, "due_on", "", message, "noted")
    return replace(table, columns=tuple(columns), faults=(*table.faults, fault))


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
