"""What a register has: the values of each filter, and the columns that are recorded at all."""

from __future__ import annotations

from dataclasses import replace

from analytics.filters import BLANK, FIELD, FIELDS, Filters
from analytics.measures.query import build_query
from analytics.register.database import Register
from analytics.register.relations import RELATIONS
from analytics.vocabulary import COLUMNS, LIST_COLUMNS, Kind, order


def options(register: Register, filters: Filters) -> dict[str, tuple[tuple[str, int], ...]]:
    """For each filter its values with how many recommendations have them, on the whole register at the filters' days.

    Whatever else is chosen, so that a choice never takes another away. What is listed apart, such as causes of
    concern, is counted under its kind alone. Values in their own order where they have one, else most first; blank,
    which is "[blank]", comes last, and alone is no choice.
    """
    days = Filters(as_at=filters.as_at, known_at=filters.known_at)
    result = _count_values(register, days) | {"kind": _kinds(register, days)}
    return {
        name: tuple(sorted(values.items(), key=lambda pair, name=name: _sort_key(name, *pair)))  # type: ignore[misc]
        for name, values in result.items()
        if set(values) != {BLANK}
    }


def counts(register: Register, filters: Filters) -> dict[str, dict[str, int]]:
    """For each filter its values with how many of the recommendations that the other filters choose have them.

    What a filter itself chooses does not count for it, so that its other values are there to be added.
    """
    all_counts = _count_values(register, filters)
    filtered = {field.name for field in FIELDS if field.has_values and getattr(filters, field.name)}
    result = {
        name: _count_values(register, filters.without(name)).get(name, {}) if name in filtered else values
        for name, values in all_counts.items()
    }
    return result | {"kind": _kinds(register, filters)}


def _kinds(register: Register, filters: Filters) -> dict[str, int]:
    """The kinds alone: what is listed apart, such as causes of concern, is counted under its kind."""
    return _count_values(register, replace(filters, kind=(*Kind, BLANK))).get("kind", {})


def _count_values(register: Register, filters: Filters) -> dict[str, dict[str, int]]:
    """For each field the values on the whole register, with how many of those that the filters choose have them."""
    result: dict[str, dict[str, int]] = {}
    single = {field.name: field.column for field in FIELDS if field.type == "values"}
    columns = ", ".join(f"{_relation_with(column)}.{column}::varchar as {name}" for name, column in single.items())
    holes = {"columns": columns, "fields": ", ".join(single)}
    for name, value, recommendations in register.rows(build_query(register, "options", filters, holes=holes)):
        result.setdefault(name, {})[value or BLANK] = recommendations
    for field in FIELDS:
        if field.type == "list":
            query = build_query(register, "list_options", filters, holes={"column": field.column})
            result[field.name] = {value or BLANK: recommendations for value, recommendations in register.rows(query)}
    return result


def _relation_with(column: str) -> str:
    return "position" if column in RELATIONS["position"].columns else "version"


def recorded(register: Register, filters: Filters) -> frozenset[str]:
    """The standard columns that any row of the extracts used fills; a column outside it is not recorded."""
    conditions = {name: f"len({name}) > 0" if name in LIST_COLUMNS else f"{name} is not null" for name in _names()}
    columns = ", ".join(f"coalesce(bool_or({condition}), false) as {name}" for name, condition in conditions.items())
    known_at = max(register.dates(filters).known_at, register.extracts[0].as_at)
    query = build_query(register, "recorded_columns", replace(filters), holes={"columns": columns}, known_at=known_at)
    return frozenset(name for name, is_filled in register.records(query)[0].items() if is_filled)


def _names() -> list[str]:
    return [column.name for column in COLUMNS]


def _sort_key(field: str, value: str, recommendations: int) -> tuple[bool, int, int, str]:
    usual = order(FIELD[field].column)
    return (value == BLANK, usual.index(value) if value in usual else len(usual), -recommendations, value)
