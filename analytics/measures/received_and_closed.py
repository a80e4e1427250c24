"""What was received and what was closed, each dated by its own event."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from analytics.filters import Filters
from analytics.measures.coverage import Coverage
from analytics.measures.definition import measure
from analytics.measures.query import build_query
from analytics.register.database import Register
from analytics.vocabulary import is_mps

EXPECTED = {"HMICFRS": 70, "DARA": 200}
"""About how many recommendations a year each source makes (MPS 1.18)."""


_NO_NUMBERS: Mapping[str, int] = {}


def usual_numbers(sources: Collection[str]) -> Mapping[str, int]:
    """About how many recommendations a year each source makes, on a register with these sources.

    Empty for any register but that of the Metropolitan Police Service, of which alone the numbers were published.
    """
    return EXPECTED if is_mps(sources) else _NO_NUMBERS


@dataclass(frozen=True, slots=True)
class Undated:
    """Recommendations that no month can be given to: received without a date, closed on a day nobody recorded."""

    received: int
    closed: int


@measure("Received and closed by month")
def by_month(register: Register, filters: Filters) -> pd.DataFrame:
    """Recommendations received and closed in each month, by source.

    Received: born in the month. Closed: closed, withdrawn or merged as at the day, by the day of closing, which where
    no closing date was given is the first extract that said so after one that did not. Undated ones are left out;
    `undated` counts them. Columns: month (its first day), source, received, closed. A month without either has no row.
    """
    return register.frame(build_query(register, "flow_by_month", filters))


@measure("The largest report of each month")
def largest_reports(register: Register, filters: Filters) -> pd.DataFrame:
    """The report from which most recommendations were received in each of the last 24 months; by name where equal.

    Columns: month (its first day), report, received. A month in which nothing came from a named report has no row.
    """
    after = register.dates(filters).as_at - timedelta(days=366 * 2)
    return register.frame(build_query(register, "largest_report_by_month", filters.without("status"), after=after))


def in_months(flows: pd.DataFrame, days: Iterable[date], covered: Coverage) -> pd.DataFrame:
    """What `by_month` gives for all sources together in the months that these days lie in, a row a day.

    Columns: received, closed; zero where nothing was, missing where `covered` does not show the month.
    """
    months = [day.replace(day=1) for day in days]
    sums = flows.groupby("month")[["received", "closed"]].sum().reindex(months).fillna(0).astype("Int64")
    ends = [month - timedelta(days=1) for month in months]
    sums.loc[[not covered.shows_received(end) for end in ends], "received"] = pd.NA
    sums.loc[[not covered.shows_closed(end) for end in ends], "closed"] = pd.NA
    return sums


@measure("Undated")
def undated(register: Register, filters: Filters) -> Undated:
    """How many recommendations `by_month` leaves out because their birth or their closing has no date."""
    return Undated(**register.records(build_query(register, "undated", filters))[0])
