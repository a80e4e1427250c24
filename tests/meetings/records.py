"""Records for tests of meetings: each with what every one of its kind must say, and what the test says besides."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from analytics.meetings.records import Action, ActionState, Decision, Letter, Meeting, MeetingKind

MORNING = datetime(2022, 11, 28, 9, tzinfo=UTC)
NOON = datetime(2022, 11, 28, 12, tzinfo=UTC)


def meeting(held_on: date = date(2022, 10, 25), kind: MeetingKind = MeetingKind.ANALYSIS, **said: Any) -> Meeting:
    return Meeting(**{"id": 0, "kind": kind, "held_on": held_on, **said})


def action(meeting_id: int, text: str = "Ask for the training plan", **said: Any) -> Action:
    return Action(**{"id": 0, "meeting_id": meeting_id, "text": text, "owner_role": "Head of Training", **said})


def ended(meeting_id: int, on: date, state: ActionState = ActionState.COMPLETE, **said: Any) -> Action:
    return action(meeting_id, state=state, completed_on=on, **said)


def decision(meeting_id: int, text: str = "Take vetting to the Board", **said: Any) -> Decision:
    return Decision(**{"id": 0, "meeting_id": meeting_id, "text": text, **said})


def letter(meeting_id: int, sent_on: date = date(2022, 11, 1), **said: Any) -> Letter:
    return Letter(**{"id": 0, "meeting_id": meeting_id, "sent_on": sent_on, "subject": "Pace of vetting", **said})
