"""Values of a filter that no row of the register holds: they choose nothing, most often by a slip of the pen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from analytics.filters import BLANK, FIELDS, Filters
from analytics.intake.suggestions import did_you_mean, quoted
from analytics.measures.options import options
from analytics.register.database import Register
from analytics.vocabulary import allowed_values, order
from analytics.wording import day


def mistyped(register: Register, filters: Filters) -> tuple[str, ...]:
    """What the filters ask for and no row of the register holds, each in a sentence."""
    return in_sentences(filters, options(register, filters))


def in_sentences(filters: Filters, held: Mapping[str, tuple[tuple[str, int], ...]]) -> tuple[str, ...]:
    """The same, given the values that each filter has on the register at the filters' days.

    A word of the vocabulary is no slip though no row may hold it, as a strategic priority without a recommendation.
    """
    when = f" as at {day(filters.as_at)}" if filters.as_at else ""
    sentences = []
    for field in FIELDS:
        if field.type not in ("values", "tags") or allowed_values(field.column) is not None:
            continue
        known = [value for value, _ in held.get(field.name, ())]
        sentences += [
            f"{field.label}: {quoted(value)} is on no row of this register{when}.{did_you_mean(value, known)}"
            for value in getattr(filters, field.name)
            if value not in (*known, *order(field.column), BLANK)
        ]
    return (*sentences, *_crossed(filters))


def _crossed(filters: Filters) -> Iterator[str]:
    """Of each pair of days that excludes every day, that it does."""
    pairs = (("received", filters.received_from, filters.received_to), ("due", filters.due_from, filters.due_to))
    for noun, first, last in pairs:
        if first and last and first > last:
            yield f"{noun.capitalize()} from {day(first)} to {day(last)}: no day lies between, so nothing is chosen."
