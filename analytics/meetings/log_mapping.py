"""How an action log with any headings becomes actions: proposed as for an extract, and confirmed by the analyst."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from analytics.intake.dates import read_date
from analytics.intake.layouts import DateOrder
from analytics.intake.periods import read_period
from analytics.intake.propose import DateColumn, Match, Value, date_column, label_match
from analytics.intake.suggestions import plain
from analytics.intake.tables import Cells, Table
from analytics.meetings.log_row import COLUMNS, NEEDED
from analytics.meetings.records import ActionState, MeetingKind

DATES = ("meeting_date", "due_date", "completed_on")
STATES = {
    ActionState.OPEN: "in progress, ongoing, on-going, not started, live, outstanding, overdue, on track, pending, new",
    ActionState.COMPLETE: "closed, completed, done, discharged, finished, implemented",
    ActionState.CANCELLED: "canceled, withdrawn, superseded, no longer needed, no longer required, not needed",
}
"""What other logs call the states of an action; only ever a proposal, which an analyst confirms."""

WORDS: dict[str, dict[str, str]] = {
    "state": {plain(word): str(state) for state, words in STATES.items() for word in (state, *words.split(","))},
    "meeting_kind": {plain(kind): str(kind) for kind in MeetingKind},
}
"""Our word for each of theirs as compared, in the columns that hold words of ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogMapping:
    """How a log is read.

    `columns` gives the heading of each of our columns; `constants` what a blank cell, or a column that is not there,
    means; `words` their words and ours by column, and for a column of dates their words and a day in ISO 8601, or ""
    for no date; `orders` the order of day, month and year in a column.
    """

    columns: Mapping[str, str]
    constants: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    orders: Mapping[str, DateOrder] = field(default_factory=dict)

    @property
    def missing(self) -> tuple[str, ...]:
        """The columns that must be there and have neither a heading nor a constant."""
        return tuple(name for name in NEEDED if name not in self.columns and not self.constants.get(name))

    def cells(self, texts: Mapping[str, str | None]) -> dict[str, str | None]:
        """The cells of one row in our words; the day on which an action ended is supposed only where it has ended."""
        result = {name: self._as_word(name, cell) for name, cell in texts.items()}
        ended = result.get("state") in (ActionState.COMPLETE, ActionState.CANCELLED)
        supposed = {name: value for name, value in self.constants.items() if name != "completed_on" or ended}
        return result | {name: value for name, value in supposed.items() if not result.get(name)}

    def _as_word(self, name: str, cell: str | None) -> str | None:
        words = self.words.get(name, {})
        return words.get(" ".join(cell.split()), cell) if cell else cell


@dataclass(frozen=True, slots=True)
class UndatedText:
    """A text in a column of dates that gives no day.

    `day` is what it probably means: a day in ISO 8601, "" for no date, None where the analyst has to say.
    """

    column: str
    text: str
    day: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LogProposal:
    """A mapping as proposed: headings by name, the words of closed columns with ours, and dates that cannot be read.

    `unmatched` are the headings that no column takes; `undated` the different texts of date columns that give no day.
    """

    matches: tuple[Match, ...]
    unmatched: tuple[str, ...]
    words: tuple[Value, ...]
    dates: tuple[DateColumn, ...]
    undated: tuple[UndatedText, ...]

    def mapping(self) -> LogMapping:
        """The mapping as it is proposed; a word without a proposal is left out, so that its rows are faults."""
        words: dict[str, dict[str, str]] = {}
        for value in self.words:
            if value.ours is not None:
                words.setdefault(value.column, {})[value.theirs] = value.ours
        return LogMapping(
            columns={match.column: match.heading for match in self.matches},
            words=words,
            orders={date.column: date.order for date in self.dates},
        )

    @property
    def is_plain(self) -> bool:
        """Whether the log has our own headings and words, so that there is nothing to confirm."""
        same = all(match.how == "same name" for match in self.matches)
        known = all(value.ours is not None and plain(value.ours) == plain(value.theirs) for value in self.words)
        return same and known and not (self.mapping().missing or self.undated)


def propose_mapping(
    table: Table, chosen: Mapping[str, str] | None = None, saved: LogMapping | None = None
) -> LogProposal:
    """The mapping proposed for a log; `chosen` gives headings that the analyst has picked, "" for none.

    `saved` is the mapping of an earlier log, whose headings and words are proposed where this log has them.
    """
    saved = saved or LogMapping(columns={})
    known = {column: heading for column, heading in saved.columns.items() if heading in table.header}
    matches = _matches(table, {**known, **(chosen or {})})
    used = {match.heading for match in matches}
    cells = {match.column: table.columns[table.header.index(match.heading)] for match in matches}
    dates = tuple(date_column(name, cells[name], None) for name in DATES if name in cells)
    return LogProposal(
        matches=matches,
        unmatched=tuple(heading for heading in table.header if heading and heading not in used),
        words=tuple(
            value for name in WORDS if name in cells for value in _values(name, cells[name], saved.words.get(name, {}))
        ),
        dates=dates,
        undated=tuple(
            UndatedText(date.column, text, saved.words.get(date.column, {}).get(text, _likely_day(text)))
            for date in dates
            for text in _undated(cells[date.column], date.order)
        ),
    )


def is_action_log(table: Table) -> bool:
    """Whether a table is an action log rather than a register: actions that meetings agreed, with who carries them out.

    Its headings name an action, its meeting and its owner, each by a name that logs use.
    """
    named = {match.column for match in _matches(table, {}) if match.how != "similar name"}
    return {"action", "owner_role"} <= named and bool(named & {"meeting_kind", "meeting_date"})


def _matches(table: Table, chosen: Mapping[str, str]) -> tuple[Match, ...]:
    """A heading for each column that finds one, the surest first, each heading and each column once."""
    result = {column: Match(column, heading, 1.0, "chosen") for column, heading in chosen.items() if heading}
    used = {match.heading for match in result.values()}
    candidates = [
        match
        for heading in table.header
        if heading
        for column in COLUMNS
        if column.name not in chosen and (match := label_match(column.name, column.label, column.others, heading))
    ]
    for match in sorted(candidates, key=lambda match: -match.confidence):
        if match.column not in result and match.heading not in used:
            result[match.column] = match
            used.add(match.heading)
    return tuple(result[column.name] for column in COLUMNS if column.name in result)


def _values(name: str, cells: Cells, saved: Mapping[str, str]) -> Iterator[Value]:
    """The different words of a column, each with ours where it is known."""
    for theirs, times in _counted(cells).items():
        yield Value(name, theirs, times, saved.get(theirs) or WORDS[name].get(plain(theirs)))


def _likely_day(text: str) -> str | None:
    """The last day of a month, quarter or year; no date ("") for words without a figure; else None."""
    if period := read_period(text):
        return period.last.isoformat()
    return None if any(map(str.isdigit, text)) else ""


def _undated(cells: Cells, order: DateOrder) -> list[str]:
    """The different texts of a column of dates that are no date in this order."""
    return [text for text in _counted(cells) if read_date(text, order).day is None]


def _counted(cells: Cells) -> dict[str, int]:
    """The different filled texts of a column, blanks made single, with how many rows have each."""
    counts: dict[str, int] = {}
    for text in cells.array().tolist():
        if text:
            key = " ".join(text.split())
            counts[key] = counts.get(key, 0) + 1
    return counts
