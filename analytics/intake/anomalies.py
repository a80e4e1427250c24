"""An anomaly is what an extract as a whole says against the one before it; it stops a load until it is explained."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

import pandas as pd

from analytics.intake.faults import Reading
from analytics.intake.suggestions import quoted
from analytics.vocabulary import COLUMN, DATE_COLUMNS, ENDED_STATUSES, LIST_COLUMNS, label
from analytics.wording import count, day, plural

AnomalyKind = Literal[
    "column damaged",
    "day and month swapped",
    "marking too high",
    "column unreadable",
    "column emptied",
    "column absent",
    "references vanished",
    "closed ones open again",
    "status not used before",
    "far fewer rows",
    "far more rows",
    "source shrank",
    "source grew",
    "source gone",
]


@dataclass(frozen=True, slots=True)
class Anomaly:
    """One thing about an extract that is more likely a slip in its making than news.

    `message` says it in a sentence with both numbers; `column` is the standard column it is about, if any;
    `references` are the recommendations it touches, complete.
    """

    kind: AnomalyKind
    message: str
    column: str | None = None
    references: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """From where a change is an anomaly. Each pair is a share and the least number that makes a share mean something.

    The ordinary months measured: six extracts of a public register of 5,300 to 5,600 rows, in which at most 2
    references vanished, 23 of 3,139 closed ones (0.7%) were open again, rows grew by at most 1.3% and no column lost
    a cell in a hundred. The slip measured: an export of such a register that lost nine tenths of its cells.
    """

    emptied_share: float = 0.25
    """Of the cells filled before. Notes and dates are cleared one by one; a quarter at once is a lost column."""
    emptied_least: int = 10
    """Cells. In a sparse column a few cleared cells are a large share and still ordinary."""
    emptied_whole: int = 3
    """Cells. A column that loses every cell is an anomaly even where it had few, but not where it had one or two."""
    vanished_share: float = 0.01
    """Of the references. An extract is the whole register, so nothing should vanish; 2 in 5,400 did in a month."""
    vanished_least: int = 5
    """References. Fewer are listed as dropped, and an analyst can look at each."""
    reopened_share: float = 0.02
    """Of the closed. Nearly three times the 0.7% of the busiest ordinary month."""
    reopened_least: int = 5
    """Recommendations. In a small register two or three reopenings are a large share and ordinary."""
    fewer_share: float = 0.05
    """Of the rows. A register only loses rows by slips or by merging a few."""
    fewer_least: int = 3
    more_share_a_month: float = 0.10
    """Of the rows, for each month begun since the extract before: seven times the 1.3% measured; 270 new ones a
    year on a register of 1,500 are 1.5% a month."""
    more_least: int = 10
    """Rows: the recommendations of one ordinary report."""
    source_fewer_share: float = 0.10
    """Of a source's rows; twice the share for the whole, since a source is a part."""
    source_fewer_least: int = 5
    source_more_share_a_month: float = 0.25
    """Of a source's rows, for each month begun: one large inspection report may add a tenth at once."""
    source_more_least_a_month: int = 30
    """Rows for each month begun. Internal audit, the busiest source, brings about 17 a month."""


THRESHOLDS = Thresholds()


def anomalies(
    previous: pd.DataFrame | None,
    current: Reading,
    as_at: date,
    previous_as_at: date | None,
    thresholds: Thresholds = THRESHOLDS,
) -> tuple[Anomaly, ...]:
    """What the extract of `as_at` says, as a whole, against the rows of the extract before it.

    For the first there is none to compare with: only a column of days of which none can be read is told. Rejected rows
    whose reference is known keep their last accepted row, so they have not vanished.
    """
    if previous is None or previous_as_at is None or previous.empty:
        return (*_doubts(current), *_unreadable(current, thresholds))
    before = previous.set_index("reference", drop=False)
    before = before[~before.index.isin(current.rejected_references)]
    pair = _Pair(before, current.rows.set_index("reference", drop=False), current, previous_as_at, thresholds)
    months = max(1, -(-(as_at - previous_as_at).days // 31))
    return (
        *_doubts(current),
        *_unreadable(current, thresholds),
        *_absent_columns(pair),
        *_emptied_columns(pair),
        *_row_count(pair, months),
        *_vanished(pair),
        *_reopened(pair),
        *_new_statuses(pair),
        *_sources(pair, months),
    )


def _doubts(current: Reading) -> Iterator[Anomaly]:
    """What the reading itself found wrong with a column, or with the file, as a whole."""
    yield from (Anomaly(doubt.kind, doubt.message, doubt.column) for doubt in current.doubts)


def _unreadable(current: Reading, limits: Thresholds) -> Iterator[Anomaly]:
    """Columns of days that are filled, and of which none could be read: more likely the wrong order than no days."""
    filled: Counter[str] = Counter()
    damaged = {doubt.column for doubt in current.doubts if doubt.kind == "column damaged"}
    for fault in current.faults:
        if fault.column in DATE_COLUMNS and fault.value and fault.column not in damaged:
            filled[fault.column] += fault.times
    for column, cells in filled.items():
        if cells >= limits.emptied_whole and not current.rows[column].notna().any():
            yield Anomaly(
                "column unreadable",
                f"{_named(column)}: none of {plural(cells, 'filled cell')} can be read as a day. Are its days in "
                "another order than the layout says?",
                column,
            )


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two successive extracts, each indexed by reference."""

    before: pd.DataFrame
    now: pd.DataFrame
    reading: Reading
    before_as_at: date
    limits: Thresholds

    @property
    def then(self) -> str:
        """The extract before, as a phrase."""
        return f"the extract of {day(self.before_as_at)}"


def _filled(rows: pd.DataFrame, column: str) -> pd.Series:
    """Which rows have something in a column."""
    if column not in rows:
        return pd.Series(data=False, index=rows.index)
    if column in LIST_COLUMNS:
        return rows[column].map(lambda items: items is not None and len(items) > 0).astype(bool)
    return rows[column].notna() & rows[column].ne("")


def _absent_columns(pair: _Pair) -> Iterator[Anomaly]:
    """Columns that were filled and that the file no longer has."""
    for column in COLUMN:
        filled = int(_filled(pair.before, column).sum())
        if filled and column not in pair.reading.columns:
            yield Anomaly(
                "column absent",
                f"The file has no column for {_named(column)}; {pair.then} had it filled in {plural(filled, 'row')}.",
                column,
            )


def _emptied_columns(pair: _Pair) -> Iterator[Anomaly]:
    """Columns whose cells were filled and are blank now, looked at in the recommendations that both extracts hold."""
    both = pair.before.index.intersection(pair.now.index)
    for column in pair.reading.columns:
        had = _filled(pair.before.loc[both], column)
        lost = had & ~_filled(pair.now.loc[both], column)
        filled, emptied = int(had.sum()), int(lost.sum())
        whole = emptied == filled >= pair.limits.emptied_whole
        if whole or _many(emptied, filled, pair.limits.emptied_share, pair.limits.emptied_least):
            yield Anomaly(
                "column emptied",
                f"{_named(column)} is blank now in {count(emptied)} of the {plural(filled, 'row')} in which "
                f"{pair.then} had it filled.",
                column,
                tuple(both[lost]),
            )


def _row_count(pair: _Pair, months: int) -> Iterator[Anomaly]:
    """Far fewer or far more rows."""
    before, now, limits = len(pair.before), len(pair.now), pair.limits
    words = f"The file has {plural(now, 'row')}; {pair.then} has {count(before)}."
    if _many(before - now, before, limits.fewer_share, limits.fewer_least):
        yield Anomaly("far fewer rows", words)
    if _many(now - before, before, limits.more_share_a_month * months, limits.more_least):
        yield Anomaly("far more rows", words)


def _vanished(pair: _Pair) -> Iterator[Anomaly]:
    """Many references that are no longer there."""
    gone = pair.before.index.difference(pair.now.index)
    if _many(len(gone), len(pair.before), pair.limits.vanished_share, pair.limits.vanished_least):
        yield Anomaly(
            "references vanished",
            f"{plural(len(gone), 'reference')} of the {count(len(pair.before))} in {pair.then} "
            f"{'is' if len(gone) == 1 else 'are'} not in this file; an extract is the whole register.",
            "reference",
            tuple(gone),
        )


def _reopened(pair: _Pair) -> Iterator[Anomaly]:
    """Many recommendations that had ended and no longer have."""
    ended = pair.before.index[pair.before["status"].isin(list(ENDED_STATUSES))]
    now = pair.now["status"].reindex(ended)
    again = ended[(now.notna() & ~now.isin(list(ENDED_STATUSES))).to_numpy()]
    if _many(len(again), len(ended), pair.limits.reopened_share, pair.limits.reopened_least):
        yield Anomaly(
            "closed ones open again",
            f"{count(len(again))} of the {count(len(ended))} that were closed or not accepted in {pair.then} are no "
            "longer so.",
            "status",
            tuple(again),
        )


def _new_statuses(pair: _Pair) -> Iterator[Anomaly]:
    """Statuses that no recommendation had before."""
    known = set(pair.before["status"])
    for status, rows in pair.now.groupby("status", sort=True):
        if status not in known:
            yield Anomaly(
                "status not used before",
                f"{plural(len(rows), 'row has', 'rows have')} the status {quoted(str(status))}, which nobody had in "
                f"{pair.then}.",
                "status",
                tuple(rows.index),
            )


def _sources(pair: _Pair, months: int) -> Iterator[Anomaly]:
    """Sources that are gone, that shrank or that jumped."""
    before, now = pair.before["source"].value_counts(), pair.now["source"].value_counts()
    for source in sorted(set(before.index) | set(now.index)):
        was, has = int(before.get(source, 0)), int(now.get(source, 0))
        kind = _source_kind(was, has, months, pair.limits)
        if kind is None:
            continue
        name = label("source", str(source))
        words = f"{name} has {plural(has, 'row')} in this file and {count(was)} in {pair.then}."
        if kind == "source gone":
            words = f"{name} is not in this file; {pair.then} has {plural(was, 'row')} of it."
        held = pair.before if has < was else pair.now
        yield Anomaly(kind, words, "source", tuple(held.index[held["source"] == source]))


def _source_kind(was: int, has: int, months: int, limits: Thresholds) -> AnomalyKind | None:
    """What happened to a source, if it is out of the ordinary."""
    if was and not has:
        return "source gone"
    if _many(was - has, was, limits.source_fewer_share, limits.source_fewer_least):
        return "source shrank"
    least = limits.source_more_least_a_month * months
    if _many(has - was, was, limits.source_more_share_a_month * months, least):
        return "source grew"
    return None


def _many(number: int, whole: int, share: float, least: int) -> bool:
    """Whether a number is at least the least and more than its share of the whole."""
    return number >= least and number > share * whole


def _named(column: str) -> str:
    """A column by its label and, in brackets, its standard name."""
    return f"{COLUMN[column].label} ({column})"
