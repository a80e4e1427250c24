"""Cells read as on a page, and columns share a page so that nothing is clipped."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as some

from analytics.files.pack.content import PackTable
from analytics.files.pack.fonts import Weight, width
from analytics.files.pack.text_tables import Grid, grid, shares

FRAME = pd.DataFrame(
    {
        "Action": ["Write to HMICFRS", None],
        "Due": [date(2022, 11, 30), pd.NaT],
        "Carried": [1234, None],
        "Open": [-5, 2],
    }
)


def test_cells_are_said_as_a_reader_reads_them() -> None:
    shown = grid(PackTable(caption="Actions", frame=FRAME, wide=("Action",)))
    assert shown.headings == ("Action", "Due", "Carried", "Open")
    assert shown.rows == (("Write to HMICFRS", "30\u00a0November 2022", "1,234", "−5"), ("", "", "", "2"))
    assert shown.is_number == (False, False, True, True)
    assert shown.is_wide == (True, False, False, False)


def test_only_the_printed_rows_are_there() -> None:
    assert len(grid(PackTable(caption="Actions", frame=FRAME, most=1)).rows) == 1


def test_a_table_of_nothing_has_its_headings() -> None:
    shown = grid(PackTable(caption="None", frame=FRAME.head(0)))
    assert (shown.headings, shown.rows) == (("Action", "Due", "Carried", "Open"), ())


def test_short_columns_keep_their_width_and_texts_get_the_rest() -> None:
    text = "The force should make sure that every decision is recorded and reviewed. " * 4
    rows = (("HM-2019-043", text, "31\u00a0May 2022"),)
    shown = Grid(headings=("Reference", "Text", "Due"), rows=rows, is_number=(False,) * 3, is_wide=(False, True, False))
    reference, long, due = shares(shown, 700, 9, 10)
    assert reference == pytest.approx(width("HM-2019-043", 9) + 10)
    assert due == pytest.approx(width("31\u00a0May 2022", 9) + 10)
    assert reference + long + due == pytest.approx(700)


def test_a_column_of_short_texts_gets_what_nobody_else_needs() -> None:
    name = "We will take a proactive approach to preventing and reducing crime"
    shown = Grid(headings=("Priority", "Open"), rows=((name, "3"),), is_number=(False, True), is_wide=(False, False))
    assert shares(shown, 700, 9, 10)[0] == pytest.approx(width(name, 9) + 10)


def test_a_small_table_is_no_wider_than_it_needs() -> None:
    shown = grid(PackTable(caption="Sum", frame=pd.DataFrame({"Term": ["New"], "Number": [3]})))
    expected = width("Term", 9, Weight.SEMIBOLD) + width("Number", 9, Weight.SEMIBOLD) + 20
    assert sum(shares(shown, 700, 9, 10)) == pytest.approx(expected)


@given(
    some.lists(some.lists(some.text(max_size=60), min_size=3, max_size=3), max_size=6),
    some.tuples(some.booleans(), some.booleans(), some.booleans()),
)
def test_the_columns_never_take_more_than_the_page(rows: list[list[str]], is_wide: tuple[bool, ...]) -> None:
    shown = Grid(
        headings=("One", "Two", "Three"),
        rows=tuple(map(tuple, rows)),
        is_number=(False,) * 3,
        is_wide=is_wide,
    )
    widths = shares(shown, 300, 9, 10)
    assert sum(widths) <= 300.001
    assert all(each > 0 for each in widths)
