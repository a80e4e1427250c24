"""How meetings and actions read in a sentence."""

from __future__ import annotations

from datetime import date

from analytics.english import day, plural, sentence_case
from analytics.meetings.agenda import Agenda
from analytics.meetings.records import Action, ActionState, Meeting


def name(meeting: Meeting) -> str:
    """A meeting as it is called: "Monthly oversight analysis of 28 November 2022"."""
    cancelled = ", cancelled" if meeting.is_cancelled else ""
    return f"{sentence_case(meeting.kind)} of {day(meeting.held_on)}{cancelled}"


def position(agenda: Agenda, as_at: date) -> str:
    """What a meeting opens with, in one sentence: how many actions are open, overdue, and ended since."""
    if agenda.previous is None and not agenda.actions:
        return f"This is the first {agenda.meeting.kind}, so there are no actions from last time"
    actions = [listed.action for listed in agenda.actions]
    still_open = [action for action in actions if action.state == ActionState.OPEN]
    ended = len(actions) - len(still_open)
    since = f" since {day(agenda.previous.held_on)}" if agenda.previous and ended else ""
    last = f". {plural(ended, 'other')} ended{since}" if ended and still_open else ""
    if not still_open:
        return f"No actions from earlier meetings are open{f'. {ended} ended{since}' if ended else ''}"
    overdue = sum(action.is_overdue(as_at) for action in still_open)
    return f"{_open(agenda, len(still_open), overdue)}{last}"


def _open(agenda: Agenda, number: int, overdue: int) -> str:
    actions = f"{plural(number, 'action')} from {_meetings(agenda)}"
    if number == 1:
        return f"{actions} is open{' and overdue' if overdue else ''}"
    if overdue == number:
        return f"{actions} are open, all of them overdue"
    return f"{actions} are open{f', {overdue} of them overdue' if overdue else ''}"


def _meetings(agenda: Agenda) -> str:
    """The meeting that agreed what is open, where it is one."""
    days = {listed.agreed_on for listed in agenda.actions if listed.action.state == ActionState.OPEN}
    return day(days.pop()) if len(days) == 1 else "earlier meetings"


def action_status(action: Action, as_at: date) -> str:
    """Where an action stands: "Open, 28 days overdue", "Complete since 3 November 2022"."""
    if action.state != ActionState.OPEN:
        when = f" since {day(action.completed_on)}" if action.completed_on else ""
        return f"{sentence_case(action.state)}{when}"
    if action.due_on is None:
        return "Open, with no due date"
    days = (action.due_on - as_at).days
    if days < 0:
        return f"Open, {plural(-days, 'day')} overdue"
    return f"Open, due in {plural(days, 'day')}" if days else "Open, due today"


def carried(times: int) -> str:
    """How often an action was carried over, in words."""
    return {0: "not carried over yet", 1: "carried over once", 2: "carried over twice"}.get(
        times, f"carried over {times} times"
    )
