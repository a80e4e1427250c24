"""A fault is one row or cell that did not fit; a reading is everything that one file gave."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import pandas as pd

from analytics.intake.renumbering import Renumbered

Severity = Literal["rejected", "warned"]


@dataclass(frozen=True, slots=True)
class Fault:
    """One row or cell that did not fit the layout, and a sentence that says so.

    `row` is the number the analyst sees beside the row in a spreadsheet, or None where the fault is of the
    whole file; `column` is the standard name of the column, or "" where the whole row is meant; `value` is the
    cell as it stood in the file. A rejected fault keeps its row off the register; a warned one does not.
    """

    row: int | None
    reference: str | None
    column: str
    value: str
    message: str
    severity: Severity


@dataclass(frozen=True, slots=True)
class Reading:
    """What one file gave: rows in the standard layout, every fault, and counts that add up.

    `read == accepted + repeated + rejected` and `len(rows) == accepted`. `rows` holds every column of the
    vocabulary in its order and then `source_row`; text is str or None, dates are datetime64[s], list columns
    hold lists. `columns` are the standard columns that the file or the layout supplied; `rejected_references`
    those that only rejected rows bear; `renumbered` those under which the register has a recommendation that the file
    gives another reference.
    """

    rows: pd.DataFrame
    faults: tuple[Fault, ...]
    read: int
    accepted: int
    repeated: int
    rejected: int
    columns: tuple[str, ...]
    rejected_references: tuple[str, ...] = ()
    renumbered: tuple[Renumbered, ...] = ()
