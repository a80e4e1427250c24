"""The actions from last time: what was agreed in earlier meetings of the kind, and where each stands."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from analytics.english import day
from analytics.files.pack.blocks import sentences, table
from analytics.files.pack.content import Block
from analytics.files.pack.context import PackContext
from analytics.meetings import sentences as section
from analytics.meetings.agenda import Agenda, agenda

NONE_ON_RECORD = "No meetings have been recorded yet, so there are no actions from last time."


def actions(material: PackContext) -> Iterator[Block]:
    """Actions from last time, the overdue ones first, then the open ones, then those that ended."""
    if material.meetings is None or not material.meetings.meetings:
        yield from sentences(NONE_ON_RECORD)
        return
    result = agenda(material.meetings, material.meeting)
    on = material.meeting.held_on
    yield from sentences(f"{section.position(result, on)}.")
    state_on = f"State on {day(on)}, the day of the meeting."
    carried = "Carried over: the number of later meetings of this kind after which it was still open."
    yield from table("Actions from last time", listed(result), note=f"{state_on} {carried}")


def listed(answer: Agenda) -> pd.DataFrame:
    """A row an action, as read; what is blank for all of them is left out."""
    rows = [
        {
            "No.": action.action.id,
            "Action": action.action.text,
            "Owner": action.action.owner_role,
            "Due": action.action.due_on,
            "State": section.action_status(action.action, answer.meeting.held_on),
            "Agreed": action.agreed_on,
            "Carried over": action.carried_over,
            "Recommendations": ", ".join(action.action.references),
            "Outcome": action.action.outcome,
        }
        for action in answer.actions
    ]
    frame = pd.DataFrame(rows)
    return frame[[name for name in frame.columns if name not in ("Recommendations", "Outcome") or frame[name].any()]]
