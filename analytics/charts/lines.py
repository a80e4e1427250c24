"""Up to four lines over time, each with its name and last number beside its end instead of a legend."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analytics.charts.chart import MEASURE, Chart
from analytics.charts.label_lines import broken
from analytics.charts.month_axis import few_months, month, month_axis, month_names
from analytics.charts.palette import LIGHT, Palette
from analytics.charts.template import CHARACTER, axis, figure, grid, note, plain, trace
from analytics.english import count, listed

HEIGHT = 300
MOST = 4
LABEL = 20
"""Pixels between the middles of two labels, so that neither covers the other."""


def lines(
    frame: pd.DataFrame,
    *,
    name: str,
    subtitle: str,
    labels: Sequence[str],
    headline: str | None = None,
    width: int = MEASURE,
    palette: Palette = LIGHT,
) -> Chart:
    """One point a row of `frame`: column `day` (date), and one column of counts for each of `labels`, at most four.

    The first is the one looked at. `headline` replaces the one made from the first series.
    """
    if not 1 <= len(labels) <= MOST:
        raise ValueError(f"A chart has one to four lines, not {len(labels)}: leave some out, or use tiles.")
    days = [pd.Timestamp(day).date() for day in frame["day"]]
    series = {label: frame[label].to_numpy(dtype="int64") for label in labels}
    first = series[labels[0]]
    return Chart(
        figure=_figure(days, series, palette),
        headline=headline or _headline(labels[0], int(first[0]), int(first[-1]), days),
        subtitle=subtitle,
        alternative=(
            f"Lines from {month(days[0])} to {month(days[-1])}: "
            + listed([f"{label} from {count(int(v[0]))} to {count(int(v[-1]))}" for label, v in series.items()])
            + "."
        ),
        table=pd.DataFrame({"Day": days, **series}),
        name=name,
        width=width,
    )


def _headline(label: str, first: int, last: int, days: list[date]) -> str:
    since = f"since {month(days[0])}"
    if first == last:
        return f"{label}: {count(last)}, as in {month(days[0])}"
    return f"{label}: {count(last)}, {'up' if last > first else 'down'} from {count(first)} {since}"


def _figure(days: list[date], series: dict[str, np.ndarray[Any, np.dtype[np.int64]]], palette: Palette) -> go.Figure:
    top = max(int(values.max(initial=1)) for values in series.values())
    names = {label: broken(label, 20) for label in series}
    right = int(CHARACTER * max(len(line) for text in names.values() for line in text)) + 52
    traces = [
        trace(
            "scatter",
            x=month_names(days),
            y=values,
            mode="lines",
            line={"color": colour, "width": 2.5 if number == 0 else 2},
            hovertemplate=f"{plain(label)}: %{{y:,}}<extra></extra>",
            cliponaxis=False,
        )
        for number, ((label, values), colour) in enumerate(zip(series.items(), palette.series, strict=False))
    ]
    height = HEIGHT - 56
    return figure(
        traces,
        palette,
        height=HEIGHT,
        margin=(34, right, 10, 46),
        hovermode="x unified",
        annotations=_labels(series, names, top, height, palette),
        xaxis=month_axis(days, palette, edge=0.2),
        yaxis=axis(palette, range=[0, top * 1.06], nticks=5, **grid(palette)),
        meta=few_months(days),
    )


def _labels(
    series: dict[str, np.ndarray[Any, np.dtype[np.int64]]],
    names: dict[str, tuple[str, ...]],
    top: int,
    height: float,
    palette: Palette,
) -> list[dict[str, Any]]:
    """Each name and last number at its line's end, in text colour beside a mark of the line's; moved apart."""
    ends = {label: int(values[-1]) for label, values in series.items()}
    heights = {label: height * end / (top * 1.06) for label, end in ends.items()}
    positions = spread_labels(heights, {label: LABEL * len(names[label]) for label in series})
    colours = dict(zip(series, palette.series, strict=False))
    return [
        note(
            f'<span style="color:{colours[label]}">■</span> '
            f"{count(ends[label])} {'<br>'.join(map(plain, names[label]))}",
            x=1,
            xref="paper",
            xshift=6,
            y=ends[label],
            yref="y",
            yshift=positions[label] - heights[label],
            yanchor="middle",
            font={"color": palette.text},
        )
        for label in series
    ]


def spread_labels(heights: dict[str, float], room: dict[str, int]) -> dict[str, float]:
    """Heights for the labels as near as can be to where they should be, none over another, lowest first."""
    positions: dict[str, float] = {}
    floor = -1e9
    for label in sorted(heights, key=heights.__getitem__):
        positions[label] = max(heights[label], floor + room[label] / 2)
        floor = positions[label] + room[label] / 2
    return positions
