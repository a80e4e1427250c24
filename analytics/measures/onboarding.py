"""What awaits a decision to on-board it and what was advised, how decisions went, what is delivered without one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, partial
from statistics import median
from typing import Any

import numpy as np
import pandas as pd

from analytics.filters import Filters
from analytics.measures.asking import question
from analytics.measures.together import together
from analytics.register.database import Question, Register
from analytics.vocabulary import ADVICE_COLUMNS, Achievable, Route, order

LONG = 60
"""Days: what waits longer is shown apart."""

LEAST = 10
"""Nothing is computed on fewer."""

NO_ADVICE = "no advice"
"""Stands among the answers of the advice for those that have none yet."""

MONTHS = 12
"""Months for which decisions are shown, that of the as-at day the last."""


_HOLES = {"is_advised": f"coalesce({', '.join(f'told.{name}::varchar' for name in ADVICE_COLUMNS)}) is not null"}
"""Advice is where any of its columns is filled: the condition on a row of the register, called `told`."""


@dataclass(frozen=True, kw_only=True)
class Onboarding:
    """What waits, what was decided in twelve months, and the exceptions, a row a recommendation each.

    `queue`: reference, source, report, text, received_on, days (None where not known), is_advised, advised_by,
    advised_on, advised_achievable, advised_route. `decisions`: reference, source, text, delivery_route, received_on,
    decided_on, month (its first day), is_dated, days, advised_by, advised_on, advised_achievable, advised_route (None
    where advised later). `exceptions`: reference, source, text, status, delivery_route, programme.
    """

    as_at: date
    months: tuple[date, ...]
    queue: pd.DataFrame
    decisions: pd.DataFrame
    exceptions: pd.DataFrame

    def waiting(self, source: str | None = None) -> int:
        """How many wait, of one source or of all."""
        return len(_of(self.queue, source))

    def timed(self, source: str | None = None) -> list[int]:
        """How many days those wait whose day of receipt is recorded, the longest first."""
        return _days(_of(self.queue, source))

    def over_long(self, source: str | None = None) -> int:
        """How many have waited for more than 60 days."""
        return sum(days > LONG for days in self.timed(source))

    def advised(self, source: str | None = None) -> int:
        """How many of those that wait have been advised on."""
        return int(_of(self.queue, source)["is_advised"].sum())

    def answers(self) -> pd.Series[str]:
        """Of each that waits: whether advised to be achievable, "" for advice without an answer, or no advice."""
        said = self.queue["advised_achievable"].fillna("")
        return said.where(self.queue["is_advised"].astype(bool), NO_ADVICE)

    def by_answer(self) -> pd.DataFrame:
        """What waits: a row a source, a column an answer, in order, "" for advice without one, then no advice."""
        counted = pd.crosstab(self.queue["source"], self.answers())
        rows = [source for source in self.sources() if self.waiting(source)]
        return counted.reindex(index=rows, columns=[*map(str, Achievable), "", NO_ADVICE], fill_value=0)

    def compared(self) -> pd.DataFrame:
        """The decisions of which both the route decided and the one advised are recorded."""
        return self._compared

    @cached_property
    def _compared(self) -> pd.DataFrame:
        return self.decisions[(self.decisions["delivery_route"] != "") & self.decisions["advised_route"].notna()]

    def otherwise(self) -> pd.DataFrame:
        """Those of them that took another route than was advised."""
        both = self.compared()
        return both[both["delivery_route"] != both["advised_route"]]

    def median_days(self, source: str | None = None) -> float | None:
        """The median of the days from received to decision; None for fewer than ten decisions with both days."""
        days = _days(_of(self.decisions, source))
        return float(median(days)) if len(days) >= LEAST else None

    def sources(self) -> tuple[str, ...]:
        """The sources of what waits or was decided, in the vocabulary's order, others by name."""
        own = order("source")
        found = {*self.queue["source"].unique(), *self.decisions["source"].unique()}
        return tuple(sorted(found, key=lambda name: (own.index(name) if name in own else len(own), name)))

    def decided(self, month: date) -> pd.DataFrame:
        """The decisions of one month."""
        return self.decisions[self.decisions["month"] == month]

    def by_month(self) -> pd.DataFrame:
        """A row a month, oldest first: month (its first day), a column a route ("" for none), decisions."""
        return self._by_month

    @cached_property
    def _by_month(self) -> pd.DataFrame:
        counted = pd.crosstab(self.decisions["month"], self.decisions["delivery_route"])
        routes = counted.reindex(index=self.months, columns=[*map(str, Route), ""], fill_value=0)
        return routes.assign(decisions=routes.sum(axis="columns")).rename_axis("month").reset_index()


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
    chosen, as_at = filters.without("status"), register.moment(filters).as_at
    months = months_to(as_at)
    asked = (
        question(register, f"onboarding_{name}", chosen, holes=_HOLES, kept=kept)
        for name, kept in (("queue", ()), ("decisions", ("onboarded",)), ("exceptions", ()))
    )
    queue, decisions, exceptions = together(*(partial(_frame, register, each) for each in asked))
    return Onboarding(as_at=as_at, months=months, queue=queue, decisions=decisions, exceptions=exceptions)


def months_to(as_at: date) -> tuple[date, ...]:
    """The first days of the twelve months up to that of the as-at day, oldest first."""
    months = [as_at.replace(day=1)]
    while len(months) < MONTHS:
        months.insert(0, (months[0] - timedelta(days=1)).replace(day=1))
    return tuple(months)


def _frame(register: Register, asked: Question) -> pd.DataFrame:
    """The answer as a frame with days as dates and None for every blank: put together by columns, not by rows."""
    return pd.DataFrame({name: _column(values) for name, values in register.arrays(asked).items()})


def _column(values: Any) -> Any:
    is_day = values.dtype.kind == "M"
    given = (values.astype("datetime64[D]") if is_day else values).astype(object)
    if not isinstance(given, np.ma.MaskedArray):
        return given if is_day else values
    told = given.data
    told[np.ma.getmaskarray(given)] = None
    return told


def _of(rows: pd.DataFrame, source: str | None) -> pd.DataFrame:
    return rows if source is None else rows[rows["source"] == source]


def _days(rows: pd.DataFrame) -> list[int]:
    days: list[int] = rows["days"].dropna().astype(int).sort_values(ascending=False).tolist()
    return days
