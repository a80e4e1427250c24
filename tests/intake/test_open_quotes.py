"""A quotation mark that is never closed decides for its own row alone, once the analyst says so."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.errors import UnreadableFile
from analytics.intake.csv_files import records
from analytics.intake.layouts import layout_from_toml, layout_to_toml, with_plain_quotes
from analytics.intake.open_quotes import MOST_OPEN, OpenQuote
from analytics.intake.readers import read_table
from analytics.intake.rows import read_extract
from tests.examples import examples
from tests.intake.files import AS_AT, HEADER, messages, plain_layout

GOOD = ['A1,"Train, and train again",Open,,,,', 'A2,"Two\nlines ""quoted""",Closed,,,,']
AFTER = ['B1,"More, of it",Open,,,,', "B2,Plain,Closed,,,,"]


def rows_of(*lines: str) -> dict[str, str]:
    """The text of each recommendation, with open marks as part of it."""
    data = "\n".join([HEADER, *lines]).encode()
    rows = read_extract(data, "extract.csv", with_plain_quotes(plain_layout()), AS_AT).rows
    return dict(zip(rows["reference"], rows["text"], strict=True))


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ('X9,"5 inch pipes,Open,,,,', '"5 inch pipes'),
        ('X9,"Say ""yes, Open,,,,', '"Say ""yes'),
        ('X9,"One" and "two,Open,,,,', None),
        ('"X9,Buy pipes,Open,,,,', "Buy pipes"),
    ],
)
@pytest.mark.parametrize("after", [AFTER, AFTER[1:], []])
def test_a_mark_that_is_not_closed_is_refused_and_read_as_text_where_that_is_accepted(
    line: str, text: str | None, after: list[str]
) -> None:
    lines = [*GOOD, line, *after]
    data = "\n".join([HEADER, *lines]).encode()
    if text is None:  # a mark in the middle of a cell is a letter like any other
        assert len(read_extract(data, "extract.csv", plain_layout(), AS_AT).rows) == len(lines)
        return
    with pytest.raises(OpenQuote) as refused:
        read_extract(data, "extract.csv", plain_layout(), AS_AT)
    assert refused.value.row == 4
    rows = rows_of(*lines)
    name = '"X9' if line.startswith('"') else "X9"
    assert rows.pop(name) == text
    known = {"A1": "Train, and train again", "A2": 'Two\nlines "quoted"', "B1": "More, of it", "B2": "Plain"}
    assert rows == {reference: known[reference] for reference in rows}
    assert len(rows) == 2 + len(after)


def test_each_such_row_has_a_fault_that_says_where_the_mark_begins() -> None:
    data = "\n".join([HEADER, *GOOD, 'X1,"5 inch,Open,,,,', *AFTER, 'X2,A,"Open,,,,']).encode()
    layout = with_plain_quotes(plain_layout())
    result = read_extract(data, "extract.csv", layout, AS_AT)
    quote_messages = [message for message in messages(result) if "never closed" in message]
    assert quote_messages == [
        "Row 4 has a quotation mark that is never closed, before '5 inch,Open,,,,'. It was read as part of the text.",
        "Row 7 has a quotation mark that is never closed, before 'Open,,,,'. It was read as part of the text.",
    ]
    assert [fault.row for fault in result.faults if "never closed" in fault.message] == [4, 7]
    assert (result.read, result.rejected) == (6, 0)


def test_cells_of_several_lines_are_no_open_marks() -> None:
    lines = [*GOOD, 'A3,"ends\nin a word" after it,Open,,,,', 'A4,"a\n\nb" ,Open,,,,']
    rows = read_extract("\n".join([HEADER, *lines]).encode(), "extract.csv", plain_layout(), AS_AT).rows
    assert rows["reference"].tolist() == ["A1", "A2", "A3", "A4"]
    assert rows["text"].iloc[2] == "ends\nin a word after it"


CELLS = st.text(st.sampled_from('a",\n;x '), max_size=6)


@examples(150)
@given(st.lists(CELLS, min_size=1, max_size=6))
def test_what_a_csv_writer_writes_has_no_open_marks(cells: list[str]) -> None:
    target = io.StringIO()
    csv.writer(target).writerows([("Ref", "Text"), *((f"R{n}", text) for n, text in enumerate(cells))])
    expected = [["Ref", "Text"], *([f"R{n}", text] for n, text in enumerate(cells))]
    for plain in (False, True):
        assert list(records(target.getvalue().encode(), "utf-8", ",", "x.csv", plain_quotes=plain)) == expected


@examples(150)
@given(st.lists(st.text(st.sampled_from('a",\n'), max_size=12), max_size=6))
def test_any_text_is_read_to_its_end_with_marks_as_text(lines: list[str]) -> None:
    """Nothing raises, and the row after all others is still a row of its own."""
    data = "\n".join(["Ref,Text", *lines, "LAST,end"]).encode()
    rows = list(records(data, "utf-8", ",", "x.csv", plain_quotes=True))
    assert rows[0] == ["Ref", "Text"]
    assert rows[-1] == ["LAST", "end"]


def test_very_many_open_marks_are_no_csv() -> None:
    line = 'X,"open\nY,"open\n'
    with pytest.raises(UnreadableFile, match="more than 1,000 quotation marks"):
        read_table(f"Ref,Text\n{line * MOST_OPEN}".encode(), "x.csv", plain_quotes=True)


def test_the_layout_that_a_file_was_read_with_says_so() -> None:
    layout = with_plain_quotes(plain_layout())
    assert layout_from_toml(layout_to_toml(layout), "plain") == layout
