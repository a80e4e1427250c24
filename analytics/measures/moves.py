"""What moved where: from which status, and from which delivery route, to which, between two days."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

import pandas as pd

from analytics.filters import Filters
from analytics.measures.definition import measure
from analytics.measures.query import build_query
from analytics.register.database import Register


class Aspect(StrEnum):
    """What a recommendation moves in."""

    STATUS = "status"
    ROUTE = "delivery_route"


_HOLES = {
    Aspect.STATUS: {
        "place": "case when is_outstanding(state) then status::varchar else state::varchar end",
        "elsewhere": "state_not_yet()",
    },
    Aspect.ROUTE: {
        "place": "case when is_on_register(state) then coalesce(delivery_route::varchar, '') end",
        "elsewhere": "null",
    },
}
"""The place of a recommendation on a day, and that of one of which the opening does not know."""


@measure("What moved where")
def moves(register: Register, filters: Filters, since: date, aspect: Aspect) -> pd.DataFrame:
    """How many recommendations had one status, or delivery route, on a day and have another as at.

    The first is what was reported on `since`. Only the two days are compared: what moved and moved back is not counted.
    The status of what is outstanding is the one that the register gives; otherwise it is closed, withdrawn or merged,
    dropped, unknown, or not yet on the register. Routes are compared of what is on the register on both days; a blank
    is a route of its own. Counted are the recommendations in the filter at the end; a status filter is left out.
    Columns: before, after, recommendations; the most first.
    """
    query = build_query(register, "moves", filters.without("status"), since=since, holes=_HOLES[aspect])
    return register.frame(query)


def moved_between(
    register: Register, filters: Filters, since: date, aspect: Aspect, before: str, after: str
) -> pd.DataFrame:
    """The recommendations behind one row of `moves`, as they are at the end.

    Columns: reference, source, report, text, state, status, due_on, dates_as_written.
    """
    chosen = filters.without("status")
    return register.frame(
        build_query(register, "moved", chosen, since=since, holes=_HOLES[aspect], before=before, after=after)
    )
