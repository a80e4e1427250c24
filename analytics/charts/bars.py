"""Horizontal bars with their names in a gutter at the left: one row a value, zero rows included."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analytics.charts.chart import MEASURE, TILE, Chart, fitting
from analytics.charts.chosen import with_chosen
from analytics.charts.fractions import FEWEST, of, share
from analytics.charts.label_lines import broken
from analytics.charts.palette import LIGHT, Palette
from analytics.charts.template import CHARACTER, Trace, axis, figure, note, plain, trace
from analytics.english import count, plural, sentence_case

THICKNESS = 18
PITCH = 34
TWO_LINE_PITCH = 43
LINE = 18
RIGHT = 36
EDGE = 2
LEAST_PLOT = 90
"""Pixels: a bar; from one bar to the next, also where names take two lines; a line of text; room for the number; above
the first and below the last row; and the least room for bars beside their names."""

Numbers = np.ndarray[Any, np.dtype[np.int64]]

_GUTTERS = {TILE: (140, 196), MEASURE: (140, 404)}
_LONGEST = {TILE: 28, MEASURE: 62}
_NARROW_LONGEST = 40


def bars(
    frame: pd.DataFrame,
    *,
    name: str,
    quantity: str,
    by: str,
    says: str,
    several: str,
    width: int = TILE,
    subtitle: str | None = None,
    chosen: str | None = None,
    late: tuple[str, Sequence[int]] | None = None,
    palette: Palette = LIGHT,
) -> Chart:
    """One bar a row of `frame`, which has the columns `value` (stored, or "[blank]"), `label` and `count`, in order.

    `quantity` is what the counts are of ("open"), `by` the dimension ("source"), `says` the words between share and
    label in the headline ("come from"), `several` the dimension's plural ("sources"). A column `clause` in the frame
    replaces `says` and label for its row ("are in programmes"). `chosen` is the value looked at. `late`, a part of each
    count and its words, is shaded at the foot of its bar and said beside its number.
    """
    labels = tuple(map(str, frame["label"]))
    counts = frame["count"].to_numpy(dtype="int64")
    chart = Chart(
        figure=_figure(labels, counts, width, palette, late),
        headline=_headline(counts, _clauses(frame, says), by, several, quantity, width),
        subtitle=subtitle or f"{sentence_case(quantity)}, by {by}; {count(int(counts.sum()))} in all",
        alternative=_alternative(labels, counts, quantity, by, late),
        table=pd.DataFrame(
            {sentence_case(by): labels, sentence_case(quantity): counts}
            | ({sentence_case(late[0]): list(late[1])} if late else {})
        ),
        name=name,
        width=width,
        values=tuple(map(str, frame["value"])),
        labels=labels,
    )
    return with_chosen(chart, chosen, palette)


def _figure(
    labels: Sequence[str],
    counts: Numbers,
    width: int,
    palette: Palette,
    late: tuple[str, Sequence[int]] | None,
) -> go.Figure:
    """The figure. Its vertical axis counts pixels from the top, so that bars are 18 thick at every pitch."""
    lines = [broken(label, _LONGEST.get(width, _LONGEST[MEASURE])) for label in labels]
    pitch = TWO_LINE_PITCH if max(map(len, lines), default=1) > 1 else PITCH
    gutter = _gutter(lines, width)
    middles = [pitch * row + pitch / 2 for row in range(len(labels))]
    rows = {"tops": [EDGE + pitch * row for row in range(len(labels))], "heights": [pitch] * len(labels)}
    texts = [_number_text(int(count), at, late) for at, count in enumerate(counts)]
    right = max(RIGHT, int(CHARACTER * max(map(len, texts), default=0)) + 8)
    narrow = _narrow(labels, counts, right, palette)
    shapes = _late_parts(late, middles, palette)
    if late:
        narrow["shapes"] = _late_parts(late, narrow["trace"]["y"], palette)
    return figure(
        [_bar(counts, texts, middles, palette)],
        palette,
        height=pitch * len(labels) + 2 * EDGE,
        margin=(gutter, right, EDGE, EDGE),
        shapes=shapes,
        annotations=_names(lines, counts, middles, palette, xshift=-gutter),
        xaxis=axis(palette, visible=False, range=[0, max(1, int(counts.max(initial=0)))]),
        yaxis=axis(
            palette,
            showticklabels=False,
            showline=True,
            linecolor=palette.baseline,
            linewidth=1,
            range=[pitch * len(labels), 0],
        ),
        meta={"rows": rows, "below": gutter + right + LEAST_PLOT, "narrow": narrow},
    )


def _number_text(number: int, at: int, late: tuple[str, Sequence[int]] | None) -> str:
    """What stands at the end of a bar: its number, and how many of it are late where any are."""
    return f"{count(number)}, {count(late[1][at])} {late[0]}" if late and late[1][at] else count(number)


def _late_parts(
    late: tuple[str, Sequence[int]] | None, middles: Sequence[float], palette: Palette
) -> list[dict[str, Any]]:
    """The late part of each bar, from the baseline on."""
    half = THICKNESS / 2
    return [
        {
            "type": "rect", "layer": "above", "line": {"width": 0}, "fillcolor": palette.late,
            "x0": 0, "x1": part, "y0": middle - half, "y1": middle + half,
        }
        for part, middle in zip(late[1] if late else (), middles, strict=False)
        if part
    ]  # fmt: skip


def _bar(counts: Numbers, texts: Sequence[str], middles: Sequence[float], palette: Palette) -> Trace:
    return trace(
        "bar",
        x=counts,
        y=middles,
        width=THICKNESS,
        orientation="h",
        marker={"color": palette.looked_at},
        text=list(texts),
        textposition="outside",
        textfont={"color": palette.text},
        cliponaxis=False,
        constraintext="none",
        hoverinfo="skip",
    )


def _gutter(lines: list[tuple[str, ...]], width: int) -> int:
    """Room for the longest line, within what the width allows."""
    least, most = _GUTTERS.get(width, _GUTTERS[MEASURE])
    needed = CHARACTER * max((len(line) for text in lines for line in text), default=0) + 8
    return int(min(most, max(least, needed)))


def _names(
    lines: list[tuple[str, ...]], counts: Numbers, at: Sequence[float], palette: Palette, **place: Any
) -> list[dict[str, Any]]:
    """The names as texts, left-aligned; those of zero rows in soft text."""
    return [
        note(
            "<br>".join(map(plain, text)),
            x=0,
            xref="paper",
            y=y,
            yref="y",
            yanchor="middle",
            font={"color": palette.text if value else palette.soft_text},
            **place,
        )
        for text, value, y in zip(lines, counts, at, strict=True)
    ]


def _narrow(labels: Sequence[str], counts: Numbers, right: int, palette: Palette) -> dict[str, Any]:
    """What changes where the figure is too narrow for a gutter: each name stands above its bar."""
    lines = [broken(label, _NARROW_LONGEST) for label in labels]
    heights = [LINE * len(text) + THICKNESS + 15 for text in lines]
    tops = [sum(heights[:row]) for row in range(len(heights))]
    middles = [top + LINE * len(text) / 2 + 3 for top, text in zip(tops, lines, strict=True)]
    bars_at = [top + LINE * len(text) + 5 + THICKNESS / 2 for top, text in zip(tops, lines, strict=True)]
    return {
        "height": sum(heights) + 2 * EDGE,
        "margin": {"l": 1, "r": right + 6, "t": EDGE, "b": EDGE, "pad": 0},
        "annotations": _names(lines, counts, middles, palette),
        "yaxis": {"range": [sum(heights), 0]},
        "rows": {"tops": [EDGE + top for top in tops], "heights": heights},
        "trace": {"y": bars_at},
    }


def _clauses(frame: pd.DataFrame, says: str) -> list[str]:
    """What follows the share in a headline, for each row."""
    clauses = frame["clause"] if "clause" in frame else [None] * len(frame)
    return [
        clause if isinstance(clause, str) and clause else f"{says} {_label_in_sentence(str(label))}"
        for clause, label in zip(clauses, frame["label"], strict=True)
    ]


def _label_in_sentence(label: str) -> str:
    """A label within a sentence: quoted where it is a sentence itself."""
    return f"“{label}”" if label.count(" ") > 3 else label.replace("Not recorded", "not recorded")


def _headline(counts: Numbers, clauses: list[str], by: str, several: str, quantity: str, width: int) -> str:
    total = int(counts.sum())
    if total == 0:
        return f"None is {quantity}"
    top = int(counts.argmax())
    part = int(counts[top])
    clause = clauses[top] if part > 1 else _singular(clauses[top])
    words = share(part, total)
    if total == 1:
        return sentence_case(f"{words} {clause}")
    candidates = [f"{words} {clause}"] if words else []
    candidates += _two_lead(counts, several) if _is_many(counts) else []
    candidates += [f"{of(part, total)} {clause}"]
    candidates += [f"{words} in one {by}"] if words else []
    candidates += [f"{of(part, total)} in one {by}"]
    return fitting([sentence_case(candidate) for candidate in candidates], width)


def _two_lead(counts: Numbers, several: str) -> list[str]:
    """Words such as "Two programmes hold over half", where the first two do and neither does alone."""
    first, second = sorted(counts, reverse=True)[:2]
    total = int(counts.sum())
    is_so = total >= FEWEST and 2 * first <= total < 2 * (first + second)
    return [f"Two {several} hold over half"] if is_so else []


def _is_many(counts: Numbers) -> bool:
    return int((counts > 0).sum()) > 3


def _singular(says: str) -> str:
    """The verb for one: "comes from" for "come from", "is" for "are"."""
    verb, _, rest = says.partition(" ")
    return f"{'is' if verb == 'are' else verb + 's'} {rest}".strip()


def _alternative(
    labels: Sequence[str], counts: Numbers, quantity: str, by: str, late: tuple[str, Sequence[int]] | None
) -> str:
    texts = [_number_text(int(value), at, late) for at, value in enumerate(counts)]
    rows = "; ".join(f"{label} {text}" for label, text in zip(labels, texts, strict=True))
    return f"Bar chart of {plural(len(labels), 'row')}: {quantity}, by {by}. {rows}."
