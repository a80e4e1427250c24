"""The file, and the sheet of a workbook that holds the register."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from analytics.english import plural
from analytics.intake.extract_day import names_a_month, newest_sheet
from analytics.intake.layouts import Layout
from analytics.intake.open_quotes import OpenQuote
from analytics.intake.propose import Proposal, propose_layout
from analytics.intake.readers import SeveralTables, fitting_sheets, read_table, sheet_names
from analytics.intake.tables import Table
from analytics.register.loading import File
from pages.ui import load_state, screen, uploader
from pages.ui.manage.loading import choices
from pages.ui.uploader import LARGEST


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that can be read as a table, with the layout proposed for it.

    `id` tells it from every other file; `sheets` are those of a workbook, of which the table's was proposed or chosen.
    `plain_quotes` says that quotation marks that are never closed were read as part of the text.
    """

    id: str
    data: bytes
    filename: str
    sheets: tuple[str, ...]
    table: Table
    proposal: Proposal
    plain_quotes: bool = False


def ask(layouts: Sequence[Layout]) -> Upload | None:
    """The file that the reader gives; None until there is one. Raises UnreadableFile where it is no table."""
    words = f"The extract: an Excel workbook (.xlsx) or a CSV file, at most {LARGEST} megabytes"
    uploaded = uploader.ask(words, key=load_state.key("file"))
    if uploaded is None:
        return None
    data = uploaded.getvalue()
    identity = hashlib.sha256(data).hexdigest() + uploaded.name
    sheets = load_state.cached("sheets", identity, lambda: sheet_names(data, uploaded.name))
    sheet = _sheet(identity, data, uploaded.name, sheets, layouts)
    place = st.empty()  # in every run: what follows must not move, or an open expander closes
    try:
        plain = load_state.choice("plain_quotes") == identity
        key = (identity, sheet, plain, tuple(layout.name for layout in layouts))
        with place:
            cached = load_state.cached(
                "table",
                key,
                lambda: _read(identity, data, uploaded.name, sheets, sheet, layouts, plain_quotes=plain),
            )
    except OpenQuote as error:
        _ask_plain_quotes(identity, error)
        return None
    except SeveralTables as several:
        if newest := newest_sheet(several.sheets):
            _choose_sheet(identity, newest.name)
        _ask_sheet(identity, several.sheets)
        return None
    screen.caption(_summary(cached))
    newest = newest_sheet([name for name in cached.sheets if names_a_month(name)])
    if newest and newest.name == cached.table.sheet:
        screen.caption(f"{newest.because} To read another, select Change.")
    return cached


def ask_programmes() -> File | None:
    """The programmes file that came with the extract, where one did."""
    with screen.expander("A programmes file came with it"):
        words = "Mandates, SRO roles, equality impact, benefits, risks and issues: a row a programme, CSV or Excel"
        uploaded = uploader.ask(words, key=load_state.key("programmes"))
    return File(uploaded.getvalue(), uploaded.name) if uploaded else None


def ask_other_sheet(upload: Upload) -> None:
    """Another sheet of the workbook in place of the one that is read."""
    if len(upload.sheets) < 2 or upload.table.sheet is None:
        return
    sheet = screen.selectbox(
        "Sheet of the workbook",
        upload.sheets,
        index=upload.sheets.index(upload.table.sheet),
        key=load_state.key(f"sheet_{upload.id[:12]}_{upload.table.sheet}"),
    )
    if sheet != upload.table.sheet:
        _choose_sheet(upload.id, sheet)


def _sheet(identity: str, data: bytes, filename: str, sheets: tuple[str, ...], layouts: Sequence[Layout]) -> str | None:
    """The sheet the reader chose, else the only one that a layout fits, or the newest of those; None for none."""
    chosen = load_state.choice("sheet")
    if isinstance(chosen, tuple) and chosen[0] == identity:
        return str(chosen[1])
    if len(sheets) < 2:
        return None
    key = (identity, tuple(layout.name for layout in layouts))
    fitting = load_state.cached("fitting", key, lambda: fitting_sheets(data, filename, layouts))
    if len(fitting) == 1:
        return fitting[0]
    newest = newest_sheet(fitting)
    return newest.name if newest else None


def _ask_sheet(identity: str, sheets: tuple[str, ...]) -> None:
    sheet = choices.one_of("Which sheet holds the register?", sheets, key=load_state.key("sheet"))
    if sheet is not None:
        _choose_sheet(identity, sheet)


def _ask_plain_quotes(identity: str, error: OpenQuote) -> None:
    """Say where a quotation mark opens that is never closed, and offer to read such marks as part of the text."""
    screen.error(str(error))
    if screen.button("Read the marks as part of the text", key=load_state.key("plain_quotes")):
        load_state.choose("plain_quotes", identity)
        st.rerun()


def _choose_sheet(identity: str, sheet: str) -> None:
    load_state.choose("sheet", (identity, sheet))
    st.rerun()


def _read(
    identity: str,
    data: bytes,
    filename: str,
    sheets: tuple[str, ...],
    sheet: str | None,
    layouts: Sequence[Layout],
    *,
    plain_quotes: bool,
) -> Upload:
    with st.spinner("Reading the file"):
        table = read_table(data, filename, sheet=sheet, plain_quotes=plain_quotes)
        return Upload(identity, data, filename, sheets, table, propose_layout(table, layouts=layouts), plain_quotes)


def _summary(upload: Upload) -> str:
    """What was found in the file, in a sentence."""
    table = upload.table
    where = f" on the sheet “{table.sheet}”" if table.sheet else ""
    columns = plural(len([heading for heading in table.header if heading]), "column")
    return f"{plural(len(table), 'row')} and {columns} found{where}, with the headings in row {table.first_row - 1}."
