"""What the rows of an extract contradict in the extract before it: warned of, and kept as they are."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pandas as pd

from analytics.english import count, day, listed, plural
from analytics.intake.faults import Fault, Reading
from analytics.intake.suggestions import FIRST_SHOWN
from analytics.vocabulary import COLUMN, ENDED_STATUSES

KNOWN_DATES = ("received_on", "made_on", "report_published_on", "onboarded_on", "original_due_on", "closed_on")
"""Dates of the past: the newest cell that is filled counts, so a blank never overwrites one."""


def contradicted(previous: pd.DataFrame, current: Reading, previous_as_at: date) -> tuple[Fault, ...]:
    """The warnings that a comparison with the rows of the extract before gives, those of whole columns first.

    A known date that is blank now is one warning a column. A closure dated before that extract, which still has the
    recommendation as not closed, is a warning a row.
    """
    both = current.rows.merge(previous, on="reference", suffixes=("", "_before"))
    columns = [column for column in KNOWN_DATES if column in current.columns]
    blanked = [fault for column in columns for fault in _blanked(both, column, previous_as_at)]
    return (*blanked, *_closed_before(both, previous_as_at))


def _blanked(both: pd.DataFrame, column: str, previous_as_at: date) -> Iterator[Fault]:
    """A date of the past that the extract before fills and this one does not; a closing date only while closed."""
    lost = both[f"{column}_before"].notna() & both[column].isna()
    if column == "closed_on":
        lost &= _is_ended(both["status"]) & _is_ended(both["status_before"])
    rows = [str(row) for row in both.loc[lost, "source_row"]]
    if rows:
        more = [f"{count(len(rows) - FIRST_SHOWN)} more"] if len(rows) > FIRST_SHOWN else []
        where = f"row{'s' if len(rows) > 1 else ''} {listed([*rows[:FIRST_SHOWN], *more])}"
        cells = plural(len(rows), "cell is", "cells are")
        message = f"Column {_name(column)}: {cells} blank that the extract of {day(previous_as_at)} fills ({where}). "
        yield Fault(None, None, column, "", f"{message}The earlier dates are still used.", "warned")


def _closed_before(both: pd.DataFrame, previous_as_at: date) -> Iterator[Fault]:
    """Rows newly closed on a day before the extract that still has them as not closed."""
    is_new = _is_ended(both["status"]) & ~_is_ended(both["status_before"])
    contrary = both[is_new & (both["closed_on"] < pd.Timestamp(previous_as_at))]
    for row in contrary.to_dict("records"):
        closed = row["closed_on"].date()
        message = (
            f"Row {row['source_row']}, {_name('closed_on')}: closed on {day(closed)}, but the extract of "
            f"{day(previous_as_at)} has it as {row['status_before']} after that day. "
            "Is it the date of an earlier closure?"
        )
        yield Fault(int(row["source_row"]), row["reference"], "closed_on", closed.isoformat(), message, "warned")


def _is_ended(statuses: pd.Series) -> pd.Series:
    return statuses.isin(list(ENDED_STATUSES))


def _name(column: str) -> str:
    """A column by its standard name and its label."""
    return f"{column} ({COLUMN[column].label})"
