"""The measures a second time: counts over the records of a view, from the definitions' words alone.

Choices where the definitions are silent are marked "Choice".
"""

from __future__ import annotations

import calendar
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, NamedTuple

from analytics.vocabulary import (
    IMPLEMENTED_REASONS,
    KINDS_LISTED_APART,
    OPEN_STATUSES,
    State,
    Status,
    framework_on,
    order,
)
from tests.independent.history import Extract, Record, used, value, view

BLANK = "[blank]"
LIST_FIELDS = {"tag": "tags", "tags": "tags", "addressed_to": "addressed_to"}
NAMES = {"owner": "owner_role"}
VALUE_FILTERS = (
    "source",
    "kind",
    "risk",
    "strategic_priority",
    "delivery_route",
    "programme",
    "business_group",
    "owner",
    "theme",
    "report",
)
OVERDUE_FLAGS = {
    "original": "overdue_original",
    "current": "overdue_current",
    "masked": "overdue_masked",
    "late with no current date": "late_no_current_date",
    "no due date": "no_due_date",
}
BY_COLUMNS = ("source", "kind", "status", "risk", "strategic_priority", "delivery_route", "programme", "tag")
AGE_BANDS = ("under 3 months", "3–6 months", "6–12 months", "1–2 years", "2–3 years", "3+ years", "no date")
AGE_EDGES_IN_MONTHS = (3, 6, 12, 24, 36)
LATE_BANDS = ("1–30", "31–90", "91–180", "181–365", "over 365")
LATE_EDGES_IN_DAYS = (30, 90, 180, 365)
SMALLEST_RATE = 10
ENTRIES = ("moved_in", "new", "late_recorded", "reopened", "returned", "corrected")
EXITS = ("moved_out", "closed", "withdrawn_or_merged", "dropped")

Predicate = Callable[[Record], bool]


# --- filters -----------------------------------------------------------------------------------------------------


def cells(record: Record, column: str) -> list[str]:
    """The values of a column of a record, "" for blank; the status is the one in force; a tag told twice is one."""
    if column == "status":
        return [str(record.status)]
    cell = value(record.attributes, LIST_FIELDS.get(column) or NAMES.get(column, column))
    if cell is None:
        return [""]
    return sorted(set(cell)) if isinstance(cell, list) else [str(cell)]


def chosen(choice: dict[str, Any], *, without: Iterable[str] = (), any_kind: bool = False) -> Predicate:
    """The predicate of a choice of filters, named as in the URL; empty or absent means all.

    Causes of concern and advice fit only where the kind filter names them, or where any kind is asked for.
    """
    left = {name: wanted for name, wanted in choice.items() if name not in set(without) and wanted not in ((), None)}

    def fits(record: Record) -> bool:
        if not any_kind and not left.get("kind") and value(record.attributes, "kind") in KINDS_LISTED_APART:
            return False
        return all(_fits(record, name, wanted, left) for name, wanted in left.items())

    return fits


def _fits(record: Record, name: str, wanted: Any, left: dict[str, Any]) -> bool:
    if name in VALUE_FILTERS or name in ("tag", "addressed_to", "status"):
        return any((cell or BLANK) in wanted for cell in cells(record, name))
    if name == "overdue":
        return bool(getattr(record, OVERDUE_FLAGS[wanted]))
    noun, _, edge = name.partition("_")
    days = {
        "made": value(record.attributes, "made_on"),
        "received": value(record.attributes, "received_on"),
        "entered": record.born_on,
        "due": record.due_on,
        # Choice: the first extract says closed, and no row says when: the day is not known.
        "closed": record.closed_on if record.closed_timed else None,
    }
    day = days[noun]
    if day is None:  # in no range, but one of those without a date where these are chosen
        return left.get(noun) == BLANK
    if not edge:  # those without a date alone, or beside a range, which its own names decide
        return any(left.get(f"{noun}_{side}") for side in ("from", "to"))
    return day >= wanted if edge == "from" else day <= wanted


def everything(_: Record) -> bool:
    """No filter at all, not even the kinds that are listed apart."""
    return True


def filtered(records: dict[str, Record], fits: Predicate) -> list[Record]:
    """The born records in the filter."""
    return [record for record in records.values() if record.state != State.NOT_YET and fits(record)]


# --- counts ------------------------------------------------------------------------------------------------------


def is_outstanding(record: Record) -> bool:
    """Open, awaiting on-boarding or disputed."""
    return record.state == State.OUTSTANDING


def is_open(record: Record) -> bool:
    """Outstanding, and open or proposed for closure."""
    return is_outstanding(record) and record.status in OPEN_STATUSES


def is_closed(record: Record) -> bool:
    """Closed for any reason, those withdrawn or merged included; not accepted is not closed."""
    return record.state in (State.CLOSED, State.WITHDRAWN) and record.status == Status.CLOSED


def is_not_accepted(record: Record) -> bool:
    """Ended by not being accepted."""
    return record.state == State.WITHDRAWN and record.status == Status.NOT_ACCEPTED


def headline(records: dict[str, Record], fits: Predicate) -> dict[str, int]:
    """The counts at the head of the figures."""
    born = filtered(records, fits)
    standing = Counter(record.status for record in born if is_outstanding(record))
    reports = {
        (value(record.attributes, "source"), record.attributes["report"])
        for record in born
        if is_open(record) and value(record.attributes, "report") is not None
    }
    return {
        "outstanding": sum(map(is_outstanding, born)),
        "open": sum(map(is_open, born)),
        "awaiting_onboarding": standing[Status.AWAITING],
        "proposed_for_closure": standing[Status.PROPOSED],
        "disputed": standing[Status.DISPUTED],
        "closed": sum(map(is_closed, born)),
        "not_accepted": sum(map(is_not_accepted, born)),
        "state_unknown": sum(record.state == State.UNKNOWN for record in born),
        "dropped": sum(record.state == State.DROPPED for record in born),
        "reports": len(reports),
    }


def by(
    records: dict[str, Record], column: str, fits: Predicate, new: frozenset[str] | set[str] = frozenset()
) -> dict[str, dict[str, int]]:
    """Open, closed, outstanding and the period's new for each value of a column; "" is blank; tags overlap."""
    result: dict[str, dict[str, int]] = {}
    for record in filtered(records, fits):
        for cell in cells(record, column):
            counts = result.setdefault(cell, {"open": 0, "closed": 0, "outstanding": 0, "new": 0})
            counts["open"] += is_open(record)
            counts["closed"] += is_closed(record)
            counts["outstanding"] += is_outstanding(record)
            counts["new"] += record.reference in new
    return result


def listed(counts: dict[str, dict[str, int]], column: str, t: date) -> dict[str, dict[str, int]]:
    """The rows of one column in the order of the definition: listed first, then counted.

    The priorities of the framework in force have a row each. Then what the vocabulary lists, in its order; what it does
    not list by outstanding, most first, equals by name; blank last.
    """
    none = {"open": 0, "closed": 0, "outstanding": 0, "new": 0}
    current = framework_on(t) if column == "strategic_priority" else None
    names = list(current.names) if current else []
    names += [name for name in order(column) if name in counts and name not in names] if column != "tag" else []
    rest = sorted(set(counts) - {*names, ""}, key=lambda name: (-counts[name]["outstanding"], name))
    blank = [""] if "" in counts else []
    return {name: counts.get(name, none) for name in (*names, *rest, *blank)}


# --- stock and flow ----------------------------------------------------------------------------------------------


class Statement(NamedTuple):
    """A stock-and-flow statement: its counts by name, and the references behind each."""

    counts: dict[str, int]
    references: dict[str, tuple[str, ...]]


def statement(
    extracts: Iterable[Any], t0: date, t1: date, k1: date, fits: Predicate, *, k0: date | None = None
) -> Statement:
    """Stock and flow from (t0, k0) to (t1, k1); k0 is what was known at t0 unless a series gives its own."""
    extracts = list(extracts)
    before = view(extracts, t0, min(t0, k1) if k0 is None else k0)
    after = view(extracts, t1, k1)
    found: dict[str, list[str]] = {"opening": [], "closing": [], "corrected_in": [], "corrected_out": []}
    for reference in sorted(after):
        for term in _terms(before.get(reference), after[reference], fits, t0):
            found.setdefault(term, []).append(reference)
    counts = {term: len(found.get(term, [])) for term in (*ENTRIES, *EXITS, "opening", "closing")}
    counts["corrected"] = len(found["corrected_in"]) - len(found["corrected_out"])
    expected = counts["opening"] + sum(counts[t] for t in ENTRIES) - sum(counts[t] for t in EXITS)
    counts["residual"] = expected - counts["closing"]
    return Statement(counts, {term: tuple(names) for term, names in found.items()})


def _terms(before: Record | None, after: Record, fits: Predicate, t0: date) -> list[str]:
    """The terms of the statement that one reference enters, from its two states and the filter at each."""
    old = State.NOT_YET if before is None else before.state
    stood = old == State.OUTSTANDING
    # A record that is not yet born at t1 still has attributes (those of its first row), so it is in the filter or not.
    was_in, is_in = before is not None and fits(before), fits(after)
    terms = ["opening"] if stood and was_in else []
    if stood and was_in and not is_in:
        terms.append("moved_out")
    if not is_in:
        return terms
    if stood and not was_in:
        terms.append("moved_in")
    terms += _entry(old, after, t0)
    entered = old == State.NOT_YET and after.state != State.NOT_YET
    if stood or entered:
        terms += _exit(after.state)
    if after.state == State.OUTSTANDING:
        terms.append("closing")
    return terms


def _entry(old: State, after: Record, t0: date) -> list[str]:
    """How it came among the outstanding, or onto the register."""
    if old == State.NOT_YET and after.state != State.NOT_YET:
        return ["new" if after.born_dated and after.born_on > t0 else "late_recorded"]
    if after.state != State.OUTSTANDING:
        return []
    ways = {
        State.CLOSED: "reopened",
        State.WITHDRAWN: "reopened",
        State.DROPPED: "returned",
        State.UNKNOWN: "corrected_in",
    }
    return [ways[old]] if old in ways else []


def _exit(now: State) -> list[str]:
    """How one that stood, or has just entered, is no longer outstanding."""
    ways = {
        State.CLOSED: "closed",
        State.WITHDRAWN: "withdrawn_or_merged",
        State.DROPPED: "dropped",
        State.UNKNOWN: "corrected_out",
        State.NOT_YET: "corrected_out",
    }
    return [ways[now]] if now in ways else []


# --- lateness and age --------------------------------------------------------------------------------------------


def overdue(records: dict[str, Record], fits: Predicate) -> dict[str, int]:
    """Outstanding recommendations late against the original date and the current date, masked, and without a date."""
    born = filtered(records, fits)
    return {
        "original": sum(record.overdue_original for record in born),
        "current": sum(record.overdue_current for record in born),
        "masked": sum(record.overdue_masked for record in born),
        "late_no_current_date": sum(record.late_no_current_date for record in born),
        "no_due_date": sum(record.no_due_date for record in born),
    }


def months_after(day: date, months: int) -> date:
    """The same day of the month so many calendar months on; the month's last day where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def age_band(since: date | None, t: date) -> str:
    """The band of an age in calendar months. Choice: a date after t is an age under 3 months."""
    if since is None:
        return AGE_BANDS[-1]
    return AGE_BANDS[sum(t >= months_after(since, edge) for edge in AGE_EDGES_IN_MONTHS)]


def started_on(record: Record) -> date | None:
    """The day it was made, else received."""
    return value(record.attributes, "made_on") or value(record.attributes, "received_on")


def age(records: dict[str, Record], fits: Predicate, t: date) -> dict[str, int]:
    """Outstanding ones by age band, every band present."""
    counts = dict.fromkeys(AGE_BANDS, 0)
    for record in filtered(records, fits):
        if is_outstanding(record):
            counts[age_band(started_on(record), t)] += 1
    return counts


def days_late(records: dict[str, Record], fits: Predicate, t: date, against: str) -> dict[str, int]:
    """Overdue ones by days late, against "original" or "current"."""
    counts = dict.fromkeys(LATE_BANDS, 0)
    for record in filtered(records, fits):
        due = record.original_due_on if against == "original" else record.due_on
        if is_outstanding(record) and due is not None and due < t:
            counts[LATE_BANDS[sum((t - due).days > edge for edge in LATE_EDGES_IN_DAYS)]] += 1
    return counts


def due_within(records: dict[str, Record], fits: Predicate, t: date) -> dict[int, int]:
    """Outstanding ones whose current due date is t or one of the 30, 60, 90 days after it; cumulative."""
    counts = dict.fromkeys((30, 60, 90), 0)
    for record in filtered(records, fits):
        for days in counts:
            if is_outstanding(record) and record.due_on is not None:
                counts[days] += t <= record.due_on <= t + timedelta(days=days)
    return counts


# --- flows and rates ---------------------------------------------------------------------------------------------


class Months(NamedTuple):
    """Counts by (year, month): those whose day is recorded, and those put on the day of an extract."""

    dated: dict[tuple[int, int], int]
    undated: dict[tuple[int, int], int]


def received_by_month(records: dict[str, Record], fits: Predicate) -> Months:
    """Born ones by the month of birth."""
    return _by_month([(record.born_on, record.born_dated) for record in filtered(records, fits)])


def closed_by_month(records: dict[str, Record], fits: Predicate) -> Months:
    """Those closed at t for any reason, by the month of the closing that stands."""
    closed = [record for record in filtered(records, fits) if is_closed(record)]
    return _by_month([(record.closed_on, record.closed_dated) for record in closed if record.closed_on])


def _by_month(days: list[tuple[date, bool]]) -> Months:
    months = Months({}, {})
    for day, is_dated in days:
        counts = months.dated if is_dated else months.undated
        counts[day.year, day.month] = counts.get((day.year, day.month), 0) + 1
    return months


@dataclass(frozen=True)
class Rate:
    """A rate with what it is made of; undecided ones are in neither number."""

    numerator: int
    denominator: int
    undecided: int = 0

    @property
    def value(self) -> Fraction | None:
        """The rate, or none on fewer than ten."""
        return Fraction(self.numerator, self.denominator) if self.denominator >= SMALLEST_RATE else None


def closed_by(record: Record, day: date) -> bool | None:
    """Whether it was closed on or before a day; none where only the extract is known and the day lies before it.

    Choice: the closing that stands at t counts, so one closed in time and reopened since is not closed in time.
    """
    if not is_closed(record) or record.closed_on is None or record.closed_earliest is None:
        return False
    if record.closed_on <= day:
        return True
    return None if record.closed_earliest <= day else False


def _rate(answers: list[bool | None]) -> Rate:
    return Rate(answers.count(True), len(answers) - answers.count(None), answers.count(None))


def closure_rate(
    records: dict[str, Record], fits: Predicate, first: date, last: date, t: date, *, implemented: bool = False
) -> Rate | None:
    """Closed within 12 months of being made / all made from the first day to the last; none if not yet observed.

    Implemented counts only closings for which something was done. Choice: a cohort is observed when the anniversary
    of its last day is reached; not accepted and dropped ones stay in the denominator.
    """
    if months_after(last, 12) > t:
        return None
    answers: list[bool | None] = []
    for record in filtered(records, fits):
        made_on = value(record.attributes, "made_on")
        if made_on is None or not first <= made_on <= last:
            continue
        done = not implemented or record.close_reason in IMPLEMENTED_REASONS
        answers.append(closed_by(record, months_after(made_on, 12)) if done else False)
    return _rate(answers)


def on_time_rate(
    records: dict[str, Record], fits: Predicate, t0: date, t1: date, *, implemented: bool = False
) -> Rate:
    """Closed by the original date / all whose original date fell in (t0, t1], open ones included.

    Implemented counts only closings for which something was done; what is undecided stays undecided.
    """
    answers = [
        False if implemented and answer and record.close_reason not in IMPLEMENTED_REASONS else answer
        for record, answer in ((one, closed_by(one, one.original_due_on or t1)) for one in filtered(records, fits))
        if record.original_due_on is not None and t0 < record.original_due_on <= t1
    ]
    return _rate(answers)


def never_closed_rate(records: dict[str, Record], fits: Predicate) -> Rate:
    """Not closed at t / ever made. Choice: every born one was made."""
    return _rate([not is_closed(record) for record in filtered(records, fits)])


class Step(NamedTuple):
    """One step of the curve: a day on which something closed, and the share still open after it."""

    day: int
    at_risk: int
    closed: int
    still_open: Fraction


def kaplan_meier(times: Iterable[tuple[int, bool]]) -> list[Step]:
    """The product-limit curve of (days, closed); one not closed counts as at risk to its last day; stops below 10."""
    times = list(times)
    steps: list[Step] = []
    still_open = Fraction(1)
    for day in sorted({days for days, closed in times if closed}):
        at_risk = sum(days >= day for days, _ in times)
        closed = sum(days == day and done for days, done in times)
        if at_risk < SMALLEST_RATE:
            break
        still_open *= 1 - Fraction(closed, at_risk)
        steps.append(Step(day, at_risk, closed, still_open))
    return steps


def median_days(steps: list[Step]) -> int | None:
    """The first day on which half or fewer are still open; none where that is not reached."""
    return next((step.day for step in steps if step.still_open <= Fraction(1, 2)), None)


def times_to_close(records: dict[str, Record], fits: Predicate, t: date) -> tuple[list[tuple[int, bool]], int]:
    """Days from made (else received) to closing, or to t for outstanding ones; and how many had to be left out.

    Choice: closed for any reason is an event; not accepted is censored on its day; unknown and dropped ones, those
    without a start, and closings whose day is not recorded are left out.
    """
    times: list[tuple[int, bool]] = []
    born = filtered(records, fits)
    for record in born:
        start = started_on(record)
        if start is None or (record.closed_on is not None and not record.closed_dated):
            continue
        if record.closed_on is not None:
            times.append((max(0, (record.closed_on - start).days), is_closed(record)))
        elif is_outstanding(record):
            times.append((max(0, (t - start).days), False))
    return times, len(born) - len(times)


# --- from when movement is shown ---------------------------------------------------------------------------------


class Shown(NamedTuple):
    """From which day what came in and what was closed is shown; none where it is never."""

    received: date | None
    closed: date


def shown_from(extracts: Iterable[Any], known_at: date, choice: dict[str, Any]) -> Shown:
    """The dates tell of the time before the first extract where at most one in ten up to it has none."""
    extracts = list(extracts)
    first = min(Extract(*extract).as_at for extract in extracts)
    newest = used(extracts, known_at)[-1].as_at
    born = filtered(view(extracts, newest, known_at), chosen(choice, without=["status"]))
    dated = [record.born_on for record in born if record.born_dated]
    if not dated:
        return Shown(None, first)
    start = min(date(min(dated).year - 1, 12, 31), first)
    early = [record.born_dated for record in born if record.born_on <= first]
    late = [record.born_dated for record in born if record.born_on > first]
    ended = [record for record in born if record.state in (State.CLOSED, State.WITHDRAWN)]
    closed = [record.closed_dated for record in ended if record.closed_on is not None and record.closed_on <= first]
    received = (start if _at_most_a_tenth(early) else first) if _at_most_a_tenth(late) else None
    return Shown(received, start if _at_most_a_tenth(closed) else first)


def _at_most_a_tenth(has_dates: list[bool]) -> bool:
    return 10 * has_dates.count(False) <= len(has_dates)


# --- all at once -------------------------------------------------------------------------------------------------


def since_default(extracts: Iterable[Any], as_at: date, known_at: date) -> date:
    """The day of the newest used extract before as-at. Choice: as-at itself where there is none."""
    days = [extract.as_at for extract in used(extracts, known_at) if extract.as_at < as_at]
    return days[-1] if days else as_at


def figures(
    extracts: Iterable[Any], as_at: date, known_at: date, since: date, choice: dict[str, Any] | None = None
) -> dict[str, Any]:
    """The object that the command line prints, computed here."""
    extracts, choice = list(extracts), choice or {}
    records = view(extracts, as_at, known_at)
    fits = chosen(choice)
    flow = statement(extracts, since, as_at, known_at, chosen(choice, without=["status"]))
    # The kinds that are listed apart have their rows in by.kind, so what is new is asked of every kind.
    new = set(statement(extracts, since, as_at, known_at, everything).references.get("new", ()))
    return {
        "as_at": as_at,
        "known_at": known_at,
        **headline(records, fits),
        "by": {
            column: listed(
                by(records, column, chosen(choice, any_kind=True) if column == "kind" else fits, new), column, as_at
            )
            for column in BY_COLUMNS
        },
        "period": {"from": since, "to": as_at, **flow.counts},
        "overdue": overdue(records, fits),
        "age": age(records, fits, as_at),
    }
