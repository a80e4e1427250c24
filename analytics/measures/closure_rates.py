"""How many recommendations are closed in time, and how long it takes, the open ones counted too."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analytics.filters import Filters
from analytics.measures.definition import measure
from analytics.measures.query import build_query
from analytics.register.database import Register

FEWEST = 10
"""No rate is worked out on fewer, and no curve goes on with fewer at risk."""

COHORTS = 5
"""Cohorts that are shown."""

MONTHS = (3, 6, 12, 24, 36)
"""Months after which the share still open is given."""

MOST_UNDECIDED = 0.1
"""No rate is worked out where more than this share of all is in neither number."""

DAYS_A_MONTH = 365.25 / 12


@dataclass(frozen=True)
class Curve:
    """The share still open by days since made: `steps` has days, at_risk, closed, still_open.

    It stops at the day `ends`, from which fewer than ten were still watched. `left_out` of the `ended` have no day
    on which they ended; where they are many, what is left would tell of the open ones alone. Left out too: those
    dropped, of unknown state, and without a day to count from (`undated`).
    """

    steps: pd.DataFrame
    ends: int
    left_out: int = 0
    ended: int = 0
    dropped: int = 0
    state_unknown: int = 0
    undated: int = 0

    @property
    def is_shown(self) -> bool:
        """Whether few enough are left out for the curve to be shown."""
        return self.left_out <= MOST_UNDECIDED * self.ended

    @property
    def median(self) -> int | None:
        """The first day on which half or fewer are still open; None where the curve does not get there."""
        reached = np.flatnonzero(self._still[1:] <= 0.5)
        return int(self._days[reached[0]]) if len(reached) else None

    def after(self, days: float) -> float | None:
        """The share still open after so many days; None beyond where the curve stops."""
        return float(self.shares([days])[0]) if days < self.ends else None

    def at_risk(self, days: float) -> int:
        """How many were still watched after so many days."""
        return int(self.watched([days])[0])

    def shares(self, days: npt.ArrayLike) -> npt.NDArray[np.float64]:
        """The share still open after each of these numbers of days, all of them before the curve stops."""
        return self._still[self._days.searchsorted(days, side="right")]

    def watched(self, days: npt.ArrayLike) -> npt.NDArray[np.int64]:
        """How many were still watched after each of these numbers of days."""
        return self._at_risk[self._days.searchsorted(days)]

    @cached_property
    def _days(self) -> npt.NDArray[np.float64]:
        return self.steps["days"].to_numpy(dtype="float64")

    @cached_property
    def _still(self) -> npt.NDArray[np.float64]:
        """Before the first of the days all are open."""
        return np.insert(self.steps["still_open"].to_numpy(dtype="float64"), 0, 1.0)

    @cached_property
    def _at_risk(self) -> npt.NDArray[np.int64]:
        """After the last of the days nobody was watched."""
        return np.append(self.steps["at_risk"].to_numpy(dtype="int64"), 0)


@measure("Closed within 12 months")
def closure_by_cohort(register: Register, filters: Filters) -> pd.DataFrame:
    """Closed within 12 months of being made / all made less the undecided, by the year in which they were made.

    Years end on the day a year before the as-at day, so that each cohort has been followed for 12 months in full.
    Closed within 12 months: on or before the anniversary, for any reason, withdrawn or merged included; implemented:
    those of them closed as implemented, in full or by an alternative. Undecided: only the extract that first said so is
    known and the anniversary may lie on either side, or the state is not known. All made = closed + not closed +
    undecided; those not accepted or dropped are not closed. The rate leaves the undecided out of both numbers. No rate
    on fewer than ten.

    Columns: after and until (the cohort is made after the one and by the other), made, closed, not_closed, implemented
    (of the closed), undecided; the newest first.
    """
    as_at = register.dates(filters).as_at
    ends = [months_before(as_at, 12 * years) for years in range(1, COHORTS + 2)]
    moving = filters.without("status")
    frame = register.frame(build_query(register, "closure_by_cohort", moving, until=ends[:-1]))
    frame.insert(0, "after", ends[1:])
    return frame


@measure("Closed by the date first agreed")
def on_time(register: Register, filters: Filters) -> pd.DataFrame:
    """Closed by the date first agreed / all whose date fell in the 12 months to the as-at day less the undecided.

    By source. Closed for any reason, withdrawn or merged included; implemented: those of them closed as implemented, in
    full or by an alternative. Open ones are in the denominator. Undecided: it may have been closed on either side of
    its date, or its state is not known. All due = closed + not closed + undecided; the rate leaves the undecided out of
    both numbers. Beside it not closed / ever made: not closed are those outstanding, not accepted, or dropped. Ever
    made = closed + not closed + of unknown state, which are in neither number of the rate. No rate on fewer than ten.

    Columns: source, due, closed (by the date), implemented (of the closed), not_closed (by the date), undecided,
    outstanding, not_accepted, dropped, state_unknown, ever_closed, made.
    """
    return register.frame(build_query(register, "on_time", filters.without("status")))


@measure("Time to close")
def time_to_close(register: Register, filters: Filters) -> dict[str, Curve]:
    """The share still open by days since made, else received: Kaplan–Meier, so that open ones count as far as they are.

    Closed for any reason is the event. Outstanding ones are in it up to the as-at day, those not accepted up to theirs.
    Left out: unknown or dropped, without a day to count from, and closures without a date: only the extracts before and
    after are known, and no day between them is supposed. How many they are is said (`left_out`); where they are more
    than a tenth of all ended, no curve is shown. Stops where fewer than ten are at risk. The median of the closed alone
    would fall by itself from old years to new. One curve of all, under "", and one of each source.
    """
    arrays = register.arrays(build_query(register, "days_to_close", filters.without("status")))
    sources = np.array(arrays["source"], dtype=object)
    curves = {"": _curve(arrays, np.ones(len(sources), dtype=bool))}
    return curves | {source: _curve(arrays, sources == source) for source in sorted(set(sources) - {""})}


def _curve(result: Mapping[str, npt.NDArray[Any]], rows: npt.NDArray[np.bool_]) -> Curve:
    """The curve of some rows of `days_to_close`."""
    timed = rows & ~np.ma.getmaskarray(result["days"])
    days, place = np.unique(np.ma.getdata(result["days"])[timed], return_inverse=True)
    leaving, closed = (
        np.bincount(place, result[name][timed], len(days)).astype("int64") for name in ("leaving", "closed")
    )
    at_risk = leaving[::-1].cumsum()[::-1]
    all_sources = curve(pd.DataFrame({"days": days, "at_risk": at_risk, "closed": closed}))
    return Curve(all_sources.steps, all_sources.ends, *(int(result[name][rows].sum()) for name in _LEFT_OUT))


_LEFT_OUT = ("left_out", "ended", "dropped", "state_unknown", "undated")


def curve(frame: pd.DataFrame) -> Curve:
    """The curve of these days: each closing takes its share of those then at risk; up to where fewer than ten are."""
    long_enough = frame[frame["at_risk"] >= FEWEST]
    still = (1 - long_enough["closed"].astype(float) / long_enough["at_risk"]).cumprod()
    return Curve(long_enough.assign(still_open=still), int(long_enough["days"].max()) + 1 if len(long_enough) else 0)


def rate(part: int, total: int) -> float | None:
    """The share, or None on fewer than ten."""
    return part / total if total >= FEWEST else None


def is_undecided(total: int, undecided: int) -> bool:
    """Whether too many of the whole are in neither number of a rate for it to be shown."""
    return undecided > MOST_UNDECIDED * total


def months_before(day: date, months: int) -> date:
    """The same day so many months before; the month's last where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
