"""Where an axis from zero has its numbers: at even steps of 1, 2 or 5 times a power of ten."""

from __future__ import annotations

STEPS = tuple(factor * 10**power for power in range(9) for factor in (1, 2, 5))


def axis_ticks(highest: int, most: int = 4) -> list[int]:
    """The multiples of the smallest such step up to the highest value, from zero, at most that many above it."""
    step = next((each for each in STEPS if highest // each <= most), STEPS[-1])
    return list(range(0, max(highest, 1) + 1, step))
