"""Themes and root causes on a small register counted by hand, and in plain Python on any history."""

from __future__ import annotations

import tempfile
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from analytics.filters import Filters
from analytics.measures import closure_rates, themes
from analytics.register.database import Register
from analytics.vocabulary import State
from tests.examples import examples
from tests.independent import history, measures
from tests.independent.history import value
from tests.independent.strategies import Case, cases
from tests.registers import write_history, write_register

NOVEMBER = date(2022, 11, 28)


def row(reference: str, source: str, theme: str | None, made: date, **columns: Any) -> dict[str, Any]:
    held = {"reference": reference, "source": source, "theme": theme, "made_on": made, "status": "open"}
    return {**held, **columns}


@pytest.fixture
def register(tmp_path: Path) -> Register:
    """Vetting from two sources, one of them this year; custody from one, closed; one without a theme."""
    rows = [
        row("A", "DARA", "Vetting", date(2022, 5, 1), root_cause="Capacity"),
        row("B", "HMICFRS", "Vetting", date(2021, 5, 1), root_cause="Capacity"),
        row("C", "HMICFRS", "Vetting", date(2020, 5, 1), root_cause="Training"),
        row("D", "DARA", "Custody", date(2022, 6, 1), status="closed", closed_on=date(2022, 9, 1)),
        row("E", "DARA", None, date(2022, 6, 1)),
    ]
    return Register(write_register(tmp_path, {NOVEMBER: rows}))


def test_what_recurs_across_sources(register: Register) -> None:
    result = themes.theme_counts(register, Filters(), "theme")
    # Vetting: A came in the twelve months to 28 November 2022, B in the twelve before, C earlier than both.
    assert result.recurring().to_dict("records") == [
        {"value": "Vetting", "open": 3, "sources": 2, "received": 1, "received_before": 1},
        {"value": "Custody", "open": 0, "sources": 0, "received": 1, "received_before": 0},
    ]
    assert result.sources() == ["DARA", "HMICFRS"]
    assert (result.year, result.by_year.loc[result.by_year["value"] == "Vetting", "year"].tolist()) == (
        2022, [2020, 2021, 2022],
    )  # fmt: skip


def test_what_came_a_year_before_to_the_day_came_in_the_twelve_months_before(tmp_path: Path) -> None:
    days = (date(2021, 11, 29), date(2021, 11, 28), date(2020, 11, 29), date(2020, 11, 28))
    rows = [row(str(day), "DARA", "Vetting", day) for day in days]
    result = themes.theme_counts(Register(write_register(tmp_path, {NOVEMBER: rows})), Filters(), "theme")
    assert result.by_source[["received", "received_before", "made"]].to_numpy().tolist() == [[1, 2, 4]]


def test_what_names_nothing_recurs_nowhere(tmp_path: Path) -> None:
    day = date(2022, 5, 1)
    rows = [row("A", "DARA", "N/A", day), row("B", "IOPC", " n/a", day), row("C", "DARA", None, day)]
    result = themes.theme_counts(Register(write_register(tmp_path, {NOVEMBER: rows})), Filters(), "theme")
    assert result.recurring().empty
    assert result.by_source["open"].sum() == 3


def test_the_rows_behind_a_number(register: Register) -> None:
    def behind(column: themes.ThemeColumn, value: str, source: str = "") -> list[str]:
        return list(themes.recommendations_with_value(register, Filters(), column, value, source)["reference"])

    assert behind("theme", "Vetting") == ["A", "B", "C"]
    assert behind("theme", "Vetting", "DARA") == ["A"]
    assert behind("theme", "") == ["E"]
    assert behind("theme", "Custody") == []
    assert behind("root_cause", "Capacity") == ["A", "B"]
    assert behind("root_cause", "") == ["E"]


@examples(12)
@given(cases())
def test_any_history_a_second_time(case: Case) -> None:
    filters = Filters(**{**case.choice, "as_at": case.t1, "known_at": case.k1})
    with tempfile.TemporaryDirectory() as folder:
        register = Register(write_history(Path(folder), case.extracts))
        result = themes.theme_counts(register, filters, "theme")
    records = history.view(case.extracts, case.t1, case.k1)
    held = [
        record for record in measures.filtered(records, measures.chosen(case.choice)) if record.state != State.DROPPED
    ]
    since = closure_rates.months_before(case.t1, 12)
    made, fresh, opened = Counter(map(key, held)), Counter(), Counter()
    for record in held:
        fresh[key(record)] += record.born_dated and record.born_on > since
        opened[key(record)] += measures.is_open(record)
    expected = {pair: (opened[pair], fresh[pair], made[pair]) for pair in made}
    assert {
        (line["value"], line["source"]): (line["open"], line["received"], line["made"])
        for line in result.by_source.to_dict("records")
    } == expected
    born = measures.filtered(records, measures.chosen(case.choice))
    came = Counter(by_year(record) for record in born if record.state != State.DROPPED)
    gone = Counter(by_year(record) for record in born if record.state == State.DROPPED)
    years = result.by_year
    lines = years.assign(year=years["year"].astype(object).where(years["year"].notna(), None)).to_dict("records")
    assert {(line["value"], line["year"]): (line["received"], line["dropped"]) for line in lines} == {
        pair: (came[pair], gone[pair]) for pair in came.keys() | gone.keys()
    }


def by_year(record: history.Record) -> tuple[str, int | None]:
    return key(record)[0], record.born_on.year if record.born_dated else None


def key(record: history.Record) -> tuple[str, str]:
    return value(record.attributes, "theme") or "", record.attributes["source"]
