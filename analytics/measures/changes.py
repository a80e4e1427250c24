"""What changed between two days: the statement of the stock, and the recommendations grouped by what happened."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any

import pandas as pd

from analytics.errors import WrongFilter
from analytics.filters import Filters
from analytics.measures import events, position, stock_and_flow
from analytics.measures.asking import question
from analytics.measures.position import Headline
from analytics.measures.stock_and_flow import Statement
from analytics.register.database import Register
from analytics.vocabulary import EventKind, State
from analytics.wording import day

NEW, LATE, WITHDRAWN = "new", "late recorded", "withdrawn or merged"
"""Groups that the statement tells apart and the kinds of event do not."""

GROUPS = (
    EventKind.RE_DATED, EventKind.CLOSED, WITHDRAWN, NEW, LATE, EventKind.ON_BOARDED, EventKind.RE_ROUTED,
    EventKind.RE_ASSIGNED, EventKind.ACTION_COMPLETE, EventKind.PROPOSED, EventKind.REOPENED, EventKind.RETURNED,
    EventKind.CORRECTED, EventKind.DROPPED,
)  # fmt: skip
"""What may happen to a recommendation, in the order of the page: first what a meeting asks about."""


IN_TERM = {
    "opening": "was = 'outstanding' and was_inside",
    "moved_in": "was = 'outstanding' and not was_inside and inside",
    "moved_out": "was = 'outstanding' and was_inside and not inside",
    "new": "inside and enters and is_new",
    "late_recorded": "inside and enters and not is_new",
    "reopened": "inside and was in ('closed', 'withdrawn or merged') and now = 'outstanding'",
    "returned": "inside and was = 'dropped' and now = 'outstanding'",
    "corrected": "inside and (was = 'unknown' and now = 'outstanding' or may_leave and now = 'unknown' "
    "or was = 'outstanding' and now = 'not yet')",
    "closed": "inside and may_leave and now = 'closed'",
    "withdrawn_or_merged": "inside and may_leave and now = 'withdrawn or merged'",
    "dropped": "inside and may_leave and now = 'dropped'",
    "closing": "inside and now = 'outstanding'",
}
"""Which recommendations make up each term of the statement; corrected is signed, so more make it up than it counts."""


@dataclass(frozen=True, kw_only=True)
class Changes:
    """What two views of the register differ in.

    `events` is `events.events` with a column `group`, one of GROUPS: received is new or late recorded, as in the
    statement; closed is closed, or withdrawn or merged; and a column `days_later`, by how many days a re-dating moved
    the due date (negative: earlier; blank for what is none). Where no movement can be told, they are only those that
    the register itself puts into the period.
    """

    since: date
    as_at: date
    known_at: date
    previous_extract: date | None
    extracts: tuple[date, ...]
    before: Headline
    now: Headline
    statement: Statement
    events: pd.DataFrame

    @property
    def told_by(self) -> date | None:
        """The extract that tells what was reported on the first day; None where none used is so old."""
        return max((one for one in self.extracts if one <= min(self.since, self.known_at)), default=None)

    @property
    def is_told(self) -> bool:
        """Whether a movement can be told: what was reported on the first day is known."""
        return self.told_by is not None

    def counts(self) -> dict[str, int]:
        """For each of GROUPS how many recommendations it happened to; one may stand in several."""
        return dict(self._counts)

    @cached_property
    def _counts(self) -> dict[str, int]:
        found = self.events.groupby("group")["reference"].nunique()
        return {group: int(found.get(group, 0)) for group in GROUPS}

    def of(self, group: str) -> pd.DataFrame:
        """The events of one group."""
        return self.events[self.events["group"] == group]


def changes(register: Register, filters: Filters, since: date | None = None) -> Changes:
    """What changed since a day, by default the day of the extract before the as-at day.

    The opening is what was reported on `since`; the end what is known at the known-at day of the as-at day. The
    statement and what stands beside it leave a status filter out; the events are those of the recommendations in the
    filter at the end. Where no used extract lies on or before `since`, what was reported then is not known: the first
    extract stands for it in the statement, which is then no movement to show, and what the first extract tells without
    a date in the period is no event of it.
    Raises WrongFilter where `since` is not before the as-at day.
    """
    found = _compared(register, filters, since)
    return found if found.is_told else replace(found, events=found.events[found.events["is_within"].astype(bool)])


def _compared(register: Register, filters: Filters, since: date | None) -> Changes:
    """The two views of the register, with every event that the one tells and the other does not."""
    moment = register.moment(filters)
    opened = since or opening_day(register, filters)
    if opened >= moment.as_at:
        raise WrongFilter(f"Choose a day before {day(moment.as_at)}, the as-at day; {day(opened)} is not.")
    then, moving = register.before(moment, opened), filters.without("status")
    told = events.events(register, filters, opened, moment.as_at)
    return Changes(
        since=opened,
        as_at=moment.as_at,
        known_at=moment.known_at,
        previous_extract=register.previous_extract(moment),
        extracts=tuple(loading.as_at for loading in register.extracts[: register.known(moment.known_at)]),
        before=position.headline(register, replace(moving, as_at=then.as_at, known_at=then.known_at)),
        now=position.headline(register, moving),
        statement=stock_and_flow.statement(register, filters, opened),
        events=told.assign(group=_groups(told), days_later=_days_later(told)),
    )


def in_term(register: Register, filters: Filters, since: date, term: str) -> pd.DataFrame:
    """The recommendations behind one term of the statement since a day, as they stand at the end.

    `term` is one of IN_TERM. Columns: reference, source, report, text, state, status, due_on.
    """
    holes = {"term": IN_TERM[term]}
    return register.frame(question(register, "in_term", filters.without("status"), since=since, holes=holes))


def opening_day(register: Register, filters: Filters) -> date:
    """Where a period begins unless said otherwise: on the newest extract before the as-at day, else a month's end."""
    moment = register.moment(filters)
    return register.previous_extract(moment) or moment.as_at.replace(day=1) - timedelta(days=1)


def as_dict(register: Register, filters: Filters, since: date | None = None) -> dict[str, Any]:
    """The changes as the command line prints them: counts and references by kind of event, and every event.

    A count is of recommendations; what happened twice to one counts once.
    """
    found = _compared(register, filters, since)
    by_kind = {kind: found.events[found.events["kind"] == kind] for kind in EventKind}
    references = {str(kind): sorted(set(rows["reference"])) for kind, rows in by_kind.items()}
    columns = ["reference", "kind", "took_effect_on", "said_in", "column_name", "before", "after"]
    return {
        "since": found.since,
        "until": found.as_at,
        "known_at": found.known_at,
        "counts": {kind: len(of_kind) for kind, of_kind in references.items()},
        "references": references,
        "period": stock_and_flow.as_dict(found.statement),
        "events": found.events[columns].rename(columns={"column_name": "column"}).to_dict("records"),
    }


def _groups(told: pd.DataFrame) -> pd.Series[str]:
    """What happened, as the statement tells it apart; not accepted is a closing that says that it was withdrawn."""
    is_received, is_closed = told["kind"] == EventKind.RECEIVED, told["kind"] == EventKind.CLOSED
    is_new = told["is_new"].astype(bool)
    is_withdrawn = is_closed & ((told["state"] == State.WITHDRAWN) | (told["after"] == "not accepted"))
    groups = told["kind"].mask(is_withdrawn, WITHDRAWN)
    return groups.mask(is_received & is_new, NEW).mask(is_received & ~is_new, LATE)


def _days_later(told: pd.DataFrame) -> pd.Series[int]:
    """By how many days each re-dating moved the due date."""
    redated = told[told["kind"] == EventKind.RE_DATED]
    after, before = (pd.to_datetime(redated[side], format="ISO8601") for side in ("after", "before"))
    return (after - before).dt.days.reindex(told.index).astype("Int64")
