"""Ticks of monthly axes."""

from datetime import date

import pandas as pd

from analytics.charts.month_axis import month, month_ticks


def days(first: str, months: int) -> list[date]:
    return [day.date() for day in pd.date_range(first, periods=months, freq="ME")]


def test_two_years_have_a_tick_each_quarter_and_the_year_where_it_changes() -> None:
    at, words = month_ticks(days("2020-12-31", 24))
    assert at == [1, 4, 7, 10, 13, 16, 19, 22]
    assert words == ["January<br>2021", "April", "July", "October", "January<br>2022", "April", "July", "October"]


def test_ten_years_have_januaries_only() -> None:
    at, words = month_ticks(days("2013-01-31", 120))
    assert len(at) <= 9
    assert all(word.isdigit() or word.startswith("January") for word in words)


def test_a_month_alone_has_its_tick() -> None:
    assert month_ticks(days("2022-11-30", 1)) == ([0], ["November<br>2022"])


def test_no_more_ticks_than_fit() -> None:
    for months in range(1, 200):
        assert len(month_ticks(days("2010-02-28", months), most=4)[0]) <= 4


def test_a_month_as_read() -> None:
    assert month(date(2022, 11, 28)) == "November 2022"
