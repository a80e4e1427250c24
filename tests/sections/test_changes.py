"""The words of what changed, on the register of `tests.worked_changes`."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from analytics.filters import Filters
from analytics.measures.changes import Changes, changes
from analytics.measures.open_statement import SIGNS, OpenStatement
from analytics.register.database import Register
from analytics.sections import changes as section
from analytics.sections.event_lines import event_line
from tests.registers import write_register
from tests.worked_changes import OCTOBER, worked


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Changes:
    return changes(Register(worked(tmp_path_factory.mktemp("changes"))), Filters())


def test_the_sentence(found: Changes) -> None:
    assert section.sentence(found) == (
        "Since 31 October, 2 recommendations came in and 2 were closed or withdrawn. "
        "1 was given a later date and 1 was recorded late."
    )
    nothing = dict.fromkeys(("new", "late_recorded", "reopened", "closed", "withdrawn_or_merged", "dropped"), 0)
    quiet = replace(found, statement=replace(found.statement, **nothing), events=found.events.iloc[:0])
    assert section.sentence(quiet) == "Since 31 October, no recommendations came in and none was closed."
    assert section.nothing(quiet) == "Nothing was re-dated, nothing was corrected and nothing was dropped."


def test_the_sum_and_what_stands_beside_it(found: Changes) -> None:
    assert section.terms(found.statement).to_numpy().tolist() == [
        ["Outstanding on 31 October", 4],
        ["New", 2],
        ["Late recorded", 1],
        ["Reopened", 1],
        ["Closed", -1],
        ["Withdrawn or merged", -1],
        ["Dropped", -1],
        ["Outstanding on 30 November", 5],
    ]
    assert section.both_stocks(found) == (
        "On 31 October, 4 were outstanding, all open. "
        "On 30 November, 5 were outstanding: 4 open and 1 awaiting on-boarding."
    )
    assert section.not_in_the_sum(found) == ""
    assert section.sum_chart(found).headline == "Outstanding rose from 4 to 5"


def test_each_event_in_a_line(found: Changes) -> None:
    lines = {
        (event["reference"], event["group"]): event_line(event).plain() for event in found.events.to_dict("records")
    }
    assert lines == {
        ("A", "re-dated"): "31 December 2022 → 31 March 2023, 90 days later",
        ("B", "withdrawn or merged"): "Open → Closed, superseded by F",
        ("C", "reopened"): "Closed → Open",
        ("D", "dropped"): "Open → Dropped",
        ("E", "re-routed"): "Custody → Vetting",
        ("F", "new"): "Awaiting on-boarding",
        ("G", "late recorded"): "Open",
        ("H", "new"): "Closed",
        ("H", "closed"): "Closed, implemented",
    }


@pytest.mark.parametrize(
    ("group", "headline"),
    [
        ("re-dated", "1 was given a later date"),
        ("new", "2 are new"),
        ("late recorded", "1 was recorded late"),
        ("corrected", "0 were corrected"),
    ],
)
def test_headlines_count_recommendations(found: Changes, group: str, headline: str) -> None:
    assert section.heading(found, group)[0] == headline


def test_no_list_of_what_was_and_became_speaks_of_now() -> None:
    turned = [group for group in section.EVENT_PHRASES if section.event_column_heading(group) == "Before → after"]
    assert section.EVENT_PHRASES["proposed for closure"][2] == "Status before and after"
    assert "proposed for closure" in turned
    assert [group for group in turned if " now" in section.EVENT_PHRASES[group][2]] == []


def test_the_extracts_that_the_period_is_told_by(found: Changes) -> None:
    assert section.of_period(found) == "Since 31 October 2022, from the extracts of 31 October and 30 November 2022."
    assert (
        section.of_period(replace(found, since=date(2022, 10, 1)))
        == "There is no extract of 1 October 2022 or earlier."
    )
    of_period = replace(found, since=date(2022, 11, 1), known_at=OCTOBER, extracts=(OCTOBER,))
    assert section.of_period(of_period) == "Since 1 November 2022, from the extract of 31 October 2022."


def test_a_period_ends_with_the_extract_of_its_end(found: Changes) -> None:
    middle = replace(found, as_at=date(2022, 11, 20))
    assert section.of_period(middle) == (
        "Since 31 October 2022, from the extract of 31 October 2022. Later extracts, up to 30 November 2022, add what "
        "they date by 20 November 2022."
    )


def test_what_took_effect_before_the_period_is_said_to_be_told_only_since(found: Changes) -> None:
    by_then = sum(event["took_effect_on"] <= OCTOBER for event in found.events.to_dict("records"))
    assert by_then  # G was received on 1 October, and is told for the first time in November
    assert section.earlier(found) == (
        f"{len(found.events) - by_then} changes took place in this period. {by_then} more took place before this "
        f"period but {'was' if by_then == 1 else 'were'} recorded in it."
    )
    every = replace(found, events=found.events.assign(earlier=found.events["events"]))
    assert section.earlier(every).startswith(f"All {len(found.events)} changes took place before this period but were ")
    assert section.earlier(replace(found, events=found.events.assign(earlier=0))) == ""


def test_kinds_that_sum_to_more_than_there_are_are_explained(found: Changes) -> None:
    in_kinds = len(set(zip(found.events["group"], found.events["reference"], strict=True)))
    total = found.events["reference"].nunique()
    text = f"A recommendation can change in more than one way: {total} recommendations, {in_kinds} changes."
    assert section.several_kinds(found) == (text if in_kinds > total else "")
    twice = found.events.assign(recommendations=found.events["recommendations"] + 1)
    assert section.several_kinds(replace(found, events=twice)).startswith(
        "A recommendation can change in more than one way"
    )


def test_before_the_first_extract_no_movement_is_told(found: Changes) -> None:
    before_first = replace(found, since=date(2022, 10, 1))
    assert section.sentence(before_first) == (
        "What changed since 1 October is not known: the first extract is from 31 October 2022."
    )
    assert section.nothing(before_first) == ""
    assert section.now(before_first) == "On 30 November 2022, 5 were outstanding: 4 open and 1 awaiting on-boarding."


def test_from_the_newest_extract_on_no_movement_is_told(found: Changes) -> None:
    late = replace(found, since=date(2022, 12, 5), as_at=date(2022, 12, 31))
    assert section.sentence(late) == (
        "What changed since 5 December is not known: the latest extract is from 30 November 2022."
    )
    assert section.nothing(late) == ""
    assert section.now(late) == "On 30 November 2022, 5 were outstanding: 4 open and 1 awaiting on-boarding."


def test_what_the_lists_hold_beyond_the_sum_is_named_otherwise(found: Changes) -> None:
    none = dict.fromkeys(("new", "late_recorded", "closed", "withdrawn_or_merged"), 0)
    beyond = replace(found, statement=replace(found.statement, **none))
    assert section.sentence(beyond) == (
        "Since 31 October, no recommendations came in and none was closed. 1 was given a later date and 1 was reopened."
    )
    assert section.not_in_the_sum(beyond) == (
        "2 closures listed below are not in the sum: they were open again by the end, or their state at the start was "
        "not known. 3 arrivals listed below are not in the sum: their state is not known, or they had gone again by "
        "the end."
    )
    assert section.heading(beyond, "new") == (
        "2 listed as new", "By source and report, the largest report first. The sum above counts 0",
    )  # fmt: skip
    assert (section.group_label(found, "new"), section.group_label(beyond, "new")) == ("New 2", "Listed as new 2")
    assert section.in_all(found) == "9 changes to 8 recommendations"


def test_a_date_brought_forward_is_another_date(tmp_path: Path) -> None:
    row = {"reference": "A", "status": "open", "source": "DARA", "made_on": date(2022, 1, 3)}
    due = {date(2022, 10, 31): date(2022, 12, 31), date(2022, 11, 28): date(2022, 11, 30)}
    told_by = {day: [{**row, "due_on": then}] for day, then in due.items()}
    moved = changes(Register(write_register(tmp_path, told_by)), Filters())
    assert moved.of("re-dated")["days_later"].tolist() == [-31]
    assert section.heading(moved, "re-dated")[0] == "1 was given another date"
    assert event_line(moved.of("re-dated").iloc[0].to_dict()).more == ", 31 days earlier"


def test_a_date_brought_forward_is_no_later_date(tmp_path: Path) -> None:
    row = {"source": "DARA", "status": "open", "received_on": date(2022, 5, 1)}
    due = {"A": (date(2022, 12, 1), date(2023, 2, 1)), "B": (date(2022, 12, 1), date(2022, 11, 29))}
    extracts = {
        day: [{**row, "reference": name, "due_on": days[place]} for name, days in due.items()]
        for place, day in enumerate((date(2022, 10, 31), date(2022, 11, 28)))
    }
    result = changes(Register(write_register(tmp_path, extracts)), Filters(), date(2022, 10, 31))
    assert section.sentence(result).endswith("none was closed. 1 was given a later date.")


def test_the_waterfall_of_the_open_has_what_was_accepted_and_adds_up(found: Changes) -> None:
    none = dict.fromkeys(SIGNS, 0)
    flow = OpenStatement(opening=147, closing=152, **none | {"accepted": 31, "closed": 25, "withdrawn_or_merged": 1})
    assert flow.residual == 0
    chart = section.open_chart(flow, found, has_onboarding=True)
    assert chart.table.to_numpy().tolist() == [
        ["Open on 31 October", 147],
        ["Accepted", 31],
        ["Closed", -25],
        ["Withdrawn or merged", -1],
        ["Open on 30 November", 152],
    ]
    assert chart.headline == "Open rose from 147 to 152"
    assert "Received or recorded late" in list(section.open_chart(flow, found, has_onboarding=False).table["Term"])
