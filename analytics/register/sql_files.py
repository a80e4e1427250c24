"""The named SQL steps of a folder: each is a file, named for what it returns, read once."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def read_sql(folder: Path, name: str) -> str:
    """The text of one SQL step; raises FileNotFoundError on a name that no file has."""
    return (folder / f"{name}.sql").read_text(encoding="utf-8")
