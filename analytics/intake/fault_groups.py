"""Faults of the same kind counted together: what is wrong with an extract at one look."""

from __future__ import annotations

import re
from calendar import month_name
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from analytics.intake.faults import Fault, Severity
from analytics.intake.suggestions import quoted

_ROW = re.compile(r"^(?:Row \d+|Column)(?:, )?\s*(?:\w+(?: \([^)]*\))?: )?")
_QUOTED = re.compile(r"'[^']*'(?: to '[^']*')?")
_DAY = re.compile(rf"\b\d{{1,2}} (?:{'|'.join(month_name[1:])}) \d{{4}}")
_HINT = re.compile(r" Did you mean [^?]*\?")
_ROW_NUMBER = re.compile(r"\brow \d+\b")


@dataclass(frozen=True, slots=True)
class FaultGroup:
    """Faults of one column that are wrong in the same way: what, how many, and what becomes of their rows."""

    column: str
    problem: str
    severity: Severity
    count: int


def fault_groups(faults: Iterable[Fault]) -> tuple[FaultGroup, ...]:
    """Faults by column and by what is wrong, rejected ones first, then the most frequent."""
    counted = Counter((fault.severity, fault.column, problem(fault)) for fault in faults)
    groups = [FaultGroup(column, what, severity, times) for (severity, column, what), times in counted.items()]
    return tuple(sorted(groups, key=lambda one: (one.severity, -one.count, one.column, one.problem)))


def problem(fault: Fault) -> str:
    """What a fault's sentence says is wrong, without its row and its values: "… is not a status of this layout"."""
    text = _HINT.sub("", _ROW.sub("", fault.message))
    if fault.value:
        text = text.replace(quoted(fault.value), "…")
    for values in (_QUOTED, _DAY, _ROW_NUMBER):
        text = values.sub("…", text)
    text = text.strip().rstrip(".")
    return text[:1].upper() + text[1:]
