"""The view in one sentence."""

from dataclasses import replace
from datetime import date

import pytest

from analytics.english import day
from analytics.filters import Filters
from pages.ui.sentences import between, days, none_of, view
from tests.ui import stand_in

FACTS = stand_in.facts()  # the newest extract is of 28 November 2022
JUNE, NEWEST, LATER = date(2022, 6, 30), date(2022, 11, 28), date(2023, 1, 31)


@pytest.mark.parametrize(
    ("filters", "words"),
    [
        (Filters(), "at 28 November 2022"),
        (Filters(as_at=JUNE), "at 30 June 2022, using everything recorded up to 28 November 2022"),
        (Filters(as_at=JUNE, known_at=JUNE), "at 30 June 2022"),
        (Filters(as_at=NEWEST, known_at=JUNE), "at 28 November 2022, using everything recorded up to 30 June 2022"),
    ],
)
def test_both_days_are_said(filters: Filters, words: str) -> None:
    assert days(filters, FACTS) == words


def test_all_and_some() -> None:
    assert view(Filters(), FACTS).startswith("All recommendations at 28 November 2022.")
    assert view(Filters(source=("DARA",)), FACTS).startswith("DARA internal audit, at 28 November 2022")


def test_beyond_the_newest_extract_its_day_is_said() -> None:
    assert view(replace(Filters(), as_at=LATER), FACTS).endswith("Latest extract: 28 November 2022.")


def test_what_matches_and_is_not_shown_is_not_said_not_to_match() -> None:
    text = "Of the 1,558 recommendations that match these filters none is open."
    assert none_of(1558, "is open", is_narrowed=True) == text
    assert none_of(1, "is open", is_narrowed=True) == "Of the 1 recommendation that matches these filters none is open."
    assert none_of(340, "is open", is_narrowed=False) == "Of the 340 recommendations on the register none is open."


@pytest.mark.parametrize(
    ("as_at", "known_at", "told_by"),
    [
        (date(2022, 11, 20), None, date(2022, 10, 31)),  # the next extract is of 28 November
        (date(2022, 10, 31), None, None),  # the day of an extract
        (NEWEST, None, None),
        (LATER, None, None),  # no later extract
        (date(2022, 11, 20), date(2022, 11, 20), None),  # the next extract is not in use
        (date(2021, 1, 1), None, None),  # before any extract
        (None, None, None),
    ],
)
def test_between_two_extracts_it_is_said_which_of_them_tells_what_is_open(
    as_at: date | None, known_at: date | None, told_by: date | None
) -> None:
    facts = replace(FACTS, extracts=(JUNE, date(2022, 10, 31), NEWEST))
    text = between(Filters(as_at=as_at, known_at=known_at), facts)
    assert text == (
        f"What is open or waiting is from the extract of {day(told_by)}. Closures count on their own dates."
        if told_by
        else ""
    )
    assert text in view(Filters(as_at=as_at, known_at=known_at), facts)
