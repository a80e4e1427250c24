"""Stock and flow: what came in and went out between two days, so that opening and closing reconcile to nought."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, timedelta

import pandas as pd

from analytics.filters import Filters
from analytics.measures.asking import question
from analytics.register.database import Register

SIGNS = {
    "moved_in": 1, "moved_out": -1, "new": 1, "late_recorded": 1, "reopened": 1, "returned": 1, "corrected": 1,
    "closed": -1, "withdrawn_or_merged": -1, "dropped": -1,
}  # fmt: skip
"""Every term between opening and closing, in the order of the statement, with the sign it enters by."""

_STOCKS = (
    "outstanding", "open", "awaiting_onboarding", "disputed", "overdue_original", "open_overdue_original",
    "overdue_current", "overdue_masked", "late_no_current_date", "state_unknown",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """The stock and flow of one period: opening, every term, closing, and what they leave unexplained."""

    opened_on: date
    closed_on: date
    opening: int
    moved_in: int
    moved_out: int
    new: int
    late_recorded: int
    reopened: int
    returned: int
    corrected: int
    closed: int
    withdrawn_or_merged: int
    dropped: int
    closing: int

    @property
    def residual(self) -> int:
        """Closing less opening and every term; nought, or the statement is wrong."""
        explained: int = sum(sign * getattr(self, term) for term, sign in SIGNS.items())
        return self.closing - self.opening - explained


def statement(register: Register, filters: Filters, since: date) -> Statement:
    """What was outstanding at the end of `since`, and every term by which it became what is outstanding as at.

    The opening is what was known on `since`; the closing what is known at the filters' known-at day. A status
    filter is left out. New: born after `since`; late recorded: entered since, but born before it or undated. Closed,
    withdrawn or merged and dropped: out of outstanding, or having just entered. Corrected, signed: unknown became
    outstanding or the reverse, or no longer born. Received and closed within the period counts in both new and
    closed; closed and reopened within it in neither.
    """
    terms = register.records(question(register, "statement", filters.without("status"), since=since))[0]
    return Statement(opened_on=since, closed_on=register.moment(filters).as_at, **terms)


def by_day(register: Register, filters: Filters, days: tuple[date, ...]) -> pd.DataFrame:
    """The stock on each of some days and the flow since the day before it, all with the knowledge of one day.

    Columns: day, opening, the terms of the statement, outstanding (the closing), open, awaiting_onboarding,
    disputed, overdue_original, open_overdue_original (those of them that are open), overdue_current, overdue_masked,
    late_no_current_date, state_unknown, residual. The first day has a stock and no flow. One knowledge for all days:
    late recorded holds only what has no date. A status filter is left out.
    """
    chosen = filters.without("status")
    places = range(len(days))
    flows, moves = (
        register.frame(question(register, name, chosen, days=days))
        .set_index("place")
        .reindex(places)
        .fillna(0)
        .astype(int)
        for name in ("series", "moves")
    )
    stocks = flows[list(_STOCKS)].cumsum()
    terms = pd.concat([flows, moves], axis="columns")[list(SIGNS)]
    series = pd.concat([pd.Series(sorted(days), name="day"), stocks, terms], axis="columns")
    series["opening"] = series["outstanding"].shift(1)
    explained = sum(sign * series[term] for term, sign in SIGNS.items())
    series["residual"] = series["outstanding"] - series["opening"] - explained
    return series


def month_ends(as_at: date, months: int) -> tuple[date, ...]:
    """The last days of `months` months before the month of the as-at day, and the as-at day itself, oldest first."""
    ends = [as_at]
    for _ in range(months):
        ends.insert(0, ends[0].replace(day=1) - timedelta(days=1))
    return tuple(ends)


def as_dict(found: Statement) -> dict[str, object]:
    """The statement as the command line prints it."""
    terms = asdict(found)
    return {"from": terms.pop("opened_on"), "to": terms.pop("closed_on"), **terms, "residual": found.residual}
