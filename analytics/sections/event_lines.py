"""One event as a line of a list says it: what was and what is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from analytics.english import cut, day, plural
from analytics.intake.periods import period_in_words
from analytics.measures import events
from analytics.sections.dates_as_written import entries
from analytics.vocabulary import AS_WRITTEN, COLUMN, DATE_COLUMNS, CloseReason, EventKind, State, label

BEFORE_AND_AFTER = frozenset(
    {
        EventKind.RE_DATED,
        EventKind.DUE_DATE_REMOVED,
        EventKind.RE_ROUTED,
        EventKind.RE_ASSIGNED,
        EventKind.RISK_CHANGED,
        EventKind.THEME_CHANGED,
        EventKind.PRIORITY_CHANGED,
        EventKind.MOVED,
        EventKind.REOPENED,
    }
)
"""Kinds of event of which a line gives the value before and the value after."""

AROUND = 3
"""Words shown before and after those that changed in a text."""

LETTERS = 160
"""Letters of a changed text that a line shows; the files have all of it."""


@dataclass(frozen=True, slots=True)
class EventLine:
    """What was, what is, and what to add to it; any of them may be empty."""

    before: str
    after: str
    more: str = ""

    def plain(self) -> str:
        """The line as plain text."""
        return " → ".join(filter(None, (self.before, self.after))) + self.more


def event_line(event: Mapping[Any, Any]) -> EventLine:
    """An event of `events.events` as a line says it."""
    match event["group"]:
        case EventKind.REWORDED:
            return EventLine(*changed_words(event["before"], event["after"]))
        case group if group in BEFORE_AND_AFTER:
            more = f", {_moved(event['days_later'])}" if group == EventKind.RE_DATED else ""
            return EventLine(_value(event, "before"), _value(event, "after"), more)
        case EventKind.CORRECTED:
            column = COLUMN[event["column_name"]].label
            return EventLine(f"{column}: {_value(event, 'before')}", _value(event, "after"))
        case EventKind.CLOSED | events.WITHDRAWN:
            return EventLine(_status(event["status_before"]), _end(event))
        case EventKind.PROPOSED:
            return EventLine(_status(event["status_before"]), "Proposed for closure")
        case EventKind.ON_BOARDED:
            return EventLine("", _status(event["status"]), _route(event))
        case EventKind.DROPPED:
            return EventLine(_status(event["status_before"]), "Dropped")
        case _:
            return EventLine("", _status(event["status"]), _route(event))


def changed_words(before: str | None, after: str | None) -> tuple[str, str]:
    """What differs between two texts, each with a few words around it; a blank says so."""
    old, new = (before or "").split(), (after or "").split()
    if not old or not new:
        return cut(" ".join(old) or "blank", LETTERS), cut(" ".join(new) or "blank", LETTERS)
    shorter = min(len(old), len(new))
    start = next((place for place in range(shorter) if old[place] != new[place]), shorter)
    end = next((place for place in range(shorter - start) if old[-1 - place] != new[-1 - place]), shorter - start)
    first, last = max(0, start - AROUND), max(0, end - AROUND)
    parts = (words[first : len(words) - last] for words in (old, new))
    passages = [" ".join(["…"] * (first > 0) + words + ["…"] * (last > 0)) for words in parts]
    return cut(passages[0], LETTERS), cut(passages[1], LETTERS)


def _moved(days: int) -> str:
    return f"{plural(abs(days), 'day')} {'later' if days > 0 else 'earlier'}"


def _value(event: Mapping[Any, Any], side: str) -> str:
    """A stored value of the event's column as it reads; a blank says so."""
    text, column = event[side], event["column_name"]
    if text is None:
        return "blank"
    if column not in DATE_COLUMNS:
        return label(column, text)
    on = date.fromisoformat(text)
    return (_period(event, column, on) if side == "after" else None) or day(on)


def _period(event: Mapping[Any, Any], column: str, on: date) -> str | None:
    """The month, quarter or year that the register gives for a day, as it says it; None where it gives the day."""
    written = dict(entry.partition(": ")[::2] for entry in entries(event.get(AS_WRITTEN)))
    return period_in_words(written[column], on) if column in written else None


def _end(event: Mapping[Any, Any]) -> str:
    """How it ended: "Closed, superseded by DA-2022-131"; of one that stands open again, only that it was closed."""
    ended = _status(event["after"])
    if event["state"] not in (State.CLOSED, State.WITHDRAWN) or not event["close_reason"]:
        return ended
    reason = event["close_reason"]
    if reason == CloseReason.SUPERSEDED and event["successor_reference"]:
        reason = f"{reason} by {event['successor_reference']}"
    return f"{ended}, {reason}"


def _status(status: str | None) -> str:
    return label("status", status) if status else ""


def _route(event: Mapping[Any, Any]) -> str:
    return f", {event['delivery_route']}" if event["delivery_route"] else ""
