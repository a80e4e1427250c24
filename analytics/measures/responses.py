"""The statutory clocks for responding to a recommendation, which are not the time for doing it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property, partial
from typing import Any

import pandas as pd

from analytics.filters import Filters
from analytics.measures.definition import measure
from analytics.measures.parallel import run_in_parallel
from analytics.measures.query import build_query
from analytics.register.database import Register


class ResponseStatus(StrEnum):
    """Where a response stands on the as-at day."""

    OVERDUE = "overdue"
    DUE = "to come"
    PAUSED = "paused"
    LATE = "given late"
    IN_TIME = "given in time"
    UNDATED = "given, day not recorded"
    CONDITIONAL = "late only if paragraph 28A"
    NO_START = "no date to count from"
    NOT_RECORDED = "not recorded whether given"


@dataclass(frozen=True, kw_only=True)
class Responses:
    """The responses asked for by the as-at day.

    `clocked` has a row a response: source, report, starts_on, due_on, is_certain, paused_from, days_paused (up to the
    as-at day), is_paused, extended_to, mps_due_on, responded_on, is_given, is_said (whether the register says of all of
    it whether it was given), recommendations, answered (of them), outstanding (of them), standing, days_left (negative
    where past). While a clock is paused its due_on moves on day by day and its days_left stay. `unclocked` has a row a
    source without a clock: source, recommendations, reports; IOPC there is what was made under section 10.
    `records_responses`: the register records at all whether a response was given.
    """

    as_at: date
    clocked: pd.DataFrame
    unclocked: pd.DataFrame
    records_responses: bool

    @property
    def has_due_dates(self) -> bool:
        """Whether any response has a due date: without a date to count from, none is overdue and none falls due."""
        return self.number(ResponseStatus.NO_START) < len(self.clocked)

    def number(self, *standings: ResponseStatus, source: str | None = None) -> int:
        """How many responses stand so, of one source or of all."""
        counts = self._counted.items()
        return sum(n for (of, status), n in counts if status in standings and source in (None, of))

    def due_within(self, days: int) -> int:
        """How many responses not yet given fall due from the as-at day to so many days on."""
        return len(self.falling_due(0, days))

    def falling_due(self, first: int, last: int) -> pd.DataFrame:
        """Responses not yet given that fall due within this many days after the as-at day."""
        return self._to_come[self._to_come["days_left"].between(first, last)]

    @cached_property
    def _to_come(self) -> pd.DataFrame:
        return self.clocked[self.clocked["standing"] == ResponseStatus.DUE]

    @cached_property
    def _counted(self) -> dict[tuple[str, str], int]:
        """How many responses of each source stand in each way."""
        counts: dict[Any, int] = self.clocked.groupby(["source", "standing"], observed=True).size().to_dict()
        return counts


@measure("Statutory clocks for responses")
def responses(register: Register, filters: Filters, recorded: frozenset[str]) -> Responses:
    """Responses that a law sets a time for: when each is due, whether it was given, how many days are left.

    HMICFRS report: published + 55 days, the 56 days beginning with the day (Police Act 1996 s.55(5A)); the duty is
    MOPAC's. IOPC under paragraph 28A: made + 55 (Police Reform Act 2002 Sch. 3 para. 28B), or the later day granted,
    and later by each day, the first and the last included, on which a judicial review that began by then paused it;
    under section 10: no clock. Where the register says neither, nor gives a day for the response, it may be either, so
    that it is never called overdue. Coroner: the stated day, else the report's date + 56, or the later day granted.
    Other sources: none was found. No date is moved for a weekend or a bank holiday; due on the as-at day is not late.

    One report asks for one response, given when every recommendation of it that is in the filter has one by the
    as-at day; the last counts. Where the register says that one was given and not when, it is neither in time nor late
    nor to come: given, day not recorded. Those dropped, or withdrawn or merged before a response, are left out. The
    day set for the Police Service's own comments to MOPAC stands apart (s.55(4)); it is no statutory clock.
    """
    is_dated = "responded_on" in recorded
    clocked = build_query(register, "responses", filters, is_dated=is_dated)
    without_clock = build_query(register, "responses_without_clock", filters)
    result, unclocked = run_in_parallel(partial(register.arrays, clocked), partial(register.frame, without_clock))
    return Responses(
        as_at=register.dates(filters).as_at,
        clocked=_typed(pd.DataFrame(result)),
        unclocked=unclocked,
        records_responses=is_dated or "response_given" in recorded,
    )


def by_day(answer: Responses, days: int) -> pd.DataFrame:
    """Responses not yet given by the day on which they fall due, from the as-at day to so many days after it.

    A paused clock is on no day. Columns: day, due. Every day has a row.
    """
    left = Counter(answer.falling_due(0, days)["days_left"])
    numbers = range(days + 1)
    return pd.DataFrame(
        {
            "day": [answer.as_at + timedelta(days=number) for number in numbers],
            "due": [left[number] for number in numbers],
        }
    )


def by_month(answer: Responses, before: int = 8, after: int = 3) -> pd.DataFrame:
    """Responses by the month in which they fall due, from so many months before the as-at day's to so many after.

    A paused clock is in no month. Every month has a row. Columns: month (its first day), due, and one a standing.
    """
    first = pd.Period(answer.as_at, "M") - before
    months = [(first + number).start_time.date() for number in range(before + after + 1)]
    due = pd.to_datetime(answer.clocked["due_on"])
    until = (first + before + after).end_time
    in_months = due.between(first.start_time, until) & (answer.clocked["standing"] != ResponseStatus.PAUSED)
    in_month = [day.replace(day=1) for day in due[in_months].dt.date]
    counts = Counter(zip(in_month, answer.clocked.loc[in_months, "standing"], strict=True))
    rows = [{str(status): counts[month, status] for status in ResponseStatus} for month in months]
    return pd.DataFrame(
        [{"month": month, "due": sum(row.values()), **row} for month, row in zip(months, rows, strict=True)]
    )


def _typed(rows: pd.DataFrame) -> pd.DataFrame:
    """Whole numbers stay whole where some are blank, and the few standings are held once."""
    return rows.astype({"days_left": "Int64", "standing": pd.CategoricalDtype(list(map(str, ResponseStatus)))})
