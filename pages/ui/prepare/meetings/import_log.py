"""An action log from elsewhere: read, shown with all that is wrong with it, and added when the reader says so."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analytics.english import cut, day, listed, plural
from analytics.errors import RegisterError
from analytics.meetings import action_log
from analytics.meetings.action_log import LogReading
from analytics.meetings.contents import Contents
from analytics.meetings.log_mapping import LogMapping
from analytics.meetings.log_row import COLUMNS
from analytics.register.loading import counts_in_words
from pages.ui import author, load_target, screen, tables, today, uploader
from pages.ui.meetings_store import meetings_shown
from pages.ui.prepare.meetings import log_columns, saving
from pages.ui.prepare.meetings.saved_log_mapping import save_mapping, saved_mapping
from pages.ui.screen import Markdown

FIRST = 25
"""Rows and faults that are shown; the file holds the rest."""


def draw(contents: Contents, *, expanded: bool = False) -> None:
    """Ask for a log, show what it would bring, and add it, for those who may write."""
    if not author.may_write():
        return
    with st.expander("Import an action log", expanded=expanded):
        headings = listed([column.label for column in COLUMNS])
        screen.caption(f"One action in each row. The columns are {headings}, under these or other headings.")
        uploaded = uploader.ask("The log: a CSV file or an Excel workbook (.xlsx)", key=saving.key("log"))
        if uploaded is None:
            return
        try:
            table = action_log.read_log_table(uploaded.getvalue(), uploaded.name)
            mapping = log_columns.ask(table, saved_mapping(load_target.find().folder))
            if mapping is None:
                return
            log = action_log.read_action_log(uploaded.getvalue(), uploaded.name, contents, today.today(), mapping)
        except RegisterError as error:
            screen.error(str(error))
            return
        _show(log, contents)
        if log.accepted and screen.button(_summary(log), key=saving.key("keep_log")):
            _add_actions(log, mapping)


def _summary(log_reading: LogReading) -> str:
    rest = f", leaving out {plural(log_reading.rejected, 'row')}" if log_reading.rejected else ""
    return f"Add {plural(log_reading.accepted, 'action')}{rest}"


def _add_actions(log_reading: LogReading, mapping: LogMapping) -> None:
    """Add the actions, and save how the log was read for the next one."""
    try:
        added = action_log.add_actions(log_reading, meetings_shown(), by=author.role(), at=today.now())
    except RegisterError as error:
        screen.error(str(error))
        return
    done = f"{plural(added, 'action')} of the log {'is' if added == 1 else 'are'} added."
    try:
        save_mapping(mapping, load_target.find().folder)
    except RegisterError:
        done = f"{done} How the log was read could not be saved, so the next one has to be mapped again."
    saving.finish_save(done)
    st.rerun()


def _show(log_reading: LogReading, contents: Contents) -> None:
    """The sum, the faults, and the first of the actions that would be added."""
    counts = counts_in_words(log_reading.read, log_reading.accepted, log_reading.repeated, log_reading.rejected)
    screen.markdown(Markdown("**{}**").format(counts))
    if meetings := log_reading.new_meetings(contents):
        screen.caption(f"{plural(len(meetings), 'meeting')} named in it would be added too.")
    if log_reading.faults:
        rows = [
            (fault.message, "Row left out" if fault.severity == "rejected" else "Warning")
            for fault in log_reading.faults
        ]
        more = f", the first {FIRST} shown" if len(rows) > FIRST else ""
        screen.caption(f"{plural(len(rows), 'cell or row does', 'cells or rows do')} not fit{more}:")
        tables.plain(pd.DataFrame(rows[:FIRST], columns=["What is wrong", "Effect"]), alt="Faults of the log")
    if log_reading.rows:
        table_rows = [
            (f"{row.kind}, {day(row.held_on)}", cut(row.action.text, 82), row.action.owner_role, row.action.state)
            for row in log_reading.rows[:FIRST]
        ]
        screen.caption("What would be added" + (f", the first {FIRST}:" if log_reading.accepted > FIRST else ":"))
        tables.plain(
            pd.DataFrame(table_rows, columns=["Meeting", "Action", "Owner role", "State"]), alt="Actions to add"
        )
