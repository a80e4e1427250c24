"""The command line as an analyst's scheduled job would call it, on real registers where they are at hand."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from calendar import monthrange
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from analytics.__main__ import main
from tests.intake.files import workbook
from tests.worked_changes import worked

GOOD = "reference,source,status,made_on\nA,DARA,open,2021-05-01\nB,HMICFRS,open,2021-06-01\n"


def ran(*arguments: object) -> int:
    """The exit status of one command."""
    try:
        return main([str(argument) for argument in arguments])
    except SystemExit as ended:
        return int(ended.code or 0)


def figures(capsys: pytest.CaptureFixture[str], *arguments: object) -> dict[str, Any]:
    """What `figures --json` prints."""
    capsys.readouterr()
    assert ran("figures", "--json", *arguments) == 0
    result: dict[str, Any] = json.loads(capsys.readouterr().out)
    return result


def file(folder: Path, text: str) -> Path:
    path = folder / "extract.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_month_from_check_to_export(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    register, extract = tmp_path / "register", file(tmp_path, GOOD)
    requested = (extract, "--layout", "standard", "--as-at", "2022-01-31", "--register", register)
    assert ran("check", *requested) == 0
    assert not register.exists()
    assert ran("load", *requested) == 0
    assert "2 rows read = 2 accepted + 0 repeated + 0 rejected" in capsys.readouterr().out
    assert figures(capsys, "--register", register, "--source", "DARA")["open"] == 1
    assert ran("export", "--register", register, "--source", "HMICFRS", "--to", tmp_path / "out.csv") == 0
    rows = list(csv.DictReader(io.StringIO((tmp_path / "out.csv").read_text(encoding="utf-8-sig"))))
    assert [row["reference"] for row in rows] == ["B"]
    assert ran("withdraw", "--register", register, "--as-at", "2022-01-31", "--why", "Wrong file.") == 0
    assert ran("figures", "--register", register) == 1


@pytest.mark.parametrize(
    ("name", "updated", "sentence"),
    [
        (
            "a 2022-01-31.csv",
            "2022-01-28",
            "The file name says 31 January 2022. If that is the day, add --as-at 2022-01-31.",
        ),
        (
            "a.csv",
            "2022-01-28",
            "No row was updated after 28 January 2022, by the column “updated_on”. If that is the day,",
        ),
        ("a.csv", "", "Neither the file name nor the rows say it."),
    ],
)
@pytest.mark.parametrize("command", ["check", "load"])
def test_a_day_that_is_not_given_is_proposed_and_nothing_is_done(
    command: str, name: str, updated: str, sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / name).write_text(f"reference,source,status,updated_on\nA,DARA,open,{updated}\n", encoding="utf-8")
    register = tmp_path / "register"
    assert ran(command, tmp_path / name, "--layout", "standard", "--register", register) == 2
    assert sentence in capsys.readouterr().err
    assert not register.exists()


def monthly(tmp_path: Path, *sheets: str) -> tuple[object, ...]:
    """The words of a command about a workbook whose sheets each have one recommendation, named as the sheet is."""
    header = ["reference", "source", "status"]
    book = tmp_path / "tracker.xlsx"
    book.write_bytes(workbook({sheet: [header, [sheet, "DARA", "open"]] for sheet in sheets}))
    return (book, "--layout", "standard", "--as-at", "2023-11-30", "--register", tmp_path / "register")


def test_the_newest_of_monthly_sheets_is_read_and_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = monthly(tmp_path, "Oct 23", "Nov 23")
    assert ran("load", *words) == 0
    assert "The newest, “Nov 23”, is read. To read another, name it with --sheet." in capsys.readouterr().err
    assert figures(capsys, *words[-2:], "--search", "Nov 23")["open"] == 1
    assert ran("load", *words, "--sheet", "Oct 23") == 0
    assert "The newest" not in capsys.readouterr().err
    assert figures(capsys, *words[-2:], "--search", "Nov 23")["open"] == 0


def test_sheets_of_months_without_a_year_are_refused_by_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ran("check", *monthly(tmp_path, "Oct", "Nov")) == 1
    assert 'Here, name it with --sheet: "Oct" or "Nov".' in capsys.readouterr().err


def test_after_the_newest_extract_no_movement_is_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    register = worked(tmp_path)
    later = figures(capsys, "--register", register, "--as-at", "2023-02-01")
    assert (later["latest_extract"], later["period"]["movement_shown"]) == ("2022-11-30", False)
    assert main(["figures", "--register", str(register), "--as-at", "2023-02-01"]) == 0
    assert "movement: not shown: the latest extract is from 30 November 2022" in capsys.readouterr().out
    period = ("--since", "2022-10-31", "--until")
    assert main(["changes", "--register", str(register), *period, "2023-02-01", "--json"]) == 0
    to_later = json.loads(capsys.readouterr().out)
    assert main(["changes", "--register", str(register), *period, "2022-11-30", "--json"]) == 0
    assert to_later == {**json.loads(capsys.readouterr().out), "known_at": to_later["known_at"]}
    assert to_later["until"] == "2022-11-30"


def test_a_search_finds_what_looks_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    register = tmp_path / "register"
    rows = (
        "1,HMICFRS,open,The inspector’s note on “follow‑up”,Met\n"
        "2,HMICFRS,open,The INSPECTOR'S note on follow-up,Met\n"
        "3,HMICFRS,open,A cafe\u0301 in the ﬁrst\u00a0row,Chief Officer’s team\n"
    )
    extract = file(tmp_path, f"reference,source,status,text,addressed_to\n{rows}")
    assert ran("load", extract, "--layout", "standard", "--as-at", "2022-01-31", "--register", register) == 0

    def found(words: str) -> int:
        return int(figures(capsys, "--register", register, "--search", words)["open"])

    assert [found(words) for words in ("inspector's", "Inspector’s note", "follow-up", "“follow–up")] == [2, 2, 2, 1]
    assert [found(words) for words in ("café first row", "cafe ﬁrst", "officer's team", "cafes")] == [1, 1, 1, 0]


def test_refusals_are_told_apart_from_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    register = tmp_path / "register"
    bad = file(tmp_path, GOOD.replace("B,HMICFRS,open", "B,HMICFRS,opne"))
    requested = (bad, "--layout", "standard", "--as-at", "2022-01-31", "--register", register)
    assert ran("check", *requested) == 1
    assert ran("load", *requested) == 1
    wording = capsys.readouterr().err
    assert "'opne' is not a status of this layout. Did you mean 'open'?" in wording
    assert ran("load", *requested, "--accept-anomalies", "The owner knows.") == 0
    assert ran("load", bad, "--layout", "no-such", "--as-at", "2022-01-31", "--register", register) == 1
    assert ran("load", tmp_path / "absent.csv", "--layout", "standard", "--as-at", "2022-01-31") == 2
    assert ran("load", bad, "--layout", "standard", "--as-at", "31/01/2022") == 2
    assert ran("figures", "--register", register, "--overdue", "very") == 2
    assert ran("figures", "--register", tmp_path / "nowhere") == 1


def test_rows_without_a_marking_are_told_until_one_is_given(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    requested = (
        file(tmp_path, "reference,source,status\nA,DARA,open\n"),
        "--layout",
        "standard",
        "--as-at",
        "2022-11-28",
    )
    register = ("--register", tmp_path / "register")
    assert ran("check", *requested, *register) == 0
    assert "1 row has no handling marking" in capsys.readouterr().err
    assert ran("load", *requested, *register, "--marking", "OFFICIAL-SENSITIVE") == 0
    assert "no handling marking" not in capsys.readouterr().err
    taken = tmp_path / "taken-OFFICIAL-SENSITIVE.csv"
    ran("export", *register, "--to", taken)
    assert "OFFICIAL-SENSITIVE" in taken.read_text(encoding="utf-8-sig")


def test_a_mistyped_filter_is_told_and_answered(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    requested = ("--layout", "standard", "--as-at", "2022-01-31", "--register", tmp_path / "register")
    assert ran("load", file(tmp_path, GOOD), *requested) == 0
    capsys.readouterr()
    assert ran("figures", "--json", "--source", "HMICFSR", "--source", "DARA", *requested[4:]) == 0
    reported = capsys.readouterr()
    assert json.loads(reported.out)["open"] == 1
    assert reported.err == "There is no source called 'HMICFSR' in this register. Did you mean 'HMICFRS'?\n"
    assert ran("export", "--tag", "Engage", "--to", tmp_path / "none.csv", *requested[4:]) == 0
    assert capsys.readouterr().err == "There is no tag called 'Engage' in this register.\n"


def test_changes_between_two_days(demonstration: Path, capsys: pytest.CaptureFixture[str]) -> None:
    days = ("--since", "2022-10-31", "--until", "2022-11-28")
    assert ran("changes", "--register", demonstration, "--json", *days) == 0
    result = json.loads(capsys.readouterr().out)
    assert result["period"]["residual"] == 0
    assert all(result["counts"][kind] == len(references) for kind, references in result["references"].items())
    assert result["counts"]["received"] == result["period"]["new"] + result["period"]["late_recorded"]
    assert ran("changes", "--register", demonstration, *days) == 0
    assert "  received: " in capsys.readouterr().out
    assert ran("changes", "--register", demonstration, "--since", "2022-11-28", "--until", "2022-10-31") == 2


def test_filters_may_be_spelled_with_a_dash_or_as_in_the_address(demonstration: Path, capsys: Any) -> None:
    dashed = figures(capsys, "--register", demonstration, "--delivery-route", "programme")
    assert dashed == figures(capsys, "--register", demonstration, "--delivery_route", "programme")
    assert dashed["open"] == 103


def test_the_demonstration_meets_the_published_totals(demonstration: Path, capsys: pytest.CaptureFixture[str]) -> None:
    result = figures(capsys, "--register", demonstration, "--as-at", "2022-11-28")
    assert (result["open"], result["reports"]) == (152, 48)  # MPS 1.2, 1.3
    routes = result["by"]["delivery_route"]
    assert [routes[name]["open"] for name in ("programme", "local improvement", "policy or other mechanism")] == [
        103, 39, 10,
    ]  # fmt: skip
    assert result["period"]["residual"] == 0


def test_the_taic_register_gives_the_expected_answers(
    shared_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    workbook = shared_data / "taic" / "TAIC_recommendations_04_04_2024.xlsx"
    expected = json.loads((shared_data / "expected.json").read_text())["taic"]
    # Rows that are alike in every cell are one recommendation told twice; expected.json counts rows.
    sheet = CalamineWorkbook.from_path(workbook).get_sheet_by_index(0).to_python()
    twice = [row for row, times in Counter(map(tuple, sheet[1:])).items() for _ in range(times - 1)]
    told_twice = Counter(row[4] for row in twice)
    requested = (workbook, "--layout", "taic", "--as-at", "2024-04-04", "--register", tmp_path)
    assert ran("load", *requested) == 0
    assert f"2,192 rows read = 2,189 accepted + {len(twice)} repeated + 0 rejected" in capsys.readouterr().out
    result = figures(capsys, "--register", tmp_path)
    status = {name: rows - told_twice[name] for name, rows in expected["status"].items()}
    assert result["open"] == result["outstanding"] == status["Open"]
    assert result["state_unknown"] == status["Unconfirmed"]
    ended = ("Closed acceptable", "Closed superseded", "Closed cancelled", "Withdrawn")
    assert result["closed"] == sum(status[name] for name in ended)
    over_a_year = ("1 to 2 years", "2 to 3 years", "3 years or more")
    assert sum(result["age"][band] for band in over_a_year) == expected["open_age_days_asof_2024-04-04"]["over_365"]


def test_the_six_pfd_extracts_give_the_expected_answers(
    shared_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    months = json.loads((shared_data / "expected.json").read_text())["pfd_monthly"]
    gone = 0
    for month, expected in months.items():
        as_at = month_end(month)
        extract = shared_data / "pfd" / f"database_{month}.csv"
        requested = (extract, "--layout", "pfd-tracker", "--as-at", as_at, "--register", tmp_path)
        assert ran("load", *requested) == 0, f"{month} raised a false alarm"
        gone += expected.get("gone_urls", 0)
        result = figures(capsys, "--register", tmp_path)
        assert result["closed"] == expected["status"]["completed"]
        assert result["open"] == expected["rows"] - expected["status"]["completed"]
        assert result["dropped"] == gone
        if "transitions" in expected:
            check_flow(result["period"], expected)


def check_flow(period: dict[str, int], expected: dict[str, Any]) -> None:
    """A month's statement against the transitions: what completed, what was reopened, what came."""
    completed = sum(n for change, n in expected["transitions"].items() if change.endswith("-> completed"))
    assert period["reopened"] == expected["reopened_completed_to_other"]
    assert period["new"] + period["late_recorded"] == expected["new_urls"]
    assert period["closed"] >= completed  # and those that came completed
    assert period["residual"] == 0


def month_end(month: str) -> date:
    year, number = map(int, month.split("-"))
    return date(year, number, monthrange(year, number)[1])


def test_check_says_what_would_change_and_load_does_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    requested = ("--layout", "standard", "--register", tmp_path / "register", "--as-at")
    assert ran("load", file(tmp_path, GOOD), *requested, "2022-01-31") == 0
    now = file(tmp_path, GOOD.replace("A,DARA,open", "A,DARA,not accepted") + "C,DARA,open,2022-02-02\n")
    capsys.readouterr()
    ran("check", now, *requested, "2022-02-28")
    wording = capsys.readouterr().out
    assert "Compared with the extract of 31 January 2022:\n  withdrawn or merged 1: A\n  new 1: C\n" in wording
    ran("check", now, *requested, "2022-02-28", "--json")
    result = json.loads(capsys.readouterr().out)
    (change,) = result["changes"]
    assert (change["against"], change["replaces"]) == ("2022-01-31", False)
    assert {kind: names for kind, names in change["references"].items() if names} == {
        "withdrawn or merged": ["A"],
        "new": ["C"],
    }
    assert (result["read"], result["faults"], change["counts"]["new"]) == (3, [], 1)
    ran("check", file(tmp_path, GOOD), *requested, "2022-01-31")
    same = "Compared with the extract of 31 January 2022 that it would replace, nothing would change."
    assert same in capsys.readouterr().out


def test_a_day_that_no_register_is_about_is_wrong_usage(demonstration: Path) -> None:
    assert ran("figures", "--register", demonstration, "--since", "0001-01-01") == 2


def test_whoever_reads_may_stop_reading(demonstration: Path, project_root: Path) -> None:
    command = [sys.executable, "-m", "analytics", "figures", "--register", str(demonstration)]
    with subprocess.Popen(command, cwd=project_root, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def test_an_unforeseen_error_is_a_line_and_no_traceback(
    demonstration: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        raise KeyError("no such\nthing")

    monkeypatch.setattr("analytics.measures.figures.figures", fail)
    assert ran("figures", "--register", demonstration) == 1
    wording = capsys.readouterr().err
    assert wording.startswith("This could not be done, through a fault of the program: KeyError")
    assert wording.count("\n") == 1


def test_an_extract_in_parts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """HMICFRS and DARA send a file each; in February DARA's has not come and is carried over."""
    register = ("--layout", "standard", "--register", tmp_path / "register")
    heading, dara, hmicfrs = GOOD.splitlines(keepends=True)
    january, february = ("--as-at", "2022-01-31"), ("--as-at", "2022-02-28")
    assert ran("load", file(tmp_path, heading + dara), *register, *january, "--part", "DARA") == 0
    assert ran("load", file(tmp_path, heading + hmicfrs), *register, *january, "--part", "HMICFRS") == 0
    assert "The extract: 2 rows = 1 DARA + 1 HMICFRS." in capsys.readouterr().out
    assert figures(capsys, *register[2:])["open"] == 2
    now = file(tmp_path, heading + hmicfrs.replace("open", "not accepted"))
    assert ran("load", now, *register, *february, "--part", "HMICFRS") == 1
    assert "anomaly: The part DARA is missing" in capsys.readouterr().err
    carried = ("--part", "HMICFRS", "--carry-over", "DARA")
    ran("check", now, *register, *february, *carried, "--json")
    assert json.loads(capsys.readouterr().out)["parts"] == [
        {"name": "DARA", "rows": 1, "carried_over_from": "2022-01-31"},
        {"name": "HMICFRS", "rows": 1, "carried_over_from": None},
    ]
    assert ran("load", now, *register, *february, *carried, "--accept-anomalies", "They refused it.") == 0
    assert "2 rows = 1 DARA (carried over from 31 January 2022) + 1 HMICFRS" in capsys.readouterr().out
    assert figures(capsys, *register[2:])["open"] == 1
    assert ran("load", now, *register, *february, "--part", "HMICFRS", "--carry-over", "Casey") == 1


@pytest.mark.parametrize(
    ("text", "reason"),
    [("", "'extract.csv' is empty."), (GOOD.splitlines()[0], "The file holds no row that can be accepted"),
     ("reference,source,status\nA,DARA,shut\n", "1 row is rejected and would not be used.")],
)  # fmt: skip
def test_a_check_that_fails_says_why(
    text: str, reason: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = [file(tmp_path, text), "--layout", "standard", "--as-at", "2022-11-28", "--register", tmp_path / "register"]
    assert ran("check", *given) != 0
    assert reason in capsys.readouterr().err


def test_a_day_to_come_is_questioned(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = [file(tmp_path, GOOD), "--layout", "standard", "--as-at", "2199-11-28", "--register", tmp_path / "register"]
    assert ran("check", *given) == 1
    assert "The extract is said to be of 28 November 2199, which is after today" in capsys.readouterr().err
    assert ran("load", *given) != 0
    assert not (tmp_path / "register" / "extracts").exists()
    assert ran("load", *given, "--accept-anomalies", "a rehearsal") == 0


def test_a_quotation_mark_that_is_never_closed_is_read_as_text_where_that_is_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = file(tmp_path, GOOD + 'C,"DARA,open,2021-07-01\n')
    given = [path, "--layout", "standard", "--as-at", "2022-11-28", "--register", tmp_path / "register"]
    assert ran("load", *given) != 0
    assert "opens in row 4, before 'DARA,open,2021-07-01', is never closed" in capsys.readouterr().err
    assert ran("load", *given, "--quotes-as-text") == 0
    assert "Row 4 has a quotation mark that is never closed" in capsys.readouterr().err
    assert ran("verify", "--register", tmp_path / "register") == 0


def test_one_part_is_withdrawn_by_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    register = ("--register", tmp_path / "register")
    for part in ("DARA", "IOPC"):
        path = file(tmp_path, f"reference,source,status\n{part}-1,{part},open\n")
        given = [path, "--layout", "standard", "--as-at", "2022-01-31", "--part", part, "--marking", "OFFICIAL"]
        assert ran("load", *given, *register) == 0
    out = ["withdraw", *register, "--as-at", "2022-01-31", "--part", "DARA", "--why", "Wrong file."]
    assert ran(*out) == 0
    assert "The part DARA of the extract of 31 January 2022 is withdrawn" in capsys.readouterr().out
    assert figures(capsys, *register)["open"] == 1
    assert ran(*out) == 1
    assert "has no part “DARA” in force. Its parts: IOPC." in capsys.readouterr().err
