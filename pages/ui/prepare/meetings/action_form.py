"""The form of an action: what was agreed, whose it is, by when, and where it stands."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from analytics.english import day, listed, sentence_case
from analytics.meetings.contents import Contents
from analytics.meetings.records import Action, ActionState, Letter, Meeting
from pages.ui import author, screen, today
from pages.ui.prepare.meetings import chosen_records, references, saving

ABOUT = "about"
"""The name in the address of a recommendation that a new action is to be about."""


def add(meeting: Meeting, contents: Contents) -> None:
    """The form of a new action, agreed in this meeting, for those who may write."""
    if not author.may_write():
        return
    about = st.query_params.get(ABOUT)
    with (
        st.expander("Add an action agreed in this meeting", expanded=about is not None),
        st.form(saving.key("add_action", meeting), border=False),
    ):
        blank = Action(id=0, meeting_id=meeting.id, text="", owner_role="", references=(about,) if about else ())
        written = _agreed("new_action", blank, meeting, contents)
        pressed = st.form_submit_button("Add the action")
    if pressed and (added := saving.add(written, "The action is added.")):
        st.query_params.pop(ABOUT, None)
        chosen_records.choose_action(added.id)
        st.rerun()


def edit(action: Action, contents: Contents) -> None:
    """The forms of an action that is there: to end it or open it again, and to change anything of it; for writers."""
    if not author.may_write():
        return
    _end_or_reopen(action)
    with st.expander("Edit this action"), st.form(saving.key("edit", action), border=False):
        written = _agreed("edit", action, contents.meeting(action.meeting_id), contents)
        written = replace(written, **_state_fields("edit", action))
        pressed = st.form_submit_button("Save the changes")
    if pressed:
        saving.change(written, action, "The action is kept as you changed it.")


def _agreed(name: str, action: Action, meeting: Meeting, contents: Contents) -> Action:
    """The action with what was agreed, as the form says it."""

    def key(field: str) -> str:
        return saving.key(f"{name}_{field}", action if action.id else meeting)

    text = st.text_area("Action", value=action.text, key=key("text"), height=100)
    owner = screen.text_input(
        "Owner role",
        value=action.owner_role,
        key=key("owner_role"),
        placeholder="A role, never a name",
        help=_roles(contents),
    )
    due = st.date_input("Due (optional)", value=action.due_on, format="DD/MM/YYYY", key=key("due_on"))
    about = references.ask(key("references"), action.references)
    letters = [letter for letter in contents.letters if letter.meeting_id == meeting.id]
    letter = _letter(letters, action, key("letter")) if letters else action.letter_id
    return replace(
        action, text=text.strip(), owner_role=owner.strip(), due_on=_day(due), references=about, letter_id=letter
    )


def _roles(contents: Contents) -> str | None:
    """The roles that own actions already, so that one role is written in one way."""
    roles = sorted({action.owner_role for action in contents.actions})
    return f"Roles so far: {listed(roles)}" if roles else None


def _letter(letters: list[Letter], action: Action, key: str) -> int | None:
    names: dict[int | None, str] = {None: "None"}
    names |= {letter.id: f"{letter.subject}, {day(letter.sent_on)}" for letter in letters}
    options = list(names)
    place = options.index(action.letter_id) if action.letter_id in names else 0
    return st.selectbox("Letter that it was written in", options, index=place, format_func=names.__getitem__, key=key)


def _end_or_reopen(action: Action) -> None:
    if action.state != ActionState.OPEN:
        again = replace(action, state=ActionState.OPEN, completed_on=None)
        if st.button("Open it again", key=saving.key("reopen", action)):
            saving.change(again, action, "The action is open again.")
        return
    with st.expander("Complete or cancel this action"), st.form(saving.key("end", action), border=False):
        ended = (ActionState.COMPLETE, ActionState.CANCELLED)
        state = screen.radio(
            "What happened", ended, format_func=sentence_case, horizontal=True, key=saving.key("end_state", action)
        )
        when = st.date_input("On", value=today.as_at(), format="DD/MM/YYYY", key=saving.key("end_day", action))
        outcome = st.text_area("Outcome", value=action.outcome, key=saving.key("end_outcome", action), height=80)
        pressed = st.form_submit_button("Save")
    if pressed:
        closed = replace(action, state=state, completed_on=_day(when), outcome=outcome.strip())
        saving.change(closed, action, f"The action is {state}.")


def _state_fields(name: str, action: Action) -> dict[str, Any]:
    """State, day of ending and outcome, as the form says them; an open action has no such day."""
    states = list(ActionState)
    state = st.selectbox(
        "State",
        states,
        index=states.index(action.state),
        format_func=sentence_case,
        key=saving.key(f"{name}_state", action),
    )
    when = st.date_input(
        "Ended on (blank while it is open)",
        value=action.completed_on,
        format="DD/MM/YYYY",
        key=saving.key(f"{name}_completed_on", action),
    )
    outcome = st.text_area("Outcome", value=action.outcome, key=saving.key(f"{name}_outcome", action), height=80)
    return {"state": state, "completed_on": _day(when), "outcome": outcome.strip()}


def _day(value: Any) -> Any:
    """The day that a widget holds; None where it holds none."""
    return value or None
