"""Everything that the first page states, gathered in one go: the position, how it moved, and what it is made of."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial

import pandas as pd

from analytics.filters import EVERYTHING, NONE, Filters, open_alone
from analytics.measures import close_reasons, headline_figures, received_and_closed, stock_and_flow
from analytics.measures.coverage import Coverage, coverage, latest_used
from analytics.measures.headline_figures import Headline
from analytics.measures.open_statement import OpenStatement, open_statement
from analytics.measures.parallel import run_in_parallel
from analytics.measures.stock_and_flow import Statement
from analytics.register.database import Register
from analytics.vocabulary import OPEN_STATUSES

MONTHS = 24
"""Months that the stock and flow are shown for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """The position as at a day, and its movement since an earlier one.

    `before` is what was reported on `since`; None where no extract is so old, or where the as-at day
    is later than every extract used: no movement is known then. `reports` and `reports_before` are
    `position.reports` of both, `by` is `position.by_value`, `months` is `stock_and_flow.by_day` at month ends with one
    knowledge, `flows` is `flow.by_month`, `covered` is `coverage.coverage` and `reasons` is `closures.reasons`.
    `lists_apart`: causes of concern and
    advice are in no count, since the kind filter names none. `asks_for_open`: no status filter leaves the open out,
    `open_alone`: it leaves out those of them that are proposed for closure. `filters` is the choice.
    """

    as_at: date
    since: date
    now: Headline
    reports: int
    before: Headline | None
    reports_before: int
    flow: Statement
    open_flow: OpenStatement
    reasons: pd.DataFrame
    by: pd.DataFrame
    months: pd.DataFrame
    flows: pd.DataFrame
    covered: Coverage
    recorded: frozenset[str]
    lists_apart: bool
    asks_for_open: bool
    open_alone: bool = False
    filters: Filters = EVERYTHING

    @property
    def latest_extract(self) -> date:
        """The day of the newest extract used."""
        return self.covered.latest_extract

    @property
    def is_later(self) -> bool:
        """Whether the as-at day is later than every extract used: the states are then those of the latest."""
        return self.as_at > self.latest_extract

    @property
    def known_day(self) -> date:
        """The as-at day, or that of the newest extract used where that is earlier."""
        return min(self.as_at, self.latest_extract)

    @property
    def late(self) -> int:
        """How many of the open have passed the date first agreed."""
        return self.now.open_overdue_original


def overview(register: Register, filters: Filters, recorded: frozenset[str], since: date | None = None) -> Overview:
    """The first page's figures for a choice of recommendations; the period begins with the extract before as-at.

    Where there is none it begins with the last month's end; where `since` is given, on that day. `recorded` is
    `options.recorded`, which no choice changes, so that it is asked once a register.
    """
    dates = register.dates(filters)
    since = since or register.previous_extract(dates) or dates.as_at.replace(day=1) - timedelta(days=1)
    latest = latest_used(register, filters)
    has_movement = register.extracts[0].as_at <= since and dates.as_at <= latest
    before = _then(register, filters, since)
    month_ends = stock_and_flow.month_ends(min(dates.as_at, latest), MONTHS)
    months, now, reports, by, then, reports_then, moved, open_moved, reasons, flows, covered = run_in_parallel(
        partial(stock_and_flow.by_day, register, filters, month_ends),
        partial(headline_figures.headline, register, filters),
        partial(headline_figures.reports, register, filters),
        partial(headline_figures.by_value, register, filters, since),
        partial(headline_figures.headline, register, before),
        partial(headline_figures.reports, register, before),
        partial(stock_and_flow.statement, register, filters, since),
        partial(open_statement, register, filters, since, has_onboarding="onboarded_on" in recorded),
        partial(close_reasons.reasons, register, filters, since),
        partial(received_and_closed.by_month, register, filters.without("status")),
        partial(coverage, register, filters),
    )
    return Overview(
        as_at=dates.as_at,
        since=since,
        now=now,
        reports=reports,
        before=then if has_movement else None,
        reports_before=reports_then if has_movement else 0,
        flow=moved,
        open_flow=open_moved,
        reasons=reasons,
        by=by,
        months=months,
        flows=flows,
        covered=covered,
        recorded=recorded,
        lists_apart=not filters.kind,
        asks_for_open=not filters.status or bool(set(filters.status) & set(OPEN_STATUSES)),
        open_alone=open_alone(filters.status),
        filters=filters,
    )


def open_only(filters: Filters) -> Filters:
    """The same choice narrowed to what is open: open, and proposed for closure; a narrower choice of these stays.

    Of a choice without them nothing is left.
    """
    chosen = tuple(str(status) for status in OPEN_STATUSES if not filters.status or status in filters.status)
    return replace(filters, status=chosen or (NONE,))


def lists_open_alone(filters: Filters, result: Headline) -> bool:
    """Whether the register lists the open alone unless all are asked for: no filter decides, and others are there."""
    decides = filters.status or filters.overdue or filters.closed_from or filters.closed_to
    return not decides and 0 < result.open < result.born


def _then(register: Register, filters: Filters, since: date) -> Filters:
    """The same choice as it was reported on an earlier day."""
    opening = register.before(register.dates(filters), since)
    return replace(filters, as_at=opening.as_at, known_at=opening.known_at)
