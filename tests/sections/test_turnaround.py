"""The words of what the programmes deliver: every clause true of its numbers."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from analytics.measures.turnaround import Portfolio
from analytics.sections import turnaround as section
from analytics.vocabulary import NOVEMBER_2022, framework_on

EVERYTHING = frozenset({"delivery_route", "programme", "strategic_priority", "due_on"})
COLUMNS = ["priority_framework", "strategic_priority", "delivery_route", "programme", "open", "overdue_original",
           "overdue_masked"]  # fmt: skip
FIRST = NOVEMBER_2022.names[0]


def portfolio(*cells: tuple[object, ...], as_at: date = date(2022, 11, 28), named: tuple[str, ...] = ()) -> Portfolio:
    """A portfolio of these cells: framework, priority, route, programme, open, late, masked."""
    held = pd.DataFrame(cells, columns=COLUMNS)
    return Portfolio(as_at=as_at, framework=framework_on(as_at), cells=held, frameworks=named)


@pytest.mark.parametrize(
    ("cells", "recorded", "said"),
    [
        ((), EVERYTHING, "No recommendations are open."),
        (
            (("", FIRST, "programme", "P", 1, 1, 0),),
            EVERYTHING,
            ("A programme is delivering the only open recommendation. It is past the date first agreed."),
        ),
        (
            (("", FIRST, "programme", "P", 2, 0, 0), ("", "", "programme", "P", 1, 0, 0), ("", "", "", "", 1, 1, 0)),
            EVERYTHING,
            ("Programmes are delivering 3 of the 4 open recommendations. None of the 3 is past the date first agreed."),
        ),
        (
            (("", "Another", "programme", "P", 2, 0, 0),),
            EVERYTHING - {"due_on"},
            "Programmes are delivering all 2 open recommendations.",
        ),
        (
            (("", "", "local improvement", "", 2, 0, 0),),
            EVERYTHING,
            "2 recommendations are open. Programmes deliver none of them.",
        ),
        (
            (("", FIRST, "", "", 2, 2, 0),),
            frozenset({"strategic_priority"}),
            "2 recommendations are open, under 1 of the 10 strategic priorities.",
        ),
    ],
)
def test_the_sentence(cells: tuple[tuple[object, ...], ...], recorded: frozenset[str], said: str) -> None:
    assert section.sentence(portfolio(*cells), recorded) == said


def test_another_framework_that_rows_name_is_said() -> None:
    result = portfolio(("January 2023", "Another", "programme", "P", 1, 0, 0), ("", FIRST, "", "", 1, 0, 0))
    assert section.of_framework(result).endswith("Some recommendations name January 2023 instead.")
    later = portfolio(("January 2023", "Another", "programme", "P", 1, 0, 0), as_at=date(2023, 2, 1))
    assert section.of_framework(later) == (
        "The framework of January 2023 has nine priorities. Their names have not been checked. The priorities shown "
        "are those that the register names (frameworks of January 2023, newest first)."
    )
    before = portfolio(("", "Another", "programme", "P", 1, 0, 0), as_at=date(2022, 11, 1))
    assert section.of_framework(before) == (
        "No framework is known for 1 November 2022. The priorities shown are those that the register names."
    )


def test_after_the_verified_framework_the_newest_one_that_the_register_names_goes_first() -> None:
    result = portfolio(
        ("November 2022", FIRST, "programme", "P", 9, 0, 0),
        ("Plan", "Few", "programme", "P", 1, 0, 0),
        ("Plan", "Many", "programme", "P", 3, 0, 0),
        ("", "Old", "programme", "P", 5, 0, 0),
        ("", "", "programme", "P", 2, 0, 0),
        as_at=date(2024, 2, 1),
        named=("Plan", "November 2022"),
    )
    assert section.of_framework(result).startswith(
        "The framework of July 2023 has three priorities. Their names have not "
    )
    assert section.of_framework(result).endswith("(frameworks of Plan and November 2022, newest first).")
    table = section.table_1(result)
    assert table[["Strategic priority", "Framework", "Open"]].to_numpy().tolist() == [
        ["Many", "Plan", 3], ["Few", "Plan", 1], [FIRST, "November 2022", 9], ["Old", "", 5],
        ["No strategic priority", "", 2], ["Total", "", 20],
    ]  # fmt: skip
    assert "under 9 of" not in section.sentence(result, EVERYTHING)


def test_a_mapping_stands_in_order_of_time_and_of_the_first_framework() -> None:
    second = NOVEMBER_2022.names[1]
    rows = pd.DataFrame(
        [
            ("Plan", "X", "Later", "Y", 4),
            ("November 2022", second, "Plan", "X", 2),
            ("November 2022", FIRST, "Plan", "Z", 1),
            ("November 2022", FIRST, "Plan", "X", 3),
        ],
        columns=["framework_before", "priority_before", "framework", "priority", "recommendations"],
    )
    (headline, _), table = section.mapping(rows, ("Later", "Plan", "November 2022"))
    assert headline == (
        "How the priorities of November 2022 became those of Plan and the priorities of Plan became those of Later"
    )
    assert table.to_numpy().tolist() == [
        [f"{FIRST} (November 2022)", "X (Plan)", 3], [f"{FIRST} (November 2022)", "Z (Plan)", 1],
        [f"{second} (November 2022)", "X (Plan)", 2], ["X (Plan)", "Y (Later)", 4],
    ]  # fmt: skip
    alone = section.mapping(rows.iloc[1:], ("Plan", "November 2022"))
    assert alone[0][0] == "How the priorities of November 2022 became those of Plan"
    assert alone[1]["From"].tolist() == [FIRST, FIRST, second]


def test_the_matrix_is_numbered_as_table_1_and_both_sum_to_the_open() -> None:
    result = portfolio(("", FIRST, "programme", "P", 2, 1, 1), ("", "", "", "", 3, 0, 0))
    matrix, table = section.matrix(result), section.table_1(result)
    assert matrix[["Programme", "1", "None", "Open", "Late", "Masked"]].to_numpy().tolist() == [
        ["P", 2, 0, 2, 1, 1], ["No programme", 0, 3, 3, 0, 0], ["Total", 2, 3, 5, 1, 1],
    ]  # fmt: skip
    assert table.iloc[-1].tolist() == ["", "Total", 2, 3, 5]
    assert section.cells(result) == {
        "P, 1": (FIRST, "P", f"P · {FIRST}: 2"),
        "No programme, none": ("", "", "No programme · No strategic priority: 3"),
    }  # fmt: skip


def test_the_bars_of_the_programmes_stand_in_the_order_of_the_framework() -> None:
    second = NOVEMBER_2022.names[1]
    cells = portfolio(
        ("", second, "programme", "Culture", 35, 14, 3),
        ("", FIRST, "programme", "Data", 13, 4, 1),
        ("", second, "programme", "Recovery", 1, 1, 1),
        ("", FIRST, "programme", "Recovery", 0, 0, 0),
        ("", "", "local improvement", "", 49, 9, 3),
    )
    chart = section.programme_bars(cells, EVERYTHING)
    assert chart.table.to_numpy().tolist() == [["Data", 13, 4], ["Culture", 35, 14], ["Recovery", 1, 1]]
    assert chart.headline == "Culture has the most: 35, 14 of them late"
    assert chart.subtitle.endswith("Left part: past the date first agreed. 49 of 98 are in no programme")
    undated = section.programme_bars(cells, EVERYTHING - {"due_on"})
    assert (undated.headline, list(undated.table.columns)) == ("Culture has the most: 35", ["Programme", "Open"])


def test_a_route_and_a_priority_without_any_has_no_column() -> None:
    second = NOVEMBER_2022.names[1]
    found = portfolio(("", FIRST, "programme", "P", 2, 0, 0), ("", second, "", "", 1, 0, 0), named=("",))
    assert list(section.table_1(found).columns) == ["No.", "Strategic priority", "Programme", "No route", "Open"]
    assert len(section.table_1(found)) == len(NOVEMBER_2022.names) + 1, "a priority without any has its row"
    assert list(section.matrix(found).columns) == ["Programme", "1", "2", "Open", "Late", "Masked"]
