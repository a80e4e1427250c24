"""How a recommendation comes to be closed: the steps, who judged it, on what, and what became of it afterwards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import pandas as pd

from analytics.filters import Filters
from analytics.measures.definition import measure
from analytics.measures.long_lists import ListedRows, LongList
from analytics.measures.parallel import run_in_parallel
from analytics.measures.query import build_query
from analytics.measures.recommendations import ALL
from analytics.register.database import Register
from analytics.vocabulary import AS_WRITTEN, State

FEWEST = 10
"""No rate and no median is worked out on fewer."""

CHECKED_ROWS = {
    "basis": "state = state_closed() and basis",
    "outcome": "state = state_closed() and outcome",
    "reason": "coalesce(close_reason, '')",
}
"""The columns by which the closed can be taken apart: their conditions, but for the value."""

SENT_BACK = LongList(query="sent_back", columns=("sent_back_on", "times", "status"), order="sent_back_on desc")

REOPENED = LongList(
    query="reopened_closure",
    columns=("closed_on", "reopened_on", "days", "is_within_a_year", "status"),
    order="reopened_on desc",
    counts={
        "within": "count(*) filter (is_within_a_year)",
        "unsure": "count(*) filter (is_within_a_year is null)",
        "undated": "count(*) - count(days)",
    },
)

SUPERSEDED = LongList(
    query="superseded",
    columns=("ended_on", "successor_reference", "successor_status"),
    order="successor_status nulls first",
    counts={"named": "count(successor_reference)", "replaced": "count(successor_status)"},
)

CANDIDATES = LongList(query="closure_candidate", columns=("status", "due_on", AS_WRITTEN))

CHECKED_BY = ("role", "outcome", "basis", "reason", "state")

STEPS: Mapping[str, Callable[[Mapping[str, Any]], bool]] = {
    "Action complete": lambda row: row["is_complete"],
    "Proposed for closure": lambda row: row["is_proposed"],
    "Assured": lambda row: row["is_assured"],
    "Closed": lambda row: row["state"] == State.CLOSED,
}
"""The steps to closure in their order: whether those of a row of `closings_judged` passed it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assurance:
    """The steps to closure, and who judged, on what basis and why closed, of one choice of recommendations.

    `steps` has the columns step, reached, waiting, days (missing on fewer than ten), measured; `judged` role, outcome,
    basis, reason, state, recommendations, a blank being "".
    """

    steps: pd.DataFrame
    judged: pd.DataFrame

    def waiting(self) -> int:
        """How many outstanding ones have passed at least one of the steps."""
        return int(self.steps["waiting"].sum())

    def closed(self) -> int:
        """How many are closed, without those withdrawn or merged."""
        return sum(self.by("basis").values())

    def by(self, column: str, states: Collection[str] = (State.CLOSED,)) -> dict[str, int]:
        """How many in these states have each value of a column of `judged`, most first."""
        counts: Counter[str] = Counter()
        rows = self.judged
        for value, state, number in zip(rows[column], rows["state"], rows["recommendations"], strict=True):
            if state in states:
                counts[value] += number
        return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


@measure("The steps to closure, and who judged")
def assurance(register: Register, filters: Filters) -> Assurance:
    """The steps towards closure as at the day, and who judged what is outstanding, closed, and withdrawn or merged.

    The steps: action complete, proposed for closure, assured, closed. Reached: of those now outstanding or closed, how
    many have the step recorded; a step may be left out on the way. Waiting: outstanding, and this is the furthest step
    that they have reached. The lag is the median of the days since the step before, of those with both days recorded,
    and is not given on fewer than ten. Assurance has no day of its own. Withdrawn or merged ones are left out.

    Judged by another role: the register names a role that judged, other than the owner's. The owner's word alone: no
    such role and no evidence. The answer is to whether the underlying issue was addressed: yes, in part, no.
    """
    rows, lags = run_in_parallel(partial(_closures_checked, register, filters), partial(_lags, register, filters))
    return Assurance(steps=_steps(rows, lags), judged=_by_checker(rows))


def _closures_checked(register: Register, filters: Filters) -> list[dict[str, Any]]:
    """A row a combination of what `judged` tells and of the steps passed."""
    return register.records(build_query(register, "closures_checked", filters))


def _lags(register: Register, filters: Filters) -> dict[str, Any]:
    """The days since the step before of each step that has any: measured, and days (their median)."""
    records = register.records(build_query(register, "median_days_between_steps", filters))
    return {row["step"]: row for row in records}


def _by_checker(rows: list[dict[str, Any]]) -> pd.DataFrame:
    counts: Counter[tuple[str, ...]] = Counter()
    for row in rows:
        counts[tuple(row[column] for column in CHECKED_BY)] += row["recommendations"]
    return pd.DataFrame(
        [(*values, number) for values, number in sorted(counts.items())], columns=[*CHECKED_BY, "recommendations"]
    )


def _steps(rows: list[dict[str, Any]], lags: Mapping[str, Mapping[str, Any]]) -> pd.DataFrame:
    lived = [row for row in rows if row["state"] != State.WITHDRAWN]
    result = []
    for place, (step, passed) in enumerate(STEPS.items()):
        reached = [row for row in lived if passed(row)]
        later = list(STEPS.values())[place + 1 :]
        waiting = [row for row in reached if not any(is_passed(row) for is_passed in later)]
        lag = lags.get(step, {"measured": 0})
        result.append(
            {
                "step": step,
                "reached": _number(reached),
                "waiting": _number(waiting) if later else 0,
                "days": lag["days"] if lag["measured"] >= FEWEST else None,
                "measured": lag["measured"],
            }
        )
    return pd.DataFrame(result).astype({"days": "Float64"})


def _number(rows: list[dict[str, Any]]) -> int:
    return sum(row["recommendations"] for row in rows)


def closures_with_value(register: Register, filters: Filters, column: str, value: str) -> pd.DataFrame:
    """The recommendations closed, withdrawn or merged that have one value of a column of `judged`.

    `column` is one of BEHIND. Columns: reference, source, text, close_reason, ended_on, role, outcome.
    """
    holes = {"column": CHECKED_ROWS[column]}
    query = build_query(register, "closures_with_value", filters, holes=holes, value=value)
    return register.frame(query)


@measure("Sent back")
def sent_back(register: Register, filters: Filters, limit: int = ALL) -> ListedRows:
    """Those that an extract calls open after one that had them proposed for closure; the last time, and how often.

    Columns: reference, source, text, sent_back_on (the extract's day), times, status.
    """
    return SENT_BACK.of(register, filters, limit)


@measure("Reopened")
def reopened(register: Register, filters: Filters, limit: int = ALL) -> ListedRows:
    """Closings that a later extract takes back: within 12 months where that extract's day is by the anniversary.

    Where the anniversary lies between that extract and the one before it, or the closing has no day of its own and
    may lie more than 12 months back, it is neither counted nor denied. Columns: reference, source, text, closed_on
    (where it has no day, the first extract that says closed), reopened_on (the extract's day), days (None where the
    closing has no day), is_within_a_year, status. Counts: within (12 months), unsure, undated (the closing).
    """
    return REOPENED.of(register, filters, limit)


@measure("Superseded")
def superseded(register: Register, filters: Filters, limit: int = ALL) -> ListedRows:
    """Those closed as superseded, the one that replaces each, and where that one stands; first those without one.

    Columns: reference, source, text, ended_on, successor_reference, successor_status. Counts: named (with a
    successor's reference), replaced (by one that is on the register).
    """
    return SUPERSEDED.of(register, filters, limit)


@measure("Candidates for closure")
def candidates(register: Register, filters: Filters, limit: int = ALL) -> ListedRows:
    """Open ones that a review has tagged as candidates for closure; they are open, not closed.

    Columns: reference, source, text, status, due_on, dates_as_written.
    """
    return CANDIDATES.of(register, filters.without("status"), limit)
