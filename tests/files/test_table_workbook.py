"""One table as a workbook: its cells as they are, and a cover that says what it is and how it is marked."""

from __future__ import annotations

import io
from datetime import date

import pandas as pd
from python_calamine import CalamineWorkbook

from analytics.files import csv, table_workbook
from analytics.files.table_workbook import TableDescription

FRAME = pd.DataFrame(
    {
        "Source": ["IOPC", "=1+1", None],
        "Open": [16, 0, 2],
        "Due": [pd.Timestamp(2022, 11, 28), pd.NaT, pd.Timestamp(2023, 1, 1)],
    }
)
ABOUT = TableDescription(
    title="16 are from the IOPC",
    subtitle="Open, by source.",
    view="All recommendations at 28 November 2022.",
    source="Source: a register.",
    marking="OFFICIAL-SENSITIVE",
    day=date(2022, 11, 28),
)


def test_the_workbook_holds_the_cells_of_the_table_and_says_what_it_is() -> None:
    to = io.BytesIO()
    table_workbook.write(FRAME, ABOUT, to)
    book = CalamineWorkbook.from_filelike(io.BytesIO(to.getvalue()))
    assert book.sheet_names == ["Cover", "Table"]
    rows = book.get_sheet_by_name("Table").to_python()
    assert rows[0][0] == "16 are from the IOPC"
    assert rows[-4:] == [
        ["Source", "Open", "Due"],
        ["IOPC", 16.0, date(2022, 11, 28)],
        ["=1+1", 0.0, ""],
        ["", 2.0, date(2023, 1, 1)],
    ]
    cover = [row[0] for row in book.get_sheet_by_name("Cover").to_python()]
    for words in ("OFFICIAL-SENSITIVE.", "All recommendations at 28 November 2022.", "Source: a register."):
        assert words in cover


def test_what_is_pasted_runs_no_formula() -> None:
    lines = csv.to_paste(FRAME).splitlines()
    assert lines == ["Source\tOpen\tDue", "IOPC\t16\t2022-11-28", "'=1+1\t0\t", "\t2\t2023-01-01"]
