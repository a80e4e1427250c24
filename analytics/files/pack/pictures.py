"""A chart drawn for paper from its own table, in the look of the screen: bars, stock and flow, waterfall."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd

from analytics.charts.chart import Chart
from analytics.charts.month_axis import month_ticks
from analytics.english import count
from analytics.files.pack.axis_ticks import STEPS, axis_ticks
from analytics.files.pack.content import Picture, Plot
from analytics.files.pack.fonts import Weight, width, wrapped
from analytics.files.pack.svg import SIZE, Drawing
from analytics.files.pack.text_tables import cell_text

THICKNESS = 18
LINE = 18
PITCH = 34
GUTTER = 0.46
"""Pixels: a bar, a line of words, the least from one bar to the next; the most of the width that names may take."""

SLACK = 1.16
"""What another typeface than ours may take more; a page is read with whatever its machine has."""

DROP = 5
"""Pixels from the middle of a line of words down to its baseline."""


def draw_chart(picture: Picture) -> Drawing:
    """The picture as wide as its chart is on the screen; equal pictures give equal bytes."""
    return _WAYS[picture.plot](picture.chart)


def _bars(chart: Chart) -> Drawing:
    """Names at the left, bars from a common baseline, numbers at their ends; zero has a number and no bar."""
    names, numbers = _labels_and_numbers(chart)
    late, texts = late_parts(chart), bar_texts(chart)
    lines = [wrapped(name, chart.width * GUTTER / SLACK, SIZE) for name in names]
    gutter = SLACK * max((width(line, SIZE) for each in lines for line in each), default=0) + 10
    heights = [max(PITCH, LINE * len(each) + 8) for each in lines]
    room = chart.width - gutter - SLACK * max((width(each, SIZE) for each in texts), default=0) - 8
    scale = room / max(1, *numbers) if numbers else 0
    drawing = Drawing(chart.width, max(PITCH, sum(heights)))
    if not names:
        drawing.words(0, PITCH / 2 + DROP, "None", "soft_text")
        return drawing
    top = 0
    for words, number, part, text, height in zip(lines, numbers, late, texts, heights, strict=True):
        middle = top + height / 2
        _lines(drawing, 0, middle, words, "text" if number else "soft_text")
        drawing.rect(gutter, middle - THICKNESS / 2, max(0, number) * scale, THICKNESS, "looked_at")
        end = gutter + max(0, number) * scale
        drawing.rect(gutter, middle - THICKNESS / 2, part * scale, THICKNESS, "late")
        drawing.words(end + 5, middle + DROP, text, "text" if number else "soft_text")
        top += height
    drawing.rect(gutter - 1, 0, 1, sum(heights), "baseline")
    return drawing


def late_parts(chart: Chart) -> list[int]:
    """How many of each bar are late: the third column of its table, 0 where it has none."""
    table = chart.table
    return [int(cell) for cell in table.iloc[:, 2]] if len(table.columns) > 2 else [0] * len(table)


def bar_texts(chart: Chart) -> list[str]:
    """What stands at the end of each bar: "35, 14 late"."""
    numbers = [int(cell) for cell in chart.table.iloc[:, 1]]
    return [
        f"{count(number)}, {count(part)} {str(chart.table.columns[2]).lower()}" if part else count(number)
        for number, part in zip(numbers, late_parts(chart), strict=True)
    ]


def _lines(drawing: Drawing, x: float, middle: float, words: Sequence[str], role: str, **how: Any) -> None:
    """Lines of words, one below the other, about a middle."""
    top = middle - LINE * (len(words) - 1) / 2 + DROP
    for at, line in enumerate(words):
        drawing.words(x, top + LINE * at, line, role, **how)


HEIGHT = 304
LEFT, RIGHT = 40, 150
STOCK = (20, 164)
FLOW = (190, 262)
"""Pixels of the stock and flow: its height, the room for its ticks and last values, the two panels from top to end."""


def _stock_and_flow(chart: Chart) -> Drawing:
    """The stock as a line from zero; beneath it what came, upwards, and what went, downwards."""
    table = chart.table
    days = [cell.date() if hasattr(cell, "date") else cell for cell in table.iloc[:, 0]]
    stock = [int(cell) for cell in table.iloc[:, 1]]
    came, went = ([None if pd.isna(cell) else int(cell) for cell in table.iloc[:, at]] for at in (2, 3))
    column_words = [str(name).lower() for name in table.columns[1:4]]
    drawing = Drawing(chart.width, HEIGHT)
    if not days:
        drawing.words(0, 20, "None", "soft_text")
        return drawing
    step = (chart.width - LEFT - RIGHT) / len(days)
    middles = [LEFT + step * (at + 0.5) for at in range(len(days))]
    _stock(drawing, middles, stock, column_words[0])
    _flow(drawing, middles, (came, went), (column_words[1], column_words[2]), step * 0.62)
    at, texts = month_ticks(days)
    for place, text in zip(at, texts, strict=True):
        for line, words in enumerate(text.split("<br>")):
            drawing.words(middles[place], FLOW[1] + 22 + 17 * line, words, "soft_text", anchor="middle", size=13)
    return drawing


def _stock(drawing: Drawing, middles: Sequence[float], stock: Sequence[int], quantity: str) -> None:
    top, bottom = STOCK
    highest = max(1, *stock)
    heights = [bottom - (bottom - top) * value / highest for value in stock]
    points = list(zip(middles, heights, strict=True))
    drawing.area([(middles[0], bottom), *points, (middles[-1], bottom)], "wash")
    _grid(drawing, [(bottom - (bottom - top) * tick / highest, count(tick)) for tick in axis_ticks(highest)])
    drawing.line(points, 2.5, "looked_at")
    drawing.dot(*points[-1], 4, "looked_at")
    if len(stock) > 1:
        drawing.words(middles[0], heights[0] - 8, count(stock[0]), "looked_at", anchor="middle", size=13)
    words = wrapped(f"{count(stock[-1])} {quantity}", (RIGHT - 24) / SLACK, SIZE, Weight.SEMIBOLD)
    _lines(drawing, drawing.width - RIGHT + 12, heights[-1], words, "looked_at", bold=True)


def _flow(
    drawing: Drawing,
    middles: Sequence[float],
    numbers: tuple[Sequence[int | None], Sequence[int | None]],
    column_words: tuple[str, str],
    thickness: float,
) -> None:
    came, went = numbers
    top, bottom = FLOW
    zero, highest = (top + bottom) / 2, max(1, *(number or 0 for number in (*came, *went)))
    scale = (bottom - top) / 2 / highest
    step = max(each for each in STEPS if each <= highest)
    _grid(drawing, [(zero - step * scale, count(step)), (zero + step * scale, count(step))])
    for middle, up, down in zip(middles, came, went, strict=True):
        drawing.rect(middle - thickness / 2, zero - (up or 0) * scale, thickness, (up or 0) * scale, "second")
        drawing.rect(middle - thickness / 2, zero, thickness, (down or 0) * scale, "rest")
    drawing.rect(LEFT, zero - 0.5, drawing.width - LEFT - RIGHT, 1, "rest")
    drawing.words(LEFT - 6, zero + DROP, "0", "soft_text", anchor="end", size=13)
    for number, words, down, role in (
        (came[-1], column_words[0], -24, "second"),
        (went[-1], column_words[1], 24, "soft_text"),
    ):
        if number is None:
            continue
        lines = wrapped(f"{count(number)} {words}", (RIGHT - 24) / SLACK, SIZE)
        _lines(drawing, drawing.width - RIGHT + 12, zero + down, lines, role)


def _grid(drawing: Drawing, levels: Sequence[tuple[float, str]]) -> None:
    """Thin lines across the panel with their numbers at the left."""
    for height, number in levels:
        drawing.rect(LEFT, height - 0.5, drawing.width - LEFT - RIGHT, 1, "grid")
        drawing.words(LEFT - 6, height + DROP, number, "soft_text", anchor="end", size=13)


FALL = (30, 190)
"""Pixels of the waterfall: the highest and the lowest level."""


def _waterfall(chart: Chart) -> Drawing:
    """Opening and closing as levels, every change between them to one scale; a change of zero is not drawn."""
    names, numbers = _labels_and_numbers(chart)
    steps = [(name, number) for name, number in zip(names[1:-1], numbers[1:-1], strict=True) if number]
    labels = [names[0], *(name for name, _ in steps), names[-1]]
    column = chart.width / len(labels)
    lines = [wrapped(name, (column - 8) / SLACK, 13) for name in labels]
    drawing = Drawing(chart.width, FALL[1] + 24 + LINE * max(map(len, lines)))
    levels = _levels(numbers[0], [number for _, number in steps])
    place = _scale([*levels, numbers[-1]])
    for at, level in enumerate(levels):
        drawing.rect(column * (at + 0.78), place(level) - 0.5, column * 0.44, 1, "baseline")
    for at, (_, number) in enumerate(steps, start=1):
        top, bottom = place(max(levels[at - 1 : at + 1])), place(min(levels[at - 1 : at + 1]))
        drawing.rect(column * (at + 0.25), top, column / 2, bottom - top, "second" if number > 0 else "rest")
        drawing.words(column * (at + 0.5), top - 6, _signed(number), "text", anchor="middle")
    for at, level in ((0, numbers[0]), (len(labels) - 1, numbers[-1])):
        drawing.rect(column * (at + 0.14), place(level) - 2, column * 0.72, 4, "looked_at")
        above: dict[str, Any] = {"anchor": "middle", "size": 16, "bold": True}
        drawing.words(column * (at + 0.5), place(level) - 8, count(level), "looked_at", **above)
    for at, words in enumerate(lines):
        for line, word in enumerate(words):
            drawing.words(column * (at + 0.5), FALL[1] + 28 + LINE * line, word, "text", anchor="middle", size=13)
    return drawing


def _levels(opening: int, changes: Sequence[int]) -> list[int]:
    """The level before each change, and the one after the last."""
    levels = [opening]
    for change in changes:
        levels.append(levels[-1] + change)
    return levels


def _scale(levels: Sequence[int]) -> Callable[[float], float]:
    low, high = min(levels), max(levels)
    return lambda level: FALL[1] - (FALL[1] - FALL[0]) * (level - low) / max(1, high - low)


def _signed(value: int) -> str:
    return f"+{count(value)}" if value > 0 else count(value)


def _labels_and_numbers(chart: Chart) -> tuple[list[str], list[int]]:
    """The first column of the chart's table as read, and the second as numbers."""
    return [cell_text(cell) for cell in chart.table.iloc[:, 0]], [int(cell) for cell in chart.table.iloc[:, 1]]


_WAYS: dict[Plot, Callable[[Chart], Drawing]] = {
    Plot.BARS: _bars,
    Plot.STOCK_AND_FLOW: _stock_and_flow,
    Plot.WATERFALL: _waterfall,
}
