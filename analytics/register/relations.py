"""What a question sees: the tables of a history under their names in queries, with the columns that are asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from analytics.filters import FIELDS
from analytics.register.history import FACETS, POSITION_CELL, SERIES_CELL, filled
from analytics.vocabulary import COLUMN

_FILTERED = frozenset(field.column for field in FIELDS)
_OF_SPANS = (*FACETS, "status", "due_on", "closed_on")
_WIDE = ("reference", "search_text", *sorted(_FILTERED.intersection(COLUMN).difference(_OF_SPANS)))
"""Columns that stay with the rows: joined only where a condition names them, or a query as `position.…`."""

_RELATION_NAMES = re.compile(r"\b(?:from|join) ([a-z_]+)")
_DEFINED = re.compile(r"\b([a-z_]+) as \(")
_OF_POSITION = re.compile(r"\bposition\.(\w+)")
_IDENTIFIERS = re.compile(r"[a-z_]+")


def relations_in(text: str) -> frozenset[str]:
    """The tables and views that a query names and does not define itself."""
    return frozenset(_RELATION_NAMES.findall(text)).difference(_DEFINED.findall(text))


@dataclass(frozen=True, slots=True)
class Relations:
    """What one question is shown, by its condition and by the columns that its text asks of the rows.

    A query that only counts names units instead of rows, each with its columns and `n`, how many it stands for. Where
    the condition asks of nothing but the columns of cells, the units are cells; else they are the rows, `n` being one.
    """

    where: str
    text: str
    shown: dict[str, str] = field(default_factory=dict)

    def query(self) -> str:
        """The text with what it is shown at its head: temporary views would cost half as much again."""
        defined = ", ".join(f"{name} as not materialized ({select})" for name, select in self.shown.items())
        if not defined:
            return self.text
        rest = self.text.lstrip()
        return f"with {defined}, {rest[5:]}" if rest.startswith("with ") else f"with {defined} {rest}"

    def all(self, name: str, table: str) -> None:
        """A table as it is."""
        self.shown[name] = f"select * from {table}"

    def rows(self, name: str, table: str) -> None:
        """The rows of spans."""
        self._rows(name, table, self._wide())

    def position(self, name: str, table: str) -> None:
        """The rows of a position; what its cells hold comes from these, which are few."""
        self._rows(name, table, *self._of_position())

    def cells(self, name: str, table: str) -> None:
        """The cells of a position or a walk."""
        self.shown[name] = f"select * from {table}_cell"

    def tally(self, name: str, table: str) -> None:
        """The units of a position."""
        if self._is_of(POSITION_CELL):
            self.shown[name] = f"select cell as unit, * from {table}_cell"
        else:
            self._rows(name, table, *self._of_position(), more="placed.recommendation as unit, 1 as n, ")

    def kept(self, name: str, table: str) -> None:
        """An answer that is kept, each row with the unit of a position that its recommendation is in."""
        unit = "cell" if self._is_of(POSITION_CELL) else "recommendation"
        self.shown[name] = f"select {unit} as unit, * from {table}"

    def alike(self, name: str, table: str, counted: Callable[[], str]) -> None:
        """The same of which only counts are asked: where units are cells, its rows alike; `counted` gives those."""
        if self._is_of(POSITION_CELL):
            self.shown[name] = f"select cell as unit, * from {counted()}"
        else:
            self.shown[name] = f"select recommendation as unit, 1 as n, * from {table}"

    def turn(self, name: str, table: str) -> None:
        """Of each pair of units of two positions: how many turned from one to the other."""
        one = "select was, is_new, close_reason, recommendation as unit_before, recommendation as unit, 1 as n"
        self.shown[name] = f"select * from {table}_turn" if self._is_of(POSITION_CELL) else f"{one} from {table}"

    def dated(self, name: str, table: str, months: Callable[[], str]) -> None:
        """How many of each unit of a position were born and ended in which month; `months` gives those of cells."""
        if self._is_of(POSITION_CELL):
            joined = f"{months()} as counted join {table}_cell as cell on cell.cell = counted.cell"
            self.shown[name] = f"select month, received, closed, cell.* from {joined}"
        else:
            self.position(f"{name}_position", table)
            self.shown[name] = filled("dated", position=f"{name}_position")

    def walk_tally(self, name: str, table: str) -> None:
        """The units of a walk."""
        if self._is_of(SERIES_CELL):
            self.shown[name] = f"select cell as unit, * from {table}_cell"
        else:
            self._rows(name, table, self._wide(), more="placed.walk as unit, 1 as n, ")

    def walk_turn(self, name: str, table: str) -> None:
        """Of each pair of units of a walk: how many were outstanding in the one and altered in the other."""
        one = f"select walk_before as unit_before, walk as unit, 1 as n from {table} where is_altered"
        self.shown[name] = f"select * from {table}_turn" if self._is_of(SERIES_CELL) else one

    def _is_of(self, columns: Sequence[str]) -> bool:
        """Whether the condition asks of nothing but these columns."""
        return not _FILTERED.intersection(_IDENTIFIERS.findall(self.where)).difference(columns)

    def _wide(self) -> list[str]:
        asked = f"{self.where} {' '.join(_OF_POSITION.findall(self.text))}"
        return [column for column in _WIDE if re.search(rf"\b{column}\b", asked)]

    def _of_position(self) -> tuple[list[str], list[str]]:
        wide = self._wide()
        return [each for each in wide if each not in POSITION_CELL], [each for each in wide if each in POSITION_CELL]

    def _rows(self, name: str, table: str, of_rows: Sequence[str], of_cell: Sequence[str] = (), more: str = "") -> None:
        """Rows with these columns more; text, search and tags are wide, and most questions need none."""
        columns = ["placed.*", *(f"version.{each}" for each in of_rows), *(f"cell.{each}" for each in of_cell)]
        joins = " join version on version.id = placed.version" if of_rows else ""
        joins += f" join {table}_cell as cell on cell.cell = placed.cell" if of_cell else ""
        self.shown[name] = f"select {more}{', '.join(columns)} from {table} as placed{joins}"
