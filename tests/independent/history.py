"""What a recommendation was on a day, worked out a second time: loops over the extracts, from the rules' words alone.

An extract is given as (as_at, rows) or (as_at, rows, rejected references); a row is a dict from column to text, date,
list or None. Nothing here is fast, and nothing here is shared with the register.

Choices where the rules are silent, each marked "Choice" where it is made:
- A spell runs over consecutive rows of one reference; an extract that does not hold it says nothing, and ends nothing.
- A number that replaces another (previous_reference) is a reference of its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, NamedTuple

from analytics.vocabulary import ENDED_STATUSES, WITHDRAWN_REASONS, State, Status

Row = dict[str, Any]
DAY = timedelta(days=1)
BIRTH_COLUMNS = ("received_on", "made_on", "report_published_on")


class Extract(NamedTuple):
    """The register as exported on one day, as an analyst would hand it over."""

    as_at: date
    rows: list[Row]
    rejected: tuple[str, ...] = ()


class Used(NamedTuple):
    """An extract that enters the figures: its rows by reference, those kept from before for rejected ones included."""

    as_at: date
    rows: dict[str, Row]


class Held(NamedTuple):
    """One extract's row of one reference."""

    as_at: date
    row: Row


@dataclass(frozen=True)
class Spell:
    """Consecutive rows that say closed or not accepted; it covers start <= day < end, with no end the whole future."""

    start: date
    end: date | None
    first_extract: date
    dated: bool
    timed: bool
    """Whether a date, or an extract before that held it as not ended, says when it ended."""
    earliest: date
    """The first day on which the closing may have happened: the start where dated, else the first unknown day."""
    status: Status
    reason: str | None

    def covers(self, t: date) -> bool:
        """Whether the spell is in force at the end of the day."""
        return self.start <= t and (self.end is None or t < self.end)

    def leaves_unknown(self, t: date) -> bool:
        """Whether the day lies where an undated spell may or may not have begun."""
        return not self.dated and self.earliest <= t < self.first_extract

    def state(self) -> State:
        """Withdrawn or merged where not accepted, superseded, duplicate or withdrawn; else closed."""
        if self.status == Status.NOT_ACCEPTED or self.reason in WITHDRAWN_REASONS:
            return State.WITHDRAWN
        return State.CLOSED


@dataclass(frozen=True)
class Record:
    """Everything that is said of one reference on one day with one day's knowledge."""

    reference: str
    state: State
    status: str
    born_on: date
    born_dated: bool
    attributes: Row
    closed_on: date | None = None
    closed_earliest: date | None = None
    closed_dated: bool = False
    closed_timed: bool = False
    close_reason: str | None = None
    due_on: date | None = None
    original_due_on: date | None = None
    redatings: int = 0
    overdue_original: bool = False
    overdue_current: bool = False
    overdue_masked: bool = False
    late_no_current_date: bool = False
    no_due_date: bool = False

    @property
    def slip_days(self) -> int | None:
        """Days from the original due date to the current one; none where either is blank."""
        if self.due_on is None or self.original_due_on is None:
            return None
        return (self.due_on - self.original_due_on).days


def value(row: Row, column: str) -> Any:
    """A cell; blank text, an empty list and an absent column are all None."""
    return row.get(column) or None


def used(extracts: Iterable[Any], known_at: date) -> list[Used]:
    """The extracts up to the day whose knowledge is used, oldest first; where there are none, the first of all."""
    in_order = sorted((Extract(*extract) for extract in extracts), key=lambda extract: extract.as_at)
    chosen = [extract for extract in in_order if extract.as_at <= known_at] or in_order[:1]
    result: list[Used] = []
    last_accepted: dict[str, Row] = {}
    for extract in chosen:
        rows = {row["reference"]: row for row in extract.rows}
        assert len(rows) == len(extract.rows), "intake gives every row of an extract its own reference"
        for reference in extract.rejected:
            if reference not in rows and reference in last_accepted:
                rows[reference] = last_accepted[reference]
        result.append(Used(extract.as_at, rows))
        last_accepted.update(rows)
    return result


def references(extracts_used: list[Used]) -> list[str]:
    """Every reference that any used extract holds, in order of name."""
    found: set[str] = set()
    for extract in extracts_used:
        found.update(extract.rows)
    return sorted(found)


def held(extracts_used: list[Used], reference: str) -> list[Held]:
    """The rows of a reference, oldest extract first."""
    return [Held(extract.as_at, extract.rows[reference]) for extract in extracts_used if reference in extract.rows]


def birth(extracts_used: list[Used], reference: str) -> tuple[date, bool]:
    """The day of birth by its newest filled date, never after the first extract; and whether a date says so."""
    rows = held(extracts_used, reference)
    first_extract = rows[0].as_at
    for column in BIRTH_COLUMNS:
        if (day := newest_filled(rows, column)) is not None:
            return min(day, first_extract), True
    # Choice: a closing date tells of a life before it only in a row that says ended; left behind, it tells nothing.
    last_day = newest_filled([one for one in rows if ended(one.row)], "closed_on")
    if last_day is not None and last_day < first_extract:
        return last_day, False
    return first_extract, False


def newest_filled(rows: Iterable[Held], column: str) -> Any:
    """The newest cell of a column that holds something; a blank never overwrites it. None where all are blank."""
    filled = [cell for _, row in rows if (cell := value(row, column)) is not None]
    return filled[-1] if filled else None


def ended(row: Row) -> bool:
    """Whether the row says closed or not accepted."""
    return row["status"] in ENDED_STATUSES


def spells(extracts_used: list[Used], reference: str) -> list[Spell]:
    """The spells of a reference, oldest first."""
    rows = held(extracts_used, reference)
    runs: list[list[int]] = []
    for i, (_, row) in enumerate(rows):
        # Choice: an extract that does not hold it neither ends a spell nor parts two.
        if ended(row) and i > 0 and ended(rows[i - 1].row):
            runs[-1].append(i)
        elif ended(row):
            runs.append([i])
    born, _ = birth(extracts_used, reference) if rows else (None, False)
    return [_spell(rows, run, born) for run in runs]


def _spell(rows: list[Held], run: list[int], born: date) -> Spell:
    first, newest = rows[run[0]], rows[run[-1]]
    end = rows[run[-1] + 1].as_at if run[-1] + 1 < len(rows) else None
    closed_on = newest_filled([rows[i] for i in run], "closed_on")
    if closed_on is not None:
        start = earliest = max(born, min(closed_on, first.as_at))
    else:
        start = first.as_at
        earliest = rows[run[0] - 1].as_at + DAY if run[0] > 0 else born
    return Spell(
        start=start,
        end=end,
        first_extract=first.as_at,
        dated=closed_on is not None,
        timed=closed_on is not None or run[0] > 0,
        earliest=earliest,
        status=Status(newest.row["status"]),
        reason=value(newest.row, "close_reason"),
    )


def spell_at(extracts_used: list[Used], reference: str, t: date) -> Spell | None:
    """The spell in force on a day; of several the latest."""
    in_force = [spell for spell in spells(extracts_used, reference) if spell.covers(t)]
    return in_force[-1] if in_force else None


def dropped(extracts_used: list[Used], reference: str, t: date) -> bool:
    """In an earlier used extract and not in the newest one up to the day."""
    until_t = [extract for extract in extracts_used if extract.as_at <= t]
    if not until_t or reference in until_t[-1].rows:
        return False
    return any(reference in extract.rows for extract in until_t[:-1])


def status_in_force(extracts_used: list[Used], reference: str, t: date) -> Status:
    """The newest status up to the day that is not an end; before any, awaiting on-boarding if not yet on-boarded."""
    rows = held(extracts_used, reference)
    for as_at, row in reversed(rows):
        if as_at <= t and not ended(row):
            return Status(row["status"])
    first = rows[0]
    if t < first.as_at and first.row["status"] == Status.UNKNOWN:
        return Status.UNKNOWN
    onboarded_on = newest_filled(rows, "onboarded_on")
    if onboarded_on is not None:
        return Status.AWAITING if onboarded_on > t else Status.OPEN
    return Status.AWAITING if first.row["status"] == Status.AWAITING else Status.OPEN


def state(extracts_used: list[Used], reference: str, t: date) -> State:
    """The state on a day, the first that fits."""
    if not held(extracts_used, reference) or t < birth(extracts_used, reference)[0]:
        return State.NOT_YET
    if dropped(extracts_used, reference, t):
        return State.DROPPED
    spell = spell_at(extracts_used, reference, t)
    if spell is not None:
        return spell.state()
    if any(spell.leaves_unknown(t) for spell in spells(extracts_used, reference)):
        return State.UNKNOWN
    # Choice: the status in force, not the attributes' own. They differ where extract 1 says unknown, 2 and 3 say
    # closed, and 3 moves the closing past 2: between 2 and the closing nothing but "unknown" was ever said.
    if status_in_force(extracts_used, reference, t) == Status.UNKNOWN:
        return State.UNKNOWN
    return State.OUTSTANDING


def attributes(extracts_used: list[Used], reference: str, t: date) -> Row:
    """The row of the newest used extract up to the day that holds it, else of the first that does."""
    rows = held(extracts_used, reference)
    until_t = [row for as_at, row in rows if as_at <= t]
    return until_t[-1] if until_t else rows[0].row


def original_due_on(extracts_used: list[Used], reference: str) -> date | None:
    """The first due date as last recorded, whatever the day; else the first due date that any used extract gave."""
    rows = held(extracts_used, reference)
    recorded = newest_filled(rows, "original_due_on")
    if recorded is not None:
        return recorded
    for _, row in rows:
        if value(row, "due_on") is not None:
            return row["due_on"]
    return None


def redatings(extracts_used: list[Used], reference: str, t: date) -> int:
    """How often, up to the day, the due date went from one date to another, also where it was blank between them."""
    rows = [row for as_at, row in held(extracts_used, reference) if as_at <= t]
    dates = [due for row in rows if (due := value(row, "due_on")) is not None]
    return sum(old != new for old, new in pairwise(dates))


def record(extracts_used: list[Used], reference: str, t: date) -> Record:
    """Everything that is said of one reference on one day."""
    now = state(extracts_used, reference, t)
    row = attributes(extracts_used, reference, t)
    born_on, born_dated = birth(extracts_used, reference)
    spell = spell_at(extracts_used, reference, t) if now in (State.CLOSED, State.WITHDRAWN) else None
    due, original = value(row, "due_on"), original_due_on(extracts_used, reference)
    standing = now == State.OUTSTANDING
    late_original = standing and original is not None and original < t
    late_current = standing and due is not None and due < t
    return Record(
        reference=reference,
        state=now,
        status=_status(extracts_used, reference, t, now, spell),
        born_on=born_on,
        born_dated=born_dated,
        attributes=row,
        closed_on=spell.start if spell else None,
        closed_earliest=spell.earliest if spell else None,
        closed_dated=spell.dated if spell else False,
        closed_timed=spell.timed if spell else False,
        close_reason=spell.reason if spell else None,
        due_on=due,
        original_due_on=original,
        redatings=redatings(extracts_used, reference, t),
        overdue_original=late_original,
        overdue_current=late_current,
        overdue_masked=late_original and due is not None and due >= t,
        late_no_current_date=late_original and due is None,
        # Choice: no due date is no *current* due date, whatever the original says.
        no_due_date=standing and due is None,
    )


def _status(extracts_used: list[Used], reference: str, t: date, now: State, spell: Spell | None) -> str:
    """The status that goes with a state. Choice: dropped is a status of its own; not yet carries its attributes'."""
    if now == State.DROPPED:
        return str(State.DROPPED)
    if spell is not None:
        return spell.status
    if now == State.OUTSTANDING:
        return status_in_force(extracts_used, reference, t)
    if now == State.UNKNOWN:
        return Status.UNKNOWN
    return attributes(extracts_used, reference, t)["status"]


def view(extracts: Iterable[Any], as_at: date, known_at: date) -> dict[str, Record]:
    """One record for every reference in a used extract, those not yet born on the day included."""
    extracts_used = used(extracts, known_at)
    return {reference: record(extracts_used, reference, as_at) for reference in references(extracts_used)}
