"""Why recommendations were closed."""

from __future__ import annotations

from datetime import date

import pandas as pd

from analytics.filters import Filters
from analytics.measures.definition import measure
from analytics.measures.query import build_query
from analytics.register.database import Register


@measure("Why closed")
def reasons(register: Register, filters: Filters, since: date) -> pd.DataFrame:
    """The closings of a period by reason: those that the statement counts as closed or as withdrawn or merged.

    Columns: close_reason ("" where none was given; "not accepted" for those), closed; most first. A status filter is
    left out, as in the statement.
    """
    return register.frame(build_query(register, "close_reasons", filters.without("status"), since=since))
