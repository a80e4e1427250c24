"""The committed extracts are what the script makes, today as on the day they were made."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from datetime import date

import pytest

from data.demonstration.make import loaded_at, originals
from tests.demonstration.extracts import FOLDER


@pytest.fixture(scope="module")
def remade() -> dict[date, bytes]:
    return originals()


def test_same_seed_gives_the_committed_extracts(remade: dict[date, bytes]) -> None:
    committed = {path.parent.name: path.read_bytes() for path in FOLDER.glob("*/original.csv")}
    assert {day.isoformat() for day in remade} == set(committed)
    for day, data in remade.items():
        reported = _first_difference(committed[day.isoformat()], data)
        assert reported is None, f"{day}: {reported} Make it again: python -m data.demonstration.make"


def test_the_difference_is_told_by_row_and_column() -> None:
    before, after = b"reference,status\nDA-1,open\n", b"reference,status\nDA-1,closed\n"
    assert _first_difference(before, after) == "row 2 (DA-1), status: committed 'open', made 'closed'."
    assert _first_difference(before, before + b"DA-2,open\n") == "2 rows were committed and 3 are made."
    assert _first_difference(before, before) is None


def test_loading_time_is_fixed() -> None:
    assert loaded_at(date(2022, 11, 28)).isoformat() == "2022-11-28T09:00:00+00:00"


def _first_difference(committed: bytes, made: bytes) -> str | None:
    if committed == made:
        return None
    old, new = _rows(committed), _rows(made)
    for number, (was, now) in enumerate(zip(old, new, strict=False), start=1):
        for column, (a, b) in enumerate(zip(was, now, strict=True)):
            if a != b:
                return f"row {number} ({was[0]}), {old[0][column]}: committed {a!r}, made {b!r}."
    return f"{len(old)} rows were committed and {len(new)} are made."


def _rows(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8"), newline="")))


def test_each_extract_was_loaded_from_the_original_beside_it() -> None:
    for path in sorted(FOLDER.glob("*/manifest.json")):
        manifest = json.loads(path.read_text(encoding="utf-8"))
        assert manifest["sha256"] == hashlib.sha256((path.parent / "original.csv").read_bytes()).hexdigest()
        assert manifest["demonstration"] is True
        assert manifest["loaded_at"] == f"{path.parent.name}T09:00:00+00:00"
        undated = int(path.parent.name >= "2022-07-31")  # one is closed from then on, and nobody wrote down the day
        assert (manifest["rejected"], manifest["warned"], manifest["anomalies"]) == (0, undated, [])
        assert (path.parent / "rows.parquet").exists()
