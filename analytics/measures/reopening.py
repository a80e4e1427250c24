"""How often what was closed is opened again."""

from __future__ import annotations

import pandas as pd

from analytics.filters import Filters
from analytics.measures.asking import question
from analytics.measures.closing import months_before
from analytics.register.database import Register

WITHIN = (3, 6, 12)
"""Months after closing within which reopenings are counted."""


def reopening_rate(register: Register, filters: Filters) -> pd.DataFrame:
    """Reopened within 3, 6 and 12 months of closing / all closings that the extracts have watched for so long.

    The closings are those of the 12 months that ended so many months before the as-at day, but only those after the
    first extract's day: what was opened again before it cannot be told. Withdrawn or merged ones are none. Reopened:
    a later extract calls it open again, and that extract's day is by the third, sixth or twelfth month's last day.
    Where that day lies between that extract and the one before it, or no extract after that day holds the
    recommendation, it is undecided: neither counted nor denied. No rate on fewer than ten.

    Columns: months, until (the last day of the twelve months), watched (the denominator), reopened, undecided.
    """
    moment = register.moment(filters)
    until = [months_before(moment.as_at, months) for months in WITHIN]
    after = [months_before(moment.as_at, months + 12) for months in WITHIN]
    asked = question(
        register, "reopened_after_closing", filters.without("status"),
        kept=("watched",), months=list(WITHIN), after=after, until=until,
    )  # fmt: skip
    found = register.frame(asked)
    return pd.DataFrame(
        {
            "months": found["months"],
            "until": until,
            "watched": found["reopened"] + found["stayed"],
            "reopened": found["reopened"],
            "undecided": found["undecided"],
        }
    )
