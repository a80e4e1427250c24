"""Days as the demonstration needs them: working days, month ends and the days of the extracts."""

from __future__ import annotations

import calendar
import random
from datetime import date, timedelta

FIRST_DAY = date(2017, 1, 1)
LAST_DAY = date(2022, 11, 28)


def month_end(day: date) -> date:
    """The last day of the month that holds the day."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def extract_days() -> tuple[date, ...]:
    """The thirteen days of the extracts: twelve month ends from November 2021, then 28 November 2022."""
    ends = [month_end(date(2021 + (month > 12), (month - 1) % 12 + 1, 1)) for month in range(11, 23)]
    return (*ends, LAST_DAY)


def working(day: date) -> date:
    """The day itself, or the Friday before where it falls on a weekend."""
    return day - timedelta(days=max(0, day.weekday() - 4))


def after(day: date, days: float) -> date:
    """The working day that many days later, or the last one before it."""
    return max(day, working(day + timedelta(days=round(days))))


def between(rng: random.Random, first: date, last: date) -> date:
    """A working day from the first to the last; the first where there is none."""
    return max(first, working(first + timedelta(days=rng.randint(0, max(0, (last - first).days)))))
