"""What changed between two days: the statement of the stock, and the recommendations grouped by what happened."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property, partial
from typing import Any

import pandas as pd

from analytics.english import day
from analytics.errors import WrongFilter
from analytics.filters import Filters
from analytics.measures import events, headline_figures, stock_and_flow
from analytics.measures.coverage import coverage, latest_used, up_to
from analytics.measures.definition import measure
from analytics.measures.events import ALL, LATE, NEW, WITHDRAWN
from analytics.measures.headline_figures import Headline
from analytics.measures.parallel import run_in_parallel
from analytics.measures.query import build_query
from analytics.measures.stock_and_flow import Statement
from analytics.register.database import AsAt, Register
from analytics.vocabulary import EventKind

GROUPS = (
    EventKind.RE_DATED,
    EventKind.DUE_DATE_REMOVED,
    EventKind.CLOSED,
    WITHDRAWN,
    NEW,
    LATE,
    EventKind.ON_BOARDED,
    EventKind.RE_ROUTED,
    EventKind.RE_ASSIGNED,
    EventKind.RISK_CHANGED,
    EventKind.THEME_CHANGED,
    EventKind.PRIORITY_CHANGED,
    EventKind.MOVED,
    EventKind.REWORDED,
    EventKind.ACTION_COMPLETE,
    EventKind.PROPOSED,
    EventKind.REOPENED,
    EventKind.RETURNED,
    EventKind.CORRECTED,
    EventKind.DROPPED,
)
"""What may happen to a recommendation, in the order of the page: first what a meeting asks about."""


@dataclass(frozen=True, kw_only=True)
class Happened:
    """What one view of the register tells of recommendations and an earlier one did not.

    `events` is `events.events`: all, or of each group the first of its list. Where no movement can be shown, they are
    only those that the register itself puts into the period. What is counted is of all.
    """

    since: date
    as_at: date
    known_at: date
    previous_extract: date | None
    extracts: tuple[date, ...]
    events: pd.DataFrame

    @property
    def opening_extract(self) -> date | None:
        """The extract that tells what was reported on the first day; None where none used is so old."""
        return max((extract for extract in self.extracts if extract <= min(self.since, self.known_at)), default=None)

    @property
    def is_known(self) -> bool:
        """Whether a movement can be shown: an extract used is as old as the first day, and another is newer."""
        return self.opening_extract is not None and self.since < self.latest_extract

    @property
    def latest_extract(self) -> date:
        """The newest extract used."""
        return self.extracts[-1]

    def counts(self) -> dict[str, int]:
        """For each of GROUPS how many recommendations it happened to; one may stand in several."""
        return {group: self._count("recommendations", group) for group in GROUPS}

    def number(self, group: str | None = None) -> int:
        """How many events there are, in a group or in all."""
        return sum(self._count("events", name) for name in ([group] if group else GROUPS))

    @property
    def recommendations(self) -> int:
        """How many recommendations anything happened to."""
        return max((self._count("in_all", group) for group in GROUPS), default=0)

    @property
    def ended(self) -> int:
        """How many recommendations were closed, withdrawn or merged."""
        return max((self._count("ended", group) for group in GROUPS), default=0)

    @property
    def later(self) -> int:
        """How many recommendations were given a later due date, whatever else became of it in the period."""
        return self._count("later", EventKind.RE_DATED)

    @property
    def earlier(self) -> int:
        """How many events had taken effect by the first day, and were first recorded after it."""
        return sum(self._count("earlier", group) for group in GROUPS)

    def of(self, group: str) -> pd.DataFrame:
        """The events of one group, in the order of its list."""
        return self.events[self.events["group"] == group].sort_values("place")

    def _count(self, what: str, group: str) -> int:
        return int(self._tallies[what].get(group, 0))

    @cached_property
    def _tallies(self) -> dict[str, dict[Any, int]]:
        columns = ("events", "recommendations", "later", "earlier", "in_all", "ended")
        return {what: dict(zip(self.events["group"], self.events[what], strict=True)) for what in columns}


@dataclass(frozen=True, kw_only=True)
class Changes(Happened):
    """What two views of the register differ in: where recommendations stood at both, the sum, and what happened."""

    before: Headline
    now: Headline
    statement: Statement


@measure("Changes")
def changes(register: Register, filters: Filters, since: date | None = None, most: int = ALL) -> Changes:
    """What changed since a day, by default the day of the extract before the as-at day.

    The opening is what was reported on `since`; the end what is known at the known-at day of the as-at day, or of the
    newest extract used where the as-at day is later. The statement and what stands beside it leave a status filter out;
    the events are those of the recommendations in the filter at the end. Where no used extract lies on or before
    `since`, what was reported then is not known: the first extract stands for it in the statement, which is then no
    movement to show, and what the first extract tells without a date in the period is no event of it. Nor is there a
    movement to show where `since` is the day of the newest extract used or later.
    Raises WrongFilter where `since` is not before the as-at day.
    """
    # `most`: the events are the first of each group alone, and what is counted is of all.
    filters = _known_part(register, filters, since)
    opened, moving = _period_start(register, filters, since), filters.without("status")
    then = register.before(register.dates(filters), opened)
    reported, before, now, statement = run_in_parallel(
        partial(happened, register, filters, opened, most),
        partial(headline_figures.headline, register, replace(moving, as_at=then.as_at, known_at=then.known_at)),
        partial(headline_figures.headline, register, moving),
        partial(stock_and_flow.statement, register, filters, opened),
    )
    return Changes(**vars(reported), before=before, now=now, statement=statement)


def happened(
    register: Register, filters: Filters, since: date | None = None, most: int = ALL, group: str | None = None
) -> Happened:
    """What happened since a day, as `changes` lists it, without the sum; with `group`, only what happened of that kind.

    Raises WrongFilter as `changes` does.
    """
    filters = _known_part(register, filters, since)
    dates, opened = register.dates(filters), _period_start(register, filters, since)
    within = _is_before_extracts(register, dates, opened)
    return Happened(
        since=opened,
        as_at=dates.as_at,
        known_at=dates.known_at,
        previous_extract=register.previous_extract(dates),
        extracts=tuple(loading.as_at for loading in register.extracts[: register.known(dates.known_at)]),
        events=events.events(register, filters, opened, dates.as_at, most, group=group, within=within),
    )


@measure("In term")
def in_term(register: Register, filters: Filters, since: date, term: str) -> pd.DataFrame:
    """The recommendations behind one term of the statement since a day, as they stand at the end.

    `term` is a line of the statement, as `stock_and_flow.CONDITIONS` names it.
    Columns: reference, source, report, text, state, status, due_on, dates_as_written.
    """
    holes = {"term": stock_and_flow.CONDITIONS[term]}
    return register.frame(build_query(register, "in_term", filters.without("status"), since=since, holes=holes))


def default_start(register: Register, filters: Filters) -> date:
    """Where a period begins unless said otherwise: on the newest extract before it ends, else a month's end.

    It ends on the as-at day, or on that of the newest extract used where the as-at day is later.
    """
    dates = register.dates(up_to(latest_used(register, filters), filters))
    return register.previous_extract(dates) or dates.as_at.replace(day=1) - timedelta(days=1)


def _is_before_extracts(register: Register, dates: AsAt, opened: date) -> bool:
    """Whether no used extract lies on or before the first day: then only dates in the period make an event of it."""
    return register.extracts[0].as_at > min(opened, dates.known_at)


def as_dict(register: Register, filters: Filters, since: date | None = None) -> dict[str, Any]:
    """The changes as the command line prints them: counts and references by kind of event, and every event.

    A count is of recommendations; what happened twice to one counts once. The period ends as that of `changes` does.
    `movement_shown` of the period is that of `figures`.
    """
    filters = _known_part(register, filters, since)
    dates, opened = register.dates(filters), _period_start(register, filters, since)
    result = events.events(register, filters, opened, dates.as_at, within=_is_before_extracts(register, dates, opened))
    statement = stock_and_flow.as_dict(stock_and_flow.statement(register, filters, opened))
    is_shown = coverage(register, filters).shows_statement(opened, dates.as_at)
    by_kind = {kind: result[result["kind"] == kind] for kind in EventKind}
    references = {str(kind): sorted(set(rows["reference"])) for kind, rows in by_kind.items()}
    columns = ["reference", "kind", "took_effect_on", "extract_day", "column_name", "before", "after"]
    return {
        "since": opened,
        "until": dates.as_at,
        "known_at": dates.known_at,
        "latest_extract": latest_used(register, filters),
        "counts": {kind: len(of_kind) for kind, of_kind in references.items()},
        "references": references,
        "period": {**statement, "movement_shown": is_shown},
        "events": result[columns].rename(columns={"column_name": "column"}).to_dict("records"),
    }


def _known_part(register: Register, filters: Filters, since: date | None) -> Filters:
    """The choice as at the end of what is known; as it is where the period begins only then."""
    latest = latest_used(register, filters)
    return filters if since is not None and since >= latest else up_to(latest, filters)


def _period_start(register: Register, filters: Filters, since: date | None) -> date:
    """The day that the period begins on. Raises WrongFilter where it is not before the as-at day."""
    opened, as_at = since or default_start(register, filters), register.dates(filters).as_at
    if opened >= as_at:
        raise WrongFilter(f"Choose a day before {day(as_at)}, the as-at day; {day(opened)} is not.")
    return opened
