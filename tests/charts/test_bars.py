"""Bars: what is drawn equals the frame, and the words follow from it."""

import pandas as pd
import pytest

from analytics.charts.bars import bars
from analytics.charts.chart import MEASURE, TILE, Chart
from analytics.charts.chosen import with_chosen
from analytics.charts.palette import LIGHT

SOURCES = [("HMICFRS", 71), ("DARA internal audit", 38), ("IOPC", 16), ("MOPAC reviews", 14), ("Coroners (PFD)", 8),
           ("External audit", 5)]  # fmt: skip


def frame(pairs: list[tuple[str, int]]) -> pd.DataFrame:
    return pd.DataFrame([(f"v{i}", label, number) for i, (label, number) in enumerate(pairs)],
                        columns=["value", "label", "count"])  # fmt: skip


def by_source(pairs: list[tuple[str, int]], width: int = TILE) -> Chart:
    return bars(frame(pairs), name="open-by-source", quantity="open", by="source", says="come from",
                several="sources", width=width)  # fmt: skip


def test_the_bars_are_the_counts() -> None:
    drawn = by_source(SOURCES).figure.data[0]
    assert list(drawn.x) == [71, 38, 16, 14, 8, 5]
    assert list(drawn.text) == ["71", "38", "16", "14", "8", "5"]


def test_the_table_says_the_same() -> None:
    table = by_source(SOURCES).table
    assert list(table.columns) == ["Source", "Open"]
    assert table["Open"].tolist() == [71, 38, 16, 14, 8, 5]
    assert table["Open"].dtype == "int64"


def test_names_stand_in_the_gutter_and_above_the_bars_where_it_is_narrow() -> None:
    layout = by_source(SOURCES).figure.layout
    assert [note.text for note in layout.annotations] == [label for label, _ in SOURCES]
    narrow = layout.meta["narrow"]
    assert [note["text"] for note in narrow["annotations"]] == [label for label, _ in SOURCES]
    assert narrow["margin"]["l"] < 5
    assert layout.margin.l >= 140


def test_a_long_name_is_broken_and_the_pitch_is_wider() -> None:
    long = "We will provide a compassionate and effective service to victims and other members of the public"
    chart = by_source([(long, 3), ("Short", 1)], MEASURE)
    assert "<br>" in chart.figure.layout.annotations[0].text
    assert chart.figure.layout.height == 2 * 43 + 4


def test_markup_in_a_name_is_shown_as_it_stands() -> None:
    assert by_source([("<b>A & B</b>", 1)]).figure.layout.annotations[0].text == "&lt;b&gt;A &amp; B&lt;/b&gt;"


def test_a_zero_row_is_there_in_soft_text() -> None:
    chart = by_source([("HMICFRS", 3), ("IOPC", 0)])
    assert list(chart.figure.data[0].text) == ["3", "0"]
    assert chart.figure.layout.annotations[1].font.color == LIGHT.soft_text


@pytest.mark.parametrize(
    ("pairs", "headline"),
    [
        (SOURCES, "Nearly half come from HMICFRS"),  # 71 of 152
        ([("HMICFRS", 16), ("B", 6), ("C", 78)], "Over three quarters come from C"),
        ([("A", 30), ("B", 24), ("C", 20), ("D", 16), ("E", 10)], "Nearly a third come from A"),
        ([("A", 29), ("B", 28), ("C", 23), ("D", 20)], "Two sources hold over half"),  # 57 of 100, neither alone
        ([("A", 16), ("B", 84 // 6), ("C", 14), ("D", 14), ("E", 14), ("F", 14), ("G", 14)], "16 of 100 come from A"),
        ([("A", 1), ("B", 0)], "The only one comes from A"),
        ([("A", 0), ("B", 0)], "None is open"),
        ([], "None is open"),
    ],
)
def test_the_headline_follows_from_the_counts(pairs: list[tuple[str, int]], headline: str) -> None:
    assert by_source(pairs).headline == headline


def test_a_clause_of_its_own_replaces_the_label_in_the_headline() -> None:
    routes = frame([("Programme", 103), ("Local improvement", 39), ("Policy or other mechanism", 10)])
    chart = bars(routes.assign(clause=["are in programmes", "", ""]), name="route", quantity="open",
                 by="delivery route", says="have", several="routes")  # fmt: skip
    assert chart.headline == "Over two thirds are in programmes"  # 103 of 152


def test_a_label_that_is_a_sentence_is_quoted() -> None:
    chart = by_source([("We will raise culture, values and standards", 36), ("Other", 67)][::-1], MEASURE)
    assert chart.headline == "Nearly two thirds come from Other"  # 67 of 103
    chart = by_source([("We will raise culture, values and standards", 36), ("Other", 4)], MEASURE)
    assert chart.headline == "Nine tenths come from “We will raise culture, values and standards”"


def test_a_headline_fits_its_width() -> None:
    long = [("A department with a name that goes on and on for ever", 9), ("Another", 5), ("Third", 4)]
    assert by_source(long).headline == "Half in one source"
    assert len(by_source(long, MEASURE).headline) <= 90


def test_the_alternative_text_names_every_row() -> None:
    text = by_source(SOURCES).alternative
    assert text.startswith("Bar chart of 6 rows: open, by source.")
    assert all(f"{label} {number}" in text for label, number in SOURCES)


def test_one_chosen_is_blue_and_bold_and_the_rest_are_grey() -> None:
    plain = by_source(SOURCES)
    chart = with_chosen(plain, "v2")
    bar = chart.figure.data[0]
    assert list(bar.marker.color) == [LIGHT.rest, LIGHT.rest, LIGHT.looked_at, LIGHT.rest, LIGHT.rest, LIGHT.rest]
    assert bar.text[2] == "<b>16</b>"
    assert chart.figure.layout.annotations[2].text == "<b>IOPC</b>"
    assert plain.figure.data[0].marker.color == LIGHT.looked_at, "the chart that was given is as it was"


@pytest.mark.parametrize("value", [None, "gone"])
def test_nothing_chosen_leaves_all_blue(value: str | None) -> None:
    chart = by_source(SOURCES)
    assert with_chosen(chart, value) is chart


def test_what_is_late_is_shaded_at_the_foot_of_its_bar_and_said_beside_its_number() -> None:
    chart = bars(frame([("Culture", 35), ("Data", 13), ("Front line", 5)]), name="p", quantity="open", by="programme",
                 says="are in", several="programmes", late=("late", [14, 4, 0]))  # fmt: skip
    drawn, layout = chart.figure.data[0], chart.figure.layout
    assert list(drawn.x) == [35, 13, 5]
    assert list(drawn.text) == ["35, 14 late", "13, 4 late", "5"]
    assert [(shape.x0, shape.x1, shape.fillcolor) for shape in layout.shapes] == [
        (0, 14, LIGHT.late), (0, 4, LIGHT.late),
    ]  # fmt: skip
    assert [(shape.y0 + shape.y1) / 2 for shape in layout.shapes] == list(drawn.y[:2])
    narrow = layout.meta["narrow"]
    assert [(shape["y0"] + shape["y1"]) / 2 for shape in narrow["shapes"]] == narrow["trace"]["y"][:2]
    assert chart.table["Late"].tolist() == [14, 4, 0]
    assert "Culture 35, 14 late; Data 13, 4 late; Front line 5." in chart.alternative
