"""What the page says of the pack, and what it draws on."""

from __future__ import annotations

from dataclasses import replace

from analytics.errors import RegisterError
from analytics.meetings.contents import Contents
from analytics.publish.pack.build import the_meeting
from analytics.publish.pack.choice import Choice
from analytics.publish.pack.registry import ENTRY, KEYS
from analytics.wording import day, plural
from pages.ui import links, screen
from pages.ui.prepare.meetings_store import store


def contents() -> Contents | None:
    """What the store of meetings holds; None, and the reason, where it does not answer: the rest of the pack stands."""
    try:
        return store().contents()
    except RegisterError as error:
        screen.error(str(error))
        return None


def sentence(choice: Choice) -> str:
    """What the pack is for."""
    assert choice.held_on is not None
    return f"A pack of {plural(len(choice.sections), 'section')} for the {choice.kind} of {day(choice.held_on)}"


def since(choice: Choice) -> str:
    """The day that movement is counted from."""
    return f"Movement since {day(choice.since)}."


def heading(section: str) -> str:
    """The heading of a section."""
    return ENTRY[section].heading


def way_to_actions(contents: Contents | None, choice: Choice) -> None:
    """The way to the page on which actions are kept, at the meeting where it is on record."""
    assert choice.held_on is not None
    meeting = the_meeting(choice, contents, choice.held_on)
    query = {"meeting": str(meeting.id)} if meeting.id else {}
    links.to("meeting", "Complete, change or add actions: Meetings and actions", **query)


def bare(choice: Choice, read: str) -> Choice:
    """The choice without what changes nothing in the section that is read, so that the register is not asked anew."""
    return replace(choice, commentary=(), title="", sections=choice.sections if read == "definitions" else KEYS)
