"""No headline is false: every claim of each page's headline against the rows, on random registers, filters and days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import assume, given

from analytics.charts.chart import Chart
from analytics.filters import Filters
from analytics.measures import changes, coverage, due_dates, forward_plan, overview, received_and_closed
from analytics.measures.assurance import assurance
from analytics.measures.engage import tagged
from analytics.measures.filter_options import recorded
from analytics.measures.moves import Aspect, moves
from analytics.measures.onboarding import days_waiting, onboarding
from analytics.measures.open_statement import open_statement
from analytics.measures.responses import responses
from analytics.measures.themes import theme_counts
from analytics.measures.turnaround import portfolio
from analytics.register.database import Register
from analytics.sections import assurance as assurance_section
from analytics.sections import changes as changes_section
from analytics.sections import due_dates as dates_section
from analytics.sections import engage as engage_section
from analytics.sections import forward_plan as plan_section
from analytics.sections import headline, trends
from analytics.sections import moves as moves_section
from analytics.sections import onboarding as onboarding_section
from analytics.sections import responses as responses_section
from analytics.sections import themes as themes_section
from analytics.sections import turnaround as turnaround_section
from analytics.vocabulary import ENGAGE_PHASE
from tests.examples import NOT_SHRUNK, examples
from tests.independent import chart_claims  # noqa: F401 - the forms of charts
from tests.independent.claims import World, claims
from tests.independent.history import Extract
from tests.independent.strategies import Case, cases
from tests.measures.test_second_computation import filters, opened

LONGEST = 30
"""Words of a headline."""

ONE_OPEN = Case(
    extracts=[Extract(date(2022, 1, 20), [{"reference": "A", "source": "DARA", "status": "open"}])],
    t0=date(2022, 1, 19),
    t1=date(2022, 1, 20),
    k1=date(2022, 1, 20),
)
several = examples(25, phases=NOT_SHRUNK)


def headlines(register: Register, chosen: Filters, world: World) -> Iterator[tuple[str, str]]:
    """The headline of each page that has one about recommendations, by section."""
    columns = recorded(register, chosen)
    first_page = overview.overview(register, chosen, columns, world.since)
    yield "position", headline.position(first_page)
    yield from (("sum", line) for line in headline.lines(first_page)[:1] if line.startswith("Since"))
    yield "dates", dates_section.sentence(due_dates.dates(register, chosen, columns))
    yield "turnaround", turnaround_section.sentence(portfolio(register, chosen), columns)
    yield "themes", themes_section.sentence(theme_counts(register, chosen, "theme"), columns)
    plan = forward_plan.forward_plan(register, chosen, (), from_day=world.case.t1)
    by = next((dimension for dimension in forward_plan.DIMENSIONS if dimension in columns), None)
    yield "plan", plan_section.sentence(plan, by, columns)
    yield "engage", engage_section.sentence(tagged(register, chosen, ENGAGE_PHASE), columns)
    yield "onboarding", onboarding_section.sentence(onboarding(register, chosen), columns)
    yield "assurance", assurance_section.sentence(assurance(register, chosen), columns)
    if world.since < world.case.t1:
        yield "changes", changes_section.sentence(changes.changes(register, chosen, world.since))
    moving = chosen.without("status")
    flows, undated = received_and_closed.by_month(register, moving), received_and_closed.undated(register, moving)
    covered = coverage.coverage(register, moving)
    for months in (12, 24):
        days = trends.months_shown(flows, world.case.t1, months, covered)
        if len(days) > 1:
            yield "trends", trends.sentence(flows, undated, covered, days)


def chart_headlines(register: Register, chosen: Filters, world: World) -> Iterator[tuple[str, str]]:
    """The headline of each chart that claims something about recommendations, by the form that reads it."""
    columns = recorded(register, chosen)
    found = tagged(register, chosen, ENGAGE_PHASE)
    charts: dict[str, list[Chart | None]] = {
        "engage chart": [engage_section.squares_chart(found, columns)] if found.total() else [],
        "themes chart": [themes_section.dots_chart(theme_counts(register, chosen, "theme"))],
        "turnaround chart": [turnaround_section.programme_bars(portfolio(register, chosen), columns)],
        "assurance chart": [assurance_section.funnel(assurance(register, chosen))],
        "onboarding chart": [onboarding_section.queue_by_age(days_waiting(register, chosen))],
        "responses chart": [responses_section.clocks_chart(responses(register, chosen, columns))],
    }
    result = changes.changes(register, chosen, world.since)
    if result.is_known:
        has_onboarding = "onboarded_on" in columns
        flow = open_statement(register, chosen, world.since, has_onboarding=has_onboarding)
        charts["open chart"] = [changes_section.open_chart(flow, result, has_onboarding=has_onboarding)]
        charts["moves chart"] = [
            moves_section.chart(moves(register, chosen, world.since, aspect), aspect, since="a day", name="moves")
            for aspect in Aspect
        ]
    yield from ((section, chart.headline) for section, drawn in charts.items() for chart in drawn if chart)


@several
@given(cases(statuses=True))
def test_every_claim_of_every_charts_headline_is_true(case: Case) -> None:
    assume(case.t1 <= case.extracts[-1].as_at)
    world = World(case, case.t0 if case.t0 < case.t1 else case.t1 - timedelta(days=1))
    with opened(case.extracts) as register:
        text = list(chart_headlines(register, filters(case), world))
    result = [claim for section, words in text for claim in claims(section, words, world)]
    assert [(claim, stated, true) for claim, stated, true in result if stated != true] == []


@several
@given(cases(statuses=True))
def test_every_claim_of_every_headline_is_true(case: Case) -> None:
    assume(case.t1 <= case.extracts[-1].as_at)
    world = World(case, case.t0 if case.t0 < case.t1 else case.t1 - timedelta(days=1))
    with opened(case.extracts) as register:
        text = list(headlines(register, filters(case), world))
    false = [
        (claim, stated, true)
        for section, words in text
        for claim, stated, true in claims(section, words, world)
        if stated != true
    ]
    assert false == []
    assert [words for section, words in text if section != "sum" and len(words.split()) > LONGEST] == []


@pytest.mark.parametrize(
    ("section", "words"),
    [
        ("position", "9 recommendations are open."),
        ("dates", "9 of 9 outstanding recommendations are past the date first agreed."),
        ("trends", "In the year to January 2022, 9 recommendations were received and 9 were closed."),
        ("changes", "Since 19 January, 9 recommendations came in and none was closed."),
        ("moves chart", "9 recommendations are new and open"),
        ("moves chart", "1 recommendation went from open to closed"),
        ("engage chart", "All 9 tagged Engage come from 2 reports"),
        ("themes chart", "Vetting has the most: 9 of 9 open"),
        ("turnaround chart", "2 programmes have the most: 1 each"),
        ("assurance chart", "1 of 9 closed was checked by someone else and none were found to be addressed"),
        ("onboarding chart", "9 recommendations waiting, none for more than 60 days"),
        ("open chart", "Open fell from 9 to 1"),
        ("responses chart", "9 responses are overdue"),
    ],
)
def test_a_false_headline_is_found(section: str, words: str) -> None:
    case = replace(ONE_OPEN, choice={})
    world = World(case, case.t0)
    assert any(text != true for _, text, true in claims(section, words, world))


def test_a_sentence_of_another_form_is_found() -> None:
    with pytest.raises(AssertionError, match="no form reads"):
        list(claims("position", "Everything is fine.", World(ONE_OPEN, ONE_OPEN.t0)))
