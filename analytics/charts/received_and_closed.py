"""What came in and what went out, month by month, about one baseline, with what is expected to come in as a line."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analytics.charts.chart import MEASURE, Chart, fitting
from analytics.charts.months import few_months, month, month_axis, month_names
from analytics.charts.palette import LIGHT, Palette
from analytics.charts.template import Trace, axis, figure, grid, note, trace
from analytics.wording import count, sentence_case

HEIGHT = 240
RIGHT = 132
STEPS = tuple(factor * 10**power for power in range(7) for factor in (1, 2, 5))
Numbers = np.ndarray[Any, np.dtype[np.int64]]


def received_and_closed(
    frame: pd.DataFrame,
    *,
    name: str,
    incoming: str = "received",
    outgoing: str = "closed",
    expected: float | None = None,
    palette: Palette = LIGHT,
) -> Chart:
    """One row a month of `frame`: columns `day` (date, the month's end), `incoming`, `outgoing`.

    `expected` is how many are expected to come in each month, drawn as a dotted line.
    """
    days = [pd.Timestamp(day).date() for day in frame["day"]]
    came, went = (frame[column].to_numpy(dtype="int64") for column in ("incoming", "outgoing"))
    total_in, total_out = int(came.sum()), int(went.sum())
    return Chart(
        figure=_figure(days, came, went, (incoming, outgoing), expected, palette),
        headline=_headline(total_in, total_out, len(days), incoming, outgoing),
        subtitle=(
            f"Recommendations {incoming} (up) and {outgoing} (down) in each month, "
            f"{month(days[0])} to {month(days[-1])}"
        ),
        alternative=(
            f"Bars for each month, {month(days[0])} to {month(days[-1])}: {count(total_in)} {incoming} and "
            f"{count(total_out)} {outgoing} in all; most {incoming} in {month(days[int(came.argmax())])}, "
            f"{count(int(came.max()))}; most {outgoing} in {month(days[int(went.argmax())])}, {count(int(went.max()))}."
        ),
        table=pd.DataFrame({"Month end": days, sentence_case(incoming): came, sentence_case(outgoing): went}),
        name=name,
    )


def _headline(total_in: int, total_out: int, months: int, incoming: str, outgoing: str) -> str:
    period = "the month" if months == 1 else f"{months} months"
    figures = f"{count(total_in)} {incoming} and {count(total_out)} {outgoing} in {period}"
    if total_in == total_out:
        return fitting([f"As many were {incoming} as {outgoing} in {period}: {count(total_in)}", figures], MEASURE)
    difference = abs(total_in - total_out)
    more, less = (incoming, outgoing) if total_in > total_out else (outgoing, incoming)
    return fitting([f"{count(difference)} more were {more} than {less} in {period}", figures], MEASURE)


def _figure(
    days: list[date], came: Numbers, went: Numbers, words: tuple[str, str], expected: float | None, palette: Palette
) -> go.Figure:
    highest = max(int(came.max(initial=1)), int(went.max(initial=1)), round(expected or 0))
    step = max(step for step in STEPS if step <= max(1, highest))
    ticks = [tick for tick in (-step, 0, step) if abs(tick) <= highest]
    months = month_names(days)
    return figure(
        [_bars(came, months, words[0], palette.second), _bars(-went, months, words[1], palette.rest)],
        palette,
        height=HEIGHT,
        margin=(34, RIGHT, 8, 46),
        bargap=0.38,
        barmode="relative",
        hovermode="x unified",
        annotations=_labels(came, went, words, expected, palette),
        shapes=_expected_line(expected, palette),
        xaxis=month_axis(days, palette),
        yaxis=axis(
            palette,
            range=[-highest * 1.08, highest * 1.08],
            tickvals=ticks,
            ticktext=[count(abs(tick)) for tick in ticks],
            zeroline=True,
            zerolinecolor=palette.rest,
            zerolinewidth=1,
            **grid(palette),
        ),
        meta=few_months(days),
    )


def _bars(heights: Numbers, months: list[str], said: str, colour: str) -> Trace:
    return trace(
        "bar",
        x=months,
        y=heights,
        marker={"color": colour},
        hovertext=[count(abs(int(height))) for height in heights],
        textposition="none",
        hovertemplate=f"%{{hovertext}} {said}<extra></extra>",
    )


def _labels(
    came: Numbers, went: Numbers, words: tuple[str, str], expected: float | None, palette: Palette
) -> list[dict[str, Any]]:
    """The last month's numbers beside their bars, and the expectation beside its line."""
    right: dict[str, Any] = {"x": 1, "xref": "paper", "xshift": 8, "yanchor": "middle"}
    last_in, last_out = int(came[-1]), int(went[-1])
    found = [
        note(f"{count(last_in)} {_two_lines(words[0])}", y=0, yshift=16, font={"color": palette.second}, **right),
        note(f"{count(last_out)} {_two_lines(words[1])}", y=0, yshift=-23, font={"color": palette.soft_text}, **right),
    ]
    if expected:
        words_expected = f"about {count(round(expected))} a<br>month expected"
        found.append(note(words_expected, y=expected, yshift=22, font={"color": palette.soft_text}, **right))
    return found


def _two_lines(words: str) -> str:
    """The first word, and the rest beneath it."""
    return words.replace(" ", "<br>", 1)


def _expected_line(expected: float | None, palette: Palette) -> list[dict[str, Any]]:
    if not expected:
        return []
    line = {"color": palette.soft_text, "width": 1.5, "dash": "dot"}
    return [{"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": expected, "y1": expected, "line": line}]
