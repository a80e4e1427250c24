"""On-boarding: counted by hand, and a second time in plain Python on random histories."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

import pandas as pd
import pytest
from hypothesis import given

from analytics.filters import Filters
from analytics.measures.onboarding import (
    Onboarding,
    days_waiting,
    decided_in,
    decided_otherwise,
    exceptions,
    months_to,
    onboarding,
    queue,
)
from analytics.register.database import Register
from analytics.sections import onboarding as words
from tests.examples import examples
from tests.independent import advice, events, history, measures
from tests.independent.strategies import Case, cases
from tests.measures.test_second_computation import filters, opened
from tests.registers import write_register

FEW = examples(15)
DAY, BEFORE = date(2022, 11, 28), date(2022, 10, 31)
DECIDED = date(2022, 11, 10)


@dataclass(frozen=True, kw_only=True)
class Measured:
    """What is counted of a case, and the lists behind the counts."""

    outcome: Onboarding
    queue: pd.DataFrame
    waits: pd.DataFrame
    decisions: dict[date, pd.DataFrame]
    otherwise: pd.DataFrame
    exceptions: pd.DataFrame


def measured(case: Case) -> Measured:
    with opened(case.extracts) as register:
        chosen = filters(case)
        reported = onboarding(register, chosen)
        return Measured(
            outcome=reported,
            queue=queue(register, chosen),
            waits=days_waiting(register, chosen),
            decisions={month: decided_in(register, chosen, month) for month in reported.months},
            otherwise=decided_otherwise(register, chosen),
            exceptions=exceptions(register, chosen),
        )


def as_known(case: Case) -> dict[str, history.Record]:
    """The recommendations in the filter at the end, by reference."""
    fits = measures.chosen({**case.choice, "status": ()})
    result = measures.filtered(history.view(case.extracts, case.t1, case.k1), fits)
    return {record.reference: record for record in result}


@FEW
@given(cases(statuses=True))
def test_what_waits_and_for_how_long(case: Case) -> None:
    expected = {}
    for record in as_known(case).values():
        if measures.is_outstanding(record) and record.status == "awaiting on-boarding":
            received = history.value(record.attributes, "received_on")
            expected[record.reference] = (case.t1 - received).days if received and received <= case.t1 else None
    result = measured(case)
    assert dict(zip(result.queue["reference"], map(whole, result.queue["days"]), strict=True)) == expected
    waits = result.waits
    assert dict(zip(map(whole, waits["days"]), waits["waiting"], strict=True)) == dict(Counter(expected.values()))
    days = [each for each in expected.values() if each is not None]
    counted = result.outcome.waiting(), result.outcome.over_long(), result.outcome.longest()
    assert counted == (len(expected), sum(each > 60 for each in days), max(days, default=None))


@FEW
@given(cases(statuses=True))
def test_every_decision_of_twelve_months(case: Case) -> None:
    used, chosen = history.used(case.extracts, case.k1), as_known(case)
    expected = set()
    for event in events.events(used):
        if event.kind == "on-boarded" and event.reference in chosen and event.effective <= case.t1:
            reported = next(extract for extract in used if extract.as_at == event.extract_day)
            route = history.value(reported.rows[event.reference], "delivery_route") or ""
            received = history.value(chosen[event.reference].attributes, "received_on")
            is_timed = event.after is not None and received is not None and received <= event.effective
            days = (event.effective - received).days if is_timed else None
            if event.effective >= months_to(case.t1)[0]:
                expected.add((event.reference, event.effective, route, event.after is not None, days))
    result = measured(case)
    rows = [row for of_month in result.decisions.values() for row in of_month.to_dict("records")]
    listed = [(row["reference"], row["decided_on"], row["delivery_route"], whole(row["days"])) for row in rows]
    assert sorted(listed, key=str) == sorted(((*row[:3], row[4]) for row in expected), key=str)
    assert (result.outcome.decided(), result.outcome.undated()) == (len(expected), sum(not row[3] for row in expected))
    routes = Counter((day.replace(day=1), route) for _, day, route, *_ in expected)
    by_month = result.outcome.by_month().set_index("month")
    for month, row in by_month.iterrows():
        assert {route: row[route] for route in by_month.columns[:-1]} == {
            route: routes[month, route] for route in by_month.columns[:-1]
        }
        assert row["decisions"] == len(result.decisions[month])
    timed = sorted(row[4] for row in expected if row[4] is not None)
    assert result.outcome.median_days() == (median(timed) if len(timed) >= 10 else None)


@FEW
@given(cases(statuses=True))
def test_what_was_advised_of_what_waits(case: Case) -> None:
    waiting = {
        record.reference: (history.value(record.attributes, "source") or "", advice.advice(record.attributes, case.t1))
        for record in as_known(case).values()
        if measures.is_outstanding(record) and record.status == "awaiting on-boarding"
    }
    result = measured(case)
    columns = ["advised_by", "advised_on", "advised_achievable", "advised_route"]
    rows = result.queue.astype(object).where(result.queue.notna(), None)
    reported = {row["reference"]: advice.Advice(*(row[name] for name in columns)) for row in rows.to_dict("records")}
    assert reported == {reference: given for reference, (_, given) in waiting.items()}
    assert result.outcome.advised() == sum(given != advice.NONE for _, given in waiting.values())
    expected = Counter((source, advice.answer(given)) for source, given in waiting.values())
    by_answer = result.outcome.by_answer()
    counted = {(source, name): n for name, column in by_answer.items() for source, n in column.items() if n}
    assert counted == expected


@examples(50)  # one case in seventeen has such a decision
@given(cases(statuses=True))
def test_every_decision_that_took_another_route_than_advised(case: Case) -> None:
    used, chosen, since = history.used(case.extracts, case.k1), as_known(case), months_to(case.t1)[0]
    expected = set()
    for event in events.events(used):
        is_on_boarded = event.kind == "on-boarded" and event.reference in chosen
        if is_on_boarded and since <= event.effective <= case.t1:
            reported = next(extract for extract in used if extract.as_at == event.extract_day).rows[event.reference]
            if advice.is_otherwise(reported, chosen[event.reference].attributes, event.effective):
                expected.add((event.reference, event.effective))
    result = measured(case)
    assert set(zip(result.otherwise["reference"], result.otherwise["decided_on"], strict=True)) == expected
    assert result.outcome.otherwise() == len(expected)


@FEW
@given(cases(statuses=True))
def test_what_is_delivered_without_a_decision(case: Case) -> None:
    expected = {
        record.reference
        for record in as_known(case).values()
        if measures.is_outstanding(record)
        and history.value(record.attributes, "onboarded_on") is None
        and (history.value(record.attributes, "delivery_route") or history.value(record.attributes, "programme"))
    }
    result = measured(case)
    assert result.exceptions["reference"].tolist() == sorted(expected)
    assert result.outcome.exceptions() == len(expected)


def whole(days: Any) -> int | None:
    return None if pd.isna(days) else int(days)


def row(reference: str, status: str, received: date | None, **more: Any) -> dict[str, Any]:
    return {"reference": reference, "source": "HMICFRS", "status": status, "received_on": received, **more}


def test_sixty_days_are_not_over_sixty(tmp_path: Path) -> None:
    waiting = [
        row("A", "awaiting on-boarding", date(2022, 9, 29)),  # 60 days before
        row("B", "awaiting on-boarding", date(2022, 9, 28)),  # 61
        row("C", "awaiting on-boarding", None),
        {**row("D", "awaiting on-boarding", date(2022, 11, 28)), "source": "DARA"},
    ]
    register = Register(write_register(tmp_path, {DAY: waiting}))
    result, rows = onboarding(register, Filters()), queue(register, Filters())
    assert rows["reference"].tolist() == ["B", "A", "D", "C"]
    assert rows["days"].tolist() == [61, 60, 0, None]
    assert (result.waiting(), result.over_long(), result.longest(), result.longest("DARA")) == (4, 1, 61, 0)
    assert queue(register, Filters(), "DARA")["reference"].tolist() == ["D"]
    assert queue(register, Filters(source=("DARA",)), "HMICFRS").empty  # the choice is kept within the choice
    assert result.sources() == ("HMICFRS", "DARA")
    assert result.waiting("DARA") == 1


def test_decisions_stand_in_their_month_by_the_route_decided_and_ten_make_a_median(tmp_path: Path) -> None:
    received = date(2022, 10, 1)
    decided = [
        row(f"P{n}", "open", received, onboarded_on=date(2022, 11, n), delivery_route="programme") for n in range(1, 10)
    ]  # 31 to 39 days
    later = row("W", "awaiting on-boarding", received)
    register = Register(
        write_register(tmp_path, {BEFORE: [later], DAY: [*decided, {**later, "status": "open"}]})
    )  # fmt: skip
    result = onboarding(register, Filters())
    by_month = result.by_month()
    assert by_month["month"].tolist()[::11] == [date(2021, 12, 1), date(2022, 11, 1)]
    assert by_month.iloc[-1].tolist() == [date(2022, 11, 1), 9, 0, 0, 1, 10]
    assert result.median_days() is None  # nine with a day of their own; W's decision has none
    assert result.exceptions() == 0


def test_the_twelve_months_of_decisions_begin_on_the_first_of_their_month(tmp_path: Path) -> None:
    rows = [row(str(day), "open", day, onboarded_on=day) for day in (date(2021, 11, 30), date(2021, 12, 1))]
    register = Register(write_register(tmp_path, {DAY: rows}))
    result = decided_in(register, Filters(), date(2021, 12, 1))
    assert (onboarding(register, Filters()).decided(), result["reference"].tolist()) == (1, ["2021-12-01"])
    assert result["days"].tolist() == [0]  # decided on the day of receipt
    register.close()


def test_ten_decisions_have_a_median(tmp_path: Path) -> None:
    rows = [row(str(n), "open", date(2022, 10, 1), onboarded_on=date(2022, 11, n)) for n in range(1, 11)]
    result = onboarding(Register(write_register(tmp_path, {DAY: rows})), Filters())
    assert result.median_days() == 35.5  # 31 to 40 days
    assert result.median_days("HMICFRS") == 35.5
    assert result.median_days("DARA") is None


def test_advised_is_what_says_so_by_the_as_at_day(tmp_path: Path) -> None:
    waiting = [
        row("A", "awaiting on-boarding", None, advised_by="Transformation Group", advised_achievable="in part"),
        row("B", "awaiting on-boarding", None, advised_on=DAY, advised_achievable="no"),
        row("C", "awaiting on-boarding", None, advised_route="programme"),  # advised, and no answer
        row("D", "awaiting on-boarding", None),
        {**row("E", "awaiting on-boarding", None, advised_achievable="yes"), "source": "DARA"},
    ]
    register = Register(write_register(tmp_path, {BEFORE: waiting[3:4], DAY: waiting}))
    result = onboarding(register, Filters())
    assert (result.advised(), result.advised("DARA"), result.waiting()) == (4, 1, 5)
    by_answer = result.by_answer()
    assert by_answer.columns.tolist() == ["yes", "in part", "no", "", "no advice"]
    assert by_answer.loc["HMICFRS"].tolist() == [0, 1, 1, 1, 1]
    assert by_answer.loc["DARA"].tolist() == [1, 0, 0, 0, 0]
    answered = {answer: queue(register, Filters(), None, answer)["reference"].tolist() for answer in by_answer.columns}
    assert answered == {"yes": ["E"], "in part": ["A"], "no": ["B"], "": ["C"], "no advice": ["D"]}


def test_advice_dated_after_the_as_at_day_had_not_been_given(tmp_path: Path) -> None:
    given = {"advised_by": "Transformation Group", "advised_on": date(2022, 11, 10), "advised_route": "programme"}
    waits = row("A", "awaiting on-boarding", date(2022, 10, 1), **given)
    register = Register(write_register(tmp_path, {DAY: [waits]}))
    for as_at, advised in ((date(2022, 11, 9), 0), (date(2022, 11, 10), 1)):
        result = onboarding(register, Filters(as_at=as_at))
        assert (result.waiting(), result.advised()) == (1, advised)
        assert queue(register, Filters(as_at=as_at))["advised_by"].notna().sum() == advised


@pytest.mark.parametrize(
    ("facts", "compared", "otherwise"),
    [
        ({"advised_route": "local improvement", "delivery_route": "programme"}, 1, 1),
        ({"advised_route": "programme", "delivery_route": "programme"}, 1, 0),
        ({"advised_route": "programme"}, 0, 0),
        ({"delivery_route": "programme", "advised_achievable": "no"}, 0, 0),
        ({"advised_route": "programme", "delivery_route": "local improvement", "advised_on": DECIDED}, 1, 1),
        ({"advised_route": "programme", "delivery_route": "local improvement", "advised_on": DAY}, 0, 0),
    ],
)
def test_a_decision_is_compared_with_the_advice_before_it(
    facts: dict[str, Any], compared: int, otherwise: int, tmp_path: Path
) -> None:
    decided = row("A", "open", date(2022, 10, 1), onboarded_on=DECIDED, **facts)
    result = onboarding(Register(write_register(tmp_path, {DAY: [decided]})), Filters())
    assert (result.compared(), result.otherwise()) == (compared, otherwise)


def test_the_route_decided_is_the_one_first_told_and_a_later_move_is_no_difference(tmp_path: Path) -> None:
    routes = {"advised_route": "programme", "delivery_route": "programme"}
    decided = row("A", "open", date(2022, 10, 1), onboarded_on=date(2022, 10, 20), **routes)
    moved = {**decided, "delivery_route": "local improvement"}
    result = onboarding(Register(write_register(tmp_path, {BEFORE: [decided], DAY: [moved]})), Filters())
    assert (result.compared(), result.otherwise()) == (1, 0)


def test_advice_first_told_after_the_decision_is_shown_is_compared_where_it_is_not_dated_later(tmp_path: Path) -> None:
    decided = row("A", "open", date(2022, 10, 1), onboarded_on=date(2022, 10, 20), delivery_route="programme")
    told_since = {**decided, "advised_on": date(2022, 10, 19), "advised_route": "local improvement"}
    register = Register(write_register(tmp_path, {BEFORE: [decided], DAY: [told_since]}))
    assert decided_otherwise(register, Filters())["advised_route"].tolist() == ["local improvement"]
    changed = {**told_since, "advised_route": "programme"}  # what was advised when it was decided stands
    register = Register(write_register(tmp_path / "b", {BEFORE: [told_since], DAY: [changed]}))
    assert decided_otherwise(register, Filters())["advised_route"].tolist() == ["local improvement"]


def test_what_waits_by_one_extract_may_have_been_decided_by_the_day_as_the_next_tells(tmp_path: Path) -> None:
    received, ninth, last = date(2022, 10, 1), date(2022, 11, 9), date(2022, 11, 25)
    before = [row(name, "awaiting on-boarding", received) for name in "ABCD"]
    after = [
        row("A", "open", received, onboarded_on=ninth),
        row("B", "open", received, onboarded_on=last),
        row("C", "open", received),  # decided on no recorded day: on the extract's
        row("D", "awaiting on-boarding", received),
    ]
    register = Register(write_register(tmp_path, {BEFORE: before, DAY: after}))
    day = date(2022, 11, 20)
    between = onboarding(register, Filters(as_at=day))
    assert (between.waiting(), between.decided_by_now()) == (4, 1)  # A; B's decision is later than the day
    assert words.decided_by_now(between) == (
        "1 of the 4 waiting has a decision dated by then, which only a later extract records."
    )
    known_then = onboarding(register, Filters(as_at=day, known_at=day))
    assert (known_then.waiting(), known_then.decided_by_now()) == (4, 0)
    assert words.decided_by_now(onboarding(register, Filters())) == ""
