"""The statutory clocks for responses a second time, written from docs/method.md alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from tests.independent.history import DAY, Record, Row, used, value, view
from tests.independent.measures import Predicate, filtered

PAUSED, TO_COME, NO_START = "paused", "to come", "no date to count from"


class Clock(NamedTuple):
    """The clock of one recommendation: what makes it the same response as another's."""

    source: str
    report: str
    starts_on: date | None
    due_on: date | None
    is_certain: bool
    paused_from: date | None
    days_paused: int
    is_paused: bool


@dataclass(frozen=True)
class Response:
    """One response: its clock, how many recommendations it covers, how many of them have one, and its standing."""

    clock: Clock
    recommendations: int
    answered: int
    responded_on: date | None
    standing: str


def responses(extracts: Iterable[Any], as_at: date, known_at: date, fits: Predicate) -> list[Response]:
    """Every response with a statutory clock of the recommendations in the filter."""
    extracts = list(extracts)
    is_recorded = any(
        value(row, "responded_on") for extract in used(extracts, known_at) for row in extract.rows.values()
    )
    grouped: dict[Clock, list[Row]] = {}
    for record in _considered(extracts, as_at, known_at, fits):
        is_withdrawn = record.state == "withdrawn or merged"
        if has_clock(record.attributes) and not (is_withdrawn and not is_given(record.attributes, as_at)):
            grouped.setdefault(_clock(record, as_at), []).append(record.attributes)
    return [_response(clock, rows, as_at, is_recorded=is_recorded) for clock, rows in grouped.items()]


def without_clock(extracts: Iterable[Any], as_at: date, known_at: date, fits: Predicate) -> dict[str | None, int]:
    """How many recommendations of each source have no statutory clock."""
    considered = _considered(list(extracts), as_at, known_at, fits)
    return dict(Counter(value(each.attributes, "source") for each in considered if not has_clock(each.attributes)))


def _considered(extracts: list[Any], as_at: date, known_at: date, fits: Predicate) -> list[Record]:
    """Those in the filter that are on the register."""
    return [each for each in filtered(view(extracts, as_at, known_at), fits) if each.state != "dropped"]


def has_clock(row: Row) -> bool:
    """Whether a law sets a time for the response."""
    if value(row, "source") == "IOPC":
        return value(row, "response_route") != "section 10"
    return value(row, "source") in ("HMICFRS", "Coroner")


def is_given(row: Row, as_at: date) -> bool:
    """Whether a recommendation has a response by the as-at day."""
    responded_on = value(row, "responded_on")
    return bool(responded_on <= as_at if responded_on else value(row, "response_given") == "yes")


def _clock(record: Record, as_at: date) -> Clock:
    row = record.attributes
    source = row["source"]
    starts_on = value(row, "report_published_on" if source == "HMICFRS" else "made_on")
    due_on = _due_before_pause(row, starts_on)
    paused_from, days_paused, is_paused = _pause(row, due_on, as_at)
    text = ("response_route", "response_due_on", "response_extended_to", "response_paused_from")
    return Clock(
        source=source,
        report=value(row, "report") or record.reference,
        starts_on=starts_on,
        due_on=None if due_on is None else due_on + timedelta(days=days_paused),
        is_certain=source != "IOPC" or any(value(row, column) is not None for column in text),
        paused_from=paused_from,
        days_paused=days_paused,
        is_paused=is_paused,
    )


def _due_before_pause(row: Row, starts_on: date | None) -> date | None:
    """The due date without any pause."""
    days = 56 if row["source"] == "Coroner" else 55
    due_on = None if starts_on is None else starts_on + timedelta(days=days)
    if row["source"] == "Coroner":
        due_on = value(row, "response_due_on") or due_on
    extended_to = None if row["source"] == "HMICFRS" else value(row, "response_extended_to")
    return max((day for day in (due_on, extended_to) if day is not None), default=None)


def _pause(row: Row, due_on: date | None, as_at: date) -> tuple[date | None, int, bool]:
    """The first day of a pause that counts, its days up to the as-at day, and whether it goes on on that day."""
    first, last = value(row, "response_paused_from"), value(row, "response_paused_to")
    if row["source"] != "IOPC" or due_on is None or first is None or first > due_on or first > as_at:
        return None, 0, False
    days = 0
    while first + days * DAY <= min(last or as_at, as_at):
        days += 1
    return first, days, days > 0 and (last is None or last >= as_at)


def _response(clock: Clock, rows: list[Row], as_at: date, *, is_recorded: bool) -> Response:
    answered = sum(is_given(row, as_at) for row in rows)
    days = [day for row in rows if (day := value(row, "responded_on")) is not None and day <= as_at]
    responded_on = max(days) if len(days) == len(rows) else None
    is_said = is_recorded or all(value(row, "responded_on") or value(row, "response_given") for row in rows)
    return Response(
        clock=clock,
        recommendations=len(rows),
        answered=answered,
        responded_on=responded_on,
        standing=_standing(clock, responded_on, as_at, is_given=answered == len(rows), is_said=is_said),
    )


def _standing(clock: Clock, responded_on: date | None, as_at: date, *, is_given: bool, is_said: bool) -> str:
    """The first of the standings that fits."""
    if clock.due_on is None:
        return NO_START
    if responded_on is not None:
        return "given in time" if responded_on <= clock.due_on else "given late"
    if is_given:
        return "given, day not recorded"
    if clock.is_paused:
        return PAUSED
    if clock.due_on >= as_at:
        return TO_COME
    if not is_said:
        return "not recorded whether given"
    return "overdue" if clock.is_certain else "late only if paragraph 28A"
