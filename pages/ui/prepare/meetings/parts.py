"""The parts of the page in order, and what it says where there is nothing yet."""

from __future__ import annotations

from datetime import date

import streamlit as st

from analytics.english import day, listed
from analytics.meetings import sentences
from analytics.meetings.agenda import agenda
from analytics.meetings.contents import Contents
from analytics.meetings.records import MARKING, Meeting
from pages.ui import author, headings, links, meetings_store, screen, today
from pages.ui.prepare.meetings import (
    action,
    action_form,
    action_lists,
    chosen_records,
    decisions_and_letters,
    edit_conflict,
    import_log,
    meeting_form,
    saving,
)
from pages.ui.screen import BREAK, Markdown

HANDLING = f"Treat everything written here as {MARKING}."
INVENTED = "These meetings are invented, as the register is. What you add stays with the demonstration."


def nothing_yet(contents: Contents) -> None:
    """The page before the first meeting: one sentence and the first useful steps."""
    headings.page_headline(
        "No meetings have been recorded yet", f"Add the first one, or import your current action log. {HANDLING}"
    )
    author.ask()
    meeting_form.add(expanded=True)
    import_log.draw(contents)


def position(meeting: Meeting, contents: Contents, as_at: date) -> None:
    """The sentence that the meeting opens with."""
    is_invented = meetings_store.are_invented()
    chosen = "" if as_at == today.today() or is_invented else ", the day that you chose"
    handling = INVENTED if is_invented else HANDLING
    headings.page_headline(
        sentences.position(agenda(contents, meeting, as_at), as_at),
        f"{sentences.name(meeting)}. Actions at {day(as_at)}{chosen}. {handling}",
    )


def choose(meeting: Meeting, contents: Contents) -> None:
    """Another meeting to choose, who writes, and the form of a new meeting where the address wants one."""
    with st.container(horizontal=True, gap=38, vertical_alignment="bottom"):
        chosen_records.ask(meeting, contents)
        author.ask()
    if meeting_form.new_meeting_requested():
        meeting_form.add()


def about(meeting: Meeting) -> None:
    """What the meeting is about, where it says so."""
    parts = [
        (words, listed(values))
        for words, values in (
            ("Themes", meeting.themes),
            ("Strategic priorities", meeting.strategic_priorities),
            ("Programmes", meeting.programmes),
        )
        if values
    ]
    parts += [("Note", meeting.note)] if meeting.note else []
    if parts:
        screen.markdown(BREAK.join(Markdown("**{}** · {}").format(words, text) for words, text in parts))


def actions(meeting: Meeting, contents: Contents, as_at: date) -> None:
    """The list of actions, the chosen one beside it, and the form of a new one; first an edit still to be settled."""
    if (unsettled := saving.conflict()) is not None:
        edit_conflict.draw(unsettled, contents)
        return
    with st.container(horizontal=True, gap=38):
        chosen = action_lists.draw(meeting, contents, as_at)
        if chosen is not None:
            action.draw(chosen, meeting, contents, as_at)
    action_form.add(meeting, contents)


def rest(meeting: Meeting, contents: Contents) -> None:
    """Decisions, letters, the meetings themselves, and the log from elsewhere."""
    links.to("pack", "Put the pack of this meeting together", meeting=str(meeting.id))
    decisions_and_letters.decisions(meeting, contents)
    st.space("small")
    decisions_and_letters.letters(meeting, contents)
    st.space("small")
    headings.section_heading("Meetings", "Meetings cannot be deleted, only cancelled. All changes are recorded")
    meeting_form.edit(meeting, contents)
    if not meeting_form.new_meeting_requested():
        meeting_form.add()
    import_log.draw(contents)
