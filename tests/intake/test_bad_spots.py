"""One bad spot never decides for the whole file, and a small file never costs much memory."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.errors import UnreadableFile
from analytics.intake import rows
from analytics.intake.fault_groups import grouped
from analytics.intake.faults import LISTED, total
from analytics.intake.layouts import load_layout
from analytics.intake.readers import SeveralTables, read_table
from analytics.intake.rows import read_extract
from tests.examples import examples
from tests.intake.files import AS_AT, HEADER, messages, plain_layout, read, workbook

GOOD = [f"A{number},The officer’s café – £{number},Open,High,,," for number in range(1, 41)]


def whole(cell: bytes) -> bytes:
    """A file in UTF-8 with one cell of other bytes, in row 42."""
    return "\n".join([HEADER, *GOOD, ""]).encode() + b"B1," + cell + b",Open,High,,,\n"


@pytest.mark.parametrize("extra", ["", '[file]\nencoding = "utf-8"\n'])
def test_a_byte_that_is_not_utf_8_is_named_and_the_file_is_still_utf_8(extra: str) -> None:
    result = read_extract(whole(b"cut \xe2\x80"), "extract.csv", plain_layout(extra), AS_AT)
    assert result.rows["text"].tolist()[:40] == [line.split(",")[1] for line in GOOD]
    assert result.rows["text"].iloc[40] == "cut \ufffd"
    assert messages(result) == [
        (
            "Row 42, text (Recommendation): a letter is lost: its bytes are not of the file's encoding, and "
            "\ufffd stands in "
            "its place."
        )
    ]


def test_a_letter_lost_before_the_file_was_written_is_named_too() -> None:
    assert len(messages(read_extract(whole("caf\ufffd".encode()), "extract.csv", plain_layout(), AS_AT))) == 1


def test_a_file_whose_letters_are_nearly_all_of_another_encoding_is_not_utf_8() -> None:
    data = "\n".join([HEADER, *GOOD]).encode("cp1252") + "\nB1,caf\u00e9,Open,,,,".encode()
    assert read_table(data, "extract.csv").encoding == "cp1252"


def test_a_byte_that_stands_for_nothing_in_windows_1252_does_not_make_the_file_another() -> None:
    data = "\n".join([HEADER, *GOOD]).encode("cp1252") + b"\nB1,x\x81y,Open,,,,"
    table = read_table(data, "extract.csv")
    assert table.encoding == "cp1252"
    assert table.rows[0][1] == "The officer’s café – £1"


def test_nul_and_control_characters_are_left_out_and_their_rows_named() -> None:
    result = read_extract(whole(b"a\x00b\x1ac"), "extract.csv", plain_layout(), AS_AT)
    assert result.rows["text"].iloc[40] == "abc"
    assert messages(result) == ["In row 42, cells hold control characters, which were left out."]
    with pytest.raises(UnreadableFile, match="not a text file"):
        read_table(b"Ref,Text\n" + b"A\x00" * 50, "extract.csv")


def test_line_breaks_of_a_word_processor_stay_line_breaks() -> None:
    result = read([f"A1,{'one' + mark + 'two'},Open" for mark in "\x0b\x0c\x85\u2028\u2029"])
    assert result.rows["text"].tolist() == ["one\ntwo"]
    assert read(["A1,one_x000B_two_x0007_,Open"]).rows["text"].tolist() == ["one\ntwo"]


def test_a_backslash_before_a_quotation_mark_is_an_escape() -> None:
    lines = [r'A1,"Say \"stop\", then go",Open,High', r"A2,Stop\, then go,Open,High", r'A3,"C:\new\folder",Open,High',
             r'A4,"He said \"no\"",Open,High', 'A5,"a\nb \\"c\\" d",Open,High']  # fmt: skip
    result = read([f"{line},,," for line in lines])
    assert result.rows["text"].tolist() == [
        'Say "stop", then go', "Stop, then go", r"C:\new\folder", 'He said "no"', 'a\nb "c" d',
    ]  # fmt: skip
    assert messages(result) == [
        "In rows 2, 3, 5 and 6, a backslash escapes quotation marks or delimiters. They were read as part of the text."
    ]


def test_a_backslash_at_the_end_of_a_cell_is_a_backslash() -> None:
    result = read([r'A1,"C:\folder\",Open,,,,', r"A2,C:\folder\,Open,,,,"])
    assert result.rows["text"].tolist() == ["C:\\folder\\", "C:\\folder\\"]
    assert messages(result) == []


@pytest.mark.parametrize(
    "body", ['[\n {"reference": "R-1"}\n]', '{"rows": []}', "\ufeff[1, 2]", '[["a"]]', '{"a": 1}\n{"a": 2}']
)
def test_json_is_called_json(body: str) -> None:
    with pytest.raises(UnreadableFile, match="is JSON, not a table"):
        read_table(body.encode(), "register.csv")


def test_a_heading_in_brackets_is_no_json() -> None:
    assert read_table(b"[Ref],Status\nA1,open\n", "x.csv").header == ["[Ref]", "Status"]


MANY = 5_000
STANDARD = "reference,source,status,due_on,text,theme"


@pytest.mark.parametrize(
    ("line", "rejected"),
    [("x", MANY), ("x,y,open,not a date", 0), ("{n},y,s{n},d{n},t,h,extra", MANY), ("{n},y,open,{n}-x-{n},t,h", 0)],
)
def test_faults_of_every_row_are_counted_and_the_first_listed(line: str, rejected: int) -> None:
    """Each row has its faults, and none is lost in the count."""
    lines = [line.replace("{n}", str(number)) for number in range(MANY)]
    result = read_extract("\n".join([STANDARD, *lines]).encode(), "extract.csv", load_layout("standard"), AS_AT)
    assert (result.read, result.rejected) == (MANY, rejected)
    kinds = {(fault.column, fault.severity) for fault in result.faults}
    assert len(result.faults) <= (2 * LISTED + 2) * len(kinds)
    statuses = [fault for fault in result.faults if fault.column == "status"]
    dates = [fault for fault in result.faults if fault.column == "due_on" and fault.row]
    assert total(statuses) == rejected
    assert total(dates) == (
        MANY if "d" in line.split(",")[3:4] or "-x-" in line or "not a date" in line else total(dates)
    )
    assert sum(group.count for group in grouped(result.faults)) == total(result.faults)


def test_a_rare_fault_after_very_many_is_still_told() -> None:
    lines = [f"A{number},y,open,soon,t,h" for number in range(MANY)] + ["B1,y,open,31/02/2022,t,h"]
    result = read_extract("\n".join([STANDARD, *lines]).encode(), "extract.csv", load_layout("standard"), AS_AT)
    (rare,) = [fault for fault in result.faults if fault.value == "31/02/2022"]
    assert (rare.row, rare.times) == (MANY + 2, 1)


def test_ragged_rows_cost_memory_in_proportion_to_the_file() -> None:
    data = STANDARD.encode() + b"\n" + b"a,b\n" * 200_000
    tracemalloc.start()
    read_table(data, "extract.csv")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 150 * 1024 * 1024


def test_short_rows_under_very_many_headings_are_no_table() -> None:
    data = ",".join(f"h{number}" for number in range(1_900)).encode() + b"\n" + b"a\n" * 20_000
    with pytest.raises(UnreadableFile, match="fewer cells than the 1,900 headings"):
        read_table(data, "extract.csv")


def test_blank_lines_at_the_end_are_not_read() -> None:
    table = read_table(f"{STANDARD}\nA1,X,open\n".encode() + b"\n" * 3_000_000, "extract.csv")
    assert len(table) == 1


def test_a_workbook_of_very_many_sheets_asks_which() -> None:
    book = workbook({f"S{number}": [["Ref", "Status"], ["A", "open"]] for number in range(201)})
    with pytest.raises(SeveralTables, match="201 sheets, too many to look through"):
        read_table(book, "extract.xlsx")
    assert read_table(book, "extract.xlsx", sheet="S7").rows == [["A", "open"]]


def test_ragged_rows_are_counted_by_their_number_of_cells() -> None:
    """The count of each group is that of the file, though only the first rows are listed one by one."""
    widths = [1 + number * number % 7 for number in range(6_000)]
    lines = [",".join(["x", "y", "open", "", "t", "h", "more"][:width]) for width in widths]
    result = read_extract("\n".join([STANDARD, *lines]).encode(), "extract.csv", load_layout("standard"), AS_AT)
    counted = {
        group.problem: group.count for group in grouped(result.faults) if "where the header has 6" in group.problem
    }
    for width in set(widths) - {6}:
        cells = "1 cell" if width == 1 else f"{width} cells"
        (count,) = [number for problem, number in counted.items() if problem.startswith(f"Has {cells} ")]
        assert count == widths.count(width)
    for fault in result.faults:
        if fault.row and "where the header has" in fault.message:
            assert f"Row {fault.row} has {widths[fault.row - 2]} cell" in fault.message


def test_rows_of_very_many_widths_are_counted_though_not_told_apart() -> None:
    lines = ["x,y,open,,t,h" + ",z" * number for number in range(1, 3 * LISTED)]
    table = read_table("\n".join([STANDARD, *lines]).encode(), "extract.csv", load_layout("standard"))
    assert total(table.faults) == len(lines)
    (last,) = [fault for fault in table.faults if "another number of cells" in fault.message]
    assert (last.row, last.times) == (2 * LISTED + 2, LISTED - 1)


def test_what_is_wrong_is_said_only_of_values_that_were_looked_at() -> None:
    """After the first thousand, values that are wrong in several ways are counted without a reason."""
    lines = [f"A{n},y,open,{n}/13/2022,t,h" for n in range(1, 1_500)]
    lines += [f"B{n},y,open,1/2/{n % 90 + 10}-{n},t,h" for n in range(500)]
    result = read_extract("\n".join([STANDARD, *lines]).encode(), "extract.csv", load_layout("standard"), AS_AT)
    (lump,) = [fault for fault in result.faults if "further values" in fault.message]
    assert "is one of 999 further values that do not fit" in lump.message
    assert lump.times == 999
    assert total(fault for fault in result.faults if fault.column == "due_on" and fault.row) == 1_999


def peak_of_reading(data: bytes) -> int:
    """The most bytes that reading a file takes."""
    tracemalloc.start()
    read_extract(data, "extract.csv", load_layout("standard"), AS_AT)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def test_a_row_repeated_very_often_takes_no_room_for_each_of_its_columns() -> None:
    """Sixty columns of 200,000 rows would be 96 MB of pointers alone."""
    assert peak_of_reading(f"{STANDARD}\n".encode() + b"x,y,open\n" * 200_000) < 80 * 1024 * 1024


@pytest.mark.parametrize("line", ["x\n", "{n},y,\n", ",y,open\n", "{n},y,shut\n"])
def test_very_many_rows_without_a_reference_or_a_status_are_no_register(line: str) -> None:
    lines = "".join(line.replace("{n}", str(number)) for number in range(101_000))
    good = "A1,y,open\n" * 1_000
    with pytest.raises(UnreadableFile, match="101,000 of 102,000 rows have no reference, or no status"):
        read_extract(f"{STANDARD}\n{good}{lines}".encode(), "extract.csv", load_layout("standard"), AS_AT)


def test_rejected_rows_that_are_few_or_a_small_share_do_not_stop_the_reading() -> None:
    few = read_extract(f"{STANDARD}\n".encode() + b"x\n" * 5_000, "x.csv", load_layout("standard"), AS_AT)
    assert (few.read, few.rejected) == (5_000, 5_000)


@examples(25)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["A1", "A2", "A3", ""]),
            st.sampled_from(["open", "closed", "shut", ""]),
            st.sampled_from(["", "2022-02-01", "soon"]),
            st.sampled_from(["", "Train.", "Buy a van."]),
        ),
        min_size=1,
        max_size=14,
    )
)
def test_rows_that_are_alike_are_repeats_however_they_are_recognised(cells: list[tuple[str, str, str, str]]) -> None:
    """The rows that are alike cell by cell are set aside before the others are compared; the outcome is the same."""
    lines = [f"{reference},y,{status},{due},{text},h" for reference, status, due, text in cells]
    data = "\n".join([STANDARD, *lines]).encode()
    quick = read_extract(data, "extract.csv", load_layout("standard"), AS_AT)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rows, "_first_equal_rows", lambda table, _positions, _layout: np.arange(len(table)))
        slow = read_extract(data, "extract.csv", load_layout("standard"), AS_AT)
    pd.testing.assert_frame_equal(quick.rows, slow.rows)
    assert (quick.faults, quick.rejected_references) == (slow.faults, slow.rejected_references)
    assert (quick.accepted, quick.repeated, quick.rejected) == (slow.accepted, slow.repeated, slow.rejected)
    accepted = {(reference, status, due.replace("soon", ""), text) for reference, status, due, text in cells}
    assert quick.accepted == sum(bool(row[0]) and row[1] in ("open", "closed") for row in accepted)
