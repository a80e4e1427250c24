"""Sparklines: a small line or small bars without axes, the last point in the colour of the thing looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

WIDTH, HEIGHT = 200, 36
EDGE = 4
LEAST_SPAN = 0.2
"""The least that a line spans from foot to top, as a share of its highest value."""


@dataclass(frozen=True, slots=True)
class Sparkline:
    """The shapes of a sparkline in a box of 200 by 36: a path for the rest, a circle or a path for the last point."""

    rest: str
    last: tuple[float, float] | str


def sparkline(values: Sequence[float], kind: Literal["line", "bars"] = "line") -> Sparkline:
    """The shapes for a series, oldest first. Bars stand on zero; a line spans its range, at least a fifth of its level.

    So a small movement of a large number stays small.
    """
    if not values:
        return Sparkline(rest="", last="")
    return _bars(values) if kind == "bars" else _line(values)


def _line(values: Sequence[float]) -> Sparkline:
    high = max(values)
    span = max(high - min(values), LEAST_SPAN * high) or 1
    low = (high + min(values) - span) / 2
    step = (WIDTH - 2 * EDGE) / max(1, len(values) - 1)
    points = [
        (EDGE + i * step, HEIGHT - EDGE - (value - low) / span * (HEIGHT - 2 * EDGE)) for i, value in enumerate(values)
    ]
    return Sparkline(rest="M" + " L".join(f"{x:.1f} {y:.1f}" for x, y in points), last=points[-1])


def _bars(values: Sequence[float]) -> Sparkline:
    high = max(*values, 1)
    step = WIDTH / len(values)
    width = step * 0.56

    def bar(i: int) -> str:
        tall = values[i] / high * (HEIGHT - EDGE)
        left = i * step + (step - width) / 2
        return f"M{left:.1f} {HEIGHT}V{HEIGHT - tall:.1f}h{width:.1f}V{HEIGHT}z"

    return Sparkline(rest="".join(bar(i) for i in range(len(values) - 1)), last=bar(len(values) - 1))
