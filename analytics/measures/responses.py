"""The statutory clocks for responding to a recommendation, which are not the time for doing it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from analytics.filters import Filters
from analytics.measures.asking import question
from analytics.measures.together import together
from analytics.register.database import Register


class Standing(StrEnum):
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


AWAITED = (Standing.OVERDUE, Standing.CONDITIONAL, Standing.DUE, Standing.PAUSED)
"""The standings of a response that has not been given."""


@dataclass(frozen=True, slots=True)
class Clock:
    """One rule: whose recommendations it is for, who must respond (and how), the rule with its source."""

    source: str
    who: str
    duty: str
    rule: str


CLOCKS = (
    Clock(
        "HMICFRS",
        "MOPAC",
        "MOPAC publishes its comments and the Commissioner’s",
        "56 days beginning with the day of publication, so published + 55 (Police Act 1996 s.55(5A))",
    ),
    Clock(
        "IOPC",
        "Body addressed",
        "The body addressed, to the Director General",
        "If made under paragraph 28A: 56 days beginning with the day it was made, so made + 55, or the later day "
        "granted; days of a judicial review do not count (Police Reform Act 2002 Sch. 3 para. 28B)",
    ),
    Clock(
        "Coroner",
        "Recipient",
        "The recipient, to the coroner",
        "The day that the coroner states, else 56 days after the report’s date; the coroner may grant a later one "
        "(Coroners and Justice Act 2009 Sch. 5 para. 7)",
    ),
)
"""The statutory clocks. Internal audit, MOPAC’s reviews, Baroness Casey’s advice: none was found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Responses:
    """The responses asked for by the as-at day.

    `clocked` has a row a response: source, report, starts_on, due_on, is_certain, paused_from, days_paused (up to the
    as-at day), is_paused, extended_to, mps_due_on, responded_on, is_given, is_said (whether the register says of all of
    it whether it was given), recommendations, answered (of them), outstanding (of them), standing, days_left (negative
    where past). While a clock is paused its due_on moves on day by day and its days_left stay. `unclocked` has a row a
    source without a clock: source, recommendations, reports; IOPC there is what was made under section 10. `is_told`:
    the register records at all whether a response was given.
    """

    as_at: date
    clocked: pd.DataFrame
    unclocked: pd.DataFrame
    is_told: bool

    def number(self, *standings: Standing) -> int:
        """How many responses stand so."""
        return int(self.clocked["standing"].isin(standings).sum())

    def due_within(self, days: int) -> int:
        """How many responses not yet given fall due from the as-at day to so many days on."""
        return len(self.falling_due(0, days))

    def falling_due(self, first: int, last: int) -> pd.DataFrame:
        """Responses not yet given that fall due within this many days after the as-at day."""
        awaited = self.clocked[self.clocked["standing"] == Standing.DUE]
        return awaited[awaited["days_left"].between(first, last)]


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
    found, unclocked = together(
        partial(register.frame, question(register, "responses", filters)),
        partial(register.frame, question(register, "responses_without_clock", filters)),
    )
    as_at, is_dated = register.moment(filters).as_at, "responded_on" in recorded
    due = found["due_on"].astype("datetime64[s]")
    left = (due - pd.Timestamp(as_at)).dt.days.astype("Int64")
    return Responses(
        as_at=as_at,
        clocked=found.assign(days_left=left, standing=_standings(found, due, left, is_dated=is_dated)),
        unclocked=unclocked,
        is_told=is_dated or "response_given" in recorded,
    )


def by_day(found: Responses, days: int) -> pd.DataFrame:
    """Responses not yet given by the day on which they fall due, from the as-at day to so many days after it.

    A paused clock is on no day. Columns: day, due. Every day has a row.
    """
    left = found.falling_due(0, days)["due_on"]
    every = [found.as_at + timedelta(days=number) for number in range(days + 1)]
    return pd.DataFrame({"day": every, "due": [int((left == day).sum()) for day in every]})


def by_month(found: Responses, before: int = 8, after: int = 3) -> pd.DataFrame:
    """Responses by the month in which they fall due, from so many months before the as-at day's to so many after.

    A paused clock is in no month. Every month has a row. Columns: month (its first day), due, and one a standing.
    """
    first = pd.Period(found.as_at, "M") - before
    months = [first + number for number in range(before + after + 1)]
    dated = found.clocked[found.clocked["due_on"].notna() & (found.clocked["standing"] != Standing.PAUSED)]
    in_month = pd.PeriodIndex(pd.to_datetime(dated["due_on"]), freq="M")
    rows = []
    for month in months:
        standings = dated.loc[in_month == month, "standing"]
        counts = {str(standing): int((standings == standing).sum()) for standing in Standing}
        rows.append({"month": month.start_time.date(), "due": len(standings), **counts})
    return pd.DataFrame(rows)


def _standings(found: pd.DataFrame, due: pd.Series[Any], left: pd.Series[int], *, is_dated: bool) -> pd.Series[str]:
    """Where each response stands: the first of these that is true of it.

    Where the register gives days of responses, a blank says that none was given; else only its own word does.
    """
    responded = found["responded_on"].astype("datetime64[s]")
    past = np.where(found["is_certain"].astype(bool), Standing.OVERDUE, Standing.CONDITIONAL)
    stands = np.select(
        [due.isna(), responded <= due, responded.notna(), found["is_given"].astype(bool),
         found["is_paused"].astype(bool), left.fillna(0) >= 0],
        [Standing.NO_START, Standing.IN_TIME, Standing.LATE, Standing.UNDATED, Standing.PAUSED, Standing.DUE],
        default=np.where(is_dated | found["is_said"].astype(bool), past, Standing.NOT_RECORDED),
    )  # fmt: skip
    return pd.Series(stands.tolist(), index=found.index, dtype=object)
