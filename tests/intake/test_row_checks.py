"""What a row says against itself or the calendar is warned of and kept."""

from __future__ import annotations

import pytest

from analytics.intake.layouts import load_layout
from analytics.intake.row_checks import DONE_COLUMNS
from analytics.vocabulary import DATE_COLUMNS
from tests.intake.files import messages, read


def test_closed_before_made() -> None:
    reading = read(["A1,x,Closed,,02/03/2022,01/03/2022,", "A2,x,Closed,,02/03/2022,02/03/2022,"])
    assert messages(reading) == [
        "Row 2, closed_on (Closed): closed on 1 March 2022, before it was made on 2 March 2022."
    ]
    assert reading.rows["closed_on"].notna().all()


def test_a_date_after_the_extract_is_warned_of_and_kept() -> None:
    reading = read(["A1,x,Open,,29/11/2022,,", "A2,x,Open,,28/11/2022,,"])
    assert messages(reading) == [
        "Row 2, made_on (Made): Made on 29 November 2022 is later than the extract, which is of 28 November 2022."
    ]
    assert reading.rows["made_on"].notna().all()


def test_a_closure_dated_after_the_extract_says_when_it_counts_as_closed() -> None:
    result = messages(read(["A1,x,Closed,,01/02/2022,20/07/2032,", "A2,x,Open,,01/02/2022,20/07/2032,"]))
    late = "Closed on 20 July 2032 is later than the extract, which is of 28 November 2022."
    assert sorted(result) == [
        f"Row 2, closed_on (Closed): {late} It counts as closed from the day of the first extract that says so.",
        f"Row 3, closed_on (Closed): {late}",
    ]


@pytest.mark.parametrize("column", DATE_COLUMNS)
def test_due_dates_may_be_later_than_the_extract_and_others_not(column: str) -> None:
    body = f"reference,source,status,{column}\nA1,IOPC,open,2023-01-01\n"
    reported = messages(read(body, load_layout("standard")))
    faults = [message for message in reported if "later than the extract" in message]
    assert len(faults) == (column in DONE_COLUMNS)
    assert (column in DONE_COLUMNS) == (
        column not in ("due_on", "original_due_on", "response_due_on", "response_extended_to", "response_paused_to")
    )


def test_a_closing_date_on_a_row_that_is_not_closed_is_warned_of() -> None:
    reading = read(["A1,x,Open,,01/02/2022,20/07/2022,", "A2,x,Closed,,01/02/2022,20/07/2022,", "A3,x,Open,,,,"])
    assert messages(reading) == [
        (
            "Row 2, closed_on (Closed): closed on 20 July 2022, but the status is “open”. "
            "It is counted by its status, as not closed."
        )
    ]
    assert reading.rows["status"].tolist() == ["open", "closed", "open"]


def test_superseded_without_a_successor() -> None:
    body = "reference,source,status,close_reason,successor_reference\n"
    body += "A1,X,closed,superseded,\nA2,X,closed,superseded,A3\nA3,X,open,,\n"
    assert messages(read(body, load_layout("standard"))) == [
        "Row 2, successor_reference: the row is superseded but does not give the reference that superseded it."
    ]


def test_advice_is_given_before_the_decision() -> None:
    body = "reference,source,status,advised_on,onboarded_on\n"
    body += "A1,X,open,2022-03-02,2022-03-01\nA2,X,open,2022-03-01,2022-03-01\nA3,X,open,2022-03-02,\n"
    assert messages(read(body, load_layout("standard"))) == [
        "Row 2, advised_on: advised on 2 March 2022, after the decision to on-board it on 1 March 2022."
    ]


def test_an_answer_of_another_vocabulary_is_read_as_blank() -> None:
    body = "reference,source,status,advised_achievable,advised_route\nA1,X,open,In Part,magic\n"
    reading = read(body, load_layout("standard"))
    assert messages(reading) == [
        "Row 2, advised_route: 'magic' is not an advised route of this layout. It was read as blank."
    ]
    assert reading.rows["advised_achievable"].tolist() == ["in part"]


def test_a_pause_ends_after_it_began_and_is_said_from_when() -> None:
    body = "reference,source,status,response_paused_from,response_paused_to\n"
    body += "A1,IOPC,open,2022-03-02,2022-03-01\nA2,IOPC,open,,2022-03-01\nA3,IOPC,open,2022-03-01,2022-03-01\n"
    assert messages(read(body, load_layout("standard"))) == [
        "Row 2, response_paused_to: the clock of the response is paused until 1 March 2022, but from 2 March 2022 on.",
        (
            "Row 3, response_paused_to: the clock of the response is paused until 1 March 2022, but it is not said "
            "from when."
        ),
    ]


def test_what_only_the_iopc_has_is_warned_of_elsewhere() -> None:
    body = "reference,source,status,response_route,response_paused_from\n"
    body += "A1,DARA,open,section 10,\nA2,IOPC,open,section 10,2022-03-01\nA3,Coroner,open,,2022-03-01\n"
    assert messages(read(body, load_layout("standard"))) == [
        "Row 2, response_route: section 10 is kept and not used: only recommendations of the IOPC have it.",
        "Row 4, response_paused_from: 1 March 2022 is kept and not used: only recommendations of the IOPC have it.",
    ]


def test_nothing_is_asked_of_a_column_that_the_register_does_not_have() -> None:
    body = "reference,source,status,close_reason\nA1,X,closed,superseded\n"
    assert read(body, load_layout("standard")).faults == ()


def test_a_closing_date_that_cannot_be_read_is_one_fault_not_two() -> None:
    reading = read(["A1,x,Closed,,,01/13/2022,"])
    assert len(reading.faults) == 1
    assert "written month/day/year it would be 13 January 2022" in reading.faults[0].message


def test_rejected_and_repeated_rows_are_not_held_against_themselves() -> None:
    assert len(read(["A1,x,Lost,,29/11/2023,,"]).faults) == 1
    reading = read(["A1,x,Closed,,,,"] * 2)
    assert [fault.row for fault in reading.faults] == [2, 3]
