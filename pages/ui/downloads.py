"""Files that a reader takes away: built on the click, named with their day and their marking."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Literal

import pandas as pd
import streamlit as st

from analytics import people
from analytics.audit.entries import AuditAction
from analytics.english import count, plural
from analytics.files import audit_details, file_names
from analytics.files import csv as published
from analytics.files.export import write
from analytics.files.selection import Selection
from analytics.files.workbook import MOST_ROWS
from analytics.filters import Filters
from analytics.vocabulary import Marking
from pages.ui import audit, cached, register_info, screen, session
from pages.ui.facts import RegisterInfo

ButtonKind = Literal["primary", "secondary", "tertiary"]

Table = pd.DataFrame | Callable[[], pd.DataFrame]
Built = tuple[bytes, int | None]
"""A file's bytes, and how many rows it has where that can be said."""

_FACTS = "_facts_of_files"
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
SLOW_ROWS = 50_000
"""Rows from which a workbook takes its time: minutes for 300,000."""


def csv(table: Table, name: str, *, key: str, label: str = "CSV", marking: str | None = None) -> None:
    """A text button that hands a table out as CSV; a large one is given as what makes it."""
    built(label, lambda: csv_of(table), file_name(name, "csv", marking), TYPES["csv"], key=key, marking=marking)


def csv_of(table: Table) -> Built:
    """A table as CSV, and how many rows it has."""
    frame = table() if callable(table) else table
    return published.of_frame(frame), len(frame)


def without_total(table: Table) -> Table:
    """A table whose last row is its total, as a file has it: who sums a column of the file counts nothing twice."""
    return (lambda: table().iloc[:-1]) if callable(table) else table.iloc[:-1]


def built(
    label: str,
    build: Callable[[], Built],
    file: str,
    mime: str,
    *,
    key: str,
    kind: ButtonKind = "tertiary",
    marking: str | None = None,
) -> None:
    """A button whose file is built when it is clicked, recorded, and handed out; the page is not drawn anew for it.

    `marking` is that of the file, the register's where it is not given. Without an entry in the audit trail there is
    no file: where the trail does not answer the click brings an error.
    """
    known: RegisterInfo | None = st.session_state.get(_FACTS)
    person, by, chosen = (
        people.acting(),
        audit.who(),
        audit_details.of_choice(known.edition if known else "", session.filters()),
    )
    marked = marking or (known.marking if known else Marking.OFFICIAL_SENSITIVE)

    def build_and_record() -> bytes:
        with people.acting_as(person):  # the file is built outside of the session's run
            data, rows = build()
        audit.record(AuditAction.EXPORTED, chosen | audit_details.of_file(file, data, marked, rows), by)
        return data

    screen.download_button(label, build_and_record, file, mime, key=key, type=kind, on_click="ignore")


def chosen_rows(filters: Filters, order: str) -> None:
    """The chosen recommendations as files: CSV at once; the workbook and a version for publication in a popover."""
    selection = Selection(register=cached.register(), filters=filters, order=order)
    selection_file(selection, "csv", "CSV", kind="secondary")
    with st.popover("More files"):
        screen.caption(f"{plural(selection.count, 'recommendation')}, marked {selection.marking}, in the order shown.")
        if selection.count <= MOST_ROWS:
            selection_file(selection, "xlsx", "Workbook (XLSX)")
        if limit := _workbook_limit(selection.count):
            screen.caption(limit)
        for_publication = selection.published()
        screen.caption(f"For publication, {_left_out(for_publication.left_out)}:")
        selection_file(for_publication, "csv", "CSV for publication")
        if selection.count <= MOST_ROWS:
            selection_file(for_publication, "xlsx", "Workbook for publication")


def selection_file(selection: Selection, extension: str, label: str, *, kind: ButtonKind = "tertiary") -> None:
    """A button that hands out a selection of recommendations, exactly its rows, in its order."""

    def build() -> Built:
        to = io.BytesIO()
        rows = write(selection, extension, to)
        return to.getvalue(), rows

    key, file = f"file_{selection.for_publication}_{extension}", selection.file_name(extension)
    built(label, build, file, TYPES[extension], key=key, kind=kind, marking=selection.marking)


def _left_out(number: int) -> str:
    if number == 0:
        return "with all rows: none is marked OFFICIAL-SENSITIVE"
    return f"without {plural(number, 'row')} marked OFFICIAL-SENSITIVE"


def _workbook_limit(rows: int) -> str:
    if rows > MOST_ROWS:
        return f"This is too many rows for a workbook, which holds {count(MOST_ROWS)} at most. Use the CSV."
    return "The workbook takes minutes to build. The CSV does not." if rows > SLOW_ROWS else ""


def mark(facts: RegisterInfo | None) -> None:
    """Let every file of this page carry this register's day, its marking, and whether it is invented, in its name."""
    st.session_state[_FACTS] = facts


def facts() -> RegisterInfo:
    """What every file of this page says of the register; a page tested alone has no frame to mark it."""
    result: RegisterInfo = st.session_state.get(_FACTS) or register_info.facts()
    return result


def file_name(name: str, extension: str, marking: str | None = None) -> str:
    """The name of a file of this page, with what is chosen: "open-by-source-2022-11-28-official-sensitive.csv"."""
    result, chosen = facts(), session.filters()
    return file_names.file_name(
        name,
        chosen.as_at or result.newest,
        marking or result.marking,
        extension,
        chosen=chosen,
        known_at=chosen.known_before(result.newest),
        is_demonstration=result.is_demonstration,
    )
