"""The words of the register hang together: each once, in order, and the published ones as published."""

from __future__ import annotations

from dataclasses import fields

from analytics import vocabulary
from analytics.filters import FIELDS, Filters
from analytics.vocabulary import COLUMN, COLUMNS, NOVEMBER_2022, Status, allowed_values, label, order


def test_every_column_is_named_once_and_explained() -> None:
    assert len(COLUMN) == len(COLUMNS)
    assert set(vocabulary.REQUIRED_COLUMNS) <= set(COLUMN)
    assert all(column.meaning.endswith(".") and column.label for column in COLUMNS)


def test_the_statuses_part_into_open_waiting_ended_and_unknown() -> None:
    outstanding, ended = set(vocabulary.OUTSTANDING_STATUSES), set(vocabulary.ENDED_STATUSES)
    assert set(vocabulary.OPEN_STATUSES) < outstanding
    assert outstanding | ended | {Status.UNKNOWN} == set(Status)
    assert not outstanding & ended


def test_a_clock_names_its_days_and_its_law_and_runs_for_a_known_source() -> None:
    for clock in vocabulary.CLOCKS:
        assert clock.source in vocabulary.SOURCES
        assert str(clock.days) in clock.rule or f"{clock.days + 1} days, counting the day" in clock.rule
        assert clock.law in clock.rule
        assert COLUMN[clock.start_column].type == "date"
        assert clock.route is None or clock.route in vocabulary.ResponseRoute


def test_the_ten_priorities_are_in_the_papers_order() -> None:
    assert len(NOVEMBER_2022.names) == 10
    assert NOVEMBER_2022.names[1] == "We will raise culture, values and standards"
    assert NOVEMBER_2022.names[-1] == "We will build a strong foundation to stabilise and underpin delivery"
    assert order("strategic_priority") == NOVEMBER_2022.names


def test_labels_read_as_words() -> None:
    assert label("source", "Coroner") == "Coroners (PFD)"
    assert label("source", "TAIC") == "TAIC"
    assert label("delivery_route", "local improvement") == "Local improvement"
    assert label("theme", None) == label("theme", "") == "Not recorded"
    assert allowed_values("theme") is None
    assert allowed_values("risk") == ("high", "medium", "low")


def test_every_filter_is_a_field_of_the_choice() -> None:
    assert [field.name for field in FIELDS] == [field.name for field in fields(Filters)]
