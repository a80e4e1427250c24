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
    `latest_extract`, or later: its terms are then no movement. `stock_shown` is false for a day so early that how many
    there were is not recorded: every number is then None, and no movement is shown.
    """
    dates = register.dates(filters)
    opened = since or register.previous_extract(dates) or dates.as_at
    headline = headline_figures.headline(register, filters)
    statement = stock_and_flow.as_dict(stock_and_flow.statement(register, filters, opened))
    covered = coverage(register, filters)
    stock_shown = covered.shows_stock(min(dates.as_at, covered.latest_extract))
    movement_shown = stock_shown and covered.shows_statement(opened, dates.as_at)
    result = {
        "as_at": dates.as_at,
        "known_at": dates.known_at,
        "latest_extract": covered.latest_extract,
        "stock_shown": stock_shown,
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
        "period": {**statement, "movement_shown": movement_shown},
        "overdue": {
            "original": headline.overdue_original,
            "current": headline.overdue_current,
            "masked": headline.overdue_masked,
            "late_no_current_date": headline.late_no_current_date,
            "no_due_date": headline.no_due_date,
        },
        "age": dict(ages.age(register, filters)[["band", "outstanding"]].itertuples(index=False)),
    }
    return result if stock_shown else _without_numbers(result)


def _without_numbers(result: dict[str, Any]) -> dict[str, Any]:
    """The same object with None for each number; days and what is shown stay."""
    return {name: _without_number(value) for name, value in result.items()}


def _without_number(value: Any) -> Any:
    if isinstance(value, dict):
        return _without_numbers(value)
    return value if isinstance(value, date | bool) else None


def _by(register: Register, filters: Filters, since: date) -> dict[str, dict[str, dict[str, int]]]:
    by: dict[str, dict[str, dict[str, int]]] = {}
    for row in headline_figures.by_value(register, filters, since).to_dict("records"):
        counts = {name: int(row[name]) for name in ("open", "closed", "outstanding", "new")}
        by.setdefault(row["by_column"], {})[row["value"]] = counts
    return by
