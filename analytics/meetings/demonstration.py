"""The invented meetings shown beside the demonstration register, in a store of their own."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from analytics import people
from analytics.meetings import location
from analytics.meetings.records import Action, ActionState, Decision, Letter, Meeting, MeetingKind
from analytics.meetings.store import Store, Writing
from analytics.people import LOCAL

WRITTEN_BY = "demonstration"
WRITTEN_AT = datetime(2022, 11, 28, 9, tzinfo=UTC)

_RECORDS: dict[str, type[Action | Decision | Letter]] = {"action": Action, "decision": Decision, "letter": Letter}


def shown_url(setting: str | None, project: Path, register: Path) -> str:
    """The address of the store whose meetings are shown: the invented ones beside the demonstration register.

    They give way to the usual store (`location.database_url`) where ACTIONS_URL is set, or that store has a meeting.
    """
    usual = location.database_url(setting, project)
    if setting or register.resolve() != (project / "data" / "demonstration").resolve() or _has_meetings(usual):
        return usual
    return location.demonstration_url(project)


def _has_meetings(address: str) -> bool:
    if not location.database_exists(address):
        return False
    with people.acting_as(LOCAL), Store(address) as store:
        return bool(store.meetings())


def open_filled(address: str, project: Path) -> Store:
    """The store at an address, opened; that of the invented meetings with these in it."""
    store = Store(address)
    if location.is_demonstration(address):
        _fill(store, project / "data" / "demonstration" / "meetings.toml")
    return store


def _fill(store: Store, file: Path) -> None:
    """Write the meetings of the file, with their actions, decisions and letters, unless the store has meetings."""
    meetings = tomllib.loads(file.read_text(encoding="utf-8"))["meeting"]
    # Whoever opens a page first may not be allowed to write.
    with people.acting_as(LOCAL), store.transaction(by=WRITTEN_BY, at=WRITTEN_AT) as writing:
        if not writing.has_meetings():
            for fields in meetings:
                _add(writing, fields)


def _add(writing: Writing, fields: dict[str, Any]) -> None:
    """Add one meeting and what it agreed."""
    own_fields = {name: value for name, value in fields.items() if name not in _RECORDS}
    meeting = writing.add(Meeting(id=0, **_values(own_fields | {"kind": MeetingKind(own_fields["kind"])})))
    for name, kind in _RECORDS.items():
        for each in fields.get(name, ()):
            state = {"state": ActionState(each["state"])} if "state" in each else {}
            writing.add(kind(id=0, meeting_id=meeting.id, **_values(each | state)))


def _values(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields as records have them: lists are tuples."""
    return {name: tuple(value) if isinstance(value, list) else value for name, value in fields.items()}
