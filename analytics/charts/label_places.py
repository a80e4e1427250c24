"""Where a label has room: the height nearest to the one wanted at which it covers nothing."""

from __future__ import annotations

from collections.abc import Sequence


def free_height(wanted: float, room: float, taken: Sequence[tuple[float, float]], highest: float) -> float:
    """The middle, nearest to `wanted`, of a label of the height `room` between 0 and `highest` that covers nothing.

    `taken` are stretches of height, each from its lowest to its highest point. Of two that are equally near, the upper.
    Where there is no room at all, `wanted` itself.
    """
    half = room / 2
    beside = [height for low, high in taken for height in (low - half, high + half)]
    free = [
        height
        for height in (wanted, half, highest - half, *beside)
        if half <= height <= highest - half
        and all(height + half <= low or height - half >= high for low, high in taken)
    ]
    return min(free, key=lambda height: (abs(height - wanted), -height), default=wanted)
