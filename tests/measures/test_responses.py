"""The statutory clocks: the worked dates, small registers counted by hand, and a second computation."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analytics.filters import Filters
from analytics.measures.responses import Standing, by_month, responses
from analytics.register.database import Register
from tests.registers import write_register

NOVEMBER = date(2022, 11, 28)


def opened(folder: Path, *rows: dict[str, Any]) -> Register:
    """A register of one extract of 28 November 2022."""
    numbered = [{"reference": f"R{number}", "status": "open", **row} for number, row in enumerate(rows)]
    return Register(write_register(folder, {NOVEMBER: numbered}))


def clocked(folder: Path, *rows: dict[str, Any]) -> list[dict[str, Any]]:
    return responses(opened(folder, *rows), Filters()).clocked.to_dict("records")


def inspection(published: date, **more: Any) -> dict[str, Any]:
    return {"source": "HMICFRS", "report": "Report", "report_published_on": published, "made_on": published, **more}


@pytest.mark.parametrize(
    ("published", "due"),
    [
        (date(2022, 3, 22), date(2022, 5, 16)),  # counter-corruption: 56 days beginning with the day, so not the 17th
        (date(2022, 9, 22), date(2022, 11, 16)),  # PEEL
        (date(2022, 11, 2), date(2022, 12, 27)),  # a substitute bank holiday: shown, not moved
    ],
)
def test_the_worked_dates_of_inspections(published: date, due: date, tmp_path: Path) -> None:
    assert clocked(tmp_path, inspection(published))[0]["due_on"] == due


def test_the_worked_date_of_an_investigation_if_under_paragraph_28a(tmp_path: Path) -> None:
    another = inspection(date(2022, 9, 22), responded_on=date(2022, 11, 1))
    row = clocked(tmp_path, {"source": "IOPC", "report": "Hotton", "made_on": date(2022, 2, 1)}, another)[0]
    assert (row["due_on"], row["standing"]) == (date(2022, 3, 28), Standing.CONDITIONAL)


def test_one_report_asks_for_one_response_given_when_all_have_one(tmp_path: Path) -> None:
    day = date(2022, 9, 22)
    first, second = inspection(day, responded_on=date(2022, 11, 10)), inspection(day)
    rows = clocked(tmp_path, first, second, inspection(day, status="closed", close_reason="superseded"))
    # 28 November is 12 days after 16 November; the superseded one never had a response and is left out.
    assert [(row["recommendations"], row["answered"], row["standing"], row["days_left"]) for row in rows] == [
        (2, 1, "overdue", -12)
    ]


def test_the_coroners_own_day_goes_before_the_counted_one(tmp_path: Path) -> None:
    made = {"source": "Coroner", "made_on": date(2022, 10, 1)}
    rows = clocked(
        tmp_path,
        {**made, "report": "A", "response_due_on": date(2022, 11, 20)},
        {**made, "report": "B"},
        {**made, "report": "C", "response_due_on": date(2022, 11, 20), "response_extended_to": date(2022, 12, 12)},
    )
    found = {row["report"]: row["due_on"] for row in rows}
    assert found == {"A": date(2022, 11, 20), "B": date(2022, 11, 26), "C": date(2022, 12, 12)}


def test_the_day_set_for_the_police_stands_apart_and_moves_no_statutory_day(tmp_path: Path) -> None:
    own = inspection(date(2022, 11, 2), response_due_on=date(2022, 12, 1), response_extended_to=date(2022, 12, 8))
    row = clocked(tmp_path, own)[0]
    assert (row["mps_due_on"], row["due_on"], row["days_left"]) == (date(2022, 12, 8), date(2022, 12, 27), 29)


def test_due_on_the_as_at_day_is_not_late(tmp_path: Path) -> None:
    given = {"responded_on": date(2022, 3, 1)}
    rows = [
        inspection(NOVEMBER - timedelta(days=55), report="Today"),
        inspection(NOVEMBER - timedelta(days=56), report="Yesterday"),
        inspection(date(2022, 1, 1), report="In time", responded_on=date(2022, 2, 25)),
        inspection(date(2022, 1, 1), report="Late", responded_on=date(2022, 2, 26)),
        {"source": "HMICFRS", "report": "No day", **given},
        {"source": "DARA", "report": "Audit"},
    ]
    found = responses(opened(tmp_path, *rows), Filters())
    assert dict(zip(found.clocked["report"], found.clocked["standing"], strict=True)) == {
        "Today": "to come", "Yesterday": "overdue", "In time": "given in time", "Late": "given late",
        "No day": "no date to count from",
    }  # fmt: skip
    assert (found.due_within(0), found.due_within(14)) == (1, 1)
    assert found.unclocked.to_dict("records") == [{"source": "DARA", "recommendations": 1, "reports": 1}]


def test_a_response_after_the_as_at_day_is_not_yet_given(tmp_path: Path) -> None:
    register = opened(tmp_path, inspection(date(2022, 9, 22), responded_on=date(2022, 11, 20)))
    before, after = (responses(register, Filters(as_at=date(2022, 11, day))) for day in (18, 25))
    assert (before.clocked["standing"][0], after.clocked["standing"][0]) == ("overdue", "given late")


def test_nothing_is_late_on_a_register_that_records_no_response(tmp_path: Path) -> None:
    found = responses(opened(tmp_path, inspection(date(2022, 1, 1))), Filters())
    assert (found.is_told, found.clocked["standing"][0]) == (False, "not recorded whether given")


def test_every_month_of_the_calendar_has_a_row(tmp_path: Path) -> None:
    rows = [inspection(date(2022, 9, 22), responded_on=date(2022, 11, 1)), inspection(date(2022, 11, 2), report="V")]
    months = by_month(responses(opened(tmp_path, *rows), Filters()))
    assert (len(months), months["month"].iloc[0], months["month"].iloc[-1]) == (12, date(2022, 3, 1), date(2023, 2, 1))
    assert months.loc[months["due"] > 0, ["month", "due", "given in time", "to come"]].to_numpy().tolist() == [
        [date(2022, 11, 1), 1, 1, 0],
        [date(2022, 12, 1), 1, 0, 1],
    ]


DAYS = st.none() | st.dates(date(2022, 7, 1), NOVEMBER)
ASKED = st.fixed_dictionaries(
    {
        "source": st.sampled_from(["HMICFRS", "IOPC", "Coroner", "DARA"]),
        "report": st.sampled_from([None, "One", "Two"]),
        "status": st.sampled_from(["open", "closed"]),
        "close_reason": st.sampled_from([None, "superseded"]),
        "made_on": st.sampled_from([None, date(2022, 9, 1), date(2022, 10, 4)]),
        "report_published_on": st.sampled_from([None, date(2022, 9, 1), date(2022, 10, 4)]),
        "response_due_on": st.sampled_from([None, date(2022, 10, 31), date(2022, 12, 20)]),
        "response_extended_to": st.sampled_from([None, None, date(2022, 12, 1)]),
        "responded_on": DAYS,
    }
)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(ASKED, min_size=1, max_size=6))
def test_a_second_computation(tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, Any]]) -> None:
    register = opened(tmp_path_factory.mktemp("register"), *rows)
    found = responses(register, Filters()).clocked
    told = any(row["responded_on"] for row in rows)
    expected: dict[Any, list[date | None]] = {}
    for number, row in enumerate(rows):
        if row["source"] == "DARA" or (is_withdrawn(row) and row["responded_on"] is None):
            continue
        key = (row["source"], row["report"] or f"R{number}", start(row), due(row), certain(row))
        expected.setdefault(key, []).append(row["responded_on"])
    assert sorted(map(str, zip(found["source"], found["report"], map(str, found["standing"]), strict=True))) == sorted(
        str((key[0], key[1], standing(key[3], given, told=told, is_certain=key[4]))) for key, given in expected.items()
    )


def is_withdrawn(row: dict[str, Any]) -> bool:
    return row["status"] == "closed" and row["close_reason"] == "superseded"


def start(row: dict[str, Any]) -> date | None:
    return row["report_published_on"] if row["source"] == "HMICFRS" else row["made_on"]


def due(row: dict[str, Any]) -> date | None:
    first = start(row)
    counted = first + timedelta(days=56 if row["source"] == "Coroner" else 55) if first else None
    if row["source"] == "HMICFRS":
        return counted
    own = (row["response_due_on"] or counted) if row["source"] == "Coroner" else counted
    return max((day for day in (own, row["response_extended_to"]) if day), default=None)


def certain(row: dict[str, Any]) -> bool:
    return row["source"] != "IOPC" or bool(row["response_due_on"] or row["response_extended_to"])


def standing(when: date | None, given: list[date | None], *, told: bool, is_certain: bool) -> str:
    if when is None:
        return "no date to count from"
    if all(given):
        return "given in time" if max(day for day in given if day) <= when else "given late"
    if when >= NOVEMBER:
        return "to come"
    if not told:
        return "not recorded whether given"
    return "overdue" if is_certain else "late only if paragraph 28A"
