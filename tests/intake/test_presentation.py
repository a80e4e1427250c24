"""What a sheet shows beside its values: formulas, formats, merged cells, colours, totals, two rows of headings."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from analytics.errors import UnreadableFile
from analytics.intake.anomalies import anomalies
from analytics.intake.faults import Reading
from analytics.intake.layouts import Layout
from analytics.intake.readers import read_table
from analytics.intake.rows import read_extract
from tests.intake.files import AS_AT, HEADER, messages, plain_layout, read, with_part

SHEET = "xl/worksheets/sheet1.xml"
HEADINGS = HEADER.split(",")


def book(rows: Sequence[Sequence[Any]], change: Callable[[Worksheet], None] = lambda _: None) -> bytes:
    """A workbook of one sheet written by openpyxl, which leaves out what formulas give."""
    made = openpyxl.Workbook()
    sheet = made.active
    assert isinstance(sheet, Worksheet)
    for row in rows:
        sheet.append(list(row))
    change(sheet)
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def reading(data: bytes, layout: Layout | None = None, name: str = "extract.xlsx") -> Reading:
    return read_extract(data, name, layout or plain_layout(), AS_AT)


def stops(found: Reading) -> list[tuple[str, str | None]]:
    """The kinds of what must be accepted before this first extract is loaded, each with its column."""
    return [(anomaly.kind, anomaly.column) for anomaly in anomalies(None, found, AS_AT, None)]


def test_formulas_without_a_value_are_faults_and_a_column_of_them_stops_the_load() -> None:
    rows = [HEADINGS, *([f"A{n}", "x", "Open", "High", date(2022, 1, n), None, f'="a"&{n}'] for n in (1, 2, 3))]
    rows[2][4] = "=DATE(2022,1,2)"
    result = reading(book(rows))
    wording = [
        (fault.row, fault.column)
        for fault in result.faults
        if "formula whose value is not in the file" in fault.message
    ]
    assert wording == [(2, "tags"), (3, "tags"), (3, "made_on"), (4, "tags")]
    assert stops(result) == [("column damaged", "tags")]


def test_a_formula_that_gave_an_empty_text_has_its_value() -> None:
    data = book([HEADINGS, ["A1", "x", "Open", '="High"', None, None, "=B9"]])
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        xml = parts.read(SHEET).decode()
    for cell, formula, value in (("D2", '"High"', "High"), ("G2", "B9", "")):
        text, number = (
            re.compile(rf'<c r="{cell}"[^>]*>.*?</c>'),
            f'<c r="{cell}" t="str"><f>{formula}</f><v>{value}</v></c>',
        )
        xml, times = text.subn(number, xml)
        assert times == 1
    result = reading(with_part(data, SHEET, xml.encode()))
    assert messages(result) == []
    assert result.rows["risk"].tolist() == ["high"]


def test_errors_throughout_a_column_stop_the_load() -> None:
    rows = [HEADINGS, *([f"A{n}", "#N/A", "Open"] for n in (1, 2, 3))]
    result = reading(book(rows))
    assert len([fault for fault in result.faults if "Excel error #N/A" in fault.message]) == 3
    assert stops(result) == [("column damaged", "text")]


def test_references_are_those_that_the_cells_show() -> None:
    def format_them(sheet: Worksheet) -> None:
        sheet["A2"].number_format = '"REC-"0000'
        sheet["A3"].number_format = "0.00"
        sheet["A4"].number_format = '"REC-"0000'

    rows = [HEADINGS, [7, "x", "Open"], [1.1, "y", "Open"], ["1.10", "z", "Open"], [8, "w", "Open"]]
    result = reading(book(rows, format_them))
    assert result.rows["reference"].tolist() == ["REC-0007", "1.10", "1.10 (2)", "8"]


def test_a_number_format_that_is_not_understood_is_a_fault_of_the_reference() -> None:
    def format_them(sheet: Worksheet) -> None:
        sheet["A2"].number_format = '[>5]"HIGH-"0;"LOW-"0'

    result = reading(book([HEADINGS, [7, "x", "Open"], [8, "y", "Open"]], format_them))
    assert messages(result) == [
        (
            'Row 2, reference (Ref): the cell has the number format \'[>5]"HIGH-"0;"LOW-"0\', which is not understood; '
            "its number was read."
        )
    ]


def test_references_that_a_spreadsheet_changed_are_faults() -> None:
    def format_them(sheet: Worksheet) -> None:
        sheet["A3"].number_format = "mmm-yy"

    references: list[Any] = [date(2022, 3, 4), date(2022, 10, 1), 1.23e17, "3-Apr", "002/24", "A-1", "MAR-22", "12"]
    rows = [HEADINGS, *([reference, "x", "Open"] for reference in references)]
    result = reading(book(rows, format_them))
    wording = {fault.value: fault.message.split(": ")[1] for fault in result.faults}
    assert wording == {
        "2022-03-04": "'2022-03-04' is a date",
        "Oct 2022": "'Oct 2022' is a date",
        "1.23e+17": "'1.23e+17' is a rounded number",
        "3-Apr": "'3-Apr' is a date",
    }
    assert stops(result) == [("column damaged", "reference")]


def test_a_number_that_lost_its_last_nought_is_a_fault() -> None:
    numbers = [1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.7, 1.8, 1.9, 1.1, 1.11]
    rows = [HEADINGS, *([number, f"text {place}", "Open"] for place, number in enumerate(numbers))]
    wording = [fault.row for fault in reading(book(rows)).faults if "1.10 is missing" in fault.message]
    assert wording == [2, 11]
    numbers[9] = 1.12
    rows = [HEADINGS, *([number, f"text {place}", "Open"] for place, number in enumerate(numbers))]
    assert messages(reading(book(rows))) == []


def test_day_nought_is_blank_and_nought_in_a_column_of_words_too() -> None:
    def format_them(sheet: Worksheet) -> None:
        for row in range(2, 7):
            sheet[f"E{row}"].number_format = "dd/mm/yyyy"

    cells = [(0, 0), ("x", 44621), ("y", 44622), ("z", 44623), (0, 44624)]
    rows = [HEADINGS, *([f"A{place}", text, "Open", "High", made] for place, (text, made) in enumerate(cells))]
    result = reading(book(rows, format_them))
    assert result.rows["made_on"].dt.strftime("%d/%m/%Y").fillna("").tolist() == [
        "", "01/03/2022", "02/03/2022", "03/03/2022", "04/03/2022",
    ]  # fmt: skip
    assert result.rows["text"].tolist() == [None, "x", "y", "z", None]
    assert [(fault.row, fault.column) for fault in result.faults] == [(2, "text"), (2, "made_on"), (6, "text")]
    assert stops(result) == []


@pytest.mark.parametrize("nothing", ["0", "00/01/1900", "00:00:00", "12:00:00 AM", "1899-12-30"])
def test_what_a_csv_file_shows_of_day_nought_is_blank(nothing: str) -> None:
    result = read([f"A1,x,Open,High,{nothing},,"])
    assert result.rows["made_on"].isna().all()
    assert "0 January 1900" in messages(result)[0]


def test_nought_among_numbers_is_a_value_and_a_layout_may_say_what_it_is() -> None:
    assert read(["A1,0,Open", "A2,12,Open"]).rows["text"].tolist() == ["0", "12"]
    reported = plain_layout('[values.text]\n"0" = "none"\n')
    result = read(["A1,0,Open", "A2,x,Open"], reported)
    assert result.rows["text"].tolist() == ["none", "x"]


def test_merged_cells_have_their_value_in_every_row_they_cover() -> None:
    def merge(sheet: Worksheet) -> None:
        sheet.merge_cells("B2:B4")
        sheet.merge_cells("D5:E6")

    rows = [HEADINGS, ["A1", "same", "Open", "High"], ["A2", None, "Open", "Low"], ["A3", None, "Open", "Low"],
            ["A4", "own", "Open", "High"], ["A5", "own", "Open", None]]  # fmt: skip
    result = reading(book(rows, merge))
    assert result.rows["text"].tolist() == ["same", "same", "same", "own", "own"]
    assert result.rows["risk"].tolist() == ["high", "low", "low", "high", "high"]
    assert messages(result) == ["Merged cells: B2:B4 and D5:E6. The value applies to every row that they cover."]
    table = read_table(book(rows, merge), "extract.xlsx")
    assert [(block.first_row, block.last_row, block.first_column) for block in table.around.merged] == [
        (2, 4, 1),
        (5, 6, 3),
    ]


def test_a_column_that_only_has_colours_is_told() -> None:
    def colour(sheet: Worksheet) -> None:
        for row, shade in enumerate(["FFFF0000", "FF00FF00", "FFFF0000", "FF00FF00"], start=2):
            sheet.cell(row, 4).fill = PatternFill("solid", fgColor=shade)
            sheet.cell(row, 5).fill = PatternFill("solid", fgColor="FFEEEEEE")
            sheet.cell(row, 2).fill = PatternFill("solid", fgColor=shade)

    result = reading(book([HEADINGS, *([f"A{n}", "x", "Open"] for n in range(4))], colour))
    assert messages(result) == [
        (
            "The cells of the column 'Risk' are coloured and hold no words. Colours are not read; give it words, "
            "such as "
            "red, amber and green."
        )
    ]


def test_totals_and_the_notes_under_a_table_are_left_out() -> None:
    lines = [
        HEADER,
        "A1,x,Open,High,,,",
        "A2,y,Closed,High,,01/02/2022,",
        "Custody Total,2,,,,,",
        "A3,z,Open,Low,,,",
        "Total for now,and for ever,Open,Low,01/02/2022,,",
        "Grand total,3,,,,,",
        ",,,,,,",
        "Key: High = red,,,,,,",
    ]
    result = read("\n".join(lines))
    assert result.rows["reference"].tolist() == ["A1", "A2", "A3", "Total for now"]
    assert result.read == 4
    assert messages(result) == [
        (
            "3 totals or notes are no recommendation and left out: rows 4, 7 and 9 ('Custody Total', 'Grand total' and "
            "'Key: High = red')."
        )
    ]
    table = read_table("\n".join(lines).encode(), "extract.csv")
    assert next((row.row, row.text) for row in table.around.left_out) == (4, "Custody Total")


def test_two_rows_of_headings_are_one_and_the_lines_above_them_are_titles() -> None:
    rows = [
        ["Tracker of recommendations"],
        ["OFFICIAL", None, "Position as at 31 October 2022"],
        [],
        ["Recommendation", None, None, "Target date", None, "RAG"],
        ["Ref", "Wording", "Status", "Original", "Revised", None],
        ["A1", "x", "open", date(2022, 3, 1), date(2022, 4, 1), "Red"],
    ]
    table = read_table(book(rows), "extract.xlsx")
    assert table.header == ["Ref", "Wording", "Status", "Target date Original", "Target date Revised", "RAG"]
    assert table.around.title_lines == (
        "Tracker of recommendations",
        "OFFICIAL; Position as at 31 October 2022",
        "Recommendation; Target date; RAG",
    )
    assert (table.around.heading_rows, table.first_row) == ((4, 5), 6)
    assert table.rows == [["A1", "x", "open", "2022-03-01", "2022-04-01", "Red"]]
    assert [fault.message for fault in table.faults] == [
        "The headings are in two rows, 4 and 5, which were read as one."
    ]


def test_an_upper_row_of_headings_that_the_lower_divides() -> None:
    body = "Ref,Status,Dates,,Owner\n,,Date,Date closed,\nA1,open,2022-01-01,,B\n"
    table = read_table(body.encode(), "extract.csv")
    assert table.header == ["Ref", "Status", "Date", "Date closed", "Owner"]
    assert table.rows == [["A1", "open", "2022-01-01", None, "B"]]


def test_headings_that_occur_twice_under_groups_have_the_name_of_the_group() -> None:
    body = "Item,,,Issued,,Closed,\nRef,Status,Source,Date,By,Date,By\nA1,open,B,2022-01-01,C,2022-02-01,D\n"
    table = read_table(body.encode(), "extract.csv")
    assert table.header == ["Ref", "Status", "Source", "Issued Date", "Issued By", "Closed Date", "Closed By"]


def test_a_row_of_values_is_no_second_row_of_headings() -> None:
    table = read_table(b"Ref,Status,,Note\nA1,open,x,y\n", "extract.csv")
    assert (table.header, table.rows) == (["Ref", "Status", "", "Note"], [["A1", "open", "x", "y"]])


def test_a_layout_finds_its_headings_in_two_rows() -> None:
    lines = [
        "Recommendation,,,,Dates,,",
        "Ref,Recommendation,Status,Risk,Made,Closed,Tags",
        "A1,x,Open,High,01/02/2022,,",
    ]
    result = read("\n".join(lines))
    assert result.rows["made_on"].dt.strftime("%d/%m/%Y").tolist() == ["01/02/2022"]
    assert result.read == 1


def swapped_by_a_spreadsheet(days: Sequence[date]) -> list[Any]:
    """What a spreadsheet set to month first makes of days written day first: dates where it can, else the text."""
    return [date(value.year, value.day, value.month) if value.day <= 12 else f"{value:%d/%m/%Y}" for value in days]


DAYS = [date(2022, month, day) for month, day in ((1, 3), (2, 14), (3, 9), (4, 25), (5, 7), (6, 30), (7, 2), (8, 19))]


def test_days_and_months_swapped_by_a_spreadsheet_stop_the_load_with_the_evidence() -> None:
    cells = swapped_by_a_spreadsheet(DAYS)
    rows = [HEADINGS, *([f"A{place}", "x", "Open", "High", cell] for place, cell in enumerate(cells))]
    (anomaly,) = anomalies(None, reading(book(rows)), AS_AT, None)
    assert (anomaly.kind, anomaly.column) == ("day and month swapped", "made_on")
    assert (
        "all 4 different dates that the file holds as a date are of a day up to 12, and all 4 written"
        in anomaly.message
    )


def test_dates_and_texts_of_any_day_are_not_said_to_be_swapped() -> None:
    cells: list[Any] = [*swapped_by_a_spreadsheet(DAYS), date(2022, 9, 13)]
    rows = [HEADINGS, *([f"A{place}", "x", "Open", "High", cell] for place, cell in enumerate(cells))]
    assert stops(reading(book(rows))) == []
    few = [HEADINGS, *([f"A{place}", "x", "Open", "High", cell] for place, cell in enumerate(cells[:5]))]
    assert stops(reading(book(few))) == []


ROWS = [HEADINGS, *([f"A{n}", "x", "Open", "High"] for n in range(1, 5))]


def test_hidden_rows_are_read_and_said() -> None:
    def hide(sheet: Worksheet) -> None:
        for row in (3, 4, 9):
            sheet.row_dimensions[row].hidden = True

    result = reading(book(ROWS, hide))
    assert result.accepted == 4
    assert messages(result) == ["2 rows are hidden, as by a filter. Hidden rows are read like the others."]


def test_rows_that_are_struck_through_are_warned_of() -> None:
    def strike(sheet: Worksheet) -> None:
        sheet["A3"].font = Font(strike=True)
        sheet["F4"].font = Font(strike=True)  # a blank cell

    (message,) = messages(reading(book(ROWS, strike)))
    assert message.startswith("Text in row 3 is struck through and was read like the rest.")


def two_sheets(name: str, rows: Sequence[Sequence[Any]]) -> bytes:
    def add(sheet: Worksheet) -> None:
        assert sheet.parent is not None
        other = sheet.parent.create_sheet(name)
        for row in rows:
            other.append(list(row))

    return book(ROWS, add)


def test_another_sheet_with_the_same_headings_is_warned_of() -> None:
    table = read_table(two_sheets("Closed", ROWS), "extract.xlsx", sheet="Sheet")
    assert [fault.message.partition(". ")[0] for fault in table.faults] == [
        "The sheet 'Closed' has the same headings as 'Sheet' and is not read"
    ]


@pytest.mark.parametrize(("name", "rows"), [("Oct 2022", ROWS), ("Lists", [["Status", "Risk"], ["Open", "High"]])])
def test_a_sheet_of_another_month_or_of_other_headings_is_none(name: str, rows: list[list[Any]]) -> None:
    assert read_table(two_sheets(name, rows), "extract.xlsx", sheet="Sheet").faults == ()


def test_headings_in_the_first_column_are_refused() -> None:
    rows = [["Ref", "Source", "Status", "Theme"], *([f"R{n}", "DARA", "Open", "Custody"] for n in range(4))]
    columns = [list(column) for column in zip(*rows, strict=True)]
    with pytest.raises(UnreadableFile, match="has its headings in the first column"):
        read_table(book(columns), "extract.xlsx")
