"""How a recommendation comes to be closed: the steps, who judged it, on what, and what became of it afterwards."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import partial

import pandas as pd

from analytics.filters import Filters
from analytics.measures import listing
from analytics.measures.asking import question
from analytics.measures.together import together
from analytics.register.database import Register
from analytics.vocabulary import CLOSURE_CANDIDATE, OPEN_STATUSES

FEWEST = 10
"""No rate and no median is worked out on fewer."""

BEHIND = {
    "basis": "state = 'closed' and basis",
    "outcome": "state = 'closed' and outcome",
    "reason": "coalesce(close_reason, '')",
}
"""The columns by which the closed can be taken apart: their conditions, but for the value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assurance:
    """What `steps`, `judged`, `sent_back`, `reopened`, `superseded` and `candidates` give for one choice."""

    steps: pd.DataFrame
    judged: pd.DataFrame
    sent_back: pd.DataFrame
    reopened: pd.DataFrame
    superseded: pd.DataFrame
    candidates: pd.DataFrame

    def waiting(self) -> int:
        """How many outstanding ones have passed at least one of the steps."""
        return int(self.steps["waiting"].sum())

    def closed(self) -> pd.DataFrame:
        """The closed ones of `judged`, without those withdrawn or merged."""
        return self.judged[self.judged["state"] == "closed"]

    def by(self, column: str) -> pd.Series[int]:
        """How many of the closed have each value of a column of `judged`, most first."""
        counts = self.closed().groupby(column)["recommendations"].sum()
        return counts.sort_values(ascending=False, kind="stable")


def assurance(register: Register, filters: Filters) -> Assurance:
    """Everything that is told of assurance for a choice of recommendations."""
    asked = (steps, judged, sent_back, reopened, superseded, candidates)
    found = together(*(partial(ask, register, filters) for ask in asked))
    return Assurance(**{ask.__name__: answer for ask, answer in zip(asked, found, strict=True)})


def steps(register: Register, filters: Filters) -> pd.DataFrame:
    """The steps towards closure: action complete, proposed for closure, assured, closed, as at the day.

    Reached: of those now outstanding or closed, how many have the step recorded; a step may be left out on the way.
    Waiting: outstanding, and this is the furthest step that they have reached. The lag is the median of the days since
    the step before, of those with both days recorded, and is not given on fewer than ten. Assurance has no day of its
    own. Withdrawn or merged ones are left out.

    Columns: step, reached, waiting, days (None on fewer than ten), measured.
    """
    found = register.frame(question(register, "assurance_steps", filters))
    few = found["measured"].fillna(0) < FEWEST
    return found.assign(
        days=found["days"].astype("Float64").mask(few), measured=found["measured"].fillna(0).astype(int)
    )  # fmt: skip


def judged(register: Register, filters: Filters) -> pd.DataFrame:
    """Outstanding, closed, and withdrawn or merged ones by who judged them, the answer, on what basis, and why closed.

    Judged by another role: the register names a role that judged, other than the owner's. The owner's word alone: no
    such role and no evidence. The answer is to whether the underlying issue was addressed: yes, in part, no.
    Columns: role, outcome, basis, reason, state, recommendations; a blank is "".
    """
    return register.frame(question(register, "closings_judged", filters))


def behind(register: Register, filters: Filters, column: str, value: str) -> pd.DataFrame:
    """The recommendations closed, withdrawn or merged that have one value of a column of `judged`.

    `column` is one of BEHIND. Columns: reference, source, text, close_reason, ended_on, role, outcome.
    """
    asked = question(register, "closings_behind", filters, holes={"column": BEHIND[column]}, value=value)
    return register.frame(asked)


def sent_back(register: Register, filters: Filters) -> pd.DataFrame:
    """Those that an extract calls open after one that had them proposed for closure; the last time, and how often.

    Columns: reference, source, text, sent_back_on (the extract's day), times, status.
    """
    return register.frame(question(register, "sent_back", filters, known_at=_known(register, filters)))


def reopened(register: Register, filters: Filters) -> pd.DataFrame:
    """Closings that a later extract takes back: within 12 months where that extract's day is by the anniversary.

    Where the anniversary lies between that extract and the one before it, or the closing has no day of its own and
    may lie more than 12 months back, it is neither counted nor denied. Columns: reference, source, text, closed_on
    (where it has no day, the first extract that says closed), reopened_on (the extract's day), days (None where the
    closing has no day), is_within_a_year, status.
    """
    return register.frame(question(register, "reopened", filters))


def superseded(register: Register, filters: Filters) -> pd.DataFrame:
    """Those closed as superseded, the one that replaces each, and where that one stands; first those without one.

    Columns: reference, source, text, ended_on, successor_reference, successor_status.
    """
    return register.frame(question(register, "superseded", filters))


def candidates(register: Register, filters: Filters) -> pd.DataFrame:
    """Open ones that a review has tagged as candidates for closure; they are open, not closed.

    Columns: reference, source, text, status, due_on.
    """
    columns = ("reference", "source", "text", "status", "due_on", "tags")
    chosen = replace(filters, status=OPEN_STATUSES, tag=filters.tag or (CLOSURE_CANDIDATE,))
    rows = listing.rows(register, chosen, columns, "reference")
    held = [CLOSURE_CANDIDATE in (tags if isinstance(tags, list) else []) for tags in rows["tags"]]
    return rows.loc[held, list(columns[:-1])].reset_index(drop=True)


def _known(register: Register, filters: Filters) -> date:
    """The day of the newest extract used."""
    return register.extracts[register.known(register.moment(filters).known_at) - 1].as_at
