"""The history of a register a second time: what each recommendation was on a day, written from docs/method.md alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from analytics.vocabulary import State

Row = dict[str, Any]
DAY = timedelta(days=1)
ENTRY_COLUMNS = ("received_on", "made_on", "report_published_on")
CLOSING_STATUSES = ("closed", "not accepted")
MERGING_REASONS = ("superseded", "duplicate", "withdrawn")


class Extract(NamedTuple):
    """The register as exported on one day.

    `rejected` has the references of its rejected rows, `absent` the columns that its file does not have.
    """

    as_at: date
    rows: list[Row]
    rejected: tuple[str, ...] = ()
    absent: frozenset[str] = frozenset()


class Used(NamedTuple):
    """An extract used: its rows by reference, with the rows that stand in for rejected ones.

    `absent` has the columns that the file of each row does not have: a row that stands in comes from an older file.
    """

    as_at: date
    rows: dict[str, Row]
    absent: dict[str, frozenset[str]]


class DatedRow(NamedTuple):
    """A row of one recommendation, with the day of its extract."""

    as_at: date
    row: Row
    absent: frozenset[str]


@dataclass(frozen=True)
class Spell:
    """Successive rows that say closed or not accepted. It covers start <= day < end, and every later day if no end.

    `earliest` is the first of its unknown days, or the start if it has none. `status` and `reason` are those of its
    newest row.
    """

    start: date
    end: date | None
    first_extract: date
    dated: bool
    timed: bool
    """Whether a date, or an extract before that held it as not ended, says when it ended."""
    earliest: date
    status: str
    reason: str | None

    def covers(self, day: date) -> bool:
        """Whether the day lies in the spell."""
        return self.start <= day and (self.end is None or day < self.end)

    def leaves_unknown(self, day: date) -> bool:
        """Whether the day is one of the unknown days of the spell."""
        return self.earliest <= day < self.start

    def state(self) -> State:
        """The state on every day of the spell."""
        if self.status == "not accepted" or self.reason in MERGING_REASONS:
            return State.WITHDRAWN
        return State.CLOSED


@dataclass(frozen=True)
class Record:
    """What is known of one recommendation on one day. The four fields on closing are filled in a spell only."""

    reference: str
    state: State
    status: str
    born_on: date
    born_dated: bool
    attributes: Row
    due_on: date | None
    original_due_on: date | None
    redatings: int
    overdue_original: bool
    overdue_current: bool
    closed_on: date | None = None
    closed_earliest: date | None = None
    closed_dated: bool = False
    closed_timed: bool = False
    close_reason: str | None = None

    @property
    def is_outstanding(self) -> bool:
        """Whether the state is outstanding."""
        return self.state == "outstanding"

    @property
    def overdue_masked(self) -> bool:
        """Past the first due date, with a current due date on or after the day."""
        return self.overdue_original and self.due_on is not None and not self.overdue_current

    @property
    def late_no_current_date(self) -> bool:
        """Past the first due date, with no current due date."""
        return self.overdue_original and self.due_on is None

    @property
    def no_due_date(self) -> bool:
        """Outstanding, with no current due date."""
        return self.is_outstanding and self.due_on is None

    @property
    def slip_days(self) -> int | None:
        """Days from the first due date to the current one. None where either is blank."""
        if self.due_on is None or self.original_due_on is None:
            return None
        return (self.due_on - self.original_due_on).days


def value(row: Row, column: str) -> Any:
    """A cell of a row. None if it is blank: empty, an empty list, or a column that is not there."""
    return row.get(column) or None


def used(extracts: Iterable[Any], known_at: date) -> list[Used]:
    """The extracts of the known-at day and before, oldest first. The first extract only where there is none."""
    in_order = sorted(extracts, key=lambda extract: extract.as_at)
    result: list[Used] = []
    for extract in [each for each in in_order if each.as_at <= known_at] or in_order[:1]:
        rows: dict[str, Row] = {}
        absent: dict[str, frozenset[str]] = {}
        for reference in extract.rejected:
            for earlier in rows_of(result, reference)[-1:]:  # a row that stands in is itself the newest accepted one
                rows[reference], absent[reference] = earlier.row, earlier.absent
        for row in extract.rows:
            rows[row["reference"]], absent[row["reference"]] = row, extract.absent
        result.append(Used(extract.as_at, rows, absent))
    return result


def references(extracts_used: list[Used]) -> list[str]:
    """Every reference of the extracts used, in order."""
    return sorted({reference for extract in extracts_used for reference in extract.rows})


def rows_of(extracts_used: list[Used], reference: str) -> list[DatedRow]:
    """The rows of one recommendation, oldest first."""
    return [
        DatedRow(extract.as_at, extract.rows[reference], extract.absent[reference])
        for extract in extracts_used
        if reference in extract.rows
    ]


def newest_filled(rows: Iterable[DatedRow], column: str) -> Any:
    """The value of a column in the newest row that fills it. None if no row does."""
    filled = [value(each.row, column) for each in rows if value(each.row, column) is not None]
    return filled[-1] if filled else None


def birth(extracts_used: list[Used], reference: str) -> tuple[date, bool]:
    """The day of entry, and whether it is dated."""
    rows = rows_of(extracts_used, reference)
    first = rows[0].as_at
    for column in ENTRY_COLUMNS:
        day = newest_filled(rows, column)
        if day is not None:
            return min(day, first), True
    closed_on = newest_filled([each for each in rows if says_closed(each.row)], "closed_on")
    return (first if closed_on is None else min(closed_on, first)), False


def says_closed(row: Row) -> bool:
    """Whether a row says closed or not accepted."""
    return row["status"] in CLOSING_STATUSES


def spells(extracts_used: list[Used], reference: str) -> list[Spell]:
    """The spells of one recommendation, oldest first."""
    born_on, _ = birth(extracts_used, reference)
    result: list[Spell] = []
    before: DatedRow | None = None
    spell_rows: list[DatedRow] = []
    for each in rows_of(extracts_used, reference):
        if says_closed(each.row):
            spell_rows.append(each)
            continue
        if spell_rows:
            result.append(_spell(spell_rows, before, each.as_at, born_on))
        before, spell_rows = each, []
    if spell_rows:
        result.append(_spell(spell_rows, before, None, born_on))
    return result


def _spell(rows: list[DatedRow], before: DatedRow | None, end: date | None, born_on: date) -> Spell:
    """The spell of these rows. `before` is the row before the first of them, if there is one."""
    first_extract = rows[0].as_at
    closed_on = newest_filled(rows, "closed_on")
    if closed_on is not None:
        start = earliest = max(min(closed_on, first_extract), born_on)
    else:
        start = first_extract
        earliest = born_on if before is None else before.as_at + DAY
    newest = rows[-1].row
    return Spell(
        start=start,
        end=end,
        first_extract=first_extract,
        dated=closed_on is not None,
        timed=closed_on is not None or before is not None,
        earliest=earliest,
        status=newest["status"],
        reason=value(newest, "close_reason"),
    )


def spell_at(extracts_used: list[Used], reference: str, day: date) -> Spell | None:
    """The latest spell that a day lies in, or None."""
    covering = [spell for spell in spells(extracts_used, reference) if spell.covers(day)]
    return covering[-1] if covering else None


def dropped(extracts_used: list[Used], reference: str, day: date) -> bool:
    """Whether an extract up to the day has the recommendation and the newest extract up to the day does not."""
    until = [extract for extract in extracts_used if extract.as_at <= day]
    return bool(rows_of(until, reference)) and reference not in until[-1].rows


def attributes(extracts_used: list[Used], reference: str, day: date) -> Row:
    """The row in force on a day."""
    rows = rows_of(extracts_used, reference)
    until = [each for each in rows if each.as_at <= day]
    return until[-1].row if until else rows[0].row


def status_in_force(extracts_used: list[Used], reference: str, day: date) -> str:
    """The status of the row in force. Before the first extract that has the recommendation, what is supposed."""
    rows = rows_of(extracts_used, reference)
    if day >= rows[0].as_at:
        return str(attributes(extracts_used, reference, day)["status"])
    first_status = rows[0].row["status"]
    if first_status == "unknown":
        return "unknown"
    onboarded_on = newest_filled(rows, "onboarded_on")
    if onboarded_on is not None:
        return "awaiting on-boarding" if onboarded_on > day else "open"
    return "awaiting on-boarding" if first_status == "awaiting on-boarding" else "open"


def state(extracts_used: list[Used], reference: str, day: date) -> State:
    """The state on a day: the first that fits."""
    if day < birth(extracts_used, reference)[0]:
        return State.NOT_YET
    if dropped(extracts_used, reference, day):
        return State.DROPPED
    spell = spell_at(extracts_used, reference, day)
    if spell is not None:
        return spell.state()
    if any(each.leaves_unknown(day) for each in spells(extracts_used, reference)):
        return State.UNKNOWN
    if status_in_force(extracts_used, reference, day) == "unknown":
        return State.UNKNOWN
    return State.OUTSTANDING


def original_due_on(extracts_used: list[Used], reference: str) -> date | None:
    """The first due date."""
    rows = rows_of(extracts_used, reference)
    original: date | None = newest_filled(rows, "original_due_on")
    return original or newest_filled(reversed(rows), "due_on")


def redatings(extracts_used: list[Used], reference: str, day: date) -> int:
    """How often the due date changed from one date to another in the extracts up to a day."""
    count, last = 0, None
    for each in rows_of(extracts_used, reference):
        due_on = value(each.row, "due_on")
        if each.as_at > day or due_on is None:
            continue
        if last is not None and due_on != last:
            count += 1
        last = due_on
    return count


def record(extracts_used: list[Used], reference: str, day: date) -> Record:
    """What is known of one recommendation on a day."""
    born_on, is_dated = birth(extracts_used, reference)
    state_now = state(extracts_used, reference, day)
    spell = spell_at(extracts_used, reference, day) if state_now in ("closed", "withdrawn or merged") else None
    row = attributes(extracts_used, reference, day)
    due_on, first_due_on = value(row, "due_on"), original_due_on(extracts_used, reference)
    is_outstanding = state_now == "outstanding"
    return Record(
        reference=reference,
        state=state_now,
        status=_status(extracts_used, reference, day, state_now, spell),
        born_on=born_on,
        born_dated=is_dated,
        attributes=row,
        due_on=due_on,
        original_due_on=first_due_on,
        redatings=redatings(extracts_used, reference, day),
        overdue_original=is_outstanding and first_due_on is not None and first_due_on < day,
        overdue_current=is_outstanding and due_on is not None and due_on < day,
        closed_on=spell.start if spell else None,
        closed_earliest=spell.earliest if spell else None,
        closed_dated=spell is not None and spell.dated,
        closed_timed=spell is not None and spell.timed,
        close_reason=spell.reason if spell else None,
    )


def _status(extracts_used: list[Used], reference: str, day: date, state_now: State, spell: Spell | None) -> str:
    """The status that goes with a state."""
    if spell is not None:
        return spell.status
    if state_now in ("dropped", "unknown"):
        return str(state_now)
    return status_in_force(extracts_used, reference, day)


def view(extracts: Iterable[Any], as_at: date, known_at: date) -> dict[str, Record]:
    """A record of every recommendation in an extract used, those not yet on the register included."""
    extracts_used = used(extracts, known_at)
    return {reference: record(extracts_used, reference, as_at) for reference in references(extracts_used)}
