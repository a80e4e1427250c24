"""How an extract enters the register: read, checked against the one before it, written beside, renamed into place."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path, PurePath
from typing import Any

from analytics.errors import LoadRefused
from analytics.intake.anomalies import Anomaly, anomalies
from analytics.intake.faults import Fault, Reading
from analytics.intake.layouts import Layout, layout_to_toml
from analytics.intake.programmes import ProgrammesReading, read_programmes
from analytics.intake.rows import read_extract
from analytics.register import programmes as companion
from analytics.register.folder import (
    FAULTS,
    LAYOUT,
    MANIFEST,
    ROWS,
    Loading,
    Manifest,
    discard,
    in_force,
    loadings,
    put_in_place,
    scratch,
    writing,
)  # fmt: skip
from analytics.register.parquet import read_rows, write_rows
from analytics.wording import count, plural

Progress = Callable[[float, str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What a file would bring: its rows, its faults, and how it differs from the extract before it."""

    reading: Reading
    anomalies: tuple[Anomaly, ...]
    previous: date | None
    replaces: bool
    programmes: ProgrammesReading | None = None

    @property
    def to_accept(self) -> tuple[str, ...]:
        """Everything that an analyst must accept with a written reason before the file is loaded; empty for none."""
        reasons = [anomaly.message for anomaly in self.anomalies]
        if self.reading.rejected:
            rejected = plural(self.reading.rejected, "row is", "rows are")
            reasons.insert(0, f"{rejected} rejected and would not be on the register.")
        if not self.reading.accepted:
            reasons.insert(0, "The file holds no row that can be accepted; the register would be empty on that day.")
        if self.programmes and self.programmes.rejected:
            reasons.append(f"{plural(self.programmes.rejected, 'row')} of the programmes file would be left out.")
        return tuple(reasons)


@dataclass(frozen=True, slots=True)
class File:
    """A file as it was handed over: its bytes and its name."""

    data: bytes
    filename: str


def check_extract(
    data: bytes,
    filename: str,
    layout: Layout,
    as_at: date,
    folder: Path,
    progress: Progress | None = None,
    *,
    programmes: File | None = None,
    sheet: str | None = None,
) -> Check:
    """Read a file, and the programmes file with it, and compare it with the extract before it; nothing is loaded.

    `sheet` is the sheet of a workbook that the analyst chose, whatever the layout names. Raises UnreadableFile where
    a file cannot be read as a table.
    """
    told = read_programmes(programmes.data, programmes.filename, as_at) if programmes else None
    reading = read_extract(data, filename, layout, as_at, progress, sheet=sheet)
    earlier = [loading for loading in in_force(folder) if loading.as_at < as_at]
    previous = read_rows(earlier[-1].rows) if earlier else None
    previous_day = earlier[-1].as_at if earlier else None
    found = anomalies(previous, reading, as_at, previous_day)
    replaces = any(loading.as_at == as_at for loading in in_force(folder))
    return Check(reading=reading, anomalies=found, previous=previous_day, replaces=replaces, programmes=told)


def load_extract(
    data: bytes,
    filename: str,
    layout: Layout,
    as_at: date,
    folder: Path,
    *,
    loaded_at: datetime,
    loaded_by: str,
    accept_reason: str | None = None,
    demonstration: bool = False,
    check: Check | None = None,
    progress: Progress | None = None,
    programmes: File | None = None,
    sheet: str | None = None,
) -> Loading:
    """Load an extract whole, or not at all; `check` saves reading a file twice that has just been checked.

    Raises UnreadableFile, and LoadRefused where something must be accepted and no reason is given.
    """
    check = check or check_extract(
        data, filename, layout, as_at, folder, progress, programmes=programmes, sheet=sheet
    )
    if check.to_accept and not (accept_reason or "").strip():
        raise LoadRefused([*check.to_accept, "Accept this with a written reason, or load another file."])
    manifest = Manifest(
        **_facts(data, filename, layout, check),
        programmes=_programmes(check, programmes),
        as_at=as_at,
        loaded_at=loaded_at,
        loaded_by=loaded_by,
        accepted_because=(accept_reason or "").strip() or None if check.to_accept else None,
        demonstration=demonstration,
    )
    prepared = scratch(folder)
    try:
        with writing(folder):
            (prepared / manifest.original).write_bytes(data)
            write_rows(check.reading.rows, prepared / ROWS)
            (prepared / LAYOUT).write_text(layout_to_toml(layout), encoding="utf-8", newline="\n")
            (prepared / FAULTS).write_text(_faults_csv(check.reading.faults), encoding="utf-8")
            if programmes and check.programmes and manifest.programmes:
                companion.write(prepared, programmes.data, manifest.programmes, check.programmes)
            (prepared / MANIFEST).write_text(manifest.to_json(), encoding="utf-8")
            placed = put_in_place(prepared, folder, as_at)
    finally:
        discard(prepared)
    return next(loading for loading in loadings(folder) if loading.path == placed)


def _programmes(check: Check, programmes: File | None) -> dict[str, Any] | None:
    """What the manifest says of the programmes file, where one came."""
    if programmes is None or check.programmes is None:
        return None
    return companion.facts(programmes.data, programmes.filename, check.programmes)


def _facts(data: bytes, filename: str, layout: Layout, check: Check) -> dict[str, Any]:
    """What the manifest says of the file itself, apart from who loaded it, when and why."""
    reading = check.reading
    return {
        "layout": layout.title,
        "layout_name": layout.name,
        "layout_sha256": hashlib.sha256(layout_to_toml(layout).encode()).hexdigest(),
        "note": layout.note,
        "filename": PurePath(filename).name,
        "original": "original" + PurePath(filename).suffix.lower(),
        "sha256": hashlib.sha256(data).hexdigest(),
        "read": reading.read,
        "accepted": reading.accepted,
        "repeated": reading.repeated,
        "rejected": reading.rejected,
        "warned": sum(1 for fault in reading.faults if fault.severity == "warned"),
        "columns": reading.columns,
        "rejected_references": reading.rejected_references,
        "anomalies": tuple(asdict(anomaly) for anomaly in check.anomalies),
    }


def _faults_csv(faults: tuple[Fault, ...]) -> str:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["row", "reference", "column", "value", "severity", "message"])
    for fault in faults:
        writer.writerow([fault.row, fault.reference, fault.column, fault.value, fault.severity, fault.message])
    return text.getvalue()


def counts_in_words(read: int, accepted: int, repeated: int, rejected: int) -> str:
    """What became of the rows of a file: "2,192 rows read = 2,189 accepted + 3 repeated + 0 rejected"."""
    parts = f"{count(accepted)} accepted + {count(repeated)} repeated + {count(rejected)} rejected"
    return f"{plural(read, 'row')} read = {parts}"
