"""An anomaly is what an extract as a whole says against the one before it; it stops a load until it is explained."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import pandas as pd
from pandas.api.types import is_scalar

from analytics.english import count, day, listed, plural
from analytics.intake.faults import Reading
from analytics.intake.layouts import Layout
from analytics.intake.renumbering import Why
from analytics.intake.suggestions import FIRST_SHOWN, plain, quoted
from analytics.vocabulary import (
    COLUMN,
    DATE_COLUMNS,
    ENDED_STATUSES,
    LIST_COLUMNS,
    Marking,
    Status,
    allowed_values,
    label,
)

AnomalyKind = Literal[
    "column damaged",
    "day and month swapped",
    "marking too high",
    "day to come",
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
    "renumbered",
    "nothing changed",
    "file loaded before",
    "closed without dates",
    "column shuffled",
    "dates shifted",
    "marking lowered",
    "value gone",
    "word means something else",
    "part missing",
    "part withdrawn",
    "reference in two parts",
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
    unchanged_least: int = 10
    """Rows. Fewer can all stay as they are for a month; of the demonstration's 1,400 at least 95 change each month."""
    unchanged_days: int = 7
    """Days since the extract before. An extract of the next day may well be the same."""
    undated_share: float = 0.20
    """Of those closed since the extract before, in a register that dates its closings; at most 1 in 25 was undated in
    an ordinary month."""
    undated_least: int = 5
    undated_share_of_open_a_month: float = 0.10
    """Of the outstanding, for each month begun, in a register that dates no closing; the busiest ordinary month of the
    public register closed 3.2%."""
    shuffled_matched: float = 0.80
    """Of the changed cells, how many hold a value that another recommendation lost. In an ordinary month at most 60%,
    where statuses follow one another; a column sorted by itself gives nearly 100%."""
    shuffled_least: int = 6
    """Changed cells. Two or three recommendations can exchange owners or dates."""
    shifted_share: float = 0.10
    """Of the dates filled in both extracts, how many moved by the same number of days. At most 0.5% in an ordinary
    month, when a programme's dates move together."""
    shifted_least: int = 5
    lowered_least: int = 1
    """Recommendations. None lost its marking in any ordinary month, and one lowered by mistake may be published."""
    gone_least: int = 3
    """Recommendations with the value. A theme or programme stays on the closed ones too, so it should not disappear."""
    status_gone_least: int = 5
    """Recommendations with the status. A few can all move on to the next status in a month."""
    new_status_least: int = 5
    """Recommendations with a status that none had before; in a register of `new_status_register` one is enough."""
    new_status_register: int = 100
    """Recommendations before. In a smaller register, such as the tracker of one inspectorate, the first one disputed or
    proposed for closure is ordinary."""


THRESHOLDS = Thresholds()

VALUE_COLUMNS = (
    "kind",
    "risk",
    "theme",
    "programme",
    "delivery_route",
    "strategic_priority",
    "business_group",
    "close_reason",
)
"""Columns with few values, each of which is expected again in the next extract. Sources are looked at by themselves."""

FEWEST_COLUMNS = 3
"""Shuffled columns from which the references are more likely to have moved than the columns."""


def anomalies(
    previous: pd.DataFrame | None,
    current: Reading,
    as_at: date,
    previous_as_at: date | None,
    thresholds: Thresholds = THRESHOLDS,
    *,
    layouts: tuple[Layout, Layout] | None = None,
) -> tuple[Anomaly, ...]:
    """What the extract of `as_at` says, as a whole, against the rows of the extract before it.

    For the first there is none to compare with: a column of days that are all unreadable is reported. Rejected rows
    whose reference is known keep their last accepted row, so they have not vanished. `layouts` are those in which the
    extract before and this one were read; without them no word is compared.
    """
    if previous is None or previous_as_at is None or previous.empty:
        return (*_doubts(current), *_unreadable(current, thresholds))
    before = previous.set_index("reference", drop=False)
    before = before[~before.index.isin(current.rejected_references)]
    now = current.rows.set_index("reference", drop=False)
    both = before.index.intersection(now.index)
    pair = _Pair(before, now, before.loc[both], now.loc[both], current, previous_as_at, thresholds)
    days = (as_at - previous_as_at).days
    months = max(1, -(-days // 31))
    changed = _changed_cells(pair)
    return (
        *_doubts(current),
        *_unreadable(current, thresholds),
        *_nothing_changed(pair, changed, days),
        *_absent_columns(pair),
        *_emptied_columns(pair),
        *_row_count(pair, months),
        *_vanished(pair),
        *_reopened(pair),
        *_new_statuses(pair),
        *_sources(pair, months),
        *_renumbered(pair),
        *_values_gone(pair),
        *_closed_without_dates(pair, months),
        *_marking_lowered(pair),
        *_shuffled(pair, changed),
        *_shifted(pair, changed),
        *_words_changed(pair, layouts),
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
                f"{_column_label(column)}: none of {plural(cells, 'filled cell')} can be read as a day. Are its days "
                "in another order than the layout says?",
                column,
            )


def loaded_before(current: Reading, days: Iterable[date], thresholds: Thresholds = THRESHOLDS) -> Iterator[Anomaly]:
    """The very file that the register already holds as the extract of other days, which are given."""
    others = [day(moved_day) for moved_day in sorted(days)]
    if others and current.accepted >= thresholds.unchanged_least:
        extracts = "the extract" if len(others) == 1 else "the extracts"
        yield Anomaly("file loaded before", f"This very file is on the register as {extracts} of {listed(others)}.")


def day_to_come(as_at: date, today: date | None) -> Iterator[Anomaly]:
    """An extract of a day after today: its year is probably mistyped, and it would be the newest until that day."""
    if today is not None and as_at > today:
        message = (
            f"The extract is said to be of {day(as_at)}, which is after today, {day(today)}. It would be the newest "
            "extract until then."
        )
        yield Anomaly("day to come", message)


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two successive extracts by reference, and of each the recommendations that both hold, in the same order."""

    before: pd.DataFrame
    now: pd.DataFrame
    both_before: pd.DataFrame
    both_now: pd.DataFrame
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
        return rows[column].map(_has_items).astype(bool)
    return rows[column].notna() & rows[column].ne("")


def _absent_columns(pair: _Pair) -> Iterator[Anomaly]:
    """Columns that were filled and that the file no longer has."""
    for column in COLUMN:
        filled = int(_filled(pair.before, column).sum())
        if filled and column not in pair.reading.columns:
            yield Anomaly(
                "column absent",
                f"The file has no column for {_column_label(column)}; {pair.then} had it filled in "
                f"{plural(filled, 'row')}.",
                column,
            )


def _emptied_columns(pair: _Pair) -> Iterator[Anomaly]:
    """Columns whose cells were filled and are blank now, looked at in the recommendations that both extracts hold."""
    for column in pair.reading.columns:
        had = _filled(pair.both_before, column)
        lost = had & ~_filled(pair.both_now, column)
        filled, emptied = int(had.sum()), int(lost.sum())
        is_all_emptied = emptied == filled >= pair.limits.emptied_whole
        if is_all_emptied or _many(emptied, filled, pair.limits.emptied_share, pair.limits.emptied_least):
            yield Anomaly(
                "column emptied",
                f"{_column_label(column)} is blank now in {count(emptied)} of the {plural(filled, 'row')} in which "
                f"{pair.then} had it filled.",
                column,
                tuple(had.index[lost]),
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
    missing = pair.before.index.difference(pair.now.index)
    if _many(len(missing), len(pair.before), pair.limits.vanished_share, pair.limits.vanished_least):
        yield Anomaly(
            "references vanished",
            f"{plural(len(missing), 'reference')} of the {count(len(pair.before))} in {pair.then} "
            f"{'is' if len(missing) == 1 else 'are'} not in this file; an extract is the whole register.",
            "reference",
            tuple(missing),
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
    """Statuses that no recommendation had before; in a small register only those of several recommendations."""
    known = set(pair.before["status"])
    least = 1 if len(pair.before) >= pair.limits.new_status_register else pair.limits.new_status_least
    for status, rows in pair.now.groupby("status", sort=True):
        if status not in known and len(rows) >= least:
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
        larger = pair.before if has < was else pair.now
        yield Anomaly(kind, words, "source", tuple(larger.index[larger["source"] == source]))


def _renumbered(pair: _Pair) -> Iterator[Anomaly]:
    """References that are probably those of recommendations that the register has under another one."""
    reasons: dict[Why, tuple[str, str]] = {
        "written differently": ("reference is", "references are"),
        "same text": ("new reference has", "new references have"),
    }
    for why, nouns in reasons.items():
        result = [entry for entry in pair.reading.renumbered if entry.why == why]
        pairs = [f"{quoted(entry.in_file)} is probably {quoted(entry.reference)}" for entry in result[:FIRST_SHOWN]]
        pairs += [f"{count(len(result) - FIRST_SHOWN)} more"] if len(result) > FIRST_SHOWN else []
        text = (
            "written differently from the register"
            if why == "written differently"
            else ("the text of recommendations that the file no longer has")
        )
        if result:
            yield Anomaly(
                "renumbered",
                f"{plural(len(result), *nouns)} {text}: {listed(pairs)}. Accepting this keeps them under the reference "
                "of the register.",
                "reference",
                tuple(entry.reference for entry in result),
            )


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


@dataclass(frozen=True, slots=True)
class _ChangedCells:
    """The cells of one column that differ between two extracts: before and now by reference, a blank as None.

    `filled` is how many recommendations had the column filled in both extracts.
    """

    before: pd.Series
    now: pd.Series
    filled: int


def _changed_cells(pair: _Pair) -> dict[str, _ChangedCells]:
    """The changed cells of each column, in the recommendations that both extracts hold."""
    changed = {}
    for column in COLUMN:
        if column == "reference" or column not in pair.before:
            continue
        was, now = (_comparable(rows, column) for rows in (pair.both_before, pair.both_now))
        was_filled, is_filled = _filled(pair.both_before, column), _filled(pair.both_now, column)
        differs = (was_filled != is_filled) | (was_filled & (was != now))
        cells = (cells[differs].astype(object) for cells in (was, now))
        before, after = (each.where(each.notna(), None) for each in cells)
        changed[column] = _ChangedCells(before, after, int((was_filled & is_filled).sum()))
    return changed


def _comparable(rows: pd.DataFrame, column: str) -> pd.Series:
    """The cells of a column as values that can be compared and counted."""
    if column not in LIST_COLUMNS:
        return rows[column]
    return rows[column].map(lambda items: tuple(items) if _has_items(items) else None)


def _has_items(items: Any) -> bool:
    """Whether a cell of a list column has anything in it; an extract from before the column has NA there."""
    return not is_scalar(items) and len(items) > 0


def _nothing_changed(pair: _Pair, changed: dict[str, _ChangedCells], days: int) -> Iterator[Anomaly]:
    """The same rows as in the extract before: more likely the last month's file under a new day."""
    if len(pair.now) < pair.limits.unchanged_least or days < pair.limits.unchanged_days:
        return
    same_references = pair.before.index.symmetric_difference(pair.now.index).empty
    if same_references and not pair.reading.rejected and not any(len(cells.now) for cells in changed.values()):
        yield Anomaly(
            "nothing changed",
            f"All {count(len(pair.now))} rows are the same as in {pair.then}. Is this the file of that extract again?",
        )


def _values_gone(pair: _Pair) -> Iterator[Anomaly]:
    """Values of a column with a fixed set of values that several recommendations had and none has now."""
    for column in ("status", *VALUE_COLUMNS):
        if column not in pair.reading.columns or not _filled(pair.now, column).any():
            continue
        least = pair.limits.status_gone_least if column == "status" else pair.limits.gone_least
        known = set(pair.now[column].dropna())
        had = pair.before[column].dropna() if column in pair.before else pd.Series(dtype=object)
        for value, rows in had.groupby(had, sort=True):
            if value in known or len(rows) < least:
                continue
            yield Anomaly(
                "value gone",
                f"{_column_label(column)}: no row says {quoted(label(column, str(value)))}; "
                f"{plural(len(rows), 'row')} of {pair.then} did.",
                column,
                tuple(rows.index),
            )


def _closed_without_dates(pair: _Pair, months: int) -> Iterator[Anomaly]:
    """Many recommendations closed since the extract before, with no closing date."""
    was_open = ~pair.both_before["status"].isin(list(ENDED_STATUSES))
    closed = pair.both_now[was_open & (pair.both_now["status"] == Status.CLOSED)]
    undated = closed.index[~_filled(closed, "closed_on")]
    closed_before = pair.before[pair.before["status"] == Status.CLOSED]
    limits = pair.limits
    if 2 * int(_filled(closed_before, "closed_on").sum()) >= len(closed_before) > 0:
        total, share = len(closed), limits.undated_share
    else:
        total, share = int(was_open.sum()), limits.undated_share_of_open_a_month * months
    if _many(len(undated), total, share, limits.undated_least):
        yield Anomaly(
            "closed without dates",
            f"{plural(len(undated), 'recommendation')} of the {count(int(was_open.sum()))} not closed in {pair.then} "
            f"{'is' if len(undated) == 1 else 'are'} closed now without a closing date.",
            "closed_on",
            tuple(undated),
        )


def _marking_lowered(pair: _Pair) -> Iterator[Anomaly]:
    """Recommendations that were marked OFFICIAL-SENSITIVE and no longer are."""
    was, now = pair.both_before["classification"], pair.both_now["classification"]
    lowered = now.index[(was == Marking.OFFICIAL_SENSITIVE) & (now != Marking.OFFICIAL_SENSITIVE)]
    if len(lowered) >= pair.limits.lowered_least:
        yield Anomaly(
            "marking lowered",
            f"{plural(len(lowered), 'recommendation')} marked {Marking.OFFICIAL_SENSITIVE} in {pair.then} "
            f"{'is' if len(lowered) == 1 else 'are'} not marked so in this file.",
            "classification",
            tuple(lowered),
        )


def _shuffled(pair: _Pair, changed: dict[str, _ChangedCells]) -> Iterator[Anomaly]:
    """Columns whose values were exchanged among the recommendations, as when one column is sorted by itself."""
    limits = pair.limits
    result = {
        column: cells
        for column, cells in changed.items()
        if _many(_exchanged(cells), len(cells.now), limits.shuffled_matched, limits.shuffled_least)
    }
    differ = [column for column, cells in changed.items() if len(cells.now)]
    if len(result) >= FEWEST_COLUMNS and 2 * len(result) > len(differ):
        touched = sorted({reference for cells in result.values() for reference in cells.now.index})
        yield Anomaly(
            "column shuffled",
            f"{plural(len(touched), 'row')} hold what other references held in {pair.then}, in "
            f"{plural(len(result), 'column')}. Was the column of references sorted alone?",
            "reference",
            tuple(touched),
        )
        return
    for column, cells in result.items():
        yield Anomaly(
            "column shuffled",
            f"{_column_label(column)} differs from {pair.then} in {plural(len(cells.now), 'row')}, but the values are "
            "almost the same ones in another order. Was this column sorted alone?",
            column,
            tuple(cells.now.index),
        )


def _exchanged(cells: _ChangedCells) -> int:
    """How many of the changed cells hold a value that another of them lost."""
    return (Counter(cells.before) & Counter(cells.now)).total()


def _shifted(pair: _Pair, changed: dict[str, _ChangedCells]) -> Iterator[Anomaly]:
    """Columns of dates of which many moved by the same number of days."""
    for column in DATE_COLUMNS:
        cells = changed.get(column)
        # The date of the last update moves with every update.
        if cells is None or column == "updated_on":
            continue
        moved = (pd.to_datetime(cells.now) - pd.to_datetime(cells.before)).dt.days.dropna()
        if moved.empty:
            continue
        days = int(moved.mode().iloc[0])
        shifted = moved.index[moved == days]
        if _many(len(shifted), cells.filled, pair.limits.shifted_share, pair.limits.shifted_least):
            yield Anomaly(
                "dates shifted",
                f"{_column_label(column)} is {plural(abs(days), 'day')} {'later' if days > 0 else 'earlier'} than in "
                f"{pair.then} in {count(len(shifted))} of {plural(cells.filled, 'row')}.",
                column,
                tuple(shifted),
            )


def _words_changed(pair: _Pair, layouts: tuple[Layout, Layout] | None) -> Iterator[Anomaly]:
    """Words that the layout of the extract before and the layout of this one read differently, where both are used."""
    if layouts is None:
        return
    for column in COLUMN:
        before, now = (_meanings(layout, column) for layout in layouts)
        for word in sorted(before.keys() & now.keys()):
            was, means = before[word], now[word]
            if was == means or not (_used(pair.before, column, was).any() and _used(pair.now, column, means).any()):
                continue
            moved = _used(pair.both_before, column, was) & _used(pair.both_now, column, means)
            yield Anomaly(
                "word means something else",
                f"{_column_label(column)}: this layout reads {quoted(word)} as {_new_meanings(column, means)}; "
                f"{pair.then} was read with {quoted(word)} as {_new_meanings(column, was)}.",
                column,
                tuple(moved.index[moved]),
            )


def _meanings(layout: Layout, column: str) -> dict[str, str]:
    """What a layout makes of each word of a column: by its own table, else our words stand for themselves."""
    table = layout.words(column)
    if table is None:
        return {plain(word): word for word in allowed_values(column) or ()} if column in layout.columns else {}
    return {plain(word): ours for word, ours in table.items()}


def _used(rows: pd.DataFrame, column: str, value: str) -> pd.Series:
    """Which rows hold a value in a column, or nothing for a blank value."""
    if not value:
        return ~_filled(rows, column)
    if column not in rows:
        return pd.Series(data=False, index=rows.index)
    if column in LIST_COLUMNS:
        return rows[column].map(lambda items: items is not None and value in items).astype(bool)
    return rows[column].eq(value)


def _new_meanings(column: str, value: str) -> str:
    return quoted(label(column, value)) if value else "blank"


def _many(number: int, total: int, share: float, least: int) -> bool:
    """Whether a number is at least the least and more than its share of the whole."""
    return number >= least and number > share * total


def _column_label(column: str) -> str:
    """A column by its label and, in brackets, its standard name."""
    return f"{COLUMN[column].label} ({column})"
