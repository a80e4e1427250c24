"""Every section that a pack may have: its key, its heading, its writer, and the measures that it shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from analytics.files.pack.content import Block
from analytics.files.pack.context import PackContext
from analytics.files.pack.sections import (
    actions,
    board,
    breakdowns,
    closure,
    movement,
    position,
    slippage,
    stock,
    terms,
)
from analytics.files.pack.sections import engage as engage_section
from analytics.files.pack.sections import quality as quality_section
from analytics.files.pack.sections import responses as responses_section
from analytics.files.pack.sections import themes as themes_section
from analytics.measures import (
    assurance,
    close_reasons,
    closure_rates,
    due_dates,
    engage,
    events,
    forward_plan,
    headline_figures,
    moves,
    onboarding,
    quality,
    received_and_closed,
    responses,
    stock_and_flow,
    themes,
    turnaround,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionEntry:
    """One section. `measures` are those that it shows, for the section of definitions.

    `of_rows`: it is about the recommendations chosen, so that it is empty where no recommendation matches.
    """

    key: str
    heading: str
    blocks: Callable[[PackContext], Iterator[Block]]
    measures: tuple[Callable[..., Any], ...] = ()
    of_rows: bool = True


SECTIONS: tuple[SectionEntry, ...] = (
    SectionEntry(key="actions", heading="Actions from last time", blocks=actions.actions, of_rows=False),
    SectionEntry(
        key="position",
        heading="Position",
        blocks=position.position,
        measures=(headline_figures.headline, close_reasons.reasons),
    ),
    SectionEntry(
        key="movement",
        heading="What came and what went",
        blocks=movement.movement,
        measures=(stock_and_flow.statement, events.events, moves.moves),
    ),
    SectionEntry(
        key="stock",
        heading="Stock and flow",
        blocks=stock.stock,
        measures=(stock_and_flow.by_day, received_and_closed.by_month),
    ),
    SectionEntry(
        key="responses",
        heading="Statutory responses",
        blocks=responses_section.statutory,
        measures=(responses.responses,),
    ),
    SectionEntry(
        key="engage",
        heading="Engage",
        blocks=engage_section.engaged,
        measures=(engage.tagged, events.events, moves.moves),
    ),
    SectionEntry(
        key="priorities",
        heading="By strategic priority",
        blocks=breakdowns.priorities,
        measures=(headline_figures.by_value, turnaround.portfolio),
    ),
    SectionEntry(key="sources", heading="By source", blocks=breakdowns.sources, measures=(headline_figures.by_value,)),
    SectionEntry(
        key="routes", heading="By delivery route", blocks=breakdowns.routes, measures=(headline_figures.by_value,)
    ),
    SectionEntry(
        key="slippage",
        heading="Dates that slipped",
        blocks=slippage.slippage,
        measures=(headline_figures.headline, due_dates.bands, events.events),
    ),
    SectionEntry(
        key="closure",
        heading="Proposed for closure",
        blocks=closure.closure,
        measures=(assurance.candidates, closure_rates.on_time),
    ),
    SectionEntry(
        key="themes",
        heading="Themes for the next Board",
        blocks=themes_section.themes,
        measures=(themes.theme_counts, forward_plan.forward_plan),
    ),
    SectionEntry(
        key="quality",
        heading="Exceptions in the data",
        blocks=quality_section.exceptions,
        of_rows=False,
        measures=(quality.accepted, quality.fill, quality.fill_moves, quality.fault_moves, received_and_closed.undated),
    ),
    SectionEntry(key="definitions", heading="Definitions", blocks=terms.definitions, of_rows=False),
)
"""The sections in the order in which a meeting takes them."""

BOARD_SECTIONS: tuple[SectionEntry, ...] = (
    SectionEntry(
        key="board-position",
        heading="Where we are",
        blocks=board.position,
        measures=(headline_figures.headline, stock_and_flow.by_day, received_and_closed.by_month),
    ),
    SectionEntry(
        key="board-movement",
        heading="What changed",
        blocks=board.movement,
        measures=(stock_and_flow.statement, events.events),
    ),
    SectionEntry(
        key="board-late",
        heading="What is late",
        blocks=board.late,
        measures=(due_dates.dates, turnaround.portfolio),
    ),
    SectionEntry(
        key="board-attention",
        heading="What is waiting",
        blocks=board.attention,
        measures=(responses.responses, onboarding.onboarding, assurance.assurance, engage.tagged),
    ),
)
"""The sections of the Board edition: with the cover five slides."""

SECTION_BY_KEY: dict[str, SectionEntry] = {entry.key: entry for entry in (*SECTIONS, *BOARD_SECTIONS)}
KEYS: tuple[str, ...] = tuple(entry.key for entry in SECTIONS)
BOARD_KEYS: tuple[str, ...] = tuple(entry.key for entry in BOARD_SECTIONS)
EDITIONS = {"full": KEYS, "board": BOARD_KEYS}
"""The sections of each edition of the pack."""


def edition(sections: tuple[str, ...]) -> str:
    """The edition that a choice of sections is of: "board" where all of them are of the Board edition."""
    return "board" if set(sections) <= set(BOARD_KEYS) else "full"
