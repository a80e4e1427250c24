"""The agenda of a meeting opens with the actions from last time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from analytics.meetings.contents import Contents
from analytics.meetings.records import Action, ActionState, Meeting


@dataclass(frozen=True, slots=True)
class AgendaAction:
    """One action from last time: the day of the meeting that agreed it, and how often it was carried over.

    Carried over: the meetings of that kind held since it was agreed, before this one, at whose end it was still open.
    """

    action: Action
    agreed_on: date
    carried_over: int


@dataclass(frozen=True, slots=True)
class Agenda:
    """What a meeting opens with; `previous` is the meeting of the same kind held last before it, None for the first.

    Actions from last time: every action agreed in an earlier meeting of the same kind that is open, or that ended on
    the day of the previous one or since. Overdue ones come first, then open ones by due date, then those that ended.
    """

    meeting: Meeting
    previous: Meeting | None
    actions: tuple[AgendaAction, ...]


def agenda(contents: Contents, meeting: Meeting, as_at: date | None = None) -> Agenda:
    """The agenda of a meeting; `as_at` is the day on which an action is overdue or not, else the meeting's own."""
    earlier = [other for other in contents.meetings if other.kind == meeting.kind and _order(other) < _order(meeting)]
    not_cancelled = [other for other in earlier if not other.is_cancelled]
    previous = not_cancelled[-1] if not_cancelled else None
    agreed = {other.id: other for other in earlier}
    actions = [
        AgendaAction(
            action, agreed[action.meeting_id].held_on, _carried_over(action, agreed[action.meeting_id], not_cancelled)
        )
        for action in contents.actions
        if action.meeting_id in agreed and _is_from_last_time(action, previous)
    ]
    day = as_at or meeting.held_on
    return Agenda(meeting, previous, tuple(sorted(actions, key=lambda listed: _urgency(listed.action, day))))


def _order(meeting: Meeting) -> tuple[date, int]:
    return meeting.held_on, meeting.id


def _is_from_last_time(action: Action, previous: Meeting | None) -> bool:
    """Whether it is open, or ended on the day of the previous meeting or since: ended after it that day, it is news."""
    since = previous.held_on if previous else date.min
    return action.state == ActionState.OPEN or (action.completed_on is not None and action.completed_on >= since)


def _carried_over(action: Action, agreed: Meeting, meetings: list[Meeting]) -> int:
    """At how many of the meetings held after the one that agreed it, it was still open at the end."""
    later = [other for other in meetings if _order(other) > _order(agreed)]
    return sum(action.completed_on is None or action.completed_on > other.held_on for other in later)


def _urgency(action: Action, as_at: date) -> tuple[bool, bool, date, int]:
    ended = action.state != ActionState.OPEN
    return ended, not action.is_overdue(as_at), action.due_on or date.max, action.id
