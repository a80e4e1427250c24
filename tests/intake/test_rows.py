"""A file becomes rows, faults and counts that add up; every example worked by hand."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import openpyxl
import pandas as pd
import pytest

from analytics.intake.faults import Fault
from analytics.intake.layouts import layout_from_toml, load_layout
from analytics.intake.rows import read_extract
from analytics.vocabulary import COLUMN, DATE_COLUMNS, LIST_COLUMNS
from tests.intake.files import AS_AT, HEADER, messages, plain_layout, read, workbook

# 1 clean; 2 blank reference; 3 unknown status; 4 blank status; 5 unreadable date; 6 closed, no date; 7 unknown risk;
# 8 says again what 1 says.
EIGHT = [
    "A1,Do this,Open,High,01/02/2022,,Engage; 100-day plan;Engage",
    ",Do that,Open,,,,",
    "A3,Do that,In progres,,,,",
    "A4,Do that,,,,,",
    "A5,Do that,Open,,1 Febury 2022,,",
    "A6,Do that,Closed,,,,",
    "A7,Do that,Open,Hihg,,,",
    "A1,Do this,Open,high,2022-02-01,,Engage;100-day plan",
]


NO_DATE = "is not a date written day/month/year, the order of this column."
UNDATED = "the row is closed but has no closing date, so the day of closing is known only between two extracts."


def test_eight_rows_and_what_becomes_of_each() -> None:
    reading = read(EIGHT)
    assert (reading.read, reading.accepted, reading.repeated, reading.rejected) == (8, 4, 1, 3)
    assert reading.rows["reference"].tolist() == ["A1", "A5", "A6", "A7"]
    assert reading.rows["source_row"].tolist() == [2, 6, 7, 8]
    assert reading.rejected_references == ("A3", "A4")


def test_a_reference_that_an_accepted_row_bears_too_is_not_rejected() -> None:
    assert read(["A1,x,Open,,,,", "A1,y,Lost,,,,", "A2,y,Lost,,,,"]).rejected_references == ("A2",)


def test_every_fault_is_a_sentence_in_the_order_of_the_rows() -> None:
    assert messages(read(EIGHT)) == [
        "Row 3, reference (Ref): the cell is blank; a row without a reference cannot be kept.",
        "Row 4, status: 'In progres' is not a status of this layout. Did you mean 'In progress'?",
        "Row 5, status: the cell is blank, and this layout does not say what a blank status means.",
        f"Row 6, made_on (Made): '1 Febury 2022' {NO_DATE} Did you mean 1 February 2022?",
        f"Row 7, closed_on (Closed): {UNDATED}",
        "Row 8, risk: 'Hihg' is not a risk of this layout. It was read as blank. Did you mean 'high'?",
        "Row 9 repeats row 2 in every column that is read; it is counted once.",
    ]


def test_a_fault_keeps_the_raw_value_the_reference_and_the_column() -> None:
    faults = {fault.row: fault for fault in read(EIGHT).faults}
    unread = faults[6]
    assert isinstance(unread, Fault)
    assert (unread.reference, unread.column, unread.value, unread.severity) == (
        "A5", "made_on", "1 Febury 2022", "warned",
    )  # fmt: skip
    assert [faults[row].severity for row in (3, 4, 5)] == ["rejected"] * 3


def test_the_rows_are_in_the_standard_layout() -> None:
    reading = read(EIGHT)
    assert list(reading.rows.columns) == [*COLUMN, "source_row"]
    first = reading.rows.iloc[0]
    assert (first["text"], first["status"], first["risk"], first["source"]) == ("Do this", "open", "high", "HMICFRS")
    assert first["tags"] == ["Engage", "100-day plan"]
    assert first["made_on"] == pd.Timestamp(2022, 2, 1)
    assert first["theme"] is None
    assert all(str(reading.rows[name].dtype) == "datetime64[s]" for name in DATE_COLUMNS)
    assert all(isinstance(cell, list) for name in LIST_COLUMNS for cell in reading.rows[name])
    assert all(type(cell) is str for cell in reading.rows["status"])


def test_the_columns_that_file_or_layout_supplied() -> None:
    assert read(EIGHT).columns == (
        "reference", "source", "text", "risk", "tags", "status", "made_on", "closed_on",
    )  # fmt: skip


def test_a_status_mapped_from_a_blank_is_accepted() -> None:
    layout = layout_from_toml(
        'title = "t"\n[columns]\nreference = "Ref"\nstatus = "Status"\n[constants]\nsource = "X"\n'
        '[values.status]\n"" = "unknown"\n"Open" = "open"\n',
        "t",
    )
    assert read("Ref,Status\nA1,\nA2,Open\n", layout).rows["status"].tolist() == ["unknown", "open"]


def test_words_of_a_closed_vocabulary_are_read_however_they_are_written() -> None:
    """By the layout's table, else the vocabulary itself; a word that is in neither is a fault."""
    reading = read(["A1,x,OPEN ,,,,", "A2,x,in–progress,,,,", "A3,x,awaiting on-boarding,,,,"])
    assert (reading.rows["status"].tolist(), reading.rejected) == (["open", "open"], 1)
    body = "reference,source,status,kind\nA1,X,OPEN,Advice\nA2,X,Awaiting  on-boarding,\n"
    reading = read(body, load_layout("standard"))
    assert reading.rows["status"].tolist() == ["open", "awaiting on-boarding"]
    assert reading.rows["kind"].tolist() == ["advice", None]


def test_two_words_of_a_table_that_differ_only_in_writing_are_taken_as_written() -> None:
    layout = plain_layout('[values.risk]\n"HIGH" = "high"\n"High" = "medium"\n"Low" = "low"\n')
    reading = read(["A1,x,Open,HIGH,,,", "A2,x,Open,High,,,", "A3,x,Open,high,,,", "A4,x,Open,LOW,,,"], layout)
    assert reading.rows["risk"].tolist() == ["high", "medium", None, "low"]


def test_a_value_mapped_to_a_blank_is_blank_and_no_fault() -> None:
    layout = plain_layout('[values.risk]\n"n/a" = ""\n"H" = "high"\n')
    reading = read(["A1,x,Open,n/a,,,", "A2,x,Open,H,,,", "A3,x,Open,high,,,"], layout)
    assert reading.rows["risk"].tolist() == [None, "high", None]
    assert messages(reading) == ["Row 4, risk: 'high' is not a risk of this layout. It was read as blank."]


def test_words_of_an_open_column_may_be_mapped_and_others_pass() -> None:
    layout = layout_from_toml(
        'title = "t"\n[columns]\nreference = "Ref"\nstatus = "Status"\nsource = ["Body", "Source"]\ntags = "Tags"\n'
        '[values.source]\n"HMIC" = "HMICFRS"\n[values.tags]\n"E" = "Engage"\n"-" = ""\n[split]\ntags = " | "\n',
        "t",
    )
    body = "Ref,Status,Source,Tags\nA1,open,HMIC,E | x|x\nA2,open,IOPC,-\nA3,open,,\n"
    reading = read(body, layout)
    assert reading.rows["source"].tolist() == ["HMICFRS", "IOPC", None]
    assert reading.rows["tags"].tolist() == [["Engage", "x"], [], []]
    assert messages(reading) == ["Row 4, source: the cell is blank; every recommendation has a source."]


def test_two_columns_may_read_one_heading() -> None:
    body = "Number,Recipient,Safety Issue,Inquiry,Status,Made,Closed,Recommendation,Reply Text\n"
    body += "001/24,CAA,Risk,R1,Closed acceptable,2024-01-05,2024-02-01,x,y\n002/24,CAA,Risk,R1,Open,2024-01-05,,x,\n"
    reading = read_extract(body.encode(), "taic.csv", load_layout("taic"), date(2024, 4, 4))
    assert reading.rows[["status", "close_reason"]].to_numpy().tolist() == [["closed", "implemented"], ["open", None]]
    assert reading.faults == ()


def test_a_column_in_the_other_order_is_said_to_be_so_once() -> None:
    rows = [f"A{day},x,Open,,03/{day}/2022,," for day in range(11, 17)]
    reading = read(rows)
    assert reading.rows["made_on"].notna().sum() == 2
    text = [fault for fault in reading.faults if fault.row is None]
    assert len(text) == 1
    assert "4 different dates cannot be read day/month/year but can be read month/day/year" in text[0].message
    assert reading.faults[0] == text[0]


def test_a_column_may_have_an_order_of_its_own() -> None:
    reading = read(["A1,x,Closed,,03/04/2022,04/13/2022,"], plain_layout('[dates]\nclosed_on = "MDY"\n'))
    assert reading.rows["made_on"].tolist() == [pd.Timestamp(2022, 4, 3)]
    assert reading.rows["closed_on"].tolist() == [pd.Timestamp(2022, 4, 13)]


def test_a_workbook_reads_as_the_same_rows() -> None:
    header = HEADER.split(",")
    book = workbook(
        {"Register": [["As at 28 November 2022"], [], header, ["A1", "x", "Open", "High", date(2022, 2, 1)]]}
    )
    reading = read_extract(book, "extract.xlsx", plain_layout(), AS_AT)
    assert reading.rows["made_on"].tolist() == [pd.Timestamp(2022, 2, 1)]
    assert reading.rows["source_row"].tolist() == [4]


def test_an_error_cell_in_a_column_that_is_read_is_a_fault() -> None:
    header = [*HEADER.split(","), "Aside"]
    book = openpyxl.load_workbook(io.BytesIO(workbook({"Register": [header, ["A1", "x", "Closed"]]})))
    book.active["F2"], book.active["H2"] = "#N/A", "#N/A"
    target = io.BytesIO()
    book.save(target)
    reading = read_extract(target.getvalue(), "extract.xlsx", plain_layout(), AS_AT)
    assert messages(reading) == [
        "Row 2, closed_on (Closed): the cell holds the Excel error #N/A; it was read as blank."
    ]


def test_a_heading_nearly_that_of_the_layout_is_pointed_out() -> None:
    reading = read("Ref,Status,Clsoed\nA1,Open,\n")
    assert messages(reading) == ["The file has no column 'Closed' for closed_on. Did you mean 'Clsoed'?"]
    assert "closed_on" not in reading.columns


def test_a_file_with_headings_only_has_no_rows() -> None:
    reading = read([])
    assert (reading.read, reading.accepted, len(reading.rows)) == (0, 0, 0)
    assert str(reading.rows["made_on"].dtype) == "datetime64[s]"


def test_a_file_of_rejected_rows_only() -> None:
    reading = read([",x,Open,,,,", "A2,x,Lost,,,,"])
    assert (reading.read, reading.accepted, reading.rejected) == (2, 0, 2)


def test_progress_is_told_from_start_to_end() -> None:
    reported: list[tuple[float, str]] = []
    read(EIGHT, progress=lambda share, words: reported.append((share, words)))
    shares = [share for share, _ in reported]
    assert shares == sorted(shares)
    assert (reported[0], reported[-1]) == ((0.0, "Reading the file"), (1.0, "Read"))


@pytest.mark.parametrize("layout", ["standard", "taic", "pfd-tracker"])
def test_the_count_adds_up_for_a_file_without_rows(layout: str) -> None:
    header = ",".join(theirs[0] for theirs in load_layout(layout).columns.values())
    names = dict.fromkeys(header.split(","))
    reading = read_extract((",".join(names) + "\n").encode(), "empty.csv", load_layout(layout), AS_AT)
    assert (reading.read, reading.faults) == (0, ())


def test_a_date_in_a_status_is_said_not_to_be_read() -> None:
    layout = plain_layout()
    layout = replace(layout, values={"status": {**layout.values["status"], "Closed 12/03/2022": "closed"}})
    result = read(["A1,x,Closed 12/03/2022,,,01/01/2022,", "A2,x,Shut 12/03/2022,,,,"], layout)
    (message,) = [fault.message for fault in result.faults if fault.severity == "warned"]
    assert message.startswith("Row 2, status: 'Closed 12/03/2022' holds a date, which is not read with the status.")
