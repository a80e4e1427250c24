"""The page of dates: run, run where nothing fits, and run on a register without due dates."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from analytics.filters import Filters
from tests.pages.explore.pages import run, texts
from tests.registers import write_register
from tests.tables import tables
from tests.worked_changes import worked


def test_the_ways_to_be_late_stand_side_by_side(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = run("dates", worked(tmp_path), monkeypatch)
    assert at.title[0].value.startswith("None of 5 outstanding recommendations is past the date first agreed.")
    assert [(metric.label, metric.value) for metric in at.metric] == [
        ("Past the first date", "0"), ("Past the current date", "0"),
        ("Hidden by a later date", "0"), ("Late with no current date", "0"), ("No due date", "4"),
    ]  # fmt: skip
    assert "For 1 the extract has no original date, so the first due date recorded is used." in texts(at)
    assert tables(at)[-1]["Reference"].tolist() == ["A"]
    assert tables(at)[-1]["Slip in days"].tolist() == [90]


def test_no_recommendation_fits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = run("dates", worked(tmp_path), monkeypatch, Filters(source=("IOPC",)))
    assert "No recommendations match these filters." in texts(at)
    assert not at.metric


def test_a_register_without_due_dates_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [{"reference": "1", "source": "S", "status": "open"}]
    at = run("dates", write_register(tmp_path, {date(2024, 4, 4): rows}), monkeypatch)
    assert at.title[0].value == "1 recommendation is outstanding. No due dates are recorded."
    assert "Due dates: not recorded in this register." in texts(at)
