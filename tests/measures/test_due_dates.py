"""Slip, re-datings and what falls due: counted by hand, and against a second computation on random histories."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given

from analytics.filters import EVERYTHING, OVERDUE, Filters
from analytics.measures import ages, due_dates, figures, headline_figures, recommendations, stock_and_flow
from analytics.measures.filter_options import recorded
from analytics.register.database import Register
from tests.examples import examples
from tests.independent import history, measures
from tests.independent.strategies import Case, cases
from tests.measures.test_second_computation import filters, opened
from tests.registers import write_history, write_register
from tests.worked_changes import NOVEMBER, OCTOBER, row

several = examples(15)


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Register:
    """On 30 November: A has no original date and was put back 90 days; B was never moved and is 30 days late.

    C was brought forward by 61 days and is due today; D has no date; E's own original date is 366 days before its
    present one, which was put back once by 31 days; F is closed.
    """
    first = [
        row("A", due_on=date(2022, 12, 31)),
        row("B", due_on=date(2022, 10, 31)),
        row("C", due_on=date(2023, 1, 30)),
        row("D"),
        row("E", original_due_on=date(2021, 12, 31), due_on=date(2022, 12, 1)),
        row("F", due_on=date(2022, 10, 31)),
    ]
    second = [
        row("A", due_on=date(2023, 3, 31)),
        row("B", due_on=date(2022, 10, 31)),
        row("C", due_on=NOVEMBER),
        row("D"),
        row("E", original_due_on=date(2021, 12, 31), due_on=date(2023, 1, 1)),
        row("F", "closed", due_on=date(2022, 12, 31), closed_on=date(2022, 11, 2)),
    ]
    return Register(write_register(tmp_path_factory.mktemp("dates"), {OCTOBER: first, NOVEMBER: second}))


def test_slip(register: Register) -> None:
    result = due_dates.bands(register, EVERYTHING)["slip"]
    assert dict(zip(result["band"], result["outstanding"], strict=True)) == {
        "Brought forward": 1,  # C
        "Not moved": 1,  # B
        "1 to 30 days": 0,
        "31 to 90 days": 1,  # A
        "91 to 180 days": 0,
        "181 to 365 days": 0,
        "Over 365 days": 1,  # E
        "No due date": 1,  # D
    }


def test_redatings_and_what_falls_due(register: Register) -> None:
    result = due_dates.bands(register, EVERYTHING)
    assert list(result["redated"]["outstanding"]) == [2, 3, 0, 0]
    assert list(result["due"]["outstanding"]) == [1, 2, 2]  # C today, E in 32 days
    assert list(due_dates.most_redated(register, EVERYTHING)["reference"]) == ["E", "A", "C"]
    assert list(due_dates.most_redated(register, EVERYTHING, 2)["reference"]) == ["E", "A"]
    assert due_dates.dates(register, EVERYTHING, frozenset()).ever_redated == 3


def test_the_rows_behind_a_band(register: Register) -> None:
    late = due_dates.in_band(register, EVERYTHING, "late original", "1 to 30 days")
    assert list(zip(late["reference"], late["days_late"], strict=True)) == [("B", 30)]
    assert list(due_dates.in_band(register, EVERYTHING, "late original", "181 to 365 days")["reference"]) == ["E"]
    assert list(due_dates.in_band(register, EVERYTHING, "late current", "1 to 30 days")["reference"]) == ["B"]
    assert list(due_dates.in_band(register, EVERYTHING, "due", "In 60 days")["reference"]) == ["C", "E"]


def test_the_first_due_date_ever_stands_for_an_original_date_that_is_not_recorded(register: Register) -> None:
    result = due_dates.dates(register, EVERYTHING, recorded(register, EVERYTHING))
    assert (result.since, result.before is not None, len(result.late)) == (OCTOBER, True, 2)
    assert result.supposed == 3  # A, B and C


def test_the_edges_of_the_bands_of_days_late(tmp_path: Path) -> None:
    days = (0, 1, 30, 31, 90, 91, 180, 181, 365, 366)  # the first is due on the day itself, so not late
    rows = [row(str(number), due_on=NOVEMBER - timedelta(days=number)) for number in days]
    register = Register(write_register(tmp_path, {NOVEMBER: rows}))
    bands = due_dates.bands(register, EVERYTHING)
    for against in due_dates.AGAINST:
        result = list(due_dates.days_late(register, EVERYTHING, against)["outstanding"])
        assert result == list(bands[f"late {against}"]["outstanding"]) == [2, 2, 2, 2, 1]
    now = headline_figures.headline(register, EVERYTHING)
    assert (now.overdue_original, now.overdue_current, now.overdue_masked) == (9, 9, 0)
    register.close()


def test_a_series_counts_as_late_from_the_day_after_the_due_date(tmp_path: Path) -> None:
    due = date(2022, 11, 15)
    register = Register(write_register(tmp_path, {OCTOBER: [row("A", due_on=due)], NOVEMBER: [row("A", due_on=due)]}))
    days = tuple(due + timedelta(days=number) for number in (-1, 0, 1, 2))
    series = stock_and_flow.by_day(register, Filters(as_at=NOVEMBER), days)
    assert list(series["overdue_current"]) == list(series["overdue_original"]) == [0, 0, 1, 1]
    register.close()


def test_the_edges_of_the_bands_of_slip_and_of_falling_due(tmp_path: Path) -> None:
    days = (-1, 0, 1, 30, 31, 60, 61, 90, 91, 180, 181, 365, 366)
    rows = [row(str(number), original_due_on=NOVEMBER, due_on=NOVEMBER + timedelta(days=number)) for number in days]
    register = Register(write_register(tmp_path, {NOVEMBER: rows}))
    bands = due_dates.bands(register, EVERYTHING)
    assert list(bands["slip"]["outstanding"]) == [1, 1, 2, 4, 2, 2, 1, 0]
    assert list(bands["due"]["outstanding"]) == [3, 5, 7]
    register.close()


def test_the_edges_of_the_bands_of_age(tmp_path: Path) -> None:
    edges = [date(2022, 8, 30), date(2022, 5, 30), date(2021, 11, 30), date(2020, 11, 30), date(2019, 11, 30)]
    made = [date(2022, 9, 1), *(day for edge in edges for day in (edge + timedelta(days=1), edge))]
    rows = [row(str(day), made_on=day) for day in made]
    register = Register(write_register(tmp_path, {NOVEMBER: rows}))
    assert list(ages.age(register, EVERYTHING)["outstanding"]) == [1, 2, 3, 2, 2, 1, 0]
    # November has no 31st: what was made on 31 August or 31 May is a month older on the 30th.
    register.close()


def blank_due(folder: Path) -> Register:
    """On 30 November A, late by its first date, has no due date any more; B's due date is still to come, C's is today.

    D is late by both dates; E is late by its current date alone; F has no date at all; G is not late and has no date.
    """
    past, later = date(2022, 6, 30), date(2022, 12, 31)
    first = [row(name, original_due_on=past, due_on=past) for name in "ABCD"]
    october = [*first, row("E", original_due_on=later, due_on=past), row("F"), row("G", due_on=later)]
    due = {"A": None, "B": later, "C": NOVEMBER, "G": None}
    november = [{**row, "due_on": due.get(row["reference"], row.get("due_on"))} for row in october]
    return Register(write_register(folder, {OCTOBER: october, NOVEMBER: november}))


def test_a_blank_due_date_is_late_with_no_current_date_and_hidden_by_nothing(tmp_path: Path) -> None:
    register = blank_due(tmp_path)
    # Original 4 (A, B, C, D) = masked 2 (B, C) + no current date 1 (A) + past both 1 (D). Current: D and E.
    assert figures.figures(register, EVERYTHING)["overdue"] == {
        "original": 4, "current": 2, "masked": 2, "late_no_current_date": 1, "no_due_date": 3,
    }  # fmt: skip
    columns = ("reference",)
    chosen = {way: set(recommendations.rows(register, Filters(overdue=way), columns)["reference"]) for way in OVERDUE}
    assert {way: sorted(references) for way, references in chosen.items()} == {
        "original": ["A", "B", "C", "D"], "current": ["D", "E"], "masked": ["B", "C"],
        "late with no current date": ["A"], "no due date": ["A", "F", "G"],
    }  # fmt: skip


@several
@given(cases())
def test_late_by_the_first_date_is_masked_or_without_a_date_or_late_by_both(case: Case) -> None:
    with opened(case.extracts) as register:
        chosen = filters(case).without("overdue")
        result = headline_figures.headline(register, chosen)
        late = recommendations.rows(register, replace(chosen, overdue="original"), ("due_on",))
    past_both = sum(due < case.t1 for due in late["due_on"].dropna())
    assert result.overdue_original == result.overdue_masked + result.late_no_current_date + past_both


@several
@given(cases())
def test_the_bands_against_a_second_computation(case: Case) -> None:
    with tempfile.TemporaryDirectory() as folder:
        register = Register(write_history(Path(folder), case.extracts))
        filters = Filters(**{**case.choice, "as_at": case.t1, "known_at": case.k1})
        result = {family: list(bands["outstanding"]) for family, bands in due_dates.bands(register, filters).items()}
        late = {against: due_dates.days_late(register, filters, against) for against in due_dates.AGAINST}
        aged = ages.age(register, filters)
    records, fits = history.view(case.extracts, case.t1, case.k1), measures.chosen(case.choice)
    standing = [r for r in measures.filtered(records, fits) if measures.is_outstanding(r)]
    for against in due_dates.AGAINST:
        expected = list(measures.days_late(records, fits, case.t1, against).values())
        assert list(late[against]["outstanding"]) == result[f"late {against}"] == expected
    open_ones = {name: record for name, record in records.items() if measures.is_open(record)}
    assert list(aged["outstanding"]) == list(measures.age(records, fits, case.t1).values())
    assert list(aged["open"]) == list(measures.age(open_ones, fits, case.t1).values())
    slips = [record.slip_days for record in standing if record.due_on]
    edges = [(-9999, -1), (0, 0), (1, 30), (31, 90), (91, 180), (181, 365), (366, 9999)]
    in_bands = [sum(low <= days <= high for days in slips) for low, high in edges]
    assert result["slip"] == [*in_bands, len(standing) - len(slips)]
    times = [min(record.redatings, 3) for record in standing]
    assert result["redated"] == [times.count(number) for number in range(4)]
    assert result["due"] == list(measures.due_within(records, fits, case.t1).values())
