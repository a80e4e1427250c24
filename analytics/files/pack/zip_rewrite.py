"""A zipped office file written anew, so that it says nothing of when or where it was made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from io import BytesIO
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

PartEdit = Callable[[bytes], bytes]


def rewrite_zip(
    archive: bytes, day: date, to: BinaryIO, edits: Mapping[str, PartEdit], dropped: frozenset[str]
) -> None:
    """Write the file's entries in their order, each dated with the day, some edited and some left out."""
    total = BytesIO()
    with ZipFile(BytesIO(archive)) as old, ZipFile(total, "w") as new:
        for name in old.namelist():
            if name in dropped:
                continue
            entry = ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            entry.compress_type, entry.create_system, entry.external_attr = ZIP_DEFLATED, 3, 0o600 << 16
            content = old.read(name)
            new.writestr(entry, edits[name](content) if name in edits else content)
    to.write(total.getvalue())
