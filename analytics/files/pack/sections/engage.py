"""What is tagged Engage: by report and route, by cause of concern, and what moved since the last meeting."""

from __future__ import annotations

from collections.abc import Iterator

from analytics.files.pack.blocks import sentences, table
from analytics.files.pack.content import Block
from analytics.files.pack.context import PackContext
from analytics.files.pack.sections.movement import changed
from analytics.measures.changes import GROUPS, changes
from analytics.measures.engage import narrowed, tagged
from analytics.sections import changes as moves
from analytics.sections import engage as section
from analytics.sections.headline import short_day
from analytics.vocabulary import ENGAGE_PHASE


def engaged(material: PackContext) -> Iterator[Block]:
    """The recommendations in Engage."""
    result = tagged(material.register, material.filters, ENGAGE_PHASE)
    yield from sentences(section.sentence(result, material.recorded))
    if "tags" not in material.recorded or result.cells.empty:
        return
    yield from sentences(section.of_day(result, material.sources), section.left_out(material.filters, "this section"))
    note = f"{section.by_report_subtitle(material.recorded)}."
    yield from table(section.report_heading(result), section.by_report(result, material.recorded), note=note)
    if "parent_reference" in material.recorded:
        note = f"{section.NOT_COUNTED}."
        yield from table(section.cause_heading(result), section.by_cause(result, material.recorded), note=note)
    moved = changes(material.register, narrowed(material.filters, ENGAGE_PHASE), material.since)
    nothing = f"Nothing happened to any of them since {short_day(moved.since, moved.as_at)}."
    yield from sentences(moves.sentence(moved) if len(moved.events) or not moved.is_known else nothing)
    for group in GROUPS:
        yield from changed(moved, group)
