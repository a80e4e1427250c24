"""The actions from last time: what was agreed in earlier meetings of the kind, and where each stands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pandas as pd

from analytics.meetings.agenda import Agenda, AgendaAction, agenda
from analytics.meetings.records import ActionState
from analytics.publish.pack.blocks import sentences, table
from analytics.publish.pack.content import Block
from analytics.publish.pack.material import Material
from analytics.wording import count, day, plural, sentence_case


def actions(material: Material) -> Iterator[Block]:
    """Actions from last time, the overdue ones first, then the open ones, then those that ended."""
    kind = material.meeting.kind
    if material.meetings is None or not material.meetings.meetings:
        yield from sentences("No meeting is on record, so there are no actions from last time.")
        return
    found = agenda(material.meetings, material.meeting)
    if found.previous is None and not found.actions:
        none = f"No earlier meeting of this kind ({kind}) is on record, so there are no actions from last time."
        yield from sentences(none)
        return
    yield from sentences(sentence(found))
    overdue = f"Overdue: open, and due before {day(material.meeting.held_on)}."
    carried = "Carried over: meetings of this kind held since it was agreed, at whose end it was still open."
    yield from table("Actions from last time", listed(found), note=f"{overdue} {carried}")


def sentence(found: Agenda) -> str:
    """How many are open and overdue, and how many ended since the meeting before."""
    since = f"the last one, on {day(found.previous.held_on)}" if found.previous else "they were agreed"
    if not found.actions:
        return f"No action is open from earlier meetings, and none ended since {since}."
    states = [one.action.state for one in found.actions]
    is_open, complete = states.count(ActionState.OPEN), states.count(ActionState.COMPLETE)
    cancelled = len(states) - is_open - complete
    late = sum(one.action.is_overdue(found.meeting.held_on) for one in found.actions)
    said = f"{plural(len(states), 'action')} from earlier meetings: {count(is_open)} open"
    said += f", {count(late)} of them overdue" if late else ""
    said += f"; since {since}, {count(complete)} {'was' if complete == 1 else 'were'} completed"
    return f"{said} and {count(cancelled)} cancelled." if cancelled else f"{said}."


def listed(found: Agenda) -> pd.DataFrame:
    """A row an action, as read."""
    day_of_meeting = found.meeting.held_on
    rows = [
        {
            "No.": one.action.id,
            "Action": one.action.text,
            "Owner": one.action.owner_role,
            "Due": one.action.due_on,
            "State": state(one, day_of_meeting),
            "Agreed": one.agreed_on,
            "Carried over": one.carried_over,
            "Recommendations": ", ".join(one.action.references),
            "Outcome": one.action.outcome,
        }
        for one in found.actions
    ]
    frame = pd.DataFrame(rows)
    return frame[[name for name in frame.columns if name not in ("Recommendations", "Outcome") or frame[name].any()]]


def state(one: AgendaAction, on: date) -> str:
    """Where an action stands on a day: open, overdue, or when it ended."""
    if one.action.state == ActionState.OPEN:
        return "Overdue" if one.action.is_overdue(on) else "Open"
    ended = one.action.completed_on
    return f"{sentence_case(one.action.state)}, {day(ended)}" if ended else sentence_case(one.action.state)
