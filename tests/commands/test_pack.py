"""The command that makes a pack: unattended, the same bytes wherever it runs, and refusals that a schedule can tell."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest

from analytics.__main__ import main
from analytics.audit.trail import Choice
from analytics.files.pack.write import KINDS
from analytics.meetings.store import Store
from tests.files.pack.packs import sheet_rows
from tests.meetings.records import action, meeting
from tests.registers import write_extract
from tests.worked_changes import NOVEMBER, OCTOBER, row, worked

DAYS = ("--as-at", "2022-11-30", "--since", "2022-10-31")


def ran(*arguments: object) -> int:
    """The exit status of the command."""
    try:
        return main(["pack", *(str(argument) for argument in arguments)])
    except SystemExit as ended:
        return int(ended.code or 0)


@pytest.fixture
def register(tmp_path: Path) -> Path:
    return worked(tmp_path / "register")


@pytest.fixture(autouse=True)
def nobodys_meetings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ACTIONS_URL", f"sqlite:///{tmp_path / 'absent.sqlite'}")


def test_a_pack_is_written_and_says_so(register: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    to = tmp_path / "pack.xlsx"
    assert ran("--register", register, *DAYS, "--meeting", "peel", "--held-on", "2022-12-05", "--to", to) == 0
    printed = capsys.readouterr()
    assert printed.out == f"Fortnightly PEEL coordination, 5 December 2022: 14 sections written to {to}.\n"
    assert "names no file that is there" in printed.err
    with Store(f"sqlite:///{tmp_path / 'absent.sqlite'}") as store:
        (entry,), _ = store.audit_entries(Choice())
    assert (entry.action, entry.facts["since"], entry.facts["filters"]) == (
        "pack made",
        "2022-10-31",
        {"as_at": ["2022-11-30"]},
    )
    assert entry.facts["sha256"] == hashlib.sha256(to.read_bytes()).hexdigest()


def test_a_mistyped_filter_is_told_and_the_pack_is_made(
    register: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    to = tmp_path / "pack.xlsx"
    assert ran("--register", register, *DAYS, "--source", "DARRA", "--sections", "position", "--to", to) == 0
    assert "There is no source called 'DARRA' in this register at 30 November 2022." in capsys.readouterr().err
    assert to.is_file()


def test_sections_filters_and_words_are_chosen(register: Path, tmp_path: Path) -> None:
    to, saved = tmp_path / "pack.xlsx", tmp_path / "choice.json"
    filters = {"programme": ["Vetting"], "as_at": ["2022-11-30"]}
    settings = {"since": "2022-10-31", "filters": filters, "sections": ["sources"], "commentary": {"position": "Up."}}
    saved.write_text(json.dumps(settings), encoding="utf-8")
    assert ran("--register", register, "--choice", saved, "--to", to) == 0
    assert openpyxl.load_workbook(to).sheetnames == ["Cover", "Text", "1.1 By source", "1.2 By source"]
    assert ran("--register", register, "--choice", saved, "--sections", "position, sources", "--to", to) == 0
    book = openpyxl.load_workbook(to)
    assert "Vetting. Causes of concern and advice are counted apart." in [cell.value for cell in book["Cover"]["A"]]
    assert "Up." in [line["Paragraph"] for line in sheet_rows(book["Text"])]
    # Of the outstanding A, C, E, F, G only E is with Vetting; a filter of the command line takes the saved one's place.
    assert sheet_rows(book["1.1 Position"])[0]["30 November 2022"] == 1
    assert ran("--register", register, "--choice", saved, "--programme", "[blank]", *DAYS, "--sections", "position",
               "--to", to) == 0  # fmt: skip
    assert sheet_rows(openpyxl.load_workbook(to)["1.1 Position"])[0]["30 November 2022"] == 3


def test_actions_are_read_from_the_store(register: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    address = f"sqlite:///{tmp_path / 'meetings' / 'actions.sqlite'}"
    with Store(address) as store:
        held = store.add(meeting(OCTOBER), by="Analyst", at=datetime(2022, 10, 31, tzinfo=UTC))
        requested = action(held.id, "Ask for the dates.", due_on=date(2022, 11, 15))
        store.add(requested, by="Analyst", at=datetime(2022, 10, 31, tzinfo=UTC))
    monkeypatch.setenv("ACTIONS_URL", address)
    to = tmp_path / "pack.xlsx"
    assert ran("--register", register, *DAYS, "--to", to) == 0
    (line,) = sheet_rows(openpyxl.load_workbook(to)["1.1 Actions from last time"])
    assert (line["Action"], line["State"]) == ("Ask for the dates.", "Open, 15 days overdue")


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        ((*DAYS, "--to", "pack.doc"), 2, "let the name of the file end in .pdf, .pptx, .html or .xlsx"),
        (("--since", "2022-10-31", "--to", "pack.xlsx"), 2, "A pack needs --as-at"),
        (("--as-at", "2022-11-30", "--to", "pack.xlsx"), 2, "A pack needs --as-at"),
        (("--as-at", "2022-10-31", "--since", "2022-11-30", "--to", "pack.xlsx"), 2, "must lie before 31 October 2022"),
        ((*DAYS, "--sections", "weather", "--to", "pack.xlsx"), 2, "There is no section 'weather'"),
        ((*DAYS, "--meeting", "tea", "--to", "pack.xlsx"), 2, "there is no meeting 'tea'"),
        ((*DAYS, "--overdue", "very", "--to", "pack.xlsx"), 2, "'very' is not one of"),
        ((*DAYS, "--choice", "absent.json", "--to", "pack.xlsx"), 2, "there is no file 'absent.json'"),
        ((*DAYS, "--to", "nowhere/pack.xlsx"), 1, "There is no folder 'nowhere'"),
    ],
)
def test_what_cannot_be_is_refused(
    register: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    status: int,
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert ran("--register", register, *arguments) == status
    assert said in " ".join(capsys.readouterr().err.split())
    # The store may be there: a refusal is recorded in it.
    assert {path.name for path in tmp_path.iterdir()} - {"absent.sqlite"} == {"register"}


def test_an_empty_register_and_a_choice_that_is_none_are_refused(tmp_path: Path) -> None:
    assert ran("--register", tmp_path / "nowhere", *DAYS, "--to", tmp_path / "pack.xlsx") == 1
    (tmp_path / "choice.json").write_text("{", encoding="utf-8")
    assert ran("--choice", tmp_path / "choice.json", *DAYS, "--to", tmp_path / "pack.xlsx") == 2


def test_the_same_bytes_in_another_process_and_from_a_copy(register: Path, tmp_path: Path, project_root: Path) -> None:
    def bytes_of(name: str) -> list[bytes]:
        return [(tmp_path / f"{name}.{kind}").read_bytes() for kind in KINDS]

    for name in ("here", "again"):
        for kind in KINDS:
            assert ran("--register", register, *DAYS, "--to", tmp_path / f"{name}.{kind}") == 0
    copy = shutil.copytree(register, tmp_path / "copy", copy_function=shutil.copy)
    for path in copy.rglob("*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    for kind in KINDS:
        requested = ["pack", "--register", copy, *DAYS, "--to", tmp_path / f"there.{kind}"]
        surroundings = {**os.environ, "PYTHONHASHSEED": "7"}
        command = [sys.executable, "-m", "analytics", *requested]
        subprocess.run(command, check=True, env=surroundings, cwd=project_root, capture_output=True)
    assert bytes_of("here") == bytes_of("again") == bytes_of("there")
    write_extract(copy, NOVEMBER, [row("A")], sha256="another")
    for kind in KINDS:
        assert ran("--register", copy, *DAYS, "--to", tmp_path / f"again.{kind}") == 0
    assert not set(bytes_of("here")) & set(bytes_of("again"))
