"""Exports of this product, read in again as the rows that they were written from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from analytics.english import plural
from analytics.errors import UnreadableFile
from analytics.export_format import (
    ADDED_LATER,
    CUT,
    LONG_TEXT_HEADINGS,
    LONG_TEXTS,
    WORKED_OUT,
    separated_items,
    with_marks_restored,
    with_marks_shown,
)
from analytics.formulas import unguarded
from analytics.intake.faults import Fault
from analytics.intake.headings import heading_key
from analytics.intake.layouts import Layout
from analytics.intake.suggestions import quoted
from analytics.intake.tables import Cells, Table, clean
from analytics.intake.workbook import Workbook
from analytics.vocabulary import COLUMN, LIST_COLUMNS, State

ITEM_END = "\x1f"
"""Between the items of a list that has been taken apart: no cell that was read holds it."""

AS_IT_IS = {"0": "0", "0.": "0."}
"""Words of an export that are read as they are: elsewhere 0 is what a look-up gives that found nothing.

Two words that differ only in punctuation, so that each is looked for exactly as it is written.
"""

_TEXT_COLUMNS = tuple(name for name, column in COLUMN.items() if column.type in ("text", "long text"))
_NAMES = {heading_key(words): name for name, column in COLUMN.items() for words in (column.label, name)} | {
    heading_key(words): name for name, (label, _) in WORKED_OUT.items() for words in (label, name)
}


def is_own_export(header: Sequence[str]) -> bool:
    """Whether these are the headings of an export: the worked-out columns, and otherwise standard columns only."""
    names = [_NAMES.get(heading_key(heading)) for heading in header if heading]
    return None not in names and set(WORKED_OUT) - ADDED_LATER <= set(names)


def recorded_headings(header: Sequence[str]) -> list[str]:
    """The headings that name something, without those of the worked-out columns of an export."""
    if not is_own_export(header):
        return [heading for heading in header if heading]
    return [heading for heading in header if heading and _NAMES[heading_key(heading)] not in WORKED_OUT]


def as_recorded(table: Table, layout: Layout) -> tuple[Table, Layout]:
    """An export and its layout, each cell as the register holds it; any other table and layout as they are.

    The apostrophes before formulas are taken off, the items of lists separated, worked-out and blank columns passed
    over, and the recommendations that are no longer on the register left out.
    """
    if not is_own_export(table.header):
        return table, layout
    names = [_NAMES.get(heading_key(heading)) for heading in table.header]
    columns = tuple(_cells(name, cells, table.kind) for name, cells in zip(names, table.columns, strict=True))
    # A blank column of an export is one that the register does not record; a check of it would find faults in it.
    is_read = [
        name not in WORKED_OUT and bool(cells.is_filled().any()) for name, cells in zip(names, columns, strict=True)
    ]
    header = [heading if read else "" for heading, read in zip(table.header, is_read, strict=True)]
    dropped = _without_dropped(replace(table, header=header, columns=columns), names)
    lists, words = dict.fromkeys(LIST_COLUMNS, ITEM_END), dict.fromkeys(_TEXT_COLUMNS, AS_IT_IS)
    return dropped, replace(layout, split={**layout.split, **lists}, values={**words, **layout.values})


def _cells(name: str | None, cells: Cells, kind: str) -> Cells:
    """The cells of one column as they were before they were written to a file of this kind."""

    def text(cell: str) -> str:
        return unguarded(cell) if kind == "csv" else cell

    def full_text(cell: str) -> str:
        restored = cell if kind == "csv" else with_marks_restored(cell)
        items = [text(item) for item in separated_items(restored)] if name in LIST_COLUMNS else [text(restored)]
        return ITEM_END.join(clean(item) or "" for item in items)

    return Cells(cells.codes, [None if cell is None else full_text(cell) or None for cell in cells.distinct])


def with_long_texts(table: Table, book: Workbook) -> Table:
    """A table of a workbook of ours, the texts that its cells are too small for taken whole from their own sheet.

    Raises UnreadableFile where that sheet, or a text in it, is missing, since the rest of the text would be lost.
    """
    if not any(cell and CUT.search(cell) for cells in table.columns for cell in cells.distinct):
        return table
    parts: dict[str, list[str]] = {}
    records = book.records(LONG_TEXTS) if LONG_TEXTS in book.sheets else iter(())
    for number, _, _, text, *_ in (record for record in records if len(record) >= len(LONG_TEXT_HEADINGS)):
        parts.setdefault(number, []).append(text)

    def full_text(cell: str | None) -> str | None:
        if cell is None or (cut := CUT.search(cell)) is None:
            return cell
        if cut.group(1) not in parts:
            raise UnreadableFile(
                f"A cell of this workbook holds only the beginning of a text, and the sheet {quoted(LONG_TEXTS)} with "
                "the whole of it is missing. Load the workbook as it was exported, or the CSV of the same export."
            )
        return clean(with_marks_shown("".join(map(with_marks_restored, parts[cut.group(1)]))))

    columns = tuple(Cells(cells.codes, [full_text(cell) for cell in cells.distinct]) for cells in table.columns)
    return replace(table, columns=columns)


def _without_dropped(table: Table, names: Sequence[str | None]) -> Table:
    """The table without the recommendations that the export says are no longer on the register."""
    statuses = [cells.array() for name, cells in zip(names, table.columns, strict=True) if name == "status"]
    dropped = statuses[0] == State.DROPPED if statuses else np.zeros(len(table), dtype=bool)
    if not dropped.any():
        return table
    rows = plural(int(dropped.sum()), "row is of a recommendation", "rows are of recommendations")
    message = f"{rows} no longer on the register (status {State.DROPPED}), and left out."
    return replace(
        table.only(~dropped),
        faults=(*table.faults, Fault(None, None, "status", State.DROPPED, message, "noted")),
    )
