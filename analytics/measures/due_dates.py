"""How far due dates have moved and how often: so that no re-dating hides what is late."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

import pandas as pd

from analytics.filters import Filters
from analytics.measures import headline_figures, stock_and_flow
from analytics.measures.coverage import Coverage, coverage
from analytics.measures.definition import measure
from analytics.measures.headline_figures import Headline
from analytics.measures.parallel import run_in_parallel
from analytics.measures.query import build_query
from analytics.measures.recommendations import ALL
from analytics.register.database import Register

SLIP: Mapping[str, str] = {
    "Brought forward": "slip_days < 0",
    "Not moved": "slip_days = 0",
    "1 to 30 days": "slip_days between 1 and 30",
    "31 to 90 days": "slip_days between 31 and 90",
    "91 to 180 days": "slip_days between 91 and 180",
    "181 to 365 days": "slip_days between 181 and 365",
    "Over 365 days": "slip_days > 365",
    "No due date": "due_on is null",
}
"""Bands of slip: the days from the date first agreed to the present due date. They sum to the outstanding."""

REDATED: Mapping[str, str] = {
    "Never": "redatings = 0",
    "Once": "redatings = 1",
    "Twice": "redatings = 2",
    "Three times or more": "redatings >= 3",
}
"""How often a due date was changed for another. They sum to the outstanding."""

DUE: Mapping[str, str] = {
    "In 30 days": "due_on between $as_at and $as_at + 30",
    "In 60 days": "due_on between $as_at and $as_at + 60",
    "In 90 days": "due_on between $as_at and $as_at + 90",
}
"""What falls due from the as-at day on; cumulative, so they do not sum."""


LATE_BANDS = ("1 to 30 days", "31 to 90 days", "91 to 180 days", "181 to 365 days", "Over 365 days")
"""Bands of days late."""

AGAINST = {"original": "days_late_original", "current": "days_late"}
"""The date that lateness is measured against, and the column of the days since it."""


def _late(days: str) -> Mapping[str, str]:
    edges = zip(LATE_BANDS, (1, 31, 91, 181, 366), (30, 90, 180, 365, 2**31), strict=True)
    return {band: f"{days} between {least} and {most}" for band, least, most in edges}


FAMILIES: Mapping[str, Mapping[str, str]] = {
    "slip": SLIP,
    "redated": REDATED,
    "due": DUE,
    **{f"late {against}": _late(days) for against, days in AGAINST.items()},
}
"""Every family of bands by its name: each band with its condition on a recommendation's dates."""

_SUPPOSED = (
    "first_agreed_on is not null and recommendation not in (select version.recommendation from version join extract "
    "on extract.n = version.first_n where version.original_due_on is not null and extract.as_at <= $known_extract)"
)
_COUNT_COLUMNS: Mapping[str, Mapping[str, str]] = {**FAMILIES, "supposed": {"First due date ever recorded": _SUPPOSED}}
"""What is counted of the outstanding, all with one question."""

_ORDERS = {"redated": "redatings desc, slip_days desc nulls last", "due": "due_on nulls last"}
_FURTHEST_MOVED = "slip_days desc nulls last, redatings desc"

MONTHS = 12
"""Months that the small lines show."""

DUE_DATES = frozenset({"original_due_on", "due_on"})
"""The columns that give a due date; a register without both records none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """How late the outstanding are by every measure, and how far and how often their dates were moved.

    `before` is what was reported at the extract before, on `since`; None where there is none. `months` is
    `stock_and_flow.by_day` at the month ends that the register shows. `late` is `days_late` against the
    original and against the current date. `recorded` is `options.recorded`. `recorded_from` is the day of the first
    extract where how many there were as at is not recorded; else None.
    """

    as_at: date
    since: date | None
    now: Headline
    before: Headline | None
    months: pd.DataFrame
    slip: pd.DataFrame
    redated: pd.DataFrame
    due: pd.DataFrame
    late: tuple[pd.DataFrame, ...]
    supposed: int
    recorded: frozenset[str]
    recorded_from: date | None = None

    @property
    def ever_redated(self) -> int:
        """How many outstanding ones had their due date changed at all."""
        return int(self.redated.loc[self.redated["band"] != "Never", "outstanding"].sum())


@measure("Dates")
def dates(register: Register, filters: Filters, recorded: frozenset[str]) -> Dates:
    """Everything that the page of dates states, for a choice of recommendations."""
    dates = register.dates(filters)
    since = register.previous_extract(dates)
    then = replace(filters, as_at=since, known_at=min(since, dates.known_at)) if since else None
    days = stock_and_flow.month_ends(dates.as_at, MONTHS)
    questions: dict[str, Callable[[], Any]] = {
        "now": partial(headline_figures.headline, register, filters),
        "before": partial(headline_figures.headline, register, then) if then else lambda: None,
        "months": partial(stock_and_flow.by_day, register, filters, days),
        "banded": partial(bands, register, filters),
    }
    questions["covered"] = partial(coverage, register, filters)
    answers = dict(zip(questions, run_in_parallel(*questions.values()), strict=True))
    covered: Coverage = answers.pop("covered")
    answers["months"] = covered.shown(answers["months"])
    is_recorded = covered.shows_stock(min(dates.as_at, covered.latest_extract))
    banded = answers.pop("banded")
    return Dates(
        as_at=dates.as_at,
        since=since,
        late=tuple(banded[f"late {against}"] for against in AGAINST),
        supposed=int(banded["supposed"]["outstanding"].sum()),
        recorded=recorded,
        recorded_from=None if is_recorded else covered.first_extract,
        **answers,
        **{family: banded[family] for family in ("slip", "redated", "due")},
    )


@measure("Days late")
def days_late(register: Register, filters: Filters, against: str = "original") -> pd.DataFrame:
    """Outstanding recommendations whose date has passed, by days late against the original or the current date.

    Columns: band, outstanding; every band has a row.
    """
    return bands(register, filters)[f"late {against}"]


@measure("In band")
def in_band(register: Register, filters: Filters, family: str, band: str) -> pd.DataFrame:
    """The outstanding recommendations of one band of one of FAMILIES, with their dates.

    Columns: reference, source, report, text, first_agreed_on, due_on, slip_days, redatings, days_late (blank where
    it is not past the current date), dates_as_written. Those moved furthest come first; by re-dating the most
    often moved, by falling due the earliest due.
    """
    holes = {"band": f"({FAMILIES[family][band]})", "order": _ORDERS.get(family, _FURTHEST_MOVED)}
    return register.frame(build_query(register, "in_band", filters, holes=holes, limit=ALL))


@measure("Most redated")
def most_redated(register: Register, filters: Filters, limit: int = ALL) -> pd.DataFrame:
    """The outstanding recommendations whose due date was changed at all, the most often changed first."""
    holes = {"band": "(redatings > 0)", "order": _ORDERS["redated"]}
    return register.frame(build_query(register, "in_band", filters, holes=holes, limit=limit))


@measure("Slip, re-dating and falling due")
def bands(register: Register, filters: Filters) -> dict[str, pd.DataFrame]:
    """How many outstanding recommendations are in each band of slip, of re-dating, of falling due and of days late.

    Slip is the days from the date first agreed to the present due date. The date first agreed is the original date of
    the newest extract that gives any; a later blank does not remove it. Where no extract gives one, it is the first due
    date that any extract gave, and "supposed" counts those. Brought forward is a slip below zero; no due date is a band
    of its own.

    Re-dated is how often the due date was changed for another up to the as-at day. A blank that is filled for the first
    time is a first date, not a re-dating. A date that was removed and later set to another day was re-dated; one that
    came back as it was is not. What was re-dated before the first extract is not known.

    Falling due counts from the as-at day to 30, 60 and 90 days on, cumulative. The bands of slip, and those of
    re-dating, sum to the outstanding.

    By the name of the family, those of FAMILIES and "supposed". Columns: band, outstanding; every band has a row.
    """
    conditions = [condition for of_family in _COUNT_COLUMNS.values() for condition in of_family.values()]
    columns = ", ".join(f"coalesce({condition}, false) as band_{n}" for n, condition in enumerate(conditions))
    sums = ", ".join(f"coalesce(sum(n) filter (band_{n}), 0)::bigint as band_{n}" for n in range(len(conditions)))
    query = build_query(
        register,
        "due_date_band_counts",
        filters,
        holes={"bands": columns, "sums": sums},
    )
    counts = iter(register.rows(query)[0])
    return {
        family: pd.DataFrame({"band": list(of_family), "outstanding": [int(next(counts)) for _ in of_family]})
        for family, of_family in _COUNT_COLUMNS.items()
    }
