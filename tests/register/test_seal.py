"""Whatever is changed by hand in a register's folder is found: by opening it, or by reading every file again."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pytest

from analytics.__main__ import main
from analytics.filters import EVERYTHING
from analytics.intake.layouts import load_layout
from analytics.measures import headline_figures
from analytics.register import folder as register_folder
from analytics.register import seal
from analytics.register.database import Register
from analytics.register.folder import Withdrawal
from analytics.register.loading import load_extract
from analytics.register.remarks import remarks
from analytics.register.verification import verify
from tests.registers import unseal

DAYS = (date(2022, 1, 31), date(2022, 2, 28), date(2022, 3, 31))
LAST = "2022-03-31"


def load(folder: Path, as_at: date, rows: int) -> Path:
    text = "reference,source,status\n" + "".join(f"R-{number},DARA,open\n" for number in range(rows))
    loading = load_extract(
        text.encode(), f"{as_at}.csv", load_layout("standard"), as_at, folder,
        loaded_at=datetime(as_at.year, as_at.month, as_at.day, 9, tzinfo=UTC), loaded_by="analyst",
        accept_reason="known", marking="OFFICIAL",
    )  # fmt: skip
    return loading.path


@pytest.fixture(scope="module")
def sealed_register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sealed")
    for number, as_at in enumerate(DAYS):
        load(folder, as_at, 10 + number)
    return folder


@pytest.fixture
def folder(sealed_register: Path, tmp_path: Path) -> Path:
    return shutil.copytree(sealed_register, tmp_path / "register")


def damage_sentences(folder: Path) -> tuple[str, ...]:
    """What every page says of the register's files."""
    register = Register(folder)
    return tuple(
        sentence for sentence in remarks(register, register.dates(EVERYTHING)) if "Accepted because" not in sentence
    )


def close_every_row(extract: Path) -> None:
    """A status rewritten in the rows, as somebody would who wants the figures better."""
    rows = extract / "rows.parquet"
    with duckdb.connect() as con:
        con.execute("create table rows as select * replace ('closed' as status) from read_parquet(?)", [str(rows)])
        con.execute("copy rows to $rows (format parquet)", {"rows": str(rows)})


def explain_it_away(extract: Path) -> None:
    manifest = extract / "manifest.json"
    about = json.loads(manifest.read_text(encoding="utf-8")) | {"accepted_because": "The Board agreed."}
    manifest.write_text(json.dumps(about), encoding="utf-8")


def test_an_untouched_register_has_nothing_said_of_it(folder: Path) -> None:
    assert damage_sentences(folder) == ()
    verification = verify(folder)
    assert (verification.extracts, verification.files, verification.originals) == (3, 15, 3)
    assert (verification.problems, verification.notes) == ((), ())


def test_a_seal_is_what_the_documentation_says(folder: Path) -> None:
    """SHA-256 of each file, and of the folder's name, the number, the hash before and the files, as JSON."""
    first, second = (json.loads((folder / "extracts" / f"{day}/seal.json").read_text()) for day in DAYS[:2])
    rows = (folder / "extracts" / "2022-02-28" / "rows.parquet").read_bytes()
    assert second["files"]["rows.parquet"] == hashlib.sha256(rows).hexdigest()
    content = ["2022-02-28", 2, first["hash"], sorted(map(list, second["files"].items()))]
    assert second["hash"] == hashlib.sha256(json.dumps(content).encode()).hexdigest()
    assert second["previous"] == first["hash"]


@pytest.mark.parametrize("text", ["", "[1]", "{}", '{"number": 1, "previous": "", "files": [], "hash": ""}', "\xff"])
def test_what_is_no_seal_is_told(folder: Path, text: str) -> None:
    (folder / "extracts" / LAST / "seal.json").write_bytes(text.encode("latin-1"))
    assert "is damaged and is in no figure: seal.json is no seal." in damage_sentences(folder)[0]


@pytest.mark.parametrize("change", [close_every_row, explain_it_away])
def test_a_manifest_or_rows_changed_by_hand_are_found_on_opening(
    folder: Path, change: Callable[[Path], None], capsys: pytest.CaptureFixture[str]
) -> None:
    change(folder / "extracts" / LAST)
    (sentence,) = damage_sentences(folder)
    assert sentence.startswith("The extract of 31 March 2022 is damaged and is in no figure: ")
    assert "changed or removed by hand after the load" in sentence
    assert headline_figures.headline(Register(folder), EVERYTHING).open == 11
    assert main(["figures", "--register", str(folder)]) == 0
    assert sentence in capsys.readouterr().err


def test_a_change_under_a_running_dashboard_is_found_whatever_time_the_file_is_given(folder: Path) -> None:
    rows = folder / "extracts" / LAST / "rows.parquet"
    version, before = Register(folder).version, rows.stat()
    data = bytearray(rows.read_bytes())
    data[len(data) // 2] ^= 1
    rows.write_bytes(data)
    os.utime(rows, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert register_folder.fingerprint(folder) != version
    assert "rows.parquet was changed" in damage_sentences(folder)[0]


def test_a_list_beside_the_rows_changed_by_hand_is_told_and_its_extract_stays(folder: Path) -> None:
    (folder / "extracts" / LAST / "faults.csv").write_text("row,reference\n", encoding="utf-8")
    (sentence,) = damage_sentences(folder)
    assert sentence.startswith("In the extract of 31 March 2022, faults.csv was changed by hand after the load.")
    assert headline_figures.headline(Register(folder), EVERYTHING).open == 12


def test_a_changed_original_is_found_by_reading_every_file(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    original = folder / "extracts" / LAST / "original.csv"
    original.write_bytes(original.read_bytes().replace(b"R-3,DARA,open", b"R-3,DARA,closed"))
    assert damage_sentences(folder) == (), "originals are large: opening a register does not read them"
    assert main(["verify", "--register", str(folder)]) == 1
    printed = capsys.readouterr().out
    assert "original.csv was changed or removed by hand after the load." in printed
    assert "gives other rows: status differs in 1 row (R-3)" in printed


def test_rows_of_a_register_without_seals_are_held_against_their_original(folder: Path) -> None:
    unseal(folder)
    assert verify(folder).problems == ()
    assert len(verify(folder).notes) == 3
    close_every_row(folder / "extracts" / LAST)
    assert damage_sentences(folder) == ()
    (problem,) = verify(folder).problems
    assert "2022-03-31.csv, read again, gives other rows: status differs in 12 rows (R-0, R-1, R-10 …)." in problem


def test_an_extract_that_was_removed_or_put_in_is_found(folder: Path) -> None:
    extracts = folder / "extracts"
    moved = shutil.move(extracts / "2022-02-28", folder / "elsewhere")
    (sentence,) = damage_sentences(folder)
    assert sentence.startswith("1 seal is missing before that of the folder “2022-03-31”")
    shutil.move(moved, extracts / "2022-02-27")
    assert any("is about 28 February 2022" in sentence for sentence in damage_sentences(folder))
    shutil.move(extracts / "2022-02-27", extracts / "2022-02-28")
    assert damage_sentences(folder) == ()
    (extracts / "2022-02-28" / "seal.json").unlink()
    assert any(
        "“2022-02-28” in the register’s folder has no seal, though others do" in sentence
        for sentence in damage_sentences(folder)
    )


def test_an_older_loading_put_in_place_of_its_replacement_is_found(folder: Path) -> None:
    load(folder, DAYS[1], 20)
    extracts = folder / "extracts"
    shutil.rmtree(extracts / "2022-02-28.2")
    assert damage_sentences(folder) == (), (
        "nothing follows the newest seal: that one is gone shows in the audit trail alone"
    )
    shutil.copytree(extracts / "2022-02-28", extracts / "2022-02-28.2")
    assert any(
        "seal.json was changed by hand, or its folder was renamed" in sentence for sentence in damage_sentences(folder)
    )


def test_a_withdrawal_taken_back_or_made_by_hand_is_found(folder: Path) -> None:
    withdrawal = Withdrawal(datetime(2022, 4, 1, tzinfo=UTC), "analyst", "The wrong file.")
    register_folder.withdraw(folder, DAYS[2], withdrawal)
    assert not any("by hand" in sentence for sentence in damage_sentences(folder))
    assert verify(folder).problems == ()
    withdrawn = folder / "extracts" / LAST / "withdrawn.json"
    text = withdrawn.read_text(encoding="utf-8")
    withdrawn.unlink()
    assert any("withdrawn.json was changed or removed by hand" in sentence for sentence in damage_sentences(folder))
    assert [loading.as_at for loading in Register(folder).extracts] == [*DAYS[:2]]
    withdrawn.write_text(text, encoding="utf-8")
    assert not any("by hand" in sentence for sentence in damage_sentences(folder))
    (folder / "extracts" / "2022-02-28" / "withdrawn.json").write_text(text, encoding="utf-8")
    assert any("“2022-02-28” in the register’s folder has no seal" in sentence for sentence in damage_sentences(folder))


def test_a_seal_made_anew_by_hand_is_found_by_the_next(folder: Path) -> None:
    extract = folder / "extracts" / "2022-02-28"
    close_every_row(extract)
    made = json.loads((extract / "seal.json").read_text(encoding="utf-8"))
    made["files"]["rows.parquet"] = hashlib.sha256((extract / "rows.parquet").read_bytes()).hexdigest()
    content = ["2022-02-28", made["number"], made["previous"], sorted(map(list, made["files"].items()))]
    made["hash"] = hashlib.sha256(json.dumps(content).encode()).hexdigest()
    (extract / "seal.json").write_text(json.dumps(made), encoding="utf-8")
    assert damage_sentences(folder) == ("The seal of the folder “2022-03-31” does not follow the one before it.",)


def test_the_check_reads_each_file_whatever_was_read_before(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert damage_sentences(folder) == ()
    read: list[Path] = []
    hashed = seal._hash
    monkeypatch.setattr(seal, "_hash", lambda path: read.append(path) or hashed(path))
    assert damage_sentences(folder) == ()
    assert read == [], "opening it again reads nothing that did not change"
    verify(folder)
    assert len(set(read)) == 15


def test_references_that_were_accepted_as_renumbered_are_read_so_again(tmp_path: Path) -> None:
    for number, dash in enumerate(("-", " ")):
        text = "reference,source,status\n" + "".join(f"R{dash}{number:03},DARA,open\n" for number in range(30))
        loaded = load_extract(
            text.encode(), "a.csv", load_layout("standard"), DAYS[number], tmp_path,
            loaded_at=datetime(2022, 4, 1 + number, tzinfo=UTC), loaded_by="analyst", accept_reason="known",
            marking="OFFICIAL",
        )  # fmt: skip
    assert len(loaded.manifest.renumbered) == 30
    assert verify(tmp_path).notes == ()


def test_a_file_that_was_added_is_found_by_reading_every_file(folder: Path) -> None:
    (folder / "extracts" / LAST / "notes.txt").write_text("x", encoding="utf-8")
    (problem,) = verify(folder).problems
    assert "notes.txt was added by hand" in problem


def test_an_older_register_is_sealed_by_a_command(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    unseal(folder)
    assert main(["seal", "--register", str(folder)]) == 0
    assert "3 extracts sealed: 2022-01-31, 2022-02-28 and 2022-03-31." in capsys.readouterr().out
    assert main(["seal", "--register", str(folder)]) == 0
    assert capsys.readouterr().out == "Every extract has its seal already.\n"
    assert main(["verify", "--register", str(folder)]) == 0
    close_every_row(folder / "extracts" / LAST)
    assert "is damaged" in damage_sentences(folder)[0]


def test_what_seals_alone_cannot_show_the_audit_trail_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ACTIONS_URL", f"sqlite:///{tmp_path / 'store.sqlite'}")
    register = tmp_path / "register"
    for as_at in DAYS:
        file = tmp_path / f"{as_at}.csv"
        file.write_text("reference,source,status,theme\nA,DARA,open,Custody\n", encoding="utf-8")
        requested = [
            "--layout",
            "standard",
            "--as-at",
            str(as_at),
            "--register",
            str(register),
            "--marking",
            "OFFICIAL",
        ]
        assert main(["load", str(file), *requested, "--accept-anomalies", "known"]) == 0
    assert main(["audit", "verify", "--register", str(register)]) == 0
    copy = shutil.copytree(register, tmp_path / "copy")
    shutil.rmtree(copy / "extracts" / LAST)
    assert damage_sentences(copy) == ()
    capsys.readouterr()
    assert main(["audit", "verify", "--register", str(copy)]) == 1
    assert "The register lacks a seal that entry 3 of the audit trail recorded" in capsys.readouterr().err
    close_every_row(register / "extracts" / LAST)
    (register / "extracts" / LAST / "seal.json").unlink()
    assert register_folder.seal_all(register) == [register / "extracts" / LAST]
    assert damage_sentences(register) == ()
    assert main(["audit", "verify", "--register", str(register)]) == 1
    assert "The audit trail has no entry on seal 3 of the register" in capsys.readouterr().err


def test_the_demonstration_is_sealed(demonstration: Path) -> None:
    assert register_folder.unsealed(demonstration) == []
    assert register_folder.damaged(demonstration) == []
    assert register_folder.seal_problems(demonstration) == ()
