"""How a measure asks the register: its query file, its dates, and the reader's choice as a condition."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from analytics.english import listed
from analytics.filters import FIELDS, Filters
from analytics.register.database import Query, Register

SQL = Path(__file__).with_name("sql")
_FILTER_PARAMETERS = frozenset(field.name for field in FIELDS if field.type != "day")
"""Names that a choice may bind: refused to a measure whatever is chosen, so that it shows at the first call."""


def build_query(
    register: Register,
    name: str,
    filters: Filters,
    *,
    since: date | None = None,
    days: tuple[date, ...] = (),
    holes: Mapping[str, str] | None = None,
    **bound: Any,
) -> Query:
    """The question that a query file of that name asks of the recommendations that the filters choose.

    With `since`, the query sees the position on that day too, as it was known then, and `$since` is that day.
    """
    dates, where = register.dates(filters), filters.where()
    if clashes := sorted(bound.keys() & {*_FILTER_PARAMETERS, *where.bound}):
        raise ValueError(
            f"{name}.sql: {listed(clashes)} is bound by a filter; a measure's own value needs another name."
        )
    return Query(
        sql=SQL / f"{name}.sql",
        dates=dates,
        where=where,
        opening=register.before(dates, since) if since else None,
        days=days,
        bound=bound,
        holes=holes or {},
    )
