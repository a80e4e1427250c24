"""What the audit trail says of a load, a withdrawal and a file: enough to find it again, and no text of a register."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from analytics.audit.entries import AuditEntry
from analytics.filters import Filters
from analytics.register.database import Register
from analytics.register.folder import Loading, seal_hashes
from analytics.register.seal import SEAL, WITHDRAWAL_SEAL, read_seal


def of_load(loading: Loading) -> dict[str, Any]:
    """An extract that was loaded: its day, its files with their hashes, and what became of their rows."""
    about = loading.manifest
    files = [{"part": part.name, "file": part.filename, "sha256": part.sha256} for part in about.parts]
    return {
        "extract": loading.as_at,
        "folder": loading.path.name,
        "role": about.loaded_by,
        "files": files or [{"file": about.filename, "sha256": about.sha256}],
        "layout": about.layout,
        "rows": about.accepted,
        "repeated": about.repeated,
        "rejected": about.rejected,
        **_seals([loading.path], SEAL),
    }


def of_acceptance(loading: Loading) -> dict[str, Any]:
    """What was unusual in an extract and was accepted, and why."""
    about = loading.manifest
    return {
        "extract": loading.as_at,
        "folder": loading.path.name,
        "reason": about.accepted_because,
        "warnings": sorted({str(anomaly.get("kind")) for anomaly in about.anomalies}),
        "rejected": about.rejected,
    }


def of_withdrawal(loading: Loading) -> dict[str, Any]:
    """An extract that was withdrawn, and why."""
    assert loading.withdrawal is not None
    return {
        "extract": loading.as_at,
        "folder": loading.path.name,
        "role": loading.withdrawal.withdrawn_by,
        "reason": loading.withdrawal.why,
        **_seals([loading.path], WITHDRAWAL_SEAL),
    }


def of_part_withdrawal(loading: Loading, part: str, why: str) -> dict[str, Any]:
    """A part that was withdrawn, and why; `loading` is the extract without it."""
    return of_load(loading) | {"withdrawn": part, "reason": why}


def of_sealing(folders: Sequence[Path]) -> dict[str, Any]:
    """Extracts that were sealed after they had been loaded."""
    return {"folders": [path.name for path in folders], **_seals(folders, SEAL, WITHDRAWAL_SEAL)}


def _seals(folders: Sequence[Path], *names: str) -> dict[str, Any]:
    """The hashes of the seals in the folders of some loadings, and that of the first seal, which names the register."""
    sealed = [read_seal(folder / name) for folder in folders for name in names]
    return {
        "register": seal_hashes(folders[0].parent.parent).get(1, ""),
        "seals": [seal.hash for seal in sealed if seal],
    }


def seals_problems(entries: Iterable[AuditEntry], folder: Path) -> tuple[str, ...]:
    """What is wrong with the seals of a register, held against the audit trail, each a sentence.

    Every seal that the trail recorded for this register must be there, and since the first recorded one every seal must
    have been recorded: so it shows that the newest extract was removed, or that seals were made anew by hand.
    """
    there = seal_hashes(folder)
    recorded = [
        (entry.number, hash_)
        for entry in entries
        if there and entry.facts.get("register") == there.get(1)
        for hash_ in entry.facts.get("seals", ())
    ]
    known = {hash_ for _, hash_ in recorded}
    problems = [
        f"The register lacks a seal that entry {number} of the audit trail recorded: an extract or a withdrawal was "
        "removed by hand, or sealed anew."
        for number, hash_ in recorded
        if hash_ not in there.values()
    ]
    first = min((number for number, hash_ in there.items() if hash_ in known), default=None)
    problems += [
        f"The audit trail has no entry on seal {number} of the register: it was not made by the dashboard."
        for number, hash_ in sorted(there.items())
        if first is not None and number > first and hash_ not in known
    ]
    return tuple(problems)


def of_choice(edition: str, filters: Filters) -> dict[str, Any]:
    """What a file is made from: the edition of the register, which is printed on covers, and the filters."""
    return {"edition": edition, "filters": filters.to_query()}


def of_file(name: str, data: bytes, marking: str, rows: int | None = None) -> dict[str, Any]:
    """A file that was handed out. By its hash a copy that is found later is known again."""
    rows_if_any = {} if rows is None else {"rows": rows}
    return {"file": name, "marking": marking, "sha256": hashlib.sha256(data).hexdigest(), **rows_if_any}


def of_pack(register: Register, filters: Filters, since: date, kind: str) -> dict[str, Any]:
    """A pack: what it is made from, its period and the kind of meeting."""
    return {**of_choice(register.edition, filters), "since": since, "meeting": kind}
