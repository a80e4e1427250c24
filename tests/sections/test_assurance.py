"""The way to closure as a chart whose bars only narrow, and the target of the closure rate, worked by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from analytics.errors import RegisterError
from analytics.measures.assurance import CHECKED_BY, Assurance
from analytics.sections import assurance, closure_rates

OWNER, OTHER = "The owner’s word alone", "Judged by another role"
JUDGED = [
    ("", "", OWNER, "", "outstanding", 5),
    ("Head", "yes", OTHER, "", "outstanding", 1),
    ("", "", OWNER, "implemented", "closed", 6),
    ("Owner", "yes", "Judged by the owner’s own role", "implemented", "closed", 2),
    ("Head", "yes", OTHER, "implemented", "closed", 3),
    ("Head", "in part", OTHER, "implemented", "closed", 1),
    ("Head", "yes", OTHER, "withdrawn", "withdrawn", 9),
]


def outcome(*rows: tuple[str, str, str, str, str, int], waiting: int = 2) -> Assurance:
    steps = pd.DataFrame({"step": ["Assured"], "reached": [0], "waiting": [waiting], "days": [None], "measured": [0]})
    return Assurance(steps=steps, judged=pd.DataFrame(rows, columns=[*CHECKED_BY, "recommendations"]))


def test_each_bar_is_a_part_of_the_one_above() -> None:
    chart = assurance.funnel(outcome(*JUDGED))
    # Outstanding 6 and closed 12; 2 of the outstanding are on the way; of the closed 4 judged by another, 3 with yes.
    assert chart.table.iloc[:, 1].tolist() == [18, 14, 12, 4, 3]
    assert chart.headline == "4 of 12 closed were checked by someone else and 3 were found to be addressed"
    assert assurance.confirmed(outcome(*JUDGED)) == (12, 4)


def test_where_nobody_else_checked_it_says_so() -> None:
    chart = assurance.funnel(outcome(*JUDGED[2:4], waiting=0))
    assert chart.headline == "No closed recommendation was checked by someone else"
    assert chart.table.iloc[:, 1].tolist() == [8, 8, 8, 0, 0]


COHORTS = pd.DataFrame(
    {
        "after": pd.to_datetime(["2020-11-28", "2019-11-28", "2018-11-28"]).date,
        "until": pd.to_datetime(["2021-11-28", "2020-11-28", "2019-11-28"]).date,
        "made": [10, 9, 40],
        "closed": [5, 9, 20],
        "not_closed": [5, 0, 10],
        "implemented": [5, 9, 20],
        "undecided": [0, 0, 10],
    }
)


def test_the_line_has_the_rates_that_are_shown_oldest_first() -> None:
    chart = closure_rates.cohort_line(COHORTS, 0.7)
    assert chart is not None
    # 2019: a quarter is undecided; 2020: fewer than ten; 2021: 5 of 10.
    assert list(chart.figure.data[0].y) == [None, None, 0.5]
    assert chart.headline == "50 per cent closed in 12 months"
    assert closure_rates.cohort_line(COHORTS.iloc[1:2]) is None


@pytest.mark.parametrize(("text", "share"), [("", None), ("  ", None), ("70", 0.7), ("100", 1.0)])
def test_the_target_is_a_share(text: str, share: float | None) -> None:
    assert closure_rates.closure_target({"CLOSURE_TARGET": text}) == share


@pytest.mark.parametrize("text", ["0", "101", "70%", "seventy", "-5"])
def test_a_target_that_is_none_is_refused_in_words(text: str) -> None:
    with pytest.raises(RegisterError, match="It has to be a whole number from 1 to 100, such as 70"):
        closure_rates.closure_target({"CLOSURE_TARGET": text})
