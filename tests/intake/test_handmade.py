"""What people write in a table for people: headings between the rows, ditto marks, ticks, a table beside it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from analytics.intake.handmade import GROUP_HEADING
from analytics.intake.readers import read_table
from analytics.intake.tables import Table
from tests.intake.files import csv_text

Rows = Sequence[Sequence[str]]


def table(rows: Rows) -> Table:
    return read_table(csv_text(rows).encode(), "tracker.csv")


def column(found: Table, heading: str) -> list[str | None]:
    return list(found.columns[found.header.index(heading)].array())


def sentences(found: Table) -> list[str]:
    return [fault.message for fault in found.faults]


GROUPED = [
    ["Ref", "Recommendation", "Status"],
    ["PEEL 2022", "", ""],
    ["R1", "Do one thing", "Open"],
    ["R2", "Do another", "Closed"],
    ["Child protection", "", ""],
    ["R3", "Do a third", "Open"],
]


def test_headings_between_the_rows_become_a_column() -> None:
    result = table(GROUPED)
    assert column(result, "Ref") == ["R1", "R2", "R3"]
    assert column(result, GROUP_HEADING) == ["PEEL 2022", "PEEL 2022", "Child protection"]
    assert result.source_rows.tolist() == [3, 4, 6]
    (sentence,) = sentences(result)
    assert sentence.startswith("2 rows hold one text each ('PEEL 2022' and 'Child protection')")
    assert sentence.endswith("in the column 'Group heading'.")


def test_headings_between_the_rows_that_are_sources_become_the_source() -> None:
    rows = [[{"PEEL 2022": "HMICFRS", "Child protection": "DARA"}.get(cell, cell) for cell in row] for row in GROUPED]
    assert column(table(rows), "Source") == ["HMICFRS", "HMICFRS", "DARA"]


@pytest.mark.parametrize(
    "rows",
    [
        [row for row in GROUPED if row[0] != "PEEL 2022"],  # the first row is under no heading
        [row for row in GROUPED if row[0] != "Child protection"],  # one heading alone
        [*GROUPED, ["Third report", "", ""]],  # the last heading has no row
        [[cell.replace("PEEL 2022", "R9").replace("Child protection", "R8") for cell in row] for row in GROUPED],
    ],
)
def test_rows_that_may_be_recommendations_stay_rows(rows: Rows) -> None:
    result = table(rows)
    assert len(result) == len(rows) - 1
    assert GROUP_HEADING not in result.header


@pytest.mark.parametrize("mark", ['"', "''", "ditto", "Do.", "as above", "Same as above", '- " -', "〃"])
def test_a_ditto_mark_is_the_value_above(mark: str) -> None:
    result = table([["Ref", "Owner"], ["R1", "Head of custody"], ["R2", mark], ["R3", mark], ["R4", ""], ["R5", mark]])
    assert column(result, "Owner") == ["Head of custody"] * 3 + [None, None]
    assert sentences(result) == ["3 ditto marks were read as the value above, under 'Owner'."]


def test_a_ditto_mark_in_the_first_row_or_in_a_sentence_stays() -> None:
    result = table([["Ref", "Owner"], ["R1", "as above"], ["R2", "As above, but for custody"]])
    assert column(result, "Owner") == ["as above", "As above, but for custody"]
    assert sentences(result) == []


TICKED = [
    ["Ref", "Open", "Closed", "Recommendation"],
    ["R1", "X", "", "Do one thing"],
    ["R2", "", "x", "Do another"],
    ["R3", "✓", "-", "Do a third"],
    ["R4", "", "", "Do a fourth"],
    ["R5", "yes", "no", "Do a fifth"],
]


def test_ticks_under_statuses_become_one_column_of_statuses() -> None:
    result = table(TICKED)
    assert column(result, "Status") == ["Open", "Closed", "Open", None, "Open"]
    assert "Open" not in result.header
    assert sentences(result) == ["The columns 'Open' and 'Closed' hold ticks. They were read as one column, 'Status'."]


def test_two_ticks_in_a_row_are_no_status() -> None:
    rows = [*TICKED, *([f"R{n}", "x", "", "More"] for n in range(10, 16)), ["R9", "x", "x", "Both"]]
    assert column(table(rows), "Status")[-1] == "Open and Closed"


@pytest.mark.parametrize(
    "rows",
    [
        [["Ref", "Open", "Closed"], ["R1", "2022-01-01", "2022-02-01"], ["R2", "2022-01-03", ""]],
        [["Ref", "Open", "Closed"], ["R1", "x", "x"], ["R2", "x", "x"]],
        [["Ref", "Engage", "Closed"], ["R1", "x", ""], ["R2", "", "x"]],
    ],
)
def test_what_is_no_choice_of_statuses_stays(rows: Rows) -> None:
    assert table(rows).header == rows[0]


def test_repeated_headings_are_left_out() -> None:
    head = ["Ref", "Recommendation", "Status"]
    result = table([head, ["R1", "Do one thing", "Open"], head, ["R2", "Do another", "Closed"]])
    assert column(result, "Ref") == ["R1", "R2"]
    assert result.source_rows.tolist() == [2, 4]
    assert sentences(result) == ["1 row repeats the headings and is left out: row 3."]


def test_a_table_beside_is_not_read() -> None:
    result = table([
        ["Ref", "Recommendation", "Status", "", "Status", "Number"],
        ["R1", "Do one thing", "Open", "", "Open", "2"],
        ["R2", "Do another", "Open", "", "Closed", "0"],
        ["R3", "Do a third", "Open", "", "", ""],
    ])  # fmt: skip
    assert result.header == ["Ref", "Recommendation", "Status"]
    assert sentences(result) == [
        "Another table stands beside this one, with the headings 'Status' and 'Number'. It is not read."
    ]


def test_a_table_under_the_first_is_not_read() -> None:
    result = table([
        ["Ref", "Source", "Recommendation", "Status"],
        ["R1", "DARA", "Do one thing", "Open"],
        ["R2", "DARA", "Do another", "Closed"],
        ["", "", "", ""],
        ["Closed recommendations", "", "", ""],
        ["Ref", "Recommendation", "Closed on", "Outcome"],
        ["C1", "Old thing", "01/02/2023", "Implemented"],
    ])  # fmt: skip
    assert column(result, "Ref") == ["R1", "R2"]
    (sentence,) = sentences(result)
    assert sentence.startswith("Another table stands under this one, in rows 5 to 7, with the headings 'Ref', ")


NOTED = [
    ["Ref", "Source", "Recommendation", "Status"],
    ["R1", "DARA", "Do one thing", "Open"],
    ["R2", "DARA", "Do another", "Closed"],
    ["", "", "", ""],
]


def test_notes_under_a_blank_row_are_left_out() -> None:
    result = table([*NOTED, ["Dates were agreed in March.", "", "", ""], ["Prepared by Strategy", "", "", ""]])
    assert column(result, "Ref") == ["R1", "R2"]
    assert [left_out.row for left_out in result.around.left_out] == [5, 6]
    assert sentences(result)[0].startswith("2 rows under the table are notes and left out: rows 5 and 6")


@pytest.mark.parametrize("last", [["R3", "", "", ""], ["R3", "DARA", "Do a third", "Open"], ["Note", "DARA", "x", ""]])
def test_a_row_under_a_blank_row_stays(last: list[str]) -> None:
    assert len(table([*NOTED, last])) == 3
