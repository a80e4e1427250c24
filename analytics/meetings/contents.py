"""Everything that the store holds, read at one time."""

from __future__ import annotations

from dataclasses import dataclass

from analytics.meetings.records import Action, Decision, Letter, Meeting


@dataclass(frozen=True, slots=True)
class Contents:
    """The present records: meetings by day, the others in the order in which they were written down."""

    meetings: tuple[Meeting, ...] = ()
    actions: tuple[Action, ...] = ()
    decisions: tuple[Decision, ...] = ()
    letters: tuple[Letter, ...] = ()

    def meeting(self, number: int) -> Meeting:
        """The meeting with that id."""
        return next(meeting for meeting in self.meetings if meeting.id == number)
