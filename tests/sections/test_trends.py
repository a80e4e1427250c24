"""Trends: periods, what is expected, and what no month can be given to."""

from datetime import date

import pandas as pd
import pytest

from analytics.filters import EVERYTHING, Filters
from analytics.measures.ages import AGE_BANDS
from analytics.measures.coverage import Coverage
from analytics.measures.due_dates import LATE_BANDS
from analytics.measures.received_and_closed import Undated, usual_numbers
from analytics.sections.trends import (
    age_of_open,
    begins,
    by_month,
    by_source,
    days_late,
    dropped,
    expected,
    months_shown,
    not_in_headline,
    open_over_time,
    sentence,
)

NOVEMBER = date(2022, 11, 28)
START, EXTRACT = date(2020, 12, 31), date(2022, 9, 30)
DATED = Coverage(
    first_extract=EXTRACT, latest_extract=NOVEMBER, starts_on=date(2021, 3, 1), received_from=START, closed_from=START
)
LATER = Coverage(
    first_extract=EXTRACT, latest_extract=NOVEMBER, starts_on=date(2021, 3, 1), received_from=START, closed_from=EXTRACT
)
UNDATED = Coverage(
    first_extract=EXTRACT,
    latest_extract=NOVEMBER,
    starts_on=EXTRACT,
    received_from=None,
    closed_from=EXTRACT,
    undated=9,
)
USUAL = usual_numbers(("DARA", "HMICFRS"))
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
    assert dropped(1) == "Includes 1 recommendation since removed from the register."
    assert dropped(1234) == "Includes 1,234 recommendations since removed from the register."


def days(months: int, covered: Coverage = DATED) -> tuple[date, ...]:
    """The month ends of a period of so many months."""
    return months_shown(FLOWS, NOVEMBER, months, covered)


def test_the_sentence_sums_the_period_that_is_chosen() -> None:
    # From December 2021: received 5 + 1 + 2 + 3, closed 2 + 1 + 3. From March 2021 71 and 60 more.
    assert sentence(FLOWS, ALL_DATED, DATED, days(12)) == (
        "In the year to November 2022, 11 recommendations were received and 6 were closed: "
        "5 more came in than went out."
    )
    assert sentence(FLOWS, ALL_DATED, DATED, days(24)) == (
        "From March 2021 to November 2022, 82 recommendations were received and 66 were closed."
    ), "no balance over a period that begins before the register does"


def test_none_closed_is_only_none_of_which_the_day_is_known() -> None:
    quiet = FLOWS.assign(closed=0)
    assert "none was closed on a known day. 109 closures have no date." in sentence(
        quiet, Undated(received=0, closed=109), DATED, days(12)
    )
    assert "none was closed:" in sentence(quiet, ALL_DATED, DATED, days(12))


def test_what_the_headline_has_no_room_for_is_said_below_it() -> None:
    undated = Undated(received=1, closed=109)
    whole = sentence(FLOWS, undated, DATED, days(12))
    assert not_in_headline(whole, undated, DATED) == ""
    assert not_in_headline("A long headline.", undated, DATED) == (
        "1 recommendation has no date of receipt. 109 closures have no date."
    )
    cut, _, _ = whole.rpartition(" 109 closures")
    assert not_in_headline(cut, undated, DATED) == "109 closures have no date."
    assert not_in_headline("A long headline.", ALL_DATED, DATED) == ""


def test_the_sentence_says_what_has_no_date() -> None:
    assert sentence(FLOWS, Undated(received=1, closed=109), DATED, days(12)) == (
        "In the year to November 2022, 11 recommendations were received and 6 were closed. "
        "1 recommendation has no date of receipt. 109 closures have no date."
    )


def test_a_year_without_anything_is_said_in_words() -> None:
    assert sentence(FLOWS.iloc[:0], Undated(received=2, closed=0), DATED, days(12)).startswith(
        "In the year to November 2022, no recommendations were received and none was closed."
    )
    nothing = sentence(FLOWS.iloc[:0], ALL_DATED, DATED, days(12))
    assert nothing == "No recommendations were recorded by 28 November 2022."


def test_closures_that_have_dates_only_since_the_first_extract_are_said_to_begin_there() -> None:
    assert sentence(FLOWS, ALL_DATED, LATER, days(12, LATER)) == (
        "In the year to November 2022, 11 recommendations were received. "
        "Since the end of September 2022, 4 recommendations were closed."
    )
    chart = by_month(FLOWS, ALL_DATED, LATER, EVERYTHING, days(12, LATER), {})
    assert chart is not None
    assert chart.headline == ("11 received in 12 months and 4 closed since the end of September 2022")
    assert chart.table.iloc[:, 2].isna().tolist() == [True] * 10 + [False] * 2


def test_a_register_without_dates_shows_what_was_closed_since_the_first_extract_and_nothing_received() -> None:
    undated = Undated(received=9, closed=5)
    assert sentence(FLOWS, undated, UNDATED, days(24, UNDATED)) == (
        "From October 2022 to November 2022, 4 recommendations were closed. "
        "When recommendations were received is not recorded. 5 closures have no date."
    )
    chart = by_month(FLOWS, undated, UNDATED, Filters(source=("HMICFRS",)), days(24, UNDATED), USUAL)
    assert chart is not None
    assert list(chart.table) == ["Month end", "Closed and not reopened"]
    assert len(chart.figure.data) == 1
    assert not chart.figure.layout.shapes, "nothing is expected where nothing is shown"
    assert by_source(FLOWS, "received", UNDATED, EVERYTHING, NOVEMBER, USUAL) == []
    assert by_source(FLOWS, "closed", UNDATED, EVERYTHING, NOVEMBER, USUAL) == []
    single = Coverage(
        first_extract=NOVEMBER,
        latest_extract=NOVEMBER,
        starts_on=NOVEMBER,
        received_from=None,
        closed_from=NOVEMBER,
        undated=9,
    )
    assert by_month(FLOWS, undated, single, EVERYTHING, days(24, single), USUAL) is None


def test_a_period_begins_no_earlier_than_the_register_nor_within_a_year() -> None:
    assert len(days(120)) == 22  # March 2021 to November 2022, and the month before
    assert len(days(12)) == 13
    assert len(months_shown(FLOWS.iloc[2:], NOVEMBER, 120, DATED)) == 13
    assert days(120, UNDATED) == (EXTRACT, date(2022, 10, 31), NOVEMBER)


def test_a_long_period_begins_where_the_register_is_complete_and_says_so() -> None:
    later = date(2024, 3, 31)
    held = months_shown(FLOWS, later, 120, DATED)
    assert held[0] == date(2022, 2, 28), "a year after March 2021, when the register starts"
    assert sentence(FLOWS, ALL_DATED, DATED, held) == (
        "From March 2022 to March 2024, 6 recommendations were received and 4 were closed: "
        "2 more came in than went out."
    )
    assert begins(DATED, held, 120) == (
        "The register starts in March 2021. Its first year is not shown, because older recommendations are missing "
        "from it."
    )
    assert begins(DATED, held, 24) == ""
    assert begins(DATED, days(120), 120) == "The register starts in March 2021.", "its first year is all there is"
    assert begins(UNDATED, days(120, UNDATED), 120) == ""


def test_a_month_that_has_just_begun_is_not_called_a_month() -> None:
    months = months_shown(FLOWS, date(2022, 11, 4), 12, DATED)
    assert sentence(FLOWS, ALL_DATED, DATED, months).startswith("From 1 December 2021 to 4 November 2022, 11 ")


def test_only_one_register_has_usual_numbers() -> None:
    assert usual_numbers(("DARA", "HMICFRS", "IOPC"))["DARA"] == 200
    assert usual_numbers(("HMICFRS", "IOPC")) == {}
    tiles = by_source(FLOWS, "received", DATED, EVERYTHING, NOVEMBER, {})
    assert "usual" not in "".join(tile.headline for tile in tiles)


@pytest.mark.parametrize(("usual", "highest"), [({}, 71), ({"HMICFRS": 70}, 71), ({"HMICFRS": 90}, 90)])
def test_the_tiles_have_one_scale(usual: dict[str, int], highest: int) -> None:
    tiles = by_source(FLOWS, "received", DATED, EVERYTHING, NOVEMBER, usual)
    assert len(tiles) > 1
    assert {tuple(tile.figure.layout.yaxis.range) for tile in tiles} == {(0, highest * 1.02)}


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
    assert expected("HMICFRS", filters, USUAL) == number
    assert expected("IOPC", filters, USUAL) is None
    assert expected("HMICFRS", filters, {}) is None


def test_a_month_is_expected_to_bring_a_twelfth() -> None:
    both = by_month(FLOWS, ALL_DATED, DATED, Filters(source=("HMICFRS", "DARA")), days(24), USUAL)
    assert both is not None
    assert both.figure.layout.shapes[0].y0 == pytest.approx(270 / 12)
    result = by_month(FLOWS, ALL_DATED, DATED, Filters(source=("HMICFRS", "IOPC")), days(24), USUAL)
    assert result is not None
    assert not result.figure.layout.shapes


PART, OF_IOPC = "The usual number is known for whole sources only", "The usual number for IOPC is not known"


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
    chart = by_month(FLOWS, ALL_DATED, DATED, filters, days(24), USUAL)
    assert chart is not None
    assert chart.subtitle.partition(". ")[2] == why
    assert bool(chart.figure.layout.shapes) == (not why and "HMICFRS" in filters.source)


def test_why_no_number_is_expected_of_a_year_is_said_where_one_was_known() -> None:
    part = by_source(FLOWS, "received", DATED, Filters(received_from=date(2022, 1, 1)), NOVEMBER, USUAL)
    assert [tile.subtitle.endswith(f". {PART}") for tile in part] == [True, False, False]
    for event, filters in (("received", EVERYTHING), ("closed", Filters(risk=("high",)))):
        assert not [tile for tile in by_source(FLOWS, event, DATED, filters, NOVEMBER, USUAL) if PART in tile.subtitle]


def test_undated_closings_leave_no_balance_to_claim() -> None:
    chart = by_month(FLOWS, Undated(received=0, closed=9), DATED, EVERYTHING, days(12), USUAL)
    assert chart is not None
    assert chart.headline == "11 received and 6 closed in 12 months. 9 closures have no date"


def test_three_tiles_the_expected_source_first_the_small_ones_together() -> None:
    tiles = by_source(FLOWS, "received", DATED, EVERYTHING, NOVEMBER, USUAL)
    assert [tile.headline for tile in tiles] == [
        "HMICFRS: 5 so far in 2022, usually 70 a year",
        "Theirs: 3 so far in 2022, 0 in all of 2021",
        "Other sources: 3 so far in 2022, 0 in all of 2021",
    ]
    assert tiles[0].table["Received"].tolist() == [71, 5], "the years since the register began"
    assert tiles[2].table["Received"].tolist() == [0, 3]
    assert by_source(FLOWS.iloc[:0], "received", DATED, EVERYTHING, NOVEMBER, USUAL) == []


def test_no_rise_is_claimed_while_the_state_of_others_is_not_known() -> None:
    months = pd.DataFrame(
        {"day": [date(2022, 10, 31), NOVEMBER], "open": [3, 5], "open_overdue_original": 1, "awaiting_onboarding": 0}
    )
    known = open_over_time(months.assign(state_unknown=0), DATED, frozenset({"due_on"}))
    assert known is not None
    assert known.headline == "5 are open, 2 more than at the end of October 2022"
    assert list(known.table) == ["Day", "open", "past the date first agreed"]
    unknown = open_over_time(months.assign(state_unknown=[7, 0]), DATED, frozenset())
    assert unknown is not None
    assert unknown.headline == "5 are known to be open. In some months up to 7 more may be"
    assert list(unknown.table) == ["Day", "open", "state not known"]
    assert open_over_time(months.iloc[1:].assign(state_unknown=0), DATED, frozenset()) is None


def test_the_open_are_not_compared_with_the_year_in_which_the_register_begins() -> None:
    ends = [date(2021, 2, 28), date(2021, 3, 31), date(2022, 2, 28), date(2022, 3, 31), NOVEMBER]
    months = pd.DataFrame({"day": ends, "open": [0, 9, 40, 50, 60], "state_unknown": 0})
    chart = open_over_time(months, DATED, frozenset())
    assert chart is not None
    assert chart.headline == "60 are open, 20 more than at the end of February 2022"
    assert chart.subtitle.endswith(". The register starts in March 2021")
    assert chart.table["Day"].tolist() == ends[1:], "the line begins with the register"
    first_year = open_over_time(months.iloc[:3], DATED, frozenset())
    assert first_year is not None
    assert first_year.headline == "40 are open"


def test_the_band_of_the_undated_stands_only_where_it_holds_any() -> None:
    bands = pd.DataFrame({"band": AGE_BANDS, "open": [2, 2, 2, 2, 2, 2, 0]})
    assert len(age_of_open(bands).table) == 6
    assert age_of_open(bands).headline == "Half are a year or more old"
    assert len(age_of_open(bands.assign(open=1)).table) == 7


@pytest.mark.parametrize(
    ("numbers", "headline"),
    [
        ([1, 0, 0, 0, 1], "1 of 2 is over a year past the first date"),
        ([5, 0, 0, 0, 5], "5 of 10 are over a year past the first date"),
        ([5, 4, 8, 11, 10], "10 of 38 are over a year past the first date"),
        ([0, 0, 0, 0, 1], "The only one is over a year past the first date"),
        ([1, 0, 0, 0, 0], "None is over a year past the first date"),
        ([0, 0, 0, 0, 0], "None is past the first date"),
    ],
)
def test_how_late(numbers: list[int], headline: str) -> None:
    assert days_late(pd.DataFrame({"band": LATE_BANDS, "outstanding": numbers}), "original").headline == headline
