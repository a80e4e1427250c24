"""What the register says where it gives no day, beside the dates of a list: "Due: end of Q3 2023/24"."""

from __future__ import annotations

from typing import Any, cast

import numpy as np
import pandas as pd

from analytics.intake.periods import dates_in_words
from analytics.vocabulary import AS_WRITTEN, COLUMN

HEADING = COLUMN[AS_WRITTEN].label


def entries(written: object) -> list[str]:
    """The dates as written of one row, each with its column: "due_on: Q3 2023/24"; none where the cell is blank."""
    return [str(entry) for entry in written] if isinstance(written, list | np.ndarray) else []


def dates_as_written(rows: pd.DataFrame) -> list[str]:
    """What each row says where it gives no day; "" where it gives every day, or the rows have no such column."""
    if AS_WRITTEN not in rows:
        return [""] * len(rows)
    return [
        dates_in_words(entries(record[AS_WRITTEN]), record)
        for record in cast("list[dict[str, Any]]", rows.to_dict("records"))
    ]


def with_dates_as_written(table: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """A list with the dates as written of its `rows` as its last column, where any row has them."""
    words = dates_as_written(rows)
    return table.assign(**{HEADING: words}) if any(words) else table
