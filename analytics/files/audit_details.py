"""What the audit trail says of a load, a withdrawal and a file: enough to find it again, and no text of a register."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

from analytics.filters import Filters
from analytics.register.database import Register
from analytics.register.folder import Loading


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
    }


def of_choice(edition: str, filters: Filters) -> dict[str, Any]:
    """What a file is made from: the edition of the register, which is printed on covers, and the filters."""
    return {"edition": edition, "filters": filters.to_query()}


def of_file(name: str, data: bytes, marking: str, rows: int | None = None) -> dict[str, Any]:
    """A file that was handed out. By its hash a copy that is found later is known again."""
    counted = {} if rows is None else {"rows": rows}
    return {"file": name, "marking": marking, "sha256": hashlib.sha256(data).hexdigest(), **counted}


def of_pack(register: Register, filters: Filters, since: date, kind: str) -> dict[str, Any]:
    """A pack: what it is made from, its period and the kind of meeting."""
    return {**of_choice(register.edition, filters), "since": since, "meeting": kind}
