"""The file and the day it is about."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import streamlit as st

from analytics.intake.extract_day import proposed_day
from analytics.intake.layouts import Layout, layouts_in, shipped_layouts
from analytics.intake.propose import Proposal, propose_layout
from analytics.intake.readers import SeveralTables, read_table
from analytics.intake.tables import Table
from analytics.register.loading import File
from analytics.wording import plural
from pages.ui import screen, uploader
from pages.ui.manage.loading import memory
from pages.ui.uploader import LARGEST


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that can be read as a table, with the layout proposed for it. `id` tells it from every other file."""

    id: str
    data: bytes
    filename: str
    table: Table
    proposal: Proposal


def ask(layouts: Path) -> Upload | None:
    """The file that the reader gives; None until there is one. Raises UnreadableFile where it is no table."""
    words = f"The extract: an Excel workbook (.xlsx) or a CSV file, at most {LARGEST} megabytes"
    given = uploader.ask(words, key=memory.key("file"))
    if given is None:
        return None
    data = given.getvalue()
    identity = hashlib.sha256(data).hexdigest() + given.name
    try:
        found = memory.remembered("table", identity, lambda: _read(identity, data, given.name, None, layouts))
    except SeveralTables as several:
        sheet = st.selectbox(
            "Sheet of the workbook that holds the register",
            several.sheets,
            index=None,
            placeholder="Choose a sheet",
            key=memory.key("sheet"),
        )
        if sheet is None:
            return None
        key = identity + sheet
        found = memory.remembered("table", key, lambda: _read(key, data, given.name, sheet, layouts))
    screen.caption(_told(found))
    return found


def ask_programmes() -> File | None:
    """The programmes file that came with the extract, where one did."""
    with st.expander("A programmes file came with it"):
        words = "Mandates, SRO roles, equality impact, benefits, risks and issues: a row a programme, CSV or Excel"
        given = uploader.ask(words, key=memory.key("programmes"))
    return File(given.getvalue(), given.name) if given else None


def _read(identity: str, data: bytes, filename: str, sheet: str | None, layouts: Path) -> Upload:
    with st.spinner("Reading the file"):
        table = read_table(data, filename, sheet=sheet)
        return Upload(identity, data, filename, table, propose_layout(table, layouts=known_layouts(layouts)))


def known_layouts(folder: Path) -> tuple[Layout, ...]:
    """The reader's own layouts, then those that come with the product."""
    return (*layouts_in(folder), *shipped_layouts())


def _told(found: Upload) -> str:
    """What was found in the file, in a sentence."""
    table = found.table
    where = f" on the sheet “{table.sheet}”" if table.sheet else ""
    columns = plural(len([heading for heading in table.header if heading]), "column")
    return f"{plural(len(table), 'row')} and {columns} found{where}, with the headings in row {table.first_row - 1}."


def ask_day(found: Upload) -> date | None:
    """The day that the extract is about: proposed where the file makes it plain, else asked for; never today's date."""
    proposed = proposed_day(found.filename, found.table, found.proposal)
    with st.container(width=348, gap="xxsmall"):
        chosen = st.date_input(
            "As at: the day that the extract is about",
            value=proposed.day if proposed else None,
            min_value=date(1990, 1, 1),
            max_value=date(2100, 12, 31),
            format="DD/MM/YYYY",
            key=memory.key(f"day_{found.id[:12]}"),
        )
        screen.caption(
            proposed.because if proposed else "Neither the file name nor the rows say a day: please give it."
        )
    return chosen if isinstance(chosen, date) else None
