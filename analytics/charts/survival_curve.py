"""Curves of the share still open by time since made: steps down at each closing, as far as enough are watched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from analytics.charts.chart import MEASURE, Chart
from analytics.charts.label_lines import broken
from analytics.charts.lines import LABEL, MOST, spread_labels
from analytics.charts.palette import LIGHT, Palette
from analytics.charts.template import CHARACTER, Trace, axis, figure, grid, note, plain, trace
from analytics.english import count, per_cent, plural
from analytics.measures.closure_rates import DAYS_A_MONTH, Curve

HEIGHT = 330
MARGIN_TOP, MARGIN_BOTTOM = 10, 66
TICKS = (0, 3, 6, 9, 12, 18, 24, 36, 48, 60, 84, 120, 180, 240, 300, 360)
"""Months that the axis may name."""

UNDATED = "Closures without a date, left out"
"""The column that says how many closures of a source are in no curve, since no date says when they closed."""

NARROW = 560
ROOM, NARROW_ROOM = 0.12, 0.4
"""The share of the axis that the name of a month takes, also on a telephone, below so many pixels."""


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
    names = {label: broken(label, 20) for label in curves}
    right = int(CHARACTER * max((len(line) for text in names.values() for line in text), default=1)) + 30
    last = max((curve.ends for curve in curves.values()), default=1)
    first = next(iter(curves.values()), None)
    return figure(
        [_line(label, curve, colour, place) for place, (label, curve, colour) in enumerate(_coloured(curves, palette))],
        palette,
        height=HEIGHT,
        margin=(46, right, MARGIN_TOP, MARGIN_BOTTOM),
        hovermode="closest",
        annotations=_labels(curves, names, palette),
        shapes=[_half(palette)],
        xaxis=axis(
            palette,
            range=[0, last],
            ticks="outside",
            ticklen=4,
            tickcolor=palette.baseline,
            tickangle=0,
            showline=True,
            linecolor=palette.baseline,
            **_ticks(last, ROOM, first),
        ),
        yaxis=axis(
            palette, **{**grid(palette), "tickformat": ".0%"}, range=[0, 1.02], tickvals=[0, 0.25, 0.5, 0.75, 1]
        ),
        meta={"below": NARROW, "narrow": {"xaxis": _ticks(last, NARROW_ROOM, first)}},
    )


def _coloured(curves: Mapping[str, Curve], palette: Palette) -> list[tuple[str, Curve, str]]:
    return [(label, curve, colour) for (label, curve), colour in zip(curves.items(), palette.series, strict=False)]


def _line(label: str, curve: Curve, colour: str, place: int) -> Trace:
    """The steps from all open on the first day, as far as the curve is told."""
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


def _labels(curves: Mapping[str, Curve], names: Mapping[str, Sequence[str]], palette: Palette) -> list[dict[str, Any]]:
    """Each name at the height at which its curve stops, beside a mark of its colour; moved apart."""
    room = HEIGHT - MARGIN_TOP - MARGIN_BOTTOM
    ends = {label: float(curve.steps["still_open"].iloc[-1]) for label, curve in curves.items()}
    heights = {label: max(room * end / 1.02, LABEL * len(names[label]) / 2) for label, end in ends.items()}
    positions = spread_labels(heights, {label: LABEL * len(names[label]) for label in curves})
    return [
        note(
            f'<span style="color:{colour}">■</span> {"<br>".join(map(plain, names[label]))}',
            x=1,
            xref="paper",
            xshift=8,
            y=0,
            yref="y",
            yshift=positions[label],
            yanchor="middle",
            font={"color": palette.text},
        )
        for label, _, colour in _coloured(curves, palette)
    ]


def _ticks(last: int, room: float, curve: Curve | None) -> dict[str, Any]:
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
