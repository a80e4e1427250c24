"""The page Assurance: run, run empty, run on a register of another shape."""

from datetime import date
from pathlib import Path

import pytest

from analytics.filters import Filters
from tests.pages.explore.pages import taic
from tests.pages.oversee.pages import run, texts
from tests.tables import tables


def test_it_says_who_judged_and_shows_each_rate_with_its_numbers(
    demonstration: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = run("assurance", demonstration, monkeypatch, Filters(as_at=date(2022, 11, 28)))
    assert "on the way to closure; of " in at.title[0].value
    steps = tables(at)[0]
    assert list(steps["Step"]) == ["Action complete", "Proposed for closure", "Assured", "Closed"]
    cohorts = next(table for table in tables(at) if "Made in the year to" in table)
    newest = cohorts.iloc[0]
    assert newest["Rate"] == f"{newest['Closed in 12 months'] / newest['Made'] * 100:.0f}\u00a0per\u00a0cent"
    assert "10 recommendations may be recommended for closure" in texts(at)


def test_a_bar_leads_to_its_rows(demonstration: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = run("assurance", demonstration, monkeypatch, Filters(as_at=date(2022, 11, 28)))
    at.radio(key="see_closed-outcome").set_value("no").run()
    assert not at.exception
    assert not at.error
    assert "recommendations:** No" in texts(at)


def test_nothing_is_worked_out_on_fewer_than_ten(demonstration: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = run("assurance", demonstration, monkeypatch, Filters(as_at=date(2022, 11, 28), source=("MOPAC review",)))
    on_time = next(table for table in tables(at) if "Dates that fell" in table)
    assert list(on_time["Rate"]) == ["Fewer than ten"]


def test_no_match_says_so(demonstration: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = run("assurance", demonstration, monkeypatch, Filters(source=("No such",)))
    assert "No recommendations match these filters." in texts(at)


def test_an_empty_register_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "no extract yet" in texts(run("assurance", tmp_path, monkeypatch))


def test_a_register_of_another_shape_says_what_it_does_not_record(
    shared_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = run("assurance", taic(shared_data, tmp_path), monkeypatch)
    assert at.title[0].value.endswith("closed; this register records no step of assurance.")
    assert texts(at).count("Not recorded in this register.") >= 4
