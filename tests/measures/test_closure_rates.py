"""Rates of closing and the time that it takes: counted by hand, and against the second computation."""

from __future__ import annotations

import tempfile
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.filters import Filters
from analytics.measures import closure_rates
from analytics.measures.query import build_query
from analytics.register.database import Register
from analytics.vocabulary import IMPLEMENTED_REASONS, State
from tests.examples import examples
from tests.independent import history, measures
from tests.independent.strategies import Case, cases
from tests.registers import write_history, write_register

few = examples(12)


def row(reference: str, status: str = "open", **columns: Any) -> dict[str, Any]:
    return {"reference": reference, "source": "DARA", "status": status, **columns}


def test_a_closing_between_two_extracts_that_straddles_the_anniversary_is_undecided(tmp_path: Path) -> None:
    # Made on 10 January 2021, so the anniversary is 10 January 2022, between the extracts of December and January.
    made = {"made_on": date(2021, 1, 10)}
    done = {**made, "close_reason": "implemented"}
    register = Register(
        write_register(
            tmp_path,
            {
                date(2021, 12, 31): [row("A", **made), row("B", **made), row("C", **made), row("D", "closed", **made)],
                date(2022, 1, 31): [
                    row("A", "closed", **done),
                    row("B", "closed", **done, closed_on=date(2022, 1, 10)),
                    row("C", "closed", **done, closed_on=date(2022, 1, 11)),
                    row("D", "closed", **made),
                ],
            },
        )
    )
    newest = closure_rates.closure_by_cohort(register, Filters()).iloc[0]
    # A is undecided; B in time on the anniversary itself, C a day late; D closed in time by the first extract's day.
    assert (newest["after"], newest["until"]) == (date(2020, 1, 31), date(2021, 1, 31))
    counts = [newest[name] for name in ("made", "closed", "not_closed", "implemented", "undecided")]
    assert counts == [4, 2, 1, 1, 1]


def test_the_first_day_on_which_a_closing_may_lie_is_undecided_and_the_day_before_it_is_not_in_time(
    tmp_path: Path,
) -> None:
    # Open on 31 December and closed on an unknown day by 31 January: on 1 January at the earliest.
    last, first_unknown = date(2021, 12, 31), date(2022, 1, 1)
    days = {"A": first_unknown, "B": last}
    dates = {name: {"made_on": day.replace(year=day.year - 1), "original_due_on": day} for name, day in days.items()}
    extracts = {
        last: [row(name, **dates[name]) for name in "AB"],
        date(2022, 1, 31): [row(name, "closed", **dates[name]) for name in "AB"],
    }
    register = Register(write_register(tmp_path, extracts))
    by_cohort = closure_rates.closure_by_cohort(register, Filters()).iloc[0]
    on_time = closure_rates.on_time(register, Filters()).iloc[0]
    assert [by_cohort[name] for name in ("made", "closed", "not_closed", "undecided")] == [2, 0, 1, 1]
    assert [on_time[name] for name in ("due", "closed", "not_closed", "undecided")] == [2, 0, 1, 1]
    register.close()


def test_on_time_counts_the_open_ones_too(tmp_path: Path) -> None:
    due = {"made_on": date(2022, 1, 1), "original_due_on": date(2022, 6, 30)}
    rows = [
        row("A", "closed", **due, closed_on=date(2022, 6, 30), close_reason="implemented"),
        row("E", "closed", **due, closed_on=date(2022, 6, 29), close_reason="superseded"),
        row("G", "closed", **due, closed_on=date(2022, 6, 1), close_reason="implemented by alternative"),
        row("B", "closed", **due, closed_on=date(2022, 7, 1), close_reason="implemented"),
        row("C", **due, due_on=date(2023, 1, 1)),
        row("D", original_due_on=date(2021, 11, 28)),  # before the twelve months, which begin after that day
    ]
    register = Register(write_register(tmp_path, {date(2022, 11, 28): rows}))
    assert closure_rates.on_time(register, Filters()).to_dict("records") == [
        {
            "source": "DARA", "due": 5, "closed": 3, "implemented": 2, "not_closed": 2, "undecided": 0,
            "outstanding": 2, "not_accepted": 0, "dropped": 0, "state_unknown": 0, "ever_closed": 4, "made": 6,
        }
    ]  # fmt: skip


def test_what_is_not_closed_is_counted_by_why_and_left_out_of_the_curve_by_why(tmp_path: Path) -> None:
    # A open, B closed, C closed on a day that nobody gave, D not accepted, E unknown, F dropped, G without any day.
    day = {"made_on": date(2022, 1, 1)}
    rows = [row("A", **day), row("B", "closed", **day, closed_on=date(2022, 2, 1)), row("C", "closed", **day),
            row("D", "not accepted", **day, closed_on=date(2022, 3, 1)), row("E", "unknown", **day),
            row("G")]  # fmt: skip
    october = [*rows[:2], row("C", **day), *rows[3:], row("F", **day)]
    register = Register(write_register(tmp_path, {date(2022, 10, 31): october, date(2022, 11, 28): rows}))
    result = closure_rates.on_time(register, Filters()).to_dict("records")[0]
    assert [result[name] for name in ("outstanding", "not_accepted", "dropped", "state_unknown", "made")] == [
        2, 1, 1, 1, 7,
    ]  # fmt: skip
    curve = closure_rates.time_to_close(register, Filters())[""]
    assert (curve.dropped, curve.state_unknown, curve.left_out, curve.undated, curve.ended) == (1, 1, 1, 1, 3)


def test_the_curve_by_hand() -> None:
    # Twenty: 5 closed after 10 days, so 15 of 20 are still open; 5 open ones are watched for 20 days only; then 5 of
    # the 10 left close after 30 days: 15/20 of 5/10 is 3/8. From day 31 on only 5 are watched, so it stops there.
    result = closure_rates.curve(
        pd.DataFrame({"days": [10, 20, 30, 40], "at_risk": [20, 15, 10, 5], "closed": [5, 0, 5, 1]})
    )
    assert list(result.steps["still_open"]) == [0.75, 0.75, 0.375]
    assert (result.median, result.ends) == (30, 31)
    assert (result.after(9), result.after(29), result.after(30), result.after(31)) == (1.0, 0.75, 0.375, None)
    assert (result.at_risk(0), result.at_risk(11), result.at_risk(31)) == (20, 15, 0)


def test_a_curve_of_each_source_and_of_all(tmp_path: Path) -> None:
    # Made on 1 January. DARA: 10 closed after 31 days, 10 open for 90. IOPC: 12 closed after 31 days, one undated.
    made = {"made_on": date(2022, 1, 1)}
    day = {**made, "closed_on": date(2022, 2, 1)}
    rows = [
        *(row(f"A{n}", "closed", **day) for n in range(10)),
        *(row(f"B{n}", **made) for n in range(10)),
        *({**row(f"C{n}", "closed", **day), "source": "IOPC"} for n in range(12)),
        {**row("D", "closed", **made), "source": "IOPC"},
    ]
    register = Register(write_register(tmp_path, {date(2022, 4, 1): rows}))
    curves = closure_rates.time_to_close(register, Filters())
    steps = {source: curve.steps[["days", "at_risk", "closed"]].to_numpy().tolist() for source, curve in curves.items()}
    assert steps == {"": [[31, 32, 22], [90, 10, 0]], "DARA": [[31, 20, 10], [90, 10, 0]], "IOPC": [[31, 12, 12]]}
    assert [(curve.left_out, curve.ended) for curve in curves.values()] == [(1, 23), (0, 10), (1, 13)]


def test_what_was_closed_before_it_was_made_took_no_days(tmp_path: Path) -> None:
    days = {"received_on": date(2022, 1, 1), "made_on": date(2022, 3, 1), "closed_on": date(2022, 2, 1)}
    rows = [row(f"A{n}", "closed", **days) for n in range(10)]
    register = Register(write_register(tmp_path, {date(2022, 4, 1): rows}))
    curve = closure_rates.time_to_close(register, Filters())[""]
    assert curve.steps[["days", "at_risk", "closed"]].to_numpy().tolist() == [[0, 10, 10]]
    register.close()


def test_no_rate_on_fewer_than_ten() -> None:
    assert (closure_rates.rate(9, 9), closure_rates.rate(5, 10)) == (None, 0.5)


@pytest.mark.parametrize(("day", "before"), [((2024, 2, 29), (2023, 2, 28)), ((2022, 11, 28), (2021, 11, 28))])
def test_a_year_before(day: tuple[int, int, int], before: tuple[int, int, int]) -> None:
    assert closure_rates.months_before(date(*day), 12) == date(*before)


@few
@given(st.lists(st.tuples(st.integers(0, 30), st.booleans()), max_size=40))
def test_the_curve_a_second_time(times: list[tuple[int, bool]]) -> None:
    days = sorted({day for day, _ in times})
    frame = pd.DataFrame(
        {
            "days": days,
            "at_risk": [sum(other >= day for other, _ in times) for day in days],
            "closed": [sum(other == day and done for other, done in times) for day in days],
        }
    )
    result = closure_rates.curve(frame)
    expected = measures.kaplan_meier(times)
    steps = result.steps[result.steps["closed"] > 0]
    assert list(steps["days"]) == [step.day for step in expected]
    assert list(steps["still_open"]) == pytest.approx([float(step.still_open) for step in expected])
    assert result.median == measures.median_days(expected)


@few
@given(cases())
def test_rates_and_times_on_any_history(case: Case) -> None:
    # A year on, so that what was made in the history has been watched for twelve months.
    t = case.t1 + timedelta(days=200)
    filters = Filters(**{**case.choice, "as_at": t, "known_at": case.k1})
    records, fits = history.view(case.extracts, t, case.k1), measures.chosen(case.choice)
    with tempfile.TemporaryDirectory() as folder:
        register = Register(write_history(Path(folder), case.extracts))
        cohorts = closure_rates.closure_by_cohort(register, filters).to_dict("records")
        yearly = closure_rates.on_time(register, filters)
        days = register.records(
            build_query(
                register,
                "days_to_close",
                filters,
            )
        )
        curves = closure_rates.time_to_close(register, filters)
    for cohort in cohorts:
        check_cohort(cohort, records, fits, t)
    start = closure_rates.months_before(t, 12)
    due = [record for record in measures.filtered(records, fits) if in_period(record.original_due_on, start, t)]
    rate = measures.on_time_rate(records, fits, start, t)
    done = measures.on_time_rate(records, fits, start, t, implemented=True)
    assert list(yearly[["due", "closed", "implemented", "not_closed", "undecided"]].sum()) == [
        len(due), rate.numerator, done.numerator, rate.denominator - rate.numerator, rate.undecided,
    ]  # fmt: skip
    assert (done.denominator, done.undecided) == (rate.denominator, rate.undecided)
    apart = yearly[["outstanding", "not_accepted", "dropped", "state_unknown"]].sum()
    held = measures.filtered(records, fits)
    assert list(apart) == [
        sum(map(measures.is_outstanding, held)), sum(map(measures.is_not_accepted, held)),
        *(sum(record.state == state for record in held) for state in (State.DROPPED, State.UNKNOWN)),
    ]  # fmt: skip
    never = measures.never_closed_rate(records, fits)
    assert (int(apart.sum()), int(yearly["made"].sum())) == (
        never.numerator + never.undecided, never.denominator + never.undecided,
    )  # fmt: skip
    assert int(yearly["ever_closed"].sum()) == never.denominator - never.numerator
    times, left_out = measures.times_to_close(records, fits, t)
    total = curves[""]
    assert total.dropped + total.state_unknown + total.left_out + total.undated == left_out
    counted: Counter[tuple[int, bool]] = Counter()
    for row in days:
        if row["days"] is not None:
            counted[row["days"], True] += row["closed"]
            counted[row["days"], False] += row["leaving"] - row["closed"]
    assert +counted == Counter(times)
    check_curves(curves, measures.filtered(records, fits))


def check_curves(curves: dict[str, closure_rates.Curve], records: list[Any]) -> None:
    """Each source's curve is that of its own; few are watched to the end, so only what is left out is compared here."""
    ended = Counter(record.attributes["source"] for record in records if record.closed_on is not None)
    undated = Counter(
        record.attributes["source"] for record in records if record.closed_on is not None and not record.closed_dated
    )
    reported = {source: (curve.ended, curve.left_out) for source, curve in curves.items() if source}
    assert {source: counts for source, counts in reported.items() if any(counts)} == {
        source: (ended[source], undated[source]) for source in ended
    }
    assert (curves[""].ended, curves[""].left_out) == (sum(ended.values()), sum(undated.values()))


def check_cohort(cohort: dict[Any, Any], records: Any, fits: Any, t: date) -> None:
    """The numbers of a cohort against the second computation."""
    first = cohort["after"] + timedelta(days=1)
    made = [
        record
        for record in measures.filtered(records, fits)
        if in_period(record.attributes.get("made_on"), cohort["after"], cohort["until"])
    ]
    rate = measures.closure_rate(records, fits, first, cohort["until"], t)
    assert rate is not None
    assert (cohort["made"], cohort["closed"], cohort["not_closed"], cohort["undecided"]) == (
        len(made), rate.numerator, rate.denominator - rate.numerator, rate.undecided,
    )  # fmt: skip
    done = measures.closure_rate(records, fits, first, cohort["until"], t, implemented=True)
    assert done is not None
    assert cohort["implemented"] == done.numerator
    assert set(IMPLEMENTED_REASONS) == {"implemented", "implemented by alternative"}


def in_period(day: date | None, after: date, until: date) -> bool:
    return day is not None and after < day <= until
