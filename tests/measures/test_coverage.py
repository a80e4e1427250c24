"""From when movement is shown: registers with few dates worked by hand, and random ones computed a second time."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import given

from analytics.filters import EVERYTHING, Filters
from analytics.measures import received_and_closed
from analytics.measures.coverage import Coverage, coverage
from analytics.register.database import Register
from tests.examples import examples
from tests.independent.measures import movement_shown, shown_from
from tests.independent.strategies import Case, cases
from tests.measures.test_second_computation import filters, opened
from tests.registers import write_register

SEPTEMBER, OCTOBER, NOVEMBER = date(2022, 9, 30), date(2022, 10, 31), date(2022, 11, 28)
JANUARY, LAST_YEAR = date(2022, 1, 1), date(2021, 12, 31)


def row(reference: str, status: str = "open", source: str = "DARA", **cells: Any) -> dict[str, Any]:
    return {"reference": reference, "source": source, "status": status, **cells}


def covered(folder: Path, extracts: dict[date, list[dict[str, Any]]], chosen: Filters = EVERYTHING) -> Coverage:
    return coverage(Register(write_register(folder, extracts)), chosen)


def test_a_register_without_dates_shows_no_arrivals_and_closures_from_the_first_extract(tmp_path: Path) -> None:
    rows = [row(f"C{number}", "closed") for number in range(9)] + [row("A"), row("B")]
    result = covered(tmp_path, {SEPTEMBER: rows, OCTOBER: [*rows[:-1], row("B", "closed")], NOVEMBER: rows})
    assert (result.received_from, result.closed_from, result.undated) == (None, SEPTEMBER, 11)
    assert not result.shows_received(OCTOBER)
    assert [result.shows_closed(day) for day in (LAST_YEAR, SEPTEMBER, OCTOBER)] == [False, True, True]
    assert [result.shows_stock(day) for day in (LAST_YEAR, SEPTEMBER)] == [False, True]
    assert [result.shows_statement(*days) for days in ((LAST_YEAR, SEPTEMBER), (SEPTEMBER, OCTOBER))] == [False, True]


def test_a_register_with_dates_shows_the_years_before_its_first_extract(tmp_path: Path) -> None:
    rows = [row(f"C{number}", "closed", received_on=JANUARY, closed_on=date(2022, 3, 1)) for number in range(9)]
    result = covered(tmp_path, {SEPTEMBER: [*rows, row("A", received_on=date(2022, 5, 1))]})
    assert (result.received_from, result.closed_from, result.starts_on) == (LAST_YEAR, LAST_YEAR, JANUARY)
    assert [result.shows_stock(day) for day in (LAST_YEAR, JANUARY)] == [False, True]
    assert result.shows_statement(LAST_YEAR, SEPTEMBER)


def test_a_tenth_without_a_date_is_left_out_and_more_than_a_tenth_hides_the_time_before(tmp_path: Path) -> None:
    dated = [row(f"D{n}", "closed", received_on=JANUARY, closed_on=date(2022, 3, 1)) for n in range(9)]
    undated_closure = covered(tmp_path / "one", {SEPTEMBER: [*dated, row("A", "closed")]})
    assert (undated_closure.received_from, undated_closure.closed_from, undated_closure.undated) == (
        LAST_YEAR,
        LAST_YEAR,
        1,
    )
    assert not undated_closure.shows_statement(LAST_YEAR, SEPTEMBER), (
        "on the first extract's day the undated one appears"
    )
    assert undated_closure.shows_statement(LAST_YEAR, date(2022, 8, 31))
    two = covered(tmp_path / "two", {SEPTEMBER: [*dated, row("A", "closed"), row("B", "closed")]})
    assert (two.received_from, two.closed_from) == (SEPTEMBER, SEPTEMBER)


def test_closures_without_dates_are_shown_from_the_first_extract_beside_dated_arrivals(tmp_path: Path) -> None:
    rows = [row(f"P{number}", "closed" if number else "open", received_on=JANUARY) for number in range(4)]
    result = covered(tmp_path, {OCTOBER: rows, NOVEMBER: [row("P0", "closed", received_on=JANUARY), *rows[1:]]})
    assert (result.received_from, result.closed_from) == (LAST_YEAR, OCTOBER)
    register = Register(write_register(tmp_path / "again", {OCTOBER: rows, NOVEMBER: rows}))
    months = received_and_closed.in_months(
        received_and_closed.by_month(register, EVERYTHING), [date(2022, 1, 31), OCTOBER, NOVEMBER], result
    )
    assert months["received"].tolist() == [4, 0, 0]
    assert months["closed"].isna().tolist() == [True, True, False]


def test_arrivals_without_dates_after_the_first_extract_hide_what_was_received(tmp_path: Path) -> None:
    rows = [row(f"D{number}", received_on=JANUARY) for number in range(9)]
    assert covered(tmp_path, {OCTOBER: rows, NOVEMBER: [*rows, row("N")]}).received_from is None


def test_each_source_and_each_choice_has_its_own(tmp_path: Path) -> None:
    dated = [row(f"D{n}", source="HMICFRS", received_on=JANUARY) for n in range(40)]
    register = Register(write_register(tmp_path, {OCTOBER: [*dated, row("A"), row("B")]}))
    result = coverage(register, EVERYTHING)
    assert result.received_from == LAST_YEAR
    assert {source: own.received_from for source, own in result.by_source.items()} == {
        "HMICFRS": LAST_YEAR, "DARA": None,
    }  # fmt: skip
    assert coverage(register, Filters(source=("DARA",))).received_from is None
    assert coverage(register, Filters(status=("closed",))) == result, "a status filter is left out"


def test_it_is_that_of_the_extracts_known_and_no_as_at_day_changes_it(tmp_path: Path) -> None:
    rows = [row("A", received_on=JANUARY)]
    register = Register(write_register(tmp_path, {OCTOBER: rows, NOVEMBER: [*rows, row("N")]}))
    assert coverage(register, EVERYTHING).received_from is None
    assert coverage(register, Filters(as_at=date(2022, 2, 1))).received_from is None
    assert coverage(register, Filters(known_at=OCTOBER)).received_from == LAST_YEAR


@examples(25)
@given(cases(statuses=True))
def test_random_registers(case: Case) -> None:
    with opened(case.extracts) as register:
        result = coverage(register, filters(case))
    expected = shown_from(case.extracts, case.k1, case.choice)
    assert (result.received_from, result.closed_from) == (expected.received, expected.closed)
    is_shown = movement_shown(case.extracts, case.t0, case.t1, case.k1, case.choice)
    assert result.shows_statement(case.t0, case.t1) == is_shown
