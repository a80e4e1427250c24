"""The chosen rows as a file: what stands in it is exactly what the filters choose, in order."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from analytics.errors import RegisterError
from analytics.files import csv, register_workbook
from analytics.files.atomic import write_atomically
from analytics.files.selection import Selection
from analytics.filters import Filters
from analytics.register.database import Register

KINDS = ("csv", "xlsx")


def export(
    register: Register,
    filters: Filters,
    to: Path | BinaryIO,
    *,
    kind: str | None = None,
    order: str = "reference",
    for_publication: bool = False,
) -> int:
    """Write the recommendations that the filters choose to a file or a stream; the number written.

    `kind` is "csv" or "xlsx", by default the end of the file's name. A file is there whole or not at all.
    Raises RegisterError where the kind is neither, or there are more rows than a sheet holds.
    """
    selection = Selection(register=register, filters=filters, order=order, for_publication=for_publication)
    file_kind = kind or (to.suffix.lstrip(".").lower() if isinstance(to, Path) else "csv")
    if file_kind not in KINDS:
        raise RegisterError(f"'{to}' says neither CSV nor workbook: let the name of the file end in .csv or .xlsx.")
    if isinstance(to, Path):
        return write_atomically(to, lambda stream: write(selection, file_kind, stream))
    return write(selection, file_kind, to)


def write(selection: Selection, kind: str, to: BinaryIO) -> int:
    """Write a selection to a stream as "csv" or "xlsx"; the number of rows written."""
    if kind == "xlsx":
        return register_workbook.write(selection, to)
    return csv.write(selection.columns, selection.batches(), to)
