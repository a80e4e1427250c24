"""What the programmes of change deliver: the open recommendations by strategic priority, route and programme."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from analytics.filters import Filters
from analytics.measures.definition import measure
from analytics.measures.overview import open_only
from analytics.measures.query import build_query
from analytics.register.database import Register
from analytics.vocabulary import Framework, Route, framework_on, order

COUNTS = ("open", "overdue_original", "overdue_masked")


@dataclass(frozen=True, slots=True, kw_only=True)
class Portfolio:
    """The open by every combination of framework, priority, route and programme that occurs, "" where blank.

    `framework` is the one in force on the as-at day, with names only where they were verified; None where none is
    known. `frameworks` are those that the register's own rows name by then, the newest first.
    """

    as_at: date
    framework: Framework | None
    cells: pd.DataFrame
    frameworks: tuple[str, ...] = ()

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

        Others stand by the framework that their rows name, the newest first; within one in its order where that was
        verified, else most open first. "" is last, where any has none.
        """
        named = self.framework.names if self.framework else ()
        result = set(self.cells["strategic_priority"]) - set(named)
        others = sorted(result - {""}, key=self._place)
        return (*named, *others, *([""] if "" in result else []))

    def frameworks_of(self, priority: str) -> tuple[str, ...]:
        """The frameworks that the rows of a priority name, the newest first; "" where a row names none."""
        named = set(self.of(strategic_priority=priority)["priority_framework"])
        return tuple(sorted(named, key=lambda name: (self._age(name), name)))

    def _place(self, priority: str) -> tuple[int, int, int, str]:
        """Where a priority stands that the framework in force does not name."""
        usual = order("strategic_priority")
        newest = min(map(self._age, self.frameworks_of(priority)))
        place = usual.index(priority) if priority in usual else len(usual)
        return newest, place, -int(self.of(strategic_priority=priority)["open"].sum()), priority

    def _age(self, framework: str) -> int:
        """How many frameworks the register has named since this one."""
        return self.frameworks.index(framework) if framework in self.frameworks else len(self.frameworks)

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
        result = self.cells.groupby([by, across])["open"].sum()
        numbers = {(row, column): int(result.get((row, column), 0)) for row in rows for column in columns}
        table = {str(column): [numbers[row, column] for row in rows] for column in columns}
        sums = [sum(numbers[row, column] for column in columns) for row in rows]
        return pd.DataFrame({by: list(rows), **table, "open": sums})


@measure("By strategic priority, route and programme")
def portfolio(register: Register, filters: Filters) -> Portfolio:
    """Open recommendations by strategic priority, delivery route and programme, as recorded on the as-at day.

    The priorities are those of the framework in force on the as-at day, in its order, zeros included (MPS 1.3,
    Table 1); where its names are not verified, those that the register's rows give, the newest framework first. Late:
    past the date first agreed. Masked: past that date, with a current due date on or after the as-at day.
    """
    as_at = register.dates(filters).as_at
    cells = register.frame(build_query(register, "portfolio", open_only(filters)))
    named = tuple(frameworks_used(register, filters)["framework"])
    return Portfolio(as_at=as_at, framework=framework_on(as_at), cells=cells, frameworks=named)


@measure("Frameworks that the register names")
def frameworks_used(register: Register, filters: Filters) -> pd.DataFrame:
    """The frameworks of strategic priorities that the rows of any extract up to the as-at day name, the newest first.

    The newest is the one that an extract named last for the first time. Whatever is chosen: a framework is a fact of
    the whole register. Columns: framework, first_used_on, last_used_on (days of extracts).
    """
    return register.frame(build_query(register, "frameworks_used", filters, known_at=_known(register, filters)))


@measure("From the priorities of one framework to those of the next")
def priority_mapping(register: Register, filters: Filters) -> pd.DataFrame:
    """How the priorities of one framework became those of another: what successive extracts gave the same one.

    A recommendation counts where an extract gives it a priority of a framework and the next one that gives it any
    names another framework, whatever its status. Nothing is mapped by likeness of words; what the register has not
    moved itself is not in it. One that moves twice is in two rows.

    Columns: framework_before, priority_before, framework, priority, recommendations.
    """
    moving = filters.without("status")
    return register.frame(build_query(register, "priority_mapping", moving, known_at=_known(register, filters)))


def _known(register: Register, filters: Filters) -> date:
    """The day of the newest extract used."""
    return register.extracts[register.known(register.dates(filters).known_at) - 1].as_at
