"""The named SQL steps of a folder: each is a file, named for what it returns, read once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_HEADER = re.compile(r"-- (One row per .*(?:\n-- .*)*?)\n-- Reads: (.+(?:\n--  .+)*)\n")


@dataclass(frozen=True, slots=True)
class SqlFile:
    """A query or a step: what a row of it is, the names of the relations that it reads, and its text without these."""

    returns: str
    reads: tuple[str, ...]
    text: str


@cache
def read_sql(folder: Path, name: str) -> SqlFile:
    """The file of one SQL step, which opens with `-- One row per …` and `-- Reads: position, version`.

    Raises FileNotFoundError on a name that no file has, and ValueError where it opens otherwise.
    """
    text = (folder / f"{name}.sql").read_text(encoding="utf-8")
    if (header := _HEADER.match(text)) is None:
        raise ValueError(
            f"{name}.sql must open with '-- One row per …' and then '-- Reads: …', the relations it reads."
        )
    reads = header[2].replace("\n-- ", "").split(",")
    return SqlFile(header[1].replace("\n-- ", " "), tuple(map(str.strip, reads)), text[header.end() :])
