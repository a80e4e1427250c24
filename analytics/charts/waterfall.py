"""The statement of a period as a waterfall: opening and closing as levels, every change between them to one scale."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analytics.charts.chart import TWO_TILES, Chart
from analytics.charts.label_lines import broken
from analytics.charts.palette import LIGHT, Palette
from analytics.charts.template import Trace, axis, bold, figure, note, plain, trace
from analytics.english import count, listed, sentence_case

HEIGHT = 250
WIDE = 0.25
"""Half the width of a step, as a share of the room it has."""

LINE = 18
"""Pixels that a third line of a name adds."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step as it is drawn: its name, its signed value, and the levels it leads from and to."""

    name: str
    value: int
    before: int
    after: int


def waterfall(
    frame: pd.DataFrame,
    *,
    name: str,
    subtitle: str,
    quantity: str = "outstanding",
    width: int = TWO_TILES,
    palette: Palette = LIGHT,
) -> Chart:
    """One row a term of the statement: columns `term` (as read), `value` (signed). First the opening, last the closing.

    `quantity` is what the levels are of. A change of 0 is in the table and not in the figure. The residual is not a
    term; the page prints it. Changes are small beside the levels, so the scale seldom starts at 0, which is said.
    """
    terms, values = [str(term) for term in frame["term"]], [int(value) for value in frame["value"]]
    steps = _steps(terms[1:-1], values[1:-1], values[0])
    return Chart(
        figure=_figure((terms[0], terms[-1]), (values[0], values[-1]), steps, palette),
        headline=_headline(values[0], values[-1], quantity),
        subtitle=f"{subtitle}. The scale does not start at 0" if _lowest(values[0], values[-1], steps) else subtitle,
        alternative=_alternative((terms[0], terms[-1]), (values[0], values[-1]), steps),
        table=pd.DataFrame({"Term": terms, "Recommendations": values}),
        name=name,
        width=width,
    )


def _steps(terms: Sequence[str], values: Sequence[int], opening: int) -> list[Step]:
    steps, level = [], opening
    for term, value in zip(terms, values, strict=True):
        if value:
            steps.append(Step(term, value, level, level + value))
            level += value
    return steps


def _lowest(opening: int, closing: int, steps: list[Step]) -> int:
    """The lowest level that is shown."""
    return min(opening, closing, *(level for step in steps for level in (step.before, step.after)))


def _headline(opening: int, closing: int, quantity: str) -> str:
    if opening == closing:
        return f"The number {quantity} did not change: {count(closing)}"
    return (
        f"{sentence_case(quantity)} {'rose' if closing > opening else 'fell'} from {count(opening)} to {count(closing)}"
    )


def _figure(ends: tuple[str, str], levels: tuple[int, int], steps: list[Step], palette: Palette) -> go.Figure:
    last = len(steps) + 1
    heights = [*levels, *(step.before for step in steps), *(step.after for step in steps)]
    low, high = min(heights), max(heights)
    room = max(1, high - low)
    names = [ends[0], *(step.name for step in steps), ends[1]]
    more = LINE * max(0, max(text.count("<br>") for text in _broken(names, 14)) - 1)
    return figure(
        [_flows(steps, palette)],
        palette,
        height=HEIGHT + more,
        margin=(4, 4, 26, 44 + more),
        annotations=_labels(levels, steps, palette),
        shapes=[
            _level(0, levels[0], palette),
            _level(last, levels[1], palette),
            *_links(levels, steps, palette),
        ],
        xaxis=axis(
            palette,
            range=[-0.5, last + 0.5],
            tickvals=list(range(last + 1)),
            ticktext=_broken(names, 14),
            tickangle=0,
            ticklabeloverflow="allow",
            tickfont={"size": 13, "color": palette.text},
        ),
        yaxis=axis(palette, visible=False, range=[low - 0.06 * room, high + 0.04 * room]),
        meta={"below": 90 * (last + 1), "narrow": _narrow(names, last)},
    )


def _flows(steps: list[Step], palette: Palette) -> Trace:
    return trace(
        "bar",
        x=list(range(1, len(steps) + 1)),
        y=[abs(step.value) for step in steps],
        base=[min(step.before, step.after) for step in steps],
        width=2 * WIDE,
        marker={"color": [palette.second if step.value > 0 else palette.rest for step in steps]},
        hoverinfo="skip",
    )


def _level(x: int, y: int, palette: Palette) -> dict[str, Any]:
    """A level: a line of four pixels, not a bar, so that the axis need not start at zero."""
    return _line(x - 0.36, x + 0.36, y, {"color": palette.looked_at, "width": 4})


def _links(levels: tuple[int, int], steps: list[Step], palette: Palette) -> list[dict[str, Any]]:
    """Thin lines that carry each level to the next step."""
    thin = {"color": palette.baseline, "width": 1}
    carried = [levels[0], *(step.after for step in steps)]
    edges = [0.36, *(WIDE for _ in steps)]
    ends = [*(WIDE for _ in steps), 0.36]
    return [
        _line(x + start, x + 1 - end, y, thin)
        for x, (y, start, end) in enumerate(zip(carried, edges, ends, strict=True))
    ]


def _line(x0: float, x1: float, y: float, line: dict[str, Any]) -> dict[str, Any]:
    return {"type": "line", "x0": x0, "x1": x1, "y0": y, "y1": y, "line": line}


def _labels(levels: tuple[int, int], steps: list[Step], palette: Palette) -> list[dict[str, Any]]:
    above: dict[str, Any] = {"xanchor": "center", "yanchor": "bottom", "yshift": 4}
    level_font = {"color": palette.looked_at, "size": 16}
    signed = [
        note(_signed(step.value), x=x, y=max(step.before, step.after), **above) for x, step in enumerate(steps, start=1)
    ]
    ends = zip((0, len(steps) + 1), levels, strict=True)
    return [*signed, *(note(bold(count(level)), x=x, y=level, font=level_font, **above) for x, level in ends)]


def _broken(names: list[str], longest: int) -> list[str]:
    """The names over as many lines as they need; a day and its month stay together where there is room."""
    joined = [re.sub(r"(\d) ", "\\1\u00a0", text) if longest > 12 else text for text in names]
    return ["<br>".join(map(plain, broken(text, longest))) for text in joined]


def _narrow(names: list[str], last: int) -> dict[str, Any]:
    """On a telephone the names would touch: they are broken at nearly every word and stand smaller."""
    texts = _broken(names, 8)
    lines = max(text.count("<br>") for text in texts) + 1
    return {
        "height": HEIGHT + 16 * (lines - 2),
        "margin": {"l": 0, "r": 0, "t": 26, "b": 12 + 16 * lines, "pad": 0},
        "xaxis": {"ticktext": texts, "tickfont": {"size": 10 if last > 5 else 12}},
    }


def _signed(value: int) -> str:
    return f"+{count(value)}" if value > 0 else count(value)


def _alternative(ends: tuple[str, str], levels: tuple[int, int], steps: list[Step]) -> str:
    changes = listed([f"{step.name} {_signed(step.value)}" for step in steps]) or "no change"
    return f"Waterfall. {ends[0]}: {count(levels[0])}. {changes}. {ends[1]}: {count(levels[1])}."
