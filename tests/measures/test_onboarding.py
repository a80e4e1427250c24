"""On-boarding: counted by hand, and a second time in plain Python on random histories."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
from hypothesis import given, settings

from analytics.filters import Filters
from analytics.measures.onboarding import Onboarding, months_to, onboarding
from analytics.register.database import Register
from tests.independent import events, history, measures
from tests.independent.strategies import Case, cases
from tests.measures.test_second_computation import filters, opened, several
from tests.registers import write_register

FEW = settings(several, max_examples=15)
DAY, BEFORE = date(2022, 11, 28), date(2022, 10, 31)


def measured(case: Case) -> Onboarding:
    with opened(case.extracts) as register:
        return onboarding(register, filters(case))


def as_known(case: Case) -> dict[str, history.Record]:
    """The recommendations in the filter at the end, by reference."""
    fits = measures.chosen({**case.choice, "status": ()})
    found = measures.filtered(history.view(case.extracts, case.t1, case.k1), fits)
    return {one.reference: one for one in found}


@FEW
@given(cases(statuses=True))
def test_what_waits_and_for_how_long(case: Case) -> None:
    expected = {}
    for one in as_known(case).values():
        if measures.is_outstanding(one) and one.status == "awaiting on-boarding":
            received = history.value(one.attributes, "received_on")
            expected[one.reference] = (case.t1 - received).days if received and received <= case.t1 else None
    queue = measured(case).queue
    assert dict(zip(queue["reference"], map(whole, queue["days"]), strict=True)) == expected


@FEW
@given(cases(statuses=True))
def test_every_decision_of_twelve_months(case: Case) -> None:
    used, chosen = history.used(case.extracts, case.k1), as_known(case)
    expected = set()
    for event in events.events(used):
        if event.kind == "on-boarded" and event.reference in chosen and event.effective <= case.t1:
            told = next(extract for extract in used if extract.as_at == event.told)
            route = history.value(told.rows[event.reference], "delivery_route") or ""
            received = history.value(chosen[event.reference].attributes, "received_on")
            is_timed = event.after is not None and received is not None and received <= event.effective
            days = (event.effective - received).days if is_timed else None
            if event.effective >= months_to(case.t1)[0]:
                expected.add((event.reference, event.effective, route, event.after is not None, days))
    rows = measured(case).decisions.to_dict("records")
    assert len(rows) == len(expected)
    assert {
        (row["reference"], row["decided_on"], row["delivery_route"], row["is_dated"], whole(row["days"]))
        for row in rows
    } == expected  # fmt: skip


@FEW
@given(cases(statuses=True))
def test_what_is_delivered_without_a_decision(case: Case) -> None:
    expected = {
        one.reference
        for one in as_known(case).values()
        if measures.is_outstanding(one)
        and history.value(one.attributes, "onboarded_on") is None
        and (history.value(one.attributes, "delivery_route") or history.value(one.attributes, "programme"))
    }
    assert set(measured(case).exceptions["reference"]) == expected


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
    found = onboarding(Register(write_register(tmp_path, {DAY: waiting})), Filters())
    assert found.queue["reference"].tolist() == ["B", "A", "D", "C"]
    assert (found.waiting(), found.over_long(), found.timed()) == (4, 1, [61, 60, 0])
    assert found.sources() == ("HMICFRS", "DARA")
    assert found.waiting("DARA") == 1


def test_decisions_stand_in_their_month_by_the_route_decided_and_ten_make_a_median(tmp_path: Path) -> None:
    received = date(2022, 10, 1)
    decided = [
        row(f"P{n}", "open", received, onboarded_on=date(2022, 11, n), delivery_route="programme") for n in range(1, 10)
    ]  # 31 to 39 days
    later = row("W", "awaiting on-boarding", received)
    register = Register(
        write_register(tmp_path, {BEFORE: [later], DAY: [*decided, {**later, "status": "open"}]})
    )  # fmt: skip
    found = onboarding(register, Filters())
    by_month = found.by_month()
    assert by_month["month"].tolist()[::11] == [date(2021, 12, 1), date(2022, 11, 1)]
    assert by_month.iloc[-1].tolist() == [date(2022, 11, 1), 9, 0, 0, 1, 10]
    assert found.median_days() is None  # nine with a day of their own; W's decision has none
    assert found.exceptions.empty


def test_ten_decisions_have_a_median(tmp_path: Path) -> None:
    rows = [row(str(n), "open", date(2022, 10, 1), onboarded_on=date(2022, 11, n)) for n in range(1, 11)]
    found = onboarding(Register(write_register(tmp_path, {DAY: rows})), Filters())
    assert found.median_days() == 35.5  # 31 to 40 days
    assert found.median_days("HMICFRS") == 35.5
    assert found.median_days("DARA") is None
