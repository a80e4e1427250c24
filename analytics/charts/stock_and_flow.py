"""The stock as a line over its flows as bars: two panels on one axis of time, never two axes on one panel."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analytics.charts.chart import MEASURE, Chart, fitting
from analytics.charts.month_axis import few_months, month, month_axis, month_names
from analytics.charts.palette import LIGHT, Palette
from analytics.charts.template import Trace, axis, bold, figure, grid, note, trace
from analytics.english import count, listed, sentence_case

HEIGHT = 330
RIGHT = 122
STEPS = tuple(factor * 10**power for power in range(7) for factor in (1, 2, 5))
Numbers = np.ndarray[Any, np.dtype[np.int64]]
Flows = pd.Series  # of Int64, missing where the register does not show the number


def stock_and_flow(
    frame: pd.DataFrame,
    *,
    name: str,
    quantity: str = "open",
    incoming: str = "received or reopened",
    outgoing: str = "closed or withdrawn",
    subject: str = "Open recommendations",
    palette: Palette = LIGHT,
) -> Chart:
    """One point a month of `frame`, with columns `day` (date, the month's end), `stock`, `incoming`, `outgoing`.

    The stock is a line from zero; what came in stands above a common baseline, what went out below it. A flow is
    missing in a month for which the register does not show it, and has no bar there.
    """
    days = [pd.Timestamp(day).date() for day in frame["day"]]
    stock = frame["stock"].to_numpy(dtype="int64")
    came, went = (frame[column].astype("Int64") for column in ("incoming", "outgoing"))
    return Chart(
        figure=_figure(days, (stock, came, went), (quantity, incoming, outgoing), palette),
        headline=fitting(_headlines(stock, came, went, subject, days), MEASURE),
        subtitle=(
            f"Number {quantity} at each month end (line), and number coming in and going out in each month (bars), "
            f"{month(days[0])} to {month(days[-1])}"
        ),
        alternative=_alternative(days, stock, came, went, (quantity, incoming, outgoing)),
        table=pd.DataFrame(
            {
                "Month end": days,
                sentence_case(quantity): stock,
                sentence_case(incoming): came.array,
                sentence_case(outgoing): went.array,
            }
        ),
        name=name,
    )


def _figure(
    days: list[date], numbers: tuple[Numbers, Flows, Flows], words: tuple[str, str, str], palette: Palette
) -> go.Figure:
    stock, came, went = numbers
    months = month_names(days)
    top, flow_top = int(stock.max(initial=1)), max(1, *(int(flow.fillna(0).max()) for flow in (came, went)))
    step = _flow_step(flow_top)
    tick_values = [tick for tick in (-step, 0, step) if abs(tick) <= flow_top]
    return figure(
        [*_stock_traces(stock, months, words[0], palette), *_flow_traces(came, went, months, words, palette)],
        palette,
        height=HEIGHT,
        margin=(34, RIGHT, 10, 46),
        bargap=0.38,
        barmode="relative",
        hovermode="x unified",
        hoversubplots="axis",
        annotations=_labels(numbers, words, palette),
        xaxis=month_axis(days, palette, anchor="y2"),
        yaxis=axis(palette, domain=[0.42, 1], range=[0, top * 1.06], nticks=4, rangemode="tozero", **grid(palette)),
        yaxis2=axis(
            palette,
            domain=[0, 0.34],
            range=[-flow_top * 1.05, flow_top * 1.05],
            tickvals=tick_values,
            ticktext=[count(abs(tick)) for tick in tick_values],
            zeroline=True,
            zerolinecolor=palette.rest,
            zerolinewidth=1,
            **grid(palette),
        ),
        meta=few_months(days),
    )


def _stock_traces(stock: Numbers, months: list[str], quantity: str, palette: Palette) -> list[Trace]:
    line = trace(
        "scatter",
        x=months,
        y=stock,
        mode="lines",
        line={"color": palette.looked_at, "width": 2.5},
        fill="tozeroy",
        fillcolor=palette.wash,
        hovertemplate=f"%{{y:,}} {quantity}<extra></extra>",
        cliponaxis=False,
    )
    end = trace(
        "scatter",
        x=months[-1:],
        y=stock[-1:],
        mode="markers",
        marker={"color": palette.looked_at, "size": 8},
        hoverinfo="skip",
        cliponaxis=False,
    )
    return [line, end]


def _flow_traces(
    came: Flows, went: Flows, months: list[str], words: tuple[str, str, str], palette: Palette
) -> list[Trace]:
    def bars(heights: Flows, colour: str, wording: str) -> Trace:
        known = [None if pd.isna(height) else int(height) for height in heights]
        return trace(
            "bar",
            x=months,
            y=known,
            yaxis="y2",
            marker={"color": colour},
            hovertext=["not recorded" if height is None else count(abs(height)) for height in known],
            textposition="none",
            hovertemplate=f"%{{hovertext}} {wording}<extra></extra>",
        )

    return [bars(came, palette.second, words[1]), bars(-went, palette.rest, words[2])]


def _labels(
    numbers: tuple[Numbers, Flows, Flows], words: tuple[str, str, str], palette: Palette
) -> list[dict[str, Any]]:
    """The last value of each series beside it, and the first of the stock above it: labels on lines, no legend."""
    stock, came, went = numbers
    first = int(stock[0])
    right: dict[str, Any] = {"x": 1, "xref": "paper", "xshift": 8, "yanchor": "middle"}
    return [
        note(
            bold(f"{count(int(stock[-1]))} {words[0]}"),
            y=int(stock[-1]),
            yref="y",
            font={"color": palette.looked_at},
            **right,
        ),
        note(
            count(first),
            x=0,
            xshift=-6,
            y=first,
            yref="y",
            xanchor="left",
            yanchor="bottom",
            yshift=4,
            font={"color": palette.looked_at, "size": 13},
        ),
        *(
            note(_two_lines(int(flow.iloc[-1]), text), y=0, yref="y2", yshift=shift, font={"color": colour}, **right)
            for flow, text, shift, colour in (
                (came, words[1], 22, palette.second),
                (went, words[2], -22, palette.soft_text),
            )
            if pd.notna(flow.iloc[-1])
        ),
    ]


def _two_lines(number: int, wording: str) -> str:
    """The number with its first word, and the rest beneath: "27 received" over "or reopened"."""
    first, _, rest = wording.partition(" ")
    return f"{count(number)} {first}<br>{rest}" if rest else f"{count(number)} {first}"


def _flow_step(highest: int) -> int:
    """The one labelled step of the flows: the largest of 1, 2, 5, 10, … that is within the bars."""
    return max((step for step in STEPS if step <= highest), default=1)


def _headlines(stock: Numbers, came: Flows, went: Flows, subject: str, days: Sequence[date]) -> list[str]:
    """What happened to the stock within the last twelve months, and why, where the sum of the flows proves it."""
    months = min(12, len(stock) - 1)
    if months < 1:
        return [f"{subject}: {count(int(stock[-1]))}"]
    change = int(stock[-1] - stock[-1 - months])
    since = f"the end of {month(days[-1 - months])}"
    if change == 0:
        return [f"{subject}: {count(int(stock[-1]))}, the same number as at {since}"]
    words = f"{subject}: {'up' if change > 0 else 'down'} {count(abs(change))} since {since}"
    flows = came[-months:], went[-months:]
    balance = None if any(flow.isna().any() for flow in flows) else int(flows[0].sum() - flows[1].sum())
    because = f"{words}, as {'more' if change > 0 else 'fewer'} came in than were closed"
    return [because, words] if balance == change else [words]


def _alternative(days: Sequence[date], stock: Numbers, came: Flows, went: Flows, words: tuple[str, str, str]) -> str:
    highest, lowest = int(stock.argmax()), int(stock.argmin())
    line = (
        f"Line of the number {words[0]} at each month end, {month(days[0])} to {month(days[-1])}: "
        f"{count(int(stock[0]))} at first, {count(int(stock[-1]))} at last, at most {count(int(stock[highest]))} in "
        f"{month(days[highest])}, at least {count(int(stock[lowest]))} in {month(days[lowest])}."
    )
    recorded = [(flow.dropna(), text) for flow, text in ((came, words[1]), (went, words[2])) if pd.notna(flow.iloc[-1])]
    if not recorded:
        return line
    last = listed([f"{count(int(flow.iloc[-1]))} {text}" for flow, text in recorded])
    totals = listed([count(int(flow.sum())) for flow, _ in recorded])
    return f"{line} Bars: in the last month {last}; over the whole period {totals}."
