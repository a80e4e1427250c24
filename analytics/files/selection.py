"""What is taken away: the recommendations that the filters choose, in an order, and what is said of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from analytics.files.file_names import file_name
from analytics.filters import Filters
from analytics.measures import recommendations
from analytics.register.database import Register
from analytics.vocabulary import Marking

_CLASSIFICATION = recommendations.EXPORTED.index("classification")
FOR_PUBLICATION = "for publication"


@dataclass(frozen=True, kw_only=True)
class Selection:
    """The chosen rows. A version for publication leaves out every row marked OFFICIAL-SENSITIVE, and says how many."""

    register: Register
    filters: Filters
    order: str = "reference"
    for_publication: bool = False

    columns = recommendations.EXPORTED

    def batches(self) -> Iterator[list[tuple[Any, ...]]]:
        """The rows in order, some thousands at a time; read from the register anew at each call."""
        for batch in recommendations.batches(self.register, self.filters, self.order):
            yield [row for row in batch if not self._is_left_out(row)] if self.for_publication else batch

    def _is_left_out(self, row: tuple[Any, ...]) -> bool:
        return bool(row[_CLASSIFICATION] == Marking.OFFICIAL_SENSITIVE)

    @cached_property
    def _chosen(self) -> dict[str, int]:
        return recommendations.count_and_sensitive(self.register, self.filters)

    @cached_property
    def left_out(self) -> int:
        """How many of the chosen rows the file does not hold, because of their marking."""
        return self._chosen["sensitive"] if self.for_publication else 0

    @cached_property
    def count(self) -> int:
        """How many rows the file holds."""
        return self._chosen["recommendations"] - self.left_out

    @cached_property
    def marking(self) -> str:
        """The highest marking among the rows of the file."""
        is_sensitive = self._chosen["sensitive"] and not self.for_publication
        return Marking.OFFICIAL_SENSITIVE if is_sensitive else Marking.OFFICIAL

    @property
    def as_at(self) -> date:
        """The day that the rows are about."""
        return self.register.dates(self.filters).as_at

    def file_name(self, extension: str) -> str:
        """A name that says what is in the file and what was chosen, its day and its marking."""
        what = f"recommendations {FOR_PUBLICATION}" if self.for_publication else "recommendations"
        return file_name(
            what,
            self.as_at,
            self.marking,
            extension,
            chosen=self.filters,
            known_at=self.filters.known_before(self.register.newest.as_at),
            is_demonstration=self.register.is_demonstration,
        )

    def published(self) -> Selection:
        """The same choice as a version for publication."""
        return replace(self, for_publication=True)
