"""What the first page states: its period, what was reported at its start, and the months that flows lie in."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given

from analytics.filters import EVERYTHING, NONE, Filters
from analytics.measures import received_and_closed
from analytics.measures.coverage import coverage
from analytics.measures.filter_options import recorded
from analytics.measures.overview import Overview, open_only, overview
from analytics.register.database import Register
from tests.examples import examples
from tests.independent import history, measures
from tests.independent.strategies import Case, cases
from tests.measures.test_second_computation import filters, opened
from tests.pages.explore.pages import NOVEMBER, OCTOBER, worked
from tests.registers import write_register


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Register:
    return Register(worked(tmp_path_factory.mktemp("worked")))


def look(register: Register, chosen: Filters = EVERYTHING) -> Overview:
    return overview(register, chosen, recorded(register, chosen))


def test_the_period_begins_with_the_extract_before(register: Register) -> None:
    result = look(register)
    assert (result.since, result.as_at) == (OCTOBER, NOVEMBER)
    assert result.before is not None
    assert (result.before.open, result.before.awaiting_onboarding) == (4, 1)
    assert (result.now.open, result.now.awaiting_onboarding, result.late) == (3, 1, 1)


def test_before_the_first_extract_nothing_was_reported(register: Register) -> None:
    result = look(register, Filters(as_at=date(2022, 9, 15)))
    assert result.before is None
    assert result.since == date(2022, 8, 31)


def test_after_the_newest_extract_the_months_end_on_it_and_nothing_has_moved(register: Register) -> None:
    newest = register.newest.as_at
    result = look(register, Filters(as_at=newest.replace(year=newest.year + 1)))
    assert (result.known_day, result.before) == (newest, None)
    assert list(result.months["day"])[-1] == newest


def test_the_period_may_begin_on_another_day(register: Register) -> None:
    chosen = Filters(as_at=NOVEMBER)
    later = overview(register, chosen, recorded(register, chosen), date(2022, 11, 10))
    assert later.since == later.flow.opened_on == date(2022, 11, 10)
    assert later.before == look(register).before  # no extract lies between: what was reported is the same
    assert overview(register, chosen, recorded(register, chosen), date(2022, 3, 1)).before is None


def test_what_is_late_of_the_open_leaves_out_what_awaits_on_boarding(tmp_path: Path) -> None:
    due = {"original_due_on": date(2022, 1, 1), "source": "DARA"}
    rows = [{"reference": "A", "status": "open", **due}, {"reference": "B", "status": "awaiting on-boarding", **due}]
    result = look(Register(write_register(tmp_path, {NOVEMBER: rows})))
    assert (result.late, result.now.overdue_original) == (1, 2)


def test_narrowed_to_the_open() -> None:
    assert open_only(EVERYTHING).status == ("open", "proposed for closure")
    assert open_only(Filters(status=("closed", "open"))).status == ("open",)
    assert open_only(Filters(status=("closed",))).status == (NONE,)
    assert all(type(status) is str for status in open_only(EVERYTHING).status)


def test_the_open_alone_are_not_all_that_is_open(tmp_path: Path) -> None:
    statuses = ("open", "open", "proposed for closure", "closed")
    rows = [{"reference": f"A-{n}", "source": "DARA", "status": status} for n, status in enumerate(statuses)]
    register = Register(write_register(tmp_path, {NOVEMBER: rows}))
    total, alone = look(register), look(register, Filters(status=("open", "closed")))
    assert (total.now.open, total.open_alone) == (3, False)
    assert (alone.now.open, alone.open_alone) == (2, True)


def test_flows_lie_in_the_months_of_their_events(register: Register) -> None:
    # Born in January: A to E and H; in November: F, for G is advice. Closed in November: C and D.
    rows = [tuple(row) for row in received_and_closed.by_month(register, EVERYTHING).itertuples(index=False)]
    assert rows == [(date(2022, 1, 1), "HMICFRS", 6, 0), (date(2022, 11, 1), "HMICFRS", 1, 2)]
    months = received_and_closed.in_months(
        received_and_closed.by_month(register, EVERYTHING), [OCTOBER, NOVEMBER], coverage(register, EVERYTHING)
    )
    assert months["received"].tolist() == [0, 1]
    assert months["closed"].tolist() == [0, 2]


@examples(15)
@given(cases(statuses=True))
def test_the_months_against_a_second_computation(case: Case) -> None:
    with opened(case.extracts) as register:
        months = received_and_closed.by_month(register, filters(case))
    extracts_used = history.used(case.extracts, case.k1)
    records, fits = history.view(case.extracts, case.t1, case.k1), measures.chosen(case.choice)
    expected: Counter[tuple[date, str, str]] = Counter()
    for record in measures.filtered(records, fits):
        source = record.attributes["source"]
        if record.born_dated:
            expected[record.born_on.replace(day=1), source, "received"] += 1
        # An undated closing has a month only where an extract before the one that says so held the recommendation.
        first_extract = history.rows_of(extracts_used, record.reference)[0].as_at
        if record.closed_on and (record.closed_dated or first_extract < record.closed_on):
            expected[record.closed_on.replace(day=1), source, "closed"] += 1
    by_event = {
        (row.month, row.source, event): getattr(row, event)
        for row in months.itertuples(index=False)
        for event in ("received", "closed")
    }
    assert Counter(by_event) == expected
