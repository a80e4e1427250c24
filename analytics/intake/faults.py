"""A fault is one row or cell that did not fit; a reading is everything that one file gave."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from analytics.english import plural
from analytics.intake.renumbering import Renumbered

Severity = Literal["rejected", "warned", "noted"]
SEVERITIES: tuple[Severity, ...] = ("rejected", "warned", "noted")
"""What a fault does, the worst first: it keeps its row off the register, is to be looked at, or says how it was read.
"""

LISTED = 1_000
"""Faults of one kind listed row by row. A file with more is wrong as a whole, and the others are counted in one."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One row or cell that did not fit the layout, and a sentence that says so.

    `row` is the number the analyst sees beside the row in a spreadsheet, or None where the fault is of the
    whole file; `column` is the standard name of the column, or "" where the whole row is meant; `value` is the
    cell as it stood in the file. A rejected fault keeps its row off the register; a warned one does not. A noted one is
    no error: it says how the file was read, such as merged cells. `times` is the number of rows with this fault: 1, but
    for the last of a long list, which stands for all the rows after it.
    """

    row: int | None
    reference: str | None
    column: str
    value: str
    message: str
    severity: Severity
    times: int = 1


def with_the_rest(message: str, times: int) -> str:
    """The sentence of a fault that stands for several rows, with their number."""
    return message if times == 1 else f"{message} The same is true of {plural(times - 1, 'later row')}."


def total(faults: Iterable[Fault], severity: Severity | None = None) -> int:
    """The number of faults, those counted together included; of one severity, or of all."""
    return sum(fault.times for fault in faults if severity in (None, fault.severity))


DoubtKind = Literal["column damaged", "day and month swapped", "marking too high"]


@dataclass(frozen=True, slots=True)
class Doubt:
    """A reason to think that a column as a whole, or the file, does not give what the register says.

    It stops a load until it is accepted. `column` is the standard column, or None for the file; `message` says it in
    a sentence with its evidence.
    """

    kind: DoubtKind
    message: str
    column: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What one file gave: rows in the standard layout, every fault, and counts that add up.

    `read == accepted + repeated + rejected` and `len(rows) == accepted`. `rows` holds every column of the
    vocabulary in its order and then `source_row`; text is str or None, dates are datetime64[s], list columns
    hold lists. `columns` are the standard columns that the file or the layout supplied; `rejected_references`
    those that only rejected rows have; `renumbered` those under which the register has a recommendation that the file
    gives another reference. `doubts` must be accepted before the rows are loaded. `marking` is the handling marking
    given to the rows that have none of their own, and `unmarked` the number of rows left without one.
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
    doubts: tuple[Doubt, ...] = ()
    marking: str | None = None
    unmarked: int = 0
