"""Where recommendations stand on a day: how many, of what, and how many of them are late."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

import pandas as pd

from analytics.filters import BLANK, Filters
from analytics.measures.definition import measure
from analytics.measures.query import build_query
from analytics.register.database import Register
from analytics.vocabulary import COLUMN, KINDS_NOT_COUNTED, OPEN_STATUSES, Kind, State, Status, framework_on, order

_COUNTS = ("open", "closed", "outstanding", "new")
_BROKEN_DOWN = (
    "source",
    "kind",
    "status",
    "risk",
    "strategic_priority",
    "delivery_route",
    "programme",
    "tag",
)
_ORDERED = ("strategic_priority", "status", "risk")
"""Columns whose values a chart shows in their own order; of the others, most open first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """Recommendations by where they stand. Outstanding + closed + not accepted + unknown + dropped = all born."""

    outstanding: int
    open: int
    awaiting_onboarding: int
    disputed: int
    proposed_for_closure: int
    closed: int
    not_accepted: int
    state_unknown: int
    dropped: int
    open_overdue_original: int
    overdue_original: int
    overdue_current: int
    overdue_masked: int
    late_no_current_date: int
    no_due_date: int
    withdrawn_or_merged: int = 0
    open_overdue_masked: int = 0
    open_late_no_current_date: int = 0

    @property
    def born(self) -> int:
        """Every recommendation that had come to the register's owner by the day."""
        return self.outstanding + self.closed + self.not_accepted + self.state_unknown + self.dropped


@measure("Open, outstanding, overdue")
def headline(register: Register, filters: Filters) -> Headline:
    """How many recommendations stand where on the as-at day.

    Open includes proposed for closure; outstanding is open, awaiting on-boarding and disputed together; closed is
    for any reason, and withdrawn or merged are those of the closed that Assurance leaves out. Overdue: outstanding
    and due before the as-at day; due on that day is not late. Original: against the date first agreed, or where the
    register has none the first due date ever recorded; of these, open overdue original leaves out what awaits
    on-boarding or is disputed. Masked: late against the original date, with a current date on or after the as-at day.
    Late with no current date: late against the original date, with no current date. Those late against the original
    date are the masked, those late with no current date, and those late against both dates. No due date: outstanding
    with no current date, those late with no current date included; never counted as on time.
    """
    ways = register.records(build_query(register, "headline", filters))
    of_open = [way for way in ways if way["status"] in OPEN_STATUSES]
    return Headline(
        outstanding=_sum(ways, state=State.OUTSTANDING),
        open=_sum(of_open),
        awaiting_onboarding=_sum(ways, status=Status.AWAITING),
        disputed=_sum(ways, status=Status.DISPUTED),
        proposed_for_closure=_sum(ways, status=Status.PROPOSED),
        closed=_sum(ways, status=Status.CLOSED),
        withdrawn_or_merged=_sum(ways, status=Status.CLOSED, state=State.WITHDRAWN),
        not_accepted=_sum(ways, status=Status.NOT_ACCEPTED),
        state_unknown=_sum(ways, state=State.UNKNOWN),
        dropped=_sum(ways, state=State.DROPPED),
        open_overdue_original=_sum(of_open, overdue_original=True),
        open_overdue_masked=_sum(of_open, overdue_masked=True),
        open_late_no_current_date=_sum(of_open, late_no_current_date=True),
        overdue_original=_sum(ways, overdue_original=True),
        overdue_current=_sum(ways, overdue_current=True),
        overdue_masked=_sum(ways, overdue_masked=True),
        late_no_current_date=_sum(ways, late_no_current_date=True),
        no_due_date=_sum(ways, no_due_date=True),
    )


def _sum(ways: Iterable[Mapping[str, Any]], **are: Any) -> int:
    """How many stand in any of these ways of which each named column is so."""
    return sum(way["n"] for way in ways if all(way[column] == value for column, value in are.items()))


@measure("Reports of the open")
def reports(register: Register, filters: Filters) -> int:
    """How many reports the open recommendations come from: different pairs of source and report, no blank report."""
    return int(register.rows(build_query(register, "reports", filters))[0][0])


@measure("By source, priority, route and the rest")
def by_value(register: Register, filters: Filters, since: date) -> pd.DataFrame:
    """Open, closed (a stock), outstanding, and new since a day, by each value of each column.

    Columns: by_column, value ("" where blank), open, closed, outstanding, new. Columns are source, kind, status,
    risk, strategic_priority, delivery_route, programme and tag, in this order. Tags overlap and do not sum. Kinds are
    all shown, those too that enter no other count. Strategic priorities are listed, then counted: those of the
    framework in force on the as-at day come first in its order, zeros included, where its names are verified (MPS 1.3,
    Table 1). Sources, kinds, statuses, risks and delivery routes are in the order of the vocabulary, as far as any
    recommendation has them. Other values follow by outstanding, most first; blank is a row of its own, the last.
    """
    every_kind = filters if filters.kind else replace(filters, kind=(*Kind, BLANK))
    sums: defaultdict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    framework = framework_on(register.dates(filters).as_at)
    in_force = framework.names if framework else ()
    sums.update({("strategic_priority", name): [0, 0, 0, 0] for name in in_force})
    for values in register.records(build_query(register, "by_value", every_kind, since=since)):
        is_apart = not filters.kind and values["kind"] in KINDS_NOT_COUNTED
        for named in _values(values, ("kind",) if is_apart else _BROKEN_DOWN):
            sums[named] = [had + more for had, more in zip(sums[named], _counts(values), strict=True)]
    rows = [(*named, *counts) for named, counts in sums.items()]
    rows.sort(key=partial(_rank, in_force))
    return pd.DataFrame(rows, columns=["by_column", "value", *_COUNTS])


def _rank(in_force: tuple[str, ...], row: tuple[Any, ...]) -> tuple[int, bool, int, int, str]:
    """The place of a row of `by_value`; `in_force` are the strategic priorities of the day."""
    column, value, _, _, outstanding, _ = row
    listed = order(column) if column in COLUMN else ()
    usual = (*in_force, *listed) if column == "strategic_priority" else listed
    place = usual.index(value) if value in usual else len(usual)
    return (_BROKEN_DOWN.index(column), value == "", place, -outstanding, value)


def _values(row: Mapping[str, Any], columns: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each of these columns with the value that a cell has in it; of tags there may be several."""
    for column in columns:
        values = row[column] if column == "tag" else [row[column]]
        yield from ((column, value or "") for value in values or [""])


def _counts(row: Mapping[str, Any]) -> tuple[int, ...]:
    """How many of a cell's recommendations are open, closed, outstanding, and new."""
    status, n = row["status"], row["n"]
    is_open, is_outstanding = status in OPEN_STATUSES, row["state"] == State.OUTSTANDING
    return (n * is_open, n * (status == Status.CLOSED), n * is_outstanding, row["new"])


def of_column(by: pd.DataFrame, column: str) -> pd.DataFrame:
    """The rows of one column out of `by_value`: in the column's own order where it has one, else most open first.

    Blank comes last. Columns: value, open, closed, outstanding, new.
    """
    of_it = by.loc[by["by_column"] == column, ["value", *_COUNTS]]
    if column in _ORDERED:
        return of_it.reset_index(drop=True)
    ranked = of_it.assign(is_blank=of_it["value"] == "").sort_values(
        ["is_blank", "open", "outstanding", "value"], ascending=[True, False, False, True]
    )
    return ranked.drop(columns="is_blank").reset_index(drop=True)
