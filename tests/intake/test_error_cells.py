"""Errors that a spreadsheet shows in place of a value are faults, whether a workbook or a text holds them."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
import xlsxwriter

from analytics.intake.faults import Reading
from analytics.intake.layouts import Layout, load_layout
from analytics.intake.propose import propose_layout
from analytics.intake.readers import read_table
from analytics.intake.rows import read_extract
from tests.intake.files import AS_AT, messages, plain_layout, read, workbook

ERRORS = ["#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#n/a", "#ERROR!", "Err:502"]
HEADINGS = ["reference", "source", "status", "report", "text"]


def with_errors(rows: list[list[str]], errors: dict[tuple[int, int], str]) -> bytes:
    """A workbook under the headings with the cells (row and column from 0) that hold an Excel error."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        sheet = book.add_worksheet("Register")
        for number, row in enumerate([HEADINGS, *rows]):
            sheet.write_row(number, 0, row)
        for (row, column), error in errors.items():
            sheet.write_formula(row, column, "=A1", None, error)
    return target.getvalue()


def standard(data: bytes, name: str = "extract.xlsx", **changes: object) -> Reading:
    layout: Layout = replace(load_layout("standard"), **changes)  # type: ignore[arg-type]
    return read_extract(data, name, layout, AS_AT)


@pytest.mark.parametrize("error", ERRORS)
def test_an_error_written_as_text_is_a_fault_and_its_cell_blank(error: str) -> None:
    result = read([f"A1,{error},Open,High,01/02/2022,,", "A2,Train,Open,High,01/02/2022,,"])
    assert result.rows["text"].tolist() == [None, "Train"]
    message = f"Row 2, text (Recommendation): the cell holds the Excel error {error}; it was read as blank."
    assert messages(result) == [message]


@pytest.mark.parametrize("column", ["made_on", "risk", "text"])
def test_a_column_of_errors_stops_the_load(column: str) -> None:
    cells = {"text": "Train", "risk": "High", "made_on": "01/02/2022"}
    lines = [f"A{number},{{text}},Open,{{risk}},{{made_on}},,".format_map(cells | {column: "#N/A"})
             for number in range(4)]  # fmt: skip
    (doubt,) = read(lines).doubts
    assert (doubt.kind, doubt.column) == ("column damaged", column)
    assert "4 of 4 filled cells cannot be used" in doubt.message


def test_an_error_in_the_reference_or_the_status_rejects_the_row_and_is_named() -> None:
    result = read(["#REF!,Train,Open,,,,", "A2,Train,#N/A,,,,", "A3,Train more,Open,,,,"])
    assert (result.read, result.accepted, result.rejected) == (3, 1, 2)
    told = [message for message in messages(result) if "Excel error" in message]
    assert [message.split(":")[0] for message in told] == ["Row 2, reference (Ref)", "Row 3, status"]


def test_errors_are_no_words_to_be_mapped() -> None:
    table = read_table(b"Ref,Status,Source\nA1,Open,HMICFRS\nA2,#REF!,HMICFRS\nA3,Closed,#N/A\n", "x.csv")
    assert {value.theirs for value in propose_layout(table).values if value.column == "status"} == {
        "Open",
        "Closed",
        "",
    }


def test_an_error_that_the_layout_has_a_meaning_for_is_read_by_it() -> None:
    layout = replace(plain_layout(), values={"status": {"#N/A": "unknown", "Open": "open"}})
    result = read(["A1,Train,#N/A,,,,", "A2,Train,Open,,,,"], layout)
    assert result.rows["status"].tolist() == ["unknown", "open"]
    assert messages(result) == []


def test_words_that_only_look_like_errors_are_words() -> None:
    assert messages(read(["A1,#1 of the list: see #REF! below,Open,,,,", "A2,## two,Open,,,,"])) == []


def test_a_row_of_nothing_but_errors_is_left_out_and_named() -> None:
    text = "reference,source,status,report,text\nA1,HMICFRS,open,Rep,a\n#N/A,#N/A,,#REF!,\nA2,HMICFRS,open,Rep,b\n"
    of_text = standard(text.encode(), "extract.csv")
    rows = [["A1", "HMICFRS", "open", "Rep", "a"], [], ["A2", "HMICFRS", "open", "Rep", "b"]]
    of_book = standard(with_errors(rows, {(2, 0): "#N/A", (2, 1): "#N/A", (2, 3): "#REF!"}))
    for result in (of_text, of_book):
        assert (result.read, result.accepted, result.rejected) == (2, 2, 0)
        (message,) = messages(result)
        assert message == (
            "1 row holds nothing but errors or formulas without a value ('#N/A' and '#REF!') and was left out: row 3."
        )


def test_an_error_is_not_filled_with_the_value_above_it() -> None:
    rows = [[f"A{number}", "HMICFRS", "open", "", f"text {number}"] for number in range(6)]
    rows[0][3], rows[4][3] = "First report", "Second report"
    result = standard(with_errors(rows, {(3, 3): "#REF!"}), fill_down=("report",))
    first, second = "First report", "Second report"
    assert result.rows["report"].tolist() == [first, first, None, None, second, second]
    assert messages(result) == ["Row 4, report: the cell holds the Excel error #REF!; it was read as blank."]


@pytest.mark.parametrize(
    ("references", "reason"),
    [
        (["2022-03-01", "2022-04-03", "1.23e+17"], "The commonest reason, in 2 cells: for example, '2022-0"),
        (["1.23e+17", "2022-04-03"], "For example, '"),
        (["2022-03-01", "2022-04-03"], "For example, '2022-0"),
    ],
)
def test_the_reason_given_for_a_damaged_column_is_the_commonest(references: list[str], reason: str) -> None:
    rows = [HEADINGS, *([reference, "IOPC", "open", "", f"text {reference}"] for reference in references)]
    (doubt,) = standard(workbook({"Register": rows})).doubts
    assert doubt.message.split("cannot be used. ")[1].startswith(reason)
