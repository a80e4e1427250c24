"""Reads the demonstration's committed extracts with nothing but the csv module."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "data" / "demonstration" / "extracts"

Row = dict[str, str]


@cache
def read_extracts() -> dict[str, list[Row]]:
    """The rows of each extract by its day, oldest first."""
    result = {}
    for path in sorted(FOLDER.glob("*/original.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            result[path.parent.name] = list(csv.DictReader(file))
    return result


def counted(row: Row) -> bool:
    """Whether the row enters counts: causes of concern and advice do not."""
    return row["kind"] not in ("cause of concern", "advice")


def is_open(row: Row) -> bool:
    return row["status"] in ("open", "proposed for closure")
