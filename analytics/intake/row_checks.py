"""What a row says against itself or the calendar: warned of, and kept as it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import numpy as np
import pandas as pd

from analytics.english import day
from analytics.intake.cells import Trouble
from analytics.vocabulary import COLUMN, ENDED_STATUSES, IOPC, CloseReason, Status, label

DONE_COLUMNS = (
    "made_on",
    "received_on",
    "report_published_on",
    "advised_on",
    "onboarded_on",
    "response_paused_from",
    "responded_on",
    "action_complete_on",
    "proposed_for_closure_on",
    "closed_on",
    "updated_on",
)
"""Dates of something that has happened, which an extract cannot date later than its own day. Due dates can."""


def contradictions(
    rows: pd.DataFrame, supplied: Sequence[str], as_at: date, unread: dict[str, np.ndarray]
) -> list[Trouble]:
    """What the accepted rows, indexed by their positions in the file, say against themselves or the calendar.

    A check is made only where its column is supplied; `unread` are the cells that already have a fault of their
    own, by column, of which nothing more is said.
    """
    result = [*_closed_undated(rows, supplied), *_dated_not_closed(rows, as_at)]
    result += [*_unsucceeded(rows, supplied), *_closed_before_made(rows)]
    result += [*_advised_late(rows), *_paused_in_no_order(rows), *_routed_elsewhere(rows)]
    result += [trouble for name in DONE_COLUMNS if name in supplied for trouble in _future(rows, name, as_at)]
    return [readable for trouble in result for readable in _without_unread(trouble, unread)]


def _without_unread(trouble: Trouble, unread: dict[str, np.ndarray]) -> Iterator[Trouble]:
    """The trouble without the cells that have a fault of their own."""
    assert trouble.positions is not None
    left = trouble.positions[~np.isin(trouble.positions, unread.get(trouble.column, np.array([], dtype=np.int64)))]
    if len(left):
        yield Trouble(trouble.column, left, trouble.value, trouble.problem, trouble.severity)


def _closed_undated(rows: pd.DataFrame, supplied: Sequence[str]) -> Iterator[Trouble]:
    """Closed rows without a closing date."""
    if "closed_on" in supplied:
        wrong = rows.index[(rows["status"] == Status.CLOSED) & rows["closed_on"].isna()]
        problem = "the row is closed but has no closing date, so the day of closing is known only between two extracts."
        yield Trouble("closed_on", wrong.to_numpy(), "", problem)


def _dated_not_closed(rows: pd.DataFrame, as_at: date) -> Iterator[Trouble]:
    """Rows with a closing date, no later than the extract, whose status says that they are not closed."""
    is_past = rows["closed_on"] <= pd.Timestamp(as_at)
    open_ones = rows[is_past & ~rows["status"].isin([*ENDED_STATUSES, Status.UNKNOWN])]
    for (closed, status), group in open_ones.groupby(["closed_on", "status"]):
        value = pd.Timestamp(str(closed)).date()
        name = label("status", str(status)).lower()
        problem = f"closed on {day(value)}, but the status is “{name}”. It is counted by its status, as not closed."
        yield Trouble("closed_on", group.index.to_numpy(), value.isoformat(), problem)


def _unsucceeded(rows: pd.DataFrame, supplied: Sequence[str]) -> Iterator[Trouble]:
    """Superseded rows that do not say by what."""
    if "successor_reference" in supplied:
        superseded = rows["close_reason"] == CloseReason.SUPERSEDED
        wrong = rows.index[superseded & rows["successor_reference"].isna()]
        problem = "the row is superseded but does not give the reference that superseded it."
        yield Trouble("successor_reference", wrong.to_numpy(), "", problem)


def _closed_before_made(rows: pd.DataFrame) -> Iterator[Trouble]:
    """Rows closed before they were made."""
    closed_early = rows[rows["closed_on"] < rows["made_on"]]
    for position, closed, made in zip(
        closed_early.index, closed_early["closed_on"], closed_early["made_on"], strict=True
    ):
        problem = f"closed on {day(closed.date())}, before it was made on {day(made.date())}."
        yield Trouble("closed_on", np.array([position]), closed.date().isoformat(), problem)


def _advised_late(rows: pd.DataFrame) -> Iterator[Trouble]:
    """Rows advised on only after the decision to on-board them."""
    late = rows[rows["advised_on"] > rows["onboarded_on"]]
    for position, advised, decided in zip(late.index, late["advised_on"], late["onboarded_on"], strict=True):
        problem = f"advised on {day(advised.date())}, after the decision to on-board it on {day(decided.date())}."
        yield Trouble("advised_on", np.array([position]), advised.date().isoformat(), problem)


def _paused_in_no_order(rows: pd.DataFrame) -> Iterator[Trouble]:
    """Rows whose response clock runs on before it was paused, or that say until when and not from when."""
    began, ended = rows["response_paused_from"], rows["response_paused_to"]
    for position in rows.index[ended.notna() & (began.isna() | (ended < began))]:
        first, until = began[position], ended[position].date()
        why = "it is not said from when" if pd.isna(first) else f"from {day(first.date())} on"
        problem = f"the clock of the response is paused until {day(until)}, but {why}."
        yield Trouble("response_paused_to", np.array([position]), until.isoformat(), problem)


def _routed_elsewhere(rows: pd.DataFrame) -> Iterator[Trouble]:
    """Rows of other sources with what only the law on IOPC recommendations gives: a route, a pause of the clock."""
    others = rows[rows["source"] != IOPC]
    for name in ("response_route", "response_paused_from"):
        for value, group in others.groupby(name):
            reported = day(value.date()) if isinstance(value, pd.Timestamp) else str(value)
            problem = f"{reported} is kept and not used: only recommendations of the IOPC have it."
            yield Trouble(name, group.index.to_numpy(), reported, problem)


def _future(rows: pd.DataFrame, column: str, as_at: date) -> Iterator[Trouble]:
    """Rows with a date of something done that is later than the extract; of a closure also what becomes of it."""
    late = rows[column][rows[column] > pd.Timestamp(as_at)]
    closes = rows["status"].isin(list(ENDED_STATUSES)) & (column == "closed_on")
    for timestamp, group in late.groupby(late):
        value = pd.Timestamp(str(timestamp)).date()
        problem = f"{COLUMN[column].label} on {day(value)} is later than the extract, which is of {day(as_at)}."
        quantity = "It counts as closed from the day of the first extract that says so."
        closing, others = group.index[closes[group.index]], group.index[~closes[group.index]]
        yield Trouble(column, others.to_numpy(), value.isoformat(), problem)
        yield Trouble(column, closing.to_numpy(), value.isoformat(), f"{problem} {quantity}")
