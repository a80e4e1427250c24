"""Six monthly extracts of a real register, month by month, against counts made with a CSV reader and loops.

The register's own statuses are four and ours are fewer: pending, overdue and partial are all open here. So that every
transition between them can be counted, the layout keeps their word as the progress note. Our own events are held
against the transitions that they must tell: to completed and away.
"""

from __future__ import annotations

import csv
import json
from calendar import monthrange
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analytics.filters import EVERYTHING, Filters
from analytics.intake.layouts import load_layout
from analytics.measures import events, filter_options, headline_figures
from analytics.measures.changes import changes
from analytics.measures.responses import responses
from analytics.register.database import AsAt, Query, Register
from analytics.register.loading import load_extract

MONTHS = ("2024-10", "2024-11", "2024-12", "2025-01", "2025-02", "2025-03")
LATER = MONTHS[1:]
WORDS = Path(__file__).with_name("pfd_months.sql")


def last_day(month: str) -> date:
    """The day of a month's extract."""
    year, number = map(int, month.split("-"))
    return date(year, number, monthrange(year, number)[1])


@pytest.fixture(scope="module")
def expected(shared_data: Path) -> dict[str, Any]:
    result: dict[str, Any] = json.loads((shared_data / "expected.json").read_text(encoding="utf-8"))["pfd_monthly"]
    return result


@pytest.fixture(scope="module")
def register(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Register:
    folder = tmp_path_factory.mktemp("pfd")
    layout = load_layout("pfd-tracker")
    for month in MONTHS:
        path, as_at = shared_data / "pfd" / f"database_{month}.csv", last_day(month)
        when = datetime.combine(as_at, time(9), UTC)
        load_extract(path.read_bytes(), path.name, layout, as_at, folder, loaded_at=when, loaded_by="test")
    return Register(folder)


@pytest.fixture(scope="module")
def held(register: Register) -> pd.DataFrame:
    newest = register.newest.as_at
    return register.frame(Query(sql=WORDS, dates=AsAt(newest, newest)))


def of_month(held: pd.DataFrame, month: str) -> pd.DataFrame:
    """What the extract of a month holds."""
    return held[held["as_at"] == last_day(month)]


@pytest.mark.parametrize("month", MONTHS)
def test_status_counts(register: Register, expected: dict[str, Any], held: pd.DataFrame, month: str) -> None:
    counted = expected[month]["status"]
    assert dict(Counter(of_month(held, month)["word"])) == counted
    day = last_day(month)
    result = headline_figures.headline(register, Filters(as_at=day, known_at=day))
    assert result.closed == counted["completed"]
    assert result.open == counted["pending"] + counted["overdue"] + counted["partial"]


@pytest.mark.parametrize("month", MONTHS)
def test_where_every_response_stands(register: Register, shared_data: Path, month: str) -> None:
    day = last_day(month)
    filters = Filters(as_at=day, known_at=day)
    result = responses(register, filters, filter_options.recorded(register, filters))
    began = result.clocked["starts_on"].dt.date
    reported = Counter(zip(result.clocked["report"], began, result.clocked["standing"], strict=True))
    assert reported == Counter((*report, standing) for report, standing in standings(shared_data, month).items())


def standings(shared_data: Path, month: str) -> dict[tuple[str, date], str]:
    """Where each response stands at the end of a month, by report and its date, from the tracker's own words."""
    with (shared_data / "pfd" / f"database_{month}.csv").open(encoding="utf-8-sig", newline="") as text:
        rows = {tuple(row.items()): row for row in csv.DictReader(text)}.values()
    requested: dict[tuple[str, date], list[str]] = {}
    for row in rows:
        made = datetime.strptime(row["Date of report"].strip(), "%d/%m/%Y").replace(tzinfo=UTC).date()
        requested.setdefault((row["Ref"].strip() or row["URL"].strip(), made), []).append(row["Status"])
    return {
        report: "given, day not recorded" if set(words) == {"completed"}
        else "to come" if report[1] + timedelta(days=56) >= last_day(month) else "overdue"
        for report, words in requested.items()
    }  # fmt: skip


@pytest.mark.parametrize("month", LATER)
def test_every_transition(expected: dict[str, Any], held: pd.DataFrame, month: str) -> None:
    moved = of_month(held, month).dropna(subset="word_before")
    moved = moved[moved["word"] != moved["word_before"]]
    result = Counter(f"{before} -> {now}" for before, now in zip(moved["word_before"], moved["word"], strict=True))
    assert dict(result) == expected[month]["transitions"]


@pytest.mark.parametrize("month", LATER)
def test_new_vanished_closed_and_reopened_are_told_as_events(
    register: Register, expected: dict[str, Any], held: pd.DataFrame, month: str
) -> None:
    day, before = last_day(month), last_day(MONTHS[MONTHS.index(month) - 1])
    result = events.events(register, Filters(known_at=day), before, day)
    reported = Counter(result["kind"])
    first = of_month(held, month)
    first_completed = int((first["word_before"].isna() & (first["word"] == "completed")).sum())
    completed = sum(n for words, n in expected[month]["transitions"].items() if words.endswith("-> completed"))
    assert reported["received"] + reported["returned"] == expected[month]["new_urls"]
    assert reported["dropped"] == expected[month]["gone_urls"]
    assert reported["closed"] == completed + first_completed - returned_completed(result, first)
    assert reported["reopened"] == expected[month]["reopened_completed_to_other"]


def returned_completed(found: pd.DataFrame, first: pd.DataFrame) -> int:
    """How many came back as completed as they had gone: no second closing."""
    returned = set(found.loc[found["kind"] == "returned", "reference"])
    return int((first["reference"].isin(returned) & (first["word"] == "completed")).sum())


@pytest.mark.parametrize("month", LATER)
def test_the_statement_reconciles_as_it_was_reported(register: Register, expected: dict[str, Any], month: str) -> None:
    day, before = last_day(month), last_day(MONTHS[MONTHS.index(month) - 1])
    flow = changes(register, replace(EVERYTHING, as_at=day, known_at=day), before).statement
    opening, closing = expected[MONTHS[MONTHS.index(month) - 1]], expected[month]
    assert flow.opening == opening["rows"] - opening["status"]["completed"]
    assert flow.closing == closing["rows"] - closing["status"]["completed"]
    assert flow.residual == 0
