"""Months, quarters and financial years where a register gives no day: "Mar-23", "Q3 2023/24", "2023/24"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pandas as pd

from analytics.intake.dates import EARLIEST_YEAR, LATEST_YEAR, LONGEST, MONTH_NUMBER, MONTHS, plain_date
from analytics.intake.layouts import DateOrder, PeriodDay
from analytics.vocabulary import COLUMN

_SHORT = r"(?P<y>\d{4}|'?\d{2})"
_FINANCIAL = r"(?P<y>\d{4}|\d{2})\s*[/–-]\s*(?P<to>\d{4}|\d{2})"
_PERIODS = tuple(
    re.compile(form, re.ASCII | re.IGNORECASE)
    for form in (
        rf"(?P<month>[^\W\d_]{{3,9}})\.?[\s,/-]*{_SHORT}",
        r"(?P<y>\d{4})[\s/-]+(?P<month>[^\W\d_]{3,9})",
        r"(?P<y>\d{4})-(?P<m>\d{2})",
        r"(?P<m>\d{1,2})[/.-](?P<y>\d{4})",
        rf"(?:Q|Qtr\.?\s*|Quarter\s*)(?P<quarter>[1-4])[\s,:/-]*(?:of\s+)?(?:F\.?Y\.?\s*)?{_FINANCIAL}",
        rf"(?:F\.?Y\.?\s*)?{_FINANCIAL}[\s,:/-]*(?:Q|Qtr\.?\s*|Quarter\s*)(?P<quarter>[1-4])",
        rf"(?:F\.?Y\.?\s*|financial\s+year\s*)?{_FINANCIAL}",
    )
)
_ABOUT = re.compile(r"^(?:by\s+)?(?:the\s+)?(?:end|close)(?:\s+of)?\s+|^by\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Period:
    """A month, a quarter or a financial year (April to March), from its first day to its last."""

    name: str
    first: date
    last: date

    def day(self, which: PeriodDay) -> date:
        """Its first or its last day."""
        return self.first if which == "first day" else self.last


def read_period(text: str) -> Period | None:
    """The month, quarter or financial year that a cell means, such as "Mar-23", "Q3 2023/24" or "2023/24"; or None.

    A text with two readings is none: "Q3 2023" may be of the calendar year, "2010-11" a month or a financial year.
    """
    if len(text) > LONGEST:
        return None
    words = _ABOUT.sub("", " ".join(text.split()))
    matches = (form.fullmatch(words) for form in _PERIODS)
    result = {period for match in matches if match and (period := _period(match.groupdict()))}
    return result.pop() if len(result) == 1 else None


def _period(parts: dict[str, str | None]) -> Period | None:
    """The period that the parts of a text mean, or None where they mean none."""
    year = _full_year(parts["y"] or "")
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        return None
    if parts.get("to") is not None:
        if _full_year(parts["to"] or "") != year + 1:
            return None
        quarter = int(parts.get("quarter") or 0)
        first = _month_start(year, 4 + 3 * max(0, quarter - 1))
        months = 3 if quarter else 12
        return Period("quarter" if quarter else "financial year", first, _before(first, months))
    month = int(parts.get("m") or 0) or MONTH_NUMBER.get((parts.get("month") or "").casefold(), 0)
    if not 1 <= month <= len(MONTHS):
        return None
    first = _month_start(year, month)
    return Period("month", first, _before(first, 1))


def _full_year(text: str) -> int:
    """A year in four figures; one of two figures is of this century."""
    figures = text.lstrip("'")
    return int(figures) if len(figures) > 2 else 2000 + int(figures)


def _month_start(year: int, month: int) -> date:
    """The first day of a month; a month above 12 is of the next year."""
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


def _before(first: date, months: int) -> date:
    """The day before the one so many months after the first day of a month."""
    return _month_start(first.year, first.month + months) - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class UndatedTexts:
    """The different texts of a date column that give no day of their own, for an analyst to say what they mean.

    `periods` are months, quarters and financial years ([periods] of a layout); `words` hold no figure ([values]);
    `short_years` are dates with a year of two figures (two_digit_years).
    """

    periods: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    short_years: tuple[str, ...] = ()


def undated(texts: Iterable[str | None], order: DateOrder) -> UndatedTexts:
    """What an analyst has to say of a date column before all of it can be read in an order; each text once."""
    unread = [text for text in dict.fromkeys(texts) if text is not None and plain_date(text, order) is None]
    periods = [text for text in unread if read_period(text) is not None]
    short = [text for text in unread if text not in periods and plain_date(text, order, short_years=True)]
    words = [text for text in unread if len(text) <= LONGEST and not re.search(r"\d", text)]
    return UndatedTexts(tuple(periods), tuple(words), tuple(short))


def dates_in_words(written: Sequence[str], days: Mapping[str, Any]) -> str:
    """What a row says where it gives no day, for a reader: "Due: end of Q3 2023/24; Closed: TBC".

    `written` is its list of dates as written, `days` its columns, of which the dates say which day of a period is
    meant. A column that is not among them is shown as it was written.
    """
    return "; ".join(_in_words(*entry.partition(": ")[::2], days) for entry in written)


def period_in_words(words: str, on: date | None) -> str | None:
    """A period as a reader sees it, "end of Q3 2023/24", where `on` is its first or last day; else None."""
    period = read_period(words)
    if period is None or on not in (period.first, period.last):
        return None
    return words if _ABOUT.match(words) else f"{'end' if on == period.last else 'start'} of {words}"


def _in_words(column: str, words: str, days: Mapping[str, Any]) -> str:
    value = days.get(column)
    on = date(value.year, value.month, value.day) if isinstance(value, date) and not pd.isna(value) else None
    words = period_in_words(words, on) or words
    return f"{COLUMN[column].label}: {words}" if column in COLUMN else words
