"""Dates that a register gets wrong: in the future, blanked later, or older than an extract that contradicts them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from analytics.filters import BLANK, Filters
from analytics.measures import headline_figures, recommendations, stock_and_flow
from analytics.measures.events import recommendation_events
from analytics.register.database import Register
from tests.registers import write_register

JUNE, JULY, AUGUST, SEPTEMBER = date(2022, 6, 30), date(2022, 7, 31), date(2022, 8, 31), date(2022, 9, 30)


def row(reference: str, status: str = "open", **columns: Any) -> dict[str, Any]:
    """A recommendation made on 10 January 2022, unless said otherwise."""
    return {"reference": reference, "source": "DARA", "status": status, "made_on": date(2022, 1, 10), **columns}


def test_a_closure_dated_in_the_future_closes_once_on_its_first_extract(tmp_path: Path) -> None:
    mistyped = row("A", "closed", closed_on=date(2032, 7, 20), close_reason="implemented")
    # B is corrected from 5 to 20 July: both lie before the first extract that says closed.
    closed, corrected = (row("B", "closed", closed_on=date(2022, 7, day)) for day in (5, 20))
    extracts = {
        JUNE: [row("A"), row("B"), row("C")],
        JULY: [mistyped, closed, row("C")],
        AUGUST: [mistyped, corrected, row("C")],
        SEPTEMBER: [mistyped, corrected, row("C")],
    }
    register = Register(write_register(tmp_path, extracts))
    for before, after in ((JULY, AUGUST), (AUGUST, SEPTEMBER)):
        flow = stock_and_flow.statement(register, Filters(as_at=after), before)
        assert (flow.opening, flow.closed, flow.reopened, flow.closing) == (1, 0, 0, 1)
    for known_at in (JULY, AUGUST, SEPTEMBER):
        assert headline_figures.headline(register, Filters(as_at=JULY, known_at=known_at)).closed == 2
        closures = recommendation_events(register, "A", known_at).query("kind == 'closed'")
        assert list(closures["took_effect_on"]) == [JULY]


def test_a_blank_never_overwrites_a_known_date(tmp_path: Path) -> None:
    opened = row("A", "open", received_on=date(2022, 1, 15), onboarded_on=date(2022, 2, 1))
    dated = {**opened, "original_due_on": date(2022, 3, 1), "due_on": date(2022, 12, 31)}
    blanked = {"reference": "A", "source": "DARA", "status": "open", "due_on": date(2022, 12, 31)}
    closed = row("B", "closed", closed_on=date(2022, 6, 1))
    extracts = {JUNE: [dated, closed], JULY: [blanked, {**closed, "closed_on": None}]}
    register = Register(write_register(tmp_path, extracts))
    rows = headline_figures.headline(register, Filters())
    assert (rows.overdue_original, rows.overdue_current, rows.state_unknown) == (1, 0, 0)
    # A was received on 15 January and on-boarded on 1 February; B closed on 1 June, as June's extract says.
    counts = {
        day: headline_figures.headline(register, Filters(as_at=day)) for day in (date(2022, 1, 14), date(2022, 1, 15))
    }
    assert [result.born for result in counts.values()] == [1, 2]
    assert counts[date(2022, 1, 15)].awaiting_onboarding == 1
    assert headline_figures.headline(register, Filters(as_at=date(2022, 5, 31))).closed == 0
    assert headline_figures.headline(register, Filters(as_at=date(2022, 6, 1))).closed == 1


def test_received_is_the_date_received_and_entered_the_day_of_birth(tmp_path: Path) -> None:
    january = date(2022, 1, 10)
    rows = [row("A", received_on=january), row("B"), row("C", made_on=None)]  # B was made on 10 January, C has no date
    register = Register(write_register(tmp_path, {JUNE: rows}))

    def chosen(**choice: Any) -> list[str]:
        return sorted(recommendations.rows(register, Filters(**choice), ("reference",))["reference"])

    assert chosen(received_from=january) == ["A"]
    assert chosen(received=BLANK) == ["B", "C"]
    assert chosen(received_from=january, received=BLANK) == ["A", "B", "C"]
    assert chosen(entered_to=january) == ["A", "B"]
    assert chosen(entered_from=JUNE) == ["C"]
    # What is counted as entered is what the filter lists.
    for first, last in ((january, january), (JUNE, JUNE)):
        counted = headline_figures.headline(register, Filters(entered_from=first, entered_to=last)).born
        assert counted == len(chosen(entered_from=first, entered_to=last))


def test_a_due_date_removed_and_set_to_another_day_was_re_dated(tmp_path: Path) -> None:
    due, later = date(2022, 12, 31), date(2023, 3, 31)
    extracts = {
        JUNE: [row("A", due_on=due), row("B", due_on=due)],
        JULY: [row("A"), row("B")],
        AUGUST: [row("A", due_on=later), row("B", due_on=due)],
    }
    register = Register(write_register(tmp_path, extracts))
    redated = recommendations.rows(register, Filters(), ("reference", "redatings"))
    assert sorted(zip(redated["reference"], redated["redatings"], strict=True)) == [("A", 1), ("B", 0)]
    life = recommendation_events(register, "A")[["kind", "extract_day", "before", "after"]]
    assert life.iloc[1:].to_numpy().tolist() == [
        ["due date removed", JULY, "2022-12-31", None],
        ["re-dated", AUGUST, "2022-12-31", "2023-03-31"],
    ]
    assert list(recommendation_events(register, "B")["kind"]) == ["received", "due date removed"]
