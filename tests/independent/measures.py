"""The measures a second time, written from docs/method.md alone: plain loops over records."""

from __future__ import annotations

import calendar
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, NamedTuple

from analytics.vocabulary import framework_on, order
from tests.independent.history import Record, rows_of, used, value, view

BLANK = "[blank]"
COLUMN_OF = {"tag": "tags", "owner": "owner_role"}
"""Filters whose name in an address is not that of their column."""

VALUE_FILTERS = (
    "source",
    "kind",
    "status",
    "risk",
    "strategic_priority",
    "delivery_route",
    "programme",
    "business_group",
    "owner",
    "theme",
    "report",
    "tag",
    "addressed_to",
)
BY_COLUMNS = ("source", "kind", "status", "risk", "strategic_priority", "delivery_route", "programme", "tag")
KINDS_NOT_COUNTED = ("cause of concern", "advice")
OVERDUE_FLAGS = {
    "original": "overdue_original",
    "current": "overdue_current",
    "masked": "overdue_masked",
    "late with no current date": "late_no_current_date",
    "no due date": "no_due_date",
}
AGE_BANDS = ("under 3 months", "3–6 months", "6–12 months", "1–2 years", "2–3 years", "3+ years", "no date")
AGE_EDGES_IN_MONTHS = (3, 6, 12, 24, 36)
LATE_BANDS = ("1–30", "31–90", "91–180", "181–365", "over 365")
LATE_EDGES_IN_DAYS = (30, 90, 180, 365)
SMALLEST_RATE = 10

Predicate = Callable[[Record], bool]


# --- filters -----------------------------------------------------------------------------------------------------


def cells(record: Record, column: str) -> list[str]:
    """The values of a column in the row in force, [""] if it is blank. The status is that of the day."""
    if column == "status":
        return [record.status]
    cell = value(record.attributes, COLUMN_OF.get(column, column))
    if cell is None or cell == []:
        return [""]
    return list(dict.fromkeys(cell)) if isinstance(cell, list) else [cell]


def chosen(choice: dict[str, Any], *, without: Iterable[str] = (), any_kind: bool = False) -> Predicate:
    """Whether a recommendation is in a choice of filters, which are named as in the address of a page.

    The filters `without` are left out. Causes of concern and advice are in it only if the filter on kind names them,
    or with `any_kind`.
    """
    kept = {name: wanted for name, wanted in choice.items() if wanted and name not in without}

    def fits(record: Record) -> bool:
        if not any_kind and not kept.get("kind") and value(record.attributes, "kind") in KINDS_NOT_COUNTED:
            return False
        days = {
            "made": value(record.attributes, "made_on"),
            "received": value(record.attributes, "received_on"),
            "entered": record.born_on,
            "due": record.due_on,
            "closed": record.closed_on if record.closed_timed else None,
        }
        return (
            all(_fits_values(record, name, kept[name]) for name in VALUE_FILTERS if name in kept)
            and all(_fits_range(day, name, kept) for name, day in days.items())
            and ("overdue" not in kept or getattr(record, OVERDUE_FLAGS[kept["overdue"]]))
        )

    return fits


def _fits_values(record: Record, name: str, wanted: Iterable[str]) -> bool:
    accepted = {"" if each == BLANK else each for each in wanted}
    return any(cell in accepted for cell in cells(record, name))


def _fits_range(day: date | None, name: str, choice: dict[str, Any]) -> bool:
    first, last = choice.get(f"{name}_from"), choice.get(f"{name}_to")
    wants_blank = choice.get(name) == BLANK
    if day is None:
        return wants_blank or (first is None and last is None)
    if first is None and last is None:
        return not wants_blank
    return (first is None or first <= day) and (last is None or day <= last)


def everything(_: Record) -> bool:
    """No filter: recommendations of every kind."""
    return True


def filtered(records: dict[str, Record], fits: Predicate) -> list[Record]:
    """The records in the filter that have entered the register."""
    return [record for record in records.values() if record.state != "not yet" and fits(record)]


# --- counts ------------------------------------------------------------------------------------------------------


def is_outstanding(record: Record) -> bool:
    """Whether the state is outstanding."""
    return record.is_outstanding


def is_open(record: Record) -> bool:
    """Outstanding, with the status open or proposed for closure."""
    return record.is_outstanding and record.status in ("open", "proposed for closure")


def is_closed(record: Record) -> bool:
    """Closed for any reason: the status on the day is closed."""
    return record.status == "closed"


def is_not_accepted(record: Record) -> bool:
    """The status on the day is not accepted."""
    return record.status == "not accepted"


def headline(records: dict[str, Record], fits: Predicate) -> dict[str, int]:
    """The counts of the recommendations in the filter, by name."""
    inside = filtered(records, fits)
    statuses = Counter(record.status for record in inside if is_outstanding(record))
    states = Counter(str(record.state) for record in inside)
    reports = {
        (value(record.attributes, "source"), value(record.attributes, "report"))
        for record in inside
        if is_open(record) and value(record.attributes, "report")
    }
    return {
        "outstanding": states["outstanding"],
        "open": sum(map(is_open, inside)),
        "awaiting_onboarding": statuses["awaiting on-boarding"],
        "proposed_for_closure": statuses["proposed for closure"],
        "disputed": statuses["disputed"],
        "closed": sum(map(is_closed, inside)),
        "not_accepted": sum(map(is_not_accepted, inside)),
        "state_unknown": states["unknown"],
        "dropped": states["dropped"],
        "reports": len(reports),
    }


def by(records: dict[str, Record], column: str, fits: Predicate, new: Iterable[str] = ()) -> dict[str, dict[str, int]]:
    """Open, closed, outstanding and new for each value of a column. `new` has the references counted as new."""
    counts: dict[str, dict[str, int]] = {}
    are_new = set(new)
    for record in filtered(records, fits):
        for cell in cells(record, column):
            row = counts.setdefault(cell, _no_counts())
            row["open"] += is_open(record)
            row["closed"] += is_closed(record)
            row["outstanding"] += is_outstanding(record)
            row["new"] += record.reference in are_new
    return counts


def _no_counts() -> dict[str, int]:
    return {"open": 0, "closed": 0, "outstanding": 0, "new": 0}


def listed(counts: dict[str, dict[str, int]], column: str, day: date) -> dict[str, dict[str, int]]:
    """The rows of a table by value in its order, with a row for each priority of the framework in force."""
    first: list[str] = []
    if column == "strategic_priority" and (framework := framework_on(day)):
        first = list(framework.names)
        counts = {**{name: _no_counts() for name in first}, **counts}
    ordered = () if column == "tag" else order(column)  # the vocabulary has no order for tags
    in_vocabulary = [*first, *(name for name in ordered if name not in first)]

    def place(name: str) -> tuple[Any, ...]:
        rank = in_vocabulary.index(name) if name in in_vocabulary else len(in_vocabulary)
        return name == "", rank, -counts[name]["outstanding"], name

    return {name: counts[name] for name in sorted(counts, key=place)}


# --- movement ----------------------------------------------------------------------------------------------------

GAINS = ("moved_in", "new", "late_recorded", "reopened", "returned", "corrected")
LOSSES = ("moved_out", "closed", "withdrawn_or_merged", "dropped")
CLOSINGS = {"closed": "closed", "withdrawn or merged": "withdrawn_or_merged", "dropped": "dropped"}


class Statement(NamedTuple):
    """The statement of a period: its numbers by term, and the references that each term counts."""

    counts: dict[str, int]
    references: dict[str, tuple[str, ...]]


def statement(
    extracts: Iterable[Any], since: date, as_at: date, known_at: date, fits: Predicate, *, k0: date | None = None
) -> Statement:
    """The statement of the days after `since` up to the as-at day. `k0` is the known-at day of the opening view."""
    extracts = list(extracts)
    opening_view = view(extracts, since, min(since, known_at) if k0 is None else k0)
    counts = Counter[str]()
    counted: dict[str, list[str]] = {}
    for reference, after in view(extracts, as_at, known_at).items():
        before = opening_view.get(reference)
        for term, sign in _terms(before, after, fits, since):
            counts[term] += sign
            counted.setdefault(term, []).append(reference)
    counts["opening"] = sum(map(is_outstanding, filtered(opening_view, fits)))
    counts["closing"] = sum(map(is_outstanding, filtered(view(extracts, as_at, known_at), fits)))
    explained = sum(counts[term] for term in GAINS) - sum(counts[term] for term in LOSSES)
    counts["residual"] = counts["closing"] - counts["opening"] - explained
    names = ("opening", *GAINS, *LOSSES, "closing", "residual")
    return Statement({name: counts[name] for name in names}, {term: tuple(names) for term, names in counted.items()})


def _terms(before: Record | None, after: Record, fits: Predicate, since: date) -> list[tuple[str, int]]:
    """The terms of the statement that one recommendation is in, each with what it adds to the term."""
    was_outstanding = before is not None and is_outstanding(before)
    was_inside = before is not None and fits(before)
    if not fits(after):
        return [("moved_out", 1)] if was_outstanding and was_inside else []
    moved = [("moved_in", 1)] if was_outstanding and not was_inside else []
    opening = "not yet" if before is None else str(before.state)
    return moved + _entry(opening, after, since) + _exit(opening, str(after.state))


def _entry(opening: str, after: Record, since: date) -> list[tuple[str, int]]:
    if opening == "not yet" and after.state != "not yet":
        return [("new" if after.born_dated and after.born_on > since else "late_recorded", 1)]
    if after.state != "outstanding":
        return []
    if opening in ("closed", "withdrawn or merged"):
        return [("reopened", 1)]
    return {"dropped": [("returned", 1)], "unknown": [("corrected", 1)]}.get(opening, [])


def _exit(opening: str, closing: str) -> list[tuple[str, int]]:
    if opening not in ("outstanding", "not yet"):
        return []
    if closing == "unknown" or (opening == "outstanding" and closing == "not yet"):
        return [("corrected", -1)]
    return [(CLOSINGS[closing], 1)] if closing in CLOSINGS else []


def open_statement(
    extracts: Iterable[Any], since: date, as_at: date, known_at: date, fits: Predicate, *, has_onboarding: bool
) -> dict[str, int]:
    """How many were open at the end of `since`, every term of the sum of the open, and how many are open as at."""
    extracts = list(extracts)
    opening_view, closing_view = view(extracts, since, min(since, known_at)), view(extracts, as_at, known_at)
    counts = Counter[str]()
    for reference, after in closing_view.items():
        before = opening_view.get(reference)
        was_open = before is not None and is_open(before)
        if was_open and before is not None and fits(before) != fits(after):
            counts["moved_in" if fits(after) else "moved_out"] += 1
        if fits(after):
            for term in _open_terms(before, after, since, as_at, has_onboarding=has_onboarding):
                counts[term] += 1
    counts["opening"] = sum(map(is_open, filtered(opening_view, fits)))
    counts["closing"] = sum(map(is_open, filtered(closing_view, fits)))
    counts["corrected"] = counts.pop("became known", 0) - counts.pop("became unknown", 0)
    names = ("opening", "moved_in", "moved_out", "accepted", "settled", "reopened", "returned", "corrected",
             "closed", "withdrawn_or_merged", "dropped", "set_back", "closing")  # fmt: skip
    return {name: counts[name] for name in names}


def _open_terms(
    before: Record | None, after: Record, since: date, as_at: date, *, has_onboarding: bool
) -> Iterable[str]:
    """The terms of the sum of the open that one recommendation in the filter is in."""
    state = "not yet" if before is None else str(before.state)
    was_open = before is not None and is_open(before)
    ending = CLOSINGS.get(str(after.state))
    if was_open:
        if ending:
            yield ending
        elif after.state in ("unknown", "not yet"):
            yield "became unknown"
        elif not is_open(after):
            yield "set_back"
        return
    onboarded_on = value(after.attributes, "onboarded_on")
    was_waiting = before is not None and is_outstanding(before) and before.status == "awaiting on-boarding"
    if is_open(after):
        if before is not None and is_outstanding(before):
            yield "accepted" if was_waiting else "settled"
        else:
            yield {
                "not yet": "accepted",
                "closed": "reopened",
                "withdrawn or merged": "reopened",
                "dropped": "returned",
                "unknown": "became known",
            }[state]
    elif ending in ("closed", "withdrawn_or_merged"):
        is_onboarded = onboarded_on is not None and onboarded_on <= as_at
        if (state == "not yet" and (is_onboarded or not has_onboarding)) or (
            was_waiting and is_onboarded and onboarded_on > since
        ):
            yield "accepted"
            yield ending


class Shown(NamedTuple):
    """The first day that a shown period may begin on: for what was received (None if never) and for what was closed."""

    received: date | None
    closed: date


def shown_from(extracts: Iterable[Any], known_at: date, choice: dict[str, Any]) -> Shown:
    """From which day what was received and what was closed is shown, for a choice of recommendations."""
    extracts_used = used(extracts, known_at)
    first, newest = extracts_used[0].as_at, extracts_used[-1].as_at
    inside = filtered(view(extracts, newest, known_at), chosen(choice, without=("status",)))
    dated_days = [record.born_on for record in inside if record.born_dated]
    if not dated_days:
        return Shown(None, first)
    before_first_year = min(first, date(min(dated_days).year - 1, 12, 31))
    early = [record.born_dated for record in inside if record.born_on <= first]
    late = [record.born_dated for record in inside if record.born_on > first]
    closures = [record.closed_dated for record in inside if record.closed_on is not None and record.closed_on <= first]
    received = before_first_year if _few_are_missing(early) else first
    return Shown(
        received if _few_are_missing(late) else None, before_first_year if _few_are_missing(closures) else first
    )


def _few_are_missing(has_date: list[bool]) -> bool:
    """Whether at most a tenth have no date."""
    return 10 * has_date.count(False) <= len(has_date)


def movement_shown(extracts: Iterable[Any], since: date, as_at: date, known_at: date, choice: dict[str, Any]) -> bool:
    """Whether the statement of a period is shown."""
    extracts = list(extracts)
    extracts_used = used(extracts, known_at)
    first, newest = extracts_used[0].as_at, extracts_used[-1].as_at
    if since >= first:
        return since < newest
    shown = shown_from(extracts, known_at, choice)
    if shown.received is None or since < shown.received or since < shown.closed:
        return False
    inside = filtered(view(extracts, newest, known_at), chosen(choice, without=("status",)))
    has_undated = any(not record.born_dated and record.born_on <= first for record in inside)
    return not (has_undated and since < first <= as_at)


def stock_shown(extracts: Iterable[Any], as_at: date, known_at: date, choice: dict[str, Any]) -> bool:
    """Whether how many there were on a day is recorded: from the first extract on, or where dates give it before."""
    extracts = list(extracts)
    extracts_used = used(extracts, known_at)
    first, newest = extracts_used[0].as_at, extracts_used[-1].as_at
    if as_at >= first:
        return True
    shown = shown_from(extracts, known_at, choice)
    inside = filtered(view(extracts, newest, known_at), chosen(choice, without=("status",)))
    begins = min((record.born_on for record in inside if record.born_dated), default=first)
    return shown.received is not None and max(begins, shown.received, shown.closed) <= as_at < newest


# --- due dates and age -------------------------------------------------------------------------------------------


def overdue(records: dict[str, Record], fits: Predicate) -> dict[str, int]:
    """The number in each of the five ways to be overdue, or to have no due date."""
    inside = filtered(records, fits)
    return {
        way.replace(" with", "").replace(" ", "_"): sum(getattr(record, flag) for record in inside)
        for way, flag in OVERDUE_FLAGS.items()
    }


def months_after(day: date, months: int) -> date:
    """The same day so many calendar months later, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def age_band(start: date | None, day: date) -> str:
    """The band of an age on a day."""
    if start is None:
        return "no date"
    return AGE_BANDS[sum(months_after(start, months) <= day for months in AGE_EDGES_IN_MONTHS)]


def started_on(record: Record) -> date | None:
    """The day from which age and the time to close count."""
    made_on: date | None = value(record.attributes, "made_on")
    return made_on or value(record.attributes, "received_on")


def age(records: dict[str, Record], fits: Predicate, day: date) -> dict[str, int]:
    """The outstanding by band of age."""
    counts = dict.fromkeys(AGE_BANDS, 0)
    for record in filtered(records, fits):
        if is_outstanding(record):
            counts[age_band(started_on(record), day)] += 1
    return counts


def days_late(records: dict[str, Record], fits: Predicate, day: date, against: str) -> dict[str, int]:
    """Those past the "original" (first) or the "current" due date, by band of days late."""
    counts = dict.fromkeys(LATE_BANDS, 0)
    for record in filtered(records, fits):
        due_on = record.original_due_on if against == "original" else record.due_on
        if due_on is not None and getattr(record, OVERDUE_FLAGS[against]):
            counts[LATE_BANDS[sum((day - due_on).days > edge for edge in LATE_EDGES_IN_DAYS)]] += 1
    return counts


def due_within(records: dict[str, Record], fits: Predicate, day: date) -> dict[int, int]:
    """The outstanding that are due within 30, 60 and 90 days."""
    due_days = [record.due_on for record in filtered(records, fits) if is_outstanding(record) and record.due_on]
    return {days: sum(day <= due_on <= day + timedelta(days=days) for due_on in due_days) for days in (30, 60, 90)}


# --- months ------------------------------------------------------------------------------------------------------


class Months(NamedTuple):
    """Numbers by (year, month), and the number that is in no month."""

    by_month: dict[tuple[int, int], int]
    without_date: int


def received_by_month(records: dict[str, Record], fits: Predicate) -> Months:
    """What was received, by the month of its day of entry."""
    inside = filtered(records, fits)
    return _months([record.born_on if record.born_dated else None for record in inside])


def closed_by_month(extracts: Iterable[Any], as_at: date, known_at: date, fits: Predicate) -> Months:
    """What is closed, or withdrawn or merged, on the as-at day, by the month in which its spell started."""
    extracts = list(extracts)
    extracts_used = used(extracts, known_at)
    days: list[date | None] = []
    for record in filtered(view(extracts, as_at, known_at), fits):
        if record.closed_on is not None:
            first = rows_of(extracts_used, record.reference)[0].as_at
            days.append(record.closed_on if record.closed_dated or first < record.closed_on else None)
    return _months(days)


def _months(days: list[date | None]) -> Months:
    counts = Counter((day.year, day.month) for day in days if day is not None)
    return Months(dict(counts), days.count(None))


# --- rates -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Rate:
    """A rate: the number of those closed, and of those closed or not closed. The undecided are in neither."""

    numerator: int
    denominator: int
    undecided: int = 0

    @property
    def value(self) -> Fraction | None:
        """The rate. None on fewer than ten, and where more than a tenth are undecided."""
        if self.denominator < SMALLEST_RATE or 10 * self.undecided > self.denominator + self.undecided:
            return None
        return Fraction(self.numerator, self.denominator)


def closed_by(record: Record, day: date) -> bool | None:
    """Whether a recommendation was closed on or before a day. None if that is undecided."""
    if record.state == "unknown":
        return None
    if not is_closed(record) or record.closed_on is None or record.closed_earliest is None:
        return False
    if not record.closed_dated and record.closed_earliest <= day < record.closed_on:
        return None
    return record.closed_on <= day


def is_implemented(record: Record) -> bool:
    """Whether the close reason is implemented, or implemented by alternative."""
    return record.close_reason in ("implemented", "implemented by alternative")


def _rate(deadlines: list[tuple[Record, date]], *, implemented: bool) -> Rate:
    answers = [(closed_by(record, day), is_implemented(record)) for record, day in deadlines]
    closed = [done for is_in_time, done in answers if is_in_time]
    undecided = sum(is_in_time is None for is_in_time, _ in answers)
    return Rate(sum(closed) if implemented else len(closed), len(answers) - undecided, undecided)


def closure_rate(
    records: dict[str, Record], fits: Predicate, first: date, last: date, as_at: date, *, implemented: bool = False
) -> Rate | None:
    """Closed within 12 months, of those made from the first day to the last. None if the 12 months are not yet over."""
    if months_after(last, 12) > as_at:
        return None
    made = [(record, value(record.attributes, "made_on")) for record in filtered(records, fits)]
    deadlines = [(record, months_after(day, 12)) for record, day in made if day is not None and first <= day <= last]
    return _rate(deadlines, implemented=implemented)


def on_time_rate(
    records: dict[str, Record], fits: Predicate, since: date, as_at: date, *, implemented: bool = False
) -> Rate:
    """Closed by the first due date, of those whose first due date is after `since` and not after the as-at day."""
    due = [(record, record.original_due_on) for record in filtered(records, fits)]
    deadlines = [(record, day) for record, day in due if day is not None and since < day <= as_at]
    return _rate(deadlines, implemented=implemented)


def never_closed_rate(records: dict[str, Record], fits: Predicate) -> Rate:
    """Not closed on the as-at day, of all that have entered the register. Undecided where the state is unknown."""
    inside = filtered(records, fits)
    unknown = sum(record.state == "unknown" for record in inside)
    closed = sum(map(is_closed, inside))
    return Rate(len(inside) - unknown - closed, len(inside) - unknown, unknown)


class Step(NamedTuple):
    """A number of days on which something closed: how many were followed, how many closed, the share still open."""

    day: int
    at_risk: int
    closed: int
    still_open: Fraction


def kaplan_meier(times: Iterable[tuple[int, bool]]) -> list[Step]:
    """The share still open by number of days, from (days followed, whether closed then). It stops below ten."""
    times = list(times)
    share, steps = Fraction(1), []
    for day in sorted({days for days, is_closing in times if is_closing}):
        at_risk = sum(days >= day for days, _ in times)
        if at_risk < SMALLEST_RATE:
            break
        closed = sum(days == day and is_closing for days, is_closing in times)
        share *= 1 - Fraction(closed, at_risk)
        steps.append(Step(day, at_risk, closed, share))
    return steps


def median_days(steps: list[Step]) -> int | None:
    """The first day on which half or fewer are still open. None if the curve stops before."""
    return next((step.day for step in steps if step.still_open <= Fraction(1, 2)), None)


def times_to_close(records: dict[str, Record], fits: Predicate, day: date) -> tuple[list[tuple[int, bool]], int]:
    """Each (days followed, whether closed then), and the number left out."""
    times, left_out = [], 0
    for record in filtered(records, fits):
        start = started_on(record)
        end = day if is_outstanding(record) else record.closed_on if record.closed_dated else None
        if start is None or end is None:
            left_out += 1
        else:
            times.append((max(0, (end - start).days), is_closed(record)))
    return times, left_out


# --- the figures of the command line -----------------------------------------------------------------------------


def figures(
    extracts: Iterable[Any], as_at: date, known_at: date, since: date, choice: dict[str, Any] | None = None
) -> dict[str, Any]:
    """The figures that the command line prints."""
    extracts, choice = list(extracts), choice or {}
    records, fits = view(extracts, as_at, known_at), chosen(choice)
    flow = statement(extracts, since, as_at, known_at, chosen(choice, without=("status",)))
    has_stock = stock_shown(extracts, as_at, known_at, choice)
    is_shown = has_stock and movement_shown(extracts, since, as_at, known_at, choice)
    result = {
        "stock_shown": has_stock,
        **headline(records, fits),
        "by": by_columns(extracts, as_at, known_at, since, choice),
        "period": {"from": since, "to": as_at, **flow.counts, "movement_shown": is_shown},
        "overdue": overdue(records, fits),
        "age": age(records, fits, as_at),
    }
    return result if has_stock else none_recorded(result)


def by_columns(
    extracts: Iterable[Any], as_at: date, known_at: date, since: date, choice: dict[str, Any]
) -> dict[str, dict[str, dict[str, int]]]:
    """The counts by the values of each column of `BY_COLUMNS`."""
    extracts = list(extracts)
    records, tables = view(extracts, as_at, known_at), {}
    for column in BY_COLUMNS:
        any_kind = column == "kind"
        moved = statement(extracts, since, as_at, known_at, chosen(choice, without=("status",), any_kind=any_kind))
        counts = by(records, column, chosen(choice, any_kind=any_kind), moved.references.get("new", ()))
        tables[column] = listed(counts, column, as_at)
    return tables


def none_recorded(result: Any) -> Any:
    """A figure without its number; days, and what is shown, stay."""
    if isinstance(result, dict):
        return {name: none_recorded(value) for name, value in result.items()}
    return None if type(result) is int else result
