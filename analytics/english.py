"""How dates, counts and lists read in English on a screen and in an export."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from typing import Any

EVERY = "All recommendations"
"""What is looked at where nothing narrows it; also those that are no longer on the register."""


def day(value: date, *, year: bool = True) -> str:
    """A date as read aloud: "28 November 2022", or "28 November" where the sentence has given the year."""
    return f"{value.day} {value:%B %Y}" if year else f"{value.day} {value:%B}"


def unbroken_day(value: date | None) -> str:
    """A date joined by no-break spaces, for narrow cells; blank for none."""
    return "" if value is None else day(value).replace(" ", "\u00a0")


def count(number: int) -> str:
    """A whole number with commas over 999 and a true minus."""
    return f"{number:,}".replace("-", "\u2212")


def nearest(number: float) -> int:
    """The nearest whole number, a half rounded up; that a half cannot be written in binary does not lower it."""
    return math.floor(round(number, 9) + 0.5)


def per_cent(share: float) -> int:
    """A share in whole per cent: 1 of 40 is 3."""
    return nearest(100 * share)


def plural(number: int, singular: str, several: str | None = None) -> str:
    """A count with its noun: "1 report", "48 reports"."""
    return f"{count(number)} {singular if abs(number) == 1 else several or singular + 's'}"


def listed(items: Sequence[str], conjunction: str = "and") -> str:
    """Items joined as in a sentence: "a, b and c"."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {conjunction} {items[-1]}"


def sentence_case(text: str) -> str:
    """The text with its first letter capital and the rest as it stands."""
    return text[:1].upper() + text[1:]


def cut(text: Any, letters: int) -> Any:
    """A text cut at a word, with an ellipsis that never begins a line; anything short, or no text, as it is."""
    if not isinstance(text, str) or len(text) <= letters:
        return text
    return text[: letters + 1].rsplit(" ", 1)[0][:letters].rstrip(" ,;:") + "\u00a0…"
