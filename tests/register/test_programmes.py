"""The programmes file in an extract's folder: stored with it, read back, and refused with it."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from analytics.__main__ import main
from analytics.errors import LoadRefused
from analytics.intake.layouts import load_layout
from analytics.intake.programmes import Programme
from analytics.register import programmes
from analytics.register.folder import Loading, in_force
from analytics.register.loading import File, load_extract

DAY = date(2022, 11, 28)
GIVEN = b'programme,ended_on,risks\nVictim care,2022-11-01,"two\nlines"\n'


def load(folder: Path, file: bytes | None, reason: str | None = None) -> Loading:
    """An extract of one row, with a programmes file or without."""
    return load_extract(
        b"reference,source,status\nA,HMICFRS,open\n", "register.csv", load_layout("standard"), DAY, folder,
        loaded_at=datetime(2022, 11, 28, 9, tzinfo=UTC), loaded_by="test", accept_reason=reason,
        programmes=File(file, "Programmes.CSV") if file is not None else None,
    )  # fmt: skip


def test_the_file_lies_beside_the_rows_and_in_the_manifest(tmp_path: Path) -> None:
    loaded = load(tmp_path, GIVEN)
    about = in_force(tmp_path)[0].manifest.programmes
    assert about is not None
    assert about["sha256"] == hashlib.sha256(GIVEN).hexdigest()
    assert (loaded.path / about["original"]).read_bytes() == GIVEN
    assert (about["read"], about["accepted"], about["rejected"]) == (1, 1, 0)
    assert programmes.read(loaded) == (
        Programme(programme="Victim care", ended_on=date(2022, 11, 1), risks="two\nlines"),
    )  # fmt: skip


def test_without_a_file_there_is_none_and_the_manifest_is_silent(tmp_path: Path) -> None:
    loaded = load(tmp_path, None)
    assert programmes.read(loaded) is None
    assert "programmes" not in (loaded.path / "manifest.json").read_text(encoding="utf-8")


def test_a_rejected_row_stops_the_load_until_it_is_accepted(tmp_path: Path) -> None:
    given = GIVEN + b",2022-11-02,\n"
    with pytest.raises(LoadRefused, match="1 row of the programmes file would be left out"):
        load(tmp_path, given)
    assert in_force(tmp_path) == []
    loaded = load(tmp_path, given, "known")
    assert loaded.manifest.accepted_because == "known"
    assert "a row must name its programme" in (loaded.path / programmes.FAULTS).read_text(encoding="utf-8")


def test_the_command_line_takes_it_with_the_extract(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    extract, reported = tmp_path / "register.csv", tmp_path / "programmes.csv"
    extract.write_bytes(b"reference,source,status\nA,HMICFRS,open\n")
    reported.write_bytes(GIVEN)
    given = ["load", str(extract), "--layout", "standard", "--as-at", "2022-11-28", "--register", str(tmp_path)]
    assert main([*given, "--programmes", str(reported)]) == 0
    assert "Programmes: 1 row read = 1 accepted + 0 repeated + 0 rejected." in capsys.readouterr().out
    assert len(programmes.read(in_force(tmp_path)[0]) or ()) == 1
