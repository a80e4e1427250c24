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
    given = st.query_params.get(MEETING)
    return next((one for one in contents.meetings if str(one.id) == given), _usual(contents, as_at))


def ask(chosen: Meeting, contents: Contents) -> None:
    """The widget in which another meeting is chosen, newest first."""
    names = {str(one.id): _option(one) for one in reversed(contents.meetings)}
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
    held = [one for one in contents.meetings if not one.is_cancelled] or list(contents.meetings)
    return next((one for one in held if one.held_on >= as_at), held[-1])


def _option(one: Meeting) -> str:
    return f"{sentences.name(one)}{f': {one.title}' if one.title else ''}"


def _save_choice() -> None:
    params.save_widget_value(MEETING)
    params.set_param(ACTION, None)


def choose_meeting(number: int) -> None:
    """Prepare this meeting from the next run on."""
    params.set_param(MEETING, str(number))
    params.set_param(ACTION, None)


def action(contents: Contents) -> Action | None:
    """The action that the address names; None where it names none, or none that there is."""
    given = st.query_params.get(ACTION)
    return next((one for one in contents.actions if str(one.id) == given), None)


def address(one: Action) -> str:
    """The address of an action on this page; what else the reader chose is added where it is followed."""
    chosen = {name: given for name in (MEETING, "list") if (given := st.query_params.get(name))}
    return f"meeting?{urlencode(chosen | {ACTION: str(one.id)})}"


def choose_action(number: int) -> None:
    """Read this action from the next run on."""
    params.set_param(ACTION, str(number))
