"""An action log kept elsewhere, read by the extract's own rules of faults, shown, and then added to the store."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from analytics.english import listed
from analytics.errors import UnreadableFile
from analytics.export_format import with_marks_restored
from analytics.formulas import unguarded
from analytics.intake.faults import Fault
from analytics.intake.readers import SeveralTables, read_table
from analytics.intake.suggestions import quoted
from analytics.intake.tables import Cells, Table, clean
from analytics.meetings.contents import Contents
from analytics.meetings.log_mapping import LogMapping, propose_mapping
from analytics.meetings.log_row import COLUMNS, LABELS, NEEDED, LogRow, RowReader
from analytics.meetings.records import Action, Meeting, MeetingKind
from analytics.meetings.store import Store

SHEET = "Actions"
"""The sheet of our own workbooks that holds the log; in another's, the one that is much the largest."""

MeetingKey = tuple[MeetingKind, date]
ActionKey = tuple[MeetingKind, date, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class LogReading:
    """What an action log would bring: rows, every fault, and counts; read = accepted + repeated + rejected."""

    rows: tuple[LogRow, ...]
    faults: tuple[Fault, ...]
    read: int
    repeated: int
    rejected: int

    @property
    def accepted(self) -> int:
        """How many actions it would add."""
        return len(self.rows)

    def new_meetings(self, contents: Contents) -> tuple[MeetingKey, ...]:
        """The meetings that it names and the store does not hold, in the order of the file."""
        known = _meetings(contents)
        return tuple(dict.fromkeys(row.meeting for row in self.rows if row.meeting not in known))


def read_action_log(
    data: bytes, filename: str, contents: Contents, as_at: date, mapping: LogMapping | None = None
) -> LogReading:
    """What an action log, CSV or workbook, would add to the store, on the day on which it is looked at.

    `mapping` says what its headings and words mean, by default what is proposed for it. A row that says what another,
    or the store, says already is repeated. A row is rejected where it lacks what an action must say, or where that
    action is known and said otherwise: an import changes nothing that is kept. Raises UnreadableFile where the file is
    no table, or lacks a column that must be there.
    """
    table = read_log_table(data, filename)
    mapping = mapping or propose_mapping(table).mapping()
    faults = [*table.faults, *_unread_headings(table, mapping, filename)]
    places = {name: table.header.index(heading) for name, heading in mapping.columns.items()}
    known = _known(contents)
    rows: list[LogRow] = []
    repeated = rejected = 0
    for number, cells in zip(table.source_rows.tolist(), table.rows, strict=True):
        texts = mapping.cells({name: cells[place] for name, place in places.items()})
        reader = RowReader(number, texts, as_at, mapping.orders)
        row = reader.read()
        before = known.get(_key(row)) if row else None
        if row is not None and before is None:
            known[_key(row)] = row.action
            rows.append(row)
        elif row is not None and before is not None and _other_columns(before) == _other_columns(row.action):
            repeated += 1
        else:
            rejected += 1
            if row is not None and before is not None:
                reader.tell("action", _differs(before, row.action), "rejected")
        faults += reader.faults
    return LogReading(rows=tuple(rows), faults=tuple(faults), read=len(table), repeated=repeated, rejected=rejected)


def add_actions(reading: LogReading, store: Store, *, by: str, at: datetime) -> int:
    """Add the actions of a log, and the meetings that the store lacks, all or none; the number of actions added."""
    known = _meetings(store.contents())
    with store.transaction(by=by, at=at) as writing:
        for row in reading.rows:
            if row.meeting not in known:
                known[row.meeting] = writing.add(Meeting(id=0, kind=row.kind, held_on=row.held_on)).id
            writing.add(replace(row.action, meeting_id=known[row.meeting]))
    return reading.accepted


def read_log_table(data: bytes, filename: str) -> Table:
    """The table of a log, of our own workbook the sheet of actions; our own files as they were before being written.

    Raises UnreadableFile where the file is no table.
    """
    try:
        table = read_table(data, filename)
    except SeveralTables as several:
        if SHEET not in several.sheets:
            raise
        table = read_table(data, filename, sheet=SHEET)
    if table.header != [column.label for column in COLUMNS]:
        return table
    as_before = unguarded if table.kind == "csv" else with_marks_restored
    columns = (
        Cells(cells.codes, [clean(as_before(cell)) if cell else cell for cell in cells.distinct])
        for cells in table.columns
    )
    return replace(table, columns=tuple(columns))


def _unread_headings(table: Table, mapping: LogMapping, filename: str) -> Iterator[Fault]:
    """A warning for each heading that is not read. Raises UnreadableFile where a column that must be there is not."""
    labels = [column.label for column in COLUMNS]
    if mapping.missing:
        raise UnreadableFile(
            f"{quoted(filename)} has no column {listed([LABELS[name] for name in mapping.missing])}, so it is not an "
            f"action log as it stands. Its columns are {listed(labels)}; the first {len(NEEDED)} must be there, or be "
            "said for the whole log."
        )
    for heading in table.header:
        if heading and heading not in mapping.columns.values():
            problem = f"{quoted(heading)} is not a column of an action log, so it is not read."
            yield Fault(None, None, "", heading, problem, "warned")


def _meetings(contents: Contents) -> dict[MeetingKey, int]:
    """The meetings of the store by kind and day; of several the first that is not cancelled."""
    in_order = sorted(contents.meetings, key=lambda meeting: (meeting.is_cancelled, meeting.id), reverse=True)
    return {(meeting.kind, meeting.held_on): meeting.id for meeting in in_order}


def _known(contents: Contents) -> dict[ActionKey, Action]:
    """The actions of the store by meeting and text."""
    meetings = {meeting.id: meeting for meeting in contents.meetings}
    return {
        _key(LogRow(meetings[action.meeting_id].kind, meetings[action.meeting_id].held_on, action)): action
        for action in reversed(contents.actions)
    }


def _key(row: LogRow) -> ActionKey:
    """By what a log knows an action: its meeting and its text, whatever its blanks."""
    return row.kind, row.held_on, " ".join(row.action.text.split())


def _other_columns(action: Action) -> dict[str, object]:
    """What a log says of an action beside its text, by column."""
    return {
        "owner_role": " ".join(action.owner_role.split()),
        "due_date": action.due_on,
        "state": action.state,
        "completed_on": action.completed_on,
        "outcome": " ".join(action.outcome.split()),
        "references": action.references,
    }


def _differs(stored: Action, action: Action) -> str:
    """What to say of a row whose action is known and said otherwise."""
    before, now = _other_columns(stored), _other_columns(action)
    columns = listed([LABELS[name].lower() for name in before if before[name] != now[name]])
    return f"is kept already with another {columns}. An import changes nothing that is kept: edit the action instead."
