"""What the page says of the pack, and what it draws on."""

from __future__ import annotations

from dataclasses import replace

from analytics.english import day
from analytics.errors import RegisterError
from analytics.files.pack.build import the_meeting
from analytics.files.pack.section_registry import KEYS, SECTION_BY_KEY
from analytics.files.pack.settings import PackSettings
from analytics.meetings.contents import Contents
from pages.ui import links, screen
from pages.ui.meetings_store import meetings_shown


def contents() -> Contents | None:
    """What the store of meetings holds; None, and the reason, where it does not answer: the rest of the pack stands."""
    try:
        return meetings_shown().contents()
    except RegisterError as error:
        screen.error(str(error))
        return None


def sentence(choice: PackSettings) -> str:
    """What the pack is for."""
    assert choice.held_on is not None
    return f"Meeting pack: {choice.kind}, {day(choice.held_on)}"


def since(choice: PackSettings) -> str:
    """The day that movement is counted from."""
    return f"Movement since {day(choice.since)}."


def heading(section: str) -> str:
    """The heading of a section."""
    return SECTION_BY_KEY[section].heading


def way_to_actions(contents: Contents | None, choice: PackSettings) -> None:
    """The way to the page on which actions are kept, at the meeting where it is on record."""
    assert choice.held_on is not None
    meeting = the_meeting(choice, contents, choice.held_on)
    query = {"meeting": str(meeting.id)} if meeting.id else {}
    links.to("meeting", "Complete, change or add actions: Meetings and actions", **query)


def without_unrelated_settings(choice: PackSettings, read: str) -> PackSettings:
    """The choice without what changes nothing in the section that is read, so that the register is not asked anew."""
    return replace(choice, commentary=(), title="", sections=choice.sections if read == "definitions" else KEYS)
