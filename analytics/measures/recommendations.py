"""The recommendations themselves: counted, listed, exported, and one in full."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pandas as pd

from analytics.export_format import WORKED_OUT
from analytics.filters import Condition, Filters
from analytics.measures.query import build_query
from analytics.register.database import Query, Register
from analytics.vocabulary import COLUMN, Kind, Marking

_STATE_COLUMNS = {
    "status": "chosen.status",
    "close_reason": "chosen.close_reason",
    "closed_on": "case when chosen.is_timed then chosen.ended_on else version.closed_on end as closed_on",
}
"""Columns that the history states rather than the row in force."""

COMPUTED = tuple(WORKED_OUT)
"""Columns that no extract gives: worked out from all of them. Days late is blank where it is not late."""

_COMPUTED = {
    **{name: f"chosen.{name}" for name in COMPUTED},
    "days_late": "case when chosen.overdue_current then chosen.days_late end as days_late",
    "ended_on": "chosen.ended_on",
    "counted_closed_on": "case when chosen.is_timed then chosen.ended_on end as counted_closed_on",
    "recorded_closed_on": "version.closed_on as closed_on",
}

EXPORTED = (*COLUMN, *COMPUTED)
"""The columns of an export, in order. Its closing dates are those recorded, so that it can be loaded again."""

_RECORDED = tuple("recorded_closed_on" if name == "closed_on" else name for name in EXPORTED)

_OWN_DAY = "case when chosen.is_dated then chosen.born_on end"
"""The day of birth where a date of its row tells it; an extract's own day would make it look new."""

ORDERS = {
    "longest overdue first": "chosen.overdue_current desc, is_outstanding(chosen.state) desc, "
    "chosen.due_on nulls last, version.reference",
    "due date": "chosen.due_on nulls last, version.reference",
    "newest first": f"{_OWN_DAY} desc nulls last, version.reference",
    "oldest first": f"{_OWN_DAY} nulls last, version.reference",
    "last closed first": "case when chosen.is_timed then chosen.ended_on end desc nulls last, version.reference",
    "most often re-dated": "chosen.redatings desc, version.reference",
    "reference": "version.reference",
}
"""The orders a list may have; what has no date for an order comes last in it."""

ALL = 2**62
"""No limit."""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Where a recommendation stands in a list: its place, counted from 1, of so many, and the references beside it."""

    place: int
    number: int
    previous: str | None
    following: str | None


def marking(register: Register, filters: Filters) -> str:
    """The highest handling marking among the recommendations that the filters choose; a blank counts as OFFICIAL."""
    return Marking.OFFICIAL_SENSITIVE if count_and_sensitive(register, filters)["sensitive"] else Marking.OFFICIAL


def rows(
    register: Register,
    filters: Filters,
    columns: tuple[str, ...],
    order: str = "longest overdue first",
    limit: int = ALL,
    offset: int = 0,
) -> pd.DataFrame:
    """The recommendations that the filters choose, with these columns, in one of ORDERS."""
    return register.frame(_listed(register, filters, columns, order, limit, offset))


def batches(register: Register, filters: Filters, order: str = "reference") -> Iterator[list[tuple[Any, ...]]]:
    """The recommendations that the filters choose, each a tuple of EXPORTED, in batches, for exports of any size."""
    return register.batches(_listed(register, filters, _RECORDED, order, ALL, 0))


def page(register: Register, filters: Filters, most: int, after: str | None = None) -> list[tuple[Any, ...]]:
    """At most so many of the recommendations that the filters choose, by reference, each a tuple of EXPORTED.

    They begin behind the reference `after`, so that the next page is the same whatever was added before it.
    """
    query = _listed(register, filters, _RECORDED, "reference", most, 0)
    if after is not None:
        where = query.where
        condition = Condition(
            f"({where.sql}) and reference > $after_reference",
            {**where.bound, "after_reference": after},
            where.columns | {"reference"},
        )
        query = replace(query, where=condition)
    return register.rows(query)


def exported(register: Register, filters: Filters, reference: str) -> tuple[Any, ...] | None:
    """The values of EXPORTED of one recommendation at the filters' dates, whatever else they choose."""
    rows = register.rows(_matching_query(register, filters, {"reference": reference}, _RECORDED))
    return rows[0] if rows else None


def recommendation(register: Register, filters: Filters, reference: str) -> dict[str, Any] | None:
    """One recommendation as it stands at the filters' dates, whatever else they choose; None where there is none."""
    records = register.records(_matching_query(register, filters, {"reference": reference}, (*EXPORTED, "ended_on")))
    return records[0] if records else None


def rejected_in(register: Register, filters: Filters, reference: str) -> date | None:
    """The day of the newest extract used, where the row of the recommendation in it was rejected.

    The recommendation then stands as an earlier extract has it. None where its row was accepted, or there is none.
    """
    dates = register.dates(filters)
    used = [extract for extract in register.extracts if extract.as_at <= min(dates.as_at, dates.known_at)]
    newest = used[-1] if used else None
    return newest.as_at if newest and reference in newest.manifest.rejected_references else None


def neighbours(register: Register, filters: Filters, order: str, reference: str) -> Neighbours | None:
    """Its place in the list that `rows` gives in that order; None where the filters do not choose it."""
    query = build_query(register, "neighbours", filters, holes={"order": ORDERS[order]}, this_reference=reference)
    records = register.records(query)
    return Neighbours(**records[0]) if records else None


def of_report(register: Register, filters: Filters, source: str | None, report: str) -> pd.DataFrame:
    """Every recommendation of one report of a source (None: blank): reference, kind, text, status, due_on."""
    columns = ("reference", "kind", "text", "status", "due_on")
    return register.frame(_matching_query(register, filters, {"source": source, "report": report}, columns))


def _matching_query(
    register: Register, filters: Filters, equal: Mapping[str, str | None], columns: tuple[str, ...]
) -> Query:
    """The question for recommendations of any kind whose columns equal these values."""
    days = Filters(as_at=filters.as_at, known_at=filters.known_at, kind=(*Kind, "[blank]"))
    condition = " and ".join(f"{column} is not distinct from ${column}" for column in equal)
    where = Condition(condition, equal, frozenset(equal))
    listed = _listed(register, days, columns, "reference", ALL, 0)
    return Query(sql=listed.sql, dates=listed.dates, where=where, bound=listed.bound, holes=listed.holes)


def _listed(
    register: Register, filters: Filters, columns: tuple[str, ...], order: str, limit: int, offset: int
) -> Query:
    holes = {"columns": ", ".join(_expression(column) for column in columns), "order": ORDERS[order]}
    return build_query(register, "recommendations", filters, holes=holes, limit=limit, offset=offset)


def _expression(column: str) -> str:
    return _STATE_COLUMNS.get(column) or _COMPUTED.get(column) or f"version.{COLUMN[column].name}"


def count_and_sensitive(register: Register, filters: Filters) -> dict[str, int]:
    """How many recommendations the filters choose, and how many of them are marked OFFICIAL-SENSITIVE."""
    return register.records(build_query(register, "count", filters))[0]
