"""What commands do is in the audit trail, what was refused too; and the command that checks the trail."""

from __future__ import annotations

import hashlib
import sqlite3
from pathlib import Path

import pytest

from analytics.__main__ import main
from analytics.audit.entries import AuditEntry
from analytics.audit.trail import Choice
from analytics.meetings.store import Store

GOOD = "reference,source,status,made_on\nA,DARA,open,2021-05-01\nB,HMICFRS,open,2021-06-01\n"
WORSE = "reference,source,status,made_on\nA,DARA,open,2021-05-01\n,HMICFRS,open,2021-06-01\n"


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ACTIONS_URL", f"sqlite:///{tmp_path / 'store.sqlite'}")
    return tmp_path / "store.sqlite"


@pytest.fixture
def load(tmp_path: Path, database: Path) -> tuple[str, ...]:
    """The words of a command that loads the good file."""
    assert database
    (tmp_path / "good.csv").write_text(GOOD, encoding="utf-8")
    (tmp_path / "worse.csv").write_text(WORSE, encoding="utf-8")
    register = str(tmp_path / "register")
    return ("load", str(tmp_path / "good.csv"), "--layout", "standard", "--as-at", "2022-01-31", "--register", register)


def entries(database: Path) -> list[AuditEntry]:
    """The trail, oldest first."""
    with Store(f"sqlite:///{database}") as store:
        assert store.verify_audit().is_intact
        return store.audit_entries(Choice())[0][::-1]


def test_a_load_an_export_and_a_withdrawal_are_recorded(load: tuple[str, ...], tmp_path: Path, database: Path) -> None:
    register, out = load[-1], tmp_path / "out.csv"
    assert main(load) == 0
    assert main(["export", "--register", register, "--source", "DARA", "--to", str(out)]) == 0
    assert main(["withdraw", "--register", register, "--as-at", "2022-01-31", "--why", "Wrong file."]) == 0
    loaded, exported, withdrawn = entries(database)
    assert [entry.action for entry in (loaded, exported, withdrawn)] == [
        "extract loaded",
        "file exported",
        "extract withdrawn",
    ]
    assert all(entry.by.startswith("command line, ") for entry in (loaded, exported, withdrawn))
    assert loaded.facts["extract"] == "2022-01-31"
    assert loaded.facts["files"] == [{"file": "good.csv", "sha256": hashlib.sha256(GOOD.encode()).hexdigest()}]
    assert exported.facts["filters"] == {"source": ["DARA"]}
    assert exported.facts["rows"] == 1
    assert exported.facts["sha256"] == hashlib.sha256(out.read_bytes()).hexdigest()
    assert len(exported.facts["edition"]) == 16
    assert withdrawn.facts["reason"] == "Wrong file."


def test_a_refusal_and_an_acceptance_are_recorded(load: tuple[str, ...], database: Path) -> None:
    worse = (load[0], load[1].replace("good", "worse"), *load[2:])
    assert main(worse) == 1
    assert main([*worse, "--accept-anomalies", "The owner is told."]) == 0
    refused, loaded, accepted = entries(database)
    assert (refused.action, loaded.action, accepted.action) == ("refused", "extract loaded", "warnings accepted")
    assert refused.facts["attempt"] == "load worse.csv as the extract of 2022-01-31"
    assert "1 row is rejected" in refused.facts["why"]
    assert (accepted.facts["reason"], accepted.facts["rejected"]) == ("The owner is told.", 1)


def test_nothing_is_loaded_that_cannot_be_recorded(
    load: tuple[str, ...], database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database.write_text("This is no database. " * 100, encoding="utf-8")
    assert main(load) == 1
    assert "no SQLite database" in capsys.readouterr().err
    assert not Path(load[-1]).exists()


def test_the_trail_is_checked(load: tuple[str, ...], database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", "verify"]) == 0
    assert capsys.readouterr().out == "There is no audit trail yet.\n"
    assert main(load) == 0
    assert main(["withdraw", "--register", load[-1], "--as-at", "2022-01-31", "--why", "Wrong."]) == 0
    _, last = entries(database)
    capsys.readouterr()
    assert main(["audit", "verify"]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith(f"2 entries, none altered or missing. Hash of the last entry: {last.hash}\n")
    with sqlite3.connect(database) as by_hand:
        by_hand.execute("drop trigger audit_entry_no_delete")
        by_hand.execute("delete from audit_entry where number = 2")
    by_hand.close()
    assert main(["audit", "verify"]) == 0, "a trail that was cut short is whole by itself"
    assert main(["audit", "verify", "--expect", last.hash]) == 1
    assert "entries were removed" in capsys.readouterr().err
