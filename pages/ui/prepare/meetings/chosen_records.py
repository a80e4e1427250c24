"""Which meeting is prepared and which action is read: the reader's choice, kept in the address."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

import streamlit as st

from analytics.meetings import sentences
from analytics.meetings.contents import Contents
from analytics.meetings.records import Action, Meeting
from pages.ui import params

MEETING = "meeting"
ACTION = "action"


def meeting(contents: Contents, as_at: date) -> Meeting | None:
    """The meeting that the reader chose, else the next one to come, else the last; None where there is none."""
    if not contents.meetings:
        return None
    number = st.query_params.get(MEETING)
    return next((record for record in contents.meetings if str(record.id) == number), _usual(contents, as_at))


def ask(chosen: Meeting, contents: Contents) -> None:
    """The widget in which another meeting is chosen, newest first."""
    names = {str(record.id): _option(record) for record in reversed(contents.meetings)}
    st.session_state[params.widget_key(MEETING)] = str(chosen.id)
    st.selectbox(
        "Meeting",
        list(names),
        format_func=names.__getitem__,
        key=params.widget_key(MEETING),
        on_change=_save_choice,
        width=540,
    )


def _usual(contents: Contents, as_at: date) -> Meeting:
    not_cancelled = [record for record in contents.meetings if not record.is_cancelled] or list(contents.meetings)
    return next((record for record in not_cancelled if record.held_on >= as_at), not_cancelled[-1])


def _option(record: Meeting) -> str:
    return f"{sentences.name(record)}{f': {record.title}' if record.title else ''}"


def _save_choice() -> None:
    params.save_widget_value(MEETING)
    params.set_param(ACTION, None)


def choose_meeting(number: int) -> None:
    """Prepare this meeting from the next run on."""
    params.set_param(MEETING, str(number))
    params.set_param(ACTION, None)


def action(contents: Contents) -> Action | None:
    """The action that the address names; None where it names none, or none that there is."""
    number = st.query_params.get(ACTION)
    return next((record for record in contents.actions if str(record.id) == number), None)


def address(record: Action) -> str:
    """The address of an action on this page; what else the reader chose is added where it is followed."""
    chosen = {name: value for name in (MEETING, "list") if (value := st.query_params.get(name))}
    return f"meeting?{urlencode(chosen | {ACTION: str(record.id)})}"


def choose_action(number: int) -> None:
    """Read this action from the next run on."""
    params.set_param(ACTION, str(number))
