"""Stock and flow: what came in and went out between two days, so that opening and closing reconcile to zero."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, timedelta

import pandas as pd

from analytics.filters import Filters
from analytics.measures.definition import measure
from analytics.measures.query import build_query
from analytics.register.database import Register


@dataclass(frozen=True, slots=True)
class StatementTerm:
    """One term between opening and closing: the sign by which it enters, and which recommendations it counts.

    The conditions are SQL on a recommendation at both ends of the period: its state `was` and `now`, whether the
    filters chose it at each (`was_inside`, `inside`), and whether it was born in the period (`is_new`). The term is
    the number of those that `adds` is true of less the number of those that `subtracts` is true of, which only a
    correction has.
    """

    sign: int
    adds: str
    subtracts: str = "false"

    def number(self) -> str:
        """The term in SQL, of units of `n` recommendations each."""
        added, subtracted = (
            f"coalesce(sum(n) filter ({condition}), 0)::bigint" for condition in (self.adds, self.subtracts)
        )
        return added if self.subtracts == "false" else f"{added} - {subtracted}"


_ENTERS = "was = state_not_yet() and now <> state_not_yet()"
_MAY_LEAVE = f"(is_outstanding(was) or {_ENTERS})"
"""What may go out of outstanding: what was, and what entered the register in the period."""

TERMS = {
    "moved_in": StatementTerm(1, "is_outstanding(was) and not was_inside and inside"),
    "moved_out": StatementTerm(-1, "is_outstanding(was) and was_inside and not inside"),
    "new": StatementTerm(1, f"inside and {_ENTERS} and is_new"),
    "late_recorded": StatementTerm(1, f"inside and {_ENTERS} and not is_new"),
    "reopened": StatementTerm(1, "inside and has_ended(was) and is_outstanding(now)"),
    "returned": StatementTerm(1, "inside and was = state_dropped() and is_outstanding(now)"),
    "corrected": StatementTerm(
        1,
        adds="inside and was = state_unknown() and is_outstanding(now)",
        subtracts=f"inside and {_MAY_LEAVE} and now = state_unknown() "
        "or inside and is_outstanding(was) and now = state_not_yet()",
    ),
    "closed": StatementTerm(-1, f"inside and {_MAY_LEAVE} and now = state_closed()"),
    "withdrawn_or_merged": StatementTerm(-1, f"inside and {_MAY_LEAVE} and now = state_withdrawn()"),
    "dropped": StatementTerm(-1, f"inside and {_MAY_LEAVE} and now = state_dropped()"),
}
"""Every term between opening and closing, in the order of the statement."""

SIGNS = {name: term.sign for name, term in TERMS.items()}
"""The sign by which each term enters."""

CONDITIONS = {
    "opening": "is_outstanding(was) and was_inside",
    **{name: f"({term.adds}) or ({term.subtracts})" for name, term in TERMS.items()},
    "closing": "inside and is_outstanding(now)",
}
"""Which recommendations make up each line of the statement; corrected is signed, so more make it up than it counts."""

_MOVES = ("moved_in", "moved_out")
"""The terms of `by_day` that a change of the row brings about; the others follow from a change of state."""


_STOCKS = (
    "outstanding",
    "open",
    "awaiting_onboarding",
    "disputed",
    "overdue_original",
    "open_overdue_original",
    "overdue_current",
    "overdue_masked",
    "late_no_current_date",
    "state_unknown",
)


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
        """Closing less opening and every term; zero, or the statement is wrong."""
        explained: int = sum(sign * getattr(self, term) for term, sign in SIGNS.items())
        return self.closing - self.opening - explained


@measure("The statement: what was open, what came, what went, what is open")
def statement(register: Register, filters: Filters, since: date) -> Statement:
    """What was outstanding at the end of `since`, and every term by which it became what is outstanding as at.

    The opening is what was known on `since`; the closing what is known at the filters' known-at day. A status
    filter is left out. New: born after `since`; late recorded: entered since, but born before it or undated. Closed,
    withdrawn or merged and dropped: out of outstanding, or having just entered. Corrected, signed: unknown became
    outstanding or the reverse, or no longer born. Received and closed within the period counts in both new and
    closed; closed and reopened within it in neither.
    """
    holes = {"terms": _numbers(TERMS)}
    terms = register.records(build_query(register, "statement", filters.without("status"), since=since, holes=holes))[0]
    return Statement(opened_on=since, closed_on=register.dates(filters).as_at, **terms)


@measure("Month by month")
def by_day(register: Register, filters: Filters, days: tuple[date, ...]) -> pd.DataFrame:
    """The stock on each of some days and the flow since the day before it, all with the knowledge of one day.

    Columns: day, opening, the terms of the statement, outstanding (the closing), open, awaiting_onboarding,
    disputed, overdue_original, open_overdue_original (those of them that are open), overdue_current, overdue_masked,
    late_no_current_date, state_unknown, residual. The first day has a stock and no flow. One knowledge for all days:
    late recorded holds only what has no date. A status filter is left out.
    """
    chosen = filters.without("status")
    places = range(len(days))
    terms_of = {"series": _numbers(name for name in TERMS if name not in _MOVES), "filter_moves": _numbers(_MOVES)}
    flows, moves = (
        register.frame(build_query(register, name, chosen, days=days, holes={"terms": terms}))
        .set_index("place")
        .reindex(places)
        .fillna(0)
        .astype(int)
        for name, terms in terms_of.items()
    )
    stocks = flows[list(_STOCKS)].cumsum()
    terms = pd.concat([flows, moves], axis="columns")[list(SIGNS)]
    series = pd.concat([pd.Series(sorted(days), name="day"), stocks, terms], axis="columns")
    series["opening"] = series["outstanding"].shift(1)
    explained = sum(sign * series[term] for term, sign in SIGNS.items())
    series["residual"] = series["outstanding"] - series["opening"] - explained
    return series


def _numbers(names: Iterable[str]) -> str:
    """The columns of these terms in SQL."""
    return ", ".join(f"{TERMS[name].number()} as {name}" for name in names)


def month_ends(as_at: date, months: int) -> tuple[date, ...]:
    """The last days of `months` months before the month of the as-at day, and the as-at day itself, oldest first."""
    ends = [as_at]
    for _ in range(months):
        ends.insert(0, ends[0].replace(day=1) - timedelta(days=1))
    return tuple(ends)


def is_full_month(day: date) -> bool:
    """Whether at least nine tenths of the day's month have passed, so that it may be compared with a full month."""
    return day.day >= 0.9 * monthrange(day.year, day.month)[1]


def as_dict(result: Statement) -> dict[str, object]:
    """The statement as the command line prints it."""
    terms = asdict(result)
    return {"from": terms.pop("opened_on"), "to": terms.pop("closed_on"), **terms, "residual": result.residual}
