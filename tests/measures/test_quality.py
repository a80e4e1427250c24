"""How far extracts can be trusted: fill rates against a plain count, what moved, who loaded and accepted what."""

from __future__ import annotations

import tempfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from hypothesis import given

from analytics.intake.layouts import load_layout
from analytics.measures import quality
from analytics.register.database import Register
from analytics.register.folder import Withdrawal, withdraw
from analytics.register.loading import load_extract
from analytics.vocabulary import COLUMNS
from tests.examples import examples
from tests.independent.strategies import Case, cases
from tests.registers import write_history

OCTOBER, NOVEMBER = date(2022, 10, 31), date(2022, 11, 28)


def load(folder: Path, as_at: date, text: str, *, hour: int = 9, reason: str | None = None) -> None:
    load_extract(
        text.encode(), f"{as_at}.csv", load_layout("standard"), as_at, folder,
        loaded_at=datetime(2022, 12, 1, hour, tzinfo=UTC), loaded_by="analyst", accept_reason=reason,
    )  # fmt: skip


@examples(8)
@given(cases())
def test_fill_against_a_plain_count(case: Case) -> None:
    with tempfile.TemporaryDirectory() as folder:
        register = Register(write_history(Path(folder), case.extracts))
        result = quality.fill(register)
    expected: dict[tuple[date, str], tuple[int, int]] = {}
    for extract in case.extracts:
        for column in COLUMNS:
            filled = sum(1 for row in extract.rows if row.get(column.name) not in (None, "", []))
            if extract.rows:
                expected[extract.as_at, column.name] = (len(extract.rows), filled)
    rows: list[dict[str, Any]] = result.to_dict("records")
    assert {(row["as_at"], row["column_name"]): (row["accepted"], row["filled"]) for row in rows} == expected


def test_a_rejected_row_is_not_counted_though_its_last_one_stands_on(tmp_path: Path) -> None:
    load(tmp_path, OCTOBER, "reference,source,status,theme\n1,DARA,open,Custody\n2,DARA,open,\n")
    load(tmp_path, NOVEMBER, "reference,source,status,theme\n1,DARA,opne,Custody\n2,DARA,open,\n", reason="known")
    theme = quality.fill(Register(tmp_path)).set_index(["as_at", "column_name"])["share"]
    assert theme[OCTOBER, "theme"] == 0.5  # one of two
    assert theme[NOVEMBER, "theme"] == 0  # none of one: row 1 was rejected


def test_what_moved_since_the_extract_before(tmp_path: Path) -> None:
    # Theme is filled in 2 of 2, then in 1 of 2; due in 0, then 1 of 2. Faults: a bad date, then two.
    load(tmp_path, OCTOBER, "reference,source,status,theme,made_on\n1,DARA,open,A,x\n2,DARA,open,B,\n")
    heading = "reference,source,status,theme,made_on,due_on"
    load(tmp_path, NOVEMBER, f"{heading}\n1,DARA,open,A,x,2022-12-01\n2,DARA,open,,y,\n")
    register = Register(tmp_path)
    moves = quality.fill_moves(register)
    assert moves[["column_name", "before", "now", "points"]].to_numpy().tolist() == [
        ["theme", 1.0, 0.5, -50.0],
        ["due_on", 0.0, 0.5, 50.0],
    ]
    faults = quality.fault_moves(register)
    assert faults[["column_name", "before", "now", "more"]].to_numpy().tolist() == [["made_on", 1, 2, 1]]
    assert quality.faults(register)["faults"].tolist() == [1, 2]


def test_what_moved_is_told_of_the_extracts_known_on_a_day(tmp_path: Path) -> None:
    # Theme fills up from September to October and empties again by November; a bad date comes and goes.
    heading = "reference,source,status,theme,made_on"
    load(tmp_path, date(2022, 9, 30), f"{heading}\n1,DARA,open,,\n2,DARA,open,,\n")
    load(tmp_path, OCTOBER, f"{heading}\n1,DARA,open,A,x\n2,DARA,open,B,\n")
    load(tmp_path, NOVEMBER, f"{heading}\n1,DARA,open,A,\n2,DARA,open,,\n", reason="known")
    register = Register(tmp_path)

    def told(known_at: date | None) -> tuple[list[float], list[int]]:
        fill, faults = quality.fill_moves(register, known_at), quality.fault_moves(register, known_at)
        return fill.loc[fill["column_name"] == "theme", "points"].tolist(), faults["more"].tolist()

    assert told(None) == told(NOVEMBER) == ([-50.0], [-1])
    assert told(date(2022, 11, 1)) == told(OCTOBER) == ([100.0], [1])
    assert told(date(2022, 10, 1)) == ([], [])


def test_one_extract_has_moved_nowhere(tmp_path: Path) -> None:
    load(tmp_path, OCTOBER, "reference,source,status\n1,DARA,open\n")
    register = Register(tmp_path)
    assert quality.fill_moves(register).empty
    assert quality.fault_moves(register).empty
    assert quality.faults(register).empty


def test_replaced_and_withdrawn_extracts_are_listed_with_when_who_and_why(tmp_path: Path) -> None:
    load(tmp_path, OCTOBER, "reference,source,status\n1,DARA,open\n")
    load(tmp_path, NOVEMBER, "reference,source,status\n1,DARA,open\n")
    load(tmp_path, NOVEMBER, "reference,source,status\n1,DARA,open\n2,DARA,open\n", hour=10)
    withdraw(tmp_path, OCTOBER, Withdrawal(datetime(2022, 12, 2, tzinfo=UTC), "lead analyst", "wrong month"))
    result = [
        (extract.manifest.as_at, extract.number, extract.status, extract.by, extract.why)
        for extract in quality.extracts(tmp_path)
    ]
    assert result == [
        (NOVEMBER, 2, "in force", None, None),
        (NOVEMBER, 1, "replaced", "analyst", None),
        (OCTOBER, 1, "withdrawn", "lead analyst", "wrong month"),
    ]


def test_what_was_accepted_stands_with_who_and_why(tmp_path: Path) -> None:
    twenty = "".join(f"{number},DARA,open\n" for number in range(20))
    load(tmp_path, OCTOBER, f"reference,source,status\n{twenty}")
    load(tmp_path, NOVEMBER, "reference,source,status\n0,DARA,open\n1,DARA,opne\n", reason="a pilot extract")
    result = quality.accepted(tmp_path)
    assert result[0].kind == "rows rejected"
    assert result[0].message == "1 of 2 rows read were rejected."
    assert {accepted.kind for accepted in result} >= {"rows rejected", "far fewer rows", "references vanished"}
    assert {(accepted.as_at, accepted.loaded_by, accepted.because) for accepted in result} == {
        (NOVEMBER, "analyst", "a pilot extract")
    }
