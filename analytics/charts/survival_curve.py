"""Curves of the share still open by time since made: steps down at each closing, as far as enough are watched."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from analytics.charts.chart import MEASURE, Chart
from analytics.charts.label_lines import broken
from analytics.charts.label_places import free_height
from analytics.charts.lines import LABEL, MOST
from analytics.charts.palette import LIGHT, Palette
from analytics.charts.template import CHARACTER, Trace, axis, figure, grid, note, plain, trace
from analytics.english import count, per_cent, plural
from analytics.measures.closure_rates import DAYS_A_MONTH, Curve

HEIGHT = 330
MARGIN_TOP, MARGIN_BOTTOM, LEFT = 10, 66, 46
PLOT = HEIGHT - MARGIN_TOP - MARGIN_BOTTOM
"""Pixels: the figure, its edges, and the room of the curves between them."""

TOP_SHARE = 1.02
"""The share at the top of the axis: a little above all."""

TICKS = (0, 3, 6, 9, 12, 18, 24, 36, 48, 60, 84, 120, 180, 240, 300, 360)
"""Months that the axis may name."""

UNDATED = "Closures without a date, left out"
"""The column that says how many closures of a source are in no curve, since no date says when they closed."""

NARROW, NARROWEST = 560, 320
ROOM, NARROW_ROOM = 0.12, 0.4
"""The share of the axis that the name of a month takes, also on a telephone, below so many pixels."""

GAP, MARK, AIR = 8, 20, 4
"""Pixels from the end of a curve to its name, of the mark before the name, and between a name and another curve."""


def still_open(
    curves: Mapping[str, Curve], *, name: str, headline: str, subtitle: str, palette: Palette = LIGHT
) -> Chart:
    """One line a curve, at most four, by its label; the first is the one looked at, its numbers watched stand below."""
    longest = {label: curve for label, curve in list(curves.items())[:MOST] if len(curve.steps)}
    return Chart(
        figure=_figure(longest, palette),
        headline=headline,
        subtitle=subtitle,
        alternative=_alternative(longest),
        table=_table(longest),
        name=name,
        width=MEASURE,
    )


def _alternative(curves: Mapping[str, Curve]) -> str:
    wording = []
    for label, curve in curves.items():
        median = (
            f"half are closed after {plural(curve.median, 'day')}"
            if curve.median is not None
            else ("the median is not reached")
        )
        last = curve.steps.iloc[-1]
        share = f"{per_cent(last['still_open'])} per cent"
        ends = f"{share} are still open at its end, after {plural(int(last['days']), 'day')}"
        wording.append(f"{label}: {count(curve.at_risk(0))} watched, {median}; {ends}.")
    return "Falling steps, the share still open by days since made. " + " ".join(wording)


def _table(curves: Mapping[str, Curve]) -> pd.DataFrame:
    """A row a curve and month end as far as it goes: the share still open, and how many were watched and left out."""
    columns = ["Source", "Months since made", "Still open, per cent", "Watched", UNDATED]
    rows: list[tuple[str, int, str, int, int]] = []
    for label, curve in curves.items():
        months = range(int((curve.ends - 1) / DAYS_A_MONTH) + 1)
        days = np.array(months) * DAYS_A_MONTH
        shares = [str(per_cent(share)) for share in curve.shares(days)]
        watched, undated = curve.watched(days).tolist(), [curve.left_out] * len(months)
        rows += zip([label] * len(months), months, shares, watched, undated, strict=True)
    return pd.DataFrame(rows, columns=columns)


def _figure(curves: Mapping[str, Curve], palette: Palette) -> Any:
    right = int(CHARACTER * max((len(line) for label in curves for line in _lines(label)), default=1)) + 30
    last = max((curve.ends for curve in curves.values()), default=1)
    first = next(iter(curves.values()), None)
    return figure(
        [_line(label, curve, colour, place) for place, (label, curve, colour) in enumerate(_coloured(curves, palette))],
        palette,
        height=HEIGHT,
        margin=(LEFT, right, MARGIN_TOP, MARGIN_BOTTOM),
        hovermode="closest",
        **_named(curves, last, NARROW - LEFT - right, palette),
        xaxis=axis(
            palette,
            range=[0, last],
            ticks="outside",
            ticklen=4,
            tickcolor=palette.baseline,
            tickangle=0,
            showline=True,
            linecolor=palette.baseline,
            **_month_ticks(last, ROOM, first),
        ),
        yaxis=axis(
            palette, **{**grid(palette), "tickformat": ".0%"}, range=[0, TOP_SHARE], tickvals=[0, 0.25, 0.5, 0.75, 1]
        ),
        meta={
            "below": NARROW,
            "narrow": {
                "xaxis": _month_ticks(last, NARROW_ROOM, first),
                **_named(curves, last, NARROWEST - LEFT - right, palette),
            },
        },
    )


def _coloured(curves: Mapping[str, Curve], palette: Palette) -> list[tuple[str, Curve, str]]:
    return [(label, curve, colour) for (label, curve), colour in zip(curves.items(), palette.series, strict=False)]


def _line(label: str, curve: Curve, colour: str, place: int) -> Trace:
    """The steps from all open on the first day, as far as the curve is known."""
    days = np.append(np.insert(curve.steps["days"].to_numpy(dtype="int64"), 0, 0), curve.ends)
    share = np.insert(curve.steps["still_open"].to_numpy(dtype="float64"), 0, 1.0)
    return trace(
        "scatter",
        x=days,
        y=np.append(share, share[-1]),
        mode="lines",
        line={"shape": "hv", "color": colour, "width": 2.5 if place == 0 else 2},
        hovertemplate=f"{plain(label)}: %{{y:.0%}} still open after %{{x:,}} days<extra></extra>",
        cliponaxis=False,
    )


def _half(palette: Palette) -> dict[str, Any]:
    line = {"color": palette.soft_text, "width": 1.5, "dash": "dot"}
    return {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": 0.5, "y1": 0.5, "line": line, "layer": "below"}


def _label_heights(curves: Mapping[str, Curve], last: int, plot_width: float) -> dict[str, float]:
    """The height of the middle of each name, in pixels above the axis: near its curve's end, over no other curve.

    `plot_width` is how many pixels the curves take from the first day to the `last`.
    """
    days_per_pixel = last / plot_width
    boxes: dict[str, tuple[float, float, float, float]] = {}
    for label, curve in sorted(curves.items(), key=lambda pair: -pair[1].ends):
        lines = _lines(label)
        room = LABEL * len(lines)
        first = curve.ends + GAP * days_per_pixel
        until = first + (CHARACTER * max(map(len, lines)) + MARK) * days_per_pixel
        taken = [
            _stretch(other, first, until) for name, other in curves.items() if name != label and other.ends > first
        ]
        taken += [(low, high) for start, end, low, high in boxes.values() if start < until and first < end]
        height = free_height(max(_height(_end(curve)), room / 2), room, taken, PLOT)
        boxes[label] = (first, until, height - room / 2, height + room / 2)
    return {label: (boxes[label][2] + boxes[label][3]) / 2 for label in curves}


def _stretch(curve: Curve, first: float, until: float) -> tuple[float, float]:
    """Between which heights a curve runs from one day to another, with a little air."""
    high, low = curve.shares(np.array([first, min(until, curve.ends)]))
    return _height(low) - AIR, _height(high) + AIR


def _end(curve: Curve) -> float:
    """The share still open at the end of a curve."""
    return float(curve.steps["still_open"].iloc[-1])


def _height(share: float) -> float:
    """Pixels above the axis."""
    return float(PLOT * share / TOP_SHARE)


def _lines(label: str) -> tuple[str, ...]:
    return broken(label, 20)


def _named(curves: Mapping[str, Curve], last: int, plot_width: float, palette: Palette) -> dict[str, Any]:
    """The names beside the ends of their curves, and a line from each end to a name that stands above or below it."""
    heights = _label_heights(curves, last, plot_width)
    notes = [
        note(
            f'<span style="color:{colour}">■</span> {"<br>".join(map(plain, _lines(label)))}',
            x=curve.ends,
            xref="x",
            xshift=GAP,
            y=0,
            yref="y",
            yshift=heights[label],
            yanchor="middle",
            font={"color": palette.text},
        )
        for label, curve, colour in _coloured(curves, palette)
    ]
    leaders = [
        {
            "type": "line", "layer": "below", "line": {"color": colour, "width": 1},
            "x0": curve.ends, "y0": _end(curve), "x1": curve.ends, "y1": heights[label] * TOP_SHARE / PLOT,
        }
        for label, curve, colour in _coloured(curves, palette)
    ]  # fmt: skip
    return {"annotations": notes, "shapes": [_half(palette), *leaders]}


def _month_ticks(last: int, room: float, curve: Curve | None) -> dict[str, Any]:
    """The months to name: those that the curves reach, as many as have room beside one another."""
    named: list[int] = []
    for months in TICKS:
        is_reached = months * DAYS_A_MONTH < last
        if is_reached and (not named or (months - named[-1]) * DAYS_A_MONTH >= room * last):
            named.append(months)
    return {
        "tickvals": [months * DAYS_A_MONTH for months in named],
        "ticktext": [_tick(months, curve) for months in named],
    }


def _tick(months: int, curve: Curve | None) -> str:
    """What stands beneath the axis: the months, and how many of the first curve were still watched then."""
    named = plural(months // 12, "year") if months > 18 else plural(months, "month") if months else "Made"
    if curve is None or months * DAYS_A_MONTH >= curve.ends:
        return named
    return f"{named}<br>{count(curve.at_risk(months * DAYS_A_MONTH))}"
