"""The words of dates, from figures made up for the purpose."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from analytics.measures.due_dates import DUE, REDATED, SLIP, Dates
from analytics.measures.headline_figures import Headline
from analytics.sections import due_dates as section
from tests.plain_words import too_long


def bands(names: object, numbers: list[int]) -> pd.DataFrame:
    """Bands with these numbers."""
    return pd.DataFrame({"band": list(names), "outstanding": numbers})  # type: ignore[call-overload]


NOW = Headline(
    outstanding=183, open=152, awaiting_onboarding=31, disputed=0, proposed_for_closure=0, closed=0, not_accepted=0,
    state_unknown=0, dropped=0, no_due_date=35,
    open_overdue_original=34, overdue_original=38, overdue_current=24, overdue_masked=12, late_no_current_date=2,
)  # fmt: skip
FOUND = Dates(
    as_at=date(2022, 11, 28),
    since=date(2022, 10, 31),
    now=NOW,
    before=None,
    months=pd.DataFrame(),
    slip=bands(SLIP, [1, 102, 0, 12, 24, 4, 5, 35]),
    redated=bands(REDATED, [142, 38, 1, 2]),
    due=bands(DUE, [0, 25, 32]),
    late=(),
    supposed=0,
    recorded=frozenset({"due_on"}),
)


def test_a_day_on_which_nothing_is_recorded_claims_nothing() -> None:
    early = replace(FOUND, as_at=date(2019, 1, 1), recorded_from=date(2020, 4, 30))
    assert section.sentence(early) == (
        "How many were outstanding on 1 January 2019 is not recorded: the first extract is from 30 April 2020."
    )
    assert section.note(early) == ""
    assert not section.has_figures(early)
    assert section.has_figures(FOUND)


OF = "of 183 outstanding recommendations"


@pytest.mark.parametrize(
    ("now", "said"),
    [
        ({}, ("38 of 183 outstanding recommendations are past the date first agreed. "
              "14 do not show as overdue: 12 have a new date, 2 have none. 33 more have no date.")),
        ({"late_no_current_date": 0}, ("38 of 183 outstanding recommendations are past the date first agreed. "
              "12 of these do not show as overdue: their date was moved. 35 have no current due date.")),
        ({"overdue_masked": 0, "late_no_current_date": 1, "no_due_date": 2},
         ("38 of 183 outstanding recommendations are past the date first agreed. 1 of these has no current due date. "
          "1 more has no date.")),
        ({"overdue_original": 3, "overdue_masked": 1, "late_no_current_date": 1, "no_due_date": 1},
         ("3 of 183 outstanding recommendations are past the date first agreed. 2 do not show as overdue: "
         "1 has a new date, 1 has none.")),
        ({"overdue_original": 1, "overdue_masked": 0, "late_no_current_date": 0, "no_due_date": 0},
         "1 of 183 outstanding recommendations is past the date first agreed. All have a due date."),
        ({"overdue_original": 0, "overdue_masked": 0, "late_no_current_date": 0, "no_due_date": 1},
         ("None of 183 outstanding recommendations is past the date first agreed. "
         "1 has no current due date.")),
        ({"outstanding": 1, "overdue_original": 1, "overdue_masked": 1, "no_due_date": 0},
         ("1 recommendation is outstanding. It is past the date first agreed. "
         "It does not show as overdue because its date was moved.")),
        ({"outstanding": 1, "overdue_original": 0, "overdue_masked": 0, "no_due_date": 1},
         "1 recommendation is outstanding. It is not past the date first agreed. It has no current due date."),
        ({"outstanding": 0}, "No recommendations are outstanding on 28 November 2022."),
    ],
)  # fmt: skip
def test_the_sentence(now: dict[str, int], said: str) -> None:
    assert section.sentence(replace(FOUND, now=replace(NOW, **now))) == said
    assert too_long([said]) == []


def test_the_sentence_where_no_due_date_is_recorded() -> None:
    text = "183 recommendations are outstanding. No due dates are recorded."
    assert section.sentence(replace(FOUND, recorded=frozenset())) == text


def test_the_note_says_where_the_first_due_date_stands_for_the_original_one() -> None:
    assert section.note(FOUND) == "The 183 are 152 open and 31 awaiting on-boarding."
    assert section.note(replace(FOUND, supposed=3)).endswith(
        "For 3 the extract has no original date, so the first due date recorded is used."
    )


def test_headlines() -> None:
    assert section.slip(FOUND).headline == "45 of 148 due dates have been put back"
    assert section.redated(FOUND).headline == "3 due dates have been moved more than once"
    assert section.due(FOUND).headline == "32 are due within 90 days, none within 30"
    assert section.redated_headline(FOUND) == "41 outstanding recommendations have been given another date"
    never = replace(FOUND, redated=bands(REDATED, [183, 0, 0, 0]), slip=bands(SLIP, [0, 148, 0, 0, 0, 0, 0, 35]))
    assert section.redated(never).headline == "No due date was changed between extracts"
    assert section.slip(never).headline == "No due date has been put back"


def test_with_one_extract_no_change_of_a_date_is_known() -> None:
    only = replace(FOUND, since=None, before=None)
    assert section.redated_headline(only) == "Changes of dates need at least two extracts"
    assert section.redated(only).headline == "This needs at least two extracts"
    assert section.redated_headline(FOUND) != section.redated_headline(only)
