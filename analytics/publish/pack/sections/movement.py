"""What was outstanding at the last meeting, what came and what went, and what is outstanding now."""

from __future__ import annotations

from collections.abc import Iterator

from analytics.charts import changes as told
from analytics.charts.sentences import left_out
from analytics.measures.changes import Changes, Happened
from analytics.measures.events import LATE, NEW, WITHDRAWN
from analytics.publish.pack.blocks import listing, sentences, table
from analytics.publish.pack.content import Block, Picture, Plot
from analytics.publish.pack.material import Material
from analytics.vocabulary import EventKind
from analytics.wording import sentence_case

LISTED = (
    NEW, LATE, EventKind.CLOSED, WITHDRAWN, EventKind.REOPENED, EventKind.RETURNED, EventKind.CORRECTED,
    EventKind.DROPPED, EventKind.RE_ROUTED, EventKind.RE_ASSIGNED, EventKind.RISK_CHANGED, EventKind.THEME_CHANGED,
    EventKind.PRIORITY_CHANGED, EventKind.MOVED, EventKind.REWORDED,
)  # fmt: skip
"""What happened that the sum counts, then what changed of a recommendation; dates have a section of their own."""


def movement(material: Material) -> Iterator[Block]:
    """Opening + new − closed = closing, its residual, and the recommendations behind it; or that it is not told."""
    found = material.changes
    if not found.is_told:
        yield from sentences(told.sentence(found), sentence_case(told.now(found)), told.dated(found))
    else:
        yield from _the_sum(material, found)
    for group in LISTED:
        yield from changed(found, group)


def _the_sum(material: Material, changes: Changes) -> Iterator[Block]:
    yield from sentences(told.sentence(changes), f"{told.of_period(changes)} {left_out(material.filters)}")
    yield Picture(told.sum_chart(changes), Plot.WATERFALL)
    lines = told.with_residual(changes.statement).set_axis(["Term", "Recommendations"], axis="columns")
    yield from table("The sum, and what it leaves unexplained", lines)
    yield from sentences(sentence_case(told.beside(changes)), told.not_in_the_sum(changes))


def changed(happened: Happened, group: str) -> Iterator[Block]:
    """The recommendations of one kind of change, where there are any."""
    rows = happened.of(group)
    if len(rows):
        heading, what = told.heading(happened, group)
        yield from listing(heading, told.lines(rows, group), note=f"{what}.")
