"""The page Responses: run, run empty, run on a register of another shape."""

import re
from datetime import date
from pathlib import Path

import pytest

from analytics.filters import Filters
from tests.pages.oversee.pages import run, texts
from tests.registers import write_register
from tests.tables import tables


def test_it_says_what_is_late_and_what_falls_due(demonstration: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = run("responses", demonstration, monkeypatch, Filters(as_at=date(2022, 11, 28)))
    assert at.title[0].value.endswith(
        "is overdue. 1 more is due in the next 30 days, and 1 is paused during a judicial review."
    )
    text = texts(at)
    assert "A response says what will be done. It does not mean that the action is complete." in text
    assert "the register does not say whether a response was required (paragraph 28A) or not (section 10)" in text
    awaited = tables(at)[0]
    peel = awaited[awaited["Report"].str.contains("PEEL")].iloc[0]
    assert (peel["Due"], peel["Days"]) == ("16\u00a0November\u00a02022", "12\u00a0days\u00a0late")
    paused = awaited[awaited["Paused from"] != ""].iloc[0]
    # Made on 21 September, so due on 15 November; on 12 October, the first day of the pause, 35 days were left.
    assert (paused["Paused from"], paused["Due"]) == ("12\u00a0October\u00a02022", "")
    assert paused["Days"].replace("\u00a0", " ") == "35 days left, paused"


def test_sources_without_a_clock_are_marked_not_applicable(
    demonstration: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = run("responses", demonstration, monkeypatch, Filters(source=("DARA",)))
    assert at.title[0].value == "None of these recommendations has a statutory deadline for a response."
    clocks = tables(at)[0]
    assert list(clocks.loc[clocks["Source"] == "DARA internal audit", "Statutory deadline"]) == [
        "No statutory deadline"
    ]


def test_without_a_date_to_count_from_no_number_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [{"reference": "A", "source": "HMICFRS", "status": "open", "response_given": "no"}]
    at = run("responses", write_register(tmp_path, {date(2022, 11, 28): rows}), monkeypatch)
    assert at.title[0].value == (
        "The register does not say when 1 statutory response is due: there is no date to count from."
    )
    assert {metric.value for metric in at.metric} == {"–"}
    assert "No date to count from" in [caption.value for caption in at.caption]
    text = texts(at)
    assert "1 response has no date to count from, so no due date is shown." in text
    assert not re.search(r"No response (is waited for|falls due)|None (is|are)|was given", text)


def test_a_response_without_a_date_is_not_said_to_be_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = {"report_published_on": date(2022, 1, 10), "responded_on": date(2022, 2, 1)}
    rows = [
        {"reference": "A", "source": "HMICFRS", "status": "open", "report": "One"},
        {"reference": "B", "source": "HMICFRS", "status": "open", "report": "Two", **given},
    ]
    at = run("responses", write_register(tmp_path, {date(2022, 11, 28): rows}), monkeypatch)
    assert "No statutory response is overdue, due or paused" in texts(at)
    assert "Each with a statutory clock was given" not in texts(at)


def test_no_match_says_so(demonstration: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = run("responses", demonstration, monkeypatch, Filters(source=("No such",)))
    assert "No recommendations match these filters." in texts(at)


def test_an_empty_register_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "no extract yet" in texts(run("responses", tmp_path, monkeypatch))


def test_a_register_of_another_shape_has_no_clock(taic: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = run("responses", taic, monkeypatch)
    assert at.title[0].value == "None of these recommendations has a statutory deadline for a response."
