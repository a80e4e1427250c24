"""The steps of assurance on one small register counted by hand, and in plain Python on any history."""

from __future__ import annotations

import random
import tempfile
from collections import Counter
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

import pandas as pd
import pytest
from hypothesis import given

from analytics.filters import Filters
from analytics.measures import assurance, headline_figures, recommendations
from analytics.register.database import Register
from analytics.vocabulary import State
from tests.examples import examples
from tests.independent import history, measures
from tests.independent.history import value
from tests.independent.strategies import Case, cases
from tests.registers import write_history, write_register

OCTOBER, NOVEMBER = date(2022, 10, 31), date(2022, 11, 30)
DONE = {"action_complete_on": date(2022, 9, 1), "proposed_for_closure_on": date(2022, 9, 11)}
JUDGED = {"assured_by_role": "Head of Assurance", "assurance_outcome": "in part", "evidence": "Sample"}


def row(reference: str, status: str, **columns: Any) -> dict[str, Any]:
    held = {"source": "DARA", "owner_role": "Head of Vetting", "made_on": date(2022, 1, 1)}
    return {"reference": reference, "status": status, **held, **columns}


@pytest.fixture
def register(tmp_path: Path) -> Register:
    """A is sent back, B reopened, C and P wait, D, E, F and ten L are closed, S is superseded by A, K a candidate."""
    closed = {"close_reason": "implemented", "closed_on": date(2022, 10, 1), **DONE}
    many = [row(f"L{number}", "closed", **closed) for number in range(10)]
    october = [
        row("A", "proposed for closure", **DONE),
        row("B", "closed", closed_on=date(2022, 10, 10)),
        row("C", "open", action_complete_on=date(2022, 9, 1)),
        row("P", "proposed for closure", **DONE),
        row("D", "closed", **closed, **JUDGED),
        row("E", "closed", closed_on=date(2022, 10, 5), **{**JUDGED, "assured_by_role": "Head of Vetting"}),
        row("F", "closed", closed_on=date(2022, 10, 5), evidence="A memo"),
        row("S", "closed", close_reason="superseded", successor_reference="A", closed_on=date(2022, 10, 5)),
        row("T", "closed", close_reason="superseded", closed_on=date(2022, 10, 5)),
        row("K", "open", tags=["Closure candidate"]),
        *many,
    ]
    november = [row("A", "open", **JUDGED), row("B", "open"), *october[2:]]
    return Register(write_register(tmp_path, {OCTOBER: october, NOVEMBER: november}))


def test_the_steps(register: Register) -> None:
    result = assurance.assurance(register, Filters()).steps.set_index("step")
    # Complete: C, P, D and the ten L. Proposed: P, D, the L. Assured: A, D, E. Closed: D, E, F, the L.
    assert list(result["reached"]) == [13, 12, 3, 13]
    # C waits to be proposed, P to be assured; A was assured (in part) and stands open again.
    assert list(result["waiting"]) == [1, 1, 1, 0]
    # Ten days from complete to proposed for P, D and the L; from 11 September to 1 October for D and the L.
    assert list(result["measured"]) == [0, 12, 0, 11]
    assert list(result["days"].dropna()) == [10, 20]


def test_no_lag_on_fewer_than_ten(register: Register) -> None:
    result = assurance.assurance(register, Filters(status=("proposed for closure",))).steps
    assert result["days"].isna().all()


def test_the_lag_is_the_median_also_of_an_even_number(tmp_path: Path) -> None:
    chance = random.Random(15)
    lags = {
        "DARA": [1, 2, 3, 4, 5, 6, 8, 9, 10, 11],  # 5 and 6 in the middle
        "HMICFRS": [chance.randint(0, 40) for _ in range(10)],
        "IOPC": [chance.randint(0, 40) for _ in range(11)],
        "Coroner": [chance.randint(0, 40) for _ in range(12)],
    }
    proposed = date(2022, 8, 1)
    rows = [
        {**row(f"{source}-{n}", "closed"), "source": source, "proposed_for_closure_on": proposed,
         "closed_on": proposed + timedelta(days=lag)}
        for source, of_source in lags.items()
        for n, lag in enumerate(of_source)
    ]  # fmt: skip
    register = Register(write_register(tmp_path, {OCTOBER: rows}))
    for source, of_source in lags.items():
        steps = assurance.assurance(register, Filters(source=(source,))).steps.set_index("step")
        assert steps.loc["Closed", ["days", "measured"]].tolist() == [median(of_source), len(of_source)]
    assert median(lags["DARA"]) == 5.5
    register.close()


def test_who_judged_and_on_what(register: Register) -> None:
    result = assurance.assurance(register, Filters())
    assert result.by("basis") == {
        "The owner’s word alone": 10, "Judged by another role": 1, "Judged by the owner’s own role": 1,
        "Evidence, no judge recorded": 1,
    }  # fmt: skip
    assert result.by("outcome") == {"": 11, "in part": 2}


def test_sent_back_reopened_and_replaced(register: Register) -> None:
    back = assurance.sent_back(register, Filters()).rows
    assert back[["reference", "sent_back_on", "times"]].to_numpy().tolist() == [["A", NOVEMBER, 1]]
    again = assurance.reopened(register, Filters()).rows.to_dict("records")[0]
    assert (again["reference"], again["days"], again["is_within_a_year"]) == ("B", 51, True)
    replaced = assurance.superseded(register, Filters()).rows
    replaced = replaced[["reference", "successor_reference", "successor_status"]]
    assert replaced.astype(object).where(replaced.notna(), None).to_numpy().tolist() == [
        ["T", None, None], ["S", "A", "open"],
    ]  # fmt: skip
    assert list(assurance.candidates(register, Filters()).rows["reference"]) == ["K"]


def test_a_closing_without_a_day_may_lie_more_than_a_year_back(tmp_path: Path) -> None:
    # Closed in the first extract, nobody knows when since 1 January 2021 (A), since 1 January 2022 (B).
    days = {
        OCTOBER: [row("A", "closed", made_on=date(2021, 1, 1)), row("B", "closed")],
        NOVEMBER: [row("A", "open", made_on=date(2021, 1, 1)), row("B", "open")],
    }
    listed = assurance.reopened(Register(write_register(tmp_path, days)), Filters())
    assert listed.counts == {"listed": 2, "within": 1, "unsure": 1, "undated": 2}
    result = listed.rows
    assert result["closed_on"].tolist() == [OCTOBER, OCTOBER]
    assert result["days"].isna().all()
    assert dict(zip(result["reference"], result["is_within_a_year"], strict=True)) == {"A": None, "B": True}


def test_a_closing_taken_back_on_its_anniversary_is_within_a_year(tmp_path: Path) -> None:
    day = date(2021, 10, 31)
    extracts = {day: [row("A", "closed", closed_on=day)], OCTOBER: [row("A", "open")]}
    register = Register(write_register(tmp_path, extracts))
    assert assurance.reopened(register, Filters()).rows["is_within_a_year"].tolist() == [True]
    register.close()


def test_nothing_is_sent_back_before_the_extract_that_says_so(register: Register) -> None:
    before = Filters(as_at=OCTOBER + timedelta(days=10))
    for result in (assurance.sent_back(register, before), assurance.reopened(register, before)):
        assert result.rows.empty
        assert not any(result.counts.values())


def test_the_first_rows_of_a_list_come_with_what_is_counted_of_all(register: Register) -> None:
    result = assurance.superseded(register, Filters(), 1)
    assert list(result.rows["reference"]) == ["T"]
    assert result.counts == {"listed": 2, "named": 1, "replaced": 1}
    searched = assurance.superseded(register, Filters(search="t"), 1)  # what no cell can answer is asked of the rows
    assert searched.counts == {"listed": 1, "named": 0, "replaced": 0}


@pytest.mark.parametrize(
    "chosen",
    [Filters(), Filters(source=("HMICFRS", "DARA")), Filters(entered_from=date(2020, 1, 1))],
    ids=("all", "of cells", "of rows"),
)
def test_superseded_and_candidates_are_those_of_the_list_of_rows(demonstration: Path, chosen: Filters) -> None:
    register = Register(demonstration)
    rows = recommendations.rows(register, chosen, recommendations.EXPORTED, "reference").to_dict("records")
    gone = {row["reference"]: row["successor_reference"] for row in rows if row["close_reason"] == "superseded"}
    tagged = [row["reference"] for row in rows if "Closure candidate" in row["tags"] and row["state"] == "outstanding"]
    result = assurance.superseded(register, chosen).rows
    assert dict(zip(result["reference"], result["successor_reference"], strict=True)) == gone
    assert sorted(assurance.candidates(register, chosen).rows["reference"]) == sorted(tagged)
    assert gone
    assert tagged
    register.close()


@examples(12)
@given(cases())
def test_any_history_a_second_time(case: Case) -> None:
    filters = Filters(**{**case.choice, "as_at": case.t1, "known_at": case.k1})
    records, fits = history.view(case.extracts, case.t1, case.k1), measures.chosen(case.choice)
    with tempfile.TemporaryDirectory() as folder:
        register = Register(write_history(Path(folder), case.extracts))
        closure = assurance.assurance(register, filters)
        steps, judged = closure.steps, closure.judged
        sent_back = assurance.sent_back(register, filters).rows
        withdrawn = headline_figures.headline(register, filters).withdrawn_or_merged
    outstanding_or_closed = [
        record for record in measures.filtered(records, fits) if record.state in (State.OUTSTANDING, State.CLOSED)
    ]
    reported = [reached(record, case.t1) for record in outstanding_or_closed]
    assert list(steps["reached"]) == [sum(steps[place] for steps in reported) for place in range(4)]
    assert list(steps["waiting"])[:3] == [
        sum(steps[place] and not any(steps[place + 1 :]) for steps in reported) for place in range(3)
    ]
    lags = [
        (record.closed_on - proposed).days
        for record in outstanding_or_closed
        if record.state == State.CLOSED
        and record.closed_dated
        and (proposed := by(record, "proposed_for_closure_on", case.t1))
    ]
    assert steps["measured"].iloc[3] == len(lags)
    days = steps["days"].iloc[3]
    assert pd.isna(days) if len(lags) < 10 else days == median(lags)
    ended = (State.OUTSTANDING, State.CLOSED, State.WITHDRAWN)
    states = Counter(str(record.state) for record in measures.filtered(records, fits) if record.state in ended)
    assert judged.groupby("state")["recommendations"].sum().to_dict() == dict(states)
    told_why = judged[judged["state"] != State.OUTSTANDING].groupby("reason")["recommendations"].sum().to_dict()
    over = [record for record in measures.filtered(records, fits) if record.state in (State.CLOSED, State.WITHDRAWN)]
    assert told_why == dict(
        Counter("not accepted" if measures.is_not_accepted(record) else record.close_reason or "" for record in over)
    )
    assert withdrawn == sum(record.state == State.WITHDRAWN and measures.is_closed(record) for record in over)
    used = history.used(case.extracts, case.k1)
    back = {record.reference: returns(used, record.reference, case.t1) for record in measures.filtered(records, fits)}
    assert dict(zip(sent_back["reference"], sent_back["times"], strict=True)) == {
        name: times for name, times in back.items() if times
    }


def by(record: history.Record, column: str, t: date) -> date | None:
    day = value(record.attributes, column)
    return day if day and day <= t else None


def reached(record: history.Record, t: date) -> tuple[bool, bool, bool, bool]:
    outcome_or_role = value(record.attributes, "assurance_outcome") or value(record.attributes, "assured_by_role")
    proposed = by(record, "proposed_for_closure_on", t) or record.status == "proposed for closure"
    return (
        bool(by(record, "action_complete_on", t)),
        bool(proposed),
        bool(outcome_or_role),
        record.state == State.CLOSED,
    )


def returns(used: list[history.Used], reference: str, t: date) -> int:
    rows = history.rows_of(used, reference)
    return sum(
        before.row["status"] == "proposed for closure"
        and after.row["status"] in ("open", "awaiting on-boarding", "disputed")
        and after.as_at <= t
        for before, after in pairwise(rows)
    )


def test_the_rows_behind_what_was_not_accepted_are_not_those_without_a_reason(tmp_path: Path) -> None:
    day = {"closed_on": date(2022, 10, 1)}
    rows = [row("N", "not accepted", **day), row("B", "closed", **day), row("O", "open")]
    register = Register(write_register(tmp_path, {NOVEMBER: rows}))
    by_value = {
        value: assurance.closures_with_value(register, Filters(), "reason", value) for value in ("not accepted", "")
    }
    assert {value: list(result["reference"]) for value, result in by_value.items()} == {
        "not accepted": ["N"],
        "": ["B"],
    }


def test_the_reason_for_closing_is_that_of_the_row_that_decides_the_state(tmp_path: Path) -> None:
    first, last = row("A", "not accepted", close_reason="duplicate"), row("A", "closed")
    register = Register(write_register(tmp_path, {OCTOBER: [first], NOVEMBER: [last]}))
    judged = assurance.assurance(register, Filters(as_at=date(2022, 11, 15), known_at=NOVEMBER)).judged
    assert judged[["state", "reason"]].to_numpy().tolist() == [["closed", ""]]
