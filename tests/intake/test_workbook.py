"""Workbooks: cells as text, sheets in order, errors found."""

from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta

import openpyxl
import pytest

from analytics.errors import UnreadableFile
from analytics.intake.sheet_xml import read_sheet_xml
from analytics.intake.workbook import Workbook, cell_text
from tests.intake.files import with_part, workbook


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("002/24", "002/24"),
        (7.0, "7"),
        (-0.5, "-0.5"),
        (1e20, "1e+20"),
        (float(2**53), "9007199254740992"),
        (3, "3"),
        (True, "TRUE"),
        (False, "FALSE"),
        (None, ""),
        (date(2024, 4, 3), "2024-04-03"),
        (datetime.fromisoformat("2024-04-03T00:00"), "2024-04-03"),
        (datetime.fromisoformat("2024-04-03T12:05"), "2024-04-03 12:05:00"),
        (time(9, 30), "09:30:00"),
        (timedelta(hours=30), "1 day, 6:00:00"),
    ],
)
def test_a_cell_as_text(cell: object, text: str) -> None:
    assert cell_text(cell) == text


def test_hidden_sheets_stand_last() -> None:
    book = openpyxl.Workbook()
    book.active.title = "Hidden"
    book.create_sheet("Shown")["A1"] = "x"
    book["Hidden"].sheet_state = "hidden"
    target = io.BytesIO()
    book.save(target)
    assert Workbook(target.getvalue(), "x.xlsx").sheets == ["Shown", "Hidden"]


def test_rows_begin_at_the_first_row_and_column() -> None:
    book = Workbook(workbook({"A": [[], [None, None, "x"], [], [None, "y"]]}), "x.xlsx")
    assert list(book.records("A")) == [["", "", ""], ["", "", "x"], ["", "", ""], ["", "y", ""]]
    assert book.head("A", 1) == [["", "", ""]]


def test_an_empty_sheet_has_no_rows() -> None:
    assert list(Workbook(workbook({"A": []}), "x.xlsx").records("A")) == []


def test_a_sheet_with_marks_in_its_name_is_found() -> None:
    book = openpyxl.Workbook()
    book.active.title = "R&D <1> \"é'"
    book.active["B2"] = "#DIV/0!"
    target = io.BytesIO()
    book.save(target)
    (note,) = read_sheet_xml(target.getvalue(), "R&D <1> \"é'").notes
    assert (note.column, note.rows.tolist(), note.value) == (1, [2], "#DIV/0!")


def test_a_damaged_sheet_is_a_sentence() -> None:
    book = with_part(workbook({"A": [["x"]]}), "xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row><c>")
    with pytest.raises(UnreadableFile, match="damaged workbook"):
        list(Workbook(book, "x.xlsx").records("A"))
