"""CSV: what a file says, to the byte, and that nothing in it runs."""

from __future__ import annotations

import csv as standard_csv
import io
from datetime import date, datetime
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.files import csv

GUARDED = [
    ("=1+1", "'=1+1"),
    ("+44 20 7230 1212", "'+44 20 7230 1212"),
    ("-1", "'-1"),
    ("@SUM(A1)", "'@SUM(A1)"),
    ("\t=1+1", "'\t=1+1"),
    ("\r=1+1", "'\r=1+1"),
    ("\n=1+1", "'\n=1+1"),
    ("\tplain", "'\tplain"),
    ("\rplain", "'\rplain"),
    ("  =1+1", "'  =1+1"),
    ("\u00a0=1+1", "'\u00a0=1+1"),
    ("\uff1d1+1", "'\uff1d1+1"),  # a wide equals sign
    ("'=1+1", "''=1+1"),  # so that taking one off gives the very text back
    ("'tis plain", "'tis plain"),
    ("1-1", "1-1"),
    ("a=b", "a=b"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "written"), GUARDED)
def test_a_cell_that_a_spreadsheet_might_run_is_guarded_and_no_other(text: str, written: str) -> None:
    assert csv.guarded(text) == written
    assert csv.unguarded(written) == text


@given(st.text() | st.from_regex(r"'*[\t\r\n =+@-]*.*"))
def test_every_text_comes_back_as_it_was(text: str) -> None:
    assert csv.unguarded(csv.guarded(text)) == text
    assert csv.guarded(text).lstrip()[:1] not in {"=", "+", "-", "@"}


CELLS: list[tuple[Any, str]] = [
    (None, ""),
    (float("nan"), ""),
    (pd.NaT, ""),
    (pd.NA, ""),
    (date(2022, 11, 28), "2022-11-28"),
    (datetime(2022, 11, 28), "2022-11-28"),  # noqa: DTZ001 - registers hold days, which have no zone
    (pd.Timestamp("2022-11-28 09:30"), "2022-11-28T09:30:00"),
    (["Engage", "100-day plan"], "Engage;100-day plan"),
    (["Engage", "=1+1"], "Engage;'=1+1"),
    ([], ""),
    (-28, "-28"),  # a number is no formula
    (0, "0"),
    (28.0, "28"),
    (0.5, "0.5"),
    (True, "true"),
]


@pytest.mark.parametrize(("cell", "written"), CELLS)
def test_a_cell_is_written_as_the_data_dictionary_says(cell: Any, written: str) -> None:
    assert csv.cell_text(cell) == written


def test_the_bytes_are_utf_8_with_its_mark_and_every_line_ends_as_the_standard_says() -> None:
    to = io.BytesIO()
    rows = [("HM-1", 'He said "no"', date(2022, 11, 28)), ("HM-2", "two\nlines, – one cell", None)]
    assert csv.write(["reference", "text", "due_on"], [rows[:1], rows[1:]], to) == 2
    assert to.getvalue() == (
        b"\xef\xbb\xbfreference,text,due_on\r\n"
        b'HM-1,"He said ""no""",2022-11-28\r\n'
        b'HM-2,"two\nlines, \xe2\x80\x93 one cell",\r\n'
    )


def test_no_rows_are_a_header_alone() -> None:
    to = io.BytesIO()
    assert csv.write(["reference"], [], to) == 0
    assert to.getvalue() == b"\xef\xbb\xbfreference\r\n"


def test_a_frame_is_written_without_its_index_and_its_whole_numbers_stay_whole() -> None:
    frame = pd.DataFrame(
        {
            "Source": ["DARA", "=IOPC"],
            "Open": pd.array([3, None], dtype="Int64"),
            "Due": pd.to_datetime(["2022-11-28", None]),
        },
        index=[7, 8],
    )
    assert csv.of_frame(frame).decode("utf-8-sig") == "Source,Open,Due\r\nDARA,3,2022-11-28\r\n'=IOPC,,\r\n"


@given(st.lists(st.tuples(st.text(), st.text()), max_size=4))
def test_whatever_is_written_is_read_back_by_any_reader_of_csv(rows: list[tuple[str, str]]) -> None:
    # What no UTF-8 file can hold is not asked for; intake never lets it in.
    rows = [row for row in rows if not any("\ud800" <= letter <= "\udfff" for cell in row for letter in cell)]
    to = io.BytesIO()
    csv.write(["a", "b"], [rows], to)
    text = io.StringIO(to.getvalue().decode("utf-8-sig"), newline="")
    back = [tuple(map(csv.unguarded, row)) for row in standard_csv.reader(text)][1:]
    assert back == rows
