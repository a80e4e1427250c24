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
    """Outstanding recommendations that are past their current due date, or due on the as-at day or up to 30 days later.

    Due on the as-at day is not overdue. One without a current due date is in neither.
    Columns: reference, source, report, text, owner_role, due_on, days_late (blank where it is due and not overdue),
    dates_as_written. By owner, those without one last, and the earliest due first.
    """
    result = register.frame(build_query(register, "to_chase", filters, days_ahead=DUE_WITHIN))
    return result.assign(days_late=result["days_late"].astype("Int64"))


def overdue(rows: pd.DataFrame) -> pd.DataFrame:
    """Those of `to_chase` that are past their due date."""
    return rows[rows["days_late"].notna()]


def due_soon(rows: pd.DataFrame) -> pd.DataFrame:
    """Those of `to_chase` that are due and not overdue."""
    return rows[rows["days_late"].isna()]
