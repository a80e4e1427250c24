"""The notes on a day after the newest extract, or before the first."""

from __future__ import annotations

from datetime import date

import pytest

from analytics.filters import Filters
from analytics.sections.days_outside_extracts import later_day_note, latest_extract_line, outside_extracts_note

SEPTEMBER, OCTOBER, NOVEMBER = date(2022, 9, 30), date(2022, 10, 31), date(2022, 11, 28)
EXTRACTS = (SEPTEMBER, OCTOBER, NOVEMBER)
LATER, BETWEEN = date(2023, 1, 31), date(2022, 11, 10)


@pytest.mark.parametrize(
    ("as_at", "known_at", "line"),
    [
        (LATER, None, "Latest extract: 28 November 2022."),
        (LATER, LATER, "Latest extract: 28 November 2022."),
        (LATER, NOVEMBER, "Latest extract: 28 November 2022."),
        (LATER, BETWEEN, "Latest extract known on 10 November 2022: 31 October 2022."),
        (NOVEMBER, OCTOBER, "Latest extract known on 31 October 2022: 31 October 2022."),
        (None, BETWEEN, "Latest extract known on 10 November 2022: 31 October 2022."),
        (LATER, date(2022, 1, 1), "Latest extract: 30 September 2022."),  # none is so old: the first is used
        (None, None, ""),
        (NOVEMBER, None, ""),
        (BETWEEN, None, ""),
        (date(2022, 1, 1), date(2022, 1, 1), ""),
    ],
)
def test_the_newest_extract_used_is_named_where_the_day_is_later(
    as_at: date | None, known_at: date | None, line: str
) -> None:
    filters = Filters(as_at=as_at, known_at=known_at)
    assert latest_extract_line(EXTRACTS, filters) == line
    assert later_day_note(EXTRACTS, filters).startswith(line)
    assert bool(later_day_note(EXTRACTS, filters)) == bool(line)


def test_the_note_says_what_is_still_counted() -> None:
    assert later_day_note(EXTRACTS, Filters(as_at=LATER)) == (
        "Latest extract: 28 November 2022. What has happened since is not shown. "
        "Only days late and ages are counted to 31 January 2023."
    )


def test_a_day_before_the_first_extract_is_said_to_rest_on_dates_alone() -> None:
    earlier = outside_extracts_note(EXTRACTS, Filters(as_at=date(2022, 9, 29)))
    assert earlier == (
        "The first extract is from 30 September 2022. Figures for 29 September 2022 use only the dates that extracts "
        "give. What has no date, or left the register before the first extract, is not counted."
    )
    assert outside_extracts_note(EXTRACTS, Filters(as_at=SEPTEMBER)) == ""
    assert outside_extracts_note(EXTRACTS, Filters()) == ""
    assert outside_extracts_note(EXTRACTS, Filters(as_at=LATER)) == later_day_note(EXTRACTS, Filters(as_at=LATER))
