"""Which actions are listed: a choice by state, owner, kind of meeting, lateness and words, and how it reads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from analytics.english import listed
from analytics.filters import search_words
from analytics.meetings.contents import Contents
from analytics.meetings.records import Action, ActionState, MeetingKind
from analytics.normalise import search_form


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionFilter:
    """A choice of actions; what is empty chooses all. Overdue: open, and its day has passed."""

    states: tuple[ActionState, ...] = ()
    owners: tuple[str, ...] = ()
    kinds: tuple[MeetingKind, ...] = ()
    overdue: bool = False
    search: str = ""

    def chosen(self, contents: Contents, as_at: date) -> tuple[Action, ...]:
        """The actions that it chooses on a day: open ones first, by due date, then those that ended, newest first."""
        kinds = {meeting.id: meeting.kind for meeting in contents.meetings}
        result = [
            action
            for action in contents.actions
            if (not self.states or action.state in self.states)
            and (not self.owners or action.owner_role in self.owners)
            and (not self.kinds or kinds[action.meeting_id] in self.kinds)
            and (not self.overdue or action.is_overdue(as_at))
            and self._holds_words(action)
        ]
        return tuple(sorted(result, key=_order))

    def describe(self) -> str:
        """The choice in words: "open · Head of Training · overdue"; nothing where it chooses all."""
        parts = [listed(list(values), "or") for values in (self.states, self.owners, self.kinds) if values]
        parts += ["overdue"] if self.overdue else []
        parts += [f"with the words “{self.search.strip()}”"] if self.search.strip() else []
        return " · ".join(parts)

    def _holds_words(self, action: Action) -> bool:
        """Whether every word searched for stands somewhere in it, whatever its case."""
        within = search_form(" ".join((action.text, action.owner_role, action.outcome, *action.references)))
        return all(word in within for word in search_words(self.search))


def _order(action: Action) -> tuple[bool, int, int]:
    ended = action.state != ActionState.OPEN
    when = (action.completed_on or date.min).toordinal() * -1 if ended else (action.due_on or date.max).toordinal()
    return ended, when, action.id
