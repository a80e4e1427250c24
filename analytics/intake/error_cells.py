"""Cells that show an error instead of a value, such as #REF!: errors of a workbook, or the same words as text."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np

from analytics.english import plural
from analytics.intake.faults import Fault
from analytics.intake.headings import fit
from analytics.intake.layouts import Layout
from analytics.intake.suggestions import quoted, quoted_list, rows_in_words
from analytics.intake.tables import CellNote, Cells, Table

_ERROR = re.compile(
    r"#(?:REF|VALUE|NUM|NULL|DIV/0|SPILL|CALC|FIELD|BLOCKED|CONNECT|BUSY|UNKNOWN|EXTERNAL|PYTHON|ERROR)!"
    r"|#N/A|#NAME\?|#GETTING_DATA|Err:5\d\d",
    re.IGNORECASE,
)
"""The errors of Excel, of Google Sheets (#ERROR!) and of LibreOffice (Err:502)."""

_TOO_NARROW = re.compile(r"#{3,}")


def with_blank_errors(table: Table, layout: Layout | None = None) -> Table:
    """The table with its cells blank that hold an error as text, each with a note, as those of a workbook have.

    A word for which the layout has a meaning is read by that. Rows that hold nothing but errors are left out, and a
    fault of the file gives their numbers.
    """
    return _without_rows_of_errors(_with_blank_words(table, _known_words(table, layout)))


def _known_words(table: Table, layout: Layout | None) -> dict[int, set[str]]:
    """The words that the layout has a meaning for, by the place of their column."""
    if layout is None:
        return {}
    places = fit(table.header, layout).positions
    return {place: {word.strip().casefold() for word in layout.words(name) or ()} for name, place in places.items()}


def _with_blank_words(table: Table, blank_words: dict[int, set[str]]) -> Table:
    columns, notes = list(table.columns), list(table.notes)
    for place, cells in enumerate(table.columns):
        errors = {code: text for code, text in enumerate(cells.distinct) if text and text[0] in "#Ee" and problem(text)}
        errors = {code: text for code, text in errors.items() if text.casefold() not in blank_words.get(place, ())}
        if not errors:
            continue
        for code, text in errors.items():
            if (rows := table.source_rows[cells.codes == code]).size:
                notes.append(CellNote(place, rows, "error", text, problem(text)))
        distinct = [None if code in errors else text for code, text in enumerate(cells.distinct)]
        columns[place] = Cells(cells.codes, distinct)
    return replace(table, columns=tuple(columns), notes=tuple(notes))


def problem(text: str) -> str:
    """What is wrong with a cell that shows an error, as the end of a sentence; "" for any other text."""
    if _ERROR.fullmatch(text):
        return error_problem(text)
    if _TOO_NARROW.fullmatch(text):
        return (
            f"the cell holds {quoted(text)}, which a spreadsheet shows where a column is too narrow; it was read as "
            "blank. Make the column wider and save the file again."
        )
    return ""


def error_problem(error: str) -> str:
    """What is wrong with a cell that holds an Excel error, as the end of a sentence."""
    return f"the cell holds the Excel error {error}; it was read as blank."


def _without_rows_of_errors(table: Table) -> Table:
    """The table without the rows of nothing but errors or formulas without a value, and a fault with their numbers."""
    notes = [note for note in table.notes if note.kind in ("error", "formula")]
    if not notes:
        return table
    filled = table.filled_cells() > 0
    rows = np.unique(np.concatenate([note.rows for note in notes]))
    rows = rows[(rows >= table.first_row) & ~np.isin(rows, table.source_rows[filled])]
    if not len(rows):
        return table
    here = dict.fromkeys(note.value for note in notes if np.isin(note.rows, rows).any())
    holds, was = ("hold", "were") if len(rows) > 1 else ("holds", "was")
    message = (
        f"{plural(len(rows), 'row')} {holds} nothing but errors or formulas without a value ({quoted_list(here)}) and "
        f"{was} left out: {rows_in_words(rows.tolist())}."
    )
    fault = Fault(None, None, "", "", message, "warned")
    filled_rows = table if filled.all() else table.only(filled)
    return replace(filled_rows, faults=(*filled_rows.faults, fault))
