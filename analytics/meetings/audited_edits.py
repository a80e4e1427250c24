"""What the audit trail says of the edits of meetings, and whether the edits in the store are still those."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC
from typing import Any

from analytics.audit.entries import AuditAction, AuditEntry
from analytics.english import listed, plural
from analytics.meetings.records import Edit

Version = tuple[str, int, int]
"""One version of one record: its kind, its id, the version."""


def edit_facts(edits: Sequence[Edit]) -> dict[str, Any]:
    """The details of an entry on edits that were kept together: the versions made, the fields changed, and a hash.

    The texts themselves are in the history of the records; the hash is of everything that it says of these edits.
    """
    return {
        "records": [_name(version) for version in dict.fromkeys(map(_version, edits))],
        "fields": sorted({edit.field for edit in edits}),
        "sha256": _sha256(edits),
    }


def altered_edits(entries: Iterable[AuditEntry], edits: Iterable[Edit]) -> tuple[str, ...]:
    """What is wrong with the history of the meetings' records, held against the audit trail, each a sentence.

    `edits` are all those in the store, in the order of their making. Edits from before the first entry on edits were
    made when there was no audit trail, and are not checked.
    """
    stored: dict[str, list[Edit]] = defaultdict(list)
    for edit in edits:
        stored[_name(_version(edit))].append(edit)
    problems, recorded = [], set()
    for entry in entries:
        if entry.action != AuditAction.MEETINGS_EDITED:
            continue
        names = entry.facts.get("records", [])
        recorded.update(names)
        if _sha256([edit for name in names for edit in stored.get(name, ())]) != entry.facts.get("sha256"):
            problems.append(f"The history of {_words(names)} is not what entry {entry.number} recorded.")
    stored_names = list(stored)
    first = next((place for place, name in enumerate(stored_names) if name in recorded), len(stored_names))
    if added := [name for name in stored_names[first:] if name not in recorded]:
        problems.append(f"The history has {_words(added)}, which no entry of the audit trail recorded.")
    return tuple(problems)


def _words(names: Sequence[str]) -> str:
    """The first of some versions, and how many more there are: "version 2 of action 7 and 3 more versions"."""
    kind, number = names[0].rsplit(" ", 1) if names else ("record", "0.0")
    record, version = number.split(".")
    more = [plural(len(names) - 1, "more version")] if len(names) > 1 else []
    return listed([f"version {version} of {kind} {record}", *more])


def _version(edit: Edit) -> Version:
    return edit.record, edit.record_id, edit.version


def _name(version: Version) -> str:
    record, number, version_number = version
    return f"{record} {number}.{version_number}"


def _sha256(edits: Iterable[Edit]) -> str:
    rows = sorted(
        [
            edit.record,
            edit.record_id,
            edit.version,
            edit.field,
            edit.at.astimezone(UTC).isoformat(),
            edit.by,
            edit.before,
            edit.after,
        ]
        for edit in edits
    )
    return hashlib.sha256(json.dumps(rows, ensure_ascii=False).encode()).hexdigest()
