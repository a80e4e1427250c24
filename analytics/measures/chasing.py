"""What is late or falls due soon, and who owns it: what somebody asks the owners about before a meeting."""

from __future__ import annotations

import pandas as pd

from analytics.filters import Filters
from analytics.measures.definition import measure
from analytics.measures.query import build_query
from analytics.register.database import Register

DUE_WITHIN = 30
"""Days in which a recommendation is due soon."""


@measure("Overdue and due soon, by owner")
def to_chase(register: Register, filters: Filters) -> pd.DataFrame:
    """Outstanding recommendations that are late, or due on the as-at day or up to 30 days later.

    Late: past the current due date, or past the date first agreed with no current due date. Due on the as-at day is
    not late. One with neither date is left out.
    Columns: reference, source, report, text, owner_role, first_agreed_on, due_on (blank where there is no current due
    date), days_late (blank where it is not past its current due date), dates_as_written. By owner, those without one
    last, and the earliest due first.
    """
    result = register.frame(build_query(register, "to_chase", filters, days_ahead=DUE_WITHIN))
    return result.assign(days_late=result["days_late"].astype("Int64"))


def overdue(rows: pd.DataFrame) -> pd.DataFrame:
    """Those of `to_chase` that are past their current due date."""
    return rows[rows["days_late"].notna()]


def due_soon(rows: pd.DataFrame) -> pd.DataFrame:
    """Those of `to_chase` that are due and not overdue."""
    return rows[rows["days_late"].isna() & rows["due_on"].notna()]


def without_current_date(rows: pd.DataFrame) -> pd.DataFrame:
    """Those of `to_chase` that are past the date first agreed and have no current due date."""
    return rows[rows["due_on"].isna()]
