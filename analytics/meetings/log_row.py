"""One row of an action log: the columns it may have, and the action that it tells, or why it tells none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from analytics.english import day, listed
from analytics.intake.dates import read_date
from analytics.intake.faults import Fault
from analytics.intake.layouts import DateOrder
from analytics.intake.suggestions import did_you_mean, plain, quoted
from analytics.meetings.records import Action, ActionState, MeetingKind


@dataclass(frozen=True, slots=True)
class LogColumn:
    """One column of an action log: its name, its heading on a screen, what it holds, other headings it may have."""

    name: str
    label: str
    holds: str
    others: tuple[str, ...] = ()


COLUMNS = (
    LogColumn(
        "meeting_kind",
        "Meeting kind",
        f"one of: {'; '.join(MeetingKind)}",
        ("Meeting", "Kind of meeting", "Meeting type", "Type of meeting", "Board", "Forum", "Group"),
    ),
    LogColumn(
        "meeting_date",
        "Meeting date",
        "date",
        ("Date of meeting", "Agreed on", "Date agreed", "Date raised", "Raised on", "Date"),
    ),
    LogColumn(
        "action",
        "Action",
        "text",
        ("Text", "Action agreed", "Action required", "Agreed action", "Action point", "Task", "Description"),
    ),
    LogColumn(
        "owner_role",
        "Owner role",
        "text: a role, never a name",
        ("Owner", "Action owner", "Lead", "Responsible", "Assigned to", "Allocated to", "Who"),
    ),
    LogColumn(
        "due_date",
        "Due date",
        "date",
        ("Due", "Due on", "Due by", "Deadline", "Target date", "By when", "Completion due"),
    ),
    LogColumn(
        "state",
        "State",
        f"one of: {', '.join(ActionState)}; blank means open",
        ("Status", "Current status", "Action status", "Progress status", "Stage"),
    ),
    LogColumn(
        "completed_on",
        "Completed on",
        "date on which it ended, complete or cancelled",
        ("Ended on", "Date completed", "Completion date", "Completed", "Date closed", "Closed on"),
    ),
    LogColumn("outcome", "Outcome", "text", ("Update", "Latest update", "Progress", "Comments", "Comment", "Notes")),
    LogColumn(
        "references",
        "References",
        "recommendations, separated by semicolons",
        ("Recommendations", "Recommendation", "Recommendation reference", "Rec ref", "Rec no"),
    ),
)
"""An action log, in order."""

NEEDED = ("meeting_kind", "meeting_date", "action", "owner_role")
"""The columns that must be there."""

LABELS = {column.name: column.label for column in COLUMNS}


@dataclass(frozen=True, slots=True)
class LogRow:
    """One action of a log, and the meeting that agreed it; `action` has no meeting of the store yet."""

    kind: MeetingKind
    held_on: date
    action: Action

    @property
    def meeting(self) -> tuple[MeetingKind, date]:
        """By what a log knows a meeting."""
        return self.kind, self.held_on


class RowReader:
    """Reads the cells of one row on a day; `faults` fills as it goes. `orders` are those of dates, else day first."""

    def __init__(
        self, number: int, texts: Mapping[str, str | None], as_at: date, orders: Mapping[str, DateOrder] | None = None
    ) -> None:
        self.number = number
        self.faults: list[Fault] = []
        self._texts = texts
        self._as_at = as_at
        self._orders = orders or {}

    def read(self) -> LogRow | None:
        """What the row tells; None where it lacks what an action must say, each want among the faults."""
        kind, held_on = self._kind(), self._day("meeting_date", "rejected", needed=True)
        text, owner = self._text("action"), self._text("owner_role")
        state = self._state()
        ended = self._day("completed_on", "rejected" if state != ActionState.OPEN else "warned")
        state = self._state_by_its_day(state, ended)
        due = self._day("due_date", "warned")
        action = None
        if text and owner and state:
            action = Action(
                id=0,
                meeting_id=0,
                text=text,
                owner_role=owner,
                due_on=due,
                state=state,
                completed_on=ended,
                outcome=self._texts.get("outcome") or "",
                references=self._references(),
            )
        if any(fault.severity == "rejected" for fault in self.faults) or not (kind and held_on and action):
            return None
        self._look_at_days(held_on, ended)
        return LogRow(kind, held_on, action)

    def tell(self, column: str, problem: str, severity: Literal["rejected", "warned"]) -> None:
        """Note a fault of one cell."""
        value = self._texts.get(column) or ""
        quotation = f" {quoted(value)}" if value else ""
        message = f"Row {self.number}, {LABELS[column]}:{quotation} {problem}"
        self.faults.append(Fault(self.number, None, column, value, message, severity))

    def _text(self, column: str) -> str | None:
        text = self._texts.get(column)
        if not text:
            needs = {"action": "an action needs its text", "owner_role": "an action needs the role that carries it out"}
            self.tell(column, f"is blank: {needs[column]}.", "rejected")
        return text

    def _kind(self) -> MeetingKind | None:
        text = self._texts.get("meeting_kind")
        if not text:
            self.tell("meeting_kind", "is blank: an action needs the meeting that agreed it.", "rejected")
            return None
        result = next((kind for kind in MeetingKind if plain(kind) == plain(text)), None)
        if result is None:
            known = listed([f"'{kind}'" for kind in MeetingKind], "or")
            self.tell("meeting_kind", f"is not one of {known}.{did_you_mean(text, MeetingKind)}", "rejected")
        return result

    def _state(self) -> ActionState | None:
        """The state that is written; None where it is blank or no state."""
        text = self._texts.get("state")
        result = next((state for state in ActionState if text and plain(state) == plain(text)), None)
        if text and result is None:
            known = listed(list(ActionState), "or")
            self.tell("state", f"is not one of {known}.{did_you_mean(text, ActionState)}", "rejected")
        return result

    def _state_by_its_day(self, state: ActionState | None, ended: date | None) -> ActionState | None:
        """The state, with the day on which it ended; a blank state is open, or complete where there is such a day."""
        if state is None and not self._texts.get("state"):
            if ended is None:
                return ActionState.OPEN
            self.tell("state", f"is blank; read as complete, since it ended on {day(ended)}.", "warned")
            return ActionState.COMPLETE
        if state == ActionState.OPEN and self._texts.get("completed_on"):
            self.tell("completed_on", "stands beside an open action: one of the two is wrong.", "rejected")
        elif state and state != ActionState.OPEN and not self._texts.get("completed_on"):
            self.tell("completed_on", f"is blank, and the action is {state}: give the day it ended.", "rejected")
        return state

    def _day(self, column: str, severity: Literal["rejected", "warned"], *, needed: bool = False) -> date | None:
        text = self._texts.get(column)
        if not text:
            if needed:
                self.tell(column, "is blank: an action needs the day of its meeting.", "rejected")
            return None
        read = read_date(text, self._orders.get(column, "DMY"))
        if read.problem:
            self.tell(column, read.problem, severity)
        return read.day

    def _references(self) -> tuple[str, ...]:
        parts = (self._texts.get("references") or "").replace("\n", ";").split(";")
        return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))

    def _look_at_days(self, held_on: date, ended: date | None) -> None:
        """Warn of days that can hardly be."""
        if ended is not None and ended < held_on:
            self.tell("completed_on", f"is earlier than its meeting, of {day(held_on)}.", "warned")
        if ended is not None and ended > self._as_at:
            self.tell("completed_on", f"is later than today, {day(self._as_at)}.", "warned")
