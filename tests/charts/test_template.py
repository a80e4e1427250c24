"""Every figure is one that plotly accepts, small, and in the house style."""

from datetime import date

import plotly.graph_objects as go
import pytest

from analytics.charts.bars import bars
from analytics.charts.calendar import calendar
from analytics.charts.chart import Chart
from analytics.charts.chosen import with_chosen
from analytics.charts.lines import lines
from analytics.charts.palette import DARK, LIGHT, Palette
from analytics.charts.received_and_closed import received_and_closed
from analytics.charts.stock_and_flow import stock_and_flow
from analytics.charts.survival_curve import still_open
from analytics.charts.timeline import life
from analytics.charts.waterfall import waterfall
from analytics.charts.year_columns import columns
from analytics.sections.ages import ages
from tests.charts import (
    test_calendar,
    test_clock_lines,
    test_dots,
    test_lines,
    test_rate_line,
    test_squares,
    test_stock_and_flow,
    test_survival_curve,
    test_waterfall,
    test_year_columns,
    test_year_tiles,
)
from tests.charts.test_bars import SOURCES, frame
from tests.sections import test_ages


def every_chart(palette: Palette) -> list[Chart]:
    by_source = bars(frame(SOURCES), name="a", quantity="open", by="source", says="come from", several="sources",
                     palette=palette)  # fmt: skip
    timeline = life(
        reference="A", as_at=date(2022, 11, 28), made=date(2021, 11, 9), due=date(2022, 6, 30), palette=palette
    )
    assert timeline is not None
    months = test_stock_and_flow.MONTHS
    return [
        by_source,
        with_chosen(by_source, "v1", palette),
        stock_and_flow(months, name="b", palette=palette),
        received_and_closed(months, name="c", expected=22.5, palette=palette),
        waterfall(test_waterfall.STATEMENT, name="d", subtitle="s", palette=palette),
        columns(
            test_year_columns.YEARS,
            name="e",
            quantity="received",
            expected=70,
            unfinished=date(2022, 11, 28),
            palette=palette,
        ),
        lines(test_lines.FRAME, name="f", subtitle="s", labels=["HMICFRS", "IOPC", "DARA"], palette=palette),
        ages(test_ages.frame([5, 3, 1, 1, 0]), name="g", palette=palette),
        timeline,
        test_rate_line.line(0.7, palette),
        test_clock_lines.drawn(palette),
        test_squares.drawn(palette),
        test_dots.drawn(palette),
        test_year_tiles.drawn(palette),
        calendar(test_calendar.DAYS, name="h", quantity="due", headline="h", subtitle="s", table=test_calendar.DAYS,
                 palette=palette),
        still_open(
            {"All": test_survival_curve.WHOLE, "IOPC": test_survival_curve.FEW}, name="i", headline="h", subtitle="s",
                   palette=palette),
    ]  # fmt: skip


CHARTS = [*every_chart(LIGHT), *every_chart(DARK)]
names = [f"{chart.name}-{number}" for number, chart in enumerate(CHARTS)]


@pytest.mark.parametrize("chart", CHARTS, ids=names)
def test_plotly_accepts_the_figure(chart: Chart) -> None:
    drawn = chart.figure.to_plotly_json()
    go.Figure(drawn)  # checks every name and every value, which the making of a figure leaves out
    narrow = drawn["layout"].get("meta", {}).get("narrow", {})
    go.Layout({name: value for name, value in narrow.items() if name not in ("rows", "trace")})
    if "trace" in narrow:
        go.Figure([{"type": drawn["data"][0]["type"], **narrow["trace"]}])


@pytest.mark.parametrize("chart", CHARTS, ids=names)
def test_a_figure_is_small(chart: Chart) -> None:
    assert len(chart.figure.to_json()) < 8_000


@pytest.mark.parametrize("chart", CHARTS, ids=names)
def test_every_chart_has_its_words_and_its_table(chart: Chart) -> None:
    assert chart.headline
    assert not chart.headline.endswith(".")
    assert chart.subtitle
    assert not chart.subtitle.endswith(".")
    assert chart.alternative.endswith(".")
    assert len(chart.table)


@pytest.mark.parametrize("chart", CHARTS, ids=names)
def test_no_legend_no_zoom_no_turned_text(chart: Chart) -> None:
    layout = chart.figure.layout
    assert layout.showlegend is False
    assert layout.dragmode is False
    assert layout.xaxis.fixedrange is True
    assert layout.xaxis.tickangle in (0, None)


@pytest.mark.parametrize("chart", every_chart(LIGHT), ids=names[: len(CHARTS) // 2])
def test_every_colour_of_a_light_figure_has_a_dark_counterpart(chart: Chart) -> None:
    import re

    from analytics.charts.palette import recolouring

    used = set(re.findall(r"#[0-9A-Fa-f]{6}", chart.figure.to_json()))
    assert used <= set(recolouring())
