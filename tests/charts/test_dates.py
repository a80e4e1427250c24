"""The words of dates, from figures made up for the purpose."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from analytics.charts import dates as told
from analytics.measures.lateness import DUE, REDATED, SLIP, Dates
from analytics.measures.position import Headline


def bands(names: object, numbers: list[int]) -> pd.DataFrame:
    """Bands with these numbers."""
    return pd.DataFrame({"band": list(names), "outstanding": numbers})  # type: ignore[call-overload]


NOW = Headline(
    outstanding=183, open=152, awaiting_onboarding=31, disputed=0, proposed_for_closure=0, closed=0, not_accepted=0,
    state_unknown=0, dropped=0, no_due_date=35,
    open_overdue_original=34, overdue_original=38, overdue_current=26, overdue_masked=12,
)  # fmt: skip
FOUND = Dates(
    as_at=date(2022, 11, 28),
    since=None,
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


OF = "of 183 outstanding recommendations"
MOVED = "12 of the 38 do not show as overdue because their date was moved."


@pytest.mark.parametrize(
    ("now", "said"),
    [
        ({}, f"38 {OF} are past the date first agreed. {MOVED} 35 have no due date."),
        ({"overdue_original": 1, "overdue_masked": 0, "no_due_date": 0},
         "1 of 183 outstanding recommendations is past the date first agreed."),
        ({"overdue_original": 1, "overdue_masked": 1, "no_due_date": 0},
         f"1 {OF} is past the date first agreed. It does not show as overdue because its date was moved."),
        ({"overdue_original": 0, "overdue_masked": 0, "no_due_date": 1},
         "None of 183 outstanding recommendations is past the date first agreed. 1 has no due date."),
        ({"outstanding": 1, "overdue_original": 1, "overdue_masked": 0, "no_due_date": 0},
         "The one outstanding recommendation is past the date first agreed."),
        ({"outstanding": 0}, "No recommendations are outstanding on 28 November 2022."),
    ],
)  # fmt: skip
def test_the_sentence(now: dict[str, int], said: str) -> None:
    assert told.sentence(replace(FOUND, now=replace(NOW, **now))) == said


def test_the_sentence_where_no_due_date_is_recorded() -> None:
    said = "183 outstanding recommendations are on the register. No due dates are recorded."
    assert told.sentence(replace(FOUND, recorded=frozenset())) == said


def test_the_note_says_where_the_first_due_date_stands_for_the_original_one() -> None:
    assert told.note(FOUND) == "Outstanding 183 = 152 open + 31 awaiting on-boarding."
    assert told.note(replace(FOUND, supposed=3)).endswith(
        "For 3 the extract has no original date; the first due date ever recorded is used."
    )


def test_headlines() -> None:
    assert told.slip(FOUND).headline == "45 of 148 due dates have been put back"
    assert told.redated(FOUND).headline == "3 re-dated twice or more"
    assert told.due(FOUND).headline == "None due in 30 days"
    assert told.redated_headline(FOUND) == "41 outstanding recommendations have been re-dated"
    never = replace(FOUND, redated=bands(REDATED, [183, 0, 0, 0]), slip=bands(SLIP, [0, 148, 0, 0, 0, 0, 0, 35]))
    assert told.redated(never).headline == "None was re-dated"
    assert told.slip(never).headline == "No due date has been put back"
