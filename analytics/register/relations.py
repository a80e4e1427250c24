"""The relations that a query may name, each made of the tables of a history with the columns that it needs."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from analytics.filters import FIELDS
from analytics.register.history import FACETS, POSITION_GROUP, SERIES_GROUP, filled
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
    """The relations that one query names, with the rows that its condition and the columns in its text need.

    A query that only counts names groups instead of rows: each has its columns, `group_id` and `n`, how many rows it
    stands for. Where the condition is only about the columns of groups, each group is a row of that table; otherwise
    each row is a group of its own and `n` is one.
    """

    where: str
    text: str
    selects: dict[str, str] = field(default_factory=dict)

    def query(self) -> str:
        """The text with its relations at its head: temporary views would cost half as much again."""
        defined = ", ".join(f"{name} as not materialized ({select})" for name, select in self.selects.items())
        if not defined:
            return self.text
        rest = self.text.lstrip()
        return f"with {defined}, {rest[5:]}" if rest.startswith("with ") else f"with {defined} {rest}"

    def all(self, name: str, table: str) -> None:
        """A table as it is."""
        self.selects[name] = f"select * from {table}"

    def rows(self, name: str, table: str) -> None:
        """The rows of spans."""
        self._rows(name, table, self._wide())

    def position(self, name: str, table: str) -> None:
        """The rows of a position; what its groups hold comes from these, which are few."""
        self._rows(name, table, *self._of_position())

    def group_columns(self, name: str, table: str) -> None:
        """The groups of a position with all their columns."""
        self.selects[name] = f"select * from {table}_group"

    def position_groups(self, name: str, table: str) -> None:
        """A position, to be counted."""
        if self._needs_only(POSITION_GROUP):
            self.selects[name] = f"select row_group as group_id, * from {table}_group"
        else:
            self._rows(name, table, *self._of_position(), more="rows.recommendation as group_id, 1 as n, ")

    def cached(self, name: str, table: str) -> None:
        """A cached answer, each row with the group of a position that its recommendation is in."""
        group = "row_group" if self._needs_only(POSITION_GROUP) else "recommendation"
        self.selects[name] = f"select {group} as group_id, * from {table}"

    def cached_groups(self, name: str, table: str, count_groups: Callable[[], str]) -> None:
        """A cached answer, to be counted; `count_groups` gives the table of its rows by group."""
        if self._needs_only(POSITION_GROUP):
            self.selects[name] = f"select row_group as group_id, * from {count_groups()}"
        else:
            self.selects[name] = f"select recommendation as group_id, 1 as n, * from {table}"

    def changed_groups(self, name: str, table: str) -> None:
        """Of each pair of groups of two positions: how many moved from one to the other."""
        rows = "select was, is_new, close_reason, recommendation as group_id_before, recommendation as group_id, 1 as n"
        needs_groups = self._needs_only(POSITION_GROUP)
        self.selects[name] = f"select * from {table}_moves" if needs_groups else f"{rows} from {table}"

    def received_and_closed(self, name: str, table: str, months: Callable[[], str]) -> None:
        """How many of each group of a position were born and ended in which month; `months` is the table of that."""
        if self._needs_only(POSITION_GROUP):
            joined = f"{months()} as counts join {table}_group as groups on groups.row_group = counts.row_group"
            self.selects[name] = f"select month, received, closed, groups.* from {joined}"
        else:
            self.position(f"{name}_position", table)
            self.selects[name] = filled("received_and_closed", position=f"{name}_position")

    def series_groups(self, name: str, table: str) -> None:
        """The spans of a series, to be counted."""
        if self._needs_only(SERIES_GROUP):
            self.selects[name] = f"select row_group as group_id, * from {table}_group"
        else:
            self._rows(name, table, self._wide(), more="rows.id as group_id, 1 as n, ")

    def altered_groups(self, name: str, table: str) -> None:
        """Of each pair of groups of a series: how many were outstanding in the one and altered in the other."""
        rows = f"select id_before as group_id_before, id as group_id, 1 as n from {table} where is_altered"
        self.selects[name] = f"select * from {table}_moves" if self._needs_only(SERIES_GROUP) else rows

    def _needs_only(self, columns: Sequence[str]) -> bool:
        """Whether the condition is about these columns only."""
        return not _FILTERED.intersection(_IDENTIFIERS.findall(self.where)).difference(columns)

    def _wide(self) -> list[str]:
        named = f"{self.where} {' '.join(_OF_POSITION.findall(self.text))}"
        return [column for column in _WIDE if re.search(rf"\b{column}\b", named)]

    def _of_position(self) -> tuple[list[str], list[str]]:
        wide = self._wide()
        of_groups = [column for column in wide if column in POSITION_GROUP]
        return [column for column in wide if column not in POSITION_GROUP], of_groups

    def _rows(
        self, name: str, table: str, of_version: Sequence[str], of_group: Sequence[str] = (), more: str = ""
    ) -> None:
        """Rows with these columns added; text, search and tags are wide, and most queries need none."""
        columns = ["rows.*", *(f"version.{each}" for each in of_version), *(f"groups.{each}" for each in of_group)]
        joins = " join version on version.id = rows.version" if of_version else ""
        joins += f" join {table}_group as groups on groups.row_group = rows.row_group" if of_group else ""
        self.selects[name] = f"select {more}{', '.join(columns)} from {table} as rows{joins}"
