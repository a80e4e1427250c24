"""The handling marking of the rows that have none of their own: as the file shows it, else as the analyst says."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Any

import streamlit as st

from analytics.english import day
from analytics.intake.headings import fit
from analytics.intake.layouts import Layout
from analytics.intake.markings import ShownMarking, proposed_marking
from analytics.register.folder import fingerprint, in_force
from analytics.register.parquet import read_rows
from analytics.vocabulary import Marking
from pages.ui import headings, load_state, screen
from pages.ui.load_target import Target
from pages.ui.manage.loading import choices
from pages.ui.manage.loading.upload import Upload


def ask(upload: Upload, layout: Layout, goal: Target, fold: AbstractContextManager[Any]) -> Marking | None:
    """The marking of the rows without one, never lower than the file shows; None until the analyst says it.

    It is proposed where the file shows one, or where the newest extract of the register has one for every row.
    """
    if _is_in_every_row(upload, layout):
        return None
    in_file = proposed_marking(upload.table, upload.filename)
    proposed, because = _proposed(in_file, goal)
    allowed = [marking for marking in Marking if in_file.at_least(marking) == marking]
    if proposed is None:
        headings.section_heading("Which handling marking do the rows have?", "The file does not show one")
    with fold if proposed else st.container():
        chosen = choices.one_of(
            "Handling marking of the rows that have none of their own",
            allowed,
            key=load_state.key(f"marking_{upload.id[:12]}_{upload.table.sheet}"),
            chosen=proposed,
        )
        if because:
            screen.caption(because)
    return Marking(chosen) if chosen else in_file.marking


def _is_in_every_row(upload: Upload, layout: Layout) -> bool:
    """Whether the file or its layout gives each row a marking."""
    place = fit(upload.table.header, layout).positions.get("classification")
    return (
        None not in upload.table.columns[place].array() if place is not None else "classification" in layout.constants
    )


def _proposed(in_file: ShownMarking, goal: Target) -> tuple[Marking | None, str]:
    """The marking to propose, and why in a sentence."""
    if in_file.marking is not None:
        return in_file.marking, f"The file says “{in_file.where}”."
    state = fingerprint(goal.folder)
    before = load_state.cached("marking_before", state, lambda: _of_newest_extract(goal))
    if before is None:
        return None, ""
    return before[0], f"The file shows none. The extract of {before[1]} is {before[0]}."


def _of_newest_extract(goal: Target) -> tuple[Marking, str] | None:
    """The highest marking of the newest extract and its day; None where there is none, or a row has no marking."""
    extracts = in_force(goal.folder)
    if not extracts:
        return None
    markings: Sequence[str | None] = read_rows(extracts[-1].rows)["classification"].tolist()
    if not all(markings):
        return None
    order = list(Marking)
    return max((Marking(marking) for marking in markings if marking), key=order.index), day(extracts[-1].as_at)
