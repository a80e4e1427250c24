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
    found = responses(material.register, material.filters, material.recorded)
    yield from sentences(section.sentence(found))
    if found.clocked.empty:
        return
    if found.has_due_dates:
        heading, note = section.waiting(found)
        waiting = section.awaited(found, ResponseStatus.OVERDUE, ResponseStatus.DUE, ResponseStatus.PAUSED)
        yield from listing(heading, waiting, note=f"{note}.")
    if found.number(ResponseStatus.CONDITIONAL):
        heading, note = section.conditional(found)
        yield from listing(heading, section.awaited(found, ResponseStatus.CONDITIONAL), note=f"{note}.")
    one = "One report asks for one response."
    yield from table("Statutory responses, by source", section.by_source(found), note=one)
    clock = "The deadline is for the response, not for completing the action."
    yield from table("Statutory deadlines", section.clocks(found), note=clock)
    yield from sentences(*section.notes(found, material.recorded).split("  \n"))
