"""The Overview: run, run empty, run on a register of another shape."""

from datetime import date
from pathlib import Path

import pytest

from analytics.filters import Filters
from tests.pages.explore.pages import NOVEMBER, bare, run, run_guarded, texts, worked
from tests.tables import headings, headlines


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return worked(tmp_path_factory.mktemp("small"))


def test_the_sentence_states_the_position(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = run("overview", small, monkeypatch)
    assert at.title[0].value == (
        "3 recommendations from 2 reports are open, 1 fewer than on 31 October. "
        "1 more may be open. 1 is past the date first agreed."
    )
    assert at.caption[0].value == (
        "All recommendations at 30 November 2022. Small lines and bars show the 11 months to November."
    )


def test_the_figures_and_how_they_moved(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    figures = {metric.label: (metric.value, metric.delta) for metric in run("overview", small, monkeypatch).metric}
    assert figures == {
        "Open": ("3", "1 fewer"),
        "Open past the date first agreed": ("1", "No change"),
        "Closed in November": ("1", "1 more"),
        "New in November": ("1", "1 more"),
        "Waiting to be on-boarded": ("1", "No change"),
        "State not known": ("1", "1 more"),
    }


def test_a_month_is_no_day_to_move_from(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    since = {element.label: element.proto.delta_description for element in run("overview", small, monkeypatch).metric}
    assert (since["Open"], since["Closed in November"]) == ("since 31 October", "against October")


def test_the_plain_lines_complete_the_figures(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = texts(run("overview", small, monkeypatch))
    assert "Since 31 October: 4 open " in text
    assert "= 3." in text
    assert "Not counted: 1 piece of advice." in text


def test_what_the_open_are_made_of(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    headings = headlines(run("overview", small, monkeypatch))
    assert headings[1:] == [
        "All come from HMICFRS",
        "2 of 3 are in programmes",
        "2 are in Victim care",
        "Open, by strategic priority",
    ]


def test_the_demonstration_meets_the_published_totals(demonstration: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = run("overview", demonstration, monkeypatch, Filters(as_at=date(2022, 11, 28)))
    assert at.title[0].value.startswith("152 recommendations from 48 reports are open, ")
    assert [element.proto.body.count(">51 are Engage</a>") for element in at.get("html")].count(1) == 1
    assert "in the framework’s order: 103 of 152. 49 have no priority and are not shown" in texts(at)


def test_no_match_says_so_and_draws_no_chart(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = run("overview", small, monkeypatch, Filters(source=("IOPC",)))
    assert at.title[0].value.startswith("No recommendations match these filters.")
    assert "No recommendations match these filters." in texts(at)
    assert headlines(at) == []
    assert at.button[0].label == "Clear the filters"


def test_where_none_is_open_nothing_is_broken_down(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = run("overview", small, monkeypatch, Filters(status=("closed",)))
    assert at.title[0].value == "2 recommendations are closed."
    assert "The status filter does not apply to what was received and closed." in at.caption[0].value
    assert len(headlines(at)) == 1


def test_an_empty_register_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = run_guarded("overview", tmp_path, monkeypatch)
    assert "no extract yet" in at.title[0].value


def test_a_register_of_another_shape_says_what_it_does_not_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = run("overview", bare(tmp_path), monkeypatch)
    assert at.title[0].value == "3 recommendations are open. No due dates are recorded."
    assert headlines(at)[1:] == [
        "All come from TAIC", "Open, by delivery route", "Open, by programme", "Open, by strategic priority",
    ]  # fmt: skip
    assert headings(at).count("Not recorded in this register.") == 3


def test_a_later_day_shows_the_last_known_state_and_claims_nothing_since(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = run("overview", small, monkeypatch, Filters(as_at=date(2023, 2, 1)))
    latest = f"Latest extract: {NOVEMBER.day} November 2022."
    assert latest in at.caption[0].value
    assert at.title[0].value.startswith(latest)
    assert not any(metric.label.startswith(("Closed", "New")) for metric in at.metric)
    assert "since" not in texts(at).lower()


def test_the_real_register_of_another_country(taic: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = run("overview", taic, monkeypatch)
    assert at.title[0].value == (
        "267 recommendations from 131 reports are open. 340 more may be open. No due dates are recorded."
    )
