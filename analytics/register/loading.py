"""How an extract enters the register: read, checked against the one before it, written beside, renamed into place."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, time
from pathlib import Path, PurePath
from typing import Any

from analytics.errors import LoadRefused
from analytics.intake.anomalies import Anomaly, anomalies
from analytics.intake.faults import Fault, Reading
from analytics.intake.layouts import Layout
from analytics.intake.previous_extract import contradicted
from analytics.intake.programmes import ProgrammesReading, read_programmes
from analytics.intake.register_so_far import RegisterSoFar
from analytics.intake.rows import read_extract
from analytics.register import programmes as companion
from analytics.register.folder import (
    FAULTS,
    MANIFEST,
    ROWS,
    Loading,
    Manifest,
    in_force,
    loadings,
)  # fmt: skip
from analytics.register.parquet import newest_rows, read_rows, write_rows
from analytics.register.writing import preparing, put_in_place
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
    renumber: bool = True,
) -> Check:
    """Read a file, and the programmes file with it, and compare it with the extract before it; nothing is loaded.

    With `renumber`, a reference that is probably one of the register written differently is read as that one, which the
    analyst has to accept; without it, it is a new recommendation's.
    Raises UnreadableFile where a file cannot be read as a table.
    """
    told = read_programmes(programmes.data, programmes.filename, as_at) if programmes else None
    so_far, previous_day = _so_far(folder, as_at, renumber=renumber)
    reading = read_extract(data, filename, layout, as_at, progress, so_far=so_far)
    found = anomalies(so_far.previous, reading, as_at, previous_day)
    if so_far.previous is not None and previous_day is not None:
        more = contradicted(so_far.previous, reading, previous_day)
        reading = replace(reading, faults=tuple(sorted((*reading.faults, *more), key=lambda fault: fault.row or 0)))
    replaces = any(loading.as_at == as_at for loading in in_force(folder))
    return Check(reading=reading, anomalies=found, previous=previous_day, replaces=replaces, programmes=told)


def _so_far(folder: Path, as_at: date, *, renumber: bool) -> tuple[RegisterSoFar, date | None]:
    """What the register holds around a day, and the day of the extract before it."""
    extracts = in_force(folder)
    earlier = [loading for loading in extracts if loading.as_at < as_at]
    later = [loading for loading in extracts if loading.as_at > as_at]
    nearest = [loading.rows for loading in (*reversed(earlier), *later)]
    so_far = RegisterSoFar(
        previous=read_rows(earlier[-1].rows) if earlier else None,
        following=read_rows(later[0].rows) if later else None,
        family=lambda references: newest_rows(nearest, references),
        renumbered={given: name for loading in extracts for given, name in loading.manifest.renumbered.items()},
        proposes_renumbering=renumber,
    )
    return so_far, earlier[-1].as_at if earlier else None


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
) -> Loading:
    """Load an extract whole, or not at all; `check` saves reading a file twice that has just been checked.

    Raises UnreadableFile, and LoadRefused where something must be accepted and no reason is given.
    """
    check = check or check_extract(data, filename, layout, as_at, folder, progress, programmes=programmes)
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
    with preparing(folder) as prepared:
        (prepared / manifest.original).write_bytes(data)
        write_rows(check.reading.rows, prepared / ROWS)
        (prepared / FAULTS).write_text(_faults_csv(check.reading.faults), encoding="utf-8")
        if programmes and check.programmes and manifest.programmes:
            companion.write(prepared, programmes.data, manifest.programmes, check.programmes)
        (prepared / MANIFEST).write_text(manifest.to_json(), encoding="utf-8")
        placed = put_in_place(prepared, folder, as_at)
    return next(loading for loading in loadings(folder) if loading.path == placed)


def as_loading(check: Check, as_at: date, place: Path) -> Loading:
    """A checked file as an extract that is not on the register, its rows written to the folder `place`.

    Enough for a history: its manifest has the counts, columns and rejected references, and no layout, name or reason.
    """
    write_rows(check.reading.rows, place / ROWS)
    reading = check.reading
    manifest = Manifest(
        **_counts(reading), as_at=as_at, loaded_at=datetime.combine(as_at, time()), loaded_by="", layout="", note="",
        filename="", original="", sha256="",
    )  # fmt: skip
    return Loading(path=place, number=1, manifest=manifest, withdrawal=None)


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
        "note": layout.note,
        "filename": PurePath(filename).name,
        "original": "original" + PurePath(filename).suffix.lower(),
        "sha256": hashlib.sha256(data).hexdigest(),
        "anomalies": tuple(asdict(anomaly) for anomaly in check.anomalies),
        **_counts(reading),
    }


def _counts(reading: Reading) -> dict[str, Any]:
    """What the manifest says of the rows: how many, in which columns, and which references only rejected rows bear."""
    return {
        "read": reading.read,
        "accepted": reading.accepted,
        "repeated": reading.repeated,
        "rejected": reading.rejected,
        "warned": sum(1 for fault in reading.faults if fault.severity == "warned"),
        "columns": reading.columns,
        "rejected_references": reading.rejected_references,
        "renumbered": {one.given: one.reference for one in reading.renumbered},
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
