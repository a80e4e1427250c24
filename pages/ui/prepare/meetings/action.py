"""One action in full: where it stands, what it is about, its forms, and the history of every edit."""

from __future__ import annotations

from datetime import date

import streamlit as st

from analytics.english import day
from analytics.meetings import sentences
from analytics.meetings.agenda import agenda
from analytics.meetings.contents import Contents
from analytics.meetings.records import Action, Meeting
from pages.ui import screen
from pages.ui.prepare.meetings import action_form, edit_history, references, saving
from pages.ui.screen import Markdown

WIDTH = 422


def draw(action: Action, meeting: Meeting, contents: Contents, as_at: date) -> None:
    """Show one action as it is now; its forms hold it as the reader opened it."""
    with st.container(width=WIDTH, gap="small", key="action_detail"):
        with st.container(gap="xsmall"):
            agreed = contents.meeting(action.meeting_id)
            screen.caption(f"Action {action.id} · agreed in the {sentences.name(agreed)[0].lower()}{_rest(agreed)}")
            screen.header(action.text, anchor=False)
        screen.markdown(_status_line(action, meeting, contents, as_at))
        if action.outcome:
            screen.markdown(Markdown("**Outcome** · {}").format(action.outcome))
        if action.references:
            references.draw(action.references)
        _letter(action, contents)
        opened = saving.opened_version(action)
        saving.warn_if_changed(opened, action)
        action_form.edit(opened, contents)
        edit_history.draw(action, contents)


def _rest(agreed: Meeting) -> str:
    return sentences.name(agreed)[1:]


def _status_line(action: Action, meeting: Meeting, contents: Contents, as_at: date) -> Markdown:
    """Where it stands, how often it was carried over before the meeting that is prepared, and whose it is."""
    due = f" (due {day(action.due_on)})" if action.due_on else ""
    carried = [item.carried_over for item in agenda(contents, meeting).actions if item.action.id == action.id]
    over = f", {sentences.carried(carried[0])}" if carried else ""
    status = sentences.action_status(action, as_at)
    return Markdown("**{}**{}. Owner: {}.").format(status, due + over, action.owner_role)


def _letter(action: Action, contents: Contents) -> None:
    for letter in contents.letters:
        if letter.id == action.letter_id:
            screen.caption(f"In the letter of {day(letter.sent_on)}: {letter.subject}")
