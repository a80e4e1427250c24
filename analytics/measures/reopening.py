"""How often what was closed is opened again."""

from __future__ import annotations

import pandas as pd

from analytics.filters import Filters
from analytics.measures.closure_rates import months_before
from analytics.measures.definition import measure
from analytics.measures.query import build_query
from analytics.register.database import Register

WITHIN = (3, 6, 12)
"""Months after closing within which reopenings are counted."""


@measure("Reopened after closing")
def reopening_rate(register: Register, filters: Filters) -> pd.DataFrame:
    """Reopened within 3, 6 and 12 months of closing / all closures that the extracts have followed for so long.

    A closure is a run of successive extracts that say closed; withdrawn or merged ones are not counted. The closures
    are those of the 12 months that ended so many months before the as-at day, but only those after the first
    extract's day: what was reopened before it is not known. A reopening is a later extract that says open again, by
    the last day of the third, sixth or twelfth month. It belongs to one closure, the newest that an extract before it
    gives: of two closures of one recommendation with one reopening between them, one was reopened.
    A closure that is dated while the recommendation was off the register counts. It is followed up as far as an
    extract holds the recommendation. Where the last of the months lies after that, or between the extract that
    reopened it and the one before, it is undecided: in neither number. No rate is given on fewer than ten.

    Columns: months, until (the last day of the twelve months), watched (the closures that are decided: the
    denominator), reopened, undecided.
    """
    dates = register.dates(filters)
    until = [months_before(dates.as_at, months) for months in WITHIN]
    after = [months_before(dates.as_at, months + 12) for months in WITHIN]
    query = build_query(
        register,
        "reopened_after_closing",
        filters.without("status"),
        months=list(WITHIN),
        after=after,
        until=until,
    )
    frame = register.frame(query)
    return pd.DataFrame(
        {
            "months": frame["months"],
            "until": until,
            "watched": frame["reopened"] + frame["stayed"],
            "reopened": frame["reopened"],
            "undecided": frame["undecided"],
        }
    )
