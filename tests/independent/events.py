"""The events of a register a second time, written from docs/method.md alone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from typing import Any, NamedTuple

from tests.independent.history import (
    ENTRY_COLUMNS,
    DatedRow,
    Row,
    Used,
    birth,
    references,
    rows_of,
    says_closed,
    spells,
    used,
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
"""The events of a changed value, each with its columns. Where both columns changed, the first is named."""

OPEN_AGAIN = ("awaiting on-boarding", "open", "proposed for closure", "disputed")


class Event(NamedTuple):
    """What happened to one recommendation: the day on which it took effect, and the extract that first said so."""

    reference: str
    kind: str
    effective: date
    extract_day: date
    column: str | None = None
    before: Any = None
    after: Any = None


def events(extracts_used: list[Used]) -> list[Event]:
    """Every event of the extracts used, ordered by the extract that said so."""
    result: list[Event] = []
    for reference in references(extracts_used):
        rows = rows_of(extracts_used, reference)
        result.append(Event(reference, "received", birth(extracts_used, reference)[0], rows[0].as_at))
        result += _absences(extracts_used, reference)
        carried = _with_columns_carried(rows)
        result += _onboarded(reference, carried)
        result += _action_complete(reference, carried)
        result += _proposed(reference, carried)
        for kind, columns in CHANGES.items():
            result += _changed(reference, rows, kind, columns)
        result += [
            Event(reference, "closed", spell.start, spell.first_extract, "status", None, spell.status)
            for spell in spells(extracts_used, reference)
        ]
        result += _reopened(reference, rows)
        result += _corrected(reference, carried)
    return sorted(result, key=lambda event: (event.extract_day, event.effective, event.reference, event.kind))


def between(extracts: Iterable[Any], since: date, as_at: date, known_at: date) -> list[Event]:
    """The events that took effect by the as-at day and that the opening view did not already have."""
    extracts = list(extracts)
    opening = used(extracts, min(since, known_at))[-1].as_at
    return [
        event
        for event in events(used(extracts, known_at))
        if event.effective <= as_at and (event.effective > since or event.extract_day > opening)
    ]


def _with_columns_carried(rows: list[DatedRow]) -> list[DatedRow]:
    """The rows, each with the cells of the row before it in the columns that its file does not have."""
    result: list[DatedRow] = []
    for each in rows:
        before = result[-1].row if result else {}
        cells = {column: value(before, column) for column in each.absent}
        result.append(each._replace(row={**each.row, **cells}))
    return result


def _steps(rows: list[DatedRow]) -> list[tuple[Row | None, DatedRow]]:
    """Each row with the row before it, None before the first."""
    return [(None, rows[0]), *((before.row, each) for before, each in pairwise(rows))]


def _absences(extracts_used: list[Used], reference: str) -> list[Event]:
    result, has_appeared = [], False
    for before, extract in pairwise(extracts_used):
        has_appeared = has_appeared or reference in before.rows
        if reference in before.rows and reference not in extract.rows:
            result.append(Event(reference, "dropped", extract.as_at, extract.as_at))
        if reference in extract.rows and reference not in before.rows and has_appeared:
            result.append(Event(reference, "returned", extract.as_at, extract.as_at))
    return result


def _onboarded(reference: str, rows: list[DatedRow]) -> list[Event]:
    for before, each in _steps(rows):
        day = value(each.row, "onboarded_on")
        waited = before is not None and before["status"] == "awaiting on-boarding"
        if day is not None or (waited and each.row["status"] in ("open", "proposed for closure")):
            return [Event(reference, "on-boarded", day or each.as_at, each.as_at, "onboarded_on", None, day)]
    return []


def _action_complete(reference: str, rows: list[DatedRow]) -> list[Event]:
    column = "action_complete_on"
    return [
        Event(reference, "action complete", day, each.as_at, column, None, day)
        for before, each in _steps(rows)
        if (day := value(each.row, column)) is not None and (before is None or value(before, column) is None)
    ]


def _proposed(reference: str, rows: list[DatedRow]) -> list[Event]:
    result, column = [], "proposed_for_closure_on"
    for before, each in _steps(rows):
        day_before = None if before is None else value(before, column)
        day = value(each.row, column)
        if _is_newly_proposed(before, each.row) or (day is not None and day_before is None):
            own = day if day != day_before else None
            result.append(
                Event(reference, "proposed for closure", own or each.as_at, each.as_at, column, day_before, day)
            )
    return result


def _is_newly_proposed(before: Row | None, row: Row) -> bool:
    proposed = "proposed for closure"
    return bool(row["status"] == proposed and (before is None or before["status"] != proposed))


def _changed(reference: str, rows: list[DatedRow], kind: str, columns: tuple[str, ...]) -> list[Event]:
    """The events of one kind of change: one for each extract, of the first of its columns that changed."""
    result: dict[date, Event] = {}
    for column in columns:
        last, is_filled = None, False
        for each in rows:
            cell = value(each.row, column)
            if cell is None and column in each.absent:
                continue
            if cell is None and is_filled:
                removed = "due date removed" if kind == "re-dated" else kind
                result.setdefault(each.as_at, Event(reference, removed, each.as_at, each.as_at, column, last, None))
            if cell is not None and last is not None and cell != last:
                result.setdefault(each.as_at, Event(reference, kind, each.as_at, each.as_at, column, last, cell))
            last, is_filled = cell or last, cell is not None
    return list(result.values())


def _reopened(reference: str, rows: list[DatedRow]) -> list[Event]:
    result = []
    last: str | None = None
    for each in rows:
        status = each.row["status"]
        if status in OPEN_AGAIN and last in ("closed", "not accepted"):
            result.append(Event(reference, "reopened", each.as_at, each.as_at, "status", last, status))
        if status != "unknown":
            last = status
    return result


def _corrected(reference: str, rows: list[DatedRow]) -> list[Event]:
    onboarded_in = next((event.extract_day for event in _onboarded(reference, rows)), None)
    return [
        Event(
            reference, "corrected", each.as_at, each.as_at, column, value(before.row, column), value(each.row, column)
        )
        for before, each in pairwise(rows)
        for column in _corrections(
            before.row, each.row, was_onboarded=onboarded_in is not None and onboarded_in < each.as_at
        )
    ]


def _corrections(before: Row, row: Row, *, was_onboarded: bool) -> list[str]:
    """The columns in which a fact about the past changed from one row to the next."""

    def differs(column: str) -> bool:
        return bool(value(before, column) != value(row, column))

    def was_filled(column: str) -> bool:
        return value(before, column) is not None

    has_moved = _first_filled(before) != _first_filled(row)
    result = [column for column in ENTRY_COLUMNS if differs(column) and (was_filled(column) or has_moved)]
    result += [column for column in ("original_due_on", "action_complete_on") if differs(column) and was_filled(column)]
    if was_onboarded and differs("onboarded_on"):
        result.append("onboarded_on")
    proposed = "proposed_for_closure_on"
    if differs(proposed) and was_filled(proposed) and value(row, proposed) and not _is_newly_proposed(before, row):
        result.append(proposed)
    if says_closed(before) and says_closed(row):
        result += [column for column in ("closed_on", "close_reason", "status") if differs(column)]
    return result


def _first_filled(row: Row) -> date | None:
    """The first filled of the three dates of entry in a row."""
    return next((value(row, column) for column in ENTRY_COLUMNS if value(row, column) is not None), None)
