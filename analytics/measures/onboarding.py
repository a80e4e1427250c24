"""What awaits a decision to on-board it and what was advised, how decisions went, what is delivered without one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from analytics.filters import Filters
from analytics.measures.definition import measure
from analytics.measures.parallel import run_in_parallel
from analytics.measures.query import build_query
from analytics.measures.recommendations import ALL
from analytics.register.database import Query, Register
from analytics.vocabulary import Achievable, Route, order

LONG = 60
"""Days: what waits longer is shown apart."""

LEAST = 10
"""Nothing is computed on fewer."""

NO_ADVICE = "no advice"
"""Stands among the answers of the advice for those that have none yet."""

MONTHS = 12
"""Months for which decisions are shown, that of the as-at day the last."""

Rows = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Onboarding:
    """How many wait, how many were decided in twelve months, and how many go on without a decision.

    `undecided` has a row a source and answer of the advice, "" for advice without one: source, answer, waiting,
    decided (a later extract dates their decision by the as-at day), over_long, longest (days, None where none is
    known), exceptions. `decisions` has a row a source, month (its first day) and route ("" for none): source, month,
    delivery_route, decisions, undated (without a day of their own), compared (the route decided and the one advised
    are both recorded), otherwise (and differ). `medians` has those of ten days or more from received to decision, by
    source and None for all.
    """

    as_at: date
    months: tuple[date, ...]
    undecided: Rows
    decisions: Rows
    medians: Mapping[str | None, float]

    def waiting(self, source: str | None = None) -> int:
        """How many wait, of one source or of all."""
        return _sum(self.undecided, "waiting", source)

    def decided_by_now(self) -> int:
        """How many of those that wait a later extract says to have been decided by the as-at day."""
        return _sum(self.undecided, "decided")

    def longest(self, source: str | None = None) -> int | None:
        """How many days the longest has waited of those whose day of receipt is recorded; None where it is of none."""
        days = [row["longest"] for row in _of(self.undecided, source) if row["longest"] is not None]
        return max(days, default=None)

    def over_long(self, source: str | None = None) -> int:
        """How many have waited for more than 60 days."""
        return _sum(self.undecided, "over_long", source)

    def advised(self, source: str | None = None) -> int:
        """How many of those that wait have been advised on."""
        return sum(row["waiting"] for row in _of(self.undecided, source) if row["answer"] != NO_ADVICE)

    def exceptions(self) -> int:
        """How many outstanding ones have a route or a programme, and no day of a decision."""
        return _sum(self.undecided, "exceptions")

    def by_answer(self) -> pd.DataFrame:
        """What waits: a row a source, a column an answer, in order, "" for advice without one, then no advice."""
        answers = [*map(str, Achievable), "", NO_ADVICE]
        waiting = {(row["source"], row["answer"]): row["waiting"] for row in self.undecided}
        sources = [source for source in self.sources() if self.waiting(source)]
        rows = [[waiting.get((source, answer), 0) for answer in answers] for source in sources]
        return pd.DataFrame(rows, index=sources, columns=answers, dtype=int)

    def decided(self, source: str | None = None) -> int:
        """How many were decided, of one source or of all."""
        return _sum(self.decisions, "decisions", source)

    def undated(self) -> int:
        """Of how many decisions the register gives no day: they stand on the extract's."""
        return _sum(self.decisions, "undated")

    def compared(self) -> int:
        """Of how many decisions both the route decided and the one advised are recorded."""
        return _sum(self.decisions, "compared")

    def otherwise(self) -> int:
        """How many of them took another route than was advised."""
        return _sum(self.decisions, "otherwise")

    def median_days(self, source: str | None = None) -> float | None:
        """The median of the days from received to decision; None for fewer than ten decisions with both days."""
        return self.medians.get(source)

    def sources(self) -> tuple[str, ...]:
        """The sources of what waits or was decided, in the vocabulary's order, others by name."""
        usual = order("source")
        result = {row["source"] for row in self.undecided if row["waiting"]} | {row["source"] for row in self.decisions}
        return tuple(sorted(result, key=lambda name: (usual.index(name) if name in usual else len(usual), name)))

    def by_month(self) -> pd.DataFrame:
        """A row a month, oldest first: month (its first day), a column a route ("" for none), decisions."""
        routes = [*map(str, Route), ""]
        decisions: Counter[tuple[date, str]] = Counter()
        for row in self.decisions:
            decisions[row["month"], row["delivery_route"]] += row["decisions"]
        rows = [[month, *(decisions[month, route] for route in routes)] for month in self.months]
        result = pd.DataFrame(rows, columns=["month", *routes])
        return result.assign(decisions=result[routes].sum(axis="columns"))


@measure("Awaiting on-boarding, and decisions")
def onboarding(register: Register, filters: Filters) -> Onboarding:
    """What awaits on-boarding on the as-at day and for how long, and the decisions of the twelve months to it.

    Waiting: days since received. A decision is the Portfolio and Investment Board's (MPS 1.18), on the day that the
    register gives, else on that of the extract that first shows it; its route is the one which that extract gives.
    From received to decision: where both days are recorded; no median on fewer than ten. Exceptions: outstanding, with
    a route or a programme, and no day of a decision. Advised: the register says of a waiting one who advised the board,
    when, whether it is achievable or by which route, and gives no day for it after the as-at day. By another route than
    advised: a decision of which both routes are recorded and differ, unless the advice is dated after it; the advice is
    that which the extract gives that first shows the decision, else the one known since. A status filter is left out.
    """
    as_at = register.dates(filters).as_at
    undecided, decided = run_in_parallel(
        partial(register.records, _decision_query(register, "undecided_by_source", filters, long=LONG)),
        partial(register.records, _decision_query(register, "decided_by_month", filters)),
    )
    return Onboarding(
        as_at=as_at,
        months=months_to(as_at),
        undecided=undecided,
        decisions=[row for row in decided if row["month"] is not None],
        medians={row["source"]: row["days"] for row in decided if row["month"] is None and row["timed"] >= LEAST},
    )


def queue(register: Register, filters: Filters, source: str | None = None, answer: str | None = None) -> pd.DataFrame:
    """The recommendations that `onboarding` calls waiting, of one source or answer of the advice or all of them.

    Columns: reference, source, report, text, received_on, days (None where not known), is_advised, advised_by,
    advised_on, advised_achievable, advised_route. The longest waiting first.
    """
    only = {"only_source": source, "only_answer": answer}
    return _frame(register, _decision_query(register, "onboarding_queue", filters, **only))


@measure("Days waiting for a decision")
def days_waiting(register: Register, filters: Filters) -> pd.DataFrame:
    """How many of those that wait for a decision have waited for how many days since received, the shortest first.

    A status filter is left out. Columns: days (None, last, where the day of receipt is not known), waiting.
    """
    return _frame(register, _decision_query(register, "days_waiting", filters))


def decided_in(register: Register, filters: Filters, month: date) -> pd.DataFrame:
    """The decisions of one month, by its first day. Columns as of `decided_otherwise`; the last first."""
    return _decisions(register, filters, "month = $month", month=month)


def decided_otherwise(register: Register, filters: Filters, most: int = ALL) -> pd.DataFrame:
    """The decisions of the twelve months that took another route than was advised, the last first.

    Columns: reference, source, text, delivery_route, received_on, decided_on, days, advised_by, advised_on,
    advised_achievable, advised_route (None where advised later).
    """
    return _decisions(register, filters, "is_otherwise", limit=most)


def exceptions(register: Register, filters: Filters, most: int = ALL) -> pd.DataFrame:
    """The recommendations that `onboarding` calls exceptions, by reference.

    Columns: reference, source, text, status, delivery_route, programme.
    """
    return _frame(register, _decision_query(register, "onboarding_exceptions", filters, limit=most))


def months_to(as_at: date) -> tuple[date, ...]:
    """The first days of the twelve months up to that of the as-at day, oldest first."""
    months = [as_at.replace(day=1)]
    while len(months) < MONTHS:
        months.insert(0, (months[0] - timedelta(days=1)).replace(day=1))
    return tuple(months)


def _decisions(register: Register, filters: Filters, which: str, limit: int = ALL, **bound: Any) -> pd.DataFrame:
    more = {"holes": {"which": which}, "limit": limit, **bound}
    return _frame(register, _decision_query(register, "onboarding_decisions", filters, **more))


def _decision_query(register: Register, name: str, filters: Filters, **more: Any) -> Query:
    """A question of what is or is not decided, which is kept; a choice of status is left out."""
    return build_query(register, name, filters.without("status"), **more)


def _frame(register: Register, query: Query) -> pd.DataFrame:
    """The answer as a frame with days as dates and None for every blank: put together by columns, not by rows."""
    return pd.DataFrame({name: _column(values) for name, values in register.arrays(query).items()})


def _column(values: Any) -> Any:
    is_day = values.dtype.kind == "M"
    cells = (values.astype("datetime64[D]") if is_day else values).astype(object)
    if not isinstance(cells, np.ma.MaskedArray):
        return cells if is_day else values
    values = cells.data
    values[np.ma.getmaskarray(cells)] = None
    return pd.Series(values, dtype=object)  # an array of texts would become one of strings, its blanks NaN


def _of(rows: Rows, source: str | None) -> Rows:
    return rows if source is None else [row for row in rows if row["source"] == source]


def _sum(rows: Rows, count: str, source: str | None = None) -> int:
    return sum(row[count] for row in _of(rows, source))
