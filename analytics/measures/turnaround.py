"""What the programmes of change deliver: the open recommendations by strategic priority, route and programme."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from analytics.filters import Filters
from analytics.measures.asking import question
from analytics.measures.overview import open_only
from analytics.register.database import Register
from analytics.vocabulary import FRAMEWORKS, Framework, Route, order

COUNTS = ("open", "overdue_original", "overdue_masked")


@dataclass(frozen=True, slots=True, kw_only=True)
class Portfolio:
    """The open by every combination of framework, priority, route and programme that occurs, "" where blank.

    `framework` is the one whose names are verified for the as-at day; None where there is none.
    """

    as_at: date
    framework: Framework | None
    cells: pd.DataFrame

    @property
    def open(self) -> int:
        """How many are open."""
        return int(self.cells["open"].sum())

    def of(self, **values: str) -> pd.DataFrame:
        """The cells that have these values."""
        cells = self.cells
        for column, value in values.items():
            cells = cells[cells[column] == value]
        return cells

    def has(self, priority: str) -> bool:
        """Whether any of the open is under a priority, "" for none."""
        return bool((self.cells["strategic_priority"] == priority).any())

    def priorities(self) -> tuple[str, ...]:
        """The priorities of the framework, in its order, also those with none open; then others of the register's.

        "" is last, where any has none.
        """
        named = self.framework.names if self.framework else ()
        found = set(self.cells["strategic_priority"]) - set(named)
        own = order("strategic_priority")
        others = sorted(found - {""}, key=lambda name: (own.index(name) if name in own else len(own), name))
        return (*named, *others, *([""] if "" in found else []))

    def by_route(self) -> pd.DataFrame:
        """A row a priority: priority, a column a route ("" for none), open. Zeros are there."""
        return self._crossed(self.priorities(), "strategic_priority", (*Route, ""), "delivery_route")

    def by_programme(self) -> pd.DataFrame:
        """A row a programme, most open first, "" last: programme, a column a priority, open, late and masked."""
        counts = self.cells.groupby("programme")["open"].sum()
        names = sorted(counts.index, key=lambda name: (name == "", -counts[name], name))
        crossed = self._crossed(tuple(names), "programme", self.priorities(), "strategic_priority")
        late = [[int(self.of(programme=name)[column].sum()) for name in names] for column in COUNTS[1:]]
        return crossed.assign(overdue_original=late[0], overdue_masked=late[1])

    def _crossed(self, rows: tuple[str, ...], by: str, columns: tuple[str, ...], across: str) -> pd.DataFrame:
        found = self.cells.groupby([by, across])["open"].sum()
        numbers = {(row, column): int(found.get((row, column), 0)) for row in rows for column in columns}
        table = {str(column): [numbers[row, column] for row in rows] for column in columns}
        sums = [sum(numbers[row, column] for column in columns) for row in rows]
        return pd.DataFrame({by: list(rows), **table, "open": sums})


def portfolio(register: Register, filters: Filters) -> Portfolio:
    """Open recommendations by strategic priority, delivery route and programme, as recorded on the as-at day.

    The priorities are those of the framework in force on the as-at day, in its order, zeros included (MPS 1.3,
    Table 1). Late: past the date first agreed. Masked: past that date but not past the present one.
    """
    as_at = register.moment(filters).as_at
    cells = register.frame(question(register, "portfolio", open_only(filters)))
    return Portfolio(as_at=as_at, framework=framework(as_at), cells=cells)


def framework(as_at: date) -> Framework | None:
    """The framework of strategic priorities in force on a day; None where no framework's names are verified for it."""
    for one in FRAMEWORKS:
        if one.valid_from <= as_at and (one.valid_until is None or as_at < one.valid_until):
            return one
    return None
