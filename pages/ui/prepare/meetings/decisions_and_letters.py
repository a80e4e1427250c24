"""What else came of a meeting: its decisions and its letters, each with its form and its history."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from html import escape
from typing import TypeVar

import pandas as pd
import streamlit as st

from analytics.english import cut, plural, unbroken_day
from analytics.meetings.contents import Contents
from analytics.meetings.records import Decision, Letter, Meeting, name_of
from pages.ui import author, headings, html_table, screen, tables, today
from pages.ui.prepare.meetings import edit_history, references, saving

R = TypeVar("R", Decision, Letter)
Form = Callable[[R, Callable[[str], str]], R]
"""A form: the record as it says it, given the record before and the key of a field."""


def decisions(meeting: Meeting, contents: Contents) -> None:
    """What the meeting decided."""
    of_meeting = [decision for decision in contents.decisions if decision.meeting_id == meeting.id]
    with st.container(gap="xsmall"):
        headings.section_heading(_headline(len(of_meeting), "decision"), "What the meeting decided")
        if of_meeting:
            rows = [(decision.text, "; ".join(decision.references)) for decision in of_meeting]
            tables.plain(pd.DataFrame(rows, columns=["Decision", "Recommendations"]), alt="Decisions of the meeting")
            _recommendations(of_meeting)
    _forms(Decision(id=0, meeting_id=meeting.id, text=""), of_meeting, _decision, contents)


def letters(meeting: Meeting, contents: Contents) -> None:
    """The letters that followed the meeting, each with how many actions stand in it."""
    of_meeting = [letter for letter in contents.letters if letter.meeting_id == meeting.id]
    with st.container(gap="xsmall"):
        headings.section_heading(
            _headline(len(of_meeting), "letter"), "What was written after the meeting, and the actions in it"
        )
        if of_meeting:
            rows = [
                (unbroken_day(letter.sent_on), _subject(letter), _actions_in(letter, contents)) for letter in of_meeting
            ]
            frame = pd.DataFrame(rows, columns=["Sent on", "What it is about", "Actions in it"])
            html_table.show(frame, alt="Letters after the meeting")
            _recommendations(of_meeting)
    _forms(Letter(id=0, meeting_id=meeting.id, sent_on=today.as_at(), subject=""), of_meeting, _letter, contents)


def _recommendations(records: Sequence[Decision] | Sequence[Letter]) -> None:
    """The recommendations that these are about, each a way to it on the page Register."""
    if named := tuple(dict.fromkeys(reference for record in records for reference in record.references)):
        references.draw(named)


def _headline(number: int, noun: str) -> str:
    return plural(number, noun) if number else f"No {noun} yet"


def _actions_in(letter: Letter, contents: Contents) -> str:
    """The actions that the letter carries, each with where it stands."""
    of_letter = [action for action in contents.actions if action.letter_id == letter.id]
    return "<br>".join(f"{escape(cut(action.text, 60))} {html_table.soft(action.state)}" for action in of_letter)


def _subject(letter: Letter) -> str:
    """What a letter is about, and the way to it where its address is one of the web."""
    if letter.address.startswith(("https://", "http://")):
        return html_table.link(letter.subject, letter.address)
    return f"{escape(letter.subject)} {html_table.soft(letter.address)}".rstrip()


def _forms(blank: R, there: Sequence[R], form: Form[R], contents: Contents) -> None:
    """The form of a new record, and that of one that is there, for those who may write."""
    if not author.may_write():
        return
    name = name_of(blank)
    with screen.expander(f"Add a {name}"), st.form(saving.key(f"add_{name}"), border=False):
        written = form(blank, lambda field: saving.key(f"new_{name}_{field}"))
        pressed = screen.form_submit_button(f"Add the {name}")
    if pressed and saving.add(written, f"The {name} is added."):
        st.rerun()
    if there:
        with screen.expander(f"Edit a {name}, or see its history"):
            _edit(there, form, contents)


def _title(record: Decision | Letter) -> str:
    return record.text if isinstance(record, Decision) else record.subject


def _edit(there: Sequence[R], form: Form[R], contents: Contents) -> None:
    name = name_of(there[0])
    names = {record.id: cut(_title(record), 60) for record in there}
    number = screen.selectbox(f"Which {name}", list(names), format_func=names.__getitem__, key=f"which_{name}")
    present = next(record for record in there if record.id == number)
    opened = saving.opened_version(present)
    saving.warn_if_changed(opened, present)
    with st.form(saving.key("edit", opened), border=False):
        written = form(opened, lambda field: saving.key(f"edit_{field}", opened))
        pressed = st.form_submit_button("Save the changes")
    if pressed:
        saving.change(written, opened, f"The {name} is kept as you changed it.")
    edit_history.draw(present, contents)


def _decision(before: Decision, key: Callable[[str], str]) -> Decision:
    text = st.text_area("Decision", value=before.text, key=key("text"), height=80)
    return replace(before, text=text.strip(), references=references.ask(key("references"), before.references))


def _letter(before: Letter, key: Callable[[str], str]) -> Letter:
    subject = st.text_input("What it is about", value=before.subject, key=key("subject"))
    sent_on = st.date_input("Sent on", value=before.sent_on, format="DD/MM/YYYY", key=key("sent_on"), width=348)
    address = st.text_input("Web address of the letter (optional)", value=before.address, key=key("address"))
    about = references.ask(key("references"), before.references)
    return replace(before, subject=subject.strip(), sent_on=sent_on, address=address.strip(), references=about)
