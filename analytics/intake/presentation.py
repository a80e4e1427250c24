"""What the presentation of a sheet says of its rows: number formats, merged cells, colours, totals, notes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np

from analytics.english import count, listed, plural
from analytics.intake.faults import Fault
from analytics.intake.number_formats import date_parts, shown_month, shown_number
from analytics.intake.suggestions import FIRST_SHOWN, quoted, quoted_list, rows_in_words
from analytics.intake.tables import CellNote, Cells, LeftOutRow, MergedRange, Table

HARDLY_FILLED = 0.2
"""Share of filled cells up to which a column may be one in which only the colours say something."""

SPARSE = 0.5
"""Of the cells that most rows fill. A total fills its label and a figure or two."""

LONGEST_LABEL = 80
"""Characters. A longer text that begins with "Total" is a sentence."""

_TOTAL = re.compile(
    r"(?:(?:grand|overall)\s+|sub[\s-]?)?totals?"
    r"(?:\s*[:=(].*|\s+(?:open|closed|outstanding|overdue|number|recommendations?|rows?|count|of)\b.*)?"
    r"|.*\S\s+(?:sub[\s-]?)?total:?",
    re.IGNORECASE,
)
_NOTE = re.compile(r"(?:key|notes?|source|n\.?b\.?|legend)\s*[:–-]\s*\S.*|\*+\s?\S.*", re.IGNORECASE | re.DOTALL)


def as_displayed(table: Table, formatted: Mapping[tuple[int, str], np.ndarray]) -> Table:
    """The table with its numbers as their number formats show them; a note where a format is not understood.

    `formatted` gives the row numbers of the number cells of each column and format.
    """
    columns, notes = list(table.columns), list(table.notes)
    for (place, code), rows in formatted.items():
        if place < len(columns):
            positions = _positions(table, rows)
            columns[place], unread = _as_displayed(columns[place], positions, code)
            for text, cells in unread:
                problem = (
                    f"the cell has the number format {quoted(code)}, which is not understood; its number was read."
                )
                notes.append(CellNote(place, table.source_rows[cells], "number format", text, problem))
    return replace(table, columns=tuple(columns), notes=tuple(notes))


def _as_displayed(cells: Cells, positions: np.ndarray, code: str) -> tuple[Cells, list[tuple[str, np.ndarray]]]:
    """A column with some of its cells as a format shows them, and the cells whose format is not understood."""
    codes, distinct = cells.codes.copy(), list(cells.distinct)
    as_other = np.arange(len(distinct), dtype=np.int32)
    dated = bool(date_parts(code))
    not_understood = []
    for number in np.unique(codes[positions]).tolist():
        text = distinct[number]
        if text is None:
            continue
        displayed = (shown_month(text, code) or text) if dated else shown_number(text, code)
        if displayed is None and re.fullmatch(r"-?[\d.]+(?:e[+-]\d+)?", text):
            not_understood.append(number)
        elif displayed is not None and displayed.strip() != text:
            as_other[number] = len(distinct)
            distinct.append(displayed.strip() or None)
    codes[positions] = as_other[codes[positions]]
    unread = []
    if not_understood:
        those = positions[np.isin(cells.codes[positions], not_understood)]
        unread.append((distinct[not_understood[0]] or "", those))
    return Cells(codes, distinct), unread


def _positions(table: Table, rows: np.ndarray) -> np.ndarray:
    """The places in the table of those of these row numbers that it holds."""
    return np.flatnonzero(np.isin(table.source_rows, rows))


def with_merged_cells(table: Table, merged: tuple[MergedRange, ...]) -> Table:
    """The table with the value of merged cells in every row they cover; the first column of a block alone has it."""
    last = len(table.columns)
    in_table = [block for block in merged if block.first_row >= table.first_row and block.first_column < last]
    starts = np.searchsorted(table.source_rows, [block.first_row for block in in_table])
    ends = np.searchsorted(table.source_rows, [block.last_row for block in in_table], side="right")
    columns = list(table.columns)
    filled = []
    for block, start, end in zip(in_table, starts.tolist(), ends.tolist(), strict=True):
        cells = columns[block.first_column]
        if end - start < 2 or table.source_rows[start] != block.first_row:
            continue
        if cells is table.columns[block.first_column]:
            cells = columns[block.first_column] = Cells(cells.codes.copy(), cells.distinct)
        cells.codes[start:end] = cells.codes[start]
        filled.append(block)
    if not filled:
        return table
    names = [_range_name(block) for block in filled[:FIRST_SHOWN]]
    names += [f"{count(len(filled) - FIRST_SHOWN)} more"] if len(filled) > FIRST_SHOWN else []
    message = f"Merged cells: {listed(names)}. The value applies to every row that they cover."
    return replace(
        table,
        columns=tuple(columns),
        faults=(*table.faults, Fault(None, None, "", "", message, "noted")),
        around=replace(table.around, merged=tuple(filled)),
    )


def _range_name(merged_range: MergedRange) -> str:
    """A block of cells as a spreadsheet names it: B4:B5."""
    first, last = column_letters(merged_range.first_column), column_letters(merged_range.last_column)
    return f"{first}{merged_range.first_row}:{last}{merged_range.last_row}"


def column_letters(column: int) -> str:
    """The letters of a spreadsheet column counted from 0: A is 0, AA is 26."""
    letters = ""
    while column >= 0:
        column, last = divmod(column, 26)
        letters, column = chr(ord("A") + last) + letters, column - 1
    return letters


def blank_columns(table: Table) -> frozenset[int]:
    """The columns that have a heading and hardly a word, counted from 0: only their colours may say something."""
    return frozenset(
        place
        for place, cells in enumerate(table.columns)
        if table.header[place] and len(table) and cells.is_filled().sum() <= HARDLY_FILLED * len(table)
    )


def with_colour_notes(table: Table, colours: Mapping[int, int]) -> Table:
    """The table with a fault for each blank column whose cells are filled with several colours.

    `colours` gives the number of colours of a column.
    """
    faults = []
    for place, number in sorted(colours.items()):
        if number > 1:
            name = table.header[place]
            message = (
                f"The cells of the column {quoted(name)} are coloured and hold no words. Colours are not read; give it "
                "words, such as red, amber and green."
            )
            faults.append(Fault(None, None, "", name, message, "warned"))
    return replace(table, faults=(*table.faults, *faults))


def with_hidden_and_struck_notes(table: Table, hidden: np.ndarray, struck: np.ndarray) -> Table:
    """The table with a note where rows of it are hidden, as by a filter, and a warning where rows are struck through.

    `hidden` and `struck` are row numbers.
    """
    faults = []
    if number := int(np.isin(table.source_rows, hidden).sum()):
        rows = plural(number, "row is", "rows are")
        message = f"{rows} hidden, as by a filter. Hidden rows are read like the others."
        faults.append(Fault(None, None, "", "", message, "noted"))
    if len(result := table.source_rows[np.isin(table.source_rows, struck)]):
        message = (
            f"Text in {rows_in_words(result.tolist())} is struck through and was read like the rest. If "
            "a row is withdrawn, say so in its status, or delete it."
        )
        faults.append(Fault(None, None, "", "", message, "warned"))
    return replace(table, faults=(*table.faults, *faults))


def without_totals(table: Table) -> Table:
    """The table without its total and subtotal rows, and without the notes that stand under it."""
    filled = table.filled_cells()
    usual = float(np.median(filled)) if len(filled) else 0.0
    left_out = dict(_totals(table, filled, usual))
    for position in range(len(table) - 1, -1, -1):
        text = table.only_text(position) if filled[position] == 1 else None
        if text is not None and _NOTE.fullmatch(text):
            left_out[position] = text
        elif position not in left_out:
            break
    if not left_out or len(left_out) == len(table):
        return table
    return _without_rows(table, left_out)


def _totals(table: Table, filled: np.ndarray, usual: float) -> Iterator[tuple[int, str]]:
    """Position and label of each row whose first filled cell is the label of a total, and that fills few cells."""
    before = np.zeros(len(table), dtype=bool)
    for cells in table.columns:
        labels = {code for code, text in enumerate(cells.distinct) if _is_total(text)}
        if labels:
            result = np.isin(cells.codes, list(labels)) & ~before & (filled <= SPARSE * usual)
            yield from (
                (position, cells.distinct[cells.codes[position]] or "") for position in np.flatnonzero(result).tolist()
            )
        before |= cells.is_filled()


def _is_total(text: str | None) -> bool:
    """Whether a text labels a total."""
    short = text is not None and len(text) <= LONGEST_LABEL and "total" in text.casefold()
    return short and _TOTAL.fullmatch(text or "") is not None


def _without_rows(table: Table, left_out: Mapping[int, str]) -> Table:
    """The table without these rows, and one fault that names them."""
    is_kept = np.ones(len(table), dtype=bool)
    is_kept[list(left_out)] = False
    rows = [LeftOutRow(int(table.source_rows[position]), text) for position, text in sorted(left_out.items())]
    texts = quoted_list(dict.fromkeys(row.text for row in rows))
    what = plural(len(rows), "total or note is", "totals or notes are")
    message = f"{what} no recommendation and left out: {rows_in_words([row.row for row in rows])} ({texts})."
    return replace(
        table.only(is_kept),
        faults=(*table.faults, Fault(None, None, "", "", message, "noted")),
        around=replace(table.around, left_out=tuple(rows)),
    )
