"""What the page Changes counts a second time, written from docs/method.md alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from tests.independent.events import Event, between
from tests.independent.history import Record, Spell, Used, rows_of, spell_at, spells, used, value, view
from tests.independent.measures import Predicate, filtered


@dataclass(frozen=True)
class Changed:
    """The events of a period by group, and what the page says of all of them."""

    groups: dict[str, list[Event]]
    since: date

    @property
    def events(self) -> list[Event]:
        """Every event."""
        return [event for group in self.groups.values() for event in group]

    def counts(self) -> dict[str, int]:
        """How many recommendations are in each group."""
        return {group: len({event.reference for event in events}) for group, events in self.groups.items()}

    def recommendations(self) -> int:
        """How many recommendations changed at all."""
        return len({event.reference for event in self.events})

    def closed(self) -> int:
        """How many recommendations were closed, withdrawn or merged."""
        return len({event.reference for event in self.events if event.kind == "closed"})

    def put_back(self) -> int:
        """How many recommendations were given a later date."""
        moved = self.groups.get("re-dated", [])
        return len({event.reference for event in moved if event.after > event.before})

    def earlier(self) -> int:
        """How many events took effect on the first day or before, and were first said since."""
        return sum(event.effective <= self.since for event in self.events)


def changed(extracts: Iterable[Any], since: date, as_at: date, known_at: date, fits: Predicate) -> Changed:
    """The events of a period of the recommendations in the filter at its end, as the page Changes lists them."""
    extracts = list(extracts)
    extracts_used = used(extracts, known_at)
    newest = extracts_used[-1].as_at
    as_at = min(as_at, newest) if since < newest else as_at
    inside = {each.reference: each for each in filtered(view(extracts, as_at, known_at), fits)}
    has_opening = extracts_used[0].as_at <= since
    groups: dict[str, list[Event]] = {}
    for event in between(extracts, since, as_at, known_at):
        if event.reference not in inside:
            continue
        if has_opening or _is_dated_in_period(event, extracts_used, inside[event.reference], since, as_at):
            groups.setdefault(_group(event, inside[event.reference], since), []).append(event)
    return Changed(groups, since)


def _group(event: Event, record: Record, since: date) -> str:
    if event.kind == "received":
        return "new" if record.born_dated and event.effective > since else "late recorded"
    if event.kind == "closed" and (record.state == "withdrawn or merged" or event.after == "not accepted"):
        return "withdrawn or merged"
    return event.kind


def _is_dated_in_period(event: Event, extracts_used: list[Used], record: Record, since: date, as_at: date) -> bool:
    """Whether an event is in a period that begins before the first extract."""
    if event.effective <= since:
        return False
    if event.kind == "received":
        return record.born_dated
    spell = _spell_of(event, extracts_used)
    if spell is not None and spell == _in_force(extracts_used, record, as_at):
        if spell.dated:
            rows = rows_of(extracts_used, event.reference)
            return any(value(each.row, "closed_on") == spell.start for each in rows)
        return spell.earliest > since and (record.born_dated or spell.earliest < spell.start)
    return event.extract_day > extracts_used[0].as_at or event.after == event.effective


def _spell_of(event: Event, extracts_used: list[Used]) -> Spell | None:
    """The spell that an event "closed" is of."""
    if event.kind != "closed":
        return None
    return next(each for each in spells(extracts_used, event.reference) if each.first_extract == event.extract_day)


def _in_force(extracts_used: list[Used], record: Record, as_at: date) -> Spell | None:
    """The spell in force on a day; None where the recommendation is not closed then."""
    return None if record.closed_on is None else spell_at(extracts_used, record.reference, as_at)
