"""A rate by cohort as a line from 0 to all, with each rate beside its point and a target as a dotted line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from analytics.charts.chart import TILE, Chart
from analytics.charts.palette import LIGHT, Palette
from analytics.charts.template import axis, bold, figure, grid, note, trace
from analytics.english import listed, per_cent

HEIGHT = 250
ROOM = 0.16
MARGINS = (42, 24, 22, 62)
"""The share of the height that a number takes above its point. Pixels: left, right, top, the names below."""


def rate_line(
    frame: pd.DataFrame,
    *,
    name: str,
    headline: str,
    subtitle: str,
    table: pd.DataFrame,
    target: float | None = None,
    width: int = TILE,
    palette: Palette = LIGHT,
) -> Chart:
    """One point a row of `frame`, oldest first: columns `label` (lines parted by <br>) and `rate` (0 to 1, or None).

    Where a rate is None there is no point and the line is broken. `target` is a rate too. `table` is what stands behind
    the picture.
    """
    labels = [str(label) for label in frame["label"]]
    rates = [None if pd.isna(rate) else float(rate) for rate in frame["rate"]]
    wording = [
        f"{label.replace('<br>', ' ')} {'not shown' if rate is None else f'{per_cent(rate)} per cent'}"
        for label, rate in zip(labels, rates, strict=True)
    ]
    aim = f" The target is {per_cent(target)} per cent." if target is not None else ""
    return Chart(
        figure=_figure(labels, rates, target, palette),
        headline=headline,
        subtitle=subtitle,
        alternative=f"Line of rates: {listed(wording)}.{aim}",
        table=table,
        name=name,
        width=width,
    )


def _figure(labels: Sequence[str], rates: Sequence[float | None], target: float | None, palette: Palette) -> Any:
    last = len(labels) - 1
    return figure(
        [
            trace(
                "scatter",
                x=list(range(len(labels))),
                y=list(rates),
                mode="lines+markers+text",
                line={"color": palette.looked_at, "width": 2.5},
                marker={"color": palette.looked_at, "size": 8},
                text=["" if rate is None else _label(rate, is_last=at == last) for at, rate in enumerate(rates)],
                textposition=[_place(rate, target) for rate in rates],
                textfont={"color": palette.text},
                cliponaxis=False,
                hoverinfo="skip",
            )
        ],
        palette,
        height=HEIGHT,
        margin=MARGINS,
        shapes=[] if target is None else [_target(target, palette)],
        annotations=[] if target is None else [_target_name(target, palette)],
        xaxis=axis(
            palette,
            range=[-0.4, last + 0.4],
            tickvals=list(range(len(labels))),
            ticktext=list(labels),
            tickangle=0,
            showline=True,
            linecolor=palette.baseline,
        ),
        yaxis=axis(
            palette, **{**grid(palette), "tickformat": ".0%"}, range=[0, 1.02], tickvals=[0, 0.25, 0.5, 0.75, 1]
        ),
    )


def _label(rate: float, *, is_last: bool) -> str:
    text = f"{per_cent(rate)}%"
    return bold(text) if is_last else text


def _place(rate: float | None, target: float | None) -> str:
    """Above the point, or below it where the line of all or of the target is near above."""
    above = 1 if target is None or rate is None or target < rate else target
    return "bottom center" if rate is not None and above - rate < ROOM else "top center"


def _target(target: float, palette: Palette) -> dict[str, Any]:
    line = {"color": palette.soft_text, "width": 1.5, "dash": "dot"}
    return {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": target, "y1": target, "line": line}


def _target_name(target: float, palette: Palette) -> dict[str, Any]:
    """The name of the line, under it at the left where no point is."""
    return note(
        f"Target {per_cent(target)}%",
        x=0,
        xref="paper",
        y=target,
        yref="y",
        yanchor="top",
        font={"color": palette.soft_text, "size": 13},
    )
