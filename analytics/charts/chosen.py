"""A chart with one of its values chosen: its marks keep their colour, the others are grey."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from analytics.charts.chart import Chart
from analytics.charts.palette import LIGHT, Palette
from analytics.charts.template import bold, unchecked


def with_chosen(chart: Chart, chosen: str | None, palette: Palette = LIGHT) -> Chart:
    """The same chart with one value looked at: its marks as they are and their texts bold, the other marks grey.

    The name of a bar is bold too. None, or no such value: the chart itself.
    """
    if chosen not in chart.values:
        return chart
    at = chart.values.index(chosen)
    drawn = chart.figure.to_plotly_json()
    marks, layout = drawn["data"][0], drawn["layout"]
    own = set(chart.marks[at]) if chart.marks else {at}
    marks["marker"] = _greyed(marks["marker"], own, len(marks["text"]), palette)
    marks["text"] = [bold(text) if i in own and text else text for i, text in enumerate(marks["text"])]
    if not chart.marks:
        for names in (layout["annotations"], layout["meta"]["narrow"]["annotations"]):
            names[at]["text"] = bold(names[at]["text"])
    return replace(chart, figure=unchecked([marks], layout))


def _greyed(marker: dict[str, Any], own: set[int], number: int, palette: Palette) -> dict[str, Any]:
    """The marks' look with the colour of all but one's own taken from them, from their outlines too."""
    colours = marker["color"] if isinstance(marker["color"], list) else [marker["color"]] * number
    left = [colour if i in own else palette.rest for i, colour in enumerate(colours)]
    return {**marker, "color": left, **({"line": {**marker["line"], "color": left}} if "line" in marker else {})}
