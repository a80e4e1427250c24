"""What meetings agreed about one recommendation, for the page that tells it in full."""

from __future__ import annotations

import streamlit as st

from analytics import people
from analytics.english import cut, day, plural
from analytics.errors import RegisterError
from analytics.meetings import sentences
from analytics.people import Right
from pages.ui import links, screen, today
from pages.ui.meetings_store import meetings_shown_if_made
from pages.ui.screen import Markdown

LETTERS = 90


def draw(reference: str) -> None:
    """The actions that name it, each with where it stands and a way to it, and the way to a new one."""
    person = people.acting()
    if not person.may(Right.READ_MEETINGS):
        return
    try:
        store = meetings_shown_if_made()
        actions = store.actions_about(reference) if store else ()
        days = {meeting.id: meeting.held_on for meeting in store.meetings()} if store and actions else {}
    except RegisterError as error:
        screen.caption(str(error))
        return
    with st.container(gap="xxsmall"):
        if actions:
            screen.subheader(f"{plural(len(actions), 'action')} from meetings", anchor=False)
        for action in actions:
            status = sentences.action_status(action, today.as_at())
            agreed = f"{status}; agreed on {day(days[action.meeting_id])}"
            screen.markdown(Markdown("{} :gray[{}]").format(cut(action.text, LETTERS), agreed))
            links.to(
                "meeting", f"Action {action.id}", meeting=str(action.meeting_id), list="agreed", action=str(action.id)
            )
        if person.may(Right.EDIT_MEETINGS):
            links.to("meeting", "Add a follow-up action", about=reference)
