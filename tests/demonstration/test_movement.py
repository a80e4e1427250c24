"""What moves through the thirteen extracts: every kind of event is in them, and ordinary months look ordinary."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from analytics.intake.anomalies import anomalies
from analytics.intake.layouts import load_layout
from analytics.intake.rows import read_extract
from analytics.vocabulary import CloseReason
from tests.demonstration.extracts import FOLDER, Row, counted, is_open, read_extracts

Change = tuple[str, Row, Row]


@pytest.fixture(scope="module")
def extracts() -> dict[str, list[Row]]:
    return read_extracts()


@pytest.fixture(scope="module")
def changes(extracts: dict[str, list[Row]]) -> list[Change]:
    """Each recommendation in two successive extracts: the later one's day, the row before, the row after."""
    result = []
    for (_, before), (day, after) in pairwise(extracts.items()):
        earlier = {row["reference"]: row for row in before}
        result += [(day, earlier[row["reference"]], row) for row in after if row["reference"] in earlier]
    return result


def differ(changes: list[Change], column: str) -> Iterator[Change]:
    """Where a filled cell of a column became another filled cell."""
    return (change for change in changes if change[1][column] and change[2][column] not in ("", change[1][column]))


def moved(changes: list[Change], before: str, after: str) -> list[Change]:
    return [change for change in changes if (change[1]["status"], change[2]["status"]) == (before, after)]


def test_extracts_are_of_thirteen_months(extracts: dict[str, list[Row]]) -> None:
    assert list(extracts) == [
        *("2021-11-30", "2021-12-31", "2022-01-31", "2022-02-28", "2022-03-31", "2022-04-30", "2022-05-31"),
        *("2022-06-30", "2022-07-31", "2022-08-31", "2022-09-30", "2022-10-31", "2022-11-28"),
    ]


def test_every_month_brings_closes_redates_and_completes(changes: list[Change], extracts: dict[str, list[Row]]) -> None:
    days = list(extracts)[1:]
    assert {day for day, _, after in differ(changes, "due_on")} == set(days)
    for column in ("onboarded_on", "action_complete_on", "closed_on"):
        counts = Counter(day for day, before, after in changes if not before[column] and after[column])
        assert min(counts[day] for day in days) >= 2, column
    for (_, before), (day, after) in pairwise(extracts.items()):
        assert len({row["reference"] for row in after} - {row["reference"] for row in before}) >= 8, day


def test_routes_programmes_and_owners_change(changes: list[Change]) -> None:
    assert len(list(differ(changes, "delivery_route"))) >= 8
    assert len(list(differ(changes, "programme"))) >= 30
    assert len(list(differ(changes, "owner_role"))) >= 10


def test_some_are_redated_several_times(changes: list[Change]) -> None:
    times = Counter(after["reference"] for _, _, after in differ(changes, "due_on"))
    assert sum(count >= 2 for count in times.values()) >= 5


def test_a_first_due_date_once_agreed_is_kept(changes: list[Change]) -> None:
    assert not list(differ(changes, "original_due_on"))


def test_six_are_reopened_and_two_stay_open(changes: list[Change], extracts: dict[str, list[Row]]) -> None:
    reopened = {after["reference"] for _, _, after in moved(changes, "closed", "open")}
    assert len(reopened) == 6
    now = {row["reference"]: row for row in extracts["2022-11-28"]}
    assert sum(is_open(now[reference]) for reference in reopened) == 2
    back = [after for _, _, after in moved(changes, "closed", "open")]
    assert {(row["closed_on"], row["close_reason"], row["action_complete_on"]) for row in back} == {("", "", "")}


def test_some_are_sent_back(changes: list[Change]) -> None:
    sent_back = moved(changes, "proposed for closure", "open")
    assert len(sent_back) >= 3
    assert {after["assurance_outcome"] for _, _, after in sent_back} == {"no"}


def test_facts_about_the_past_are_corrected(changes: list[Change]) -> None:
    assert len(list(differ(changes, "made_on"))) == 2
    assert len(list(differ(changes, "received_on"))) == 2
    closed = [change for change in differ(changes, "closed_on") if change[1]["status"] == change[2]["status"]]
    assert len(closed) == 2


def test_one_row_returns_and_one_is_lost_for_good(extracts: dict[str, list[Row]]) -> None:
    held = [{row["reference"] for row in rows} for rows in extracts.values()]
    dropped = [before - after for before, after in pairwise(held)]
    lost = sorted(reference for gone in dropped for reference in gone)
    assert len(lost) == 2
    assert sum(reference in held[-1] for reference in lost) == 1


def test_some_rows_first_appear_months_after_receipt(extracts: dict[str, list[Row]]) -> None:
    late = []
    for (_, before), (day, after) in pairwise(extracts.items()):
        known = {row["reference"] for row in before}
        waits = {
            row["reference"]: (date.fromisoformat(day) - date.fromisoformat(row["received_on"])).days
            for row in after
            if row["reference"] not in known
        }
        late += [reference for reference, days in waits.items() if days > 60 and not _seen(extracts, day, reference)]
    assert len(late) == 6 + 5  # six audit actions, and the five of the Harris Review


def _seen(extracts: dict[str, list[Row]], day: str, reference: str) -> bool:
    """Whether an extract before the day held the reference."""
    return any(row["reference"] == reference for earlier, rows in extracts.items() if earlier < day for row in rows)


def test_disputes_end_on_boarded_and_refused(changes: list[Change]) -> None:
    assert len(moved(changes, "disputed", "open")) == 1
    assert len(moved(changes, "disputed", "not accepted")) == 1


def test_priorities_are_filled_only_when_the_framework_is_in_force(extracts: dict[str, list[Row]]) -> None:
    filled = {day: sum(bool(row["strategic_priority"]) for row in rows) for day, rows in extracts.items()}
    assert filled["2022-11-28"] == 103
    assert {count for day, count in filled.items() if day != "2022-11-28"} == {0}


def test_every_reason_for_closing_occurs_and_successors_exist(extracts: dict[str, list[Row]]) -> None:
    newest = {row["reference"]: row for row in extracts["2022-11-28"]}
    closed = [row for row in newest.values() if row["status"] == "closed"]
    assert {row["close_reason"] for row in closed} == set(CloseReason)
    superseded = [row for row in closed if row["close_reason"] == "superseded"]
    assert all(newest[row["successor_reference"]]["received_on"] <= row["closed_on"] for row in superseded)
    assert not [row["reference"] for row in newest.values() if row not in superseded and row["successor_reference"]]


def test_one_is_closed_between_two_extracts_on_a_day_nobody_wrote_down(extracts: dict[str, list[Row]]) -> None:
    undated = {
        day: [row["reference"] for row in rows if row["status"] == "closed" and not row["closed_on"]]
        for day, rows in extracts.items()
    }
    last = undated["2022-11-28"]
    assert len(last) == 1
    assert {day for day, result in undated.items() if result == last} == {
        day for day in extracts if day >= "2022-07-31"
    }
    before = {row["reference"]: row for row in extracts["2022-06-30"]}
    assert is_open(before[last[0]])


def test_one_open_recommendation_is_left_with_a_programme_that_has_ended(extracts: dict[str, list[Row]]) -> None:
    with (FOLDER / "2022-11-28" / "programmes.csv").open(encoding="utf-8", newline="") as file:
        ended = {row["programme"] for row in csv.DictReader(file) if row["ended_on"]}
    left = [row for row in extracts["2022-11-28"] if row["programme"] in ended and counted(row) and is_open(row)]
    assert [row["source"] for row in left] == ["DARA"]
    assert left[0]["strategic_priority"]


def test_the_law_of_iopc_recommendations_is_recorded_in_later_years_and_two_clocks_were_paused(
    extracts: dict[str, list[Row]],
) -> None:
    newest = extracts["2022-11-28"]
    reported = {row["response_route"] for row in newest if row["source"] == "IOPC" and row["made_on"] >= "2020-04-01"}
    assert reported == {"paragraph 28A", "section 10"}
    assert not [row for row in newest if row["response_route"] and row["source"] != "IOPC"]
    assert {bool(row["response_due_on"]) for row in newest if row["response_route"] == "section 10"} == {False}
    paused = {(row["report"], row["response_paused_to"]) for row in newest if row["response_paused_from"]}
    assert sorted(bool(until) for _, until in paused) == [False, True]


def test_advice_is_recorded_since_september_and_is_not_always_followed(extracts: dict[str, list[Row]]) -> None:
    assert {day for day, rows in extracts.items() if "advised_on" in rows[0]} == {
        day for day in extracts if day >= "2022-09-01"
    }
    newest = extracts["2022-11-28"]
    waiting = [row for row in newest if row["status"] == "awaiting on-boarding"]
    assert {row["advised_achievable"] for row in waiting} == {"yes", "in part", "no", ""}
    assert not [row for row in waiting if row["advised_achievable"] == "no" and row["advised_route"]]
    decided = [row for row in newest if row["onboarded_on"] and row["advised_on"]]
    other = [row for row in decided if row["advised_route"] != row["delivery_route"] and counted(row)]
    assert 2 <= len(other) <= len(decided) / 10
    assert all(row["received_on"] <= row["advised_on"] <= row["onboarded_on"] for row in decided)
    assert [row for row in newest if row["onboarded_on"] >= "2022-09-01" and not row["advised_on"]]


def test_advice_is_that_of_the_notes(extracts: dict[str, list[Row]]) -> None:
    waiting = [row for row in extracts["2022-11-28"] if row["status"] == "awaiting on-boarding"]
    noted = [row for row in waiting if "advises that it is achievable; " in row["progress_note"]]
    assert noted
    assert all(row["progress_note"].endswith(f"; {row['advised_route']} proposed.") for row in noted)
    assert all(row["advised_on"] <= row["updated_on"] and row["advised_achievable"] == "yes" for row in noted)
    assert not [row for row in waiting if "is advising on route" in row["progress_note"] and row["advised_on"]]


def test_open_stock_moves_like_a_stock_and_ends_at_its_height(extracts: dict[str, list[Row]]) -> None:
    stock = [sum(counted(row) and is_open(row) for row in rows) for rows in extracts.values()]
    assert stock[-1] == max(stock) == 152
    assert min(stock) >= 110
    assert max(abs(later - earlier) for earlier, later in pairwise(stock)) <= 15


def test_dates_of_a_row_are_in_order_and_none_is_in_the_future(extracts: dict[str, list[Row]]) -> None:
    known = ("made_on", "received_on", "onboarded_on", "action_complete_on", "proposed_for_closure_on", "closed_on")
    for day, rows in extracts.items():
        for row in rows:
            dates = [row[column] for column in known if row[column]]
            assert dates[2:] == sorted(dates[2:]), (day, row["reference"])
            assert max(*dates, row["responded_on"], row["updated_on"]) <= day, (day, row["reference"])


def test_ordinary_months_raise_no_anomaly_and_no_fault_but_of_the_undated_closing(demonstration: Path) -> None:
    layout = load_layout("standard")
    previous, previous_day = None, None
    for path in sorted((demonstration / "extracts").glob("*/original.csv")):
        as_at = date.fromisoformat(path.parent.name)
        reading = read_extract(path.read_bytes(), path.name, layout, as_at)
        undated = ["closed_on"] if as_at >= date(2022, 7, 31) else []
        assert [fault.column for fault in reading.faults] == undated
        assert not [anomaly.message for anomaly in anomalies(previous, reading, as_at, previous_day)]
        previous, previous_day = reading.rows, as_at
