"""That a history built extract by extract is the one built at once, and that a rejected row keeps its last good one."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given

from analytics.register.folder import Loading, in_force
from analytics.register.history import append, create_tables, make_events
from analytics.vocabulary import COLUMNS
from tests.examples import examples
from tests.independent import history
from tests.independent.strategies import histories
from tests.registers import write_extract, write_history

several = examples(20)
JANUARY, FEBRUARY, MARCH = date(2022, 1, 31), date(2022, 2, 28), date(2022, 3, 31)


def built(loadings: list[Loading], *, at_once: bool) -> dict[str, list[tuple[Any, ...]]]:
    """The versions and the events of a history whose extracts were added all at once, or one after the other."""
    with duckdb.connect(":memory:") as con:
        create_tables(con)
        for some in [loadings] if at_once else [[loading] for loading in loadings]:
            append(con, some)
        make_events(con, "event", len(loadings))
        # The numbers of versions and recommendations only say in which order they were found.
        versions = "select * exclude (id, recommendation) from version order by reference, first_n"
        events = (
            "select recommendation.reference, event.* exclude (recommendation) "
            "from event join recommendation on recommendation.id = event.recommendation"
        )
        result = sorted(con.execute(events).fetchall(), key=repr)
        return {"versions": con.execute(versions).fetchall(), "events": result}


@several
@given(histories())
def test_adding_extracts_one_by_one_gives_what_all_at_once_give(extracts: list[history.Extract]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        write_history(Path(folder), extracts)
        loadings = in_force(Path(folder))
        assert built(loadings, at_once=False) == built(loadings, at_once=True)


def test_a_rejected_row_keeps_its_last_good_one_however_the_extracts_are_added(tmp_path: Path) -> None:
    row = {"reference": "A", "source": "DARA", "status": "open", "due_on": date(2022, 6, 30)}
    other = {"reference": "B", "source": "DARA", "status": "open"}
    write_extract(tmp_path, JANUARY, [row, other])
    write_extract(tmp_path, FEBRUARY, [other], rejected=1, rejected_references=("A",))
    write_extract(tmp_path, MARCH, [{**row, "due_on": date(2022, 9, 30)}])
    loadings = in_force(tmp_path)
    result = built(loadings, at_once=True)
    assert result == built(loadings, at_once=False)
    kinds = sorted((event[0], event[1], event[3]) for event in result["events"])
    assert kinds == [
        ("A", "re-dated", MARCH),
        ("A", "received", JANUARY),
        ("B", "dropped", MARCH),
        ("B", "received", JANUARY),
    ]


def changes_told(tmp_path: Path, *rows: dict[str, Any], without: dict[date, tuple[str, ...]]) -> list[tuple[Any, ...]]:
    """The events of attributes that extracts of one recommendation tell; some files lack some columns."""
    names = [column.name for column in COLUMNS]
    for day, row in zip((JANUARY, FEBRUARY, MARCH), rows, strict=False):
        columns = tuple(name for name in names if name not in without.get(day, ()))
        write_extract(tmp_path, day, [{"reference": "A", "source": "DARA", "status": "open", **row}], columns=columns)
    events = built(in_force(tmp_path), at_once=True)["events"]
    return [(event[1], event[3], event[5], event[6]) for event in events if event[1] not in ("received", "corrected")]


FULL = {"theme": "Custody", "due_on": date(2022, 6, 30)}


def test_a_column_that_a_file_lacks_is_no_news_of_each_recommendation(tmp_path: Path) -> None:
    lacks = {FEBRUARY: ("theme", "due_on")}
    assert changes_told(tmp_path, FULL, {}, FULL, without=lacks) == []


def test_a_value_that_comes_back_changed_after_its_column_was_absent_is_a_change(tmp_path: Path) -> None:
    lacks = {FEBRUARY: ("theme", "due_on")}
    assert changes_told(tmp_path, FULL, {}, {"theme": "Vetting"}, without=lacks) == [
        ("due date removed", MARCH, "2022-06-30", None),
        ("theme changed", MARCH, "Custody", "Vetting"),
    ]


def test_a_blank_is_a_change_and_a_later_value_is_compared_with_the_last_one(tmp_path: Path) -> None:
    later = {"theme": "Custody", "due_on": date(2022, 9, 30)}
    assert sorted(changes_told(tmp_path, FULL, {}, later, without={})) == [
        ("due date removed", FEBRUARY, "2022-06-30", None),
        ("re-dated", MARCH, "2022-06-30", "2022-09-30"),
        ("theme changed", FEBRUARY, "Custody", None),
    ]


PROPOSED = {"status": "proposed for closure", "proposed_for_closure_on": date(2022, 1, 20)}


@pytest.mark.parametrize(
    ("rows", "events"),
    [
        (  # a first day of on-boarding is no correction; another one later is
            (
                {"status": "awaiting on-boarding"},
                {"onboarded_on": date(2022, 2, 10)},
                {"onboarded_on": date(2022, 2, 12)},
            ),
            [("on-boarded", FEBRUARY, None), ("corrected", MARCH, "2022-02-10")],
        ),
        (  # what stays proposed is proposed once, whatever else changes
            ({}, PROPOSED, {**PROPOSED, "risk": "high"}),
            [("proposed for closure", FEBRUARY, None)],
        ),
        (  # an unknown status between a closing and an open one hides no reopening
            ({"status": "closed", "closed_on": date(2022, 1, 20)}, {"status": "unknown"}, {}),
            [("closed", JANUARY, None), ("reopened", MARCH, "closed")],
        ),
    ],
)
def test_the_events_of_one_recommendation(
    tmp_path: Path, rows: tuple[dict[str, Any], ...], events: list[tuple[Any, ...]]
) -> None:
    for day, row in zip((JANUARY, FEBRUARY, MARCH), rows, strict=True):
        write_extract(tmp_path, day, [{"reference": "A", "source": "DARA", "status": "open", **row}])
    result = [(event[1], event[3], event[5]) for event in built(in_force(tmp_path), at_once=True)["events"]]
    assert sorted((event for event in result if event[0] != "received"), key=lambda event: event[1]) == events
