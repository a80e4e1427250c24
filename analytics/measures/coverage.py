"""From and to which day a register shows what came in and what was closed: nothing is claimed of any other day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

import pandas as pd

from analytics.filters import Filters
from analytics.measures.definition import measure
from analytics.measures.query import build_query
from analytics.register.database import Register

MOST_UNDATED = 0.1
"""The share without a date up to which the dated ones stand for all: the same as for the undecided of a rate."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """From when movement is shown. A period is shown where it begins at the end of a day not before these.

    No period is shown that begins on `latest_extract` or later: no extract says what happened in it.
    `first_extract` is the day of the first extract, `latest_extract` that of the newest extract used, `starts_on` that
    of the first recommendation with a date, where there is an earlier one. `received_from` and `closed_from` are for
    what came in and what was closed; `received_from` is None where what comes in has no dates. `undated` is how many
    recommendations the first extract holds without a date: all of them appear on its day. `by_source` has the same of
    each source.
    """

    first_extract: date
    latest_extract: date
    received_from: date | None
    closed_from: date
    starts_on: date
    undated: int = 0
    by_source: Mapping[str, Coverage] = field(default_factory=dict)

    @property
    def complete_from(self) -> date:
        """The first day on which the number open can be compared: the register's first year, which fills it, is over.

        A register whose first extract holds everything is complete from that day.
        """
        filled = self.starts_on.replace(day=1, year=self.starts_on.year + 1) - timedelta(days=1)
        return min(self.first_extract, filled)

    def series_from(self, as_at: date) -> date:
        """The first day of a series: where the register is complete, or its start if that is less than a year ago."""
        is_long = self.complete_from <= as_at.replace(day=1, year=as_at.year - 1)
        return self.complete_from if is_long else min(self.starts_on, self.complete_from)

    def shows_received(self, after: date) -> bool:
        """Whether what came in is shown for a period that begins at the end of `after`."""
        return self.received_from is not None and self.received_from <= after < self.latest_extract

    def shows_closed(self, after: date) -> bool:
        """Whether what was closed is shown for a period that begins at the end of `after`."""
        return self.closed_from <= after < self.latest_extract

    def shows_stock(self, day: date) -> bool:
        """Whether the number open on a day is shown: an extract has it, or the dates of what came and went give it."""
        is_dated = day >= self.starts_on and self.shows_received(day) and self.shows_closed(day)
        return self.first_extract <= day <= self.latest_extract or is_dated

    def shown(self, months: pd.DataFrame) -> pd.DataFrame:
        """Those rows of `stock_and_flow.by_day` on whose day the number open is shown."""
        return months[[self.shows_stock(day) for day in months["day"]]]

    def shows_statement(self, after: date, until: date) -> bool:
        """Whether the terms of the stock and flow are shown for a period.

        Not where the period holds the first extract and some recommendations appear in it without a date: they would
        count as recorded, and as closed, on that one day.
        """
        if after >= self.first_extract:
            return after < self.latest_extract
        is_first = after < self.first_extract <= until
        return self.shows_received(after) and self.shows_closed(after) and not (is_first and self.undated)


def latest_extract(extracts: Sequence[date], known_at: date | None = None) -> date:
    """The day of the newest extract used: the newest on the known-at day or before, or the first if there is none.

    What is known is known up to this day. `extracts` are the days of all extracts, oldest first.
    """
    return max((day for day in extracts if known_at is None or day <= known_at), default=extracts[0])


def latest_used(register: Register, filters: Filters) -> date:
    """The day of the newest extract used for a choice of days."""
    return latest_extract(extract_days(register), filters.known_at)


def extract_days(register: Register) -> list[date]:
    """The days of all extracts, oldest first."""
    return [loading.as_at for loading in register.extracts]


def up_to(latest: date, filters: Filters) -> Filters:
    """The same choice, as at the newest extract used where its as-at day is later.

    What came in, went out and changed is known up to that extract only. Ages, days late and days left are counted on
    any day, so they are worked out for the as-at day itself.
    """
    as_at = filters.as_at
    if as_at is None and filters.known_at is None:
        return filters
    return replace(filters, as_at=min(as_at or latest, latest))


@measure("Coverage")
def coverage(register: Register, filters: Filters) -> Coverage:
    """From which day the register shows what came in and what was closed, by the extracts known on the known-at day.

    Between two extracts what came and what was closed is known, so movement is shown from the first extract on. Before
    it only dates tell. What came in is shown before the first extract where at most a tenth of the recommendations
    up to that day have no date (received, made or published); what was closed, where at most a tenth of the closures
    up to that day have none. Then it is shown from the year in which the first recommendation came. Where more than a
    tenth of those that came after the first extract have no date, or no recommendation has one, what was received is
    not shown for any period: the statement counts them as recorded late. A status filter is left out.
    Nothing is shown after the newest extract used.
    """
    first = register.extracts[0].as_at
    latest = latest_used(register, filters)
    chosen = replace(filters.without("status"), as_at=latest, known_at=register.dates(filters).known_at)
    rows = register.records(build_query(register, "coverage", chosen, first_extract=first))
    starts = min((row["first_received_on"] for row in rows if row["first_received_on"]), default=None)
    by_source = {str(row["source"]): _of([row], first, latest, starts) for row in rows}
    return replace(_of(rows, first, latest, starts), by_source=by_source)


def _of(rows: list[dict[str, Any]], first_extract: date, latest: date, starts: date | None) -> Coverage:
    """The coverage of some rows of the query, in a register whose first date is `starts`."""
    total = {name: sum(int(row[name]) for row in rows) for name in _COUNTS}
    has_dates = any(row["first_received_on"] for row in rows)
    has_dates = has_dates and _few(total["received_since_undated"], total["received_since"])
    earliest = min(date(starts.year - 1, 12, 31), first_extract) if starts else first_extract
    received_from = earliest if _few(total["received_undated"], total["received"]) else first_extract
    return Coverage(
        first_extract=first_extract,
        latest_extract=latest,
        starts_on=min(starts or first_extract, first_extract),
        received_from=received_from if has_dates else None,
        closed_from=earliest if _few(total["closed_undated"], total["closed"]) else first_extract,
        undated=total["received_undated"],
    )


_COUNTS = ("received", "received_undated", "received_since", "received_since_undated", "closed", "closed_undated")


def _few(undated: int, total: int) -> bool:
    """Whether so few are undated that the dated ones stand for all."""
    return undated <= MOST_UNDATED * total
