"""A drawn chart says every number of its table, and none of its words lies outside it or over another."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from xml.etree import ElementTree as ET

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as some

from analytics.charts.chart import TILE, TWO_TILES, Chart
from analytics.english import count
from analytics.files.pack.content import Pack, Picture, Plot
from analytics.files.pack.fonts import Weight, printable, width
from analytics.files.pack.pictures import draw_chart

WORDS = {"headline": "h", "subtitle": "s", "alternative": "a", "name": "n"}


def picture(plot: Plot, frame: pd.DataFrame, wide: int = TILE) -> Picture:
    return Picture(Chart(figure=None, table=frame, width=wide, **WORDS), plot)


def shapes(made: Picture) -> ET.Element:
    svg = draw_chart(made).to_svg().replace(b' xmlns="http://www.w3.org/2000/svg"', b"")
    return ET.fromstring(svg)  # noqa: S314 - it was drawn here


def texts(svg: ET.Element) -> list[str]:
    return [str(element.text) for element in svg.iter("text")]


def edges(element: ET.Element) -> tuple[float, float]:
    """Where a line of words begins and ends."""
    weight = Weight.SEMIBOLD if element.get("font-weight") else Weight.REGULAR
    wide, x = width(str(element.text), float(element.attrib["font-size"]), weight), float(element.attrib["x"])
    left = {"start": x, "middle": x - wide / 2, "end": x - wide}[element.get("text-anchor", "start")]
    return left, left + wide


def test_bars_are_as_long_as_their_numbers() -> None:
    frame = pd.DataFrame({"Source": ["HMICFRS", "DARA", "IOPC"], "Open": [80, 40, 0]})
    svg = shapes(picture(Plot.BARS, frame))
    lengths = [float(bar.attrib["width"]) for bar in svg.iter("rect") if bar.get("class") == "looked-at"]
    assert lengths == pytest.approx([lengths[0], lengths[0] / 2, 0], abs=0.1)
    assert texts(svg) == ["HMICFRS", "80", "DARA", "40", "IOPC", "0"]


@given(
    some.lists(some.tuples(some.text(max_size=150), some.integers(0, 99_999)), max_size=12),
    some.sampled_from([TILE, TWO_TILES]),
)
def test_names_stay_left_of_the_bars_and_within_the_picture(rows: list[tuple[str, int]], wide: int) -> None:
    svg = shapes(picture(Plot.BARS, pd.DataFrame(rows, columns=["Name", "Open"]), wide))
    bars = [bar for bar in svg.iter("rect") if bar.get("class") == "looked-at"]
    high = float(svg.attrib["height"])
    begin = min((float(bar.attrib["x"]) for bar in bars), default=float(wide))
    for element in svg.iter("text"):
        left, right = edges(element)
        assert left >= 0
        assert right <= (begin if left < 1 else wide + 0.1)
        assert 0 < float(element.attrib["y"]) < high
    wording = "".join(texts(svg)).replace(" ", "")
    total = "".join(f"{printable(name)}{count(number)}" for name, number in rows).replace(" ", "").replace("\n", "")
    assert wording == (total if rows else "None")
    tops = sorted(float(element.attrib["y"]) for element in svg.iter("text") if edges(element)[0] < 1)
    assert all(below - above >= 17.9 for above, below in pairwise(tops))


def test_the_line_and_the_columns_are_to_scale() -> None:
    days = [date(2022, 9, 30), date(2022, 10, 31), date(2022, 11, 30)]
    frame = pd.DataFrame({"Month end": days, "Open": [100, 150, 200], "Received": [60, 55, 10], "Closed": [5, 5, 20]})
    svg = shapes(picture(Plot.STOCK_AND_FLOW, frame, 1120))
    line = next(svg.iter("polyline")).attrib["points"].split()
    heights = [float(point.split(",")[1]) for point in line]
    base = float(next(svg.iter("polygon")).attrib["points"].split()[0].split(",")[1])
    total = base - heights[2]
    assert [base - height for height in heights] == pytest.approx([total / 2, total * 0.75, total])
    came = [float(bar.attrib["height"]) for bar in svg.iter("rect") if bar.get("class") == "second"]
    went = [float(bar.attrib["height"]) for bar in svg.iter("rect") if bar.get("class") == "rest"][:3]
    scale = came[0] / 60
    assert [each / scale for each in came + went] == pytest.approx([60, 55, 10, 5, 5, 20], abs=0.2)
    wording = " ".join(texts(svg))
    assert all(words in wording for words in ("100", "200 open", "10 received", "20 closed", "October"))


def test_the_waterfall_leads_from_one_level_to_the_other() -> None:
    terms = ["Outstanding on 31 October", "New", "Reopened", "Closed", "Outstanding on 28 November"]
    svg = shapes(picture(Plot.WATERFALL, pd.DataFrame({"Term": terms, "Number": [100, 30, 0, -40, 90]}), TWO_TILES))
    up = next(bar for bar in svg.iter("rect") if bar.get("class") == "second")
    down = next(bar for bar in svg.iter("rect") if bar.get("class") == "rest")
    levels = [float(bar.attrib["y"]) + 2 for bar in svg.iter("rect") if bar.get("class") == "looked-at"]
    top, foot = (float(up.attrib["y"]), float(up.attrib["y"]) + float(up.attrib["height"]))
    assert foot == pytest.approx(levels[0], abs=0.11)
    assert float(down.attrib["y"]) == pytest.approx(top, abs=0.11)
    assert float(down.attrib["y"]) + float(down.attrib["height"]) == pytest.approx(levels[1], abs=0.11)
    wording = texts(svg)
    assert {"+30", "−40", "100", "90", "New", "Closed"} <= set(wording)
    assert "Reopened" not in wording


@pytest.mark.parametrize("plot", [Plot.BARS, Plot.STOCK_AND_FLOW])
def test_a_chart_of_nothing_says_so(plot: Plot) -> None:
    empty = pd.DataFrame({name: pd.Series([], dtype=object) for name in ("Day", "Open", "Received", "Closed")})
    assert texts(shapes(picture(plot, empty))) == ["None"]


def test_every_chart_of_the_demonstration_keeps_its_words_within(pack: Pack) -> None:
    charts = [block for section in pack.sections for block in section.blocks if isinstance(block, Picture)]
    assert {chart.plot for chart in charts} == set(Plot)
    for chart in charts:
        svg = shapes(chart)
        for element in svg.iter("text"):
            left, right = edges(element)
            assert left >= -0.1, element.text
            assert right <= float(svg.attrib["width"]) + 0.1, element.text
