"""The charts of a pack as PowerPoint's own, with their numbers in a workbook behind them: they can be edited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import partial
from io import BytesIO
from typing import Any

import pandas as pd
import xlsxwriter
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_TICK_LABEL_POSITION,
    XL_TICK_MARK,
)
from pptx.util import Pt

from analytics.charts.chart import Chart
from analytics.files.pack import ooxml
from analytics.files.pack.content import Picture, Plot
from analytics.files.pack.fonts import printable
from analytics.files.pack.pictures import bar_texts, late_parts
from analytics.files.pack.slides import Box, colour, style
from analytics.files.pack.text_tables import cell_text

SIZE = 12
PITCH = 37.0
PLOT = 0.82
MOST_MONTHS = 9
NUMBER, LONG_NAME, PLOT_END = 40.0, 24, 0.98
"""Points of a chart's letters and from one bar to the next; the share of a waterfall's height that its columns have,
the rest being for their names; the most names on an axis of months; points of a number beside a bar, the letters of a
name that wants more room, and the share of the width at which bars end."""

Names = Sequence[str] | Sequence[date]


@dataclass(frozen=True, slots=True)
class Series:
    """One series: its name and numbers, the colour of its marks (none: not to be seen), the format of its numbers."""

    name: str
    numbers: Sequence[int | None]
    role: str | None
    number_format: str = ""


@dataclass(frozen=True, slots=True)
class Plotted:
    """What one chart of PowerPoint's plots: the chart of the pack, the names on its axis, its series."""

    chart: Chart
    names: Names
    series: Sequence[Series]


def height(picture: Picture, room: float) -> float:
    """The height that a chart takes of the room: bars stand as close as on a page, the others fill it."""
    return min(room, PITCH * len(picture.chart.table) + 10) if picture.plot is Plot.BARS else room


def add(slide: Any, picture: Picture, box: Box, day: date) -> None:
    """Put the chart, or the two that a stock and its flow take, into the box; nothing where it has no rows."""
    if picture.chart.table.empty:
        return
    ways = {Plot.BARS: _bars, Plot.STOCK_AND_FLOW: _stock_and_flow, Plot.WATERFALL: _waterfall}
    ways[picture.plot](slide, picture.chart, box, day)


def _bars(slide: Any, chart: Chart, box: Box, day: date) -> None:
    names, numbers = [cell_text(cell) for cell in chart.table.iloc[:, 0]], _numbers(chart, 1)
    late = late_parts(chart)
    if any(late):  # a stacked bar has no number at its end: it stands with the name
        names = [f"{name}: {text}" for name, text in zip(names, bar_texts(chart), strict=True)]
        rest = [number - part for number, part in zip(numbers, late, strict=True)]
        series = [
            Series(_heading(chart, 2), late, "late"),
            Series(f"Not {_heading(chart, 2).lower()}", rest, "looked_at"),
        ]
    else:
        series = [Series(_heading(chart, 1), numbers, "looked_at", "#,##0")]
    kind = XL_CHART_TYPE.BAR_STACKED if any(late) else XL_CHART_TYPE.BAR_CLUSTERED
    drawn = _chart_frame(slide, kind, Plotted(chart, names, series), box, day)
    drawn.category_axis.reverse_order = True
    drawn.plots[0].gap_width = 70
    drawn.plots[0].overlap = 100
    left = 0.42 if max(map(len, names)) > LONG_NAME else 0.34
    room = box[2] * (PLOT_END - left)
    _hide_values(drawn, 0, max(1, *numbers) * room / (room - NUMBER))
    ooxml.every_name(drawn)
    ooxml.plot_area(drawn, left, 0.0, PLOT_END, 1.0)


def _stock_and_flow(slide: Any, chart: Chart, box: Box, day: date) -> None:
    """Two charts, never two axes on one: the stock as a line, below it what came and what went as columns."""
    left, top, wide, high = box
    days = [cell.date() if isinstance(cell, datetime) else cell for cell in chart.table.iloc[:, 0]]
    stock, came, went = (
        Series(_heading(chart, at), _known(chart, at), role)
        for at, role in ((1, "looked_at"), (2, "second"), (3, "rest"))
    )
    upper, lower = (left, top, wide, high * 0.55), (left, top + high * 0.57, wide, high * 0.43)
    line = _chart_frame(slide, XL_CHART_TYPE.LINE, Plotted(chart, days, [stock]), upper, day)
    line.series[0].smooth = False
    line.series[0].format.line.width, line.series[0].format.line.color.rgb = Pt(2.5), colour("looked_at")
    last = partial(style, size=14, role="looked_at", bold=True)
    ooxml.number_of_point(line.series[0], len(days) - 1, last).position = XL_LABEL_POSITION.ABOVE
    columns = _chart_frame(slide, XL_CHART_TYPE.COLUMN_CLUSTERED, Plotted(chart, days, [came, went]), lower, day)
    columns.plots[0].gap_width, columns.plots[0].overlap, columns.has_legend = 40, 0, True
    columns.legend.position, columns.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    style(columns.legend.font, SIZE, "text")
    for drawn, above in ((line, 0.06), (columns, 0.16)):
        _show_values(drawn)
        ooxml.by_months(drawn, max(1, -(-len(days) // MOST_MONTHS)))
        ooxml.plot_area(drawn, 0.05, above, 0.95, 0.86)


def _waterfall(slide: Any, chart: Chart, box: Box, day: date) -> None:
    """Changes as columns standing on ones that are not seen, the levels as dashes. A change of zero is left out."""
    names, values = [cell_text(cell) for cell in chart.table.iloc[:, 0]], _numbers(chart, 1)
    at = [0, *(place for place in range(1, len(values) - 1) if values[place]), len(values) - 1]
    names, values = [names[place] for place in at], [values[place] for place in at]
    levels, series = _levels(values), _steps(values)
    drawn = _chart_frame(slide, XL_CHART_TYPE.COLUMN_STACKED, Plotted(chart, names, series), box, day)
    drawn.plots[0].gap_width = 60
    room = max(1, max(levels) - min(levels))
    bottom, top = max(0, min(levels) - 0.1 * room), max(levels) + 0.15 * room
    _hide_values(drawn, bottom, top)
    ooxml.plot_area(drawn, 0.01, 0.02, 0.99, 0.02 + PLOT)
    for drawn_series, reported in list(zip(drawn.series, series, strict=True))[1:3]:
        for place, number in enumerate(reported.numbers):
            if number is not None:
                up = number * PLOT / (top - bottom) / 2 + 0.045
                ooxml.raised(drawn_series, place, partial(style, size=SIZE, role="text"), up, reported.number_format)
        ooxml.without_leaders(drawn_series)
    ooxml.every_name(drawn)
    ooxml.last_as_dashes(drawn, str(colour("looked_at")))


def _steps(values: Sequence[int]) -> list[Series]:
    """The four series of a waterfall: what is not seen below each change, changes up, changes down, the two levels."""
    levels, last = _levels(values), len(values) - 1
    changes = [None, *values[1:last], None]
    below = [None if change is None else min(levels[at - 1], levels[at]) for at, change in enumerate(changes)]
    return [
        Series("Below", below, None),
        Series("Up", [change if change and change > 0 else None for change in changes], "second", "+#,##0"),
        Series("Down", [-change if change and change < 0 else None for change in changes], "rest", '"−"#,##0'),
        Series("Level", [values[at] if at in {0, last} else None for at in range(len(values))], "looked_at", "#,##0"),
    ]


def _levels(values: Sequence[int]) -> list[int]:
    """The level at the opening, after each change, and last the closing as it is given."""
    levels = [values[0]]
    for change in values[1:-1]:
        levels.append(levels[-1] + change)
    return [*levels, values[-1]]


def _chart_frame(slide: Any, kind: Any, plotted: Plotted, box: Box, day: date) -> Any:
    """A chart in its box, with its words for who does not see it and its numbers in a workbook of that day."""
    chart, names, series = plotted.chart, plotted.names, plotted.series
    data = CategoryChartData()
    data.categories = names
    for each in series:
        data.add_series(each.name, each.numbers)
    frame = slide.shapes.add_chart(kind, *map(Pt, box), data)
    ooxml.described(frame, printable(chart.alternative))
    frame.name = printable(chart.headline)
    drawn = frame.chart
    drawn.part.chart_workbook.update_from_xlsx_blob(_workbook(_heading(chart, 0), names, series, day))
    drawn.has_title = drawn.has_legend = False
    drawn.plots[0].vary_by_categories = False
    style(drawn.font, SIZE, "text")
    axis = drawn.category_axis
    axis.major_tick_mark = axis.minor_tick_mark = XL_TICK_MARK.NONE
    axis.format.line.color.rgb = colour("baseline")
    axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    for drawn_series, reported in zip(drawn.series, series, strict=True):
        _dress(drawn_series, reported)
    return drawn


def _dress(drawn_series: Any, series: Series) -> None:
    if series.role is None:
        drawn_series.format.fill.background()
    else:
        drawn_series.format.fill.solid()
        drawn_series.format.fill.fore_color.rgb = colour(series.role)
    if series.number_format:
        labels = drawn_series.data_labels
        labels.show_value, labels.number_format, labels.number_format_is_linked = True, series.number_format, False
        style(labels.font, SIZE, "text")
        ooxml.unbroken(labels)


def _workbook(corner: str, names: Names, series: Sequence[Series], day: date) -> bytes:
    """The numbers behind a chart, in the cells that its series name; dated with the day rather than with now."""
    buffer = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties({"created": datetime.combine(day, time())})
        sheet, days = book.add_worksheet("Sheet1"), book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_string(0, 0, corner)
        for row, name in enumerate(names, start=1):
            sheet.write(row, 0, name, *([] if isinstance(name, str) else [days]))
        for column, each in enumerate(series, start=1):
            sheet.write_string(0, column, each.name)
            for row, number in enumerate(each.numbers, start=1):
                if number is not None:
                    sheet.write_number(row, column, number)
    return buffer.getvalue()


def _hide_values(drawn: Any, low: float, high: float) -> None:
    """No axis of numbers, since every mark has its own; its ends are set, so that words have room."""
    axis = drawn.value_axis
    axis.has_major_gridlines = axis.visible = False
    axis.minimum_scale, axis.maximum_scale = low, high


def _show_values(drawn: Any) -> None:
    axis = drawn.value_axis
    axis.minimum_scale, axis.major_tick_mark = 0, XL_TICK_MARK.NONE
    axis.major_gridlines.format.line.color.rgb = colour("grid")
    axis.format.line.fill.background()
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = "#,##0", False


def _heading(chart: Chart, at: int) -> str:
    return printable(str(chart.table.columns[at]))


def _numbers(chart: Chart, at: int) -> list[int]:
    return [int(cell) for cell in chart.table.iloc[:, at]]


def _known(chart: Chart, at: int) -> list[int | None]:
    """The numbers of a column, None where the register does not show one."""
    return [None if pd.isna(cell) else int(cell) for cell in chart.table.iloc[:, at]]
