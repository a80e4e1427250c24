"""Workbooks by the Analysis Function's rules, read back with two readers that had no part in writing them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from python_calamine import CalamineWorkbook

from analytics.files.workbook import MOST_LETTERS, Cover, Heading, Sheet, write

DAY = date(2022, 11, 28)
COVER = Cover(
    title="2 recommendations", marking="OFFICIAL-SENSITIVE", day=DAY, parts=(("What was chosen", ("DARA.", "Open.")),)
)
HEADINGS = (Heading("Reference", 16), Heading("Text", 60), Heading("Due", 13), Heading("Days late", 13))
ROWS: list[Sequence[Any]] = [
    ("DA-1", '=HYPERLINK("http://example.org")', DAY, 28),
    ("DA-2", "https://example.org", None, None),
    ("DA-3", "<r><t>x</t></r>", date(1899, 12, 31), 0),
    ("DA-4", ["a", "b"], "", 1.5),
]


def made(rows: Sequence[Sequence[Any]] = ROWS) -> bytes:
    sheet = Sheet(
        tab="Recommendations", title="The rows", notes=("One table.",), headings=HEADINGS, batches=(rows[:1], rows[1:])
    )
    to = io.BytesIO()
    write(COVER, (sheet,), to)
    return to.getvalue()


def opened(data: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def test_the_first_sheet_is_a_cover_that_names_the_others() -> None:
    book = opened(made())
    assert book.sheetnames == ["Cover", "Recommendations"]
    assert [cell.value for cell in book["Cover"]["A"]] == [
        "2 recommendations", "What was chosen", "DARA.", "Open.", "Contents", "Recommendations: The rows",
    ]  # fmt: skip
    assert book["Cover"]["A6"].hyperlink.location == "'Recommendations'!A1"


def test_a_sheet_holds_one_marked_table_with_a_header_row_and_no_merged_cell() -> None:
    sheet = opened(made())["Recommendations"]
    assert dict(sheet.tables.items()) == {"table_recommendations": "A3:D7"}
    assert sheet.tables["table_recommendations"].autoFilter.ref == "A3:D7"
    assert [column.name for column in sheet.tables["table_recommendations"].tableColumns] == [
        heading.words for heading in HEADINGS
    ]
    assert [cell.value for cell in sheet[3]] == [heading.words for heading in HEADINGS]
    assert sheet.merged_cells.ranges == set()
    assert sheet.freeze_panes == "B4"
    assert sheet.column_dimensions["B"].width == pytest.approx(60, abs=1)
    assert sheet["B4"].alignment.wrap_text


def test_a_mark_that_turns_what_follows_round_is_nowhere_in_the_file() -> None:
    words = "before \u202edesrever\u2066 after é"
    sheet = Sheet(tab="One", title=words, notes=(words,), headings=(Heading(words, 16),), batches=([(words,)],))
    to = io.BytesIO()
    write(Cover(title=words, marking="OFFICIAL", day=DAY, parts=((words, (words,)),)), (sheet,), to)
    with zipfile.ZipFile(to) as parts:
        files = {name: parts.read(name).decode("utf-8", "replace") for name in parts.namelist()}
    assert [name for name, text in files.items() if "\u202e" in text or "\u2066" in text] == []
    assert [opened(to.getvalue())["One"][f"A{row}"].value for row in range(1, 5)] == [
        "before [U+202E]desrever[U+2066] after é"
    ] * 4


def test_cells_hold_what_was_given_and_nothing_runs() -> None:
    sheet = opened(made())["Recommendations"]
    assert [[cell.value for cell in row] for row in sheet["A4:D7"]] == [
        ["DA-1", '=HYPERLINK("http://example.org")', datetime(2022, 11, 28), 28],  # noqa: DTZ001 - a day
        ["DA-2", "https://example.org", None, None],
        ["DA-3", "<r><t>x</t></r> ", "1899-12-31", 0],
        ["DA-4", "a;b", None, 1.5],
    ]
    assert {cell.data_type for row in sheet["A4:D7"] for cell in row} <= {"s", "d", "n", "inlineStr"}
    assert sheet["C4"].number_format == "yyyy-mm-dd"
    assert sheet["B5"].hyperlink is None


def test_no_part_of_the_file_holds_a_formula() -> None:
    with zipfile.ZipFile(io.BytesIO(made())) as parts:
        sheets = [parts.read(name) for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) == 2
    assert not [sheet for sheet in sheets if b"<f>" in sheet or b"<f " in sheet]


def test_another_reader_sees_the_same_rows() -> None:
    rows = CalamineWorkbook.from_filelike(io.BytesIO(made())).get_sheet_by_name("Recommendations").to_python()
    assert rows[3] == ["DA-1", '=HYPERLINK("http://example.org")', DAY, 28]


def test_the_marking_stands_at_the_head_and_foot_of_every_printed_page_and_in_the_properties() -> None:
    book = opened(made())
    assert [sheet.oddHeader.center.text for sheet in book] == ["OFFICIAL-SENSITIVE"] * 2
    assert [sheet.oddFooter.left.text for sheet in book] == ["OFFICIAL-SENSITIVE"] * 2
    assert book.properties.description == "OFFICIAL-SENSITIVE"
    assert book.properties.creator == "Recommendations register"
    assert book.properties.created == datetime(2022, 11, 28)  # noqa: DTZ001 - the as-at day, not the clock's


def test_the_same_rows_make_the_same_bytes() -> None:
    assert made() == made()


def test_a_table_without_rows_keeps_its_header() -> None:
    sheet = opened(made([]))["Recommendations"]
    assert sheet.tables["table_recommendations"].ref == "A3:D4"
    assert [cell.value for cell in sheet[3]] == [heading.words for heading in HEADINGS]


def test_a_text_too_long_for_a_cell_is_cut_and_whole_in_a_sheet_of_its_own() -> None:
    book = opened(made([("DA-1", "\U0001f600" * 20_000, None, None)]))
    text = book["Recommendations"]["B4"].value
    assert len(text.encode("utf-16-le")) // 2 <= MOST_LETTERS
    assert text.endswith("… [cut: 20,000 characters, whole in the sheet Long texts as number 1]")
    wording = [str(cell.value) for cell in book["Cover"]["A"]]
    assert "1 text is longer than the 32,767 letters that a cell holds. The cell ends by saying so." in wording
    assert "Long texts: Texts that are too long for a cell" in wording
    parts = list(book["Long texts"].iter_rows(min_row=5, values_only=True))
    assert [part[:3] for part in parts] == [(1, HEADINGS[1].words, number) for number in range(1, 6)]
    assert "".join(part[3] for part in parts) == "\U0001f600" * 20_000


def test_control_characters_and_their_escapes_survive() -> None:
    sheet = opened(made([("DA-1", "a\x07b _x0041_ c", None, None)]))["Recommendations"]
    assert sheet["B4"].value in {"a\x07b _x0041_ c", "a_x0007_b _x005F_x0041_ c"}  # some readers leave escapes be
