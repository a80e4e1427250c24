"""Slip, re-datings and what falls due: counted by hand, and against a second computation on random histories."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from analytics.filters import EVERYTHING, OVERDUE, Filters
from analytics.measures import figures, lateness, listing, position
from analytics.measures.options import recorded
from analytics.register.database import Register
from tests.independent import history, measures
from tests.independent.strategies import Case, cases
from tests.measures.test_second_computation import filters, opened
from tests.registers import write_register
from tests.worked_changes import NOVEMBER, OCTOBER, row

several = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))


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
    found = lateness.slip(register, EVERYTHING)
    assert dict(zip(found["band"], found["outstanding"], strict=True)) == {
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
    assert list(lateness.redated(register, EVERYTHING)["outstanding"]) == [2, 3, 0, 0]
    assert list(lateness.due(register, EVERYTHING)["outstanding"]) == [1, 2, 2]  # C today, E in 32 days
    assert list(lateness.most_redated(register, EVERYTHING)["reference"]) == ["E", "A", "C"]
    assert list(lateness.most_redated(register, EVERYTHING, 2)["reference"]) == ["E", "A"]
    assert lateness.dates(register, EVERYTHING, frozenset()).ever_redated == 3


def test_the_rows_behind_a_band(register: Register) -> None:
    late = lateness.in_band(register, EVERYTHING, "late original", "1 to 30 days")
    assert list(zip(late["reference"], late["days_late"], strict=True)) == [("B", 30)]
    assert list(lateness.in_band(register, EVERYTHING, "late original", "181 to 365 days")["reference"]) == ["E"]
    assert list(lateness.in_band(register, EVERYTHING, "late current", "1 to 30 days")["reference"]) == ["B"]
    assert list(lateness.in_band(register, EVERYTHING, "due", "In 60 days")["reference"]) == ["C", "E"]


def test_the_first_due_date_ever_stands_for_an_original_date_that_is_not_recorded(register: Register) -> None:
    assert lateness.supposed(register, EVERYTHING) == 3  # A, B and C
    found = lateness.dates(register, EVERYTHING, recorded(register, EVERYTHING))
    assert (found.since, found.before is not None, len(found.late)) == (OCTOBER, True, 2)


def blank_due(folder: Path) -> Register:
    """On 30 November A, late by its first date, has no due date any more; B's due date is still to come, C's is today.

    D is late by both dates; E is late by its current date alone; F has no date at all; G is not late and has no date.
    """
    past, later = date(2022, 6, 30), date(2022, 12, 31)
    first = [row(name, original_due_on=past, due_on=past) for name in "ABCD"]
    october = [*first, row("E", original_due_on=later, due_on=past), row("F"), row("G", due_on=later)]
    due = {"A": None, "B": later, "C": NOVEMBER, "G": None}
    november = [{**one, "due_on": due.get(one["reference"], one.get("due_on"))} for one in october]
    return Register(write_register(folder, {OCTOBER: october, NOVEMBER: november}))


def test_a_blank_due_date_is_late_with_no_current_date_and_hidden_by_nothing(tmp_path: Path) -> None:
    register = blank_due(tmp_path)
    # Original 4 (A, B, C, D) = masked 2 (B, C) + no current date 1 (A) + past both 1 (D). Current: D and E.
    assert figures.figures(register, EVERYTHING)["overdue"] == {
        "original": 4, "current": 2, "masked": 2, "late_no_current_date": 1, "no_due_date": 3,
    }  # fmt: skip
    columns = ("reference",)
    chosen = {way: set(listing.rows(register, Filters(overdue=way), columns)["reference"]) for way in OVERDUE}
    assert {way: sorted(references) for way, references in chosen.items()} == {
        "original": ["A", "B", "C", "D"], "current": ["D", "E"], "masked": ["B", "C"],
        "late with no current date": ["A"], "no due date": ["A", "F", "G"],
    }  # fmt: skip


@several
@given(cases())
def test_late_by_the_first_date_is_masked_or_without_a_date_or_late_by_both(case: Case) -> None:
    with opened(case.extracts) as register:
        chosen = filters(case).without("overdue")
        found = position.headline(register, chosen)
        late = listing.rows(register, replace(chosen, overdue="original"), ("due_on",))
    past_both = sum(due < case.t1 for due in late["due_on"].dropna())
    assert found.overdue_original == found.overdue_masked + found.late_no_current_date + past_both


@several
@given(cases())
def test_the_bands_against_a_second_computation(case: Case) -> None:
    with tempfile.TemporaryDirectory() as folder:
        rows = {extract.as_at: extract.rows for extract in case.extracts}
        register = Register(write_register(Path(folder), rows))
        filters = Filters(**{**case.choice, "as_at": case.t1, "known_at": case.k1})
        slip, redated, due = (
            list(f(register, filters)["outstanding"]) for f in (lateness.slip, lateness.redated, lateness.due)
        )
    records = history.view(case.extracts, case.t1, case.k1)
    standing = [r for r in measures.filtered(records, measures.chosen(case.choice)) if measures.is_outstanding(r)]
    slips = [record.slip_days for record in standing if record.due_on]
    edges = [(-9999, -1), (0, 0), (1, 30), (31, 90), (91, 180), (181, 365), (366, 9999)]
    assert slip == [*(sum(low <= days <= high for days in slips) for low, high in edges), len(standing) - len(slips)]
    times = [min(record.redatings, 3) for record in standing]
    assert redated == [times.count(number) for number in range(4)]
    ends = [case.t1 + timedelta(days=days) for days in (30, 60, 90)]
    assert due == [sum(1 for r in standing if r.due_on and case.t1 <= r.due_on <= end) for end in ends]
