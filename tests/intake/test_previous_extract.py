"""What an extract contradicts in the extract before it is warned of, and the row is kept."""

from __future__ import annotations

from datetime import date

from analytics.intake.layouts import load_layout
from analytics.intake.previous_extract import contradicted
from tests.intake.files import messages, read

HEADER = "reference,source,status,received_on,due_on,closed_on"
OCTOBER = date(2022, 10, 31)


def warnings(before: list[str], now: list[str], header: str = HEADER) -> list[str]:
    """What the second month is warned of against the first."""
    first, second = (read("\n".join([header, *rows]), load_layout("standard")) for rows in (before, now))
    assert [fault.message for fault in contradicted(first.rows, first, OCTOBER)] == []
    return [fault.message for fault in contradicted(first.rows, second, OCTOBER)]


def test_a_known_date_that_is_blank_now_is_one_warning_a_column() -> None:
    before = ["A,X,open,2022-01-10,2022-12-31,", "B,X,closed,2022-01-10,,2022-06-01", "C,X,open,2022-01-10,,"]
    now = ["A,X,open,,,", "B,X,closed,2022-01-10,,", "C,X,open,,,"]
    # The due date of A is gone too, but due dates may be removed: that is an event, and no slip.
    then, used = "blank that the extract of 31 October 2022 fills", "The earlier dates are still used."
    assert warnings(before, now) == [
        f"Column received_on (Received): 2 cells are {then} (rows 2 and 4). {used}",
        f"Column closed_on (Closed): 1 cell is {then} (row 3). {used}",
    ]


def test_a_closing_date_that_goes_when_it_is_reopened_is_no_warning() -> None:
    assert warnings(["A,X,closed,,,2022-06-01"], ["A,X,open,,,"]) == []


def test_a_column_that_the_file_lacks_is_left_to_the_anomalies() -> None:
    first = read(f"{HEADER}\nA,X,open,2022-01-10,,\n", load_layout("standard"))
    second = read("reference,source,status\nA,X,open\n", load_layout("standard"))
    assert contradicted(first.rows, second, OCTOBER) == ()


def test_a_closure_dated_before_an_extract_that_has_it_open() -> None:
    before = [f"{name},X,open,,," for name in "ABC"]
    now = ["A,X,closed,,,2022-10-30", "B,X,closed,,,2022-10-31", "C,X,open,,,2022-06-01"]
    open_then = "but the extract of 31 October 2022 has it as open after that day"
    assert warnings(before, now) == [
        f"Row 2, closed_on (Closed): closed on 30 October 2022, {open_then}. Is it the date of an earlier closure?"
    ]
    alone = messages(read("\n".join([HEADER, *now]), load_layout("standard")))
    assert not [message for message in alone if "earlier closure" in message]
