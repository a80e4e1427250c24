"""The counts beside the values of a filter: recounted in plain Python from the rows, with every filter but its own."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from analytics.filters import BLANK, FIELDS, Filters
from analytics.measures import filter_options, recommendations
from analytics.register.database import Register

CHOICES = (
    Filters(),
    Filters(source=("HMICFRS",)),
    Filters(source=("HMICFRS", "IOPC"), risk=("high", BLANK)),
    Filters(tag=("Engage",), status=("open",)),
    Filters(kind=("cause of concern",)),
    Filters(search="vetting", overdue="original"),
    Filters(theme=("no such theme",)),
)


@pytest.fixture(scope="module")
def register(demonstration: Path) -> Register:
    return Register(demonstration)


def recounted(register: Register, filters: Filters, name: str, column: str) -> dict[str, int]:
    """How many rows have each value of a column, of those that every filter but its own chooses."""
    chosen = filters.without(name)
    if name == "kind":
        kinds = {value for value, _ in filter_options.options(register, Filters())["kind"]}
        chosen = Filters(**{**_values(chosen), "kind": (*kinds, BLANK)})
    rows = recommendations.rows(register, chosen, (column,))[column]
    values = [value if isinstance(value, list) else [value] for value in rows.astype(object).where(rows.notna(), None)]
    return dict(Counter(value or BLANK for cell in values for value in (dict.fromkeys(cell) or [None])))


def _values(filters: Filters) -> dict[str, object]:
    return {field.name: getattr(filters, field.name) for field in FIELDS}


@pytest.mark.parametrize("filters", CHOICES, ids=Filters.describe)
def test_each_value_is_counted_among_what_the_other_filters_choose(register: Register, filters: Filters) -> None:
    counts = filter_options.counts(register, filters)
    for field in FIELDS:
        if field.has_values:
            result = {value: number for value, number in counts[field.name].items() if number}
            assert result == recounted(register, filters, field.name, field.column), field.name
