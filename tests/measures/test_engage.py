"""What is tagged: counted by hand, and a second time in plain Python on random histories."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

from hypothesis import given

from analytics.filters import Filters
from analytics.measures.engage import COUNTS, moved, tagged
from analytics.register.database import Register
from analytics.sections.engage import squares_chart
from analytics.vocabulary import ENGAGE_PHASE, PLAN_OF_100_DAYS, State
from tests.examples import examples
from tests.independent import history, measures
from tests.independent.strategies import Case, cases
from tests.measures.test_second_computation import filters, opened
from tests.registers import write_register

FEW = examples(12)
DAY, BEFORE = date(2022, 11, 28), date(2022, 10, 31)


@FEW
@given(cases(statuses=True))
def test_every_combination_of_report_route_and_cause(case: Case) -> None:
    with opened(case.extracts) as register:
        cells = tagged(register, filters(case), ENGAGE_PHASE).cells
    columns = ("report", "delivery_route", "parent_reference")
    fits = measures.chosen({**case.choice, "tag": ("Engage",), "status": ()})
    expected: Counter[tuple[str, ...]] = Counter()
    for record in measures.filtered(history.view(case.extracts, case.t1, case.k1), fits):
        at = tuple(history.value(record.attributes, column) or "" for column in columns)
        expected[(*at, "recommendations")] += 1
        expected[(*at, "open")] += measures.is_open(record)
        expected[(*at, "ended")] += record.state in (State.CLOSED, State.WITHDRAWN)
        expected[(*at, "overdue_original")] += measures.is_open(record) and record.overdue_original
    result = Counter(
        {(*(row[column] for column in columns), n): row[n] for row in cells.to_dict("records") for n in COUNTS}
    )
    assert +result == +expected


def small(folder: Path) -> Register:
    """C1 is a cause with A (open, late) and B (closed since); C2 a tagged cause with none; D is open under no cause."""
    engaged = {"source": "HMICFRS", "tags": ["Engage"], "report": "PEEL", "received_on": date(2022, 9, 22)}
    cause = {**engaged, "kind": "cause of concern", "status": "open"}
    a = {**engaged, "reference": "A", "status": "open", "parent_reference": "C1", "delivery_route": "programme",
         "due_on": date(2022, 11, 1)}  # fmt: skip
    b = {**engaged, "reference": "B", "status": "open", "parent_reference": "C1"}
    rows = [
        {**cause, "reference": "C1", "text": "Calls are not answered."},
        {**cause, "reference": "C2", "text": "Nobody knows."},
        a,
        {**engaged, "reference": "D", "status": "open", "delivery_route": "local improvement", "tags": [
            "Engage", "100-day plan"]},
        {"reference": "E", "source": "DARA", "status": "open"},
    ]  # fmt: skip
    closed = {**b, "status": "closed", "close_reason": "implemented", "closed_on": date(2022, 11, 20)}
    return Register(write_register(folder, {BEFORE: [*rows, b], DAY: [*rows, closed]}))


def test_by_report_and_by_cause(tmp_path: Path) -> None:
    result = tagged(small(tmp_path), Filters(), ENGAGE_PHASE)
    report = result.by_report().to_dict("records")
    assert report == [
        {"report": "PEEL", "recommendations": 3, "open": 2, "ended": 1, "overdue_original": 1,
         "programme": 1, "local improvement": 1, "policy or other mechanism": 0, "": 0}
    ]  # fmt: skip
    causes = result.by_cause()
    assert causes["reference"].tolist() == ["C1", "C2", ""]
    assert causes["recommendations"].tolist() == [2, 0, 1]
    assert causes["open"].tolist() == [1, 0, 1]
    assert causes["ended"].tolist() == [1, 0, 0]


def test_the_ended_are_closed_or_withdrawn_or_merged(tmp_path: Path) -> None:
    ways = [("closed", "implemented"), ("closed", "superseded"), ("not accepted", None), ("unknown", None)]
    rows = [
        {"reference": str(n), "source": "DARA", "tags": ["Engage"], "status": status, "close_reason": reason}
        for n, (status, reason) in enumerate(ways)
    ]
    result = tagged(Register(write_register(tmp_path, {DAY: rows})), Filters(), ENGAGE_PHASE).cells
    assert result[["recommendations", "open", "ended"]].to_numpy().tolist() == [[4, 0, 3]]


def test_the_plan_is_another_tag(tmp_path: Path) -> None:
    assert tagged(small(tmp_path), Filters(), PLAN_OF_100_DAYS).total("recommendations") == 1


def test_what_moved_in_a_fortnight(tmp_path: Path) -> None:
    result = moved(small(tmp_path), Filters(tag=("Other",), status=("open",)), ENGAGE_PHASE)
    assert result.since == date(2022, 11, 14)
    assert result.events[["reference", "kind"]].to_dict("records") == [{"reference": "B", "kind": "closed"}]


def test_engage_holds_from_its_entry_until_the_day_before_it_was_left() -> None:
    days = (date(2022, 6, 27), date(2022, 6, 28), date(2025, 1, 22), date(2025, 1, 23))
    assert [ENGAGE_PHASE.holds(on) for on in days] == [False, True, True, False]
    assert not any(PLAN_OF_100_DAYS.holds(on) for on in days)


def test_a_square_stands_for_each_that_is_open_or_ended(tmp_path: Path) -> None:
    chart = squares_chart(tagged(small(tmp_path), Filters(), ENGAGE_PHASE), frozenset({"due_on"}))
    assert chart is not None
    # A is open and late, B closed, both under C1; D is open under no cause.
    assert chart.table.to_numpy().tolist() == [
        ["PEEL", "C1 Calls are not answered.", 1, 1, 1],
        ["PEEL", "Under no cause of concern", 1, 0, 0],
    ]
    assert len(chart.figure.data[0].x) == 3
    assert chart.headline == "All 2 tagged Engage come from 1 report"


def test_what_is_neither_open_nor_closed_has_no_square_and_is_said(tmp_path: Path) -> None:
    rows = [{"reference": str(n), "source": "DARA", "tags": ["Engage"], "status": status}
            for n, status in enumerate(("open", "awaiting on-boarding", "unknown"))]  # fmt: skip
    chart = squares_chart(tagged(Register(write_register(tmp_path, {DAY: rows})), Filters(), ENGAGE_PHASE), frozenset())
    assert chart is not None
    assert chart.subtitle.endswith(". 2 neither open nor closed are not shown")
