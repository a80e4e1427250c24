"""A chart drawn for paper from its figure, as the screen shows it: its marks, lines, words and axes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from html import unescape
from typing import Any

import pandas as pd

from analytics.charts.chart import Chart
from analytics.charts.palette import LIGHT
from analytics.charts.template import bold
from analytics.english import count
from analytics.files.pack.fonts import Weight, width
from analytics.files.pack.svg import SIZE, Drawing

LEADING = 1.28
BASELINE = 0.36
GAP = 5.0
AXIS_GAP = 6.0
"""From one line of words to the next, and from the middle of a line down to its baseline, in sizes of its letters;
pixels between a mark and its number, and between an axis and its names."""

_RUNS = re.compile(
    r'<b>(?P<bold>.*?)</b>|<span style="color:(?P<colour>#\w{6})">(?P<spanned>.*?)</span>|(?P<plain>[^<]+)'
)
_DASHES = {"dot": (2.0, 3.0), "dash": (8.0, 6.0)}
_ROLES = {
    **{colour: f"series_{place}" for place, colour in enumerate(LIGHT.series)},
    **{getattr(LIGHT, role): role for role in LIGHT.__slots__ if role != "series"},
}
"""What each colour of a light figure is for."""


@dataclass(frozen=True, slots=True)
class Scale:
    """One axis: its two ends in its own measure, and the pixels at which they are."""

    ends: tuple[float, float]
    pixels: tuple[float, float]
    names: Sequence[str] = ()

    def place(self, value: Any) -> float:
        """The pixel of a number, a day (ISO 8601) or a name."""
        low, high = self.ends
        first, last = self.pixels
        return first + (self.number(value) - low) / (high - low) * (last - first)

    def number(self, value: Any) -> float:
        """A value of the axis as a number."""
        if isinstance(value, date):
            return float(value.toordinal())
        if not isinstance(value, str):
            return float(value)
        return float(self.names.index(value)) if value in self.names else float(date.fromisoformat(value).toordinal())


@dataclass(frozen=True, slots=True)
class Plane:
    """The picture being drawn and the two axes of its figure; `paper` are the same without measure, from 0 to 1."""

    drawing: Drawing
    x: Scale
    y: Scale
    paper_x: Scale
    paper_y: Scale


def draw_figure(chart: Chart) -> Drawing:
    """The figure as wide as the chart is on the screen. Raises ValueError for marks that have no drawing."""
    layout, traces = chart.figure.layout, chart.figure.data
    drawing = Drawing(chart.width, layout.height)
    margin = layout.margin
    across = (float(margin.l), float(chart.width - margin.r))
    down = (float(layout.height - margin.b), float(margin.t))
    plane = Plane(
        drawing,
        _scale(layout.xaxis, [trace.x for trace in traces], across),
        _scale(layout.yaxis, [trace.y for trace in traces], down),
        Scale((0, 1), across),
        Scale((0, 1), down),
    )
    _grid(plane, layout)
    for shape in layout.shapes:
        if shape.layer == "below":
            _shape(plane, shape)
    for trace in traces:
        _trace(plane, trace)
    for shape in layout.shapes:
        if shape.layer != "below":
            _shape(plane, shape)
    for note in layout.annotations:
        _note(plane, note)
    _axis_names(plane, layout)
    return drawing


def _scale(axis: Any, values: Sequence[Any], pixels: tuple[float, float]) -> Scale:
    texts = [value for each in values if each is not None for value in each if isinstance(value, str)]
    names = [] if axis.type == "date" else list(dict.fromkeys(texts))
    ends = axis.range or (-0.5, len(names) - 0.5)
    measure = Scale((0, 1), pixels, names)
    return Scale((measure.number(ends[0]), measure.number(ends[1])), pixels, names)


def _grid(plane: Plane, layout: Any) -> None:
    """Thin lines behind the marks, and the line of an axis that has one."""
    (left, right), (bottom, top) = plane.paper_x.pixels, plane.paper_y.pixels
    if layout.xaxis.showgrid and layout.xaxis.visible is not False:
        for value in layout.xaxis.tickvals or ():
            plane.drawing.rect(plane.x.place(value) - 0.5, top, 1, bottom - top, "grid")
    if layout.yaxis.showgrid and layout.yaxis.visible is not False:
        for value in layout.yaxis.tickvals or ():
            plane.drawing.rect(left, plane.y.place(value) - 0.5, right - left, 1, "grid")
    if layout.xaxis.showline:
        plane.drawing.rect(left, bottom - 0.5, right - left, 1, "baseline")
    if layout.yaxis.showline:
        plane.drawing.rect(left - 1, top, 1, bottom - top, "baseline")


def _axis_names(plane: Plane, layout: Any) -> None:
    """The names on the axes: below the plot or above it, and left of it."""
    (bottom, top), left = plane.paper_y.pixels, plane.paper_x.pixels[0]
    for axis, is_upright in ((layout.xaxis, False), (layout.yaxis, True)):
        if axis.visible is False or axis.showticklabels is False or axis.tickvals is None:
            continue
        texts = axis.ticktext or [_number(value, axis.tickformat) for value in axis.tickvals]
        size = float(axis.tickfont.size)
        for value, text in zip(axis.tickvals, texts, strict=True):
            if is_upright:
                middle = plane.y.place(value)
                _words(plane.drawing, text, left - AXIS_GAP, middle, size=size, anchor="end", role="soft_text")
                continue
            high = size * LEADING * (text.count("<br>") + 1)
            middle = top - AXIS_GAP - high / 2 if axis.side == "top" else bottom + AXIS_GAP + high / 2
            _words(plane.drawing, text, plane.x.place(value), middle, size=size, anchor="middle", role="soft_text")


def _number(value: float, form: str | None) -> str:
    return f"{value:.0%}" if form == ".0%" else count(round(value))


def _shape(plane: Plane, shape: Any) -> None:
    """A straight line, or a filled rectangle."""
    across = plane.paper_x if shape.xref == "paper" else plane.x
    down = plane.paper_y if shape.yref == "paper" else plane.y
    x0, x1, y0, y1 = across.place(shape.x0), across.place(shape.x1), down.place(shape.y0), down.place(shape.y1)
    if shape.type == "line":
        dash = _DASHES.get(shape.line.dash)
        plane.drawing.line([(x0, y0), (x1, y1)], shape.line.width, _ROLES[shape.line.color], dash=dash)
    else:
        plane.drawing.rect(min(x0, x1), min(y0, y1), abs(x1 - x0), abs(y1 - y0), _ROLES[shape.fillcolor])


def _trace(plane: Plane, trace: Any) -> None:
    if trace.type == "bar":
        _bars(plane, trace)
    elif trace.type == "scatter":
        mode = trace.mode or "lines"
        if "lines" in mode:
            _lines(plane, trace)
        if "markers" in mode:
            _marks(plane, trace)
        if "text" in mode:
            _numbers(plane, trace)
    else:
        raise ValueError(f"A figure with a {trace.type} has no drawing for a pack.")


def _bars(plane: Plane, trace: Any) -> None:
    """Bars from their base, each with its number at its end."""
    size = float(trace.textfont.size or SIZE)
    is_across = trace.orientation == "h"
    values, places = (trace.x, trace.y) if is_across else (trace.y, trace.x)
    thickness = float(trace.width if trace.width is not None else 0.8)
    for at, (value, place) in enumerate(zip(values, places, strict=True)):
        base = float(_each(trace.base, at) or 0)
        along, athwart = (plane.x, plane.y) if is_across else (plane.y, plane.x)
        ends = sorted((along.place(base), along.place(base + float(value))))
        middle = athwart.place(place)
        half = abs(athwart.place(athwart.number(place) + thickness / 2) - middle)
        role = _ROLES[_each(trace.marker.color, at)]
        text = str(_each(trace.text, at) or "")
        if is_across:
            plane.drawing.rect(ends[0], middle - half, ends[1] - ends[0], 2 * half, role)
            _words(plane.drawing, text, ends[1] + GAP, middle, size=size)
        else:
            plane.drawing.rect(middle - half, ends[0], 2 * half, ends[1] - ends[0], role)
            _words(plane.drawing, text, middle, ends[0] - size * LEADING / 2 - 1, size=size, anchor="middle")


def _lines(plane: Plane, trace: Any) -> None:
    """The line through the points; broken where one is missing, in steps where it says so."""
    part: list[tuple[float, float]] = []
    points: list[tuple[Any, Any]] = [*zip(trace.x, trace.y, strict=True), (None, None)]
    for x, y in points:
        if pd.isna(x) or pd.isna(y):
            if len(part) > 1:
                colour, dash = _ROLES[trace.line.color], _DASHES.get(trace.line.dash)
                plane.drawing.line(part, float(trace.line.width), colour, dash=dash)
            part = []
            continue
        point = (plane.x.place(x), plane.y.place(y))
        if part and trace.line.shape == "hv":
            part.append((point[0], part[-1][1]))
        part.append(point)


def _points(trace: Any) -> Iterator[tuple[int, Any, Any]]:
    """The points that are there, each with its place among all."""
    for at, (x, y) in enumerate(zip(trace.x, trace.y, strict=True)):
        if not (pd.isna(x) or pd.isna(y)):
            yield at, x, y


def _marks(plane: Plane, trace: Any) -> None:
    """A circle, a square or an upright stroke at each point."""
    for at, x, y in _points(trace):
        across, down = plane.x.place(x), plane.y.place(y)
        size, symbol = float(_each(trace.marker.size, at)), _each(trace.marker.symbol, at) or "circle"
        role = _ROLES[_each(trace.marker.color, at)]
        if symbol == "line-ns-open":
            plane.drawing.rect(across - 1, down - size, 2, 2 * size, role)
        elif symbol == "square-open":
            corners = [(across - size / 2, down - size / 2), (across + size / 2, down - size / 2),
                       (across + size / 2, down + size / 2), (across - size / 2, down + size / 2)]  # fmt: skip
            plane.drawing.line([*corners, corners[0]], 2, role)
        elif symbol == "square":
            plane.drawing.rect(across - size / 2 - 1, down - size / 2 - 1, size + 2, size + 2, role)
        else:
            plane.drawing.dot(across, down, size / 2, role)


def _numbers(plane: Plane, trace: Any) -> None:
    """The text of each point: on it, above it, below it or right of it."""
    size, role = float(trace.textfont.size or SIZE), _ROLES[trace.textfont.color]
    for at, x, y in _points(trace):
        beside = _each(trace.textposition, at) or "middle center"
        mark = float(_each(trace.marker.size, at) or 0) / 2
        across, down = plane.x.place(x), plane.y.place(y)
        down += {"top": -1, "bottom": 1}.get(beside.split()[0], 0) * (mark + size * LEADING / 2)
        is_right = beside.endswith("right")
        across += mark + 4 if is_right else 0
        text = str(_each(trace.text, at)).replace("<b> ", "<b>").strip()
        _words(plane.drawing, text, across, down, size=size, anchor="start" if is_right else "middle", role=role)


def _note(plane: Plane, note: Any) -> None:
    """A text of the figure, on its ground where it has one."""
    size = float(note.font.size or SIZE)
    high = size * LEADING * (note.text.count("<br>") + 1)
    x = (plane.paper_x if note.xref == "paper" else plane.x).place(note.x) + (note.xshift or 0)
    y = (plane.paper_y if note.yref == "paper" else plane.y).place(note.y) - (note.yshift or 0)
    middle = y + {"top": 1, "bottom": -1}.get(note.yanchor or "middle", 0) * high / 2
    anchor = {"left": "start", "center": "middle", "right": "end"}[note.xanchor]
    if note.bgcolor:
        plane.drawing.rect(x, middle - high / 2, _wide(note.text, size), high, _ROLES[note.bgcolor])
    role = _ROLES[note.font.color or LIGHT.text]
    _words(plane.drawing, note.text, x, middle, size=size, anchor=anchor, role=role)


def _words(
    drawing: Drawing, text: str, x: float, middle: float, *, size: float, anchor: str = "start", role: str = "text"
) -> None:
    """Lines of words about a middle, each run of a line in its weight and its colour."""
    lines = _split(text)
    first = middle - size * LEADING * (len(lines) - 1) / 2 + BASELINE * size
    for at, line in enumerate(lines):
        runs = list(_runs(line))
        left = x - {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor] * sum(_run_width(run, size) for run in runs)
        for run in runs:
            words, is_bold, colour = run
            y, side = first + at * size * LEADING, "start" if len(runs) > 1 else anchor
            drawing.words(
                x if len(runs) == 1 else left, y, words, _ROLES[colour] if colour else role,
                anchor=side, size=size, bold=is_bold,
            )  # fmt: skip
            left += _run_width(run, size)


def _split(text: str) -> list[str]:
    """The lines of a text; bold that runs over several is in each of them."""
    if text.startswith("<b>") and text.endswith("</b>"):
        return [bold(line) for line in text.removeprefix("<b>").removesuffix("</b>").split("<br>")]
    return text.split("<br>")


Run = tuple[str, bool, str | None]


def _runs(line: str) -> Iterator[Run]:
    """The parts of a line of words: text, whether it is bold, and its own colour."""
    for part in _RUNS.finditer(line):
        text = part["bold"] or part["spanned"] or part["plain"] or ""
        yield unescape(text), part["bold"] is not None, part["colour"]


def _run_width(run: Run, size: float) -> float:
    return width(run[0], size, Weight.SEMIBOLD if run[1] else Weight.REGULAR)


def _wide(text: str, size: float) -> float:
    """How wide the longest line of a text is."""
    return max(sum(_run_width(run, size) for run in _runs(line)) for line in _split(text))


def _each(value: Any, at: int) -> Any:
    """What holds for one mark, of a setting for all of them or of one for each."""
    return value if value is None or isinstance(value, str | int | float) else value[at]
