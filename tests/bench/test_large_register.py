"""The benchmark's register: as many rows as asked for, each reference once, the demonstration's shape."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from analytics.register.folder import in_force
from bench.large_register import copied, large_register

ROWS = pd.DataFrame(
    {
        "reference": ["HM-1", "DA-1"],
        "parent_reference": ["", "HM-1"],
        "source": ["HMICFRS", "DARA"],
        "status": ["open", "open"],
        "made_on": ["2022-03-01", ""],
    },
    dtype=str,
)


def test_each_copy_has_references_of_its_own_and_keeps_its_parents() -> None:
    rows = copied(ROWS, 3)
    assert list(rows["reference"]) == ["HM-1", "DA-1", "HM-1 /1", "DA-1 /1", "HM-1 /2", "DA-1 /2"]
    assert list(rows["parent_reference"]) == ["", "HM-1", "", "HM-1 /1", "", "HM-1 /2"]


def test_each_copy_is_some_days_earlier_and_a_blank_date_stays_blank() -> None:
    assert list(copied(ROWS, 2)["made_on"]) == ["2022-03-01", "", "2022-02-28", ""]


def _demonstration(folder: Path, days: list[str]) -> Path:
    for day in days:
        extract = folder / "extracts" / day
        extract.mkdir(parents=True)
        ROWS.to_csv(extract / "original.csv", index=False)
    return folder


def test_a_register_of_the_size_asked_for_is_loaded_once(tmp_path: Path) -> None:
    pattern = _demonstration(tmp_path / "pattern", ["2022-09-30", "2022-10-31", "2022-11-28"])
    made = large_register(pattern, tmp_path / "build", 5, 2)
    assert [loading.manifest.accepted for loading in in_force(made)] == [6, 6]
    written = (made / "extracts").stat().st_mtime_ns
    assert large_register(pattern, tmp_path / "build", 5, 2) == made
    assert (made / "extracts").stat().st_mtime_ns == written


def test_a_pattern_without_an_extract_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="holds no extract"):
        large_register(tmp_path, tmp_path / "build", 5, 2)
