"""Rows matched to the recommendations that they continue, by what they say and never by their place in the file."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from rapidfuzz import fuzz, process

from analytics.normalise import comparison_key
from analytics.vocabulary import COLUMN

LASTING_COLUMNS = ("source", "report", "report_published_on", "made_on", "parent_reference")
"""Facts that a recommendation keeps. Where two rows give different ones they are taken for two recommendations, unless
their texts are the same: then the fact was corrected."""

OTHER_COLUMNS = tuple(name for name in COLUMN if name not in ("reference", "previous_reference", "text"))

SIMILAR = 50.0
"""Out of 100. A text that was reworded keeps half of its letters in order; two texts of one report share 20 to 45."""

MOST_PAIRS = 100_000
"""Pairs of rows that are compared letter by letter; of more only those with the same text are matched."""


@dataclass(frozen=True, slots=True)
class Row:
    """What a row says, as compared: its text, its lasting facts, all its other cells, and a key that sorts it."""

    text: str
    lasting: tuple[str, ...]
    others: tuple[str, ...]

    @property
    def key(self) -> tuple[Any, ...]:
        """What sorts rows the same way whatever their order in the file."""
        return (self.text, self.lasting, self.others)


def rows_as_compared(frame: pd.DataFrame) -> list[Row]:
    """Each row of a frame in the standard layout as it is compared; a column that the frame lacks is blank."""
    texts = [comparison_key(cell) for cell in _cells(frame, "text")]
    cells = {name: _cells(frame, name) for name in OTHER_COLUMNS}
    keys = {name: {cell: comparison_key(cell) for cell in set(cells[name])} for name in LASTING_COLUMNS}
    lasting = zip(*([keys[name][cell] for cell in cells[name]] for name in LASTING_COLUMNS), strict=True)
    return [Row(*row) for row in zip(texts, lasting, zip(*cells.values(), strict=True), strict=True)]


def _cells(frame: pd.DataFrame, column: str) -> list[str]:
    """A column as texts, "" for a blank."""
    if column not in frame or frame[column].isna().all():
        return [""] * len(frame)
    return [as_text(value) for value in frame[column]]


def as_text(value: Any) -> str:
    """A cell of the standard layout as text; dates as ISO 8601, "" for a blank."""
    if isinstance(value, (list, np.ndarray)):
        return "\x1f".join(value)
    if value is None or value is pd.NaT or isinstance(value, float):  # a blank of pandas: no column holds numbers
        return ""
    return str(value)


def matched(rows: Sequence[Row], known: Sequence[Row]) -> dict[int, int]:
    """Which row continues which known recommendation, by position; those that match none are left out.

    First the same text with the same lasting facts, then a similar text, or a text rewritten in an otherwise equal row,
    whose lasting facts do not contradict, then the same text alone. The most alike pair is taken first, and each row
    and each recommendation once.
    """
    result: dict[int, int] = {}
    left, free = _left(result, rows, known)
    _add_best_pairs(result, rows, known, _same(rows, known, lambda row: (row.text, row.lasting), left, free))
    left, free = _left(result, rows, known)
    if len(left) * len(free) <= MOST_PAIRS:
        _add_best_pairs(result, rows, known, _similar_pairs(rows, known, left, free))
    left, free = _left(result, rows, known)
    _add_best_pairs(result, rows, known, _same(rows, known, lambda row: row.text or None, left, free))
    return result


_Pair = tuple[float, int, int]
"""The similarity of two texts, out of 100, and the positions of the row and of the known recommendation."""


def _left(answer: dict[int, int], rows: Sequence[Row], known: Sequence[Row]) -> tuple[list[int], list[int]]:
    """The positions that are not matched yet."""
    matched_places = set(answer.values())
    return [n for n in range(len(rows)) if n not in answer], [n for n in range(len(known)) if n not in matched_places]


def _same(
    rows: Sequence[Row],
    known: Sequence[Row],
    key: Callable[[Row], Hashable],
    left: Iterable[int],
    free: Iterable[int],
) -> list[_Pair]:
    """Pairs that have the same key; a key of None has no pairs."""
    row_places, known_places = _by_key(rows, key, left), _by_key(known, key, free)
    pairs: list[_Pair] = []
    for value in row_places.keys() & known_places.keys():
        rows_with_key, known_with_key = row_places[value], known_places[value]
        if len(rows_with_key) * len(known_with_key) <= MOST_PAIRS:
            pairs += [(100.0, n, place) for n in rows_with_key for place in known_with_key]
        else:  # very many rows that are the same but for their other cells: paired in the order of these
            pairs += [(100.0, n, place) for n, place in zip(rows_with_key, known_with_key, strict=False)]
    return pairs


def _by_key(rows: Sequence[Row], key: Callable[[Row], Hashable], places: Iterable[int]) -> dict[Hashable, list[int]]:
    """The positions of each key, sorted by what the rows say."""
    result: defaultdict[Hashable, list[int]] = defaultdict(list)
    for place in sorted(places, key=lambda place: rows[place].key):
        result[key(rows[place])].append(place)
    result.pop(None, None)
    return result


def _similar_pairs(rows: Sequence[Row], known: Sequence[Row], left: list[int], free: list[int]) -> list[_Pair]:
    """Pairs whose texts are similar, or which differ in the text alone, and whose lasting facts do not contradict."""
    if not left or not free:
        return []
    scores = process.cdist([rows[n].text for n in left], [known[n].text for n in free], scorer=fuzz.ratio)
    return [
        (score, n, place)
        for n, line in zip(left, scores.tolist(), strict=True)
        for place, score in zip(free, line, strict=True)
        if not _differing(rows[n].lasting, known[place].lasting)
        and (score >= SIMILAR or not _differing(rows[n].others, known[place].others))
    ]


def _differing(cells: tuple[str, ...], other_cells: tuple[str, ...]) -> int:
    """In how many columns that both fill two rows differ."""
    return sum(
        1 for cell, other_cell in zip(cells, other_cells, strict=True) if cell and other_cell and cell != other_cell
    )


def _add_best_pairs(answer: dict[int, int], rows: Sequence[Row], known: Sequence[Row], pairs: list[_Pair]) -> None:
    """Add the pairs, the most similar first, each row and each recommendation once."""
    matched_places = set(answer.values())
    of_row, of_known = Counter(n for _, n, _ in pairs), Counter(place for _, _, place in pairs)
    clear = {n: place for _, n, place in pairs if of_row[n] == of_known[place] == 1}
    answer |= clear
    pairs = [pair for pair in pairs if pair[1] not in clear]

    def rank(pair: _Pair) -> tuple[Any, ...]:
        score, n, place = pair
        cells, other_cells = rows[n].others, known[place].others
        equal = sum(1 for cell, other_cell in zip(cells, other_cells, strict=True) if cell == other_cell)
        return (-score, -equal, rows[n].key, known[place].key, place)

    for _, n, place in sorted(pairs, key=rank):
        if n not in answer and place not in matched_places:
            answer[n] = place
            matched_places.add(place)
