"""Near misses: the known word that an unknown one was probably meant to be.

rapidfuzz rather than difflib: a column in the wrong place may hold hundreds of thousands of unknown values, and
rapidfuzz looks for a near miss some fifty times faster, so none of them has to go without a suggestion.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz, process

from analytics.english import count, listed
from analytics.normalise import comparison_key

NEAR = 75.0
"""Out of 100. 'In progres' for 'In progress' scores 95; two different statuses ('Open', 'Closed') 40 or less."""

LONGEST_WORD = 80
"""Characters. A longer cell is a sentence in the wrong column, not a slip of the pen."""

FIRST_SHOWN = 8
"""Names listed in a sentence before it says how many more there are."""


def plain(name: str) -> str:
    """A heading or word as compared: see `comparison_key`."""
    return comparison_key(name)


def closeness(text: str, other_text: str) -> float:
    """The similarity of two names, 0 to 100, whatever the order of their words."""
    text, other_text = plain(text), plain(other_text)
    return max(fuzz.ratio(text, other_text), fuzz.token_sort_ratio(text, other_text))


def nearest(value: str, known: Iterable[str]) -> str | None:
    """The known word nearest to a value, or None where none is near."""
    if not value or len(value) > LONGEST_WORD:
        return None
    choices = {word: plain(word) for word in known if word}
    best = process.extractOne(plain(value), choices, scorer=fuzz.ratio, score_cutoff=NEAR)
    return None if best is None else str(best[2])


def did_you_mean(value: str, known: Iterable[str]) -> str:
    """The sentence " Did you mean 'X'?" with a space before it, or nothing."""
    word = nearest(value, known)
    return "" if word is None else f" Did you mean {quoted(word)}?"


def quoted(value: str, longest: int = LONGEST_WORD) -> str:
    """A cell in quotation marks on one line, cut where it is long."""
    line = " ".join(value.split())
    return f"'{line if len(line) <= longest else line[: longest - 1] + '…'}'"


def quoted_list(names: Iterable[str], conjunction: str = "and") -> str:
    """Names in quotation marks for a sentence; after the first few, how many more."""
    words = [quoted(name) for name in names]
    if len(words) > FIRST_SHOWN:
        return f"{', '.join(words[:FIRST_SHOWN])} and {len(words) - FIRST_SHOWN:,} more"
    return listed(words, conjunction) or "none"


def rows_in_words(rows: Sequence[int]) -> str:
    """Rows by number for a sentence: "row 2", "rows 2, 3 and 5"; after the first few, how many more."""
    numbers = [count(row) for row in rows[:FIRST_SHOWN]]
    numbers += [f"{count(len(rows) - FIRST_SHOWN)} more"] if len(rows) > FIRST_SHOWN else []
    return f"row{'s' * (len(rows) > 1)} {listed(numbers)}"
