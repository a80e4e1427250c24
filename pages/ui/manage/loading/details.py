"""What the file is: its day, its sheet and its layout. What is plain is one line, with a button to change it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from typing import Any

import streamlit as st

from analytics.english import unbroken_day
from analytics.intake.layouts import Layout, shipped_layouts, with_plain_quotes
from analytics.intake.propose import similar_layout
from analytics.vocabulary import Marking
from pages.ui import headings, load_state, screen
from pages.ui.load_target import Target
from pages.ui.manage.loading import additions, extract_day, mapping, marking, other_files, upload
from pages.ui.manage.loading.extract_day import SettledDay
from pages.ui.manage.loading.upload import Upload
from pages.ui.screen import Markdown

NEW = ""
"""The choice that stands for a layout still to be made."""


@dataclass(frozen=True, slots=True)
class Details:
    """All that a check needs to know of a file: its day, its layout and its handling marking.

    `marking` is that of the rows without one of their own, None where it is not given yet or every row has one.
    `learned` says in sentences what the layout gained from the file; a load saves it. `plain_quotes` says that the
    analyst has quotation marks that are never closed read as part of the text, in this file alone.
    """

    as_at: date
    layout: Layout
    marking: Marking | None = None
    learned: tuple[str, ...] = ()
    plain_quotes: bool = False

    @property
    def read_with(self) -> Layout:
        """The layout as this one file is read with it."""
        return with_plain_quotes(self.layout) if self.plain_quotes else self.layout


def ask(result: Upload, goal: Target, layouts: tuple[Layout, ...]) -> Details | None:
    """The day and the layout of the file; None while either is still to be given."""
    known = {layout.name: layout for layout in reversed(layouts)}
    proposed = _proposed_layout(result, known)
    line, fold = _line()
    with fold:
        upload.ask_other_sheet(result)
    if proposed == NEW and other_files.is_refused(result):
        return None
    as_at = extract_day.ask(result, fold)
    layout = known.get(_ask_layout(result, goal, known, proposed, fold))
    is_made = layout is None or load_state.choice("edited") == (result.id, layout.name)
    chosen_marking = marking.ask(result, layout, goal, fold) if layout is not None and not is_made else None
    with line:
        screen.markdown(_summary(result, as_at, layout, chosen_marking))
    _say_renamed_sheet(result, layout)
    if layout is None or is_made:
        _make(result, goal, known, layout)
        return None
    wider = additions.ask(result, layout, layouts)
    if as_at is None:
        headings.section_heading("Which day is the extract about?", "The check begins when it is given or confirmed")
    if wider is None or as_at is None:
        return None
    return Details(as_at.day, wider.layout, chosen_marking, wider.learned, result.plain_quotes)


def _line() -> tuple[Any, AbstractContextManager[Any]]:
    """The place of the line, and the popover beside it in which what it says is changed."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        return st.container(width="content"), st.popover("Change", type="tertiary")


def _summary(
    result: Upload, as_at: SettledDay | None, layout: Layout | None, chosen_marking: Marking | None
) -> Markdown:
    """What is settled about the file, in a line."""
    parts = []
    if as_at is not None:
        parts.append(Markdown("As at **{}**, {}").format(unbroken_day(as_at.day), as_at.origin))
    if result.table.sheet is not None and len(result.sheets) > 1:
        parts.append(Markdown("Sheet **{}**").format(result.table.sheet))
    if layout is not None:
        parts.append(Markdown("Layout **{}**").format(layout.title))
    if chosen_marking is not None:
        parts.append(Markdown("Marking **{}**").format(chosen_marking))
    return Markdown(" · ").join(parts)


def _say_renamed_sheet(result: Upload, layout: Layout | None) -> None:
    """That the layout names a sheet which the workbook lacks, and which is read for it."""
    expected, sheet = layout.file.sheet if layout is not None else None, result.table.sheet
    if expected is not None and sheet is not None and expected.casefold() not in map(str.casefold, result.sheets):
        screen.caption(
            f"The layout names the sheet “{expected}”, which is not in this workbook. The sheet “{sheet}” is read."
        )


def _ask_layout(
    result: Upload, goal: Target, known: Mapping[str, Layout], proposed: str, fold: AbstractContextManager[Any]
) -> str:
    """The name of the layout to read the file in; NEW for one still to be made."""
    names = [*reversed(list(known)), NEW]
    with fold if proposed != NEW else st.container():
        name = screen.selectbox(
            "Layout: how the file's columns and words become the register's",
            names,
            index=names.index(proposed),
            format_func=lambda value: _title(value, known, goal),
            key=load_state.key(f"layout_{result.id[:12]}_{proposed}"),
            width=734,
        )
        if name == NEW:
            return NEW
        screen.caption(known[name].note or "Every column of this layout is read as it says.")
        if name not in _shipped() and screen.button(
            "Edit this layout", type="tertiary", key=load_state.key("edit_layout")
        ):
            load_state.choose("edited", (result.id, name))
            st.rerun()
    return name


def _proposed_layout(result: Upload, known: Mapping[str, Layout]) -> str:
    """The layout saved a moment ago, else the one that fits the file, else one made for its kind, else a new one."""
    saved = load_state.choice("layout")
    if isinstance(saved, tuple) and saved[0] == result.id and saved[1] in known:
        return str(saved[1])
    own_layouts = [layout for name, layout in known.items() if name not in _shipped()]
    fitting = result.proposal.fits or similar_layout(result.table, own_layouts)
    return fitting.name if fitting is not None and fitting.name in known else NEW


def _make(result: Upload, goal: Target, known: Mapping[str, Layout], edited: Layout | None) -> None:
    """Make a new layout, or edit a saved one; then check the file in it."""
    own_layouts = [layout for name, layout in known.items() if name not in _shipped()]
    new_layout = mapping.ask(result, goal, own_layouts, edited)
    if edited is not None and screen.button("Cancel", type="tertiary", key=load_state.key("cancel_edit")):
        load_state.choose("edited", None)
        st.rerun()
    if new_layout is not None:
        load_state.choose("layout", (result.id, new_layout.name))
        load_state.choose("edited", None)
        st.rerun()


def _shipped() -> set[str]:
    return {layout.name for layout in shipped_layouts()}


def _title(name: str, known: Mapping[str, Layout], goal: Target) -> str:
    if name == NEW:
        return "A new layout, made here"
    is_own = (goal.layouts / f"{name}.toml").is_file()
    return f"{known[name].title} (your own)" if is_own else known[name].title
