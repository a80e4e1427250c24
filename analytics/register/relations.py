"""The relations that a query may read: their columns, the step that makes each, and how it is made for a condition.

The columns of a relation are the same whatever the reader chose: the condition is one of them, `is_chosen`. A query
that only counts reads groups instead of rows. Where the condition is only about the columns of groups, each group is a
row of a small table, and `n` is how many recommendations it stands for; otherwise each row is a group of its own and
`n` is one. At 300,000 recommendations a headline takes 2 ms from groups and 10 to 18 ms from rows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from analytics.filters import FIELDS, Condition
from analytics.register.history import FACETS, POSITION_GROUP, SERIES_GROUP, filled
from analytics.vocabulary import COLUMN, COLUMNS

CHOSEN = "is_chosen"
"""The column that says whether the reader's filters choose the row; null where a blank leaves it open, as in SQL."""


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation: its columns, and the step of the history that makes its rows, blank for a table of the extracts."""

    columns: tuple[str, ...]
    step: str = ""


_OVERDUE = ("overdue_original", "overdue_current", "overdue_masked", "late_no_current_date", "no_due_date")
_POSITION_COLUMNS = (
    *("span", "recommendation", "version", "state", "status", "ended_on", "ended_from", "is_timed", "closed_on"),
    *("born_on", "is_dated", "redatings", "first_agreed_on", *_OVERDUE, *FACETS, "report_number", "due_on"),
    *("aged_from", "days_late", "days_late_original", "slip_days", "row_group", CHOSEN),
)
_GROUPS = ("group_id", "n", "row_group", *(column for column in POSITION_GROUP if column != "tags"), CHOSEN)

RELATIONS: Mapping[str, Relation] = {
    "extract": Relation(("n", "as_at", "file", "columns")),
    "version": Relation(
        (
            "id",
            "recommendation",
            "first_n",
            "last_n",
            "file_n",
            "row_hash",
            *(each.name for each in COLUMNS),
            "search_text",
        )
    ),
    "recommendation": Relation(("id", "reference")),
    "rejected": Relation(("n", "reference")),
    "clock": Relation(
        ("source", "start_column", "days", "is_day_stated", "may_be_extended", "may_be_paused", "has_own_day", "route")
    ),
    "position": Relation(_POSITION_COLUMNS, "position"),
    "position_groups": Relation(_GROUPS, "position"),
    "position_group": Relation(("row_group", *POSITION_GROUP, "n"), "position"),
    "opening": Relation(_POSITION_COLUMNS, "position"),
    "opening_groups": Relation(_GROUPS, "position"),
    "changed_between": Relation(
        ("recommendation", "was", "is_new", "close_reason", "row_group_before", "row_group"), "changed_between"
    ),
    "changed_groups": Relation(("was", "is_new", "close_reason", "group_id_before", "group_id", "n"), "changed_groups"),
    "received_and_closed": Relation(
        ("month", "received", "closed", *(column for column in POSITION_GROUP if column != "tags"), CHOSEN),
        "received_and_closed",
    ),
    "series_groups": Relation(("group_id", "n", *SERIES_GROUP, CHOSEN), "series_span"),
    "altered_groups": Relation(("group_id_before", "group_id", "n"), "altered_span_groups"),
    "event": Relation(
        ("recommendation", "kind", "took_effect_on", "extract_day", "column_name", "before", "after"), "event"
    ),
    "closure": Relation(
        ("recommendation", "closed_on", "earliest_on", "is_dated", "status", "close_reason", "reopened_on"), "closure"
    ),
}
"""Every relation but the cached answers of other queries; `analytics.register.database.Query` says what each is."""

TABLES = tuple(name for name, relation in RELATIONS.items() if not relation.step)
"""The tables that the extracts are read into."""

_OF_SPANS = (*FACETS, "status", "due_on", "closed_on")
_OF_VERSIONS = ("reference", "search_text", *sorted({field.column for field in FIELDS} & {*COLUMN} - {*_OF_SPANS}))
"""Columns that stay with the rows of the extracts: joined only for a condition about them, since text is wide."""


def reads_groups(condition: Condition, columns: Sequence[str] = POSITION_GROUP) -> bool:
    """Whether a condition is about the columns of groups only, so that groups answer it."""
    return condition.columns <= {*columns}


def cached_query(name: str) -> str:
    """The query whose cached answer a relation is: `cohort` for both `cohort` and `cohort_groups`."""
    return name.removesuffix("_groups")


def with_relations(text: str, selects: Mapping[str, str]) -> str:
    """A query with its relations at its head: temporary views would cost half as much again."""
    defined = ", ".join(f"{name} as not materialized ({select})" for name, select in selects.items())
    if not defined:
        return text
    rest = text.lstrip()
    return f"with {defined}, {rest[5:]}" if rest.startswith("with ") else f"with {defined} {rest}"


def _position(table: str, condition: Condition) -> str:
    """The rows of a position."""
    return _chosen("position", _rows(table, condition, is_position=True), condition)


def _position_groups(table: str, condition: Condition) -> str:
    """A position, to be counted."""
    if reads_groups(condition):
        return _chosen("position_groups", f"{table}_group", condition, group_id="row_group")
    rows = _rows(table, condition, is_position=True)
    return _chosen("position_groups", rows, condition, group_id="recommendation", n="1")


def cached(table: str, condition: Condition) -> str:
    """A cached answer, each row with the group of a position that its recommendation is in."""
    group = "row_group" if reads_groups(condition) else "recommendation"
    return f"select {group} as group_id, * from {table}"


def cached_groups(table: str, counted: str, condition: Condition) -> str:
    """A cached answer, to be counted; `counted` is the table of its rows by group."""
    if reads_groups(condition):
        return f"select row_group as group_id, * from {counted}"
    return f"select recommendation as group_id, 1 as n, * exclude (recommendation) from {table}"


def _changed_groups(table: str, condition: Condition) -> str:
    """Of each pair of groups of two positions: how many moved from one to the other."""
    rows = "select was, is_new, close_reason, recommendation as group_id_before, recommendation as group_id, 1 as n"
    return f"select * from {table}_moves" if reads_groups(condition) else f"{rows} from {table}"


def received_and_closed(table: str, months: str, condition: Condition) -> str:
    """How many of each group of a position were born and ended in which month; `months` is the table of that."""
    if reads_groups(condition):
        joined = f"{months} as counts join {table}_group as groups on groups.row_group = counts.row_group"
        rows = f"select month, received, closed, groups.* from {joined}"
    else:
        rows = filled("received_and_closed", position=_rows(table, condition, is_position=True))
    return _chosen("received_and_closed", f"({rows})", condition)


def _series_groups(table: str, condition: Condition) -> str:
    """The spans of a series, to be counted."""
    if reads_groups(condition, SERIES_GROUP):
        return _chosen("series_groups", f"{table}_group", condition, group_id="row_group")
    rows = _rows(table, condition, is_position=False)
    return _chosen("series_groups", rows, condition, group_id="id", n="1")


def _altered_groups(table: str, condition: Condition) -> str:
    """Of each pair of groups of a series: how many were outstanding in the one and altered in the other."""
    rows = f"select id_before as group_id_before, id as group_id, 1 as n from {table} where is_altered"
    return f"select * from {table}_moves" if reads_groups(condition, SERIES_GROUP) else rows


def _chosen(name: str, rows: str, condition: Condition, **made: str) -> str:
    """The columns of a relation from rows that have more, all but those `made` and the condition."""
    made[CHOSEN] = f"({condition.sql})"
    columns = (f"{made[each]} as {each}" if each in made else each for each in RELATIONS[name].columns)
    return f"select {', '.join(columns)} from {rows}"


def _rows(table: str, condition: Condition, *, is_position: bool) -> str:
    """Rows with the columns that the condition is about; of a position, what its groups hold comes from these few."""
    wide = [column for column in _OF_VERSIONS if column in condition.columns]
    if not wide:
        return table
    of_groups = [column for column in wide if is_position and column in POSITION_GROUP]
    of_version = [column for column in wide if column not in of_groups]
    columns = ["rows.*", *(f"version.{each}" for each in of_version), *(f"groups.{each}" for each in of_groups)]
    joins = " join version on version.id = rows.version" if of_version else ""
    joins += f" join {table}_group as groups on groups.row_group = rows.row_group" if of_groups else ""
    return f"(select {', '.join(columns)} from {table} as rows{joins})"


def _every_row(table: str, _: Condition) -> str:
    """A table as it is, whatever the condition."""
    return f"select * from {table}"


SELECTS: Mapping[str, Callable[[str, Condition], str]] = {
    "position": _position,
    "position_groups": _position_groups,
    "position_group": lambda table, _: f"select * from {table}_group",
    "opening": _position,
    "opening_groups": _position_groups,
    "changed_between": _every_row,
    "changed_groups": _changed_groups,
    "series_groups": _series_groups,
    "altered_groups": _altered_groups,
    "event": _every_row,
    "closure": _every_row,
}
"""What each relation selects from its table for a condition; `received_and_closed` needs a second table."""
