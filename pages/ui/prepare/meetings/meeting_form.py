"""The form of a meeting: its kind and day, what it is about, and whether it was cancelled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from analytics.english import sentence_case
from analytics.errors import RegisterError
from analytics.filters import BLANK
from analytics.meetings.contents import Contents
from analytics.meetings.records import Meeting, MeetingKind
from pages.ui import author, register_info, screen, today
from pages.ui.prepare.meetings import chosen_records, edit_history, saving

_OPTIONS = {"themes": "theme", "strategic_priorities": "strategic_priority", "programmes": "programme"}
"""The lists of a meeting, and the columns of the register whose values they offer."""


def new_meeting_requested() -> dict[str, tuple[str, ...]]:
    """What the address wants a new meeting to be about, by the meeting's list ("themes=Vetting"); empty for none."""
    named = {field: tuple(filter(None, st.query_params.get_all(field))) for field in _OPTIONS}
    return {field: names for field, names in named.items() if names}


def add(*, expanded: bool = False) -> None:
    """The form of a new meeting, about what the address wants, for those who may write."""
    if not author.may_write():
        return
    about: dict[str, Any] = new_meeting_requested()
    blank = replace(Meeting(id=0, kind=MeetingKind.ANALYSIS, held_on=today.as_at()), **about)
    expanded = expanded or bool(about)
    with st.expander("Add a meeting", expanded=expanded), st.form(saving.key("add_meeting"), border=False):
        written = _form_values("new_meeting", blank)
        pressed = st.form_submit_button("Add the meeting")
    if pressed and (added := saving.add(written, "The meeting is added.")):
        for field in about:
            st.query_params.pop(field, None)
        chosen_records.choose_meeting(added.id)
        st.rerun()


def edit(meeting: Meeting, contents: Contents) -> None:
    """The form of a meeting that is there, for those who may write, and its history."""
    if not author.may_write():
        edit_history.draw(meeting, contents)
        return
    opened = saving.opened_version(meeting)
    with st.expander("Edit or cancel this meeting"):
        saving.warn_if_changed(opened, meeting)
        with st.form(saving.key("edit_meeting", opened), border=False):
            written = _form_values("meeting", opened)
            cancelled = st.checkbox(
                "The meeting is cancelled; its actions stay",
                value=opened.is_cancelled,
                key=saving.key("meeting_is_cancelled", opened),
            )
            pressed = st.form_submit_button("Save the changes")
        if pressed:
            written = replace(written, is_cancelled=cancelled)
            saving.change(written, opened, "The meeting is kept as you changed it.")
    edit_history.draw(meeting, contents)


def _form_values(name: str, meeting: Meeting) -> Meeting:
    """The meeting as the form says it."""

    def key(field: str) -> str:
        return saving.key(f"{name}_{field}", meeting if meeting.id else None)

    kinds = list(MeetingKind)
    kind = st.selectbox(
        "Kind", kinds, index=kinds.index(meeting.kind), format_func=sentence_case, key=key("kind"), width=540
    )
    held_on = st.date_input("Day", value=meeting.held_on, format="DD/MM/YYYY", key=key("held_on"), width=348)
    title = st.text_input("Title (optional)", value=meeting.title, key=key("title"))
    lists: dict[str, Any] = {
        field: _several(field, getattr(meeting, field), _offered(column), key(field))
        for field, column in _OPTIONS.items()
    }
    note = st.text_area("Note (optional)", value=meeting.note, key=key("note"), height=80)
    return replace(meeting, kind=kind, held_on=held_on, title=title.strip(), note=note.strip(), **lists)


def _several(field: str, chosen: Sequence[str], offered: Sequence[str], key: str) -> tuple[str, ...]:
    labels = {"themes": "Themes", "strategic_priorities": "Strategic priorities", "programmes": "Programmes"}
    options = list(dict.fromkeys((*offered, *chosen)))
    result = screen.multiselect(
        labels[field], options, default=list(chosen), key=key, accept_new_options=True, placeholder="None"
    )
    return tuple(result)


def _offered(column: str) -> tuple[str, ...]:
    """The values that the register has for a column; none while there is no register that can be opened."""
    try:
        return tuple(value for value, _ in register_info.facts().options.get(column, ()) if value != BLANK)
    except RegisterError:
        return ()
