"""A date is read in the one order that its column declares, or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from analytics.intake.layouts import DateOrder
from analytics.intake.suggestions import nearest
from analytics.wording import day

EARLIEST_YEAR, LATEST_YEAR = 1900, 2200
"""Outside these years a date is a slip: London's police is older, its register of recommendations is not."""

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")  # fmt: skip
_MONTH_NUMBER = {name.casefold(): number for number, name in enumerate(MONTHS, start=1)}
_MONTH_NUMBER |= {name[:3].casefold(): number for number, name in enumerate(MONTHS, start=1)} | {"sept": 9}

_TIME = r"(?:[T ]\s*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?"
_ISO = re.compile(r"(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})" + _TIME, re.ASCII)
_WORDED = re.compile(r"(?P<d>\d{1,2})(?:st|nd|rd|th)?[\s-]+(?P<month>[^\W\d_]+)\.?,?[\s-]+(?P<y>\d{4})", re.ASCII)
_MONTH_FIRST = re.compile(r"(?P<month>[^\W\d_]+)\.?\s+(?P<d>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y>\d{4})", re.ASCII)
_NUMERIC: dict[DateOrder, re.Pattern[str]] = {
    "DMY": re.compile(r"(?P<d>\d{1,2})(?P<s>[/.-])(?P<m>\d{1,2})(?P=s)(?P<y>\d{4})" + _TIME, re.ASCII),
    "MDY": re.compile(r"(?P<m>\d{1,2})(?P<s>[/.-])(?P<d>\d{1,2})(?P=s)(?P<y>\d{4})" + _TIME, re.ASCII),
    "YMD": re.compile(r"(?P<y>\d{4})(?P<s>[/.-])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})" + _TIME, re.ASCII),
}

ORDER_IN_WORDS: dict[DateOrder, str] = {"DMY": "day/month/year", "MDY": "month/day/year", "YMD": "year-month-day"}
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class DateRead:
    """What a cell gave as a date: the day, or None and what is wrong with it in words."""

    day: date | None
    problem: str = ""


def read_date(text: str, order: DateOrder) -> DateRead:
    """The day that a cell means in a declared order; ISO dates and months in words are clear in any.

    Spaces around a month in words do not count; everything else out of place is a problem, with a suggestion
    where there is one.
    """
    found = _match(text, order)
    if found is None:
        return DateRead(None, _problem(text, order))
    year, month, day_of_month = found
    try:
        value = date(year, month, day_of_month)
    except ValueError:
        return DateRead(None, _impossible(text, order))
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        return DateRead(None, f"is not between the years {EARLIEST_YEAR} and {LATEST_YEAR}.")
    return DateRead(value)


def plain_date(text: str, order: DateOrder) -> date | None:
    """The day that a cell means in an order, or None; for looking at what order a column may be in."""
    found = _match(text, order)
    try:
        return date(*found) if found is not None and EARLIEST_YEAR <= found[0] <= LATEST_YEAR else None
    except ValueError:
        return None


def _match(text: str, order: DateOrder) -> tuple[int, int, int] | None:
    """Year, month and day as the text gives them, unchecked."""
    if len(text) > _LONGEST:
        return None
    numeric = _ISO.fullmatch(text) or _NUMERIC[order].fullmatch(text)
    if numeric:
        return int(numeric["y"]), int(numeric["m"]), int(numeric["d"])
    words = text.replace("\u00a0", " ").replace("\u202f", " ")
    worded = _WORDED.fullmatch(words) or _MONTH_FIRST.fullmatch(words)
    if worded is None or worded["month"].casefold() not in _MONTH_NUMBER:
        return None
    return int(worded["y"]), _MONTH_NUMBER[worded["month"].casefold()], int(worded["d"])


def _impossible(text: str, order: DateOrder) -> str:
    """What to say of a date of the right form that is no day of the calendar."""
    for other in _others(order):
        if (swapped := plain_date(text, other)) is not None:
            return (
                f"is not a date written {ORDER_IN_WORDS[order]}, the order of this column; "
                f"written {ORDER_IN_WORDS[other]} it would be {day(swapped)}."
            )
    return "is not a day of the calendar."


def _problem(text: str, order: DateOrder) -> str:
    """What to say of a cell that is no date of a known form."""
    meant = _meant(text, order)
    suggestion = f" Did you mean {day(meant)}?" if meant is not None else ""
    if re.fullmatch(r"\s*\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{2}\s*", text):
        return f"gives its year in two figures; write all four.{suggestion}"
    return f"is not a date written {ORDER_IN_WORDS[order]}, the order of this column.{suggestion}"


def _meant(text: str, order: DateOrder) -> date | None:
    """The day that was probably meant, for a suggestion only: without stray blanks, with the century, spelt right."""
    if len(text) > _LONGEST:
        return None
    squeezed = re.sub(r"\s+", "", text)
    century = re.sub(r"(?<=[/.-])(\d{2})$", r"20\1", squeezed) if order != "YMD" else squeezed
    spaced = re.sub(r"(?<=\d)(?=[^\W\d_])|(?<=[^\W\d_])(?=\d)", " ", squeezed)
    spelt = re.sub(r"[^\W\d_]{3,}", lambda word: nearest(word.group(), MONTHS) or word.group(), spaced)
    return next((found for one in (squeezed, century, spelt) if (found := plain_date(one, order))), None)


def _others(order: DateOrder) -> list[DateOrder]:
    """The orders other than this one."""
    return [other for other in ORDER_IN_WORDS if other != order]


@dataclass(frozen=True, slots=True)
class OtherOrder:
    """Orders in which the texts of a column make more dates than in the declared one, and none fewer.

    `gained` is how many different texts are dates in one of them and in the declared order are not.
    """

    orders: tuple[DateOrder, ...]
    gained: int


def other_order(texts: Iterable[str], order: DateOrder) -> OtherOrder:
    """The orders that fit a column better than the declared one, without a text that speaks for the declared one."""
    fits = [{one for one in ORDER_IN_WORDS if plain_date(text, one) is not None} for text in texts]
    gains = {other: sum(other in fit and order not in fit for fit in fits) for other in _others(order)}
    contradicted = {other for other in gains if any(order in fit and other not in fit for fit in fits)}
    most = max((gain for other, gain in gains.items() if other not in contradicted), default=0)
    return OtherOrder(tuple(o for o, gain in gains.items() if o not in contradicted and gain == most > 0), most)
