"""The second computation itself, on histories of one or a few rows whose every answer is worked out by hand."""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given

from analytics.vocabulary import State
from tests.examples import examples
from tests.independent.events import Event, events
from tests.independent.history import Extract, Record, Row, birth, references, used, view
from tests.independent.measures import (
    AGE_BANDS,
    Rate,
    Step,
    age,
    age_band,
    by,
    chosen,
    closed_by_month,
    closure_rate,
    days_late,
    due_within,
    everything,
    figures,
    filtered,
    headline,
    kaplan_meier,
    median_days,
    months_after,
    on_time_rate,
    overdue,
    received_by_month,
    statement,
    times_to_close,
)
from tests.independent.strategies import Case, cases, histories

JANUARY, FEBRUARY, MARCH, APRIL = (date(2022, month, 28) for month in (1, 2, 3, 4))
LATER = date(2022, 12, 31)


def row(status: str = "open", reference: str = "A", **cells: Any) -> Row:
    """A row of the register, received on 10 January; days of 2022 may be written as month-day."""
    given_cells = {"received_on": "01-10", **cells}
    dated = {
        column: date.fromisoformat(f"2022-{cell}") if column.endswith("_on") and isinstance(cell, str) else cell
        for column, cell in given_cells.items()
    }
    return {"reference": reference, "source": "HMICFRS", "status": status, **dated}


def history(*rows: Row | None) -> list[Extract]:
    """Extracts of one reference at the end of January, February, ...; None where it is not held."""
    other = row(reference="Z")
    days = (JANUARY, FEBRUARY, MARCH, APRIL)
    return [Extract(day, [other] if held is None else [other, held]) for day, held in zip(days, rows, strict=False)]


def at(extracts: list[Extract], month_day: str, known_at: date = LATER) -> Record:
    """The record of reference A on a day of 2022."""
    return view(extracts, date.fromisoformat(f"2022-{month_day}"), known_at)["A"]


def states(extracts: list[Extract], days: Iterable[str], known_at: date = LATER) -> list[str]:
    """The states of reference A on some days."""
    return [str(at(extracts, day, known_at).state) for day in days]


# --- birth -------------------------------------------------------------------------------------------------------


def test_it_is_born_on_the_day_it_was_received_also_before_any_extract() -> None:
    extracts = history(row(made_on="01-05"))
    assert states(extracts, ["01-09", "01-10"]) == ["not yet", "outstanding"]


@pytest.mark.parametrize(
    ("cells", "born"),
    [
        ({"received_on": None, "made_on": "01-05", "report_published_on": "01-02"}, (date(2022, 1, 5), True)),
        ({"received_on": None, "report_published_on": "01-02"}, (date(2022, 1, 2), True)),
        ({"received_on": "03-09"}, (JANUARY, True)),  # it cannot have come after an extract that holds it
        ({"received_on": None}, (JANUARY, False)),
        ({"received_on": None, "status": "closed", "closed_on": "01-05"}, (date(2022, 1, 5), False)),
        ({"received_on": None, "status": "not accepted", "closed_on": "01-05"}, (date(2022, 1, 5), False)),
        ({"received_on": None, "status": "closed", "closed_on": "03-09"}, (JANUARY, False)),
        ({"received_on": None, "closed_on": "01-05"}, (JANUARY, False)),  # left behind: it is open
        ({"received_on": None, "made_on": "01-07", "status": "closed", "closed_on": "01-05"}, (date(2022, 1, 7), True)),
        ({"received_on": "03-09", "made_on": "01-05"}, (JANUARY, True)),  # received goes before made, then the bound
    ],
)
def test_birth_is_received_else_made_else_published_else_the_closing_and_never_after_the_first_extract(
    cells: Row, born: tuple[date, bool]
) -> None:
    assert birth(used(history(row(**cells)), LATER), "A") == born


def test_birth_is_that_of_the_newest_row_known() -> None:
    extracts = history(row(received_on="01-10"), row(received_on="01-20"))
    assert states(extracts, ["01-15"], known_at=FEBRUARY) == ["not yet"]
    assert states(extracts, ["01-15"], known_at=JANUARY) == ["outstanding"]


def test_knowledge_from_before_the_first_extract_is_that_of_the_first() -> None:
    extracts = history(row("open"), row("closed", closed_on="02-01"))
    assert states(extracts, ["02-05"], known_at=date(2021, 1, 1)) == ["outstanding"]


# --- dropped -----------------------------------------------------------------------------------------------------


def test_it_is_dropped_from_the_extract_that_lacks_it_until_the_one_that_holds_it_again() -> None:
    extracts = history(row(), None, row())
    days = ["02-27", "02-28", "03-27", "03-28"]
    assert states(extracts, days) == ["outstanding", "dropped", "dropped", "outstanding"]


def test_what_comes_late_was_never_dropped() -> None:
    # First held in March, received on 10 January: on 28 February it stood, though the extract of that day lacks it.
    assert states(history(None, None, row()), ["01-09", "01-10", "02-28"]) == ["not yet", "outstanding", "outstanding"]


def test_dropped_goes_before_closed() -> None:
    assert states(history(row("closed", closed_on="01-20"), None), ["01-28", "02-28"]) == ["closed", "dropped"]


def test_a_rejected_row_keeps_the_last_accepted_one_and_is_not_dropped() -> None:
    january, february = history(row("disputed"), None)
    rejected = [january, february._replace(rejected=("A", "never seen"))]
    assert at(rejected, "02-28").state == State.OUTSTANDING
    assert at(rejected, "02-28").status == "disputed"
    assert references(used(rejected, LATER)) == ["A", "Z"]


# --- spells ------------------------------------------------------------------------------------------------------


def test_it_is_closed_from_its_closing_date_though_an_extract_after_that_still_said_open() -> None:
    extracts = history(row("open"), row("closed", closed_on="01-20"))
    assert states(extracts, ["01-19", "01-20", "01-28", "02-28"]) == ["outstanding", "closed", "closed", "closed"]
    assert states(extracts, ["01-28"], known_at=JANUARY) == ["outstanding"]


@pytest.mark.parametrize(("closed_on", "start"), [("01-01", "01-10"), ("03-31", "01-28"), ("01-15", "01-15")])
def test_a_closing_is_neither_before_birth_nor_after_its_extract(closed_on: str, start: str) -> None:
    assert at(history(row("closed", closed_on=closed_on)), "12-31").closed_on == date.fromisoformat(f"2022-{start}")


def test_a_spell_ends_on_the_day_of_the_extract_that_says_otherwise() -> None:
    extracts = history(row("closed", closed_on="01-20"), row("open", closed_on="01-20"))
    assert states(extracts, ["02-27", "02-28"]) == ["closed", "outstanding"]


def test_the_newest_row_of_a_spell_gives_its_date_and_its_reason() -> None:
    extracts = history(
        row("closed", closed_on="01-20", close_reason="implemented"),
        row("closed", closed_on="01-25", close_reason="superseded"),
    )
    days = ["01-19", "01-24", "01-25"]
    assert states(extracts, days) == ["outstanding", "outstanding", "withdrawn or merged"]
    assert states(extracts, days, known_at=JANUARY) == ["outstanding", "closed", "closed"]


def test_the_days_before_an_undated_closing_are_unknown_back_to_the_extract_before() -> None:
    extracts = history(row("open"), row("closed"))
    assert states(extracts, ["01-28", "01-29", "02-27", "02-28"]) == ["outstanding", "unknown", "unknown", "closed"]


def test_the_days_before_an_undated_closing_that_no_extract_precedes_are_unknown_back_to_birth() -> None:
    days = ["01-09", "01-10", "01-27", "01-28"]
    assert states(history(row("closed")), days) == ["not yet", "unknown", "unknown", "closed"]


def test_an_undated_closing_after_an_absence_is_unknown_back_to_the_last_extract_that_held_it() -> None:
    # Absent in February: dropped goes first, from 28 February to 27 March.
    extracts = history(row("open"), None, row("closed"))
    days = ["01-28", "01-29", "02-27", "02-28", "03-27", "03-28"]
    assert states(extracts, days) == ["outstanding", "unknown", "unknown", "dropped", "dropped", "closed"]


def test_a_blank_never_overwrites_a_known_date() -> None:
    closed = history(row("closed", closed_on="01-20"), row("closed"))
    assert states(closed, ["01-19", "01-20", "01-28"]) == ["outstanding", "closed", "closed"]
    received = history(row(), row(received_on=None))
    assert states(received, ["01-09", "01-10"]) == ["not yet", "outstanding"]
    onboarded = history(row("open", onboarded_on="01-15"), row("open"))
    assert [at(onboarded, day).status for day in ("01-14", "01-15")] == ["awaiting on-boarding", "open"]
    agreed = at(history(row(due_on="03-01", original_due_on="02-01"), row(due_on="03-01")), "02-28")
    assert (agreed.original_due_on, agreed.overdue_original) == (date(2022, 2, 1), True)


def test_a_closing_date_of_an_earlier_spell_does_not_date_the_next() -> None:
    extracts = history(row("closed", closed_on="01-20"), row("open", closed_on="02-01"), row("closed"))
    assert states(extracts, ["01-20", "02-28", "03-01", "03-28"]) == ["closed", "outstanding", "unknown", "closed"]


def test_closed_before_and_after_an_absence_is_one_spell() -> None:
    extracts = history(row("closed", closed_on="01-20"), None, row("closed", closed_on="01-20"))
    assert states(extracts, ["01-19", "01-20", "02-28", "03-28"]) == ["outstanding", "closed", "dropped", "closed"]
    assert [event.kind for event in events(used(extracts, LATER)) if event.reference == "A"] == [
        "received",
        "closed",
        "dropped",
        "returned",
    ]


def test_of_two_spells_on_one_day_the_later_decides() -> None:
    # Closed on 20 January, open again in February, and in March said to have been superseded since 15 January.
    extracts = history(
        row("closed", closed_on="01-20", close_reason="implemented"),
        row("open"),
        row("closed", closed_on="01-15", close_reason="superseded"),
    )
    assert states(extracts, ["01-14", "01-25", "02-28"]) == [
        "outstanding",
        "withdrawn or merged",
        "withdrawn or merged",
    ]
    assert states(extracts, ["01-19", "01-25", "02-28"], known_at=FEBRUARY) == ["outstanding", "closed", "outstanding"]


@pytest.mark.parametrize(
    ("status", "reason", "state"),
    [
        ("closed", None, "closed"),
        ("closed", "not implemented (risk accepted)", "closed"),
        ("closed", "no longer applicable", "closed"),
        ("closed", "superseded", "withdrawn or merged"),
        ("closed", "duplicate", "withdrawn or merged"),
        ("closed", "withdrawn", "withdrawn or merged"),
        ("not accepted", None, "withdrawn or merged"),
    ],
)
def test_what_a_spell_is(status: str, reason: str | None, state: str) -> None:
    extracts = history(row(status, closed_on="01-20", close_reason=reason))
    assert at(extracts, "01-28").state == state
    counts = headline(view(extracts, JANUARY, LATER), everything)
    assert (counts["closed"], counts["not_accepted"]) == ((0, 1) if status == "not accepted" else (1, 0))


# --- unknown, and which outstanding ------------------------------------------------------------------------------


def test_a_status_that_the_register_does_not_say_is_unknown_also_before_the_first_extract() -> None:
    extracts = history(row("unknown"), row("open"), row("unknown"))
    days = ["01-10", "01-28", "02-27", "02-28", "03-28"]
    assert states(extracts, days) == ["unknown", "unknown", "unknown", "outstanding", "unknown"]


def test_a_closure_dated_after_its_first_extract_starts_on_that_extracts_day() -> None:
    extracts = history(row("unknown"), row("closed", closed_on="02-20"), row("closed", closed_on="03-15"))
    assert states(extracts, ["02-27", "02-28", "03-14"]) == ["unknown", "closed", "closed"]
    future = row("closed", closed_on=date(2032, 2, 20))
    for known_at in (FEBRUARY, MARCH, APRIL):
        days = ["02-27", "02-28", "03-28"]
        assert states(history(row(), future, future, future), days, known_at) == ["outstanding", "closed", "closed"]


@pytest.mark.parametrize(
    ("first", "newest", "status"),
    [
        (row("awaiting on-boarding"), row("open", onboarded_on="01-15"), "open"),
        (row("awaiting on-boarding"), row("open", onboarded_on="02-15"), "awaiting on-boarding"),
        (row("open"), row("open", onboarded_on="02-15"), "awaiting on-boarding"),
        (row("awaiting on-boarding"), row("open"), "awaiting on-boarding"),
        (row("disputed"), row("open"), "open"),
        (row("proposed for closure"), row("awaiting on-boarding"), "open"),
    ],
)
def test_before_any_extract_it_awaits_onboarding_unless_onboarded(first: Row, newest: Row, status: str) -> None:
    assert at(history(first, newest), "01-20").status == status


def test_the_status_in_force_is_the_newest_up_to_the_day() -> None:
    extracts = history(row("awaiting on-boarding"), row("disputed", onboarded_on="02-10"), row("proposed for closure"))
    assert [str(at(extracts, day).status) for day in ("02-20", "02-28", "03-27", "03-28")] == [
        "awaiting on-boarding",
        "disputed",
        "disputed",
        "proposed for closure",
    ]


def test_attributes_are_those_of_the_newest_row_up_to_the_day_else_of_the_first() -> None:
    extracts = history(row(programme="One"), None, row(programme="Two"))
    shown = [at(extracts, day).attributes["programme"] for day in ("01-10", "01-28", "03-01", "03-28")]
    assert shown == ["One", "One", "One", "Two"]


# --- due dates ---------------------------------------------------------------------------------------------------


def test_the_first_due_date_ever_recorded_is_the_original_where_none_is_given() -> None:
    extracts = history(row(), row(due_on="03-01"), row(due_on="05-01"), row(due_on="05-01", original_due_on="02-15"))
    # Known in March: due 1 March, re-dated to 1 May on 28 March. On that day late against 1 March, not 1 May.
    record = at(extracts, "03-28", known_at=MARCH)
    assert (record.original_due_on, record.due_on, record.slip_days) == (date(2022, 3, 1), date(2022, 5, 1), 61)
    assert (record.overdue_original, record.overdue_current, record.overdue_masked) == (True, False, True)
    assert (record.redatings, at(extracts, "03-27").redatings) == (1, 0)
    # A first date that is recorded later is a fact of the past, so it is that of every day.
    assert [at(extracts, day).original_due_on for day in ("03-28", "04-28")] == [date(2022, 2, 15)] * 2


def test_due_on_the_day_is_not_late() -> None:
    extracts = history(row(due_on="03-01"))
    assert [at(extracts, day).overdue_current for day in ("03-01", "03-02")] == [False, True]


def test_a_due_date_taken_away_is_late_with_no_current_date_and_not_masked() -> None:
    record = at(history(row(due_on="02-01"), row()), "02-28")
    assert (record.overdue_original, record.overdue_current, record.overdue_masked) == (True, False, False)
    assert record.late_no_current_date
    assert (record.no_due_date, record.redatings, record.slip_days) == (True, 0, None)


def test_a_due_date_removed_and_set_again_is_a_redating_unless_it_is_the_same() -> None:
    another, same = (history(row(due_on="02-01"), row(), row(due_on=due)) for due in ("06-01", "02-01"))
    assert [at(another, day).redatings for day in ("02-28", "03-28")] == [0, 1]
    assert at(same, "03-28").redatings == 0


def test_due_soon_and_days_late() -> None:
    # On 28 January: due today, in 30, 31, 60 and 90 days, yesterday, 30 and 31 days ago, and never.
    dues = ["01-28", "02-27", "02-28", "03-29", "04-28", "01-27", date(2021, 12, 29), date(2021, 12, 28), None]
    extracts = [Extract(JANUARY, [row(reference=str(i), due_on=due) for i, due in enumerate(dues)])]
    records = view(extracts, JANUARY, JANUARY)
    assert due_within(records, everything, JANUARY) == {30: 2, 60: 4, 90: 5}
    assert list(days_late(records, everything, JANUARY, "current").values()) == [2, 1, 0, 0, 0]
    assert overdue(records, everything) == {
        "original": 3, "current": 3, "masked": 0, "late_no_current_date": 0, "no_due_date": 1,
    }  # fmt: skip


def test_ages_are_in_calendar_months() -> None:
    assert months_after(date(2021, 11, 30), 3) == date(2022, 2, 28)
    assert months_after(date(2020, 2, 29), 12) == date(2021, 2, 28)
    assert age_band(date(2021, 11, 30), date(2022, 2, 27)) == "under 3 months"
    assert age_band(date(2021, 11, 30), date(2022, 2, 28)) == "3–6 months"
    assert age_band(date(2021, 2, 28), FEBRUARY) == "1–2 years"
    assert age_band(date(2021, 3, 1), FEBRUARY) == "6–12 months"
    assert age_band(date(2019, 2, 28), FEBRUARY) == "3+ years"
    assert age_band(None, FEBRUARY) == "no date"


# --- counts ------------------------------------------------------------------------------------------------------


def test_headline_and_tables() -> None:
    rows = [
        row("open", "1", report="One", tags=["Engage", "100-day plan"]),
        row("proposed for closure", "2", report="One", tags=["Engage"]),
        row("awaiting on-boarding", "3", report="Two"),
        row("disputed", "4"),
        row("closed", "5", closed_on="01-20", close_reason="duplicate"),
        row("not accepted", "6", closed_on="01-20"),
        row("unknown", "7"),
        row("open", "8", kind="cause of concern"),
        row("open", "9", source="DARA", received_on="01-25"),
    ]
    records = view([Extract(JANUARY, rows)], JANUARY, JANUARY)
    assert headline(records, chosen({})) == {
        "outstanding": 5,  # 1 2 3 4 9
        "open": 3,  # 1 2 9
        "awaiting_onboarding": 1,
        "proposed_for_closure": 1,
        "disputed": 1,
        "closed": 1,
        "not_accepted": 1,
        "state_unknown": 1,
        "dropped": 0,
        "reports": 1,  # One; report Two has nothing open, and number 9 has no report
    }
    assert by(records, "tag", chosen({})) == {
        "Engage": {"open": 2, "closed": 0, "outstanding": 2, "new": 0},
        "100-day plan": {"open": 1, "closed": 0, "outstanding": 1, "new": 0},
        "": {"open": 1, "closed": 1, "outstanding": 3, "new": 0},
    }
    shown = figures([Extract(JANUARY, rows)], JANUARY, JANUARY, date(2022, 1, 24))["by"]
    assert shown["kind"]["cause of concern"] == {"open": 1, "closed": 0, "outstanding": 1, "new": 0}
    assert shown["source"]["DARA"] == {"open": 1, "closed": 0, "outstanding": 1, "new": 1}
    assert headline(records, chosen({"kind": ("cause of concern",)}))["open"] == 1


@pytest.mark.parametrize(
    ("choice", "kept"),
    [
        ({}, "ABC"),
        ({"risk": ("high",)}, "A"),
        ({"risk": ("[blank]", "low")}, "BC"),
        ({"tag": ("Engage",)}, "AB"),
        ({"tag": ("[blank]",)}, "C"),
        ({"kind": ("advice",)}, "D"),
        ({"kind": ("[blank]",)}, "ABC"),
        ({"received_from": date(2022, 1, 10)}, "AC"),
        ({"received_to": date(2022, 1, 9)}, "B"),
        ({"entered_from": date(2022, 1, 10)}, "AC"),
        ({"received": "[blank]"}, ""),
        ({"due": "[blank]"}, "C"),
        ({"due": "[blank]", "due_from": date(2022, 1, 15)}, "BC"),
        ({"due_from": date(2022, 1, 15)}, "B"),
        ({"overdue": "current"}, "A"),
        ({"overdue": "no due date"}, "C"),
        ({"status": ("open",), "risk": ("high",)}, "A"),
        ({"status": ("disputed",)}, "B"),
    ],
)
def test_filters(choice: dict[str, Any], kept: str) -> None:
    rows = [
        row("open", "A", risk="high", tags=["Engage"], due_on="01-14"),
        row("disputed", "B", risk="low", tags=["Engage", "100-day plan"], received_on="01-09", due_on="01-30"),
        row("open", "C"),
        row("open", "D", kind="advice"),
    ]
    records = view([Extract(JANUARY, rows)], JANUARY, JANUARY)
    assert "".join(record.reference for record in filtered(records, chosen(choice))) == kept


# --- stock and flow ----------------------------------------------------------------------------------------------


def terms(
    extracts: list[Extract], t0: date, t1: date, k1: date, choice: dict[str, Any] | None = None
) -> dict[str, int]:
    """The terms of the statement that are not 0; the other reference of the histories is left out."""
    kept = chosen({"programme": ("One",), **(choice or {})})
    counts = statement(extracts, t0, t1, k1, kept).counts
    assert counts["residual"] == 0
    return {term: count for term, count in counts.items() if count}


ONE = {"programme": "One"}
TWO = {"programme": "Two"}


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ((row(**ONE), row(**ONE)), {"opening": 1, "closing": 1}),
        ((row(**ONE), row("closed", closed_on="02-10", **ONE)), {"opening": 1, "closed": 1}),
        ((row(**ONE), row("not accepted", closed_on="02-10", **ONE)), {"opening": 1, "withdrawn_or_merged": 1}),
        ((row(**ONE), None), {"opening": 1, "dropped": 1}),
        ((row(**ONE), row("unknown", **ONE)), {"opening": 1, "corrected": -1}),
        ((row("unknown", **ONE), row(**ONE)), {"corrected": 1, "closing": 1}),
        ((row("closed", closed_on="01-20", **ONE), row(**ONE)), {"reopened": 1, "closing": 1}),
        ((row("closed", closed_on="01-20", **ONE), row("closed", closed_on="01-20", **ONE)), {}),
        ((None, row(received_on="02-01", **ONE)), {"new": 1, "closing": 1}),
        ((None, row(received_on="01-28", **ONE)), {"late_recorded": 1, "closing": 1}),
        ((None, row(received_on=None, **ONE)), {"late_recorded": 1, "closing": 1}),
        ((None, row("closed", received_on="02-01", closed_on="02-05", **ONE)), {"new": 1, "closed": 1}),
        ((None, row("closed", closed_on="01-20", **ONE)), {"late_recorded": 1, "closed": 1}),
        ((None, row("unknown", received_on="02-01", **ONE)), {"new": 1, "corrected": -1}),
        ((row(**TWO), row(**ONE)), {"moved_in": 1, "closing": 1}),
        ((row(**ONE), row(**TWO)), {"opening": 1, "moved_out": 1}),
        ((row(**TWO), row("closed", closed_on="02-10", **ONE)), {"moved_in": 1, "closed": 1}),
        ((row(**ONE), row("closed", closed_on="02-10", **TWO)), {"opening": 1, "moved_out": 1}),
        ((row("closed", closed_on="01-20", **TWO), row(**ONE)), {"reopened": 1, "closing": 1}),
        ((row("closed", closed_on="01-20", **ONE), row(**TWO)), {}),
        # The closing of 20 January was not known when January was reported: the opening is what was reported.
        ((row(**ONE), row("closed", closed_on="01-20", **ONE)), {"opening": 1, "closed": 1}),
    ],
)
def test_from_the_january_extract_to_the_february_extract(rows: tuple[Row | None, ...], found: dict[str, int]) -> None:
    assert terms(history(*rows), JANUARY, FEBRUARY, FEBRUARY) == found


def test_what_was_dropped_and_comes_back_has_returned() -> None:
    assert terms(history(row(**ONE), None, row(**ONE)), FEBRUARY, MARCH, MARCH) == {"returned": 1, "closing": 1}


def test_closed_and_reopened_within_the_period_is_neither() -> None:
    extracts = history(row(**ONE), row("closed", closed_on="02-10", **ONE), row(**ONE))
    assert terms(extracts, JANUARY, MARCH, MARCH) == {"opening": 1, "closing": 1}


def test_a_birth_corrected_to_after_the_period_is_a_correction() -> None:
    # Told in January as received on the 10th, in February as received on the 25th; the period is the 12th to the 20th.
    extracts = history(row(**ONE), row(received_on="01-25", **ONE))
    assert terms(extracts, date(2022, 1, 12), date(2022, 1, 20), FEBRUARY) == {"opening": 1, "corrected": -1}


def test_a_series_with_one_known_day_has_nothing_late_recorded_but_what_has_no_date() -> None:
    extracts = history(None, row(**ONE))
    flow = statement(extracts, date(2022, 1, 5), FEBRUARY, FEBRUARY, chosen({"programme": ("One",)}), k0=FEBRUARY)
    assert (flow.counts["new"], flow.counts["late_recorded"]) == (1, 0)
    undated = history(None, row(received_on=None, **ONE))
    flow = statement(undated, date(2022, 1, 5), FEBRUARY, FEBRUARY, chosen({"programme": ("One",)}), k0=FEBRUARY)
    assert (flow.counts["new"], flow.counts["late_recorded"]) == (0, 1)


# --- rates -------------------------------------------------------------------------------------------------------


def test_a_cohort_is_given_once_its_last_day_is_a_year_old() -> None:
    # Made on 1 January 2022: two closed on the anniversary, one the day after, one open, one closed somewhere
    # between the extracts of December 2022 and February 2023, so on either side of the anniversary.
    def made(reference: str, closed_on: date | None = None, status: str = "open") -> Row:
        return row(status, reference, received_on=date(2022, 1, 1), made_on=date(2022, 1, 1), closed_on=closed_on)

    first = [made(name) for name in "ABCDE"]
    anniversary, day_after = date(2023, 1, 1), date(2023, 1, 2)
    second = [
        made("A", anniversary, "closed"),
        made("B", anniversary, "closed"),
        made("C", day_after, "closed"),
        made("D"),
        made("E", None, "closed"),
    ]
    extracts = [Extract(date(2022, 12, 31), first), Extract(date(2023, 2, 28), second)]
    records = view(extracts, date(2023, 2, 28), date(2023, 2, 28))
    january = date(2022, 1, 1), date(2022, 1, 31)
    assert closure_rate(records, everything, *january, date(2023, 1, 30)) is None
    assert closure_rate(records, everything, *january, date(2023, 1, 31)) is not None
    rate = closure_rate(records, everything, *january, date(2023, 2, 28))
    assert rate == Rate(numerator=2, denominator=4, undecided=1)
    assert rate.value is None
    assert Rate(2, 10).value == Fraction(1, 5)
    assert closure_rate(records, everything, *january, date(2023, 2, 28), implemented=True) == Rate(0, 4, 1)


def test_on_time_counts_the_open_ones_too() -> None:
    rows = [
        row("closed", "A", closed_on="01-20", original_due_on="01-20"),
        row("closed", "B", closed_on="01-21", original_due_on="01-20"),
        row("open", "C", original_due_on="01-20"),
        row("open", "D", original_due_on="01-15"),  # on the day that the period begins after
    ]
    records = view([Extract(JANUARY, rows)], JANUARY, JANUARY)
    assert on_time_rate(records, everything, date(2022, 1, 15), JANUARY) == Rate(1, 3)


def test_received_and_closed_by_month_of_their_own_day() -> None:
    rows = [
        row("closed", "A", received_on="01-01", closed_on="01-20"),
        row("closed", "B", received_on="01-31", closed_on="02-01", close_reason="superseded"),
        row("not accepted", "C", received_on="02-02", closed_on="02-03"),
        row("closed", "D", received_on=None),
    ]
    extracts = [Extract(FEBRUARY, rows)]
    records = view(extracts, FEBRUARY, FEBRUARY)
    assert received_by_month(records, everything) == ({(2022, 1): 2, (2022, 2): 1}, 1)
    assert closed_by_month(extracts, FEBRUARY, FEBRUARY, everything) == ({(2022, 1): 1, (2022, 2): 2}, 1)


def test_kaplan_meier_by_hand() -> None:
    # Twelve: two close on day 5 (12 at risk: 10/12), one is censored on day 5, one closes on day 7 (9 at risk: stop).
    times = [(5, True), (5, True), (5, False), (7, True), *[(20, False)] * 8]
    assert kaplan_meier(times) == [Step(5, 12, 2, Fraction(5, 6))]
    # Twenty: ten close on day 3 (1/2 left), so the median is day 3; five of the other ten on day 4 (1/4 left).
    steps = kaplan_meier([(3, True)] * 10 + [(4, True)] * 5 + [(9, False)] * 5)
    assert steps == [Step(3, 20, 10, Fraction(1, 2)), Step(4, 10, 5, Fraction(1, 4))]
    assert median_days(steps) == 3
    assert median_days(kaplan_meier(times)) is None


def test_times_to_close() -> None:
    rows = [
        row("closed", "A", made_on="01-05", closed_on="01-20"),  # 15 days from made
        row("open", "B"),  # 18 days from received, still open
        row("not accepted", "C", closed_on="01-12"),  # 2 days, then no longer at risk
        row("closed", "D"),  # closed on no recorded day
        row("open", "E", received_on=None),  # began on no recorded day
    ]
    records = view([Extract(JANUARY, rows)], JANUARY, JANUARY)
    assert times_to_close(records, everything, JANUARY) == ([(15, True), (18, False), (2, False)], 2)


# --- events ------------------------------------------------------------------------------------------------------


def told(extracts: list[Extract]) -> list[tuple[str, date, date]]:
    """The events of reference A: kind, the day it took effect, the extract that first said so."""
    return [(e.kind, e.effective, e.extract_day) for e in events(used(extracts, LATER)) if e.reference == "A"]


def test_the_life_of_one_recommendation() -> None:
    first = row("awaiting on-boarding", received_on="01-10")
    second = {**first, "status": "open", "onboarded_on": date(2022, 2, 3), "due_on": MARCH, "owner_role": "One"}
    third = {**second, "action_complete_on": date(2022, 3, 20), "due_on": APRIL, "owner_role": "Two"}
    third = {**third, "status": "proposed for closure"}
    fourth = {**third, "status": "closed", "closed_on": date(2022, 4, 20)}
    assert told(history(first, second, third, fourth)) == [
        ("received", date(2022, 1, 10), JANUARY),
        ("on-boarded", date(2022, 2, 3), FEBRUARY),
        ("action complete", date(2022, 3, 20), MARCH),
        ("proposed for closure", MARCH, MARCH),
        ("re-assigned", MARCH, MARCH),
        ("re-dated", MARCH, MARCH),
        ("closed", date(2022, 4, 20), APRIL),
    ]


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        (row(), row(), []),
        (row("closed", closed_on="01-20"), row("open"), [("reopened", FEBRUARY)]),
        (row("awaiting on-boarding"), row("open"), [("on-boarded", FEBRUARY)]),
        (row("awaiting on-boarding"), row("disputed"), []),
        (row(programme="One", delivery_route="programme"), row(delivery_route="local"), [("re-routed", FEBRUARY)]),
        (row(), row(due_on="03-01", programme="One", owner_role="One", risk="high", theme="One", text="Do."), []),
        (row(due_on="03-01"), row(), [("due date removed", FEBRUARY)]),
        (row(programme="One"), row(), [("re-routed", FEBRUARY)]),
        (row(owner_role="One"), row(), [("re-assigned", FEBRUARY)]),
        (row(risk="high"), row(risk="low"), [("risk changed", FEBRUARY)]),
        (row(theme="One"), row(theme="Two"), [("theme changed", FEBRUARY)]),
        (row(strategic_priority="One"), row(strategic_priority="Two"), [("priority changed", FEBRUARY)]),
        (row(report="One"), row(report="Two"), [("moved to another report", FEBRUARY)]),
        (row(text="Do it."), row(text="Do it now."), [("reworded", FEBRUARY)]),
        (row("closed", closed_on="01-20"), row("closed", closed_on="01-22"), [("corrected", FEBRUARY)]),
        (row("closed", closed_on="01-20"), row("closed"), [("corrected", FEBRUARY)]),
        (row(received_on="01-10"), row(received_on="01-11"), [("corrected", FEBRUARY)]),
        (row(received_on=None), row(received_on="01-11"), [("corrected", FEBRUARY)]),
        (row(), row(made_on="01-02"), []),  # received tells the birth before and after
        (row(), None, [("dropped", FEBRUARY)]),
        (row(), row("closed", closed_on="02-10"), [("closed", date(2022, 2, 10))]),
        (row(), row("closed"), [("closed", FEBRUARY)]),
    ],
)
def test_what_february_tells(before: Row, after: Row | None, found: list[tuple[str, date]]) -> None:
    in_february = [
        (kind, effective) for kind, effective, extract in told(history(before, after)) if extract == FEBRUARY
    ]
    assert in_february == found


def test_what_is_sent_back_and_proposed_again_under_the_old_date_was_proposed_on_the_extracts_day() -> None:
    proposed = row("proposed for closure", proposed_for_closure_on="01-20")
    result = told(history(proposed, {**proposed, "status": "open"}, proposed))
    assert result[1:] == [("proposed for closure", date(2022, 1, 20), JANUARY), ("proposed for closure", MARCH, MARCH)]


def test_reopened_after_a_month_of_unknown() -> None:
    result = told(history(row("closed", closed_on="01-20"), row("unknown"), row("open")))
    assert result[-1] == ("reopened", MARCH, MARCH)


# --- on any history ----------------------------------------------------------------------------------------------


@given(cases())
@examples(300)
def test_the_statement_has_no_residual_and_opens_and_closes_on_the_counts(case: Case) -> None:
    fits = chosen(case.choice)
    counts = statement(case.extracts, case.t0, case.t1, case.k1, fits).counts
    opening = headline(view(case.extracts, case.t0, min(case.t0, case.k1)), fits)["outstanding"]
    closing = headline(view(case.extracts, case.t1, case.k1), fits)["outstanding"]
    assert (counts["residual"], counts["opening"], counts["closing"]) == (0, opening, closing)


@given(cases(statuses=True))
@examples(200)
def test_the_counts_share_out_all_that_are_born(case: Case) -> None:
    records, fits = view(case.extracts, case.t1, case.k1), chosen(case.choice)
    counts = headline(records, fits)
    shares = ("outstanding", "closed", "not_accepted", "state_unknown", "dropped")
    assert sum(counts[share] for share in shares) == len(filtered(records, fits))
    assert counts["outstanding"] == counts["open"] + counts["awaiting_onboarding"] + counts["disputed"]
    assert sum(age(records, fits, case.t1).values()) == counts["outstanding"]
    assert tuple(age(records, fits, case.t1)) == AGE_BANDS
    for column in ("source", "status", "programme"):
        assert sum(counts["outstanding"] for counts in by(records, column, fits).values()) == counts["outstanding"]


@given(cases())
@examples(200)
def test_late_by_the_first_date_is_one_of_three_things(case: Case) -> None:
    for record in view(case.extracts, case.t1, case.k1).values():
        ways = (record.overdue_masked, record.late_no_current_date, record.overdue_original and record.overdue_current)
        assert sum(ways) == record.overdue_original


@given(histories())
@examples(100)
def test_the_order_of_loading_does_not_matter(extracts: list[Extract]) -> None:
    newest = extracts[-1].as_at
    shuffled = random.Random(7).sample(extracts, len(extracts))
    assert view(shuffled, newest, newest) == view(extracts, newest, newest)
    assert events(used(shuffled, newest)) == events(used(extracts, newest))


@given(histories())
@examples(100)
def test_every_reference_is_received_once_and_goes_and_comes_in_turn(extracts: list[Extract]) -> None:
    result: dict[str, list[Event]] = {}
    for event in events(used(extracts, LATER)):
        result.setdefault(event.reference, []).append(event)
    for of_one in result.values():
        assert [event.kind for event in of_one].count("received") == 1
        absences = [event.kind for event in of_one if event.kind in ("dropped", "returned")]
        assert absences == ["dropped", "returned"] * (len(absences) // 2) + ["dropped"] * (len(absences) % 2)
