"""What the next Board may look at: themes and root causes that recur, and those with no meeting planned."""

from __future__ import annotations

from collections.abc import Iterator

from analytics.charts import planning as planned
from analytics.charts import themes as told
from analytics.measures.planning import forward_plan
from analytics.measures.themes import MEANINGS, meanings
from analytics.publish.pack.blocks import sentences, table
from analytics.publish.pack.content import Block
from analytics.publish.pack.material import Material


def themes(material: Material) -> Iterator[Block]:
    """Themes and root causes that come from several sources, and how many of each came in the last two years."""
    found = {column: meanings(material.register, material.filters, column) for column in MEANINGS}
    yield from sentences(told.sentence(found["theme"], material.recorded))
    yield from _without_a_meeting(material)
    for column in MEANINGS:
        if column not in material.recorded:
            yield from sentences(f"The {told.ONE[column]} is not recorded in this register.")
            continue
        (heading, note), rows = told.recurring(found[column])
        none = f"No {told.ONE[column]} recurs across sources."
        yield from table(heading, rows, note=f"{note}.") if len(rows) else sentences(none)


def _without_a_meeting(material: Material) -> Iterator[Block]:
    """The themes with open recommendations on which no meeting is planned from this one on, most open first."""
    if material.meetings is None or "theme" not in material.recorded:
        return
    plan = forward_plan(
        material.register, material.filters, material.meetings.meetings, from_day=material.meeting.held_on
    )
    heading, note = planned.on_themes(plan)
    rows = planned.themes_without(plan, material.recorded)
    yield from table(heading, rows, note=note) if len(rows) else sentences(f"{heading}.")
