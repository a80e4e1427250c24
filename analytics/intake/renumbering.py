"""References that changed since the extract before though the recommendation did not; proposed, never asserted."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from rapidfuzz import fuzz

from analytics.intake.matching import SIMILAR, Row, matched, rows_as_compared
from analytics.intake.register_so_far import RegisterSoFar, base_of
from analytics.normalise import search_form

Why = Literal["written differently", "same text", "accepted before", "reworded"]

LEAST_TEXT = 20
"""Letters. Shorter texts, such as "See report", are the same by chance."""

_PARTS = re.compile(r"[^\W\d_]+|\d+")


@dataclass(frozen=True, slots=True)
class Renumbered:
    """A reference as the file gives it, the one under which the register has the recommendation, and why."""

    in_file: str
    reference: str
    why: Why


def reference_key(reference: str) -> tuple[str, ...]:
    """A reference as compared: its words and numbers, without case, dashes, blanks and leading zeros.

    "REC-12", "rec 012" and "Rec–012" have one key; "1.10" and "1.1" have two.
    """
    parts = _PARTS.findall(search_form(reference))
    return tuple(part.lstrip("0") or "0" if part.isdigit() else part for part in parts)


def renumbered(frame: pd.DataFrame, so_far: RegisterSoFar, *, built: bool) -> tuple[Renumbered, ...]:
    """The references of a file under which the register has nothing, with those of the register they probably are.

    Each reference of the register that the file lacks is given once at most. `built` says that references are built
    from the text, so that a text that was reworded has another one.
    """
    in_file = frozenset(frame["reference"].dropna())
    if not so_far.references:
        return ()
    result = [
        Renumbered(name, so_far.renumbered[name], "accepted before")
        for name in sorted(in_file - so_far.references)
        if name in so_far.renumbered and so_far.renumbered[name] not in in_file
    ]
    left = _Left(frame, so_far, in_file, result)
    if built:
        left.take("reworded", left.reworded())
    elif so_far.proposes_renumbering:
        left.take("written differently", left.written_differently())
        left.take("same text", left.same_text())
    return tuple(left.renumbered)


class _Left:
    """The references of the file that the register lacks, and those of the register that the file lacks."""

    def __init__(
        self, frame: pd.DataFrame, so_far: RegisterSoFar, in_file: frozenset[str], answer: list[Renumbered]
    ) -> None:
        self._known = pd.concat(so_far.frames).drop_duplicates("reference", ignore_index=True)
        self._frame = frame
        self.renumbered = answer
        bases = {base_of(name) for name in so_far.references}
        self._new = {name for name in in_file if name not in so_far.references and name not in bases}
        self._missing = {name for name in so_far.references if name not in in_file and base_of(name) not in in_file}
        self.take("accepted before", [])

    def take(self, why: Why, pairs: Iterable[tuple[str, str]]) -> None:
        """Add pairs of references, and look for these no more."""
        self.renumbered += [Renumbered(new, old, why) for new, old in sorted(pairs)]
        self._new -= {entry.in_file for entry in self.renumbered}
        self._missing -= {entry.reference for entry in self.renumbered}

    def written_differently(self) -> list[tuple[str, str]]:
        """References that differ in case, dashes, blanks or leading zeros alone, where only one can be meant."""
        return _one_to_one(
            {name: reference_key(name) for name in self._new}, {name: reference_key(name) for name in self._missing}
        )

    def same_text(self) -> list[tuple[str, str]]:
        """References whose rows have the same text of the same source, which no other row of either extract has."""
        if not self._new or not self._missing:
            return []
        return _one_to_one(
            _only(_identifying_text(self._frame), self._new), _only(_identifying_text(self._known), self._missing)
        )

    def reworded(self) -> list[tuple[str, str]]:
        """References built from texts that are similar, within one report of one source."""
        new, missing = (
            frame[frame["reference"].isin(list(names))]
            for frame, names in (
                (self._frame.drop_duplicates("reference"), self._new),
                (self._known, self._missing),
            )
        )
        new_by_report, missing_by_report = _by_report(new), _by_report(missing)
        pairs = []
        for report in sorted(new_by_report.keys() & missing_by_report.keys()):
            (names, rows), (old_names, known) = new_by_report[report], missing_by_report[report]
            pairs += [
                (names[n], old_names[place])
                for n, place in matched(rows, known).items()
                if fuzz.ratio(rows[n].text, known[place].text) >= SIMILAR
            ]
        return pairs


def _identifying_text(frame: pd.DataFrame) -> pd.DataFrame:
    """Each row's reference and what it is recognised by: its source and text, None where the text says too little."""
    keys = [(row.lasting[0], row.text) if len(row.text) >= LEAST_TEXT else None for row in rows_as_compared(frame)]
    return pd.DataFrame({"reference": frame["reference"].to_numpy(dtype=object), "said": pd.Series(keys, dtype=object)})


def _only(frame: pd.DataFrame, names: set[str]) -> dict[str, Hashable]:
    """What each of these references says, where no other row says it."""
    times = Counter(frame["said"].dropna())
    return {
        name: key
        for name, key in zip(frame["reference"], frame["said"], strict=True)
        if name in names and key is not None and times[key] == 1
    }


def _one_to_one(new: Mapping[str, Hashable], missing: Mapping[str, Hashable]) -> list[tuple[str, str]]:
    """Pairs with the same key, where only one on each side has it."""
    sides = []
    for names in (new, missing):
        side: defaultdict[Hashable, list[str]] = defaultdict(list)
        for name, key in names.items():
            side[key].append(name)
        sides.append(side)
    new_names, missing_names = sides
    common = (new_names.keys() & missing_names.keys()) - {()}
    return [
        (new_names[key][0], missing_names[key][0])
        for key in common
        if len(new_names[key]) == len(missing_names[key]) == 1
    ]


def _by_report(frame: pd.DataFrame) -> dict[tuple[str, ...], tuple[list[str], list[Row]]]:
    """The references and rows of each report, by source and title as compared."""
    result: defaultdict[tuple[str, ...], tuple[list[str], list[Row]]] = defaultdict(lambda: ([], []))
    for name, row in zip(frame["reference"], rows_as_compared(frame), strict=True):
        names, rows = result[row.lasting[:2]]
        names.append(name)
        rows.append(row)
    return result


def as_on_register(references: np.ndarray, answer: Iterable[Renumbered]) -> np.ndarray:
    """The references with those of the register in the place of those renumbered."""
    names = {entry.in_file: entry.reference for entry in answer}
    if not names:
        return references
    renamed = np.empty(len(references), dtype=object)
    renamed[:] = [names.get(name, name) for name in references]
    return renamed
