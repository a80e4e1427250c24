"""Where the headings of a table stand, and which of them a layout knows."""

from __future__ import annotations

import pytest

from analytics.intake.headings import best_fit, fit, guessed_header, heading_key
from analytics.intake.layouts import layout_from_toml
from tests.intake.files import HEADER, plain_layout

HEADINGS = HEADER.split(",")


def test_headings_are_compared_without_case_or_line_breaks() -> None:
    assert heading_key(" Date\nmade ") == "date made"
    assert fit(["REF", "status "], plain_layout()).positions == {"reference": 0, "status": 1}


def test_the_first_heading_of_a_list_that_is_present_is_taken() -> None:
    layout = layout_from_toml(
        'title = "t"\n[columns]\nreference = ["Id", "Ref"]\nstatus = "Status"\n[constants]\nsource = "X"\n', "t"
    )
    assert fit(["Ref", "Status", "Id"], layout).positions["reference"] == 2
    assert fit(["Ref", "Status"], layout).positions["reference"] == 0


def test_what_is_missing_and_what_stands_twice() -> None:
    result = fit(["Ref", "Risk", "risk"], plain_layout())
    assert (result.missing, result.twice) == (("status",), ("Risk",))


def test_the_best_row_is_the_one_with_most_headings_the_first_of_equals() -> None:
    rows = [["Register"], ["Ref", "Status"], HEADINGS, ["A1", "x", "Open"], HEADINGS]
    assert best_fit(rows, plain_layout()).index == 2
    assert best_fit([], plain_layout()).missing == ("reference", "status")


@pytest.mark.parametrize(
    ("rows", "index"),
    [
        ([["Ref", "Text"], ["A1", "x"]], 0),
        ([["Register of 2022"], [], ["Ref", "Text", "Status"], ["A1", "x", "Open"]], 2),
        ([["Ref", "Note", "Note", "Status"], ["A1", "a", "b", "Open"]], 0),
        ([["Open", "Open", "Open"], ["Ref", "Text", "Status"]], 1),
        ([["1", "2"], ["3", "4"]], None),
        ([["", ""]], None),
        ([], None),
    ],
)
def test_headings_are_guessed_where_no_layout_says_which(rows: list[list[str]], index: int | None) -> None:
    assert guessed_header(rows) == index
