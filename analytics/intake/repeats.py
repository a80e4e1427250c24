"""Rows that share a reference: the same one twice, or several recommendations under one number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from analytics.intake.matching import Row, as_text, matched, rows_as_compared
from analytics.intake.register_so_far import NOTHING_SO_FAR, RegisterSoFar, base_of
from analytics.vocabulary import COLUMN


@dataclass(frozen=True, slots=True)
class Shared:
    """What became of the rows that share a reference.

    `references` is the reference of every row on the register, with " (2)", " (3)" … where several recommendations have
    it; `repeats` the positions of the rows that say again what another said, with the position of that one; `reused`
    those whose reference other rows of the file have too, with how many have it.
    """

    references: np.ndarray
    repeats: dict[int, int]
    reused: dict[int, int]


KEY_ORDER = ("made_on", "text", *(name for name in COLUMN if name not in ("made_on", "text", "reference")))
"""What numbers the rows under a reused reference: when made, then the text, then the rest; never the file's order."""


def share_out(
    frame: pd.DataFrame, rejected: np.ndarray, used: Iterable[str], so_far: RegisterSoFar = NOTHING_SO_FAR
) -> Shared:
    """Give each row of the standard layout its reference on the register, by position.

    Rows that share a reference are matched to the recommendations that the register has under it; what is left gets the
    next free number. `used` are all references of the file, so that a number never makes a real one. Rejected rows are
    matched last, and otherwise left as they are: they repeat nothing and get no number.
    """
    references = frame["reference"].to_numpy(dtype=object, copy=True)
    here = frame["reference"].notna().to_numpy()
    several = frame["reference"].duplicated(keep=False) | frame["reference"].isin(so_far.shared)
    accepted = np.flatnonzero(here & several.to_numpy() & ~rejected)
    groups, repeats = _without_repeats(references, accepted.tolist(), _keys(frame, accepted))
    others: defaultdict[str, list[int]] = defaultdict(list)
    for position in np.flatnonzero(here & several.to_numpy() & rejected).tolist():
        others[references[position]].append(position)
    positions = [position for rows in (*groups.values(), *others.values()) for position in rows]
    names = _Names(frame, positions, set(used), so_far, {*groups, *others})
    reused: dict[int, int] = {}
    for reference in sorted({*groups, *others}):
        rows = groups.get(reference, [])
        if len(rows) > 1:
            reused |= dict.fromkeys(rows, len(rows))
        for position, name in names.of(reference, rows, others.get(reference, [])).items():
            references[position] = name
    return Shared(references, repeats, reused)


def _without_repeats(
    references: np.ndarray, positions: Sequence[int], keys: Sequence[tuple[Any, ...]]
) -> tuple[dict[str, list[int]], dict[int, int]]:
    """The different rows of each reference in the order of KEY_ORDER, and the rows that repeat one of them."""
    groups: defaultdict[str, dict[tuple[Any, ...], int]] = defaultdict(dict)
    repeats: dict[int, int] = {}
    for position, key in zip(positions, keys, strict=True):
        first = groups[references[position]].setdefault(key, position)
        if first != position:
            repeats[position] = first
    return {reference: [rows[key] for key in sorted(rows)] for reference, rows in groups.items()}, repeats


class _Names:
    """The references on the register of the rows that share one in the file."""

    def __init__(
        self,
        frame: pd.DataFrame,
        positions: list[int],
        used: set[str],
        so_far: RegisterSoFar,
        references: set[str],
    ) -> None:
        self._taken = used
        self._known: defaultdict[str, list[tuple[str, Row]]] = defaultdict(list)
        family = so_far.family_of(references) if references else None
        if family is None:
            return
        self._rows = dict(zip(positions, rows_as_compared(frame.iloc[positions]), strict=True))
        for name, row in zip(family["reference"], rows_as_compared(family), strict=True):
            for reference in {name, base_of(name)} & references:
                if name == reference or name not in used:
                    self._known[reference].append((name, row))

    def of(self, reference: str, rows: list[int], rejected: list[int]) -> dict[int, str]:
        """The reference of each of these rows; rejected ones that match nothing are left out."""
        known = self._known[reference]
        names = self._matched(rows, known)
        left = [(name, row) for name, row in known if name not in names.values()]
        free = self._free(reference, {name for name, _ in known}, only=len(known) == 1 and left == known)
        names |= {row: next(free) for row in rows if row not in names}
        return names | self._matched(rejected, left)

    def _matched(self, rows: list[int], known: list[tuple[str, Row]]) -> dict[int, str]:
        """The known reference of each row that continues a recommendation of the register."""
        if not rows or not known:
            return {}
        pairs = matched([self._rows[position] for position in rows], [row for _, row in known])
        return {rows[n]: known[place][0] for n, place in pairs.items()}

    def _free(self, reference: str, known: set[str], *, only: bool) -> Iterator[str]:
        """The reference itself where it is free, or its only recommendation has no other row; then its free numbers."""
        if reference not in known or only:
            yield reference
        number = 2
        while True:
            name = f"{reference} ({number})"
            if name not in self._taken and name not in known:
                yield name
            number += 1


def _keys(frame: pd.DataFrame, positions: np.ndarray) -> list[tuple[Any, ...]]:
    """What each row says, column by column, in a form that sorts; blanks come last."""
    rows = frame.iloc[positions]
    filled = [name for name in KEY_ORDER if rows[name].notna().any()]
    return list(zip(*([_sortable(value) for value in rows[name]] for name in filled), strict=True))


def _sortable(value: Any) -> tuple[bool, str]:
    """A cell as a pair that sorts with blanks last; dates sort as ISO texts."""
    text = as_text(value)
    return (not text, text)
