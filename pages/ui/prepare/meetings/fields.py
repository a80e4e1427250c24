"""The fields of records in the reader's words, and their values as a screen shows them."""

from __future__ import annotations

from analytics.english import day, sentence_case
from analytics.meetings import sentences
from analytics.meetings.contents import Contents
from analytics.meetings.history import as_value

LABELS = {
    "meeting_id": "Meeting",
    "text": "Text",
    "owner_role": "Owner role",
    "due_on": "Due",
    "state": "State",
    "completed_on": "Ended on",
    "outcome": "Outcome",
    "references": "Recommendations",
    "letter_id": "Letter",
    "kind": "Kind",
    "held_on": "Day",
    "title": "Title",
    "themes": "Themes",
    "strategic_priorities": "Strategic priorities",
    "programmes": "Programmes",
    "note": "Note",
    "is_cancelled": "Cancelled",
    "sent_on": "Sent on",
    "subject": "Subject",
    "address": "Address",
}


def display_text(field: str, text: str, contents: Contents) -> str:
    """A value of the history in words; blank where it says nothing."""
    if not text:
        return ""
    value = as_value(field, text)
    if isinstance(value, tuple):
        return "; ".join(value)
    if field.endswith("_on"):
        return day(value)
    if field == "meeting_id":
        return next((sentences.name(meeting) for meeting in contents.meetings if meeting.id == value), text)
    if field == "letter_id":
        return next((letter.subject for letter in contents.letters if letter.id == value), text)
    return sentence_case(text) if field in {"kind", "state", "is_cancelled"} else text
