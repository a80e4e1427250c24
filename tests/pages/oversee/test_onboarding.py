"""On-boarding: run, run where nothing fits, on any day, and on a register of another shape."""

import csv
from collections import Counter
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from analytics.filters import Filters
from tests.pages.explore.pages import bare
from tests.pages.oversee.pages import run, texts
from tests.registers import write_register
from tests.tables import tables

DAY = date(2022, 11, 28)


def test_the_demonstrations_queue(demonstration: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = run("onboarding", demonstration, monkeypatch)
    assert at.title[0].value.startswith(
        "31 recommendations are waiting for a decision, 5 of them for more than 60 days. "
    )
    sources = tables(at)[0]
    assert sources["Waiting"].tolist()[-1] == 31
    assert sources["Over 60 days"].tolist()[-1] == 5
    text = texts(at)
    assert "The longest wait is over 8 months" in text
    assert "Every outstanding recommendation with a route or a programme has a recorded decision" in text
    assert len(tables(at)[2]) == 13


def test_a_source_leads_to_its_queue(demonstration: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = run("onboarding", demonstration, monkeypatch, see_awaiting="HMICFRS")
    assert "**15 recommendations:** HMICFRS" in texts(at)
    assert tables(at)[1]["Days"].tolist() == [25] * 15


def test_who_advised_what_of_the_demonstrations_queue(demonstration: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [row for row in newest(demonstration) if row["status"] == "awaiting on-boarding"]
    advised = [row for row in rows if row["advised_on"]]
    at = run("onboarding", demonstration, monkeypatch, see_advised="no")
    assert f"Advice has been given on {len(advised)} of the 31 waiting" in texts(at)
    reported = Counter(row["advised_achievable"] for row in rows)
    answers = tables(at)[1].iloc[-1]
    columns = ["Achievable", "In part", "Not achievable", "No advice yet", "Waiting"]
    assert [answers[name] for name in columns] == [
        reported["yes"],
        reported["in part"],
        reported["no"],
        reported[""],
        31,
    ]
    # Each row says in words what was advised, by whom and when.
    days = {row["reference"]: pd.Timestamp(row["advised_on"]) for row in rows if row["advised_achievable"] == "no"}
    behind = tables(at)[2]
    assert dict(zip(behind["Reference"], behind["Advice"], strict=True)) == {
        reference: f"Not achievable (Transformation Group, {day.day} {day:%B %Y})" for reference, day in days.items()
    }


def test_decisions_by_another_route_than_advised(demonstration: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [row for row in newest(demonstration) if row["kind"] not in ("cause of concern", "advice")]
    decided = {row["reference"]: row for row in rows if row["onboarded_on"] and row["advised_route"]}
    other = {name for name, row in decided.items() if row["advised_route"] != row["delivery_route"]}
    at = run("onboarding", demonstration, monkeypatch)
    text = texts(at)
    assert f"{len(other)} decisions differed from the advice on route" in text
    assert f"Both routes are recorded for {len(decided)} of 309" in text
    assert set(tables(at)[3]["Reference"]) == other
    assert "the Transformation Group advises whether a recommendation is achievable" in text


def test_before_advice_was_recorded_that_is_said(demonstration: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    day = date(2022, 8, 31)
    text = texts(run("onboarding", demonstration, monkeypatch, Filters(as_at=day, known_at=day), see_awaiting="DARA"))
    assert "This register does not record what the Transformation Group advised." in text
    assert "advised on" not in text


def newest(demonstration: Path) -> list[dict[str, str]]:
    """The rows of the newest extract as they were handed over."""
    path = max((demonstration / "extracts").glob("*/original.csv"))
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_month_leads_to_its_decisions(demonstration: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = run("onboarding", demonstration, monkeypatch, see_decided="2022-11")
    assert ":** November 2022" in texts(at)


def test_an_earlier_day(demonstration: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = run("onboarding", demonstration, monkeypatch, Filters(as_at=date(2022, 6, 30)))
    (months,) = [table for table in tables(at) if "Month" in table]
    assert months["Month"].tolist()[-2] == "June 2022"


def test_a_route_without_a_decision_is_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = {"source": "DARA", "status": "open", "received_on": date(2022, 11, 1)}
    rows = [
        {**given, "reference": "A", "programme": "Victim care", "text": "Do it"},
        {**given, "reference": "B", "onboarded_on": date(2022, 11, 11), "text": "Do that"},
    ]
    at = run("onboarding", write_register(tmp_path, {DAY: rows}), monkeypatch)
    assert at.title[0].value == "No recommendations are waiting for a decision. 1 was decided in the last 12 months."
    assert "1 outstanding recommendation has a route or a programme without a recorded decision" in texts(at)
    assert tables(at)[2]["Reference"].tolist() == ["A"]


def test_no_recommendation_fits(demonstration: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = run("onboarding", demonstration, monkeypatch, Filters(source=("Nobody",), status=("open",)))
    assert "No recommendations match these filters." in texts(at)
    assert "The status filter does not apply to this page." in texts(at)


def test_a_register_of_another_shape(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = run("onboarding", bare(tmp_path), monkeypatch)
    assert at.title[0].value == "This register records neither recommendations waiting for a decision nor decisions."
    assert "Not recorded in this register." in texts(at)


def test_a_register_of_another_country(taic: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Not recorded in this register." in texts(run("onboarding", taic, monkeypatch))
