"""Rows that share a reference: the same one told twice, or another under a reused number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from analytics.vocabulary import COLUMN


@dataclass(frozen=True, slots=True)
class Shared:
    """What became of the rows that share a reference.

    `references` is the reference of every row, with " (2)", " (3)" … where it was reused; `repeats` the positions
    of the rows that say again what another said, with the position of that one; `reused` those that got a suffix
    or kept a number that others share, with how many share it.
    """

    references: np.ndarray
    repeats: dict[int, int]
    reused: dict[int, int]


KEY_ORDER = ("made_on", "text", *(name for name in COLUMN if name not in ("made_on", "text", "reference")))
"""What numbers the rows under a reused reference: when made, then the text, then the rest; never the file's order."""


def share_out(frame: pd.DataFrame, taken: Iterable[str]) -> Shared:
    """Tell repeats from reused numbers among rows in the standard layout, by their positions.

    `taken` are all references of the file, so that a suffixed reference never meets a real one.
    """
    references = frame["reference"].to_numpy(dtype=object, copy=True)
    shared = np.flatnonzero(frame["reference"].duplicated(keep=False).to_numpy())
    keys = _keys(frame, shared)
    groups: dict[str, dict[tuple[Any, ...], int]] = {}
    repeats: dict[int, int] = {}
    for position, key in zip(shared.tolist(), keys, strict=True):
        first = groups.setdefault(references[position], {}).setdefault(key, position)
        if first != position:
            repeats[position] = first
    known = set(taken)
    reused: dict[int, int] = {}
    for reference, rows in groups.items():
        ordered = [rows[key] for key in sorted(rows)]
        if len(ordered) > 1:
            reused |= dict.fromkeys(ordered, len(ordered))
            for position, name in zip(ordered[1:], _free(reference, known), strict=False):
                references[position] = name
    return Shared(references, repeats, reused)


def _free(reference: str, known: set[str]) -> Iterable[str]:
    """The reference with the numbers from 2 on that no row of the file bears already."""
    number = 2
    while True:
        if (name := f"{reference} ({number})") not in known:
            yield name
        number += 1


def _keys(frame: pd.DataFrame, positions: np.ndarray) -> list[tuple[Any, ...]]:
    """What each row says, column by column, in a form that sorts; blanks come last."""
    rows = frame.iloc[positions]
    return list(zip(*([_sortable(value) for value in rows[name]] for name in KEY_ORDER), strict=True))


def _sortable(value: Any) -> tuple[bool, str]:
    """A cell as a pair that sorts with blanks last; dates sort as ISO texts."""
    if isinstance(value, list):
        return (not value, "\x1f".join(value))
    blank = value is None or value is pd.NaT
    return (blank, "" if blank else str(value))
