"""What the register already holds around the day of an extract, against which the new file is read."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd

_NUMBERED = re.compile(r"(.+) \((\d+)\)", re.DOTALL)
"""A reference that other recommendations had too, with the number by which the register tells them apart."""


def base_of(reference: str) -> str:
    """The reference as the file gives it: "12/23" of "12/23 (2)"."""
    match = _NUMBERED.fullmatch(reference)
    return match[1] if match else reference


@dataclass(frozen=True, kw_only=True)
class RegisterSoFar:
    """The rows of the extracts on either side of a new one, in the standard layout; None where there is none.

    `previous` is the extract before and `following` the one after, which is there when an older extract is loaded late;
    what both hold is taken from the previous one. `family` gives, for references as files give them, the newest known
    row of each recommendation that has one of them, with or without a number; without it the two extracts are looked
    through. `renumbered` are references of earlier files and those of the register that were accepted for them;
    `proposes_renumbering` says whether others like these are looked for.
    """

    previous: pd.DataFrame | None = None
    following: pd.DataFrame | None = None
    family: Callable[[Collection[str]], pd.DataFrame | None] | None = None
    renumbered: Mapping[str, str] = field(default_factory=dict)
    proposes_renumbering: bool = True

    @property
    def frames(self) -> tuple[pd.DataFrame, ...]:
        """The extracts that there are, the previous one first."""
        return tuple(rows for rows in (self.previous, self.following) if rows is not None and len(rows))

    @cached_property
    def references(self) -> frozenset[str]:
        """Every reference of the two extracts."""
        return frozenset(name for rows in self.frames for name in rows["reference"])

    @cached_property
    def shared(self) -> frozenset[str]:
        """References that several recommendations of the two extracts have, as files give them."""
        return frozenset(base_of(name) for name in self.references if name.endswith(")") and base_of(name) != name)

    def family_of(self, bases: Collection[str]) -> pd.DataFrame | None:
        """The newest known row of each recommendation that has one of these references; None where none is known."""
        if self.family is not None:
            return self.family(bases)
        families = frozenset(bases)
        result = [
            rows[[name in families or base_of(name) in families for name in rows["reference"]]] for rows in self.frames
        ]
        frames = [rows for rows in result if len(rows)]
        if not frames:
            return None
        return pd.concat(frames).drop_duplicates("reference", ignore_index=True)


NOTHING_SO_FAR = RegisterSoFar()
"""An empty register: the file is read by itself."""
