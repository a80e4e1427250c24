"""The one door to the database: a register folder, opened, and asked named questions."""

from __future__ import annotations

import logging
import re
import shutil
import tempfile
import threading
import time
import weakref
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
from duckdb import DuckDBPyConnection

from analytics import people
from analytics.errors import DamagedRegister, EmptyRegister, NoRoom
from analytics.filters import EVERYTHING, NO_CONDITION, Condition, Filters
from analytics.people import CLEARANCES, HIGHEST
from analytics.register import folder as register_folder
from analytics.register import relations
from analytics.register.folder import Damaged, Loading
from analytics.register.history import (
    append,
    create_tables,
    leave_out,
    make_changed,
    make_closures,
    make_events,
    make_months,
    make_position,
    make_series,
    make_spans,
)
from analytics.register.parquet import is_readable
from analytics.register.sql_files import read_sql
from analytics.vocabulary import Marking

log = logging.getLogger(__name__)
_NAMES = re.compile(r"\$([a-z_]\w*)")
_SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "memory_limit": "700MB",
    "preserve_insertion_order": "false",
    "fsync_mode": "NONE",  # after a power cut nobody reads the file again
}
"""The history lies in a file of its own that goes with the process: what memory does not hold stays on disk."""

_SHUT = ("set enable_external_access = false", "set lock_configuration = true")
"""Run once the extracts are read: from then on no query can reach another file or change a setting."""

_MAX_CACHED_ROWS = 12_000_000
"""How many rows of such tables are kept at once: some 50 bytes each in the history's file; memory has its own limit."""


@dataclass(frozen=True, slots=True)
class AsAt:
    """A day that a figure is about, and the day whose knowledge is used."""

    as_at: date
    known_at: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A query file with what fills it: its dates, its condition, and where it joins two days, the opening one.

    The query file declares which relations it reads, in its line `-- Reads:`; `RELATIONS` has the columns of each.
    Rows: `position` (where each recommendation stands on the as-at day), `opening` (the same at the opening dates),
    `changed_between` (what differs between the two), `event` (what happened), `closure` (every closure and what
    reopened it), `version`, `recommendation`, `rejected`, `extract` and `clock`. Groups of them, to be counted:
    `position_groups` and `opening_groups`, `changed_groups` between them, `received_and_closed` by months, and of the
    spans in force on `days` `series_groups` and `altered_groups`; `position_group` has the columns of the groups.
    Any other name is that of a query file beside this one that no choice changes, with a row a recommendation or
    several: it is answered once for its dates, or for two pairs of them, and stored as a table. Each of its rows has
    the `group_id` of `position_groups` that it belongs to; with `_groups` behind its name they are counted in `n`.
    `holes` are filled into the text in braces: from names in the code, never from a reader. `$known_extract` is the day
    of the newest extract used; where a query joins two days, `$since` is the opening one, and `$opening_extract` its
    newest extract used.
    """

    sql: Path
    dates: AsAt
    where: Condition = NO_CONDITION
    opening: AsAt | None = None
    days: tuple[date, ...] = ()
    bound: Mapping[str, Any] = field(default_factory=dict)
    holes: Mapping[str, str] = field(default_factory=dict)

    @property
    def opening_dates(self) -> AsAt:
        """The opening dates; raises ValueError for a query that reads it where none was given."""
        if self.opening is None:
            raise ValueError(f"{self.sql.stem}.sql joins two days and was given one.")
        return self.opening

    def reads(self) -> tuple[str, ...]:
        """The relations that the query file declares."""
        return tuple(map(self._filled, read_sql(self.sql.parent, self.sql.stem).reads))

    def text(self) -> str:
        """The query with its holes filled in."""
        return self._filled(read_sql(self.sql.parent, self.sql.stem).text)

    def _filled(self, text: str) -> str:
        for hole, filling in self.holes.items():
            text = text.replace(f"{{{hole}}}", filling)
        return text

    def for_every_choice(self, name: str) -> Query:
        """The question of a query file beside this one, for the same dates, whatever the reader chose."""
        sql = self.sql.with_name(f"{name}.sql")
        return Query(sql=sql, dates=self.dates, opening=self.opening, holes=self.holes)


class Register:
    """A register folder as it stood when it was opened. Reading it is safe from any number of threads.

    `version` changes with the folder's files and is for caches; `edition` says which extracts the figures are made of,
    and is the same for a copy of the folder on another machine: it is what covers print. `damaged` are the extracts
    that could not be read and are in no figure. `is_usable` turns false where the temporary folder failed. `clearance`
    is whose rows it has: recommendations marked above it are nowhere in it, and `above_clearance` says how many.
    """

    def __init__(
        self, folder: Path, extracts: Sequence[Loading] | None = None, clearance: Marking | None = None
    ) -> None:
        """Build the history of the extracts in force in a folder, or of `extracts`, the oldest first, instead of them.

        `clearance` is that of who acts, if none is given. Raises EmptyRegister where there is no extract,
        DamagedRegister where none can be read, and NoRoom where the temporary folder cannot hold the history.
        """
        self.folder = folder
        self.clearance = people.acting().clearance if clearance is None else clearance
        self.above_clearance = 0
        self.version = version(folder, self.clearance)
        self.extracts: tuple[Loading, ...] = tuple(register_folder.in_force(folder) if extracts is None else extracts)
        self.damaged: tuple[Damaged, ...] = tuple(register_folder.damaged(folder))
        self.is_usable = True
        self._lock, self._making = threading.Lock(), threading.RLock()
        self._tables: OrderedDict[tuple[Any, ...], tuple[str, int]] = OrderedDict()
        self._made = 0
        with self._room():
            self._con = self._opened()
        edition = register_folder.edition(self.extracts)
        self.edition = edition if self.has_every_row else f"{edition} {self.clearance}"

    def _opened(self) -> DuckDBPyConnection:
        """The history of the extracts, those left out that turn out to be unreadable."""
        if not self.extracts and self.damaged:
            raise DamagedRegister(" ".join(map(str, self.damaged)))
        if not self.extracts:
            raise EmptyRegister("The register holds no extract yet.")
        scratch = Path(tempfile.mkdtemp(prefix="register-"))
        con = duckdb.connect(scratch / "history.duckdb", config=_SETTINGS)
        self.close = weakref.finalize(self, _clear_away, con, scratch)
        try:
            con.begin()  # one transaction: to write each of some eighty macros to disk by itself takes longest of all
            create_tables(con)
            append(con, self.extracts)
            if not self.has_every_row:
                self.above_clearance = leave_out(con, CLEARANCES[: CLEARANCES.index(self.clearance) + 1])
            con.commit()
            for setting in _SHUT:
                con.execute(setting)
        except duckdb.Error:
            self.close()
            unreadable = [loading for loading in self.extracts if not is_readable(loading.rows)]
            if not unreadable:
                raise
            self.extracts = tuple(loading for loading in self.extracts if loading not in unreadable)
            why = "its rows cannot be read to the end"
            self.damaged += tuple(Damaged(item.path, item.as_at, item.number, why) for item in unreadable)
            return self._opened()
        return con

    @contextmanager
    def _room(self) -> Iterator[None]:
        """Raise NoRoom, a sentence, where the temporary folder fails; what was opened in it cannot be used again."""
        try:
            yield
        except (OSError, duckdb.OperationalError, duckdb.FatalException) as error:
            self.is_usable = False
            why = getattr(error, "strerror", None) or str(error).splitlines()[0]
            raise NoRoom(
                f"The temporary folder {tempfile.gettempdir()} is full or cannot be written to, so this could not be "
                f"worked out ({why}). The register is as it was. Free space there, or name another folder with the "
                "setting TMPDIR, and try again."
            ) from error

    @property
    def has_every_row(self) -> bool:
        """Whether no recommendation is left out for its marking."""
        return self.clearance == HIGHEST

    @property
    def newest(self) -> Loading:
        """The newest extract in force."""
        return self.extracts[-1]

    @property
    def is_demonstration(self) -> bool:
        """Whether any extract in force is demonstration data."""
        return any(loading.manifest.demonstration for loading in self.extracts)

    def dates(self, filters: Filters) -> AsAt:
        """The days that a choice means: as at and known at both default to the newest extract."""
        newest = self.newest.as_at
        return AsAt(filters.as_at or newest, filters.known_at or newest)

    def before(self, dates: AsAt, since: date) -> AsAt:
        """The dates of the start of a period: what was known on its first day, never more than at its end."""
        return AsAt(since, min(since, dates.known_at))

    def warm(self) -> None:
        """Make what the first questions about the newest day need, so that no reader waits for it."""
        with self._room():
            self._spans(len(self.extracts))
            dates = self.dates(EVERYTHING)
            self._position(dates)
            if (since := self.previous_extract(dates)) is not None:
                self._changed(self.before(dates, since), dates)

    def known(self, known_at: date) -> int:
        """How many extracts are used when known at a day: those up to it, or the first where there is none."""
        return max(1, sum(1 for loading in self.extracts if loading.as_at <= known_at))

    def previous_extract(self, dates: AsAt) -> date | None:
        """The day of the newest used extract before the as-at day, or None where there is none."""
        days = [loading.as_at for loading in self.extracts[: self.known(dates.known_at)]]
        return max((day for day in days if day < dates.as_at), default=None)

    def rows(self, question: Query) -> list[tuple[Any, ...]]:
        """The answer to a question, as tuples."""
        with self._running(question) as result:
            return result.fetchall()

    def records(self, question: Query) -> list[dict[str, Any]]:
        """The answer to a question, as a dictionary a row."""
        with self._running(question) as result:
            names = [column[0] for column in result.description or ()]
            return [dict(zip(names, row, strict=True)) for row in result.fetchall()]

    def arrays(self, question: Query) -> dict[str, Any]:
        """The answer to a question, an array a column: for numbers by the thousand; where some are blank, masked."""
        with self._running(question) as result:
            return dict(result.fetchnumpy())

    def frame(self, question: Query) -> pd.DataFrame:
        """The answer to a question, as a frame with the query's columns.

        Whole numbers stay whole, days are dates, and a blank text is None.
        """
        with self._running(question) as result:
            rows = result.fetchall()
            frame = pd.DataFrame(rows, columns=[column[0] for column in result.description or ()])
        for place, name in enumerate(frame.columns):
            # pandas makes NaN of a blank among texts, which is true where a blank is not: `text or report` gives NaN.
            if isinstance(frame.dtypes.iloc[place], pd.StringDtype) and frame[name].hasnans:
                frame[name] = pd.Series([row[place] for row in rows], dtype=object)
        return frame

    def batches(self, question: Query, size: int = 10_000) -> Iterator[list[tuple[Any, ...]]]:
        """The answer to a question in batches of rows, for what is too large to hold at once."""
        with self._running(question) as result:
            while batch := result.fetchmany(size):
                yield batch

    @contextmanager
    def _running(self, question: Query) -> Iterator[DuckDBPyConnection]:
        """Run a query with what it names; its log line is its name and its milliseconds."""
        began = time.perf_counter()
        with self._room(), self._con.cursor() as cursor:
            try:
                result = self._run(cursor, question)
            except duckdb.CatalogException:  # a table gave way to another reader's before it was read: it is made anew
                result = self._run(cursor, question)
            yield result
        log.debug("%s in %.0f ms", question.sql.stem, (time.perf_counter() - began) * 1000)

    def _run(self, cursor: DuckDBPyConnection, question: Query) -> DuckDBPyConnection:
        text = self._with_relations(question)
        return cursor.execute(text, self._bound_values(question, text))

    def _bound_values(self, question: Query, text: str) -> dict[str, Any]:
        """The values bound in a query: those of its dates and its own, as far as it names them."""
        dates = question.dates
        days = {"as_at": dates.as_at, "known_extract": self._known_extract(dates)}
        if (opening := question.opening) is not None:
            days |= {"since": opening.as_at, "opening_extract": self._known_extract(opening)}
        values = {**days, "days": question.days, **question.where.bound, **question.bound}
        return {name: values[name] for name in set(_NAMES.findall(text))}

    def _known_extract(self, dates: AsAt) -> date:
        """The day of the newest extract used."""
        return self.extracts[self.known(dates.known_at) - 1].as_at

    def _with_relations(self, question: Query) -> str:
        """A query with the relations that it reads at its head, their tables made where they are not there."""
        selects = {name: self._relation(name, question) for name in question.reads() if name not in relations.TABLES}
        return relations.with_relations(question.text(), selects)

    def _relation(self, name: str, question: Query) -> str:
        """What a relation selects for a query; a name that is none of RELATIONS is that of another query, cached."""
        where = question.where
        if name not in relations.RELATIONS:
            return self._cached_relation(name, question)
        table = self._source(name, question)
        if name == "received_and_closed":
            return relations.received_and_closed(
                table, self._months(table) if relations.reads_groups(where) else "", where
            )
        return relations.SELECTS[name](table, where)

    def _source(self, name: str, question: Query) -> str:
        """The table that a relation is selected from."""
        dates, known = question.dates, self.known(question.dates.known_at)
        match name:
            case "opening" | "opening_groups":
                return self._position(question.opening_dates)
            case "changed_between" | "changed_groups":
                return self._changed(question.opening_dates, dates)
            case "series_groups" | "altered_groups":
                return self._series(dates, question.days)
            case "event":
                return self._table((name, known), partial(make_events, known=known))
            case "closure":
                return self._table((name, known), partial(make_closures, known=known))
            case _:
                return self._position(dates)

    def _cached_relation(self, name: str, question: Query) -> str:
        query = relations.cached_query(name)
        table = self._cached(question.for_every_choice(query))
        if name == query:
            return relations.cached(table, question.where)
        counted = self._count_groups(table) if relations.reads_groups(question.where) else ""
        return relations.cached_groups(table, counted, question.where)

    def _cached(self, question: Query) -> str:
        def create(con: DuckDBPyConnection, table: str) -> None:
            text, position = self._with_relations(question), self._position(dates)
            rows = f"select answer.*, position.row_group from ({text}) as answer join {position} as position"
            rows += " using (recommendation)"
            con.execute(f"create table {table} as {rows}", self._bound_values(question, text))

        dates = question.dates
        days = [(state.as_at, self.known(state.known_at)) for state in (dates, question.opening) if state]
        return self._table((question.sql.stem, question.text(), *days), create)

    def _count_groups(self, cached: str) -> str:
        """The rows of a cached answer by group: one row per combination of its other columns, and how many have it."""
        quantity = f"select * exclude (recommendation), count(*)::integer as n from {cached} group by all"

        def create(con: DuckDBPyConnection, table: str) -> None:
            con.execute(f"create table {table} as {quantity}")

        return self._table(("groups", cached), create)

    def _spans(self, known: int) -> str:
        return self._table(("span", known), lambda con, table: make_spans(con, table, known))

    def _position(self, dates: AsAt) -> str:
        known = self.known(dates.known_at)

        def create(con: DuckDBPyConnection, table: str) -> None:
            spans = self._tables.get(("span", known))
            if spans is None:
                make_spans(con, f"{table}_spans", known, dates.as_at)
            make_position(con, table, spans[0] if spans else f"{table}_spans", dates.as_at)
            if spans is None:
                con.execute(f"drop table {table}_spans")

        return self._table(("position", dates.as_at, known), create)

    def _changed(self, opening: AsAt, dates: AsAt) -> str:
        tables = self._position(opening), self._position(dates)
        return self._table(
            ("changed_between", *tables), lambda con, table: make_changed(con, table, *tables, opening.as_at)
        )

    def _months(self, position: str) -> str:
        return self._table(("months", position), lambda con, table: make_months(con, table, position))

    def _series(self, dates: AsAt, days: tuple[date, ...]) -> str:
        known = self.known(dates.known_at)
        spans = self._spans(known)
        return self._table(("series", known, days), lambda con, table: make_series(con, table, spans, days))

    def _table(self, key: tuple[Any, ...], make: Callable[[DuckDBPyConnection, str], None]) -> str:
        """The name of the table of that key, made now where it is not there; the longest unused ones give way."""
        # Whoever asks for a table that is there does not wait for one that is being made.
        if (existing := self._existing(key)) is not None:
            return existing
        with self._making:
            if (existing := self._existing(key)) is not None:
                return existing
            self._made += 1
            name = f"{key[0]}_{self._made}"
            with self._con.cursor() as cursor:
                make(cursor, name)
                row = cursor.execute(f"select count(*) from {name}").fetchone()
                assert row is not None
                with self._lock:
                    self._tables[key] = (name, int(row[0]))
                self._give_way(cursor)
            return name

    def _existing(self, key: tuple[Any, ...]) -> str | None:
        with self._lock:
            if key not in self._tables:
                return None
            self._tables.move_to_end(key)
            return self._tables[key][0]

    def _give_way(self, cursor: DuckDBPyConnection) -> None:
        while sum(rows for _, rows in list(self._tables.values())) > _MAX_CACHED_ROWS and len(self._tables) > 4:
            with self._lock:
                _, (name, _) = self._tables.popitem(last=False)
            cursor.execute(f"drop table {name}")
            cursor.execute(f"drop table if exists {name}_group")
            cursor.execute(f"drop table if exists {name}_moves")


def version(folder: Path, clearance: Marking) -> str:
    """What `Register.version` is of a folder for a clearance as the folder is now."""
    fingerprint = register_folder.fingerprint(folder)
    return fingerprint if clearance == HIGHEST else f"{fingerprint} {clearance}"


def _clear_away(con: DuckDBPyConnection, scratch: Path) -> None:
    """Close a history and remove its file."""
    con.close()
    shutil.rmtree(scratch, ignore_errors=True)
