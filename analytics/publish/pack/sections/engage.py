"""What is tagged Engage: by report and route, by cause of concern, and what moved since the last meeting."""

from __future__ import annotations

from collections.abc import Iterator

from analytics.charts import changes as moves
from analytics.charts import engage as told
from analytics.charts.sentences import short_day
from analytics.measures.changes import GROUPS, changes
from analytics.measures.engage import narrowed, tagged
from analytics.publish.pack.blocks import sentences, table
from analytics.publish.pack.content import Block
from analytics.publish.pack.material import Material
from analytics.publish.pack.sections.movement import changed
from analytics.vocabulary import ENGAGE_PHASE


def engaged(material: Material) -> Iterator[Block]:
    """The recommendations in Engage."""
    found = tagged(material.register, material.filters, ENGAGE_PHASE)
    yield from sentences(told.sentence(found, material.recorded))
    if "tags" not in material.recorded or found.cells.empty:
        return
    yield from sentences(told.of_day(found), told.left_out(material.filters).replace("this page", "this section"))
    late = "Open, by report and delivery route; late is past the date first agreed."
    yield from table(told.report_heading(found), told.by_report(found), note=late)
    if "parent_reference" in material.recorded:
        apart = "A cause of concern is the parent of its recommendations and is not counted."
        yield from table(told.cause_heading(found), told.by_cause(found), note=apart)
    moved = changes(material.register, narrowed(material.filters, ENGAGE_PHASE), material.since)
    nothing = f"Nothing happened to any of them since {short_day(moved.since, moved.as_at)}."
    yield from sentences(moves.sentence(moved) if len(moved.events) or not moved.is_told else nothing)
    for group in GROUPS:
        yield from changed(moved, group)
