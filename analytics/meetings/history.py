"""The history of a record: what each edit changed, field by field, and the record that its edits add up to."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import fields
from datetime import date
from enum import StrEnum
from typing import Any

from analytics.meetings.records import RECORDS, ActionState, Edit, MeetingKind, Record

LIST_FIELDS = ("id", "version")
"""The fields that the store itself counts; no edit changes them."""


def field_texts(record: Record) -> dict[str, str]:
    """Every field of a record that people fill in, as the history writes it; blank where nothing is said."""
    names = (field.name for field in fields(record) if field.name not in LIST_FIELDS)
    return {name: as_text(getattr(record, name)) for name in names}


def as_text(value: Any) -> str:
    """One value of a record as the history writes it: days in ISO 8601, lists in JSON, yes or blank, none as blank."""
    if isinstance(value, tuple):
        return json.dumps(value, ensure_ascii=False) if value else ""
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, StrEnum):
        return value.value
    return "" if value is None else str(value)


def differences(before: Record | None, after: Record) -> Iterable[tuple[str, str, str]]:
    """Each field that changed, with what it said before and says after; a new record changes from blank."""
    old = field_texts(before) if before is not None else {}
    for name, new in field_texts(after).items():
        if new != old.get(name, ""):
            yield name, old.get(name, ""), new


def replay(edits: Iterable[Edit]) -> Record:
    """The record that its edits, oldest first, add up to."""
    values: dict[str, Any] = {}
    for edit in edits:
        values |= {"id": edit.record_id, "version": edit.version, edit.field: as_value(edit.field, edit.after)}
        kind = RECORDS[edit.record]
    return kind(**values)


def as_value(field: str, text: str) -> Any:
    """The value that a text of the history stands for."""
    read = _READERS.get(field)
    return read(text) if read else text


def _list(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text)) if text else ()


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _number(text: str) -> int | None:
    return int(text) if text else None


_READERS: dict[str, Callable[[str], Any]] = {
    "kind": MeetingKind,
    "state": ActionState,
    **dict.fromkeys(("held_on", "due_on", "completed_on", "sent_on"), _day),
    **dict.fromkeys(("meeting_id", "letter_id"), _number),
    **dict.fromkeys(("themes", "strategic_priorities", "programmes", "references"), _list),
    "is_cancelled": "yes".__eq__,
}
