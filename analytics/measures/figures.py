"""Every headline figure of a day as one object, as the command line prints it."""

from __future__ import annotations

from datetime import date
from typing import Any

from analytics.filters import Filters
from analytics.measures import ages, headline_figures, stock_and_flow
from analytics.measures.coverage import coverage
from analytics.register.database import Register


def figures(register: Register, filters: Filters, since: date | None = None) -> dict[str, Any]:
    """Where recommendations stand on the as-at day, by column, over the period since `since`, how late and how old.

    `since` defaults to the newest extract before the as-at day, else the as-at day itself. `movement_shown` is false
    for a period that begins before the register shows movement (`coverage.coverage`) or on the newest extract used,
    `latest_extract`, or later: its terms are then no movement.
    """
    dates = register.dates(filters)
    opened = since or register.previous_extract(dates) or dates.as_at
    headline = headline_figures.headline(register, filters)
    statement = stock_and_flow.as_dict(stock_and_flow.statement(register, filters, opened))
    covered = coverage(register, filters)
    return {
        "as_at": dates.as_at,
        "known_at": dates.known_at,
        "latest_extract": covered.latest_extract,
        "outstanding": headline.outstanding,
        "open": headline.open,
        "awaiting_onboarding": headline.awaiting_onboarding,
        "disputed": headline.disputed,
        "proposed_for_closure": headline.proposed_for_closure,
        "closed": headline.closed,
        "not_accepted": headline.not_accepted,
        "state_unknown": headline.state_unknown,
        "dropped": headline.dropped,
        "reports": headline_figures.reports(register, filters),
        "by": _by(register, filters, opened),
        "period": {**statement, "movement_shown": covered.shows_statement(opened, dates.as_at)},
        "overdue": {
            "original": headline.overdue_original,
            "current": headline.overdue_current,
            "masked": headline.overdue_masked,
            "late_no_current_date": headline.late_no_current_date,
            "no_due_date": headline.no_due_date,
        },
        "age": dict(ages.age(register, filters)[["band", "outstanding"]].itertuples(index=False)),
    }


def _by(register: Register, filters: Filters, since: date) -> dict[str, dict[str, dict[str, int]]]:
    by: dict[str, dict[str, dict[str, int]]] = {}
    for row in headline_figures.by_value(register, filters, since).to_dict("records"):
        counts = {name: int(row[name]) for name in ("open", "closed", "outstanding", "new")}
        by.setdefault(row["by_column"], {})[row["value"]] = counts
    return by
