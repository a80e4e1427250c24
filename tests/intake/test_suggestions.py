"""Near misses are found, and only near ones."""

from __future__ import annotations

import pytest

from analytics.intake.suggestions import closeness, did_you_mean, nearest, plain, quoted, quoted_list

STATUSES = ["Open", "In progress", "Closed", "Closed acceptable"]


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        ("In progres", "In progress"),
        ("in-progress", "In progress"),
        ("Clsoed", "Closed"),
        ("OPEN", "Open"),
        ("Banana", None),
        ("", None),
        ("Open " * 40, None),
    ],
)
def test_the_nearest_word(value: str, meant: str | None) -> None:
    assert nearest(value, STATUSES) == meant


def test_a_suggestion_is_a_sentence_or_nothing() -> None:
    assert did_you_mean("In progres", STATUSES) == " Did you mean 'In progress'?"
    assert did_you_mean("Banana", STATUSES) == ""


def test_names_are_compared_without_case_marks_or_runs_of_blanks() -> None:
    assert plain("  Date_closed (if\u00a0any)") == "date closed if any"
    assert closeness("Date closed", "closed_date") == 100


def test_long_lists_and_cells_are_cut() -> None:
    assert quoted_list(["a"]) == "'a'"
    assert quoted_list([]) == "none"
    assert quoted_list(["a", "b", "c"]) == "'a', 'b' and 'c'"
    assert quoted_list([str(number) for number in range(10)]).endswith("'7' and 2 more")
    assert quoted("one\ntwo") == "'one two'"
    assert len(quoted("x" * 500)) == 82
