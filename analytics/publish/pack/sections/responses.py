"""The responses that a law sets a time for: which are overdue, and which fall due."""

from __future__ import annotations

from collections.abc import Iterator

from analytics.charts import responses as told
from analytics.measures.responses import Standing, responses
from analytics.publish.pack.blocks import listing, sentences, table
from analytics.publish.pack.content import Block
from analytics.publish.pack.material import Material


def statutory(material: Material) -> Iterator[Block]:
    """Statutory responses overdue or due, and where the others stand."""
    found = responses(material.register, material.filters, material.recorded)
    yield from sentences(told.sentence(found))
    if found.clocked.empty:
        return
    heading, note = told.waiting(found)
    waiting = told.awaited(found, Standing.OVERDUE, Standing.DUE, Standing.PAUSED)
    yield from listing(heading, waiting, note=f"{note}.")
    if found.number(Standing.CONDITIONAL):
        heading, note = told.conditional(found)
        yield from listing(heading, told.awaited(found, Standing.CONDITIONAL), note=f"{note}.")
    one = "One report asks for one response."
    yield from table("Where responses stand, by source", told.by_source(found), note=one)
    clock = "A clock for the response, not for doing what is recommended."
    yield from table("The statutory clocks", told.clocks(found), note=clock)
    yield from sentences(*told.notes(found, material.recorded).split("  \n"))
