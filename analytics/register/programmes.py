"""The programmes file in an extract's folder: the upload as it came, the rows accepted, and what did not fit."""

from __future__ import annotations

import csv
import hashlib
import io
import shutil
from dataclasses import asdict
from datetime import date
from pathlib import Path, PurePath
from typing import Any

from analytics.errors import RegisterError
from analytics.intake.faults import total
from analytics.intake.programmes import COLUMNS, Programme, ProgrammesReading
from analytics.register.folder import PROGRAMMES as ACCEPTED
from analytics.register.folder import Loading

FAULTS = "programmes-faults.csv"


def facts(data: bytes, filename: str, reading: ProgrammesReading) -> dict[str, Any]:
    """What the manifest says of the file."""
    return {
        "filename": PurePath(filename).name,
        "original": "programmes-original" + PurePath(filename).suffix.lower(),
        "sha256": hashlib.sha256(data).hexdigest(),
        "read": reading.read,
        "accepted": reading.accepted,
        "repeated": reading.repeated,
        "rejected": reading.rejected,
        "warned": total(reading.faults, "warned"),
    }


def write(prepared: Path, data: bytes, about: dict[str, Any], reading: ProgrammesReading) -> None:
    """Write the file beside the rows of a prepared extract."""
    (prepared / about["original"]).write_bytes(data)
    names = [column.name for column in COLUMNS]
    rows = [[asdict(row)[name] for name in names] for row in reading.rows]
    (prepared / ACCEPTED).write_text(_csv([names, *rows]), encoding="utf-8", newline="")
    reported = [
        [fault.row, fault.reference, fault.column, fault.value, fault.severity, fault.message]
        for fault in reading.faults
    ]
    header = ["row", "programme", "column", "value", "severity", "message"]
    (prepared / FAULTS).write_text(_csv([header, *reported]), encoding="utf-8", newline="")


def copy(loading: Loading, prepared: Path) -> None:
    """Copy the programmes file of an extract, its rows and its faults, into a prepared one."""
    assert loading.manifest.programmes is not None
    for name in (loading.manifest.programmes["original"], ACCEPTED, FAULTS):
        shutil.copyfile(loading.path / name, prepared / name)


def read(loading: Loading) -> tuple[Programme, ...] | None:
    """The programmes that came with an extract; None where no programmes file did, or where it has been lost.

    Raises RegisterError where the file is damaged.
    """
    path = loading.path / ACCEPTED
    if loading.manifest.programmes is None or not path.is_file():
        return None
    try:
        text = path.read_bytes().decode("utf-8")
        return tuple(_programme(row) for row in csv.DictReader(io.StringIO(text, newline="")))
    except (TypeError, ValueError) as error:
        raise RegisterError(
            f"The programmes of the extract {loading.path.name} cannot be read: {path} is damaged."
        ) from error


def _programme(row: dict[str, str]) -> Programme:
    dates = {column.name for column in COLUMNS if column.type == "date"}
    values: dict[str, Any] = {
        name: None if not text else date.fromisoformat(text) if name in dates else text for name, text in row.items()
    }
    return Programme(**values)


def _csv(rows: list[list[Any]]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()
