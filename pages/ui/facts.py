"""What the frame must know of a register to stand round any page: its days, its marking, its filter options."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from analytics.vocabulary import Marking

Options = Mapping[str, tuple[tuple[str, int], ...]]
"""For each filter field its values with how many recommendations on the whole register have them, in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterInfo:
    """A register as the frame sees it. `extracts` are the days of the extracts in force, oldest first.

    `edition` tells which extracts the figures are made of; `above_clearance` is how many recommendations are left out
    because they are marked above the reader's clearance.
    """

    version: str
    edition: str = ""
    extracts: tuple[date, ...]
    loaded_on: date
    marking: str = Marking.OFFICIAL_SENSITIVE
    is_demonstration: bool = False
    source: str = "register"
    options: Options = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    above_clearance: int = 0

    @property
    def newest(self) -> date:
        """The day of the newest extract."""
        return self.extracts[-1]
