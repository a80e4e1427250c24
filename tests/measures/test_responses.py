"""The statutory clocks: the worked dates, small registers counted by hand, and a second computation."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given

from analytics.filters import Filters
from analytics.measures import responses as measure
from analytics.measures.filter_options import recorded
from analytics.measures.responses import Responses, ResponseStatus, by_month
from analytics.register import history
from analytics.register.database import Register
from analytics.vocabulary import CLOCKS, Clock
from tests.examples import examples
from tests.independent import measures
from tests.independent import responses as independent
from tests.independent.strategies import Case, cases
from tests.measures.test_second_computation import filters
from tests.measures.test_second_computation import opened as registered
from tests.registers import write_register

NOVEMBER = date(2022, 11, 28)


def responses(register: Register, filters: Filters) -> Responses:
    """The measure, with what the register records."""
    return measure.responses(register, filters, recorded(register, filters))


def opened(folder: Path, *rows: dict[str, Any]) -> Register:
    """A register of one extract of 28 November 2022."""
    numbered = [{"reference": f"R{number}", "status": "open", **row} for number, row in enumerate(rows)]
    return Register(write_register(folder, {NOVEMBER: numbered}))


def clocked(folder: Path, *rows: dict[str, Any]) -> list[dict[str, Any]]:
    return dated(responses(opened(folder, *rows), Filters()))


def dated(found: Responses) -> list[dict[str, Any]]:
    """A row a response, its days as dates."""
    rows = found.clocked.to_dict("records")
    return [
        {name: cell.date() if isinstance(cell, pd.Timestamp) else cell for name, cell in row.items()} for row in rows
    ]


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
    assert (row["due_on"], row["standing"]) == (date(2022, 3, 28), ResponseStatus.CONDITIONAL)


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
    result = {row["report"]: row["due_on"] for row in rows}
    assert result == {"A": date(2022, 11, 20), "B": date(2022, 11, 26), "C": date(2022, 12, 12)}


def test_the_day_set_for_the_police_stands_apart_and_moves_no_statutory_day(tmp_path: Path) -> None:
    own = inspection(date(2022, 11, 2), response_due_on=date(2022, 12, 1), response_extended_to=date(2022, 12, 8))
    row = clocked(tmp_path, own)[0]
    assert (row["mps_due_on"], row["due_on"], row["days_left"]) == (date(2022, 12, 8), date(2022, 12, 27), 29)


def investigation(made: date, **more: Any) -> dict[str, Any]:
    return {"source": "IOPC", "report": "Report", "made_on": made, **more}


ANSWERED = investigation(date(2022, 1, 3), report="Answered", responded_on=date(2022, 2, 1))
"""Lets a register record at all whether responses are given."""


def test_paragraph_28a_is_certain_section_10_has_no_clock_and_a_blank_is_not_known(tmp_path: Path) -> None:
    made = date(2022, 9, 1)  # + 55 days: 26 October
    rows = [
        investigation(made, report="28A", response_route="paragraph 28A"),
        investigation(made, report="10", response_route="section 10", response_due_on=date(2022, 10, 1)),
        investigation(made, report="Blank"),
        ANSWERED,
    ]
    result = responses(opened(tmp_path, *rows), Filters())
    assert dict(zip(result.clocked["report"], result.clocked["standing"], strict=True)) == {
        "28A": "overdue", "Blank": "late only if paragraph 28A", "Answered": "given in time",
    }  # fmt: skip
    assert result.unclocked.to_dict("records") == [{"source": "IOPC", "recommendations": 1, "reports": 1}]


@pytest.mark.parametrize(
    ("pause", "as_at", "expected"),
    [
        # Made on 1 September: due on 26 October. On 9 October 17 days are left, and so on every day of the pause.
        ((date(2022, 10, 10), None), date(2022, 10, 9), ("to come", date(2022, 10, 26), 17)),
        ((date(2022, 10, 10), None), date(2022, 10, 10), ("paused", date(2022, 10, 27), 17)),
        ((date(2022, 10, 10), None), NOVEMBER, ("paused", date(2022, 12, 15), 17)),
        # Ten days, 10 to 19 October: due on 5 November; on the last of them 17 days are left, on the next day 16.
        ((date(2022, 10, 10), date(2022, 10, 19)), date(2022, 10, 19), ("paused", date(2022, 11, 5), 17)),
        ((date(2022, 10, 10), date(2022, 10, 19)), date(2022, 10, 20), ("to come", date(2022, 11, 5), 16)),
        ((date(2022, 10, 10), date(2022, 10, 19)), NOVEMBER, ("overdue", date(2022, 11, 5), -23)),
        # What had run out before the review began is not revived by it.
        ((date(2022, 10, 26), None), NOVEMBER, ("paused", date(2022, 11, 29), 1)),
        ((date(2022, 10, 27), None), NOVEMBER, ("overdue", date(2022, 10, 26), -33)),
        # The wrong way round: warned of when loaded, and no day is added.
        ((date(2022, 10, 10), date(2022, 10, 8)), NOVEMBER, ("overdue", date(2022, 10, 26), -33)),
    ],
)
def test_a_paused_clock_stands_still(
    pause: tuple[date, date | None], as_at: date, expected: tuple[str, date, int], tmp_path: Path
) -> None:
    facts = {"response_paused_from": pause[0], "response_paused_to": pause[1], "response_route": "paragraph 28A"}
    register = opened(tmp_path, investigation(date(2022, 9, 1), **facts), ANSWERED)
    result = dated(responses(register, Filters(as_at=as_at)))
    (row,) = (row for row in result if row["report"] == "Report")
    assert (row["standing"], row["due_on"], row["days_left"]) == expected


def test_a_pause_that_begins_after_the_as_at_day_does_not_count(tmp_path: Path) -> None:
    # Made on 1 November, so due on 26 December; the pause is to begin on 10 December.
    facts = {"response_paused_from": date(2022, 12, 10), "response_route": "paragraph 28A"}
    row = clocked(tmp_path, investigation(date(2022, 11, 1), **facts))[0]
    assert (row["due_on"], row["is_paused"], row["days_paused"]) == (date(2022, 12, 26), False, 0)
    assert pd.isna(row["paused_from"])


def test_days_paused_are_added_to_a_later_day_granted(tmp_path: Path) -> None:
    facts = {"response_extended_to": date(2022, 11, 20), "response_paused_from": date(2022, 11, 1)}
    rows = clocked(tmp_path, investigation(date(2022, 9, 1), **facts, response_paused_to=date(2022, 11, 5)))
    assert rows[0]["due_on"] == date(2022, 11, 25)  # five days: 1 to 5 November


def test_no_pause_stops_the_clock_of_another_source(tmp_path: Path) -> None:
    row = clocked(tmp_path, inspection(date(2022, 9, 22), response_paused_from=date(2022, 10, 1)))[0]
    assert (row["due_on"], row["is_paused"]) == (date(2022, 11, 16), False)


def test_a_source_with_a_clock_of_its_own_is_one_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    about = {"who": "Mayor", "duty": "The Mayor", "clause": "are the Mayor’s", "wording": "made + {days}", "law": "s.1"}
    clock = Clock(source="City auditor", start_column="made_on", days=30, **about)
    monkeypatch.setattr(history, "CLOCKS", (*CLOCKS, clock))
    later = {"response_due_on": date(2023, 3, 1), "response_extended_to": date(2023, 4, 1)}
    paused = {"response_paused_from": date(2022, 11, 2)}
    row = {"source": "City auditor", "report": "Audit", "made_on": date(2022, 11, 1), **later, **paused}
    result = responses(opened(tmp_path, row, {**row, "source": "City auditors"}), Filters())
    assert [(each["source"], each["due_on"], each["standing"]) for each in dated(result)] == [
        ("City auditor", date(2022, 12, 1), "to come")
    ]
    assert result.unclocked.to_dict("records") == [{"source": "City auditors", "recommendations": 1, "reports": 1}]


def test_a_paused_clock_is_in_no_month(tmp_path: Path) -> None:
    paused = investigation(date(2022, 10, 20), response_paused_from=date(2022, 11, 1))
    months = by_month(responses(opened(tmp_path, paused), Filters()))
    assert months["due"].sum() == 0


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
    result = responses(opened(tmp_path, *rows), Filters())
    assert dict(zip(result.clocked["report"], result.clocked["standing"], strict=True)) == {
        "Today": "to come", "Yesterday": "overdue", "In time": "given in time", "Late": "given late",
        "No day": "no date to count from",
    }  # fmt: skip
    assert (result.due_within(0), result.due_within(14)) == (1, 1)
    assert result.unclocked.to_dict("records") == [{"source": "DARA", "recommendations": 1, "reports": 1}]


def test_a_response_after_the_as_at_day_is_not_yet_given(tmp_path: Path) -> None:
    register = opened(tmp_path, inspection(date(2022, 9, 22), responded_on=date(2022, 11, 20)))
    before, after = (responses(register, Filters(as_at=date(2022, 11, day))) for day in (18, 25))
    assert (before.clocked["standing"][0], after.clocked["standing"][0]) == ("overdue", "given late")


def test_nothing_is_late_on_a_register_that_records_no_response(tmp_path: Path) -> None:
    result = responses(opened(tmp_path, inspection(date(2022, 1, 1))), Filters())
    assert (result.records_responses, result.clocked["standing"][0]) == (False, "not recorded whether given")


def test_a_response_given_on_a_day_not_recorded_is_neither_late_nor_to_come(tmp_path: Path) -> None:
    made, past = {"source": "Coroner", "made_on": date(2022, 11, 1)}, {"source": "Coroner", "made_on": date(2022, 1, 3)}
    rows = [
        {**made, "report": "Coming", "response_given": "no"},
        {**made, "report": "Answered", "response_given": "yes"},
        {**past, "report": "Answered long ago", "response_given": "yes"},
        {**past, "report": "By some", "response_given": "in part"},
        {**past, "report": "By one of two", "response_given": "yes"},
        {**past, "report": "By one of two", "response_given": "no"},
        {**past, "report": "Not said"},
    ]
    result = responses(opened(tmp_path, *rows), Filters())
    assert dict(zip(result.clocked["report"], result.clocked["standing"], strict=True)) == {
        "Coming": "to come", "Answered": "given, day not recorded", "Answered long ago": "given, day not recorded",
        "By some": "overdue", "By one of two": "overdue", "Not said": "not recorded whether given",
    }  # fmt: skip
    assert (result.records_responses, result.due_within(60)) == (True, 1)
    answered = result.clocked.set_index("report")["answered"]
    assert (answered["Answered"], answered["By one of two"], answered["Coming"]) == (1, 1, 0)


def test_a_day_of_response_goes_before_the_word_that_one_was_given(tmp_path: Path) -> None:
    row = inspection(date(2022, 9, 22), responded_on=date(2022, 11, 20), response_given="yes")
    register = opened(tmp_path, row)
    before, after = (responses(register, Filters(as_at=date(2022, 11, day))) for day in (18, 25))
    assert (before.clocked["standing"][0], after.clocked["standing"][0]) == ("overdue", "given late")


def test_every_month_of_the_calendar_has_a_row(tmp_path: Path) -> None:
    rows = [inspection(date(2022, 9, 22), responded_on=date(2022, 11, 1)), inspection(date(2022, 11, 2), report="V")]
    months = by_month(responses(opened(tmp_path, *rows), Filters()))
    assert (len(months), months["month"].iloc[0], months["month"].iloc[-1]) == (12, date(2022, 3, 1), date(2023, 2, 1))
    assert months.loc[months["due"] > 0, ["month", "due", "given in time", "to come"]].to_numpy().tolist() == [
        [date(2022, 11, 1), 1, 1, 0],
        [date(2022, 12, 1), 1, 0, 1],
    ]


COLUMNS = (
    "source", "report", "starts_on", "due_on", "is_certain", "paused_from", "days_paused", "is_paused",
    "recommendations", "answered", "responded_on", "standing",
)  # fmt: skip


@examples(60)
@given(cases(statuses=True))
def test_every_response_against_a_second_computation(case: Case) -> None:
    chosen = filters(case)
    with registered(case.extracts) as register:
        result = responses(register, chosen)
    fits = measures.chosen(case.choice)
    expected = independent.responses(case.extracts, case.t1, case.k1, fits)
    rows = [
        (*response.clock, response.recommendations, response.answered, response.responded_on, response.standing)
        for response in expected
    ]
    shown = [tuple(row[name] for name in COLUMNS) for row in dated(result)]
    assert sorted(map(texts, shown)) == sorted(map(texts, rows))
    lefts = [None if response.clock.due_on is None else (response.clock.due_on - case.t1).days for response in expected]
    to_come = [left for left, response in zip(lefts, expected, strict=True) if response.standing == independent.TO_COME]
    assert [result.due_within(days) for days in (0, 14, 30)] == [
        sum(left is not None and 0 <= left <= days for left in to_come) for days in (0, 14, 30)
    ]
    without = dict(zip(result.unclocked["source"], result.unclocked["recommendations"], strict=True))
    assert without == independent.without_clock(case.extracts, case.t1, case.k1, fits)


def texts(row: tuple[Any, ...]) -> tuple[str, ...]:
    """A row as texts, with one word for every blank."""
    return tuple("" if pd.isna(cell) else str(cell) for cell in row)
