"""What this month's file has that its layout does not know: renamed headings, new words; and the layout with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from analytics.intake.cells import convert
from analytics.intake.dates import ORDER_IN_WORDS, plain_date
from analytics.intake.headings import fit, heading_key
from analytics.intake.layouts import DateOrder, Layout
from analytics.intake.propose import (
    MOST_VALUES,
    Match,
    Value,
    date_column,
    name_match,
    plausible,
    readable_headings,
    suggested,
    values_of,
)
from analytics.intake.references import ReferenceProposal, propose_reference
from analytics.intake.suggestions import nearest, plain
from analytics.intake.tables import Cells, Table
from analytics.vocabulary import COLUMN, DATE_COLUMNS, ENDED_STATUSES, allowed_values, label

MOSTLY = 0.5
"""Of the different cells under a heading: from here on they look like what a column of ours holds."""


@dataclass(frozen=True, slots=True)
class MissingColumn:
    """A column of the layout none of whose headings is in the file; `proposed` is the heading it probably has now."""

    column: str
    headings: tuple[str, ...]
    proposed: str | None


def unread_headings(table: Table, layout: Layout) -> tuple[str, ...]:
    """The headings of a file that its layout reads into no column, in the file's order."""
    used = {heading_key(table.header[place]) for place in fit(table.header, layout).positions.values()}
    return tuple(heading for heading in readable_headings(table) if heading_key(heading) not in used)


def missing_columns(table: Table, layout: Layout) -> tuple[MissingColumn, ...]:
    """The layout's columns that the file has under none of the known headings, each with its probable new heading."""
    positions = fit(table.header, layout).positions
    absent = [column for column in COLUMN if column in layout.columns and column not in positions]
    free = list(unread_headings(table, layout))
    proposed: dict[str, str] = {}
    for column in absent:
        if (heading := _renamed(table, layout, column, free)) is not None:
            proposed[column] = heading
            free.remove(heading)
    for kind in _KINDS:
        left = [column for column in absent if column in kind and column not in proposed]
        candidates = [heading for heading in free if left and _holds(left[0], _cells(table, heading), layout)]
        if len(left) == len(candidates) == 1:
            proposed[left[0]] = candidates[0]
            free.remove(candidates[0])
    return tuple(MissingColumn(column, _absent(table, layout, column), proposed.get(column)) for column in absent)


def _absent(table: Table, layout: Layout, column: str) -> tuple[str, ...]:
    """The headings of a column that a file lacks."""
    present = set(map(heading_key, table.header))
    return tuple(heading for heading in layout.columns[column] if heading_key(heading) not in present)


_KINDS = (DATE_COLUMNS, *([name] for name in COLUMN if allowed_values(name) is not None))
"""Columns whose cells look the same: where only one is missing, and one heading has such cells, that is it."""


def new_words(table: Table, layout: Layout) -> tuple[Value, ...]:
    """The values in columns with a closed vocabulary that the layout does not know, the commonest of each first.

    `ours` is the value each most likely means, or None. Reasons for closing that are read from the statuses follow
    from these and are not listed again.
    """
    positions = fit(table.header, layout).positions
    result: list[Value] = []
    for column in (name for name in COLUMN if name in positions and allowed_values(name) is not None):
        if column == "close_reason" and _within_status(positions):
            continue
        cells = table.columns[positions[column]]
        # What the reader would report as unknown, so that a word is never asked about that it reads.
        unknown = {" ".join(trouble.value.split()) for trouble in convert(column, cells, layout).troubles}
        match = Match(column, table.header[positions[column]], 1.0, "chosen")
        result.extend(value for value in values_of(match, cells) if value.theirs in unknown)
    return tuple(result)


@dataclass(frozen=True, slots=True)
class OtherColumnOrder:
    """Date columns whose cells are written in another order than the layout's; None where it is day or month first.

    `texts` are cells of theirs that the layout does not read.
    """

    columns: tuple[str, ...]
    order: DateOrder | None
    texts: tuple[str, ...]


def other_orders(table: Table, layout: Layout) -> tuple[OtherColumnOrder, ...]:
    """The date columns of a file that another order than the layout's reads better, by that order."""
    result: dict[DateOrder | None, tuple[list[str], list[str]]] = {}
    for column, place in fit(table.header, layout).positions.items():
        if column not in DATE_COLUMNS:
            continue
        cells, ours = table.columns[place], layout.date_order(column)
        proposed = date_column(column, cells, layout)
        used = {cells.distinct[code] for code in np.unique(cells.codes).tolist()} - {None}
        gained = sorted(t for t in used if t and plain_date(t, proposed.order) and not plain_date(t, ours))
        lost = [text for text in used if text and plain_date(text, ours) and not plain_date(text, proposed.order)]
        if proposed.order == ours or not gained or lost:
            continue
        columns, texts = result.setdefault(proposed.order if proposed.certain else None, ([], []))
        columns.append(column)
        texts += gained
    return tuple(OtherColumnOrder(tuple(columns), order, tuple(texts)) for order, (columns, texts) in result.items())


def with_date_order(layout: Layout, columns: Sequence[str], order: DateOrder) -> Layout:
    """The layout with these date columns read in an order."""
    return replace(layout, dates={**layout.dates, **dict.fromkeys(columns, order)})


def needed_reference(table: Table, layout: Layout) -> ReferenceProposal | None:
    """How references can be joined or built, where the layout reads one column that does not tell these rows apart.

    None where the layout joins or builds them already, or where its column serves.
    """
    if "reference" in {*layout.join, *layout.built}:
        return None
    positions = fit(table.header, layout).positions
    proposed = propose_reference(table, {column: table.header[place] for column, place in positions.items()})
    return proposed if proposed is None or set(proposed.columns) <= {*positions, *layout.constants} else None


def with_reference(layout: Layout, proposed: ReferenceProposal) -> Layout:
    """The layout with references that are joined or built as proposed."""
    columns = {name: headings for name, headings in layout.columns.items() if name != "reference"}
    if proposed.columns:
        return replace(layout, columns=columns, built={"reference": proposed.columns})
    join = {**layout.join, "reference": proposed.separator}
    return replace(layout, columns={"reference": proposed.headings, **columns}, join=join)


def extended(
    table: Table, layout: Layout, headings: Mapping[str, str], words: Mapping[str, Mapping[str, str]]
) -> Layout:
    """The layout with more headings (ours to the file's) and more words (by column, theirs to ours).

    A column whose words were our own keeps reading these, in the spelling of this file too.
    """
    columns = dict(layout.columns)
    for column, heading in headings.items():
        known = columns.get(column, ())
        if column in layout.join:  # every heading of it must be in the file, so the new one takes the place of the old
            lost = _absent(table, layout, column)
            columns[column] = tuple(heading if name in lost[:1] else name for name in known)
        else:
            columns[column] = (*known, heading)
    wider = replace(layout, columns=columns)
    positions = fit(table.header, wider).positions
    values = {column: dict(known) for column, known in layout.values.items()}
    for column, more in words.items():
        if column not in values:
            cells = table.columns[positions[column]] if column in positions else None
            values[column] = _own_words(column, cells)
        values[column] |= more
    if _within_status(positions) and "close_reason" in values:
        values["close_reason"] |= _reasons(words.get("status", {}))
    return replace(wider, values=values)


def _within_status(positions: Mapping[str, int]) -> bool:
    """Whether the reason for closing is read from the column of statuses."""
    return "close_reason" in positions and positions["close_reason"] == positions.get("status")


def _reasons(statuses: Mapping[str, str]) -> dict[str, str]:
    """The reason for closing that each new status word says: blank where it does not close, or names none."""
    return {
        theirs: (suggested("close_reason", theirs) or "") if ours in ENDED_STATUSES else ""
        for theirs, ours in statuses.items()
    }


def with_own_words(layout: Layout, values: Sequence[Value]) -> Layout:
    """The layout with our own words, as a screen shows them, in each of its tables of words that lacks them.

    A month in which nothing was closed must not make "Closed" unknown in the next. The `values` shown to the analyst
    stay as they were chosen, those without a meaning too.
    """
    seen = {(value.column, plain(value.theirs)) for value in values}
    own_words = {
        column: {
            label(column, word): str(word) for word in allowed_values(column) or () if (column, plain(word)) not in seen
        }
        for column in layout.values
    }
    return replace(layout, values={column: own_words[column] | dict(words) for column, words in layout.values.items()})


def edited_layout(
    before: Layout, edited: Layout, chosen: Mapping[str, str], words: Sequence[Value], *, header: Sequence[str]
) -> Layout:
    """A layout edited beside a file: `edited` from what was shown of it, and the rest as it was.

    `chosen` are the headings shown ("" for a column taken out), `words` the values shown, `header` the headings of the
    file. Headings and words of other months, which this file lacks, are not lost.
    """
    present = set(map(heading_key, header))
    columns = {name: headings for name, headings in before.columns.items() if name not in chosen}
    for name, headings in edited.columns.items():
        earlier = before.columns.get(name, ())
        known = set(map(heading_key, earlier)) if name not in {*before.join, *edited.join} else set()
        is_renamed = bool(header and known) and not known & present
        columns[name] = earlier if heading_key(headings[0]) in known else (*headings, *(earlier if is_renamed else ()))
    order = edited.file.date_order
    orders = {name: (edited if name in edited.columns else before).date_order(name) for name in columns}
    return replace(
        before,
        title=edited.title,
        file=replace(before.file, date_order=order),
        columns={name: columns[name] for name in COLUMN if name in columns and name not in edited.constants},
        constants=edited.constants,
        values=_edited_words(before, edited, columns, words),
        split={name: mark for name, mark in before.split.items() if name not in chosen} | dict(edited.split),
        join=edited.join if "reference" in chosen else before.join,
        built=edited.built if "reference" in chosen else before.built,
        dates={
            name: other_order for name, other_order in orders.items() if name in DATE_COLUMNS and other_order != order
        },
    )


def _edited_words(
    before: Layout, edited: Layout, columns: Mapping[str, tuple[str, ...]], words: Sequence[Value]
) -> dict[str, dict[str, str]]:
    """The words of an edited layout: those shown as they were chosen, the others as they were."""
    seen = {(value.column, value.theirs) for value in words}
    values: dict[str, dict[str, str]] = {}
    for name in columns:
        earlier, chosen = before.words(name), edited.words(name)
        if earlier is not None:
            others = {theirs: ours for theirs, ours in earlier.items() if (name, theirs) not in seen}
            own_words = {
                value.theirs: value.ours for value in words if value.column == name and value.ours and chosen is None
            }
            added = {theirs: ours for theirs, ours in (chosen or {}).items() if (name, theirs) not in seen}
            values[name] = added | others | own_words | {t: o for t, o in (chosen or {}).items() if t not in added}
        elif chosen is not None:
            values[name] = dict(chosen)
    return values


def _own_words(column: str, cells: Cells | None) -> dict[str, str]:
    """Our words for a column, and each spelling of them in the file."""
    own_words = {word.casefold(): str(word) for word in allowed_values(column) or ()}
    spelled = {" ".join(value.split()) for value in (cells.distinct if cells is not None else ()) if value}
    return {word: word for word in own_words.values()} | {
        word: own_words[word.casefold()] for word in sorted(spelled) if word.casefold() in own_words
    }


def _renamed(table: Table, layout: Layout, column: str, free: Sequence[str]) -> str | None:
    """The heading under which a column probably is now, by its name."""
    lost = _absent(table, layout, column)
    if column in layout.join:
        return nearest(lost[0], free) if len(lost) == 1 else None
    fits = [heading for heading in free if plausible(Match(column, heading, 1.0, "chosen"), _cells(table, heading))]
    named = [match for heading in fits if (match := name_match(column, heading)) is not None]
    if named:
        return max(named, key=lambda match: match.confidence).heading
    return next((result for old in lost if (result := nearest(old, fits))), None)


def _holds(column: str, cells: Cells, layout: Layout) -> bool:
    """Whether most cells look like what a date column, or a column with a closed vocabulary, holds."""
    values = [" ".join(value.split()) for value in cells.distinct if value][:MOST_VALUES]
    if column in DATE_COLUMNS:
        good = sum(any(plain_date(value, order) for order in ORDER_IN_WORDS) for value in values)
    elif allowed_values(column) is not None:
        known = layout.words(column) or {}
        good = sum(value in known or suggested(column, value) is not None for value in values)
    else:
        return False
    return bool(values) and good >= MOSTLY * len(values)


def _cells(table: Table, heading: str) -> Cells:
    return table.columns[table.header.index(heading)]
