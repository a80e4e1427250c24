"""The store of meetings: reads records, and adds and changes them so that nothing is overwritten unseen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, fields, replace
from datetime import datetime
from itertools import groupby
from typing import Any, Self, TypeVar

from sqlalchemy import Connection, Row, Select, delete, func, insert, select, update

from analytics import people
from analytics.audit import entries as audit
from analytics.audit import trail
from analytics.errors import RegisterError
from analytics.meetings import engine
from analytics.meetings.audited_edits import altered_edits, edit_facts
from analytics.meetings.contents import Contents
from analytics.meetings.history import differences, replay
from analytics.meetings.records import (
    Action,
    ActionState,
    Decision,
    Edit,
    Letter,
    Meeting,
    MeetingKind,
    Record,
    name_of,
)
from analytics.meetings.schema import SHAPES, Shape, edit
from analytics.meetings.validation import missing_requirements
from analytics.people import Right

R = TypeVar("R", bound=Record)

Stamp = tuple[int, int | None]

_EDIT_FIELDS = [field.name for field in fields(Edit)]
_EVERY_EDIT = select(*(edit.c[name] for name in _EDIT_FIELDS)).order_by(edit.c.id)

_ERROR_WORDS = {"kind": MeetingKind, "state": ActionState}
"""The columns that hold words of a vocabulary."""


class EditConflict(RegisterError):
    """Somebody else changed the record since it was read: `theirs` is stored, `refused` is the writer's own."""

    def __init__(self, theirs: Record, refused: Record) -> None:
        super().__init__(
            f"Somebody else changed this {name_of(refused)} after you opened it, so your changes were not kept yet."
        )
        self.theirs = theirs
        self.refused = refused


class Writing:
    """One person's writing at one moment: all that is added and changed through it is kept together or not at all."""

    def __init__(self, connection: Connection, by: str, at: datetime) -> None:
        by = people.writer(Right.EDIT_MEETINGS, by)
        if not by.strip():
            raise RegisterError("Say in which role you write: every edit is kept with who made it.")
        self._connection = connection
        self.by = by.strip()
        self._at = at
        self.edits: list[Edit] = []
        """What was changed through it so far, field by field."""

    def has_meetings(self) -> bool:
        """Whether any meeting is stored."""
        return self._connection.execute(select(SHAPES[Meeting].table.c.id).limit(1)).first() is not None

    def add(self, record: R) -> R:
        """Keep a new record; it comes back with its id, at version 1. Raises RegisterError where it lacks something."""
        _require(record)
        shape = SHAPES[type(record)]
        statement = insert(shape.table).values(_columns(shape, record) | {"version": 1}).returning(shape.table.c.id)
        added = replace(record, id=self._connection.execute(statement).scalar_one(), version=1)
        self._store_lists(shape, added)
        self._store_edits(None, added)
        return added

    def change(self, record: R) -> R:
        """Keep a record's new state, if it was made from the stored version; it comes back with the next version.

        A record that says what the stored one says is no edit and comes back as it was. Raises EditConflict where
        somebody else has changed it since, RegisterError where it lacks something.
        """
        _require(record)
        shape = SHAPES[type(record)]
        stored = _stored(self._connection, type(record), record.id)
        if stored == record:
            return record
        changed = replace(record, version=record.version + 1)
        table = shape.table
        as_read = (table.c.id == record.id, table.c.version == record.version)
        moved = update(table).where(*as_read).values(_columns(shape, changed)).returning(table.c.id)
        if self._connection.execute(moved).first() is None:
            raise EditConflict(_stored(self._connection, type(record), record.id), record)
        self._connection.execute(delete(shape.values).where(shape.values.c.record_id == record.id))
        self._store_lists(shape, changed)
        self._store_edits(stored, changed)
        return changed

    def _store_lists(self, shape: Shape, record: Record) -> None:
        rows = [
            {"record_id": record.id, "field": field, "place": place, "value": value}
            for field in shape.lists
            for place, value in enumerate(getattr(record, field))
        ]
        if rows:
            self._connection.execute(insert(shape.values), rows)

    def _store_edits(self, before: Record | None, after: Record) -> None:
        edits = [
            Edit(
                at=self._at,
                by=self.by,
                record=name_of(after),
                record_id=after.id,
                version=after.version,
                field=field,
                before=old,
                after=new,
            )
            for field, old, new in differences(before, after)
        ]
        self._connection.execute(insert(edit), [asdict(change) for change in edits])
        self.edits += edits


class Store:
    """Meetings, actions, decisions and letters in one database, SQLite or PostgreSQL, with every edit of them.

    Its tables are made where they are missing. Raises StoreUnavailable where the database does not answer or is
    damaged, here and whenever it is read or written to, and NotAllowed where who acts may not read or write it.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        self._open()

    def _open(self) -> None:
        self._engine = engine.open_engine(self._url)
        self._file = engine.identity(self._engine)
        self._read: tuple[Stamp | None, Contents] = (None, Contents())

    def close(self) -> None:
        """Give back every connection."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def contents(self) -> Contents:
        """Every record as it is now; read again only where there were edits since, for pages ask at each turn."""
        people.require(Right.READ_MEETINGS)
        stamp, (seen, contents) = self._stamp(), self._read
        if seen != stamp:
            # The stamp is the older of the two, so what comes in between is read again the next time.
            contents = Contents(self.meetings(), self.actions(), self.decisions(), self.letters())
            self._read = (stamp, contents)
        return contents

    def meetings(self) -> tuple[Meeting, ...]:
        """Every meeting, cancelled ones too, by day."""
        return self._all(Meeting, SHAPES[Meeting].table.c.held_on)

    def actions(self) -> tuple[Action, ...]:
        """Every action, in the order of writing down."""
        return self._all(Action)

    def decisions(self) -> tuple[Decision, ...]:
        """Every decision, in the order of writing down."""
        return self._all(Decision)

    def letters(self) -> tuple[Letter, ...]:
        """Every letter, in the order of writing down."""
        return self._all(Letter)

    def actions_about(self, reference: str) -> tuple[Action, ...]:
        """The actions that name a recommendation, in the order of writing down."""
        people.require(Right.READ_MEETINGS)
        shape = SHAPES[Action]
        named = select(shape.values.c.record_id).where(shape.values.c.value == reference)
        with self._reading() as connection:
            return tuple(_records(connection, Action, _select_all(shape).where(shape.table.c.id.in_(named))))

    def record(
        self, action: audit.AuditAction, *, by: str, at: datetime, details: Mapping[str, Any] | None = None
    ) -> audit.AuditEntry:
        """Add an entry to the audit trail; who writes records has one by itself."""
        with self._writing() as connection:
            return trail.append(connection, by, at, action, details)

    def audit_entries(self, choice: trail.Choice, most: int | None = None) -> tuple[list[audit.AuditEntry], int]:
        """The entries of the audit trail that are chosen, newest first, at most so many; and how many there are."""
        people.require(Right.ADMINISTER)
        with self._reading() as connection:
            return trail.chosen(connection, choice, most), trail.number_chosen(connection, choice)

    def audited_people(self) -> list[str]:
        """Everyone who has an entry in the audit trail, by name."""
        people.require(Right.ADMINISTER)
        with self._reading() as connection:
            return trail.people(connection)

    def verify_audit(self, expected: str | None = None) -> audit.Verification:
        """Check the whole audit trail, and the history of the meetings' records against it; see `entries.verify`."""
        people.require(Right.ADMINISTER)
        with self._reading() as connection:
            chain = list(trail.chain(connection))
            edits = [Edit(**row) for row in connection.execute(_EVERY_EDIT).mappings()]
        verification = audit.verify(chain, expected)
        return replace(verification, problems=(*verification.problems, *altered_edits(chain, edits)))

    def edits(self, record: str, record_id: int) -> tuple[Edit, ...]:
        """Every edit of one record, oldest first."""
        people.require(Right.READ_MEETINGS)
        is_of_record = (edit.c.record == record, edit.c.record_id == record_id)
        with self._reading() as connection:
            return tuple(Edit(**row) for row in connection.execute(_EVERY_EDIT.where(*is_of_record)).mappings())

    def as_it_was(self, record: str, record_id: int, version: int) -> Record:
        """A record as it was at one of its versions, from its edits."""
        return replay(edit for edit in self.edits(record, record_id) if edit.version <= version)

    def add(self, record: R, *, by: str, at: datetime) -> R:
        """Keep one new record; see `Writing.add`."""
        with self.transaction(by=by, at=at) as writing:
            return writing.add(record)

    def change(self, record: R, *, by: str, at: datetime) -> R:
        """Keep one record's new state; see `Writing.change`."""
        with self.transaction(by=by, at=at) as writing:
            return writing.change(record)

    @contextmanager
    def transaction(self, *, by: str, at: datetime) -> Iterator[Writing]:
        """A writing whose every record is kept, or none where anything is refused.

        Raises StoreUnavailable where another file has taken the database's place: what is written was meant for the
        records that were read from the one before.
        """
        with self._writing() as connection:
            writing = Writing(connection, by, at)
            yield writing
            if writing.edits:
                trail.append(connection, writing.by, at, audit.AuditAction.MEETINGS_EDITED, edit_facts(writing.edits))

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        self._require_same_file("was replaced by another, so nothing was kept")
        with engine.writing(self._engine) as connection:
            engine.require_sound(connection)
            yield connection
        self._require_same_file("was replaced while this was written, so it may be lost")

    def _require_same_file(self, what: str) -> None:
        if engine.identity(self._engine) != self._file:
            self._open()
            raise engine.StoreUnavailable(
                f"The file of the meetings' database {what}. The page now shows what the new file holds: look at it, "
                "then write again."
            )

    def _stamp(self) -> Stamp:
        """What no edit leaves as it was: how many there are, and the last. Of two writers the first may end later."""
        with self._reading() as connection:
            number, last = connection.execute(select(func.count(), func.max(edit.c.id)).select_from(edit)).one()
            return int(number), last

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        if engine.identity(self._engine) != self._file:
            self._open()
        with engine.reading(self._engine) as connection:
            yield connection

    def _all(self, kind: type[R], *order: Any) -> tuple[R, ...]:
        people.require(Right.READ_MEETINGS)
        with self._reading() as connection:
            return tuple(_records(connection, kind, _select_all(SHAPES[kind], *order)))


def _select_all(shape: Shape, *order: Any) -> Select[Any]:
    """Records with the values of their lists beside them, in one statement, so that no edit comes in between."""
    table, values = shape.table, shape.values
    joined = table.outerjoin(values, values.c.record_id == table.c.id)
    inner = (table.c.id, values.c.field, values.c.place)
    return select(table, values.c.field, values.c.value).select_from(joined).order_by(*order, *inner)


def _records(connection: Connection, kind: type[R], statement: Select[Any]) -> Iterator[R]:
    """The records that such a statement finds."""
    for _, rows in groupby(connection.execute(statement), key=lambda row: row.id):
        yield _record(kind, list(rows))


def _record(kind: type[R], rows: list[Row[Any]]) -> R:
    """One record out of its rows, of which there is one a value of its lists, and at least one."""
    shape = SHAPES[kind]
    values: dict[str, Any] = {column.name: getattr(rows[0], column.name) for column in shape.table.columns}
    lists = {field: tuple(row.value for row in rows if row.field == field) for field in shape.lists}
    words = {name: read(values[name]) for name, read in _ERROR_WORDS.items() if name in values}
    return kind(**{**values, **lists, **words})


def _stored(connection: Connection, kind: type[R], number: int) -> R:
    """The stored record with that id. Raises RegisterError where there is none."""
    shape = SHAPES[kind]
    result = list(_records(connection, kind, _select_all(shape).where(shape.table.c.id == number)))
    if not result:
        raise RegisterError(f"There is no {kind.__name__.lower()} with the number {number}.")
    return result[0]


def _columns(shape: Shape, record: Record) -> dict[str, Any]:
    """What a record puts into its own table."""
    return {column.name: getattr(record, column.name) for column in shape.table.columns if column.name != "id"}


def _require(record: Record) -> None:
    if wanted := missing_requirements(record):
        raise RegisterError(" ".join(wanted))
