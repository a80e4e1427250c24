"""Tables: texts cut at a word, cells as they are read, widths of columns."""

from datetime import date

import pandas as pd
import pytest

from pages.ui.tables import MOST_ROWS, _cell, _in_html, _longest, _text_widths, cut, listing

DAY = pd.Timestamp("2022-11-28")
LONG = "longer than a word or two"


def measured(row: dict[str, object]) -> tuple[pd.DataFrame, dict[str, int]]:
    """A list of one row, and the letters of the longest cell of each column."""
    frame = pd.DataFrame([row])
    return frame, _longest(frame)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("short", "short"),
        ("exactly ten", "exactly\u00a0…"),
        ("one, two three", "one, two\u00a0…"),
        ("averyverylongword", "averyveryl\u00a0…"),
        (None, None),
    ],
)
def test_a_text_is_cut_at_a_word(text: str | None, shown: str | None) -> None:
    assert cut(text, 10) == shown


def test_cells_as_read() -> None:
    assert _cell(date(2022, 11, 28)) == "28\u00a0November\u00a02022"
    assert _cell(pd.NaT) == _cell(None) == _cell(float("nan")) == _cell(pd.NA) == ""
    assert _cell(["Engage", "100-day plan"]) == "Engage, 100-day plan"


def test_whole_numbers_have_commas_and_a_true_minus() -> None:
    shown = _in_html(pd.Series([-1234, None], dtype="Int64"))
    assert shown == ["−1,234", ""]


@pytest.mark.parametrize(
    ("columns", "text"),
    [
        ({"Reference": "A", "Source": "IOPC", "Text": LONG, "Due": DAY, "Days late": 1}, 680 - 100 - 106 - 132 - 70),
        ({"Reference": "A", "Report": LONG, "Addressed to": LONG}, (680 - 100) // 2),
        ({"Reference": "A", "Made": DAY, "Due": DAY, "Closed": DAY, "Text": LONG, "Kind": LONG, "State": LONG}, 106),
        # A column of short words takes what its longest word or its heading takes: 9 and 12 letters of 6.6 pixels.
        ({"Reference": "A", "Text": LONG, "Successor": "A-1", "Is": "twelve words"}, 680 - 100 - (59 + 20) - (79 + 20)),
    ],
)
def test_the_columns_of_a_list_fit_a_tablet_while_no_text_is_too_narrow_to_read(
    columns: dict[str, object], text: int
) -> None:
    assert set(_text_widths(*measured(columns)).values()) == {text}


@pytest.mark.parametrize(
    ("columns", "texts"),
    [
        # 106 pixels hold three lines of 11 letters: a sentence has more, a role of three words has not.
        ({"Reference": "A", "Source": "IOPC", "Text": "w " * 40, "Closed": DAY, "Due": DAY, "By": LONG}, (190, 106)),
        ({"Reference": "A", "Closed": DAY, "Due": DAY, "Text": "w " * 40, "By": LONG}, (680 - 100 - 264 - 106, 106)),
        ({"Reference": "A", "Source": "IOPC", "Text": "w " * 40, "Report": "w " * 40}, (237, 237)),
    ],
)
def test_a_sentence_has_room_to_be_read_before_a_name_has(columns: dict[str, object], texts: tuple[int, int]) -> None:
    assert tuple(_text_widths(*measured(columns)).values()) == texts


def test_a_long_list_cuts_its_texts_to_what_three_lines_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[pd.DataFrame] = []
    monkeypatch.setattr("streamlit.dataframe", lambda frame, **_: shown.append(frame))
    # 272 pixels hold 41.2 letters of 6.6, less 4.8 lost at the end of each of three lines: 109. A word and its space
    # are six.
    rows = {"Reference": ["A"] * 26, "Source": "IOPC", "Text": "words " * 40, "Due": DAY, "Days late": 1}
    listing(pd.DataFrame(rows), key="long")
    assert shown[0]["Text"][0] == "words " * 17 + "words\u00a0…"


@pytest.mark.parametrize(("letters", "height"), [(0, 35), (36, 35), (37, 54), (72, 54), (73, 74), (300, 74)])
def test_a_row_of_a_list_is_as_high_as_its_longest_text(
    letters: int, height: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    heights: list[int] = []
    monkeypatch.setattr("streamlit.dataframe", lambda _, row_height, **__: heights.append(row_height))
    # As above: 36.4 letters a line.
    rows = {"Reference": ["A"] * 26, "Source": "IOPC", "Text": ["w" * letters, *["w"] * 25], "Due": DAY, "Days late": 1}
    listing(pd.DataFrame(rows), key="long")
    assert heights == [height]


def test_of_a_very_long_list_the_first_rows_travel_and_the_reader_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[pd.DataFrame] = []
    said: list[str] = []
    monkeypatch.setattr("streamlit.dataframe", lambda frame, **_: shown.append(frame))
    monkeypatch.setattr("pages.ui.screen.caption", said.append)
    for number in (MOST_ROWS, MOST_ROWS + 1):
        listing(pd.DataFrame({"Reference": range(number)}), key="long")
    assert [frame["Reference"].tolist() for frame in shown] == [list(range(MOST_ROWS))] * 2
    assert said == [
        "1,000 rows; the list scrolls.",
        "The first 1,000 of 1,001 rows; the CSV has them all. The list scrolls.",
    ]


@pytest.mark.parametrize(("letters", "shown"), [(1, 38 + 16.5 * 35), (60, 38 + 10.5 * 54), (300, 38 + 7.5 * 74)])
def test_the_row_at_the_foot_of_a_list_is_cut_so_that_more_are_seen_to_follow(
    letters: int, shown: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    heights: list[int] = []
    monkeypatch.setattr("streamlit.dataframe", lambda _, height, **__: heights.append(height))
    rows = {"Reference": ["A"] * 26, "Source": "IOPC", "Text": "w" * letters, "Due": DAY, "Days late": 1}
    listing(pd.DataFrame(rows), key="long")
    assert heights == [int(shown)]
