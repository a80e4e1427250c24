"""Trends: run, run empty, run on a register of another shape."""

from datetime import date
from pathlib import Path

import pytest

from analytics.filters import Filters
from tests import worked_changes
from tests.pages.explore.pages import bare, run, run_guarded, texts, worked
from tests.tables import headings, headlines


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return worked(tmp_path_factory.mktemp("small"))


def test_the_sentence_says_what_the_period_brought(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Born in 2022: A to F and H; advice G enters no count. Closed: C and D.
    at = run("trends", small, monkeypatch)
    assert at.title[0].value == (
        "From January 2022 to November 2022, 7 recommendations were received and 2 were closed."
    )


def test_one_that_was_dropped_is_counted_and_said_to_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # A to H were received from June to November 2022; by the November extract D is gone.
    at = run("trends", worked_changes.worked(tmp_path), monkeypatch)
    assert at.title[0].value.startswith("From January 2022 to November 2022, 8 recommendations were received")
    assert at.caption[0].value.endswith(" Includes 1 recommendation since removed from the register.")


def test_every_chart_has_its_headline(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    headings = headlines(run("trends", small, monkeypatch))
    assert headings == [
        "7 received and 2 closed in 11 months",
        "HMICFRS: 7 so far in 2022",
        "3 are known to be open. In some months up to 1 more may be",
        "None is a year or more old",
        "None is over a year past the first date",
        "None is over a year past the current date",
    ]


def test_closings_are_a_choice(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = run("trends", small, monkeypatch)
    at.button_group(key="event").set_value("closed").run()
    assert "HMICFRS: 2 closed so far in 2022" in texts(at)


def test_the_expected_numbers_stand_beside_their_sources(demonstration: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = texts(run("trends", demonstration, monkeypatch))
    assert "Received each year. Dotted line: about 200 expected. Grey: 2022 to 28 November" in text
    assert "Received each year. Dotted line: about 70 expected. Grey: 2022 to 28 November" in text


def test_nothing_is_expected_of_a_part_of_a_source(demonstration: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = texts(run("trends", demonstration, monkeypatch, Filters(risk=("high",))))
    assert text.count("Grey: 2022 to 28 November. The usual number is known for whole sources only") == 2
    assert "Dotted" not in text


def test_no_match_says_so_and_draws_no_chart(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = run("trends", small, monkeypatch, Filters(source=("IOPC",)))
    assert "No recommendations match these filters." in texts(at)
    assert headlines(at) == []


def test_a_day_before_anything_was_received(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = run("trends", small, monkeypatch, Filters(as_at=date(1995, 1, 1)))
    assert at.title[0].value == "No recommendations were recorded by 1 January 1995."


def test_an_empty_register_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "no extract yet" in run_guarded("trends", tmp_path, monkeypatch).title[0].value


def test_a_register_of_another_shape_says_what_it_does_not_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = run("trends", bare(tmp_path), monkeypatch)
    assert at.title[0].value == "When recommendations were received is not recorded."
    assert headings(at)[::2] == [
        "Received and closed, by month", "Received, by year", "Open over time", "Open, by age", "Days late",
    ]  # fmt: skip
    assert headings(at).count("Not recorded in this register.") == 2


def test_the_real_register_of_another_country(taic: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = run("trends", taic, monkeypatch)
    assert "228 of 267 are a year or more old" in texts(at)
    assert "109 closures have no date" in texts(at)
