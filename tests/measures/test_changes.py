"""What changed between two extracts, counted by hand in `tests.worked_changes`."""

from __future__ import annotations

from datetime import date

import pytest

from analytics.errors import WrongFilter
from analytics.filters import Filters
from analytics.measures.changes import GROUPS, as_dict, changes
from analytics.measures.events import of_one
from analytics.register.database import Register
from analytics.vocabulary import EventKind
from tests.worked_changes import NOVEMBER, OCTOBER, worked


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Register:
    return Register(worked(tmp_path_factory.mktemp("changes")))


def test_every_recommendation_stands_in_its_groups(register: Register) -> None:
    found = changes(register, Filters())
    assert (found.since, found.as_at, found.previous_extract) == (OCTOBER, NOVEMBER, OCTOBER)
    assert {group: sorted(found.of(group)["reference"]) for group in GROUPS if found.counts()[group]} == {
        "re-dated": ["A"],
        "closed": ["H"],
        "withdrawn or merged": ["B"],
        "new": ["F", "H"],
        "late recorded": ["G"],
        "re-routed": ["E"],
        "reopened": ["C"],
        "dropped": ["D"],
    }


def test_the_sum_says_the_same(register: Register) -> None:
    flow = changes(register, Filters()).statement
    assert (flow.opening, flow.new, flow.late_recorded, flow.reopened) == (4, 2, 1, 1)
    assert (flow.closed, flow.withdrawn_or_merged, flow.dropped, flow.closing, flow.residual) == (1, 1, 1, 5, 0)


def test_a_status_filter_narrows_the_lists_and_not_the_sum(register: Register) -> None:
    found = changes(register, Filters(status=("closed",)))
    assert sorted(set(found.events["reference"])) == ["B", "H"]
    assert (found.statement.opening, found.statement.closing, found.now.outstanding) == (4, 5, 5)


def test_before_the_first_extract_what_it_told_counts(register: Register) -> None:
    # Known then: the first extract, so that A to E are on the register and C, closed on 5 October, is not closed yet.
    found = changes(register, Filters(as_at=OCTOBER, known_at=OCTOBER), since=date(2022, 10, 1))
    assert found.counts() == {**dict.fromkeys(GROUPS, 0), "closed": 1}


def test_as_at_october_as_we_know_now(register: Register) -> None:
    # G, received on 1 October, is told in November and so changes October; nothing else told later took effect by then.
    found = changes(register, Filters(as_at=OCTOBER), since=date(2022, 10, 10))
    assert sorted(zip(found.events["reference"], found.events["group"], strict=True)) == [("G", "late recorded")]


def test_the_command_line_prints_counts_and_references_by_kind(register: Register) -> None:
    found = as_dict(register, Filters())
    assert list(found["counts"]) == list(EventKind)
    assert found["counts"]["received"] == 3
    assert found["references"]["received"] == ["F", "G", "H"]
    assert found["references"]["closed"] == ["B", "H"]
    assert found["period"]["residual"] == 0
    assert len(found["events"]) == 9
    assert {"reference": "A", "kind": "re-dated", "before": "2022-12-31", "after": "2023-03-31"}.items() <= next(
        event for event in found["events"] if event["reference"] == "A"
    ).items()


def test_a_day_that_is_not_before_the_as_at_day_is_refused(register: Register) -> None:
    with pytest.raises(WrongFilter, match="Choose a day before 30 November 2022"):
        changes(register, Filters(), since=NOVEMBER)


def test_the_life_of_one(register: Register) -> None:
    life = of_one(register, "B")
    assert list(zip(life["kind"], life["took_effect_on"], strict=True)) == [
        ("received", date(2022, 6, 1)),
        ("closed", date(2022, 11, 15)),
    ]
    assert list(of_one(register, "B", OCTOBER)["kind"]) == ["received"]
    assert of_one(register, "no such reference").empty
