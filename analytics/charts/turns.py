"""One event as a line of a list says it: what was and what is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from analytics.measures import events
from analytics.vocabulary import COLUMN, DATE_COLUMNS, CloseReason, EventKind, State, label
from analytics.wording import day, plural


@dataclass(frozen=True, slots=True)
class Turn:
    """What was, what is, and what to add to it; any of them may be empty."""

    before: str
    after: str
    more: str = ""

    def plain(self) -> str:
        """The line as plain text."""
        return " → ".join(filter(None, (self.before, self.after))) + self.more


def turn(event: Mapping[Any, Any]) -> Turn:
    """An event of `events.events` as a line says it."""
    match event["group"]:
        case EventKind.RE_DATED:
            return Turn(_value(event, "before"), _value(event, "after"), f", {_moved(event['days_later'])}")
        case EventKind.RE_ROUTED | EventKind.RE_ASSIGNED | EventKind.REOPENED:
            return Turn(_value(event, "before"), _value(event, "after"))
        case EventKind.CORRECTED:
            column = COLUMN[event["column_name"]].label
            return Turn(f"{column}: {_value(event, 'before')}", _value(event, "after"))
        case EventKind.CLOSED | events.WITHDRAWN:
            return Turn(_status(event["status_before"]), _end(event))
        case EventKind.PROPOSED:
            return Turn(_status(event["status_before"]), "Proposed for closure")
        case EventKind.ON_BOARDED:
            return Turn("", _status(event["status"]), _route(event))
        case EventKind.DROPPED:
            return Turn(_status(event["status_before"]), "Dropped")
        case _:
            return Turn("", _status(event["status"]), _route(event))


def _moved(days: int) -> str:
    return f"{plural(abs(days), 'day')} {'later' if days > 0 else 'earlier'}"


def _value(event: Mapping[Any, Any], side: str) -> str:
    """A stored value of the event's column as it reads; a blank says so."""
    text, column = event[side], event["column_name"]
    if text is None:
        return "blank"
    return day(date.fromisoformat(text)) if column in DATE_COLUMNS else label(column, text)


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
