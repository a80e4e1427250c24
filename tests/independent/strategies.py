"""Random small registers for hypothesis: every odd thing that successive extracts of a real register do.

Recommendations come late, go and come back; they are closed, reopened and closed again, with dates, without and with
dates in the future; cells change and are blanked; rows are rejected; and files lack whole columns.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from analytics.vocabulary import COLUMNS, ENDED_STATUSES, REQUIRED_COLUMNS, VALUES, CloseReason, Column, Kind, Status
from tests.independent.history import Extract, Row

FIRST_DAY = date(2022, 1, 20)
"""Early in a year and late in a month, so that month ends and a year's end come within reach."""

SPREAD = 130
"""Days before and after the first extract from which dates are drawn; small, so that dates fall together."""

POOLS: dict[str, list[Any]] = {
    "source": ["HMICFRS", "DARA", "Coroner", "IOPC"],
    "kind": [None, Kind.RECOMMENDATION, Kind.RECOMMENDATION, Kind.CAUSE_OF_CONCERN, Kind.ADVICE, Kind.AGREED_ACTION],
    "report": [None, "Report one", "Report two"],
    "text": [None, "Check each record.", "Check every record."],
    "risk": [None, "high", "medium", "low"],
    "theme": [None, "Custody", "Vetting"],
    "strategic_priority": [None, "We will set the frontline up to succeed"],
    "tags": [None, ["Engage"], ["Engage", "100-day plan"], ["100-day plan"]],
    "delivery_route": [None, "programme", "local improvement"],
    "programme": [None, "Custody programme", "Vetting programme"],
    "business_group": [None, "Professionalism"],
    "owner_role": [None, "Head of custody", "Head of vetting"],
    "addressed_to": [None, ["Chief constables"], ["Chief constables", "Home Office"]],
    "assured_by_role": [None, None, "Head of assurance", "Head of custody"],
    "assurance_outcome": [None, None, "yes", "no"],
    "advised_by": [None, None, "Transformation Group"],
    "advised_achievable": [None, None, "yes", "in part", "no"],
    "advised_route": [None, "programme", "local improvement", "policy or other mechanism"],
}
OFTEN_FILTERED = ("delivery_route", "risk", "tags", "kind")
OFTEN_DATED = ("made_on", "received_on", "due_on")
SELDOM_DATED = (
    "report_published_on",
    "advised_on",
    "onboarded_on",
    "original_due_on",
    "action_complete_on",
    "proposed_for_closure_on",
)
SELDOM_CHANGED = (
    "response_route",
    "response_given",
    "responded_on",
    "response_due_on",
    "response_extended_to",
    "response_paused_from",
    "response_paused_to",
    "assurance_outcome",
    "assured_by_role",
)
"""Columns of which a row seldom changes one."""

NOT_FILLED = ("previous_reference", "dates_as_written")
"""Columns left blank: the reference of a row before it was renumbered, and what is written at loading."""

REFERRING = ("parent_reference", "successor_reference")
"""Columns that have the reference of another row."""

STATUSES = (Status.OPEN, *Status, Status.OPEN, Status.OPEN, Status.CLOSED)
REASONS = (None, *CloseReason)
COLUMN_TYPES = {column.name: column.type for column in COLUMNS}
RULED = ("reference", "status", "close_reason", "closed_on", *POOLS, *OFTEN_DATED, *SELDOM_DATED, *NOT_FILLED)
"""Columns that the rules of this module fill or leave blank."""

WAYS_TO_BE_LATE = ("original", "current", "masked", "late with no current date", "no due date")


@dataclass(frozen=True)
class Case:
    """A history, two days, a day of knowledge, and a choice of filters named as in the URL."""

    extracts: list[Extract]
    t0: date
    t1: date
    k1: date
    choice: dict[str, Any] = field(default_factory=dict)


def days() -> st.SearchStrategy[date]:
    """A day near the history."""
    return st.integers(-SPREAD, SPREAD).map(lambda n: FIRST_DAY + timedelta(days=n))


def closing_days() -> st.SearchStrategy[date]:
    """A day near the history; one in eight is mistyped, ten years on."""
    return st.tuples(days(), st.integers(0, 7)).map(
        lambda drawn: drawn[0].replace(year=drawn[0].year + 10, day=1) if drawn[1] == 0 else drawn[0]
    )


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """The same, or a blank."""
    return st.none() | strategy


def cell(column: str) -> st.SearchStrategy[Any]:
    """A value that the column may hold."""
    if column in POOLS:
        return st.sampled_from(POOLS[column])
    return maybe(days() if COLUMN_TYPES[column] == "date" else st.sampled_from(_words(column)))


def _words(column: str) -> tuple[str, ...]:
    """Words that a column of text may hold."""
    return VALUES.get(COLUMN_TYPES[column]) or (f"{column} one", f"{column} two")


def _filled_in(chance: random.Random, column: Column, share: float) -> Any:
    """A cell of a column that no rule of this module fills: blank but for the share of them."""
    if chance.random() >= share:
        return [] if column.type == "list" else None
    if column.type == "date":
        return FIRST_DAY + timedelta(days=chance.randint(-SPREAD, SPREAD))
    word = chance.choice(("R1", "R2", "R3") if column.name in REFERRING else _words(column.name))
    return [word] if column.type == "list" else word


@st.composite
def first_rows(draw: st.DrawFn, reference: str, *, is_undated: bool = False, share: float = 0) -> Row:
    """The row of a reference as it first comes onto the register, every standard column present.

    `share` is that of the cells filled in columns that no rule of this module fills.
    """
    row: Row = {column.name: [] if column.type == "list" else None for column in COLUMNS}
    row["reference"] = reference
    if share:
        chance = random.Random(draw(st.integers(0, 2**16)))
        row.update({each.name: _filled_in(chance, each, share) for each in COLUMNS if each.name not in RULED})
    for column in POOLS:
        row[column] = draw(cell(column)) or row[column]
    for column in OFTEN_DATED:
        row[column] = draw(cell(column))
    if draw(st.integers(0, 3)) == 0:
        row[draw(st.sampled_from(SELDOM_DATED))] = draw(days())
    if row["advised_route"] and draw(st.booleans()):
        row["advised_on"] = draw(days())
    if is_undated:
        row.update(dict.fromkeys((*OFTEN_DATED, *SELDOM_DATED)))
    row = draw(stood(row))
    return {**row, "closed_on": None} if is_undated else row


@st.composite
def stood(draw: st.DrawFn, row: Row) -> Row:
    """The same row with a status, and what goes with it."""
    status = draw(st.sampled_from(STATUSES))
    closed_on, reason = None, None
    if status in ENDED_STATUSES:
        closed_on, reason = draw(maybe(closing_days())), draw(st.sampled_from(REASONS))
    elif draw(st.integers(0, 9)) == 0:
        closed_on = draw(days())  # left behind by a reopening: it must not close anything
    return {**row, "status": status, "closed_on": closed_on, "close_reason": reason}


@st.composite
def next_rows(draw: st.DrawFn, row: Row) -> Row:
    """The row one extract later: nothing, a new status, one cell changed or several blanked, a closing given anew.

    *Turned* reopens what is closed, or closes what is open, and leaves its closing date as it was.
    """
    moves = ("nothing", "status", "cell", "re-told", "both", "both", "blanked", "turned")
    move = draw(st.sampled_from(moves))
    row = dict(row)
    if move == "blanked":
        texts = ("risk", "theme", "programme", "report", "text")
        names = st.sampled_from((*OFTEN_DATED, *SELDOM_DATED, "closed_on", *texts))
        row.update(dict.fromkeys(draw(st.lists(names, min_size=1, max_size=4))))
    if move == "turned":
        row["status"] = Status.OPEN if row["status"] in ENDED_STATUSES else Status.CLOSED
    if move in ("cell", "both"):
        columns = (*OFTEN_FILTERED * 3, *POOLS, *OFTEN_DATED * 3, *SELDOM_DATED, *SELDOM_CHANGED)
        column = draw(st.sampled_from(columns))
        row[column] = draw(cell(column))
        if column in ("tags", "addressed_to"):
            row[column] = row[column] or []
    if move == "re-told" and row["status"] in ENDED_STATUSES:
        row.update(closed_on=draw(maybe(closing_days())), close_reason=draw(st.sampled_from(REASONS)))
    if move in ("status", "both"):
        row = draw(stood(row))
    row["source"] = row["source"] or "HMICFRS"
    return row


@st.composite
def histories(draw: st.DrawFn) -> list[Extract]:
    """One to six extracts of up to sixteen references, in order of day; a reference may come late, go, and come back.

    In one of six no row has a date to begin with; in one of three some files lack columns; in one of three some rows
    are rejected: of references that are absent, known already or not, and present.
    """
    count = draw(st.sampled_from((1, 2, 3, 3, 4, 4, 5, 6)))
    gaps = draw(st.lists(st.sampled_from((1, 2, 7, 28, 31)), min_size=count - 1, max_size=count - 1))
    as_ats = [FIRST_DAY + timedelta(days=sum(gaps[:n])) for n in range(len(gaps) + 1)]
    extracts = [Extract(as_at, []) for as_at in as_ats]
    is_undated = draw(st.integers(0, 5)) == 0
    share = draw(st.sampled_from((0, 0.3, 0.8)))
    for number in range(draw(st.sampled_from((1, 2, 4, 5, 6, 8, 12, 16)))):
        comes = draw(st.integers(0, len(extracts) - 1)) if draw(st.booleans()) else 0
        row = draw(first_rows(f"R{number + 1}", is_undated=is_undated, share=share))
        for extract in extracts[comes:]:
            if extract is extracts[comes] or draw(st.integers(0, 4)) > 0:
                extract.rows.append(row)
            row = draw(next_rows(row))
    # An extract without a row cannot be loaded, so a history has none.
    extracts = [extract for extract in extracts if extract.rows]
    if draw(st.integers(0, 2)) == 0:
        extracts = draw(_without_columns(extracts))
    return draw(_with_rejections(extracts)) if draw(st.integers(0, 2)) == 0 else extracts


@st.composite
def _without_columns(draw: st.DrawFn, extracts: list[Extract]) -> list[Extract]:
    """The same extracts, some of whose files lack one to three columns, seldom up to twelve."""
    often = ("closed_on", "due_on", "programme", "theme", "onboarded_on", "proposed_for_closure_on")
    optional = [column.name for column in COLUMNS if column.name not in REQUIRED_COLUMNS]
    names = st.sampled_from((*OFTEN_DATED * 3, *often * 2, *optional))
    lost = draw(st.lists(names, min_size=1, max_size=draw(st.sampled_from((3, 3, 12))), unique=True))
    files = []
    for extract in extracts:
        absent = frozenset(name for name in lost if draw(st.booleans()))
        blanks = {name: [] if COLUMN_TYPES[name] == "list" else None for name in absent}
        files.append(extract._replace(rows=[{**row, **blanks} for row in extract.rows], absent=absent))
    return files


@st.composite
def _with_rejections(draw: st.DrawFn, extracts: list[Extract]) -> list[Extract]:
    """The same extracts with rejected rows."""
    names = [f"R{number}" for number in range(1, 10)]
    return [extract._replace(rejected=tuple(draw(st.sets(st.sampled_from(names), max_size=4)))) for extract in extracts]


@st.composite
def near(draw: st.DrawFn, extracts: list[Extract]) -> date:
    """A day on, next to, between or beyond the extracts; often exactly where something turns."""
    if draw(st.sampled_from((True, True, True, False))):
        return draw(st.sampled_from(extracts)).as_at + timedelta(days=draw(st.sampled_from((-1, 0, 0, 0, 1))))
    return draw(days())


@st.composite
def choices(draw: st.DrawFn, *, statuses: bool = False) -> dict[str, Any]:
    """A choice of filters, often empty, named as in the URL; a status only where asked for."""
    choice: dict[str, Any] = {}
    seldom = (
        "source", "programme", "theme", "report", "strategic_priority", "business_group", "owner", "addressed_to",
    )  # fmt: skip
    names = ("delivery_route", "risk", "tag", "kind") * 2 + seldom
    for name in sorted(set(draw(st.just([]) | st.lists(st.sampled_from(names), min_size=1, max_size=2)))):
        pool = POOLS[{"tag": "tags", "owner": "owner_role"}.get(name, name)]
        flat = [value for held in pool for value in (held if isinstance(held, list) else [held])]
        words = sorted({"[blank]" if value is None else str(value) for value in flat})
        choice[name] = tuple(draw(st.lists(st.sampled_from(words), min_size=1, max_size=3, unique=True)))
    if draw(st.integers(0, 5)) == 0:
        noun = draw(st.sampled_from(("made", "received", "entered", "due", "closed")))
        choice[f"{noun}_{draw(st.sampled_from(('from', 'to')))}"] = draw(days())
        if noun not in ("entered", "closed") and draw(st.booleans()):
            choice[noun] = "[blank]"
    if draw(st.integers(0, 7)) == 0:
        choice["overdue"] = draw(st.sampled_from(WAYS_TO_BE_LATE))
    if statuses and draw(st.booleans()):
        choice["status"] = tuple(str(status) for status in draw(st.sets(st.sampled_from(tuple(Status)), min_size=1)))
    return choice


@st.composite
def cases(draw: st.DrawFn, *, statuses: bool = False) -> Case:
    """A history with two days in order, a day of knowledge, and a choice of filters."""
    extracts = draw(histories())
    half = len(extracts) // 2
    earlier, late = draw(near(extracts[:half] or extracts)), draw(near(extracts[half:]))
    t0, t1 = sorted((earlier, late))
    k1 = draw(st.sampled_from((extracts[-1].as_at, extracts[-1].as_at, t1)) | near(extracts))
    return Case(extracts, t0, t1, k1, draw(choices(statuses=statuses)))
