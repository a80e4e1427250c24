"""The advice on a recommendation a second time, written from docs/method.md alone."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from tests.independent.history import Row, value


class Advice(NamedTuple):
    """The advice in a row. None for each part that is blank."""

    by: str | None
    on: date | None
    achievable: str | None
    route: str | None


NONE = Advice(None, None, None, None)


def advice(row: Row, day: date) -> Advice:
    """The advice in a row. NONE if it is dated after the day."""
    columns = ("advised_by", "advised_on", "advised_achievable", "advised_route")
    given = Advice(*(value(row, column) for column in columns))
    return NONE if given.on is not None and given.on > day else given


def answer(given: Advice) -> str:
    """Whether it was advised to be achievable: yes, in part, no, or "". "no advice" where there is none."""
    return "no advice" if given == NONE else given.achievable or ""


def is_otherwise(first_row: Row, row_in_force: Row, decided_on: date) -> bool:
    """Whether a decision took another route than advised. `first_row` is that of the extract that first told of it."""
    given = advice(first_row, decided_on)
    if given == NONE:
        given = advice(row_in_force, decided_on)
    route = value(first_row, "delivery_route")
    return route is not None and given.route is not None and route != given.route
