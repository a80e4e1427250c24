"""Faults of the same kind counted together: what is wrong with an extract at one look."""

from __future__ import annotations

import re
from calendar import month_name
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from analytics.english import count, listed, plural
from analytics.intake.faults import SEVERITIES, Fault, Severity, total
from analytics.intake.suggestions import FIRST_SHOWN, quoted

_ROW = re.compile(r"^(?:Row \d+|Column)(?:, )?\s*(?:\w+(?: \(.*?\))?: )?")
_QUOTED = re.compile(r"'[^']*'(?: to '[^']*')?")
_DAY = re.compile(rf"\b\d{{1,2}} (?:{'|'.join(month_name[1:])}) \d{{4}}")
_HINT = re.compile(r" Did you mean [^?]*\?")
_REST = re.compile(r" The same is true of [\d,]+ later rows?\.$")
_ROW_NUMBER = re.compile(r"\brow \d+\b")


@dataclass(frozen=True, slots=True)
class FaultGroup:
    """Faults of one column that are wrong in the same way: what, how many, and what becomes of their rows."""

    column: str
    problem: str
    severity: Severity
    count: int


def in_sentences(faults: Iterable[Fault]) -> tuple[str, ...]:
    """The same groups in sentences: the first fault of each, and in which rows the others like it are."""
    return tuple(f"{group.severity}: {_and_its_like(members)}" for group, members in grouped(faults).items())


def grouped(faults: Iterable[Fault]) -> dict[FaultGroup, list[Fault]]:
    """The faults by column and by what is wrong.

    Rejected ones come first and notes last, the rarest first among each, so that a repeat of thousands hides none.
    """
    by_problem: defaultdict[tuple[Severity, str, str], list[Fault]] = defaultdict(list)
    for fault in faults:
        by_problem[fault.severity, fault.column, problem(fault)].append(fault)
    groups = {FaultGroup(column, what, severity, total(of)): of for (severity, column, what), of in by_problem.items()}
    order = sorted(
        groups, key=lambda group: (SEVERITIES.index(group.severity), group.count, group.column, group.problem)
    )
    return {group: groups[group] for group in order}


def in_full(faults: Sequence[Fault]) -> str:
    """What is wrong with the faults of one group: the sentence of the first, and the values of the others."""
    first = _sentence(faults[0])
    values = dict.fromkeys(fault.value for fault in faults if fault.value)
    others = [value for value in values if value != faults[0].value]
    if not others or quoted(faults[0].value) not in first:
        return first
    more = len(others) - FIRST_SHOWN
    words = [*map(quoted, others[:FIRST_SHOWN]), *([f"{count(more)} more"] if more > 0 else [])]
    return f"{first} Also {listed(words)}."


def _sentence(fault: Fault) -> str:
    """The sentence of a fault without its row and its column."""
    text = _ROW.sub("", _REST.sub("", fault.message)).strip()
    return text[:1].upper() + text[1:]


def _and_its_like(faults: list[Fault]) -> str:
    first, *others = faults
    if not others:
        return first.message
    rows = [str(fault.row) for fault in others if fault.row is not None]
    more = total(fault for fault in others if fault.row is not None) - min(len(rows), FIRST_SHOWN)
    words = [*rows[:FIRST_SHOWN], *([f"{count(more)} more"] if more else [])]
    where = f", in row{'s' if len(words) > 1 else ''} {listed(words)}" if rows else ""
    return f"{first.message} {plural(total(others), 'other is', 'others are')} like it{where}."


def problem(fault: Fault) -> str:
    """What a fault's sentence says is wrong, without its row and its values: "… is not a status of this layout"."""
    text = _HINT.sub("", _ROW.sub("", _REST.sub("", fault.message)))
    if fault.value:
        text = text.replace(quoted(fault.value), "…")
    for values in (_QUOTED, _DAY, _ROW_NUMBER):
        text = values.sub("…", text)
    text = text.strip().rstrip(".")
    return text[:1].upper() + text[1:]
