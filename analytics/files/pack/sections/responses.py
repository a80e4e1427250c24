"""The responses that a law sets a time for: which are overdue, and which fall due."""

from __future__ import annotations

from collections.abc import Iterator

from analytics.files.pack.blocks import listing, sentences, table
from analytics.files.pack.content import Block
from analytics.files.pack.context import PackContext
from analytics.measures.responses import ResponseStatus, responses
from analytics.sections import responses as section


def statutory(material: PackContext) -> Iterator[Block]:
    """Statutory responses overdue or due, and where the others stand."""
    result = responses(material.register, material.filters, material.recorded)
    yield from sentences(section.sentence(result))
    if result.clocked.empty:
        return
    if result.has_due_dates:
        heading, note = section.waiting(result)
        waiting = section.awaited(result, ResponseStatus.OVERDUE, ResponseStatus.DUE, ResponseStatus.PAUSED)
        yield from listing(heading, waiting, note=f"{note}.")
    if result.number(ResponseStatus.CONDITIONAL):
        heading, note = section.conditional(result)
        yield from listing(heading, section.awaited(result, ResponseStatus.CONDITIONAL), note=f"{note}.")
    for (heading, note), rows in ((section.BY_SOURCE, section.by_source), (section.DEADLINES, section.clocks)):
        yield from table(heading, rows(result), note=f"{note}.")
    yield from sentences(*section.notes(result, material.recorded).split("  \n"))
