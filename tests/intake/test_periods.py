"""Months, quarters, financial years and words in a column of dates, read as the layout says."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from analytics.errors import LayoutError
from analytics.intake.layouts import layout_from_toml, layout_to_toml, load_layout
from analytics.intake.periods import UndatedTexts, dates_in_words, read_period, undated
from analytics.vocabulary import AS_WRITTEN
from tests.intake.files import messages, read


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Mar-23", date(2023, 3, 1), date(2023, 3, 31)),
        ("February 2024", date(2024, 2, 1), date(2024, 2, 29)),
        ("Mar'23", date(2023, 3, 1), date(2023, 3, 31)),
        ("end of March 2023", date(2023, 3, 1), date(2023, 3, 31)),
        ("03/2023", date(2023, 3, 1), date(2023, 3, 31)),
        ("2023-12", date(2023, 12, 1), date(2023, 12, 31)),
        ("Q1 2023/24", date(2023, 4, 1), date(2023, 6, 30)),
        ("Q3 2023/24", date(2023, 10, 1), date(2023, 12, 31)),
        ("Q4 2023-24", date(2024, 1, 1), date(2024, 3, 31)),
        ("2023/24 Q2", date(2023, 7, 1), date(2023, 9, 30)),
        ("Q3 FY23/24", date(2023, 10, 1), date(2023, 12, 31)),
        ("2023/24", date(2023, 4, 1), date(2024, 3, 31)),
    ],
)
def test_periods(text: str, first: date, last: date) -> None:
    """A financial year runs from April to March."""
    result = read_period(text)
    assert result is not None
    assert (result.day("first day"), result.day("last day")) == (first, last)


@pytest.mark.parametrize("text", ["Q3 2023", "2010-11", "2023/25", "13/2023", "TBC", "2023", "Mar", "", "x" * 9_999])
def test_what_has_two_readings_or_none_is_no_period(text: str) -> None:
    assert read_period(text) is None


DUE = """
title = "Due"
[columns]
reference = "Ref"
status = "Status"
due_on = "Due"
original_due_on = "First due"
[constants]
source = "HMICFRS"
"""
LINES = "Ref,Status,Due,First due\nA1,open,Q3 2023/24,\nA2,open,tbc,Mar-23\nA3,open,31/01/2024,TBC\nA4,open,,\n"
ENTRIES = '[periods]\ndue_on = "last day"\noriginal_due_on = "first day"\n'
WORDS = '[values.due_on]\n"TBC" = ""\n[values.original_due_on]\n"TBC" = "2024-02-29"\n'


def test_the_layout_says_which_day_a_period_means_and_that_a_word_is_no_date() -> None:
    result = read(LINES, layout_from_toml(DUE + ENTRIES + WORDS, "due"))
    assert messages(result) == []
    dates = result.rows[["due_on", "original_due_on"]].apply(lambda days: days.dt.strftime("%Y-%m-%d").fillna(""))
    assert dates.to_numpy().tolist() == [["2023-12-31", ""], ["", "2023-03-01"], ["2024-01-31", "2024-02-29"], ["", ""]]
    assert result.rows[AS_WRITTEN].tolist() == [
        ["due_on: Q3 2023/24"], ["original_due_on: Mar-23", "due_on: tbc"], ["original_due_on: TBC"], [],
    ]  # fmt: skip
    assert AS_WRITTEN in result.columns


def test_without_the_layout_s_word_a_period_or_a_word_is_a_fault_that_says_what_would_read_it() -> None:
    result = read(LINES, layout_from_toml(DUE, "due"))
    assert result.rows["due_on"].notna().tolist() == [False, False, True, False]
    assert messages(result) == [
        (
            "Row 2, due_on (Due): 'Q3 2023/24' is a quarter, not a day; [periods] due_on = 'last day' in the "
            "layout reads it "
            "as 31 December 2023."
        ),
        (
            "Row 3, original_due_on (First due): 'Mar-23' is a month, not a day; [periods] original_due_on = "
            "'last day' in "
            "the layout reads it as 31 March 2023."
        ),
        (
            "Row 3, due_on (Due): 'tbc' is not a date written day/month/year, the order of this column. If it "
            "means that "
            "there is no date, write 'tbc' = '' under [values.due_on] in the layout."
        ),
        (
            "Row 4, original_due_on (First due): 'TBC' is not a date written day/month/year, the order of this "
            "column. If it "
            "means that there is no date, write 'TBC' = '' under [values.original_due_on] in the layout."
        ),
    ]
    assert result.rows[AS_WRITTEN].tolist() == [[], [], [], []]


def test_what_was_written_comes_back_from_a_file_of_our_own() -> None:
    body = "reference,source,status,due_on,dates_as_written\nA1,X,open,2023-12-31,due_on: Q3 2023/24; closed_on: TBC\n"
    result = read(body, load_layout("standard"))
    assert result.rows[AS_WRITTEN].tolist() == [["due_on: Q3 2023/24", "closed_on: TBC"]]


def test_years_of_two_figures_are_read_where_the_layout_says_so() -> None:
    lines = "Ref,Status,Due,First due\nA1,open,03/04/22,3-Apr-22\n"
    assert [message.split("' ")[1] for message in messages(read(lines, layout_from_toml(DUE, "due")))] == [
        (
            "gives its year in two figures; write all four. Did you mean 3 April 2022? Or list original_due_on under "
            "two_digit_years in the layout."
        ),
        (
            "gives its year in two figures; write all four. Did you mean 3 April 2022? Or list due_on under "
            "two_digit_years "
            "in the layout."
        ),
    ]
    layout = layout_from_toml('two_digit_years = ["due_on", "original_due_on"]' + DUE, "due")
    result = read(lines, layout)
    assert messages(result) == []
    assert [value.date() for value in result.rows[["due_on", "original_due_on"]].iloc[0]] == [date(2022, 4, 3)] * 2


def test_the_entries_come_back_from_a_layout_as_text() -> None:
    entries = 'fill_down = ["source"]\ntwo_digit_years = ["due_on"]'
    layout = layout_from_toml(entries + DUE + ENTRIES + WORDS, "due")
    assert layout_from_toml(layout_to_toml(layout), "due") == layout


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        ('[periods]\ndue_on = "middle"\n', "an entry of [periods] is 'first day' or 'last day', not 'middle'"),
        ('[periods]\nstatus = "last day"\n', "[periods] may name"),
        ('[values.due_on]\n"TBC" = "soon"\n', "write a day such as 2023-03-31, or nothing"),
    ],
)
def test_entries_that_mean_nothing_are_refused(entry: str, says: str) -> None:
    with pytest.raises(LayoutError) as error:
        layout_from_toml(DUE + entry, "due")
    assert says in str(error.value)


@pytest.mark.parametrize("entry", ['fill_down = "report"', 'fill_down = ["reports"]', 'two_digit_years = ["status"]'])
def test_lists_that_name_no_such_column_are_refused(entry: str) -> None:
    with pytest.raises(LayoutError):
        layout_from_toml(entry + DUE, "due")


def test_a_reader_is_told_which_day_of_a_period_was_meant() -> None:
    written = ["due_on: Q3 2023/24", "original_due_on: Mar-23", "closed_on: TBC", "made_on: end of May 2022"]
    days = {"due_on": date(2023, 12, 31), "original_due_on": date(2023, 3, 1), "made_on": date(2022, 5, 31)}
    assert dates_in_words(written, days) == (
        "Due: end of Q3 2023/24; First due date: start of Mar-23; Closed: TBC; Made: end of May 2022"
    )
    assert dates_in_words(["due_on: Q3 2023/24"], {"due_on": pd.NaT}) == "Due: Q3 2023/24"
    assert dates_in_words([], {}) == ""


def test_what_an_analyst_has_to_say_of_a_date_column() -> None:
    texts = ["01/02/2022", "Q3 2023/24", None, "TBC", "Mar-23", "3-Apr-22", "TBC", "31/02/2022"]
    assert undated(texts, "DMY") == UndatedTexts(("Q3 2023/24", "Mar-23"), ("TBC",), ("3-Apr-22",))
