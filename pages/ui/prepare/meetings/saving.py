"""Keeping what a reader wrote: against the version that was opened, so that nobody's edit is lost unseen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import streamlit as st

from analytics.errors import RegisterError
from analytics.meetings.records import Record, name_of
from analytics.meetings.store import EditConflict
from pages.ui import author, screen, today
from pages.ui.meetings_store import meetings_shown

R = TypeVar("R", bound=Record)

_CONFLICT = "_meetings_conflict"
_DONE = "_meetings_done"
_ROUND = "_meetings_round"
MESSAGE_SECONDS = 20
"""How long the sentence of what was kept stands."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two edits of one record: as it was when opened, and what this reader wrote, which is not kept yet."""

    opened: Record
    refused: Record


def key(name: str, record: Record | None = None) -> str:
    """The key of a widget: of one version of a record, and new after everything that was kept."""
    which = f"_{name_of(record)}_{record.id}_{record.version}" if record else ""
    return f"meetings_{name}{which}_{st.session_state.get(_ROUND, 0)}"


def opened_version(record: R) -> R:
    """The record as this reader opened it; a later version only once the reader has kept it or asked for it."""
    slot = f"_meetings_opened_{name_of(record)}"
    opened = st.session_state.get(slot)
    if not isinstance(opened, type(record)) or opened.id != record.id:
        st.session_state[slot] = opened = record
    return opened


def warn_if_changed(record: Record, present: Record) -> None:
    """Tell the reader where somebody else has changed a record since it was opened."""
    if record.version == present.version:
        return
    with st.container(gap="xxsmall"):
        screen.warning(f"Somebody else has changed this {name_of(record)} since you opened it.")
        st.button("Show the present version", key=key("present", record), on_click=clear, type="tertiary")


def add(record: R, done: str) -> R | None:
    """Keep a new record and draw the page anew; None, and the reason said, where it is refused."""
    try:
        added = meetings_shown().add(record, by=author.role(), at=today.now())
    except RegisterError as error:
        screen.error(str(error))
        return None
    finish_save(done)
    return added


def change(record: R, opened_as: R, done: str) -> None:
    """Keep a record's new state; where somebody else was quicker, both versions are shown before anything is kept."""
    if record == opened_as:
        st.info("Nothing was changed, so nothing was kept.")
        return
    try:
        meetings_shown().change(record, by=author.role(), at=today.now())
    except EditConflict:
        st.session_state[_CONFLICT] = Conflict(opened_as, record)
        st.rerun()
    except RegisterError as error:
        screen.error(str(error))
        return
    finish_save(done)
    st.rerun()


def conflict() -> Conflict | None:
    """Two edits that this reader has still to choose between."""
    result = st.session_state.get(_CONFLICT)
    return result if isinstance(result, Conflict) else None


def finish_save(done: str) -> None:
    """Say at the next run what was kept, and open every record anew."""
    st.session_state[_DONE] = (done, today.now())
    clear()


def clear() -> None:
    """Open every record anew, at its present version, with new widgets."""
    for slot in [name for name in st.session_state if str(name).startswith("_meetings_opened_")]:
        del st.session_state[slot]
    st.session_state.pop(_CONFLICT, None)
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1


def show_last_save() -> None:
    """The sentence of what was kept just now; it stands a while, since a page may be drawn twice in a moment."""
    done, at = st.session_state.get(_DONE, ("", None))
    if at is not None and (today.now() - at).total_seconds() < MESSAGE_SECONDS:
        screen.success(done)
