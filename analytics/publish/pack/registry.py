"""Every section that a pack may have, once: its key, its heading, who writes it, and the measures that it tells."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from analytics.publish.pack.content import Block
from analytics.publish.pack.material import Material
from analytics.publish.pack.sections.actions import actions
from analytics.publish.pack.sections.breakdowns import priorities, routes, sources
from analytics.publish.pack.sections.closure import closure
from analytics.publish.pack.sections.engage import engaged
from analytics.publish.pack.sections.movement import movement
from analytics.publish.pack.sections.position import position
from analytics.publish.pack.sections.quality import exceptions
from analytics.publish.pack.sections.responses import statutory
from analytics.publish.pack.sections.slippage import slippage
from analytics.publish.pack.sections.stock import stock
from analytics.publish.pack.sections.terms import definitions
from analytics.publish.pack.sections.themes import themes


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One section. `places` are the measures that it tells, by the place of their code ("position.headline").

    `of_rows`: it tells of the recommendations chosen, so that where none fits there is nothing to tell.
    """

    key: str
    heading: str
    blocks: Callable[[Material], Iterator[Block]]
    places: tuple[str, ...] = ()
    of_rows: bool = True


BY_VALUE = ("position.by_value",)

ENTRIES: tuple[Entry, ...] = (
    Entry(key="actions", heading="Actions from last time", blocks=actions, of_rows=False),
    Entry(key="position", heading="Position", blocks=position, places=("position.headline", "closures.reasons")),
    Entry(key="movement", heading="What came and what went", blocks=movement,
          places=("stock_and_flow.statement", "events.events")),
    Entry(key="stock", heading="Stock and flow", blocks=stock, places=("stock_and_flow.by_day", "flow.by_month")),
    Entry(key="responses", heading="Statutory responses", blocks=statutory, places=("responses.responses",)),
    Entry(key="engage", heading="Engage", blocks=engaged, places=("engage.tagged", "events.events")),
    Entry(key="priorities", heading="By strategic priority", blocks=priorities,
          places=(*BY_VALUE, "turnaround.portfolio")),
    Entry(key="sources", heading="By source", blocks=sources, places=BY_VALUE),
    Entry(key="routes", heading="By delivery route", blocks=routes, places=BY_VALUE),
    Entry(key="slippage", heading="Dates that slipped", blocks=slippage,
          places=("position.headline", "lateness.bands", "events.events")),
    Entry(key="closure", heading="Proposed for closure", blocks=closure,
          places=("assurance.candidates", "closing.on_time")),
    Entry(key="themes", heading="Themes for the next Board", blocks=themes,
          places=("themes.meanings", "planning.forward_plan")),
    Entry(key="quality", heading="Exceptions in the data", blocks=exceptions, of_rows=False,
          places=("quality.accepted", "quality.fill", "quality.fill_moves", "quality.fault_moves", "flow.undated")),
    Entry(key="definitions", heading="Definitions", blocks=definitions, of_rows=False),
)  # fmt: skip
"""The sections in the order in which a meeting takes them."""

ENTRY: dict[str, Entry] = {entry.key: entry for entry in ENTRIES}
KEYS: tuple[str, ...] = tuple(ENTRY)
