"""A date is read in the one order that its column declares, or not at all."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.intake.dates import DateRead, other_order, read_date
from analytics.intake.layouts import DateOrder

ZONES = ("UTC", "America/New_York", "Asia/Kolkata", "Pacific/Auckland")

ORDERS: tuple[DateOrder, ...] = ("DMY", "MDY", "YMD")


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize(
    "text",
    [
        "2021-03-09",
        "2021-03-09 00:00:00",
        "2021-03-09T14:30:00Z",
        "9 March 2021",
        "09 Mar 2021",
        "9\u00a0 March 2021",
        "09 MARCH\u00a02021",
        "9-Mar-2021",
        "9th March 2021",
        "March 9, 2021",
    ],
)
def test_iso_and_months_in_words_are_clear_in_any_order(text: str, order: DateOrder) -> None:
    assert read_date(text, order) == DateRead(date(2021, 3, 9))


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("03/04/2024", "DMY", date(2024, 4, 3)),
        ("03/04/2024", "MDY", date(2024, 3, 4)),
        ("3.4.2024", "DMY", date(2024, 4, 3)),
        ("3-4-2024 09:15", "DMY", date(2024, 4, 3)),
        ("2024/4/3", "YMD", date(2024, 4, 3)),
        ("29/02/2024", "DMY", date(2024, 2, 29)),
        ("01/01/1900", "DMY", date(1900, 1, 1)),
        ("31/12/2200", "DMY", date(2200, 12, 31)),
    ],
)
def test_numbers_are_read_in_the_declared_order(text: str, order: DateOrder, day: date) -> None:
    assert read_date(text, order) == DateRead(day)


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize(
    "text",
    [
        "Thursday 3 March 2022",
        "Thu, 3rd of March 2022",
        "3 March 2022 (Thursday)",
        "Thu Mar  3 08:14:15 2022",
        "Thu Mar 03 2022 08:14:15 GMT+0000 (Greenwich Mean Time)",
        "2022 March 3",
        "2022-Mar-03",
        "3/Mar/2022",
        "Mar-03-2022",
        "20220303",
        "2022-3-3",
        "2022/03/03 12:00 AM",
        "2022-03-03 08:14:15 UTC",
        "2022-03-03T23:59:59.123456+00:00",
        "3 March 2022, 5:00 p.m.",
        "10:15 3 March 2022",
    ],
)
def test_a_date_with_one_reading_is_read_in_any_order(text: str, order: DateOrder) -> None:
    assert read_date(text, order) == DateRead(date(2022, 3, 3))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1/03/2022 12:00 AM", date(2022, 3, 1)),
        ("31/12/2022 11:59:59 pm", date(2022, 12, 31)),
        ("Sat 05/03/2022", date(2022, 3, 5)),
    ],
)
def test_a_time_of_day_does_not_move_the_day(text: str, day: date) -> None:
    assert read_date(text, "DMY") == DateRead(day)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2022-06-30T23:30:00Z", date(2022, 7, 1)),
        ("2022-06-30 23:30 GMT", date(2022, 7, 1)),
        ("2022-12-31T23:30:00Z", date(2022, 12, 31)),
        ("2022-07-01 00:30 BST", date(2022, 7, 1)),
        ("2022-03-01+00:00", date(2022, 3, 1)),
        ("2022-03-01Z", date(2022, 3, 1)),
        ("2022-07-01+01:00", date(2022, 7, 1)),
        ("1 Mar 2022 BST", date(2022, 3, 1)),
        ("1st March 2022 (GMT)", date(2022, 3, 1)),
        ("01/03/2022 UTC", date(2022, 3, 1)),
        ("01/03/2022 AM", date(2022, 3, 1)),
        ("01/03/2022 9am", date(2022, 3, 1)),
        ("01/03/2022 at 9.30 p.m.", date(2022, 3, 1)),
        ("9 pm 1 March 2022", date(2022, 3, 1)),
        ("30 June 2022 11.30 pm GMT", date(2022, 7, 1)),
        ("30 June 2022 23:30 GMT+1", date(2022, 6, 30)),
        ("2022-07-01T00:30:00+02:00", date(2022, 6, 30)),
        ("2022-12-31T20:00:00-0500", date(2023, 1, 1)),
        ("30/06/2022 11:30 PM UTC", date(2022, 7, 1)),
    ],
)
def test_a_moment_in_a_time_zone_is_of_the_day_it_was_in_london(text: str, day: date) -> None:
    """London is an hour ahead of UTC from the last Sunday of March to the last of October."""
    assert read_date(text, "DMY") == DateRead(day)


NO_ZONE_TIME = " and no time, so its day in London is not known; write that day."
NO_DATE = "is not a date written day/month/year, the order of this column"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("13 /02/2024", f"{NO_DATE}. Did you mean 13 February 2024?"),
        ("01/07/22", "gives its year in two figures; write all four. Did you mean 1 July 2022?"),
        ("15 August2016", f"{NO_DATE}. Did you mean 15 August 2016?"),
        ("2 Decembe 2015", f"{NO_DATE}. Did you mean 2 December 2015?"),
        ("04/102013", f"{NO_DATE}."),
        ("31/02/2024", "is not a day of the calendar."),
        ("02/28/2024", f"{NO_DATE}; written month/day/year it would be 28 February 2024."),
        ("0/1/2024", "is not a day of the calendar."),
        ("31/12/1899", "is not between the years 1900 and 2200."),
        ("0000-01-01", "is not a day of the calendar."),
        ("45385", f"{NO_DATE}. Did you mean 3 April 2024?"),
        ("3/4-2024", f"{NO_DATE}."),
        ("3-Apr-24", "gives its year in two figures; write all four. Did you mean 3 April 2024?"),
        ("2022-03-03 08:14 EST", "gives its time in the zone EST, which is not known here; write the time of London."),
        ("2022-03-03 25:00", "gives the time 25:00, which is no time of day."),
        ("2022-03-03T24:00", "gives the time 24:00, which is no time of day."),
        ("03/03/2022 13:75", "gives the time 13:75, which is no time of day."),
        ("03/03/2022 14:00-16:00", "gives the time 14:00-16:00, which is no time of day."),
        ("31/02/2022 25:00", "is not a day of the calendar."),
        ("2022-03-01+05:00", f"gives the time zone +05:00{NO_ZONE_TIME}"),
        ("2022-01-01+01:00", f"gives the time zone +01:00{NO_ZONE_TIME}"),
        ("1 March 2022 EST", f"gives the time zone EST{NO_ZONE_TIME}"),
        ("Sunday 3 March 2022", "names another weekday than that of 3 March 2022, which is a Thursday."),
        ("Q3 2023", "names a quarter without its financial year, which may be the calendar's; write Q3 2023/24."),
        ("٣/٤/٢٠٢٤", f"{NO_DATE}."),
        ("x" * 100_000, f"{NO_DATE}."),
    ],
)
def test_what_does_not_fit_is_a_problem_in_words(text: str, problem: str) -> None:
    assert read_date(text, "DMY") == DateRead(None, problem)


def test_a_column_in_the_other_order_is_told_by_the_days_over_12() -> None:
    month_first = ["01/02/2024", "02/13/2024", "02/14/2024", "2024-01-05", "not known"]
    result = other_order(month_first, "DMY")
    assert (result.orders, result.gained) == (("MDY",), 2)


def test_a_date_that_speaks_for_the_declared_order_settles_it() -> None:
    assert other_order(["02/13/2024", "13/02/2024"], "DMY").orders == ()
    assert other_order(["01/02/2024"], "DMY").orders == ()


def test_year_first_declared_and_day_first_written() -> None:
    assert other_order(["13/02/2024", "01/02/2024"], "YMD").orders == ("DMY",)
    assert other_order(["01/02/2024"], "YMD").orders == ("DMY", "MDY")


@given(st.dates(date(1900, 1, 1), date(2200, 12, 31)), st.sampled_from(ORDERS))
def test_every_day_comes_back_from_the_order_it_was_written_in(day: date, order: DateOrder) -> None:
    written = {"DMY": f"{day:%d/%m}/{day.year}", "MDY": f"{day:%m/%d}/{day.year}", "YMD": f"{day.year}/{day:%m/%d}"}
    assert read_date(written[order], order).day == day
    assert read_date(day.isoformat(), order).day == day


@given(st.datetimes(datetime.fromisoformat("1901-01-01"), datetime.fromisoformat("2199-01-01")), st.sampled_from(ZONES))
def test_a_moment_written_in_any_zone_is_read_as_the_day_in_london(moment: datetime, zone: str) -> None:
    written = moment.replace(tzinfo=ZoneInfo(zone))
    if written.utcoffset().total_seconds() % 60:  # type: ignore[union-attr] - before zones had whole minutes
        return
    assert read_date(written.isoformat(), "DMY").day == written.astimezone(ZoneInfo("Europe/London")).date()


@given(st.text(max_size=30), st.sampled_from(ORDERS))
def test_any_text_is_a_day_or_a_problem(text: str, order: DateOrder) -> None:
    result = read_date(text, order)
    assert (result.day is None) == bool(result.problem)
