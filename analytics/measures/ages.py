"""How old what is outstanding is."""

from __future__ import annotations

import pandas as pd

from analytics.filters import Filters
from analytics.measures.definition import measure
from analytics.measures.query import build_query
from analytics.register.database import Register

AGE_BANDS = (
    "Under 3 months",
    "3 to 6 months",
    "6 to 12 months",
    "1 to 2 years",
    "2 to 3 years",
    "3 years or more",
    "No date",
)
"""Bands of age; a lower bound belongs to its band, an upper one to the next."""


@measure("Age")
def age(register: Register, filters: Filters) -> pd.DataFrame:
    """Outstanding recommendations by age since made, else received; no date is a band of its own.

    Months are calendar months. Columns: band, outstanding, open; every band has a row, and they sum to the stock.
    """
    return _banded(register.records(build_query(register, "age", filters)), AGE_BANDS, ("outstanding", "open"))


def _banded(rows: list[dict[str, int]], bands: tuple[str, ...], counts: tuple[str, ...]) -> pd.DataFrame:
    result = {row["band"]: row for row in rows}
    return pd.DataFrame(
        {"band": bands, **{name: [int(result.get(i, {}).get(name, 0)) for i in range(len(bands))] for name in counts}}
    )
