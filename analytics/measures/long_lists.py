"""Long lists of which a page shows the first rows: those rows, and what is counted of every one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from analytics.filters import Filters
from analytics.measures.query import build_query
from analytics.measures.recommendations import ALL
from analytics.register.database import Register


@dataclass(frozen=True, slots=True)
class ListedRows:
    """The first rows of a list, and by name what is counted of all its rows: `listed` is how many there are."""

    rows: pd.DataFrame
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class LongList:
    """A list of recommendations out of a query whose answer no choice changes, and what is counted of it.

    `query` is the query file: a row a recommendation or several, with `version`, `reference` and the `columns`.
    `order` comes before the reference; `counts` are SQL expressions over all rows that the filters choose.
    """

    query: str
    columns: tuple[str, ...]
    order: str = "reference"
    counts: Mapping[str, str] = field(default_factory=dict)

    def of(self, register: Register, filters: Filters, limit: int = ALL) -> ListedRows:
        """Its first rows for a choice: reference, source, text, and the columns."""
        counts = {"listed": "count(*)", **self.counts}
        holes = {
            "list": self.query,
            "columns": ", ".join(self.columns),
            "counts": ", ".join(f"{expression} as {name}" for name, expression in counts.items()),
            "counted": ", ".join(counts),
            "order": self.order,
        }
        frame = register.frame(build_query(register, "filtered_list", filters, holes=holes, limit=limit))
        totals = {name: int(frame[name].iloc[0]) if len(frame) else 0 for name in counts}
        return ListedRows(rows=frame.drop(columns=list(counts)), counts=totals)
