"""The shape of short texts such as references: R5 and R12 have one, R5 and PEEL 2022 two."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from analytics.intake.tables import Cells

LOOKED_AT = 200
"""Different references from which the usual shape is found."""

LEAST_SIMILAR = 3
"""References of one shape, at least half of all, that make it the usual one."""

_SEPARATORS = (
    re.compile(r"\s*(?:[,;&+\n]|\band\b)\s*"),
    re.compile(r"\s+(?:-|to)\s+|\s*[–—]\s*"),
    re.compile(r"-"),
)


def shape(text: str | None) -> str:
    """What kind of text it is: each run of digits is one 9, and each run of letters one A where there are digits."""
    if text is None:
        return ""
    numbered = re.sub(r"\d+", "9", text)
    return re.sub(r"[^\W\d_]+", "A", numbered) if numbered != text or " " not in text.strip() else numbered


def holding_several(cells: Cells) -> Iterator[int]:
    """The codes of the cells that hold several references of the column's usual shape, such as R5-R8 or "R5, R6"."""
    shapes = Counter(shape(text) for text in cells.distinct[:LOOKED_AT] if text)
    usual, times = shapes.most_common(1)[0] if shapes else ("", 0)
    if times < LEAST_SIMILAR or 2 * times < shapes.total() or "9" not in usual:
        return
    parts = {"9": r"\d+", "A": r"[^\W\d_]+"}
    pattern = re.compile("".join(parts.get(letter) or re.escape(letter) for letter in usual))
    for code, text in enumerate(cells.distinct):
        if text and not pattern.fullmatch(text) and _is_several(text, pattern):
            yield code


def _is_several(text: str, pattern: re.Pattern[str]) -> bool:
    """Whether a text is several references: the first whole, the others whole or their numbers alone."""
    for separator in _SEPARATORS:
        first, *others = separator.split(text.strip())
        if others and pattern.fullmatch(first) and all(pattern.fullmatch(part) or part.isdigit() for part in others):
            return True
    return False
