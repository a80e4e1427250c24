"""The records of a meeting: the meeting, its actions, decisions and letters, and the edits that made them so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from analytics.vocabulary import Marking

MARKING = Marking.OFFICIAL_SENSITIVE
"""How what meetings write is handled, whichever register is shown: it bears no marking of its own, so the highest."""


class MeetingKind(StrEnum):
    """The meetings of oversight, as the paper names them (MOPAC 1.2 to 1.9); their order is that of the menus."""

    ANALYSIS = "monthly oversight analysis"
    PEEL = "fortnightly PEEL coordination"
    PERFORMANCE = "Oversight Board: performance and risk"
    MANAGEMENT = "Oversight Board: organisational management"
    BILATERAL = "bilateral"
    DEEP_DIVE = "deep dive"
    PPOG = "Police Performance Oversight Group"


class ActionState(StrEnum):
    """Where an action stands; one that is no longer wanted is cancelled, never deleted."""

    OPEN = "open"
    COMPLETE = "complete"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """One meeting, held or to come. `version` counts its edits: whoever edits says which version was read."""

    id: int
    kind: MeetingKind
    held_on: date
    title: str = ""
    themes: tuple[str, ...] = ()
    strategic_priorities: tuple[str, ...] = ()
    programmes: tuple[str, ...] = ()
    note: str = ""
    is_cancelled: bool = False
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """Something agreed in a meeting: what, whose (a role, never a name), by when, and where it stands.

    `references` are the recommendations that it is about. `letter_id` is the letter that it was written in, if any.
    `completed_on` is the day on which it ended, complete or cancelled.
    """

    id: int
    meeting_id: int
    text: str
    owner_role: str
    due_on: date | None = None
    state: ActionState = ActionState.OPEN
    completed_on: date | None = None
    outcome: str = ""
    references: tuple[str, ...] = ()
    letter_id: int | None = None
    version: int = 1

    def is_overdue(self, as_at: date) -> bool:
        """Whether it is open and its day has passed; due on the as-at day is not late."""
        return self.state == ActionState.OPEN and self.due_on is not None and self.due_on < as_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a meeting decided, and the recommendations that it is about."""

    id: int
    meeting_id: int
    text: str
    references: tuple[str, ...] = ()
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter that followed a meeting: its day, what it is about, the address at which it stands."""

    id: int
    meeting_id: int
    sent_on: date
    subject: str
    address: str = ""
    references: tuple[str, ...] = ()
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One field of one record changed: when, by whom (a role), from what, to what. Nothing is ever overwritten."""

    at: datetime
    by: str
    record: str
    record_id: int
    version: int
    field: str
    before: str
    after: str


Record = Meeting | Action | Decision | Letter
"""What the store keeps and people edit."""

RECORDS: dict[str, type[Record]] = {"meeting": Meeting, "action": Action, "decision": Decision, "letter": Letter}
"""Each kind of record by the word that its edits call it."""


def name_of(record: Record) -> str:
    """The word by which edits call a record of this kind."""
    return type(record).__name__.lower()
