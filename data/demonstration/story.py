"""A story: what became of one invented recommendation, and how the register showed it on any day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from analytics.vocabulary import DATE_COLUMNS

INVENTED = "Invented for demonstration. "
"""Opens every progress note, so that the data say of themselves what they are."""

Facts = dict[str, Any]


@dataclass(eq=False)
class Story:
    """One recommendation: its facts on arrival, each later change with its day, and when the register held it."""

    source: str
    topic: str
    appears_on: date
    base: Facts
    cause: Story | None = None
    place: int = 0
    reference: str = ""
    closed: date | None = None
    stays_open: bool = False
    changes: list[tuple[date, Facts]] = field(default_factory=list)
    tags: list[tuple[date, str]] = field(default_factory=list)
    hidden: list[tuple[date, date]] = field(default_factory=list)
    advice: Facts = field(default_factory=dict)

    def on(self, day: date, note: str | None = None, **facts: Any) -> None:
        """Record facts that the register learned on a day."""
        if note is not None:
            facts["progress_note"] = INVENTED + note
        self.changes.append((day, facts))

    def shown_on(self, as_at: date) -> bool:
        """Whether an extract of that day holds the recommendation."""
        return self.appears_on <= as_at and not any(start <= as_at < end for start, end in self.hidden)

    def row(self, as_at: date) -> Facts:
        """The facts known on a day, later ones over earlier ones."""
        known = sorted((change for change in self.changes if change[0] <= as_at), key=lambda change: change[0])
        facts = dict(self.base)
        for _, learned in known:
            facts.update(learned)
        if self.advice and self.advice["advised_on"] <= as_at:
            facts.update(self.advice)
        facts["reference"] = self.reference
        facts["parent_reference"] = self.cause.reference if self.cause else None
        facts["tags"] = ";".join(name for day, name in sorted(self.tags) if day <= as_at)
        facts["updated_on"] = max([self.appears_on, *(day for day, _ in known)])
        return facts

    def cells(self, as_at: date, columns: Iterable[str]) -> list[str]:
        """The row of one extract, dates as ISO 8601, nothing as an empty cell."""
        facts = self.row(as_at)
        return [_cell(column, facts.get(column)) for column in columns]


def _cell(column: str, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Story):
        return value.reference
    return value.isoformat() if column in DATE_COLUMNS else str(value)
