"""Values of a filter that no row of the register holds: they choose nothing, most often by a slip of the pen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from analytics.english import day, plural
from analytics.filters import BLANK, FIELDS, NONE, Field, Filters, allowed_filter_values, stored
from analytics.intake.suggestions import did_you_mean, quoted
from analytics.measures.filter_options import options
from analytics.register.database import Register
from analytics.vocabulary import label, order

MOST_NAMED = 5
"""Unknown values of one filter that are named; of the others it is said how many there are."""


def unknown_values(register: Register, filters: Filters) -> tuple[str, ...]:
    """What the filters ask for and no row of the register holds, each in a sentence."""
    return in_sentences(filters, options(register, filters))


def with_stored_values(filters: Filters, options: Mapping[str, tuple[tuple[str, int], ...]]) -> Filters:
    """The same filters, each value that is one of the register's but for capitals, or its label, made that one."""
    result: dict[str, Any] = {
        field.name: tuple(dict.fromkeys(stored(field, value, _known(field, options)) for value in chosen))
        for field in FIELDS
        if field.has_values and (chosen := getattr(filters, field.name))
    }
    return replace(filters, **result)


def without_unknown(filters: Filters, options: Mapping[str, tuple[tuple[str, int], ...]]) -> Filters:
    """The same filters without the values that are mistyped; `options` as in `in_sentences`."""
    known: dict[str, Any] = {
        field.name: tuple(value for value in chosen if value in {*_known(field, options), NONE})
        for field in FIELDS
        if field.has_values and (chosen := getattr(filters, field.name))
    }
    return replace(filters, **known)


def in_sentences(filters: Filters, options: Mapping[str, tuple[tuple[str, int], ...]]) -> tuple[str, ...]:
    """What is mistyped, given the values that each filter has on the register at the filters' days.

    A word of the vocabulary is no slip though no row may hold it, as a strategic priority without a recommendation.
    """
    when = f" at {day(filters.as_at)}" if filters.as_at else ""
    sentences: list[str] = []
    for field in FIELDS:
        if not field.has_values or not (chosen := getattr(filters, field.name)):
            continue
        known = _known(field, options)
        if slips := frozenset(chosen).difference(known, {NONE}):
            candidates = [*known, *(label(field.column, value) for value in known if value != BLANK)]
            noun, where = (
                field.noun or field.label.lower(),
                "" if allowed_filter_values(field) else f" in this register{when}",
            )
            wrong = [value for value in chosen if value in slips]
            sentences += [
                f"There is no {noun} called {quoted(value)}{where}.{did_you_mean(value, candidates)}"
                for value in wrong[:MOST_NAMED]
            ]
            if (others := len(wrong) - MOST_NAMED) > 0:
                sentences.append(f"The same is true of {plural(others, 'more value')} of the filter {field.label}.")
    return (*sentences, *_crossed(filters))


def _known(field: Field, options: Mapping[str, tuple[tuple[str, int], ...]]) -> tuple[str, ...]:
    """The values of a filter: its closed vocabulary, else those that the register holds and those in an order."""
    of_rows = (value for value, _ in options.get(field.name, ()))
    return allowed_filter_values(field) or (*dict.fromkeys((*of_rows, *order(field.column), BLANK)),)


def _crossed(filters: Filters) -> Iterator[str]:
    """Of each pair of days that excludes every day, that it does."""
    for field in FIELDS:
        if field.type == "from":
            first, last = getattr(filters, field.name), getattr(filters, field.name.replace("_from", "_to"))
            if first and last and first > last:
                yield f"{field.label} {day(first)} to {day(last)}: the first date is after the last. Nothing matches."
