"""What happened to each reference, worked out a second time: one row compared with the row before it.

Choices where the rules are silent:
- On-boarded happens once: its date filled, or the status going from awaiting on-boarding to open or proposed without
  one. Whatever its date does later is a correction.
- An attribute is compared with the last value that was given, also where it was blank in between: re-dated, re-routed
  (delivery route, programme), re-assigned (business group, owner), risk, theme or priority changed, moved, reworded. So
  a blank that is first filled is no change, and neither is a value that comes back. One that is emptied is a change,
  and of a due date a kind of its own.
- Action complete: its date filled. Proposed for closure: its date filled, or the status newly so.
- Closed is one event a spell, not accepted included, on the day the spell starts as now known.
- Reopened: an outstanding status after a closed-saying one, with nothing but unknown in between.
- Corrected is one event a column: a date of the past that was given and is now another or blank; a blank date that is
  filled and changes the day of birth; a closing whose date, reason or status changes while it stands.
"""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any, NamedTuple

from analytics.vocabulary import OPEN_STATUSES, OUTSTANDING_STATUSES, Status
from tests.independent.history import (
    BIRTH_COLUMNS,
    Held,
    Row,
    Used,
    birth,
    ended,
    held,
    newest_filled,
    references,
    spells,
    value,
)

CHANGES = {
    "re-dated": ("due_on",),
    "re-routed": ("delivery_route", "programme"),
    "re-assigned": ("business_group", "owner_role"),
    "risk changed": ("risk",),
    "theme changed": ("theme",),
    "priority changed": ("strategic_priority",),
    "moved to another report": ("report",),
    "reworded": ("text",),
}


class Event(NamedTuple):
    """One thing that happened: the day it took effect and the extract that first said so."""

    reference: str
    kind: str
    effective: date
    told: date
    column: str | None = None
    before: Any = None
    after: Any = None


def events(extracts_used: list[Used]) -> list[Event]:
    """Every event, in the order in which it was told."""
    found: list[Event] = []
    for reference in references(extracts_used):
        rows = held(extracts_used, reference)
        found.append(Event(reference, "received", birth(extracts_used, reference)[0], rows[0].as_at))
        found += _comings_and_goings(extracts_used, reference)
        found += [
            Event(reference, "closed", spell.start, spell.first_extract, "status", None, str(spell.status))
            for spell in spells(extracts_used, reference)
        ]
        found += _onboarded(reference, rows) + _proposed(reference, rows) + _action_complete(reference, rows)
        found += _changed(reference, rows) + _reopened(reference, rows) + _corrected(reference, rows)
    return sorted(
        found, key=lambda event: (event.told, event.effective, event.reference, event.kind, event.column or "")
    )


def _comings_and_goings(extracts_used: list[Used], reference: str) -> list[Event]:
    found = []
    seen = False
    for before, after in pairwise(extracts_used):
        was, now = reference in before.rows, reference in after.rows
        seen = seen or was
        if was and not now:
            found.append(Event(reference, "dropped", after.as_at, after.as_at))
        if now and not was and seen:
            found.append(Event(reference, "returned", after.as_at, after.as_at))
    return found


def _steps(rows: list[Held]) -> list[tuple[Row | None, Held]]:
    """Each row with the one before it; the first with none."""
    before = [None, *(row for _, row in rows)]
    return list(zip(before, rows, strict=False))


def _onboarded(reference: str, rows: list[Held]) -> list[Event]:
    for before, (as_at, row) in _steps(rows):
        day = value(row, "onboarded_on")
        left = before is not None and before["status"] == Status.AWAITING and row["status"] in OPEN_STATUSES
        if day is not None or left:
            return [Event(reference, "on-boarded", day or as_at, as_at, "onboarded_on", None, day)]
    return []


def _action_complete(reference: str, rows: list[Held]) -> list[Event]:
    found = []
    for before, (as_at, row) in _steps(rows):
        day = value(row, "action_complete_on")
        if day is not None and (before is None or value(before, "action_complete_on") is None):
            found.append(Event(reference, "action complete", day, as_at, "action_complete_on", None, day))
    return found


def _proposed(reference: str, rows: list[Held]) -> list[Event]:
    found = []
    for before, (as_at, row) in _steps(rows):
        day = value(row, "proposed_for_closure_on")
        old = value(before, "proposed_for_closure_on") if before is not None else None
        newly = row["status"] == Status.PROPOSED and (before is None or before["status"] != Status.PROPOSED)
        if newly or (day is not None and old is None):
            effective = day if day is not None and day != old else as_at
            found.append(
                Event(reference, "proposed for closure", effective, as_at, "proposed_for_closure_on", old, day)
            )
    return found


def _changed(reference: str, rows: list[Held]) -> list[Event]:
    found = []
    for n, ((_, before), (as_at, row)) in enumerate(pairwise(rows)):
        for kind, columns in CHANGES.items():
            for column in columns:
                old, new = newest_filled(rows[: n + 1], column), value(row, column)
                is_removed = new is None and value(before, column) is not None
                if is_removed or (None not in (old, new) and old != new):
                    of_kind = "due date removed" if is_removed and column == "due_on" else kind
                    found.append(Event(reference, of_kind, as_at, as_at, column, old, new))
                    break  # route and programme changed at once are one re-routing
    return found


def _reopened(reference: str, rows: list[Held]) -> list[Event]:
    found = []
    last_known: Row | None = None
    for as_at, row in rows:
        if row["status"] == Status.UNKNOWN:
            continue
        if last_known is not None and ended(last_known) and row["status"] in OUTSTANDING_STATUSES:
            before = str(last_known["status"])
            found.append(Event(reference, "reopened", as_at, as_at, "status", before, str(row["status"])))
        last_known = row
    return found


def _corrected(reference: str, rows: list[Held]) -> list[Event]:
    found = []
    onboarded = {event.told for event in _onboarded(reference, rows)}
    for (_, before), (as_at, row) in pairwise(rows):
        for column in _facts(before, row, was_onboarded=any(told < as_at for told in onboarded)):
            old, new = value(before, column), value(row, column)
            if old != new:
                found.append(Event(reference, "corrected", as_at, as_at, column, old, new))
    return found


def _facts(before: Row, row: Row, *, was_onboarded: bool) -> list[str]:
    """The columns in which a difference between two rows is a change of the past."""
    facts = [column for column in BIRTH_COLUMNS if value(before, column) is not None or _born(before) != _born(row)]
    facts += [column for column in ("original_due_on", "action_complete_on") if value(before, column) is not None]
    if was_onboarded:
        facts.append("onboarded_on")
    newly_proposed = row["status"] == Status.PROPOSED and before["status"] != Status.PROPOSED
    if value(before, "proposed_for_closure_on") and value(row, "proposed_for_closure_on") and not newly_proposed:
        facts.append("proposed_for_closure_on")
    if ended(before) and ended(row):
        facts += ["closed_on", "close_reason", "status"]
    return facts


def _born(row: Row) -> date | None:
    """The day of birth as the row alone tells it."""
    return next((row[column] for column in BIRTH_COLUMNS if value(row, column) is not None), None)
