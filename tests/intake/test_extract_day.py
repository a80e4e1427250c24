"""The day proposed for an extract: from its name, from its rows, or none."""

from __future__ import annotations

from datetime import date

import pytest

from analytics.intake.extract_day import day_in_name, names_a_month, newest_sheet, proposed_day
from analytics.intake.propose import propose_layout
from analytics.intake.readers import read_table
from tests.intake.files import workbook


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("register 2022-11-28.csv", date(2022, 11, 28)),
        ("EWOC_20221128.xlsx", date(2022, 11, 28)),
        ("TAIC_recommendations_04_04_2024.xlsx", date(2024, 4, 4)),
        ("28th Nov 2022 extract.xlsx", date(2022, 11, 28)),
        ("Register_28November2022.csv", date(2022, 11, 28)),
        ("extract 03-04-2024.csv", date(2024, 4, 3)),
        ("extract 04-23-2024.csv", date(2024, 4, 23)),
        ("database_2024-02.csv", date(2024, 2, 29)),
        ("Sept 2022.csv", date(2022, 9, 30)),
    ],
)
def test_a_name_that_says_a_day_or_a_month(name: str, day: date) -> None:
    result = day_in_name(name)
    assert result is not None
    assert result.day == day
    assert str(day.year) in result.because


@pytest.mark.parametrize(
    "name", ["original.csv", "upr_6-9.csv", "2022-11-28 to 2022-12-05.csv", "99-99-2024.csv", "Marching 2022.csv"]
)
def test_a_name_that_says_no_day_or_two(name: str) -> None:
    assert day_in_name(name) is None


def test_a_day_first_name_says_how_it_was_read() -> None:
    result = day_in_name("extract 03-04-2024.csv")
    assert result is not None
    assert result.because == "The file name says 3/4/2024, read day first: 3 April 2024."


def test_rows_say_a_day_by_their_last_update_alone() -> None:
    table = read_table(b"Reference,Source,Status,Updated\n1,DARA,Open,03/11/2022\n2,DARA,Open,25/10/2022\n", "a.csv")
    result = proposed_day("a.csv", table, propose_layout(table))
    assert result is not None
    assert result.day == date(2022, 11, 3)
    assert result.because == "No row was updated after 3 November 2022, by the column “Updated”."
    assert (result.origin, result.has_to_be_confirmed) == ("the rows", True)


@pytest.mark.parametrize(
    ("sheet", "day"),
    [("Nov 23", date(2023, 11, 30)), ("Feb '24", date(2024, 2, 29)), ("30 Nov 2023", date(2023, 11, 30)),
     ("Tracker", None), ("Top 23", None)],
)  # fmt: skip
def test_a_sheet_named_after_a_month_says_the_day_where_the_file_does_not(sheet: str, day: date | None) -> None:
    table = read_table(workbook({sheet: [["Ref", "Source", "Status"], ["1", "DARA", "Open"]]}), "tracker.xlsx")
    result = proposed_day("tracker.xlsx", table, propose_layout(table))
    assert (result.day if result else None) == day
    named = proposed_day("tracker 2022-01-31.xlsx", table, propose_layout(table))
    assert named is not None
    assert (named.day, named.origin, named.has_to_be_confirmed) == (date(2022, 1, 31), "the file name", False)
    assert result is None or (result.origin, result.has_to_be_confirmed) == ("the sheet’s name", False)


def test_a_due_date_says_nothing_of_the_extract() -> None:
    table = read_table(b"Reference,Source,Status,Due\n1,DARA,Open,25/11/2022\n", "a.csv")
    assert proposed_day("a.csv", table, propose_layout(table)) is None


@pytest.mark.parametrize(
    ("names", "newest"),
    [
        (["Oct 23", "Nov 23"], "Nov 23"),
        (["November 2023", "December 2023", "January 2024"], "January 2024"),
        (["2023-11", "2023-10"], "2023-11"),
        (["Dec 22", "Jan 22"], "Dec 22"),
        (["Oct", "Nov"], None),
        (["Nov 23", "Lookup"], None),
        (["Nov 23", "November 2023"], None),
        (["Nov 23"], None),
        ([], None),
    ],
)
def test_the_newest_of_monthly_sheets_is_proposed(names: list[str], newest: str | None) -> None:
    result = newest_sheet(names)
    assert (result.name if result else None) == newest
    if result:
        assert result.because.endswith(f"are of one month each. The newest, “{newest}”, is read.")


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Oct 23", True), ("November 2023", True), ("2023-11", True), ("Q3", True), ("2023_24", True),
     ("Tracker", False), ("Octagon", False), ("Decisions", False), ("Sheet1", False)],
)  # fmt: skip
def test_a_name_of_a_period_is_recognised(name: str, *, expected: bool) -> None:
    assert names_a_month(name) is expected
