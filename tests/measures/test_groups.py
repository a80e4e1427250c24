"""Counts by groups and row by row agree: a condition that every row fits, but no group can answer, forces the rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analytics.filters import BLANK, FIRST_DAY, Filters
from analytics.measures import (
    assurance,
    close_reasons,
    closure_rates,
    events,
    headline_figures,
    onboarding,
    received_and_closed,
    reopening,
    responses,
    stock_and_flow,
    themes,
)
from analytics.measures.long_lists import ListedRows
from analytics.register.database import Query, Register

GROUPS = Path(__file__).with_name("groups.sql")
DAY, BEFORE = date(2022, 11, 28), date(2022, 6, 30)
DAYS = stock_and_flow.month_ends(DAY, 24)

ORDERED_BY = (
    "by_column", "value", "month", "source", "delivery_route", "answer", "year", "day", "close_reason", "reference",
    "kind", "column_name", "place",
)  # fmt: skip

CHOICES = (
    Filters(),
    Filters(source=("HMICFRS", "DARA")),
    Filters(kind=("cause of concern", BLANK), delivery_route=("programme",)),
    Filters(status=("closed", "dropped"), risk=(BLANK,)),
    Filters(theme=(BLANK,), overdue="masked"),
    Filters(tag=("Engage",)),
    Filters(owner=(BLANK,), addressed_to=(BLANK,), made_to=BEFORE, closed_from=date(2020, 1, 1)),
    Filters(as_at=BEFORE, known_at=date(2022, 8, 31), business_group=(BLANK,)),
)


def first(found: ListedRows) -> pd.DataFrame:
    """The first rows of a list, beside each what is counted of all."""
    return found.rows.assign(**found.counts)


MEASURES: dict[str, Callable[[Register, Filters], Any]] = {
    "headline": headline_figures.headline,
    "by value": lambda register, chosen: headline_figures.by_value(register, chosen, date(2022, 5, 31)),
    "statement": lambda register, chosen: stock_and_flow.statement(register, chosen, date(2022, 5, 31)),
    "reasons": lambda register, chosen: close_reasons.reasons(register, chosen, date(2022, 5, 31)),
    "by month": received_and_closed.by_month,
    "events": lambda register, chosen: events.events(register, chosen, date(2022, 5, 31), chosen.as_at or DAY, 25),
    "by day": lambda register, chosen: stock_and_flow.by_day(register, chosen, DAYS),
    "undecided": lambda register, chosen: pd.DataFrame(onboarding.onboarding(register, chosen).undecided),
    "decisions": lambda register, chosen: pd.DataFrame(onboarding.onboarding(register, chosen).decisions),
    "responses": lambda register, chosen: responses.responses(register, chosen, frozenset({"responded_on"})).clocked,
    "judged": lambda register, chosen: assurance.assurance(register, chosen).judged,
    "reopened rows": lambda register, chosen: first(assurance.reopened(register, chosen, 3)),
    "sent back": lambda register, chosen: first(assurance.sent_back(register, chosen, 3)),
    "superseded": lambda register, chosen: first(assurance.superseded(register, chosen, 3)),
    "candidates": lambda register, chosen: first(assurance.candidates(register, chosen, 3)),
    "steps": lambda register, chosen: assurance.assurance(register, chosen).steps,
    "on time": closure_rates.on_time,
    "cohorts": closure_rates.closure_by_cohort,
    "reopened": reopening.reopening_rate,
    "themes": lambda register, chosen: themes.theme_counts(register, chosen, "theme").by_source,
    "root causes": lambda register, chosen: themes.theme_counts(register, chosen, "root_cause").by_year,
}


@pytest.fixture(scope="module")
def register(demonstration: Path) -> Iterator[Register]:
    opened = Register(demonstration)
    yield opened
    opened.close()


@pytest.mark.parametrize("measure", MEASURES.values(), ids=MEASURES)
@pytest.mark.parametrize("chosen", CHOICES, ids=lambda chosen: chosen.describe() or "all")
def test_groups_count_what_the_rows_count(
    register: Register, measure: Callable[[Register, Filters], Any], chosen: Filters
) -> None:
    from_groups, from_rows = measure(register, chosen), measure(register, replace(chosen, entered_from=FIRST_DAY))
    if isinstance(from_groups, pd.DataFrame):
        columns = [name for name in ORDERED_BY if name in from_groups]
        pd.testing.assert_frame_equal(
            *(frame.sort_values(columns, ignore_index=True) for frame in (from_groups, from_rows))
        )
    else:
        assert from_groups == from_rows


def test_the_forced_rows_are_not_the_groups(register: Register) -> None:
    """The condition above does what it is for: the same question is answered from other views."""
    from_groups, from_rows = groups(register, Filters()), groups(register, Filters(entered_from=FIRST_DAY))
    assert len(from_groups) < len(from_rows) / 2
    assert sum(from_groups) == sum(from_rows) == len(from_rows)


def groups(register: Register, chosen: Filters) -> list[int]:
    """How many recommendations each group of the position stands for."""
    requested = Query(sql=GROUPS, dates=register.dates(chosen), where=chosen.where())
    return [n for _, n in register.rows(requested)]
