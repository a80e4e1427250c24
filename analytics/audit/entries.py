"""One entry of the audit trail, the hash that ties it to the entry before, and the check of a whole chain."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from analytics.english import plural

NO_ENTRY = "0" * 64
"""What the first entry has in place of the hash of the entry before it."""


class AuditAction(StrEnum):
    """What can be recorded. The values are stored: they may be added to, never changed."""

    LOADED = "extract loaded"
    ACCEPTED = "warnings accepted"
    WITHDRAWN = "extract withdrawn"
    SEALED = "extracts sealed"
    LAYOUT_CHANGED = "layout changed"
    EXPORTED = "file exported"
    PACK_MADE = "pack made"
    MEETINGS_EDITED = "meeting records edited"
    REFUSED = "refused"
    SIGNED_IN = "signed in"
    SIGNED_OUT = "signed out"
    SETTINGS_CHANGED = "settings changed"
    API_READ = "read through the API"
    TOKEN_MADE = "token made"  # noqa: S105 - the name of an action
    TOKEN_REVOKED = "token revoked"  # noqa: S105 - the name of an action
    TOKEN_REDUCED = "token reduced"  # noqa: S105 - the name of an action
    ROLE_CHANGED = "role changed"
    VIEW_SAVED = "view saved"
    VIEW_CHANGED = "view changed"
    VIEW_DELETED = "view deleted"
    START_PAGE_CHOSEN = "start page chosen"
    SUBSCRIBED = "notification set up"
    UNSUBSCRIBED = "notification ended"
    MESSAGE_WRITTEN = "message written"
    MESSAGES_SENT = "messages sent"


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """One entry. `at` is in UTC, `details` a JSON object as text, `previous` the hash of the entry before."""

    number: int
    at: datetime
    by: str
    action: str
    details: str
    previous: str
    hash: str

    @property
    def facts(self) -> dict[str, Any]:
        """The details as values; empty where an altered text is no JSON object."""
        try:
            details = json.loads(self.details)
        except ValueError:
            return {}
        return details if isinstance(details, dict) else {}


def next_entry(
    last: AuditEntry | None, at: datetime, by: str, action: AuditAction, details: Mapping[str, Any] | None = None
) -> AuditEntry:
    """The entry that follows `last`, the newest of the chain; None where the chain is empty.

    `details` must be values of JSON; dates and the like are written as text.
    """
    number, previous = (last.number + 1, last.hash) if last else (1, NO_ENTRY)
    text = json.dumps(details or {}, ensure_ascii=False, sort_keys=True, default=str)
    at = at.astimezone(UTC)
    hashed = _hash(number, at, by, str(action), text, previous)
    return AuditEntry(number=number, at=at, by=by, action=str(action), details=text, previous=previous, hash=hashed)


def _hash(number: int, at: datetime, by: str, action: str, details: str, previous: str) -> str:
    """SHA-256 of an entry's fields and of the hash before it, as a JSON array in UTF-8."""
    fields = [number, at.astimezone(UTC).isoformat(), by, action, details, previous]
    return hashlib.sha256(json.dumps(fields, ensure_ascii=False).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Verification:
    """What a check of the chain number: how many entries there are, the hash of the last, and every problem."""

    entries: int
    last_hash: str
    problems: tuple[str, ...] = field(default=())

    @property
    def is_intact(self) -> bool:
        """Whether no problem was number. Entries cut off at the end are number only with a hash kept elsewhere."""
        return not self.problems

    def __str__(self) -> str:
        """The result in one sentence."""
        if self.problems:
            number = plural(len(self.problems), "problem")
            return f"The audit trail has {number} in {plural(self.entries, 'entry', 'entries')}."
        if not self.entries:
            return "The audit trail is empty."
        entries = plural(self.entries, "entry", "entries")
        return f"{entries}, none altered or missing. Hash of the last entry: {self.last_hash}"


def verify(entries: Iterable[AuditEntry], expected: str | None = None) -> Verification:
    """Check a chain, given in the order of its numbers.

    Found are an entry whose contents do not match its hash, a number that is missing or there twice, and an entry that
    does not follow the one before it. That the newest entries were removed, or that somebody who can write to the
    database worked out every hash anew, shows only against a hash noted elsewhere: `expected`, that of an entry once
    printed or logged, must still be in the chain.
    """
    problems: list[str] = []
    number, previous, hashes = 0, NO_ENTRY, {NO_ENTRY}
    total = 0
    for entry in entries:
        total += 1
        problems += _faults(entry, number, previous)
        number, previous = entry.number, entry.hash
        hashes.add(entry.hash)
    if expected and expected.lower() not in hashes:
        problems.append(f"No entry has the hash {expected}: entries were removed, or the complete trail was rewritten.")
    return Verification(total, previous if total else NO_ENTRY, tuple(problems))


def _faults(entry: AuditEntry, before: int, previous: str) -> list[str]:
    """What is wrong with an entry that follows the one of number `before` and hash `previous`."""
    faults = []
    first_missing, last_missing = before + 1, entry.number - 1
    if first_missing == last_missing:
        faults.append(f"Entry {first_missing} is missing.")
    elif first_missing < last_missing:
        faults.append(f"Entries {first_missing} to {last_missing} are missing.")
    elif entry.number <= before:
        faults.append(f"Entry {entry.number} is there more than once.")
    if entry.hash != _hash(*(getattr(entry, name) for name in _HASHED)):
        faults.append(f"Entry {entry.number} was altered: its contents do not match its hash.")
    if entry.number == before + 1 and entry.previous != previous:
        faults.append(f"Entry {entry.number} does not follow entry {before}: one of them was replaced or moved.")
    return faults


_HASHED = ("number", "at", "by", "action", "details", "previous")
"""The fields that the hash of an entry is of, in the order in which `_hash` takes them."""
