"""The words of what the programmes deliver: every clause true of its numbers."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from analytics.charts import turnaround as told
from analytics.measures.turnaround import Portfolio, framework
from analytics.vocabulary import NOVEMBER_2022

EVERYTHING = frozenset({"delivery_route", "programme", "strategic_priority", "due_on"})
COLUMNS = ["priority_framework", "strategic_priority", "delivery_route", "programme", "open", "overdue_original",
           "overdue_masked"]  # fmt: skip
FIRST = NOVEMBER_2022.names[0]


def portfolio(*cells: tuple[object, ...], as_at: date = date(2022, 11, 28)) -> Portfolio:
    """A portfolio of these cells: framework, priority, route, programme, open, late, masked."""
    return Portfolio(as_at=as_at, framework=framework(as_at), cells=pd.DataFrame(cells, columns=COLUMNS))


@pytest.mark.parametrize(
    ("cells", "recorded", "said"),
    [
        ((), EVERYTHING, "No recommendation is open."),
        (
            (("", FIRST, "programme", "P", 1, 1, 0),),
            EVERYTHING,
            (
                "The only open recommendation is delivered by programmes, under 1 of the 10 strategic priorities; "
                "it has passed the date first agreed."
            ),
        ),
        (
            (("", FIRST, "programme", "P", 2, 0, 0), ("", "", "programme", "P", 1, 0, 0), ("", "", "", "", 1, 1, 0)),
            EVERYTHING,
            (
                "3 of 4 open recommendations are delivered by programmes, 2 of them under 1 of the 10 strategic "
                "priorities; none of them has passed the date first agreed."
            ),
        ),
        (
            (("", "Another", "programme", "P", 2, 0, 0),),
            EVERYTHING - {"due_on"},
            "All 2 open recommendations are delivered by programmes, under 1 strategic priority.",
        ),
        (
            (("", "", "local improvement", "", 2, 0, 0),),
            EVERYTHING,
            "2 recommendations are open, none of them delivered by programmes.",
        ),
        (
            (("", FIRST, "", "", 2, 2, 0),),
            frozenset({"strategic_priority"}),
            "2 recommendations are open, under 1 of the 10 strategic priorities.",
        ),
    ],
)
def test_the_sentence(cells: tuple[tuple[object, ...], ...], recorded: frozenset[str], said: str) -> None:
    assert told.sentence(portfolio(*cells), recorded) == said


def test_another_framework_that_rows_name_is_said() -> None:
    found = portfolio(("January 2023", "Another", "programme", "P", 1, 0, 0), ("", FIRST, "", "", 1, 0, 0))
    assert told.of_framework(found).endswith("Recommendations name January 2023 as their framework too.")
    later = portfolio(("January 2023", "Another", "programme", "P", 1, 0, 0), as_at=date(2023, 2, 1))
    assert told.of_framework(later) == (
        "For 1 February 2023 no framework’s names are verified; those of November 2022, in force from "
        "24 November 2022, are. The priorities listed are those that the register names. "
        "They name January 2023 as their framework."
    )


def test_the_matrix_is_numbered_as_table_1_and_both_sum_to_the_open() -> None:
    found = portfolio(("", FIRST, "programme", "P", 2, 1, 1), ("", "", "", "", 3, 0, 0))
    matrix, table = told.matrix(found), told.table_1(found)
    assert matrix[["Programme", "1", "None", "Open", "Late", "Masked"]].to_numpy().tolist() == [
        ["P", 2, 0, 2, 1, 1], ["No programme", 0, 3, 3, 0, 0], ["Total", 2, 3, 5, 1, 1],
    ]  # fmt: skip
    assert table.iloc[-1].tolist() == ["", "Total", 2, 0, 0, 3, 5]
    assert told.cells(found) == {
        "P, 1": (FIRST, "P", f"P · {FIRST}: 2"),
        "No programme, none": ("", "", "No programme · No strategic priority: 3"),
    }  # fmt: skip
