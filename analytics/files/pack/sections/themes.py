"""What the next Board may look at: themes and root causes that recur, and those with no meeting planned."""

from __future__ import annotations

from collections.abc import Iterator

from analytics.files.pack.blocks import sentences, table
from analytics.files.pack.content import Block, Picture, Plot
from analytics.files.pack.context import PackContext
from analytics.measures.forward_plan import forward_plan
from analytics.measures.themes import THEME_COLUMNS, theme_counts
from analytics.sections import forward_plan as planned
from analytics.sections import themes as section


def themes(material: PackContext) -> Iterator[Block]:
    """Themes and root causes that come from several sources, and how many of each came in the last two years."""
    result = {column: theme_counts(material.register, material.known_filters, column) for column in THEME_COLUMNS}
    yield from sentences(section.sentence(result["theme"], material.recorded))
    yield from _without_a_meeting(material)
    for column in THEME_COLUMNS:
        if column not in material.recorded:
            yield from sentences(f"This register does not record the {section.SINGULAR[column]}.")
            continue
        if section.linked_cells(result[column]):
            drawn = section.dots_chart(result[column])
            yield Picture(drawn, Plot.FIGURE if len(result[column].sources()) > 1 else Plot.BARS)
        (heading, note), rows = section.recurring(result[column])
        none = f"No {section.SINGULAR[column]} comes up in more than one source."
        yield from table(heading, rows, note=f"{note}.") if len(rows) else sentences(none)


def _without_a_meeting(material: PackContext) -> Iterator[Block]:
    """The themes with open recommendations on which no meeting is planned from this one on, most open first."""
    if material.meetings is None or "theme" not in material.recorded:
        return
    plan = forward_plan(
        material.register, material.filters, material.meetings.meetings, from_day=material.meeting.held_on
    )
    heading, note = planned.on_themes(plan)
    rows = planned.themes_without(plan, material.recorded)
    yield from table(heading, rows, note=note) if len(rows) else sentences(f"{heading}.")
