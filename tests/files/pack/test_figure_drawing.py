"""A figure drawn for a pack has its marks where the screen has them, and every word of it."""

from __future__ import annotations

from datetime import date
from xml.etree import ElementTree as ET

import pandas as pd
import pytest

from analytics.charts.calendar import calendar
from analytics.charts.chart import Chart
from analytics.charts.squares import SquareRow, squares
from analytics.files.pack.content import Picture, Plot
from analytics.files.pack.figure_drawing import draw_figure
from analytics.files.pack.raster import to_png
from tests.charts import test_calendar, test_clock_lines, test_dots, test_rate_line, test_squares, test_year_tiles
from tests.files.pack.test_pictures import edges, shapes, texts

CHARTS = [
    test_clock_lines.drawn(), test_dots.drawn(), test_rate_line.line(0.7), test_squares.drawn(),
    test_year_tiles.drawn(),
]  # fmt: skip


def drawn(chart: Chart) -> ET.Element:
    return shapes(Picture(chart, Plot.FIGURE))


@pytest.mark.parametrize("chart", CHARTS, ids=[chart.name for chart in CHARTS])
def test_every_word_of_the_figure_is_drawn_and_none_leaves_the_picture(chart: Chart) -> None:
    svg = drawn(chart)
    wide, high = float(svg.attrib["width"]), float(svg.attrib["height"])
    assert (wide, high) == (chart.width, chart.figure.layout.height)
    for element in svg.iter("text"):
        left, right = edges(element)
        assert -0.1 <= left <= right <= wide + 0.1, element.text
        assert 0 < float(element.attrib["y"]) < high, element.text
    shown = "".join(texts(svg)).replace(" ", "")
    for note in chart.figure.layout.annotations:
        plain = ET.fromstring(f"<p>{note.text.replace('<br>', ' ')}</p>")  # noqa: S314 - the chart wrote it
        assert "".join(plain.itertext()).replace(" ", "") in shown


def test_every_recommendation_has_its_square_with_its_mark() -> None:
    svg = drawn(test_squares.drawn())
    squares = [each for each in svg.iter("rect") if each.attrib["width"] == each.attrib["height"]]
    assert [each.get("class") for each in squares] == ["late", "late", *["looked-at"] * (1 + test_squares.A_LINE + 2)]
    assert [each.get("class") for each in svg.iter("polyline")] == ["line-rest"]  # the closed one, hollow
    assert texts(svg).count("L") == 2


def test_a_bold_name_of_two_lines_is_bold_in_both() -> None:
    name = "The Metropolitan Police Service's counter-corruption arrangements and other matters & more"
    rows = (SquareRow(name=name, is_heading=True), SquareRow(name="A cause", in_time=1))
    chart = squares(rows, name="s", headline="h", subtitle="s", table=pd.DataFrame({"a": [1]}))
    heading = [each for each in drawn(chart).iter("text") if each.get("font-weight")]
    assert len(heading) == 2
    assert " ".join(str(each.text) for each in heading) == name


def test_a_dot_is_as_large_as_on_the_screen_and_in_the_column_of_its_group() -> None:
    svg = drawn(test_dots.drawn())
    dots = list(svg.iter("circle"))
    assert [float(dot.attrib["r"]) for dot in dots] == [14, 7, 3.5]
    heads = {str(text.text): float(text.attrib["x"]) for text in svg.iter("text")}
    assert [float(dot.attrib["cx"]) for dot in dots] == [heads["HMICFRS"], heads["IOPC"], heads["IOPC"]]


def test_the_parts_of_a_clock_are_as_long_as_their_days() -> None:
    svg = drawn(test_clock_lines.drawn())

    def length(line: ET.Element) -> float:
        (start, _), (end, _) = [map(float, point.split(",")) for point in line.attrib["points"].split()]
        return end - start

    lines = list(svg.iter("polyline"))[1:]  # the first is the day shown
    days = [55, 26, 21, 55, 12, 8, 29, 35, 47]  # running, given, late, left, paused, of the clocks of that test
    a_day = length(lines[0]) / days[0]
    assert [length(line) / a_day for line in lines] == pytest.approx(days, abs=0.1)
    assert sum("stroke-dasharray" in line.attrib for line in lines) == 3


def test_columns_of_tiles_are_to_one_scale() -> None:
    chart = test_year_tiles.drawn()
    columns = [each for each in drawn(chart).iter("rect") if each.get("class") in {"looked-at", "rest"}]
    numbers = [float(number) for number in chart.table.iloc[:, 1:].to_numpy().ravel()]
    heights = [float(each.attrib["height"]) for each in columns]
    assert heights == pytest.approx([number * max(heights) / max(numbers) for number in numbers], abs=0.1)


def test_a_kind_without_a_drawing_is_refused() -> None:
    frame = pd.DataFrame({"day": [date(2022, 11, 28)], "count": [1]})
    chart = calendar(test_calendar.DAYS, name="h", quantity="due", headline="h", subtitle="s", table=frame)
    with pytest.raises(ValueError, match="heatmap has no drawing"):
        draw_figure(chart)


def test_the_same_drawing_is_the_same_picture_with_its_words() -> None:
    drawing = draw_figure(test_dots.drawn())
    made = to_png(drawing)
    assert made.startswith(b"\x89PNG")
    assert made == to_png(draw_figure(test_dots.drawn()))
    bare = draw_figure(test_dots.drawn())
    for text in list(bare._root.iter("text")):
        bare._root.remove(text)
    assert len(to_png(bare)) < len(made), "the words are drawn"
