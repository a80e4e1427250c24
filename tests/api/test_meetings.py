"""The API gives what meetings wrote, to whoever may see it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from http import HTTPStatus
from pathlib import Path

import pytest

from analytics.api.columns import ACTION, MEETING
from analytics.meetings.contents import Contents
from analytics.meetings.records import Action, ActionState, Meeting, MeetingKind
from tests.api.client import Client, Recorder, client
from tests.registers import write_register

DEEP_DIVE = Meeting(id=1, kind=MeetingKind.DEEP_DIVE, held_on=date(2022, 1, 20), title="Custody", themes=("Custody",))
LATE = Action(id=1, meeting_id=1, text="Report back", owner_role="Head of custody", due_on=date(2022, 1, 30))
DONE = replace(
    LATE, id=2, state=ActionState.COMPLETE, completed_on=date(2022, 1, 21), references=("A",), outcome="Done"
)
DUE = replace(LATE, id=3, due_on=date(2022, 1, 31))


@pytest.fixture
def server(tmp_path: Path) -> tuple[Client, Recorder]:
    row = {"reference": "A", "source": "DARA", "status": "open", "classification": "OFFICIAL"}
    requested, host = client(write_register(tmp_path, {date(2022, 1, 31): [row]}))
    host.written = Contents(meetings=(DEEP_DIVE,), actions=(DONE, DUE, LATE))
    return requested, host


def test_meetings_and_actions(server: tuple[Client, Recorder]) -> None:
    requested, _ = server
    (meeting,) = requested.get("/meetings").data
    assert (meeting["kind"], meeting["held_on"], meeting["themes"]) == ("deep dive", "2022-01-20", ["Custody"])
    assert meeting.keys() == {column.name for column in MEETING}
    actions = requested.get("/actions").data
    assert [(action["id"], action["is_overdue"]) for action in actions] == [(1, True), (3, False), (2, False)]
    assert actions[2]["references"] == ["A"]
    assert actions[0].keys() == {column.name for column in ACTION}
    assert [action["is_overdue"] for action in requested.get("/actions?as_at=2022-02-01").data] == [True, True, False]
    assert requested.get("/meeting?meeting=1").data == [meeting]


@pytest.mark.parametrize("name", ["meetings", "actions"])
def test_they_have_their_own_marking_and_change_with_an_edit(server: tuple[Client, Recorder], name: str) -> None:
    requested, host = server
    answer = requested.get(f"/{name}.csv")
    assert answer.headers["content-disposition"].endswith('-official-sensitive.csv"')
    assert requested.get(f"/{name}").document["about"]["marking"] == "OFFICIAL-SENSITIVE"
    assert requested.get(f"/{name}.csv", if_none_match=answer.headers["etag"]).status == HTTPStatus.NOT_MODIFIED
    host.written = replace(host.written, meetings=(replace(DEEP_DIVE, note="Moved", version=2),))
    assert requested.get(f"/{name}.csv", if_none_match=answer.headers["etag"]).status == HTTPStatus.OK
