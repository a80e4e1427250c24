"""What came in and what went out, month by month, about one baseline, with what is expected to come in as a line."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analytics.charts.chart import MEASURE, Chart, fitting
from analytics.charts.month_axis import few_months, month, month_axis, month_names
from analytics.charts.palette import LIGHT, Palette
from analytics.charts.template import Trace, axis, figure, grid, note, trace
from analytics.english import count, listed, sentence_case

HEIGHT = 240
RIGHT = 132
STEPS = tuple(factor * 10**power for power in range(7) for factor in (1, 2, 5))
Numbers = pd.Series  # of Int64, missing where the register does not show the number


def received_and_closed(
    frame: pd.DataFrame,
    *,
    name: str,
    incoming: str = "received",
    outgoing: str = "closed",
    expected: float | None = None,
    is_balanced: bool = True,
    palette: Palette = LIGHT,
) -> Chart:
    """One row a month of `frame`: columns `day` (date, the month's end), `incoming`, `outgoing`.

    A number is missing where the register does not show it; a column without any number is not drawn. `expected` is
    how many are expected to come in each month, drawn as a dotted line. `is_balanced`: whether the headline may say
    that more came in than went out.
    """
    days = [pd.Timestamp(day).date() for day in frame["day"]]
    flows = {incoming: frame["incoming"].astype("Int64"), outgoing: frame["outgoing"].astype("Int64")}
    recorded = {words: numbers for words, numbers in flows.items() if numbers.notna().any()}
    ways = {incoming: "up", outgoing: "down"}
    period = f"{month(days[0])} to {month(days[-1])}"
    totals = listed([f"{count(int(numbers.sum()))} {words}" for words, numbers in recorded.items()])
    return Chart(
        figure=_figure(days, flows, expected, palette),
        headline=_headline(flows, days, is_balanced=is_balanced),
        subtitle=f"Recommendations {listed([f'{name} ({ways[name]})' for name in recorded])} in each month, {period}",
        alternative=f"Bars for each month, {period}: {totals} in all; {_most(recorded, days)}.",
        table=pd.DataFrame(
            {"Month end": days, **{sentence_case(words): numbers.array for words, numbers in recorded.items()}}
        ),
        name=name,
    )


def _most(flows: dict[str, Numbers], days: list[date]) -> str:
    """The month with the most of each."""
    tops = {words: int(numbers.fillna(-1).to_numpy().argmax()) for words, numbers in flows.items()}
    return "; ".join(
        f"most {words} in {month(days[top])}, {count(int(flows[words].iloc[top]))}" for words, top in tops.items()
    )


def _headline(flows: dict[str, Numbers], days: list[date], *, is_balanced: bool) -> str:
    """By how many more came in than went out; the numbers alone where a part of the period has none."""
    period = "the month" if len(days) == 1 else f"{len(days)} months"
    totals = [f"{count(int(numbers.sum()))} {_short(words)}" for words, numbers in flows.items()]
    if any(numbers.isna().any() for numbers in flows.values()):
        pairs = zip(totals, flows.values(), strict=True)
        return listed([f"{total} {_when(numbers, days)}" for total, numbers in pairs if numbers.notna().any()])
    figures = f"{listed(totals)} in {period}"
    if not is_balanced:
        return figures
    (incoming, came), (outgoing, went) = ((_short(words), int(numbers.sum())) for words, numbers in flows.items())
    if came == went:
        if not came:
            return f"No recommendations were {incoming} or {outgoing} in {period}"
        return fitting(
            [f"The same number, {count(came)}, were {incoming} and {outgoing} in {period}", figures], MEASURE
        )
    more, less = (incoming, outgoing) if came > went else (outgoing, incoming)
    difference = abs(came - went)
    were = "was" if difference == 1 else "were"
    return fitting([f"{count(difference)} more {were} {more} than {less} in {period}", figures], MEASURE)


def _short(words: str) -> str:
    """A flow as a headline calls it: "closed" of what is closed and not reopened, which the subtitle says."""
    return words.partition(" and ")[0]


def _when(numbers: Numbers, days: list[date]) -> str:
    """In which of the months a column has numbers: "since the end of October 2024"."""
    first = int(numbers.notna().to_numpy().argmax())
    if first:
        return f"since the end of {month(days[first - 1])}"
    return "in the month" if len(days) == 1 else f"in {len(days)} months"


def _figure(days: list[date], flows: dict[str, Numbers], expected: float | None, palette: Palette) -> go.Figure:
    highest = max(int(numbers.max()) if numbers.notna().any() else 0 for numbers in flows.values())
    highest = max(1, highest, round(expected or 0))
    step = max(step for step in STEPS if step <= highest)
    tick_values = [tick for tick in (-step, 0, step) if abs(tick) <= highest]
    months = month_names(days)
    signs = zip(flows.items(), (1, -1), (palette.second, palette.rest), strict=True)
    return figure(
        [
            _bars(sign * numbers, months, words, colour)
            for (words, numbers), sign, colour in signs
            if numbers.notna().any()
        ],
        palette,
        height=HEIGHT,
        margin=(34, RIGHT, 8, 46),
        bargap=0.38,
        barmode="relative",
        hovermode="x unified",
        annotations=_labels(flows, expected, palette),
        shapes=_expected_line(expected, palette),
        xaxis=month_axis(days, palette),
        yaxis=axis(
            palette,
            range=[-highest * 1.08, highest * 1.08],
            tickvals=tick_values,
            ticktext=[count(abs(tick)) for tick in tick_values],
            zeroline=True,
            zerolinecolor=palette.rest,
            zerolinewidth=1,
            **grid(palette),
        ),
        meta=few_months(days),
    )


def _bars(heights: Numbers, months: list[str], text: str, colour: str) -> Trace:
    known = [None if pd.isna(height) else int(height) for height in heights]
    return trace(
        "bar",
        x=months,
        y=known,
        marker={"color": colour},
        hovertext=["not recorded" if height is None else count(abs(height)) for height in known],
        textposition="none",
        hovertemplate=f"%{{hovertext}} {text}<extra></extra>",
    )


def _labels(flows: dict[str, Numbers], expected: float | None, palette: Palette) -> list[dict[str, Any]]:
    """The last month's numbers beside their bars, and the expectation beside its line."""
    right: dict[str, Any] = {"x": 1, "xref": "paper", "xshift": 8, "yanchor": "middle"}
    places = zip(flows.items(), (16, -23), (palette.second, palette.soft_text), strict=True)
    result = [
        note(f"{count(int(numbers.iloc[-1]))} {_two_lines(words)}", y=0, yshift=shift, font={"color": colour}, **right)
        for (words, numbers), shift, colour in places
        if pd.notna(numbers.iloc[-1])
    ]
    if expected:
        words_expected = f"about {count(round(expected))} a<br>month expected"
        result.append(note(words_expected, y=expected, yshift=22, font={"color": palette.soft_text}, **right))
    return result


def _two_lines(words: str) -> str:
    """The first word, and the rest beneath it."""
    return words.replace(" ", "<br>", 1)


def _expected_line(expected: float | None, palette: Palette) -> list[dict[str, Any]]:
    if not expected:
        return []
    line = {"color": palette.soft_text, "width": 1.5, "dash": "dot"}
    return [{"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": expected, "y1": expected, "line": line}]
