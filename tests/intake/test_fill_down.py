"""Values written once and then left blank."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import pytest

from analytics.export_format import WORKED_OUT
from analytics.intake.fill_down import proposed_fill_down
from analytics.intake.layouts import layout_from_toml
from analytics.intake.propose import propose_layout
from analytics.intake.readers import read_table
from analytics.vocabulary import COLUMN
from tests.intake.files import messages, plain_layout, read

LAYOUT = """
title = "Grouped"
{extra}
[columns]
reference = "Ref"
report = "Report"
status = "Status"
[constants]
source = "HMICFRS"
"""
BODY = "Report,Ref,Status\n,A0,open\nPEEL,A1,open\n,A2,open\nVetting,A3,open\n,A4,open\n"


def test_a_layout_may_fill_a_column_down() -> None:
    layout = layout_from_toml(LAYOUT.format(extra='fill_down = ["report"]'), "grouped")
    result = read(BODY, layout)
    assert result.rows["report"].tolist() == [None, "PEEL", "PEEL", "Vetting", "Vetting"]
    assert messages(result) == []


def test_a_column_that_looks_filled_once_is_told_and_not_filled() -> None:
    layout = layout_from_toml(LAYOUT.format(extra=""), "grouped")
    result = read(BODY.replace(",A0,open\n", ""), layout)
    assert result.rows["report"].tolist() == ["PEEL", None, "Vetting", None]
    assert messages(result) == [
        (
            "report is filled once and then blank, as if each value applied to the rows under it. If so, list "
            "report under "
            "fill_down in the layout."
        )
    ]


def test_a_column_that_says_the_same_twice_or_is_blank_first_is_only_sparse() -> None:
    layout = layout_from_toml(LAYOUT.format(extra=""), "grouped")
    assert messages(read(BODY, layout)) == []
    assert messages(read("Report,Ref,Status\nPEEL,A1,open\n,A2,open\nPEEL,A3,open\n,A4,open\n", layout)) == []


DATES = """
title = "Dates"
[columns]
reference = "Ref"
source = "Source"
status = "Status"
original_due_on = "Target"
due_on = "{due}"
"""
DATED = "Ref,Source,Status,Target,{due}\nA1,DARA,open,31/10/2022,\nA2,DARA,open,31/10/2022,31/03/2023\nA3,DARA,open,,\n"


def dates(values: pd.Series[Any]) -> list[date | None]:
    return [None if pd.isna(value) else value.date() for value in values]


def test_a_date_that_was_not_revised_is_still_in_force() -> None:
    due = "Revised target"
    result = read(DATED.format(due=due), layout_from_toml(DATES.format(due=due), "dates"))
    assert dates(result.rows["due_on"]) == [date(2022, 10, 31), date(2023, 3, 31), None]
    assert messages(result) == [
        "1 blank cell was read as the date under 'Target': a date that was not revised is still in force."
    ]


def test_a_blank_under_a_current_date_stays_blank() -> None:
    due = "Current date"
    result = read(DATED.format(due=due), layout_from_toml(DATES.format(due=due), "dates"))
    assert dates(result.rows["due_on"]) == [None, date(2023, 3, 31), None]


def test_a_target_beside_a_revised_target_is_the_date_first_agreed() -> None:
    table = read_table(DATED.format(due="Revised target").encode(), "tracker.csv")
    columns = {match.column: match.heading for match in propose_layout(table).matches}
    assert (columns["original_due_on"], columns["due_on"]) == ("Target", "Revised target")


def test_one_value_over_a_few_rows_is_only_one_cell_filled() -> None:
    layout = layout_from_toml(LAYOUT.format(extra=""), "grouped")
    rows = [f",A{number},open" for number in range(1, 5)]
    assert messages(read("\n".join(["Report,Ref,Status", "PEEL,A0,open", *rows[:1]]), layout)) == []
    assert len(messages(read("\n".join(["Report,Ref,Status", "PEEL,A0,open", *rows]), layout))) == 1


def test_fill_down_may_only_name_columns() -> None:
    assert plain_layout().fill_down == ()


@pytest.mark.parametrize(("rows", "found"), [(3, ()), (4, ("theme",))])
def test_a_table_of_a_few_rows_shows_no_pattern(rows: int, found: tuple[str, ...]) -> None:
    table = read_table(("Ref,Theme\n1,Custody\n" + "2,\n" * (rows - 1)).encode(), "t.csv")
    assert proposed_fill_down(table, {"reference": 0, "theme": 1}) == found


def test_a_blank_cell_of_an_export_of_ours_is_a_blank() -> None:
    names = (*COLUMN, *WORKED_OUT)
    rows = [",".join("Custody" if name == "theme" and number == 0 else "" for name in names) for number in range(6)]
    lines = [f"R{number}{row}" for number, row in enumerate(rows)]
    table = read_table("\n".join([",".join(names), *lines]).encode(), "t.csv")
    positions = {name: place for place, name in enumerate(names) if name in COLUMN}
    assert proposed_fill_down(table, positions) == ()
    assert proposed_fill_down(replace(table, header=[*table.header[:-1], "Another"]), positions) == ("theme",)
