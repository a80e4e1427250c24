"""Trends: periods, what is expected, and what no month can be given to."""

from datetime import date

import pandas as pd
import pytest

from analytics.charts.trends import (
    age_of_open,
    by_month,
    by_source,
    days_late,
    dropped,
    expected,
    months_shown,
    open_over_time,
    sentence,
)
from analytics.filters import EVERYTHING, Filters
from analytics.measures.ageing import AGE_BANDS, LATE_BANDS
from analytics.measures.flow import Undated

NOVEMBER = date(2022, 11, 28)
ALL_DATED = Undated(received=0, closed=0)
FLOWS = pd.DataFrame(
    [
        (date(2021, 3, 1), "HMICFRS", 71, 60),
        (date(2022, 1, 1), "HMICFRS", 5, 2),
        (date(2022, 11, 1), "IOPC", 1, 0),
        (date(2022, 11, 1), "Coroner", 2, 1),
        (date(2022, 11, 1), "Theirs", 3, 3),
    ],
    columns=["month", "source", "received", "closed"],
)


def test_those_dropped_are_said_to_be_counted_where_there_are_any() -> None:
    assert dropped(0) == ""
    assert dropped(1) == "1 recommendation no longer on the register is counted where it came."
    assert dropped(1234) == "1,234 recommendations no longer on the register are counted where they came."


def test_the_sentence_sums_twelve_months() -> None:
    assert sentence(FLOWS, ALL_DATED, NOVEMBER) == (
        "From December 2021 to November 2022, 11 recommendations were received and 6 were closed or withdrawn."
    )


def test_the_sentence_says_what_has_no_date() -> None:
    assert sentence(FLOWS, Undated(received=1, closed=109), NOVEMBER).endswith(
        "; 1 more was received and 109 more were closed on days not recorded."
    )


def test_a_year_without_anything_is_said_in_words() -> None:
    assert sentence(FLOWS.iloc[:0], ALL_DATED, NOVEMBER) == (
        "From December 2021 to November 2022, no recommendation was received and none was closed or withdrawn."
    )


def test_a_period_begins_no_earlier_than_the_first_recommendation_nor_within_a_year() -> None:
    assert len(months_shown(FLOWS, NOVEMBER, 120)) == 22  # March 2021 to November 2022, and the month before
    assert len(months_shown(FLOWS, NOVEMBER, 12)) == 13
    assert len(months_shown(FLOWS.iloc[2:], NOVEMBER, 120)) == 13
    assert len(months_shown(FLOWS.iloc[:0], NOVEMBER, 120)) == 13


@pytest.mark.parametrize(
    ("filters", "number"),
    [
        (EVERYTHING, 70),
        (Filters(source=("HMICFRS",)), 70),
        (Filters(as_at=NOVEMBER), 70),
        (Filters(status=("open",)), 70),
        (Filters(risk=("high",)), None),
        (Filters(received_from=date(2022, 1, 1)), None),
    ],
)
def test_a_number_is_expected_of_a_whole_source_only(filters: Filters, number: int | None) -> None:
    assert expected("HMICFRS", filters) == number
    assert expected("IOPC", filters) is None


def test_a_month_is_expected_to_bring_a_twelfth() -> None:
    days = months_shown(FLOWS, NOVEMBER, 24)
    both = by_month(FLOWS, ALL_DATED, Filters(source=("HMICFRS", "DARA")), days)
    assert both.figure.layout.shapes[0].y0 == pytest.approx(270 / 12)
    assert not by_month(FLOWS, ALL_DATED, Filters(source=("HMICFRS", "IOPC")), days).figure.layout.shapes


PART, OF_IOPC = "what is expected is known of whole sources only", "what is expected of IOPC is not known"


@pytest.mark.parametrize(
    ("filters", "why"),
    [
        (Filters(source=("HMICFRS",), received_from=date(2022, 1, 1)), PART),
        (Filters(source=("HMICFRS", "IOPC")), OF_IOPC),
        (Filters(source=("HMICFRS", "DARA"), status=("open",)), ""),
        (Filters(source=("IOPC",), received_from=date(2022, 1, 1)), ""),
        (Filters(received_from=date(2022, 1, 1)), ""),
    ],
)
def test_why_a_month_is_not_expected_to_bring_any_number_is_said(filters: Filters, why: str) -> None:
    chart = by_month(FLOWS, ALL_DATED, filters, months_shown(FLOWS, NOVEMBER, 24))
    assert chart.subtitle.partition("; ")[2] == why
    assert bool(chart.figure.layout.shapes) == (not why and "HMICFRS" in filters.source)


def test_why_no_number_is_expected_of_a_year_is_said_where_one_was_known() -> None:
    part = by_source(FLOWS, "received", Filters(received_from=date(2022, 1, 1)), NOVEMBER)
    assert [tile.subtitle.endswith(f"; {PART}") for tile in part] == [True, False, False]
    for event, filters in (("received", EVERYTHING), ("closed", Filters(risk=("high",)))):
        assert not [tile for tile in by_source(FLOWS, event, filters, NOVEMBER) if PART in tile.subtitle]


def test_undated_closings_leave_no_balance_to_claim() -> None:
    chart = by_month(FLOWS, Undated(received=0, closed=9), EVERYTHING, months_shown(FLOWS, NOVEMBER, 12))
    assert chart.headline == "11 received and 6 known to be closed in 13 months; 9 closings have no date"


def test_three_tiles_the_expected_source_first_the_small_ones_together() -> None:
    tiles = by_source(FLOWS, "received", EVERYTHING, NOVEMBER)
    assert [tile.headline for tile in tiles] == [
        "HMICFRS: 71 received in 2021",
        "Theirs: 0 received in 2021",
        "Other sources: 0 received in 2021",
    ]
    assert tiles[0].table["Received"].tolist() == [0, 0, 0, 0, 71, 5]
    assert tiles[2].table["Received"].tolist() == [0, 0, 0, 0, 0, 3]
    assert by_source(FLOWS.iloc[:0], "received", EVERYTHING, NOVEMBER) == []


def test_no_rise_is_claimed_while_the_state_of_others_is_not_known() -> None:
    months = pd.DataFrame(
        {"day": [date(2022, 10, 31), NOVEMBER], "open": [3, 5], "overdue_original": 1, "awaiting_onboarding": 0}
    )
    known = open_over_time(months.assign(state_unknown=0), frozenset({"due_on"}))
    assert known.headline == "5 are open, 2 more than at the end of October 2022"
    assert list(known.table) == ["Day", "open", "past the date first agreed"]
    unknown = open_over_time(months.assign(state_unknown=[7, 0]), frozenset())
    assert unknown.headline == "5 known to be open; in some months the state of up to 7 more is not known"
    assert list(unknown.table) == ["Day", "open", "state not known"]


def test_the_band_of_the_undated_stands_only_where_it_holds_any() -> None:
    bands = pd.DataFrame({"band": AGE_BANDS, "open": [2, 2, 2, 2, 2, 2, 0]})
    assert len(age_of_open(bands).table) == 6
    assert age_of_open(bands).headline == "Half are a year or more old"
    assert len(age_of_open(bands.assign(open=1)).table) == 7


@pytest.mark.parametrize(
    ("numbers", "headline"),
    [
        ([1, 0, 0, 0, 1], "1 of 2 is late by over a year"),
        ([5, 0, 0, 0, 5], "Half are late by over a year"),
        ([5, 4, 8, 11, 10], "10 of 38 are late by over a year"),
        ([1, 0, 0, 0, 0], "None is late by over a year"),
        ([0, 0, 0, 0, 0], "None is past the date first agreed"),
    ],
)
def test_how_late(numbers: list[int], headline: str) -> None:
    assert days_late(pd.DataFrame({"band": LATE_BANDS, "outstanding": numbers}), "original").headline == headline
