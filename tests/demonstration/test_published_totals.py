"""The demonstration's newest extract against the published paper, figure by figure, read with nothing but csv."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from analytics.vocabulary import NOVEMBER_2022
from tests.demonstration.extracts import Row, counted, is_open, read_extracts

PEEL = "PEEL 2021/22: an inspection of the Metropolitan Police Service"
COUNTER_CORRUPTION = (
    "The Metropolitan Police Service's counter-corruption arrangements and other matters related to the "
    "Daniel Morgan Independent Panel"
)


@pytest.fixture(scope="module")
def newest() -> list[Row]:
    return read_extracts()["2022-11-28"]


@pytest.fixture(scope="module")
def opened(newest: list[Row]) -> list[Row]:
    return [row for row in newest if counted(row) and is_open(row)]


def test_152_are_open_from_48_reports_of_four_sources(opened: list[Row]) -> None:
    assert len(opened) == 152  # MPS 1.2
    assert len({(row["source"], row["report"]) for row in opened}) == 48  # MPS 1.3
    assert {row["source"] for row in opened} == {"HMICFRS", "DARA", "IOPC", "Coroner"}


def test_routes_are_103_39_and_10(opened: list[Row]) -> None:
    routes = Counter(row["delivery_route"] for row in opened)
    assert routes == {"programme": 103, "local improvement": 39, "policy or other mechanism": 10}  # MPS 1.3


def test_the_ten_by_policy_are_open_candidates_for_closure_and_the_only_ones(newest: list[Row]) -> None:
    candidates = [row for row in newest if "Closure candidate" in row["tags"].split(";")]
    assert {(row["status"], row["delivery_route"]) for row in candidates} == {("open", "policy or other mechanism")}
    assert len(candidates) == 10


def test_table_1_by_priority_in_its_order(opened: list[Row]) -> None:
    programme = [row for row in opened if row["delivery_route"] == "programme"]
    result = Counter(row["strategic_priority"] for row in programme)
    assert [result[name] for name in NOVEMBER_2022.names] == [13, 36, 4, 5, 11, 0, 12, 18, 0, 4]
    assert {row["priority_framework"] for row in programme} == {"November 2022"}


def test_the_other_49_have_no_priority_and_no_programme(opened: list[Row]) -> None:
    others = [row for row in opened if row["delivery_route"] != "programme"]
    assert len(others) == 49
    columns = ("strategic_priority", "priority_framework", "programme")
    assert {row[column] for row in others for column in columns} == {""}


def test_engage_is_51_from_two_reports_47_by_programme_and_4_locally(opened: list[Row]) -> None:
    engage = [row for row in opened if "Engage" in row["tags"].split(";")]
    assert Counter(row["delivery_route"] for row in engage) == {"programme": 47, "local improvement": 4}  # MPS 1.4
    assert {(row["source"], row["report"]) for row in engage} == {("HMICFRS", PEEL), ("HMICFRS", COUNTER_CORRUPTION)}
    published = {row["report"]: row["report_published_on"] for row in engage}
    assert published == {PEEL: "2022-09-22", COUNTER_CORRUPTION: "2022-03-22"}


def test_engage_stands_partly_under_causes_of_concern_that_enter_no_count(newest: list[Row]) -> None:
    causes = {row["reference"]: row for row in newest if row["kind"] == "cause of concern"}
    parents = {row["parent_reference"] for row in newest if "Engage" in row["tags"]} - {""}
    assert len(parents) == 5
    assert {(causes[parent]["status"], causes[parent]["tags"]) for parent in parents} == {("open", "Engage")}


def test_casey_gave_eight_pieces_of_advice_on_boarded_and_apart(newest: list[Row]) -> None:
    advice = [row for row in newest if row["kind"] == "advice"]
    assert len(advice) == 8  # one for each finding, MPS 1.19
    assert {(row["source"], row["report_published_on"], row["status"]) for row in advice} == {
        ("Casey review", "2022-10-17", "open")
    }
    assert all(row["onboarded_on"] for row in advice)


def test_31_await_on_boarding_with_nothing_decided_and_none_is_disputed(newest: list[Row]) -> None:
    awaiting = [row for row in newest if row["status"] == "awaiting on-boarding"]
    assert Counter(row["source"] for row in awaiting) == {"MOPAC review": 16, "HMICFRS": 15}
    undecided = ("delivery_route", "programme", "strategic_priority", "onboarded_on", "due_on", "original_due_on")
    assert not [row["reference"] for row in awaiting for column in undecided if row[column]]
    assert "disputed" not in {row["status"] for row in newest}
    assert {row["report_published_on"] for row in awaiting if row["source"] == "HMICFRS"} == {"2022-11-02"}


def test_a_quarter_is_late_against_the_first_date_and_a_third_of_that_is_masked(opened: list[Row]) -> None:
    late = [row for row in opened if row["original_due_on"] and row["original_due_on"] < "2022-11-28"]
    assert len(late) == 38
    assert sum(row["due_on"] >= "2022-11-28" for row in late) == 12


def test_statutory_responses_are_dated_by_their_rule(newest: list[Row]) -> None:
    worked = {PEEL: "2022-11-16", COUNTER_CORRUPTION: "2022-05-16"}  # 56 days that begin with the day of publication
    assert {row["report"]: row["response_due_on"] for row in newest if row["report"] in worked} == worked
    vetting = "An inspection of vetting, misconduct, and misogyny in the police service"
    assert {row["response_due_on"] for row in newest if row["report"] == vetting} == {"2022-12-27"}
    spans = {
        (row["source"], (date.fromisoformat(row["response_due_on"]) - date.fromisoformat(row["made_on"])).days)
        for row in newest
        if row["response_due_on"]
    }
    assert spans == {("HMICFRS", 55), ("IOPC", 55), ("Coroner", 56)}


def test_peel_was_not_yet_answered_and_most_others_were(newest: list[Row]) -> None:
    assert {row["responded_on"] for row in newest if row["report"] == PEEL} == {""}
    due = [row for row in newest if row["response_due_on"] and row["response_due_on"] < "2022-09-01"]
    answered = [row for row in due if row["responded_on"]]
    late = [row for row in answered if row["responded_on"] > (row["response_extended_to"] or row["response_due_on"])]
    assert len(answered) > 0.95 * len(due)
    assert 0.05 < len(late) / len(answered) < 0.4
