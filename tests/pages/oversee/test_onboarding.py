"""On-boarding: run, run where nothing fits, on any day, and on a register of another shape."""

from datetime import date
from pathlib import Path

import pytest

from analytics.filters import Filters
from tests.pages.explore.pages import bare, taic
from tests.pages.oversee.pages import run, texts
from tests.registers import write_register

DAY = date(2022, 11, 28)


def test_the_demonstrations_queue(demonstration: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = run("onboarding", demonstration, monkeypatch)
    assert at.title[0].value.startswith("31 recommendations await a decision to on-board, 5 of them for over 60 days; ")
    sources = at.table[0].value
    assert sources["Waiting"].tolist()[-1] == 31
    assert sources["Over 60 days"].tolist()[-1] == 5
    said = texts(at)
    assert "The longest has waited for 263 days" in said
    assert "Nothing has a route or a programme without a decision" in said
    assert "is not recorded in this register." in said
    assert len(at.table[1].value) == 13


def test_a_source_leads_to_its_queue(demonstration: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = run("onboarding", demonstration, monkeypatch, see_awaiting="HMICFRS")
    assert "**15 recommendations:** HMICFRS" in texts(at)
    assert at.table[1].value["Days"].tolist() == [25] * 15


def test_a_month_leads_to_its_decisions(demonstration: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = run("onboarding", demonstration, monkeypatch, see_decided="2022-11")
    assert ":** November 2022" in texts(at)


def test_an_earlier_day(demonstration: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = run("onboarding", demonstration, monkeypatch, Filters(as_at=date(2022, 6, 30)))
    assert at.table[1].value["Month"].tolist()[-2] == "June 2022"


def test_a_route_without_a_decision_is_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = {"source": "DARA", "status": "open", "received_on": date(2022, 11, 1)}
    rows = [
        {**given, "reference": "A", "programme": "Victim care", "text": "Do it"},
        {**given, "reference": "B", "onboarded_on": date(2022, 11, 11), "text": "Do that"},
    ]
    at = run("onboarding", write_register(tmp_path, {DAY: rows}), monkeypatch)
    assert at.title[0].value == "No recommendation awaits a decision to on-board; 1 was decided in the last 12 months."
    assert "1 has a route or a programme without a decision" in texts(at)
    assert at.table[2].value["Reference"].tolist() == ["A"]


def test_no_recommendation_fits(demonstration: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = run("onboarding", demonstration, monkeypatch, Filters(source=("Nobody",), status=("open",)))
    assert "No recommendations match these filters." in texts(at)
    assert "The status filter is left out of this page." in texts(at)


def test_a_register_of_another_shape(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = run("onboarding", bare(tmp_path), monkeypatch)
    assert at.title[0].value == "Neither what awaits on-boarding nor the decisions are recorded in this register."
    assert "Not recorded in this register." in texts(at)


def test_a_register_of_another_country(shared_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Not recorded in this register." in texts(run("onboarding", taic(shared_data, tmp_path), monkeypatch))
