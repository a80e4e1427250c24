"""The faults of an extract are read back as they were found, line ends in a cell included."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from analytics.intake.faults import LISTED, total
from analytics.intake.layouts import load_layout
from analytics.register.faults import read_faults
from analytics.register.loading import check_extract, load_extract

DAY = date(2022, 11, 28)
FILE = b'reference,source,status,made_on\n1,DARA,open,2022-13-45\n2,DARA,"in\n progres",\n,DARA,open,\n'


def test_what_was_found_is_what_is_read(tmp_path: Path) -> None:
    layout = load_layout("standard")
    result = check_extract(FILE, "a.csv", layout, DAY, tmp_path).reading.faults
    loading = load_extract(
        FILE, "a.csv", layout, DAY, tmp_path,
        loaded_at=datetime(2022, 11, 28, tzinfo=UTC), loaded_by="analyst", accept_reason="as it is",
    )  # fmt: skip
    assert len(result) == 3
    assert read_faults(loading) == result


def test_an_extract_without_a_list_has_none(tmp_path: Path) -> None:
    loading = load_extract(
        b"reference,source,status\n1,DARA,open\n", "a.csv", load_layout("standard"), DAY, tmp_path,
        loaded_at=datetime(2022, 11, 28, tzinfo=UTC), loaded_by="analyst",
    )  # fmt: skip
    (loading.path / "faults.csv").unlink()
    assert read_faults(loading) == ()


def test_faults_counted_together_come_back_with_their_number(tmp_path: Path) -> None:
    data = b"reference,source,status,made_on\n" + b"".join(b"%d,DARA,open,soon\n" % row for row in range(LISTED + 9))
    loading = load_extract(
        data, "a.csv", load_layout("standard"), DAY, tmp_path,
        loaded_at=datetime(2022, 11, 28, tzinfo=UTC), loaded_by="analyst", accept_reason="no dates yet",
    )  # fmt: skip
    result = read_faults(loading)
    assert [result[-1].times, len(result)] == [9, LISTED + 1]
    assert total(result) == loading.manifest.warned == LISTED + 9
