"""What was outstanding at the last meeting, what came and what went, and what is outstanding now."""

from __future__ import annotations

from collections.abc import Iterator

from analytics.english import sentence_case
from analytics.files.pack.blocks import listing, sentences, table
from analytics.files.pack.content import Block, Picture, Plot
from analytics.files.pack.context import PackContext
from analytics.measures.changes import Changes, Happened
from analytics.measures.events import LATE, NEW, WITHDRAWN
from analytics.sections import changes as section
from analytics.sections.headline import left_out
from analytics.vocabulary import EventKind

LISTED = (
    NEW,
    LATE,
    EventKind.CLOSED,
    WITHDRAWN,
    EventKind.REOPENED,
    EventKind.RETURNED,
    EventKind.CORRECTED,
    EventKind.DROPPED,
    EventKind.RE_ROUTED,
    EventKind.RE_ASSIGNED,
    EventKind.RISK_CHANGED,
    EventKind.THEME_CHANGED,
    EventKind.PRIORITY_CHANGED,
    EventKind.MOVED,
    EventKind.REWORDED,
)
"""What happened that the sum counts, then what changed of a recommendation; dates have a section of their own."""


def movement(material: PackContext) -> Iterator[Block]:
    """Opening + new − closed = closing, its residual, and the recommendations behind it; or why not."""
    result = material.changes
    if not result.is_known:
        yield from sentences(section.sentence(result), sentence_case(section.now(result)), section.dated(result))
    else:
        yield from _the_sum(material, result)
    for group in LISTED:
        yield from changed(result, group)


def _the_sum(material: PackContext, changes: Changes) -> Iterator[Block]:
    yield from sentences(section.sentence(changes), f"{section.of_period(changes)} {left_out(material.filters)}")
    yield Picture(section.sum_chart(changes), Plot.WATERFALL)
    lines = section.with_residual(changes.statement).set_axis(["Term", "Recommendations"], axis="columns")
    yield from table("The sum, and what it does not explain", lines)
    yield from sentences(sentence_case(section.both_stocks(changes)), section.not_in_the_sum(changes))


def changed(happened: Happened, group: str) -> Iterator[Block]:
    """The recommendations of one kind of change, where there are any."""
    rows = happened.of(group)
    if len(rows):
        heading, what = section.heading(happened, group)
        yield from listing(heading, section.lines(rows, group), note=f"{what}.")
