"""The faults of a loaded extract, read back as they were written when it was loaded."""

from __future__ import annotations

import csv
import io
from typing import cast

from analytics.intake.faults import Fault, Severity
from analytics.register.folder import FAULTS, Loading


def read_faults(loading: Loading) -> tuple[Fault, ...]:
    """Every fault of one loading, in the order of the file; none where the extract was loaded without that list."""
    path = loading.path / FAULTS
    if not path.is_file():
        return ()
    # Decoded here and read whole: a cell may hold line ends of its own.
    rows = csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8"), newline=""))
    return tuple(_fault(row) for row in rows)


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
