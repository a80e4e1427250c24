"""What the sections of a pack draw on: the register, the filters, and the measures that several of them show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from analytics.filters import Filters
from analytics.measures import overview
from analytics.measures.changes import Changes, changes
from analytics.measures.coverage import latest_used, up_to
from analytics.measures.filter_options import options, recorded
from analytics.measures.overview import Overview
from analytics.meetings.contents import Contents
from analytics.meetings.records import Meeting
from analytics.register.database import AsAt, Register


@dataclass(frozen=True, kw_only=True)
class PackContext:
    """The register and settings of one pack. Each measure is computed once, however many sections show it.

    `since` is the day of the last meeting. `meetings` is what the store of meetings holds; None where there is none.
    `measures` are those that the pack's sections show.
    """

    register: Register
    filters: Filters
    since: date
    meeting: Meeting
    meetings: Contents | None
    measures: frozenset[Callable[..., Any]] = frozenset()

    @property
    def dates(self) -> AsAt:
        """The days of the figures."""
        return self.register.dates(self.filters)

    @property
    def known_filters(self) -> Filters:
        """The choice, as at the newest extract used where the as-at day is later: for all but days and ages."""
        return up_to(latest_used(self.register, self.filters), self.filters)

    @cached_property
    def recorded(self) -> frozenset[str]:
        """The columns that the register records at all."""
        return recorded(self.register, self.filters)

    @cached_property
    def sources(self) -> frozenset[str]:
        """The sources that the whole register has."""
        return frozenset(source for source, _ in options(self.register, self.filters).get("source", ()))

    @cached_property
    def overview(self) -> Overview:
        """The position, and its movement since the last meeting."""
        return overview.overview(self.register, self.filters, self.recorded, self.since)

    @cached_property
    def changes(self) -> Changes:
        """What changed since the last meeting."""
        return changes(self.register, self.filters, self.since)

    @property
    def is_empty(self) -> bool:
        """Whether the choice fits no recommendation at either day."""
        return self.changes.now.born == 0 and self.changes.before.born == 0
