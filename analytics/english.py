"""How dates, counts and lists read in English on a screen and in an export."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from typing import Any

DAYS_A_YEAR = 365.25
MOST_DAYS = 60
"""Days up to which a time is said in days."""

ALL_RECOMMENDATIONS = "All recommendations"
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


def times(number: int) -> str:
    """How often: "once", "twice", "3 times"."""
    return {1: "once", 2: "twice"}.get(number, f"{count(number)} times")


def is_are(number: int) -> str:
    """The verb of a count: "is" of 1 and of none, else "are"."""
    return "is" if number < 2 else "are"


def was_were(number: int) -> str:
    """The past of `is_are`."""
    return "was" if number < 2 else "were"


def has_have(number: int) -> str:
    """The verb of a count: "has" of 1 and of none, else "have"."""
    return "has" if number < 2 else "have"


def number_or_none(number: int) -> str:
    """A count within a sentence: "none" for 0, which takes the verb of several."""
    return count(number) if number else "none"


def over(days: int) -> str:
    """A time that has passed, in its largest whole unit: "45 days", "over 3 months", "over 3 years"."""
    number, unit = _in_units(days)
    return plural(days, "day") if unit == "day" else f"over {plural(math.floor(number), unit)}"


def within(days: int) -> str:
    """A time in which something happens, rounded up to its largest unit: "45 days", "4 months", "6 years"."""
    number, unit = _in_units(days)
    return plural(math.ceil(number), unit)


def _in_units(days: int) -> tuple[float, str]:
    """Days up to two months, then months up to two years, then years."""
    if days <= MOST_DAYS:
        return days, "day"
    if days < 2 * DAYS_A_YEAR:
        return days / (DAYS_A_YEAR / 12), "month"
    return days / DAYS_A_YEAR, "year"


def listed(items: Sequence[str], conjunction: str = "and") -> str:
    """Items joined as in a sentence: "a, b and c"."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {conjunction} {items[-1]}"


HEADLINE_WORDS = 30
"""Words of a headline that is still read at a glance."""


def headline_sentences(*parts: str, before: str = "") -> str:
    """The parts that are not empty as sentences, the most important first, as far as a headline has room for them.

    `before` stands in front of them. What is left out of a headline has to be shown below it.
    """
    text = before
    for place, part in enumerate(filter(None, parts)):
        longer = f"{text} {sentence_case(part)}.".strip()
        if place and len(longer.split()) > HEADLINE_WORDS:
            break
        text = longer
    return text


def sentence_case(text: str) -> str:
    """The text with its first letter capital and the rest as it stands."""
    return text[:1].upper() + text[1:]


def cut(text: Any, letters: int) -> Any:
    """A text cut at a word, with an ellipsis that never begins a line; anything short, or no text, as it is."""
    if not isinstance(text, str) or len(text) <= letters:
        return text
    return text[: letters + 1].rsplit(" ", 1)[0][:letters].rstrip(" ,;:") + "\u00a0…"
