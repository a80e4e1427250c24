"""What changed between two extracts, counted by hand in `tests.worked_changes`."""

from __future__ import annotations

import tempfile
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given

from analytics.errors import WrongFilter
from analytics.filters import Filters
from analytics.measures import stock_and_flow
from analytics.measures.changes import GROUPS, as_dict, changes, happened, in_term
from analytics.measures.events import recommendation_events
from analytics.measures.stock_and_flow import CONDITIONS
from analytics.register.database import Register
from analytics.vocabulary import EventKind
from tests.examples import examples
from tests.independent import changes as independent
from tests.independent import measures
from tests.independent.events import Event
from tests.independent.strategies import Case, cases
from tests.registers import write_history, write_register
from tests.worked_changes import NOVEMBER, OCTOBER, worked


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Register:
    return Register(worked(tmp_path_factory.mktemp("changes")))


def test_every_recommendation_stands_in_its_groups(register: Register) -> None:
    result = changes(register, Filters())
    assert (result.since, result.as_at, result.previous_extract) == (OCTOBER, NOVEMBER, OCTOBER)
    assert {group: sorted(result.of(group)["reference"]) for group in GROUPS if result.counts()[group]} == {
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
    result = changes(register, Filters(status=("closed",)))
    assert sorted(set(result.events["reference"])) == ["B", "H"]
    assert (result.statement.opening, result.statement.closing, result.now.outstanding) == (4, 5, 5)


def test_before_the_first_extract_what_it_told_counts(register: Register) -> None:
    # Known then: the first extract, so that A to E are on the register and C, closed on 5 October, is not closed yet.
    result = changes(register, Filters(as_at=OCTOBER, known_at=OCTOBER), since=date(2022, 10, 1))
    assert result.counts() == {**dict.fromkeys(GROUPS, 0), "closed": 1}


def test_as_at_october_as_we_know_now(register: Register) -> None:
    # G, received on 1 October, is told in November and so changes October; nothing else told later took effect by then.
    # What was reported on 10 October is not known, so that G, which was there by then, is no news of the period.
    since, october = date(2022, 10, 10), Filters(as_at=OCTOBER)
    result = changes(register, october, since)
    assert not result.is_known
    assert result.events.empty
    assert as_dict(register, october, since)["references"]["received"] == []


def test_before_the_first_extract_only_what_lies_in_the_period_is_listed(tmp_path: Path) -> None:
    rows = [
        {"reference": "undated", "source": "S", "status": "closed"},
        {"reference": "before", "source": "S", "status": "closed", "received_on": date(2024, 1, 1)},
        {"reference": "long before", "source": "S", "status": "closed", "closed_on": date(2012, 5, 1)},
        {"reference": "within", "source": "S", "status": "closed", "received_on": date(2024, 1, 1),
         "closed_on": date(2024, 4, 2)},
        {"reference": "arrived", "source": "S", "status": "open", "received_on": date(2024, 4, 1)},
    ]  # fmt: skip
    result = changes(Register(write_register(tmp_path, {date(2024, 4, 4): rows})), Filters())
    assert (result.since, result.is_known) == (date(2024, 3, 31), False)
    listed = zip(result.events["reference"], result.events["group"], strict=True)
    assert sorted(listed) == [("arrived", "new"), ("within", "closed")]


def test_the_command_line_claims_no_movement_of_undated_rows_before_the_first_extract(
    tmp_path: Path,
) -> None:
    rows = [
        {"reference": f"U{number}", "source": "S", "status": "closed" if number % 2 else "open"} for number in range(20)
    ]
    register = Register(write_register(tmp_path, {date(2024, 4, 4): rows}))
    result = as_dict(register, Filters(), date(2024, 1, 1))
    assert not result["period"]["movement_shown"]
    assert not any(result["counts"].values())
    assert result["events"] == []
    register.close()


def test_the_command_line_prints_counts_and_references_by_kind(register: Register) -> None:
    result = as_dict(register, Filters())
    assert list(result["counts"]) == list(EventKind)
    assert result["counts"]["received"] == 3
    assert result["references"]["received"] == ["F", "G", "H"]
    assert result["references"]["closed"] == ["B", "H"]
    assert result["period"]["residual"] == 0
    assert len(result["events"]) == 9
    assert {"reference": "A", "kind": "re-dated", "before": "2022-12-31", "after": "2023-03-31"}.items() <= next(
        event for event in result["events"] if event["reference"] == "A"
    ).items()


def test_a_day_that_is_not_before_the_as_at_day_is_refused(register: Register) -> None:
    with pytest.raises(WrongFilter, match="Choose a day before 30 November 2022"):
        changes(register, Filters(), since=NOVEMBER)


def test_the_life_of_one(register: Register) -> None:
    life = recommendation_events(register, "B")
    assert list(zip(life["kind"], life["took_effect_on"], strict=True)) == [
        ("received", date(2022, 6, 1)),
        ("closed", date(2022, 11, 15)),
    ]
    assert list(recommendation_events(register, "B", OCTOBER)["kind"]) == ["received"]
    assert recommendation_events(register, "no such reference").empty


def test_the_rows_behind_each_term(register: Register) -> None:
    behind = {term: list(in_term(register, Filters(), OCTOBER, term)["reference"]) for term in CONDITIONS}
    assert {term: references for term, references in behind.items() if references} == {
        "opening": ["A", "B", "D", "E"],
        "new": ["F", "H"],
        "late_recorded": ["G"],
        "reopened": ["C"],
        "closed": ["H"],
        "withdrawn_or_merged": ["B"],
        "dropped": ["D"],
        "closing": ["A", "C", "E", "F", "G"],
    }


@examples(10)
@given(cases())
def test_a_term_counts_the_rows_behind_it(case: Case) -> None:
    with tempfile.TemporaryDirectory() as folder:
        opened = Register(write_history(Path(folder), case.extracts))
        filters = Filters(**{**case.choice, "as_at": case.t1, "known_at": case.k1})
        flow = stock_and_flow.statement(opened, filters, case.t0)
        for term in CONDITIONS:
            behind = len(in_term(opened, filters, case.t0, term))
            counted = getattr(flow, term)
            assert behind >= abs(counted) if term == "corrected" else behind == counted


def in_order(events: list[dict[str, Any]], group: str) -> list[dict[str, Any]]:
    """The events of a group as its list has them: re-dated the furthest first, arrivals the largest report first."""
    own = [event for event in events if event["group"] == group]
    sizes = Counter((event["source"], event["report"]) for event in own)

    def place(event: dict[str, Any]) -> tuple[Any, ...]:
        source, report, days = event["source"], event["report"], -event["took_effect_on"].toordinal()
        by_day = (days, event["reference"], event["kind"], event["column_name"] or "")
        if group == EventKind.RE_DATED:
            moved = date.fromisoformat(event["after"]) - date.fromisoformat(event["before"])
            return (-moved.days, event["reference"], *by_day)
        if group in ("new", "late recorded"):
            blanks_last = (source is None, source or "", report is None, report or "")
            return (-sizes[source, report], *blanks_last, event["reference"], *by_day)
        return by_day

    return sorted(own, key=place)


@examples(15)
@given(cases(statuses=True))
def test_the_first_of_each_group_stand_for_all(case: Case) -> None:
    with tempfile.TemporaryDirectory() as folder:
        opened = Register(write_history(Path(folder), case.extracts))
        filters = Filters(**{**case.choice, "as_at": case.t1, "known_at": case.k1})
        since = case.t0 - timedelta(days=1)
        total, few = changes(opened, filters, since), changes(opened, filters, since, 2)
        events = total.events.to_dict("records")
        reported = {group: in_order(events, group) for group in GROUPS}
        for group, expected in reported.items():
            columns = ["reference", "took_effect_on", "column_name"]
            rows = [tuple(event[name] for name in columns) for event in expected]
            assert list(total.of(group)[columns].itertuples(index=False, name=None)) == rows
            assert list(few.of(group)[columns].itertuples(index=False, name=None)) == rows[:2]
            alone = happened(opened, filters, since, 3, group).of(group)
            assert list(alone[columns].itertuples(index=False, name=None)) == rows[:3]
        for result in (total, few):
            assert result.counts() == {
                group: len({event["reference"] for event in reported[group]}) for group in GROUPS
            }
            assert {group: result.number(group) for group in GROUPS} == {
                group: len(reported[group]) for group in GROUPS
            }
            assert result.number() == len(events)
            assert result.recommendations == len({event["reference"] for event in events})
            assert result.ended == len({event["reference"] for event in events if event["kind"] == "closed"})
            later = {event["reference"] for event in reported[EventKind.RE_DATED] if event["after"] > event["before"]}
            assert result.later == len(later)


@examples(25)
@given(cases(statuses=True))
def test_every_group_against_a_second_computation(case: Case) -> None:
    since = case.t0 - timedelta(days=1)
    with tempfile.TemporaryDirectory() as folder:
        opened = Register(write_history(Path(folder), case.extracts))
        result = happened(opened, Filters(**{**case.choice, "as_at": case.t1, "known_at": case.k1}), since)
    expected = independent.changed(case.extracts, since, case.t1, case.k1, measures.chosen(case.choice))
    assert listed(result.events) == {group: sorted(map(as_text, events)) for group, events in expected.groups.items()}
    assert result.counts() == dict.fromkeys(GROUPS, 0) | expected.counts()
    assert (result.recommendations, result.ended, result.later, result.earlier) == (
        expected.recommendations(), expected.closed(), expected.put_back(), expected.earlier(),
    )  # fmt: skip


def listed(events: pd.DataFrame) -> dict[str, list[tuple[str, ...]]]:
    """The events of each group of the page as texts."""
    columns = ["reference", "kind", "took_effect_on", "extract_day", "column_name", "before", "after"]
    return {
        group: sorted(tuple(map(str, row)) for row in own[columns].itertuples(index=False, name=None))
        for group, own in events.groupby("group")
    }


def as_text(event: Event) -> tuple[str, ...]:
    """An event of the second computation as texts."""
    return tuple(map(str, event))
