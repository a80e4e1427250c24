"""A file's bytes become a table, or one clear sentence."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, datetime

import openpyxl
import pytest

from analytics.errors import UnreadableFile
from analytics.intake.layouts import load_layout
from analytics.intake.readers import SeveralTables, read_table, sheet_names
from analytics.intake.tables import LIMITS, MEGABYTE, limits_set
from tests.intake.files import HEADER, csv_text, plain_layout, workbook

ROWS = [["Ref", "Recommendation", "Status"], ["A1", "Do this", "Open"], ["A2", "Do that", "Closed"]]
CELLS = ROWS[1:]


def sentence(data: bytes, filename: str = "extract.csv", **more: object) -> str:
    """The one sentence with which a file is refused."""
    with pytest.raises(UnreadableFile) as error:
        read_table(data, filename, **more)  # type: ignore[arg-type]
    return str(error.value)


@pytest.mark.parametrize(
    ("encoding", "found"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-be", "utf-16"),
        ("utf-32", "utf-32"),
    ],
)
def test_unicode_is_told_by_its_mark_or_by_fitting(encoding: str, found: str) -> None:
    mark = "\ufeff" if encoding == "utf-16-be" else ""
    table = read_table((mark + "Ref,Text\nA1,café – £5\n").encode(encoding), "extract.csv")
    assert (table.rows, table.encoding, table.faults) == ([["A1", "café – £5"]], found, ())


@pytest.mark.parametrize(("encoding", "line_end"), [("cp1252", "\r\n"), ("mac_roman", "\r"), ("mac_roman", "\n")])
def test_an_older_encoding_is_guessed_by_its_letters_and_said_so(encoding: str, line_end: str) -> None:
    text = line_end.join(["Ref,Text", "A1,The force’s café – “a start”", "A2,£5 … naïve"])
    table = read_table(text.encode(encoding), "extract.csv")
    assert table.rows == [["A1", "The force’s café – “a start”"], ["A2", "£5 … naïve"]]
    assert "does not say its encoding" in table.faults[0].message
    assert table.faults[0].row is None


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_its_mark_is_told_by_its_zeros(encoding: str) -> None:
    table = read_table("Ref,Text\nA1,a café in a long enough sentence\n".encode(encoding), "extract.csv")
    assert (table.encoding, table.rows) == (encoding, [["A1", "a café in a long enough sentence"]])
    assert "was read as UTF-16" in table.faults[0].message


def test_capitals_with_accents_are_no_sign_of_a_macintosh() -> None:
    text = "Ref,Text\nA1,École – Übung £5\nA2,Æthelstan’s “Ångström”\n"
    assert read_table(text.encode("cp1252"), "extract.csv").rows[0][1] == "École – Übung £5"
    assert read_table("Ref,Text\nA1,first – second\n".encode("mac_roman"), "x.csv").rows == [["A1", "first – second"]]


def test_a_line_of_a_million_cells_is_refused() -> None:
    assert "so it is no register" in sentence(b"," * 1_000_001)


def test_a_preview_shows_the_first_rows() -> None:
    table = read_table(csv_text([*ROWS, ["A3", "", "Open"]]).encode(), "extract.csv")
    assert table.preview(2) == CELLS
    assert table.preview(9)[2] == ["A3", None, "Open"]


def test_a_declared_encoding_is_kept_to_and_nothing_is_said() -> None:
    layout = plain_layout('[file]\nencoding = "mac_roman"\n')
    table = read_table(f"{HEADER}\rA1,cafés,Open,,,,\r".encode("mac_roman"), "extract.csv", layout)
    assert (table.rows[0][1], table.faults) == ("cafés", ())


def test_text_that_is_not_in_the_declared_encoding_is_refused() -> None:
    layout = plain_layout('[file]\nencoding = "utf-8"\n')
    assert "not text in UTF-8" in sentence(b"Ref\nA1 caf\xe9\n" * 4, layout=layout)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_delimiter_and_line_end_are_found(delimiter: str, line_end: str) -> None:
    text = line_end.join(delimiter.join(row) for row in ROWS)
    table = read_table(text.encode(), "extract.csv")
    assert (table.header, table.rows, table.delimiter) == (ROWS[0], CELLS, delimiter)


def test_the_layouts_own_headings_settle_the_delimiter() -> None:
    """Commas in the text outnumber the semicolons that separate the columns."""
    text = "Ref;Recommendation;Status;Risk;Made;Closed;Tags\nA1;a, b, c, d, e, f, g, h, i, j;Open;;;;\n"
    assert read_table(text.encode(), "extract.csv", plain_layout()).rows[0][1] == "a, b, c, d, e, f, g, h, i, j"


def test_a_hint_to_a_spreadsheet_names_the_delimiter_and_is_no_row() -> None:
    table = read_table(b"sep=;\nRef;Text\nA1;a, b\n", "extract.csv")
    assert (table.header, table.rows, table.first_row) == (["Ref", "Text"], [["A1", "a, b"]], 2)


def test_a_quoted_cell_keeps_its_lines_and_its_row_keeps_its_number() -> None:
    table = read_table(b'Ref,Text\nA1,"one\r\ntwo, ""three"""\n\nA2,x\n', "extract.csv")
    assert table.rows == [["A1", 'one\ntwo, "three"'], ["A2", "x"]]
    assert table.source_rows.tolist() == [2, 4]


def test_a_quotation_mark_never_closed_is_refused_with_its_row() -> None:
    assert "a quotation mark that opens in row 3, before 'y', is never closed" in sentence(
        b'Ref,Text\nA1,x\nA2,"y\nA3,z\n'
    )


def test_rows_of_the_wrong_width_are_reported_and_read() -> None:
    table = read_table(b"Ref,Text,Status\nA1,x\nA2,x,Open,more\nA3,x,Open,\n,,,,\n", "extract.csv")
    assert table.rows == [["A1", "x", None], ["A2", "x", "Open"], ["A3", "x", "Open"]]
    assert [fault.message for fault in table.faults] == [
        "Row 2 has 2 cells where the header has 3; the last ones were read as blank.",
        "Row 3 has 4 cells where the header has 3; the rest was left out.",
    ]


def test_titles_above_the_headings_are_passed_over() -> None:
    body = ["Register of recommendations", "As at 28 November 2022", "", HEADER, "A1,x,Open,,,,"]
    table = read_table("\n".join(body).encode(), "extract.csv", plain_layout())
    assert (table.header[0], table.rows[0][0], table.first_row) == ("Ref", "A1", 5)
    assert read_table("\n".join(body).encode(), "extract.csv").header == HEADER.split(",")


def test_the_layouts_header_row_is_kept_to() -> None:
    layout = plain_layout("[file]\nheader_row = 2\n")
    assert read_table(f"{HEADER}\n{HEADER}\nA1,x,Open,,,,\n".encode(), "extract.csv", layout).first_row == 3
    assert "no column for" in sentence(f"{HEADER}\nA1,x,Open,,,,\n".encode(), layout=layout)


def test_headings_that_do_not_fit_are_refused_with_what_is_missing_and_what_was_found() -> None:
    words = sentence(b"Ref,Recommendation,Statos\nA1,x,Open\n", layout=plain_layout())
    assert "no column for status (headed 'Status')" in words
    assert "'Ref', 'Recommendation' and 'Statos'. Did you mean 'Statos'?" in words


def test_a_heading_that_stands_twice_is_refused() -> None:
    assert "'Status' more than once" in sentence(b"Ref,Status,Status\nA1,Open,Open\n", layout=plain_layout())


def test_a_cell_of_100_000_characters_loads() -> None:
    text = csv_text([*ROWS, ["A3", "x" * 100_000, "Open"]])
    assert len(read_table(text.encode(), "extract.csv").rows[2][1] or "") == 100_000
    book = workbook({"Register": [*ROWS, ["A3", "x" * 32_767, "Open"]]})
    assert len(read_table(book, "extract.xlsx").rows[2][1] or "") == 32_767


def test_a_workbooks_cells_become_text() -> None:
    cells = [
        "002/24",
        7.0,
        2.5,
        True,
        date(2024, 4, 3),
        datetime.fromisoformat("2024-04-03T12:05"),
        12345678,
        "a_x000D_\nb",
        "  x\u00a0",
    ]
    book = workbook({"Register": [[f"Heading {number}" for number in range(len(cells))], cells]})
    assert read_table(book, "extract.xlsx").rows == [
        ["002/24", "7", "2.5", "TRUE", "2024-04-03", "2024-04-03 12:05:00", "12345678", "a\nb", "x"]
    ]


def test_an_error_cell_is_found_and_blank() -> None:
    book = workbook({"Register": [["Ref", "Note"], ["A1", "x"], ["A2", None]]})
    opened = openpyxl.load_workbook(io.BytesIO(book))
    opened["Register"]["B3"] = "#REF!"
    target = io.BytesIO()
    opened.save(target)
    table = read_table(target.getvalue(), "extract.xlsx")
    assert table.rows == [["A1", "x"], ["A2", None]]
    (note,) = table.notes
    assert (note.column, note.rows.tolist(), note.kind, note.value) == (1, [3], "error", "#REF!")


def test_the_sheet_that_fits_the_layout_is_read() -> None:
    header = HEADER.split(",")
    book = workbook({"Notes": [["What"], ["is this"]], "Register": [header, ["A1", "x", "Open"]], "Empty": []})
    table = read_table(book, "extract.xlsx", plain_layout())
    assert (table.sheet, table.rows[0][:3]) == ("Register", ["A1", "x", "Open"])


def test_several_sheets_that_fit_are_refused_by_name_unless_one_is_named() -> None:
    header = HEADER.split(",")
    book = workbook({"2021": [header, ["A1", "x", "Open"]], "2022": [header, ["A2", "x", "Open"]]})
    with pytest.raises(SeveralTables, match="on the sheets '2021' and '2022'") as error:
        read_table(book, "extract.xlsx", plain_layout())
    assert error.value.sheets == ("2021", "2022")
    assert read_table(book, "extract.xlsx", plain_layout(), sheet="2022").rows[0][0] == "A2"
    assert read_table(book, "extract.xlsx", plain_layout('[file]\nsheet = "2021"\n')).rows[0][0] == "A1"
    assert "no sheet '2023'; it has '2021' and '2022'" in sentence(book, "extract.xlsx", sheet="2023")


def test_a_sheet_that_was_renamed_is_read_where_it_has_the_headings_and_that_is_said() -> None:
    headings = [*HEADER.split(",")]
    book = workbook({"Notes": [["Read me"]], "November 2023": [headings, ["A2", "x", "Open"]]})
    layout = plain_layout('[file]\nsheet = "October 2023"\n')
    table = read_table(book, "extract.xlsx", layout)
    assert (table.sheet, table.rows[0][0]) == ("November 2023", "A2")
    assert [fault.message for fault in table.faults] == [
        (
            "The workbook has no sheet 'October 2023', which the layout names. "
            "The sheet 'November 2023' has the layout's headings and was read."
        )
    ]
    chosen = read_table(book, "extract.xlsx", layout, sheet="November 2023")
    assert (chosen.sheet, chosen.faults) == ("November 2023", ())
    other = workbook({"Notes": [["Read me"]]})
    with pytest.raises(UnreadableFile, match="no sheet 'October 2023'; it has 'Notes'"):
        read_table(other, "extract.xlsx", layout)


def test_the_sheet_chosen_is_read_although_the_layout_names_another_that_is_there() -> None:
    sheets = {name: [[*HEADER.split(",")], [name, "x", "Open"]] for name in ("Oct 23", "Nov 23")}
    layout = plain_layout('[file]\nsheet = "Oct 23"\n')
    assert read_table(workbook(sheets), "extract.xlsx", layout, sheet="Nov 23").rows[0][0] == "Nov 23"


def test_the_sheets_of_a_workbook_are_named_and_a_csv_file_has_none() -> None:
    assert sheet_names(workbook({"One": [["a"]], "Two": [["b"]]}), "extract.xlsx") == ("One", "Two")
    assert sheet_names(b"a,b\n1,2\n", "extract.csv") == ()


def test_without_a_layout_the_much_larger_sheet_is_read() -> None:
    large = [["Ref", "Text"], *([f"A{number}", "x"] for number in range(40))]
    assert read_table(workbook({"Note": [["Read me"]], "All": large}), "extract.xlsx").sheet == "All"
    with pytest.raises(SeveralTables):
        read_table(workbook({"One": large, "Two": large}), "extract.xlsx")


def test_a_layout_for_the_other_kind_of_file_is_refused() -> None:
    assert "is an Excel workbook, and the layout 'pfd-tracker' is for a CSV file" in sentence(
        workbook({"Register": ROWS}), "extract.xlsx", layout=load_layout("pfd-tracker")
    )


@pytest.mark.parametrize(
    ("stated", "megabytes"), [(None, 50), ("", 50), ("120", 120), ("0.5", 0.5), ("many", 50), ("-1", 50)]
)
def test_the_size_is_what_the_setting_states(stated: str | None, megabytes: float) -> None:
    assert limits_set(stated).file_bytes == int(megabytes * MEGABYTE)


def test_a_file_above_the_stated_size_is_refused() -> None:
    words = sentence(b"x" * 1_600_000, limits=LIMITS.of_megabytes(1))
    assert words == "'extract.csv' is 1.5 MB; a file of more than 1 MB is not read."


def test_more_rows_or_columns_than_can_be_read_are_refused() -> None:
    assert "more than 2,000" in sentence(b",".join(b"h%d" % number for number in range(2001)) + b"\n")
    assert "more than 5 rows" in sentence(b"Ref,Text\n" + b"A,x\n" * 6, limits=replace(LIMITS, rows=5))


def test_a_file_without_headings_is_refused() -> None:
    assert "holds no table" in sentence(b"1,2\n3,4\n")
