"""The faults of a loaded extract, written when it is loaded and read back."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import cast

from analytics.errors import RegisterError
from analytics.intake.faults import Fault, Severity
from analytics.register.folder import FAULTS, Loading


def read_faults(loading: Loading) -> tuple[Fault, ...]:
    """Every fault of one loading, in the order of the file; none where the list has been lost.

    Raises RegisterError where the list is damaged.
    """
    return _read(loading.path)


def faults_of_part(place: Path, name: str) -> tuple[Fault, ...]:
    """The faults of the part whose files lie in a folder, each saying in which part it is."""
    return tuple(replace(fault, message=f"{fault.message} It is in the part {name}.") for fault in _read(place))


def faults_csv(faults: Iterable[Fault]) -> str:
    """The faults as the text that is kept beside the rows."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["row", "reference", "column", "value", "severity", "message", "times"])
    for fault in faults:
        writer.writerow(
            [fault.row, fault.reference, fault.column, fault.value, fault.severity, fault.message, fault.times]
        )
    return text.getvalue()


def _read(place: Path) -> tuple[Fault, ...]:
    path = place / FAULTS
    if not path.is_file():
        return ()
    try:
        # Decoded here and read whole: a cell may hold line ends of its own.
        rows = csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8"), newline=""))
        return tuple(_fault(row) for row in rows)
    except (KeyError, ValueError, csv.Error) as error:
        raise RegisterError(f"The faults of the extract {place.name} cannot be read: {path} is damaged.") from error


def _fault(row: dict[str, str]) -> Fault:
    return Fault(
        row=int(row["row"]) if row["row"] else None,
        reference=row["reference"] or None,
        column=row["column"],
        value=row["value"],
        message=row["message"],
        severity=cast(Severity, row["severity"]),
        times=int(row.get("times") or 1),
    )
