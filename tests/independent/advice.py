"""Who advised what, a second time: cells of one row, from the definition's words alone."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from tests.independent.history import Row, value


class Advice(NamedTuple):
    """What a row tells of the advice on its recommendation, None for what it does not tell."""

    by: str | None
    on: date | None
    achievable: str | None
    route: str | None


NONE = Advice(None, None, None, None)


def advice(row: Row, t: date) -> Advice:
    """The advice that had been given by a day; none where the register dates it later."""
    told = Advice(*(value(row, name) for name in ("advised_by", "advised_on", "advised_achievable", "advised_route")))
    return NONE if told.on is not None and told.on > t else told


def answer(given: Advice) -> str:
    """What the advice answers: yes, in part, no, "" where it answers nothing, or that there is no advice."""
    return "no advice" if given == NONE else given.achievable or ""


def is_otherwise(told: Row, since: Row, on: date) -> bool:
    """Whether a decision took another route than had been advised by its day, both being told.

    `told` is the row that first shows the decision; where it tells nothing of advice, the one known since may.
    """
    row = since if advice(told, date.max) == NONE else told
    decided, advised = value(told, "delivery_route"), advice(row, on).route
    return None not in (decided, advised) and decided != advised
