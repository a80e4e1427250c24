"""Every measure against a second computation in plain Python, on random histories."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from analytics.filters import Filters
from analytics.measures import headline_figures, open_statement, stock_and_flow
from analytics.register.database import Query, Register
from tests.examples import examples
from tests.independent import history, measures
from tests.independent.strategies import Case, cases
from tests.registers import write_history

several = examples(25)
STATE_OF_EACH = Path(__file__).with_name("state_of_each.sql")


@contextmanager
def opened(extracts: list[history.Extract]) -> Iterator[Register]:
    """The register of a random history, opened."""
    with tempfile.TemporaryDirectory() as folder:
        yield Register(write_history(Path(folder), extracts))


def filters(case: Case, **more: Any) -> Filters:
    """The case's choice and days as the product takes them."""
    return Filters(**{**case.choice, "as_at": case.t1, "known_at": case.k1, **more})


@several
@given(cases())
def test_every_state_and_status(case: Case) -> None:
    with opened(case.extracts) as register:
        dates = register.dates(filters(case))
        rows = register.records(Query(sql=STATE_OF_EACH, dates=dates))
    expected = {
        record.reference: (record.state, record.status, record.born_on, record.redatings, record.original_due_on)
        for record in history.view(case.extracts, case.t1, case.k1).values()
        if record.state != "not yet"
    }
    result = {
        row["reference"]: (row["state"], row["status"], row["born_on"], row["redatings"], row["first_agreed_on"])
        for row in rows
    }
    assert result == expected


@several
@given(cases(statuses=True))
def test_headline_and_overdue(case: Case) -> None:
    with opened(case.extracts) as register:
        result = headline_figures.headline(register, filters(case))
        reports = headline_figures.reports(register, filters(case))
    records, fits = history.view(case.extracts, case.t1, case.k1), measures.chosen(case.choice)
    expected = measures.headline(records, fits)
    assert {"reports": reports} | {name: getattr(result, name) for name in expected if name != "reports"} == expected
    assert result.born == len(measures.filtered(records, fits))
    late = measures.overdue(records, fits)
    assert {
        "original": result.overdue_original,
        "current": result.overdue_current,
        "masked": result.overdue_masked,
        "late_no_current_date": result.late_no_current_date,
        "no_due_date": result.no_due_date,
    } == late
    open_ones = {name: record for name, record in records.items() if measures.is_open(record)}
    assert result.open_overdue_original == measures.overdue(open_ones, fits)["original"]


@several
@given(cases(statuses=True))
def test_by_value(case: Case) -> None:
    with opened(case.extracts) as register:
        by = headline_figures.by_value(register, filters(case), case.t0)
    expected = measures.by_columns(case.extracts, case.t1, case.k1, case.t0, case.choice)
    result: dict[str, dict[str, dict[str, int]]] = {}
    for row in by.to_dict("records"):
        counts = {name: row[name] for name in ("open", "closed", "outstanding", "new")}
        result.setdefault(row["by_column"], {})[row["value"]] = counts
    assert [(column, list(values.items())) for column, values in result.items()] == [
        (column, list(values.items())) for column, values in expected.items() if values
    ]


@several
@given(cases())
def test_the_statement_term_by_term(case: Case) -> None:
    with opened(case.extracts) as register:
        result = stock_and_flow.statement(register, filters(case), case.t0)
    expected = measures.statement(case.extracts, case.t0, case.t1, case.k1, measures.chosen(case.choice)).counts
    assert {name: getattr(result, name) for name in expected} == expected
    assert result.residual == 0


@several
@given(cases(), st.booleans())
def test_the_sum_of_the_open_term_by_term(case: Case, has_onboarding: bool) -> None:  # noqa: FBT001 - drawn
    with opened(case.extracts) as register:
        result = open_statement.open_statement(register, filters(case), case.t0, has_onboarding=has_onboarding)
    fits = measures.chosen(case.choice)
    expected = measures.open_statement(case.extracts, case.t0, case.t1, case.k1, fits, has_onboarding=has_onboarding)
    assert asdict(result) == expected
    assert result.residual == 0


@several
@given(cases())
def test_the_series_day_by_day(case: Case) -> None:
    days = tuple(sorted({case.t0, *stock_and_flow.month_ends(case.t1, 3)}))
    days = tuple(day for day in days if day <= case.t1)
    with opened(case.extracts) as register:
        series = stock_and_flow.by_day(register, filters(case), days)
    assert list(series["day"]) == list(days)
    for before, row in zip(days, series.iloc[1:].to_dict("records"), strict=False):
        check_day(case, before, row)


def check_day(case: Case, before: date, row: dict[str, Any]) -> None:
    """One row of the series: its flow against a statement with one knowledge, its stock against the headline."""
    fits = measures.chosen(case.choice)
    flow = measures.statement(case.extracts, before, row["day"], case.k1, fits, k0=case.k1).counts
    assert {term: row[term] for term in stock_and_flow.SIGNS} == {term: flow[term] for term in stock_and_flow.SIGNS}
    assert (row["opening"], row["outstanding"], row["residual"]) == (flow["opening"], flow["closing"], 0)
    records = history.view(case.extracts, row["day"], case.k1)
    stock = measures.headline(records, fits)
    names = ("open", "awaiting_onboarding", "disputed", "state_unknown")
    assert {name: row[name] for name in names} == {name: stock[name] for name in names}
    late = measures.overdue(records, fits)
    columns = ("overdue_original", "overdue_current", "overdue_masked", "late_no_current_date")
    assert [row[column] for column in columns] == [
        late[way] for way in ("original", "current", "masked", "late_no_current_date")
    ]
