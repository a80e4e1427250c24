"""An entry of the audit trail as people read it."""

from __future__ import annotations

from typing import Any

from analytics.audit.entries import AuditEntry
from analytics.english import count, cut

LONGEST_VALUE = 200

_LABELS = {
    "since": "changes since",
    "folder": "",
    "sha256": "",
    "seals": "",
    "register": "",
    "edition": "edition of the register",
}
"""Labels of details that are not their names; a blank one is left to the file of the trail."""


def details_in_words(entry: AuditEntry) -> str:
    """The details of an entry: "extract: 2022-11-28; rows: 1,748; reason: …". Hashes are left to the file."""
    parts = [
        f"{label}: {words}"
        for name, value in entry.facts.items()
        if (label := _LABELS.get(name, name)) and (words := _words(value))
    ]
    return "; ".join(parts) if parts else entry.details.removeprefix("{}")


def _words(value: Any) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{name} {_words(item)}" for name, item in value.items() if name not in _LABELS)
    if isinstance(value, list):
        return str(cut(", ".join(map(_words, value)), LONGEST_VALUE))
    if isinstance(value, int) and not isinstance(value, bool):
        return str(count(value))
    return "" if value is None else str(cut(str(value), LONGEST_VALUE))
