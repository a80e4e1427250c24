"""A layout proposed for an unknown file: names matched, dates looked at, values listed; the analyst confirms it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from analytics.english import plural
from analytics.intake.dates import ORDER_IN_WORDS, plain_date
from analytics.intake.extract_day import names_a_month
from analytics.intake.heading_words import column_of_question, in_full, names_the_others
from analytics.intake.headings import fit, heading_key
from analytics.intake.layouts import DateOrder, FileOptions, Layout, shipped_layouts
from analytics.intake.own_exports import recorded_headings
from analytics.intake.periods import read_period
from analytics.intake.references import ReferenceProposal, propose_reference
from analytics.intake.suggestions import closeness, nearest, plain, quoted_list
from analytics.intake.synonyms import ENDED_HEADINGS, HEADINGS, OPEN_HEADINGS, VALUE_SYNONYMS, YES_OR_NO, awaits_closure
from analytics.intake.tables import Cells, Table
from analytics.vocabulary import (
    COLUMN,
    DATE_COLUMNS,
    ENDED_STATUSES,
    LIST_COLUMNS,
    REQUIRED_COLUMNS,
    SOURCES,
    Status,
    allowed_values,
)

How = Literal["layout", "same name", "known synonym", "similar name", "chosen"]

CONFIDENCE: dict[How, float] = {"layout": 1.0, "chosen": 1.0, "same name": 1.0, "known synonym": 0.9}
"""How sure each kind of match is, 0 to 1; a similar name is as sure as it is similar, and never surer than 0.8."""

SIMILAR = 80.0
"""Out of 100, from where two headings are similar enough to propose one for the other."""

ENOUGH_DATES = 0.5
"""Of the different cells. A heading that sounds like a date is not matched where fewer of its cells are dates."""

ENOUGH_LEVELS = 0.5
"""Of the different cells. From there a column of priorities or risks holds levels, such as high, medium and low."""

MOST_VALUES = 200
"""Different values listed for mapping. A column with more is no closed vocabulary; the rest are counted."""

SEPARATORS = (" | ", "|", ";", "\n")
"""What separates items in a cell, surest first. A comma is not among them: it stands inside names."""


@dataclass(frozen=True, slots=True)
class Match:
    """One of our columns, the heading of the file proposed for it, and how sure that is, 0 to 1."""

    column: str
    heading: str
    confidence: float
    how: How


@dataclass(frozen=True, slots=True)
class DateColumn:
    """The order proposed for a date column.

    `certain` says that the cells leave no other order; `evidence` how that is known, in a sentence. `unread`
    counts the different cells that are no date in this order.
    """

    column: str
    order: DateOrder
    certain: bool
    evidence: str
    unread: int


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a column with a closed vocabulary: how often it stands there, and ours proposed for it.

    `ours` is "" for a proposed blank, and None where the analyst has to say.
    """

    column: str
    theirs: str
    times: int
    ours: str | None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A layout as proposed, to be looked over and then made with `layout()`.

    `fits` is the shipped layout that fits the file whole, whose mapping is then the one proposed; `unmatched` are
    the headings that no column of ours takes; `missing` the required columns for which nothing was found and
    which need a heading or a constant; `reference` is what to propose where no column tells the rows apart.
    """

    matches: tuple[Match, ...]
    unmatched: tuple[str, ...]
    missing: tuple[str, ...]
    dates: tuple[DateColumn, ...]
    values: tuple[Value, ...]
    separators: Mapping[str, str]
    constants: Mapping[str, str]
    file: FileOptions
    fits: Layout | None = None
    reference: ReferenceProposal | None = None

    def layout(
        self,
        name: str,
        title: str,
        *,
        constants: Mapping[str, str] | None = None,
        values: Mapping[str, Mapping[str, str]] | None = None,
        dates: Mapping[str, DateOrder] | None = None,
        separators: Mapping[str, str] | None = None,
        sheet: str | None = None,
        note: str = "",
        reference: ReferenceProposal | None = None,
    ) -> Layout:
        """The layout that this proposal makes with the analyst's edits, each of which replaces what is proposed.

        `reference` is the proposal for references, once confirmed: they are joined or built, not read from one column.
        An empty constant or separator takes the proposed one out. A value still without one of ours is left out,
        so that its rows are faults and not guesses. Raises LayoutError where a required column has neither a
        heading nor a constant.
        """
        fixed = {name: value for name, value in (dict(self.constants) | dict(constants or {})).items() if value}
        columns: dict[str, tuple[str, ...]] = {
            match.column: (match.heading,) for match in self.matches if match.column not in fixed
        }
        if reference and reference.headings:
            columns["reference"] = reference.headings
        elif reference:
            columns.pop("reference", None)
        orders = {date.column: date.order for date in self.dates} | dict(dates or {})
        common = self._common_order(orders)
        return Layout(
            name=name,
            title=title,
            note=note,
            file=replace(self.file, sheet=lasting_sheet(sheet), date_order=common),
            columns=columns,
            constants=fixed,
            values={name: table for name, table in (self.mapping() | dict(values or {})).items() if name in columns},
            split={c: s for c, s in (dict(self.separators) | dict(separators or {})).items() if c in columns and s},
            dates={c: order for c, order in orders.items() if order != common and c in columns},
            join={"reference": reference.separator} if reference and reference.headings else {},
            built={"reference": reference.columns} if reference and reference.columns else {},
        )

    @property
    def is_of_register(self) -> bool:
        """Whether any heading is like one that every register has: a reference, a recommendation or a status."""
        return bool({"reference", "text", "status"} & {match.column for match in self.matches})

    def mapping(self) -> dict[str, dict[str, str]]:
        """Their values and ours by column, those without one of ours left out; none where the words are our own."""
        tables: dict[str, dict[str, str]] = {}
        for value in self.values:
            if value.ours is not None:
                tables.setdefault(value.column, {})[value.theirs] = value.ours
        foreign = {value.column for value in self.values if value.theirs.casefold() != value.ours}
        return {column: table for column, table in tables.items() if column in foreign}

    def _common_order(self, orders: Mapping[str, DateOrder]) -> DateOrder:
        """The order of most date columns."""
        result = list(orders.values())
        return max(ORDER_IN_WORDS, key=result.count) if result else self.file.date_order


def propose_layout(
    table: Table,
    chosen: Mapping[str, str] | None = None,
    layouts: Sequence[Layout] | None = None,
    start: Layout | None = None,
) -> Proposal:
    """The layout proposed for a table.

    `chosen` gives headings that the analyst has picked for columns of ours ("" for none); `layouts` are those that
    may fit the file whole, the shipped ones unless others are given; `start` is a layout whose headings and words
    are proposed where none fits, the other columns being matched by name.
    """
    layout = fitting_layout(table, shipped_layouts() if layouts is None else layouts)
    fitting = layout or start
    matches = _matches(table, fitting, chosen or {}, by_name=layout is None)
    used = {heading_key(match.heading) for match in matches}
    matched_columns = {match.column for match in matches}
    constants = (
        {name: value for name, value in fitting.constants.items() if name not in matched_columns} if fitting else {}
    )
    result = {match.column for match in matches} | set(constants)
    dated = [match for match in matches if match.column in DATE_COLUMNS]
    return Proposal(
        matches=tuple(matches),
        unmatched=tuple(heading for heading in table.header if heading and heading_key(heading) not in used),
        missing=tuple(name for name in REQUIRED_COLUMNS if name not in result),
        dates=tuple(date_column(match.column, _cells(table, match), fitting) for match in dated),
        values=_values(table, matches, fitting),
        separators=_separators(table, matches, fitting),
        constants=constants,
        file=_file(table),
        fits=layout,
        reference=None if layout else _reference(table, matches, start),
    )


def _reference(table: Table, matches: Sequence[Match], start: Layout | None) -> ReferenceProposal | None:
    """References as the layout to start from makes them, where the file has what it needs; else as the rows need."""
    headings = {match.column: match.heading for match in matches}
    if start is not None and "reference" in start.join and "reference" in headings:
        parts = start.columns["reference"]
        if heading_key(headings["reference"]) in map(heading_key, parts):
            reason = f"The layout “{start.title}” joins the reference from {quoted_list(parts)}."
            return ReferenceProposal(parts, start.join["reference"], (), reason)
    if start is not None and "reference" in start.built and "reference" not in headings:
        columns = start.built["reference"]
        if {*columns} <= {*headings, *start.constants}:
            reason = f"The layout “{start.title}” builds each reference from {quoted_list(columns)}."
            return ReferenceProposal((), "", columns, reason)
    return propose_reference(table, headings)


def _values(table: Table, matches: Sequence[Match], fitting: Layout | None) -> tuple[Value, ...]:
    """The values of the columns with a closed vocabulary, each with ours where one is near.

    Where the reason for closing is read from the statuses, a status that names none is no reason, and not unknown.
    """
    headings = {match.column: match.heading for match in matches}
    result = [value for match in matches for value in values_of(match, _cells(table, match), fitting)]
    if headings.get("close_reason") != headings.get("status"):
        return tuple(result)
    return tuple(replace(value, ours=value.ours or "") if value.column == "close_reason" else value for value in result)


def fitting_layout(table: Table, layouts: Sequence[Layout]) -> Layout | None:
    """The layout that fits a table whole: it finds all its columns, or uses nine in ten of the table's headings."""
    best: tuple[int, Layout] | None = None
    for layout in layouts:
        result = fit(table.header, layout)
        headings = len(recorded_headings(table.header))
        total = len(result.positions) == len(layout.columns)
        nearly_all = len(set(result.positions.values())) >= 0.9 * headings
        if not result.missing and (total or nearly_all) and (best is None or len(result.positions) > best[0]):
            best = len(result.positions), layout
    return best[1] if best else None


SHARED = 0.6
"""Of a layout's columns and of a file's headings: a layout that shares so much with a file is for its kind.

A tracker of six columns may have two renamed; two trackers that share only "Ref" and "Status" are different ones.
"""


SHARED_TO_START = 0.3
"""The same share, where a layout is only the start of a new one: a common "Ref" and "Status" are no common ground."""


def similar_layout(table: Table, layouts: Sequence[Layout]) -> Layout | None:
    """The layout made for this kind of file, some of whose headings were renamed; None where none shares enough."""
    best = _closest(table, layouts)
    return best[1] if best is not None and best[0] >= SHARED else None


def nearest_layout(table: Table, layouts: Sequence[Layout]) -> Layout | None:
    """The layout that shares the most headings with a table, to start a new one from; None where all share few."""
    best = _closest(table, layouts)
    return best[1] if best is not None and best[0] >= SHARED_TO_START else None


def _closest(table: Table, layouts: Sequence[Layout]) -> tuple[float, Layout] | None:
    """The layout that shares most with a table, and how much, 0 to 1: of its columns or of the headings, the less."""
    headings = max(1, len(readable_headings(table)))
    best: tuple[float, Layout] | None = None
    for layout in layouts:
        result = fit(table.header, layout).positions
        shared = min(len(result) / len(layout.columns), len(set(result.values())) / headings)
        if result and (best is None or shared > best[0]):
            best = shared, layout
    return best


def readable_headings(table: Table) -> tuple[str, ...]:
    """The headings that occur once; one that occurs twice does not say which column is meant."""
    times = Counter(heading_key(heading) for heading in table.header)
    return tuple(heading for heading in table.header if heading and times[heading_key(heading)] == 1)


def proposed_source(table: Table, filename: str) -> str:
    """The one known source that the names of the file and of its sheet mention; "" where none or several."""
    words = f" {plain(filename)} {plain(table.sheet or '')} "
    result = [source for source in SOURCES if f" {plain(source)} " in words]
    return result[0] if len(result) == 1 else ""


def lasting_sheet(sheet: str | None) -> str | None:
    """The sheet's name where next month's workbook will probably have it too; None for a tab named after a month."""
    return None if sheet is None or names_a_month(sheet) else sheet


def _file(table: Table) -> FileOptions:
    """How the file was read, so far as a later file of the same kind must be read so too.

    The kind of file is left open: next month the same table may be saved as CSV or as a workbook.
    """
    plain_text = table.encoding in (None, "utf-8", "utf-8-sig", "utf-16", "utf-32")
    delimiter = table.delimiter if table.kind == "csv" and table.delimiter != "," else None
    return FileOptions(encoding=None if plain_text else table.encoding, delimiter=delimiter)


def _matches(table: Table, fitting: Layout | None, chosen: Mapping[str, str], *, by_name: bool) -> list[Match]:
    """A heading for each of our columns that finds one, in the vocabulary's order."""
    readable = set(readable_headings(table))
    picked = {column: Match(column, heading, 1.0, "chosen") for column, heading in chosen.items() if heading}
    result: dict[str, Match] = {}
    if fitting is not None:
        positions = fit(table.header, fitting).positions
        result = {c: Match(c, table.header[place], 1.0, "layout") for c, place in positions.items()}
        result = {column: match for column, match in result.items() if match.heading in readable}
    if by_name:
        matched_headings = {match.heading for match in (*picked.values(), *result.values())}
        result = _matched_names(table, matched_headings) | result
        result |= _first_due(table, result, matched_headings)
        result |= _yes_or_no(table, result, matched_headings)
        result |= _reason_within_status(table, result)
    result = {column: match for column, match in result.items() if column not in chosen} | picked
    return [result[column] for column in COLUMN if column in result]


def _matched_names(table: Table, matched_headings: set[str]) -> dict[str, Match]:
    """Headings matched by name, the surest first, each heading and each column once."""
    readable = set(readable_headings(table)) - matched_headings
    candidates = [
        match
        for place, heading in enumerate(table.header)
        if heading in readable
        for column in COLUMN
        if (match := name_match(column, heading)) is not None and plausible(match, table.columns[place])
    ]
    result: dict[str, Match] = {}
    used: set[str] = set()
    for match in sorted(candidates, key=lambda match: (-match.confidence, -_uniqueness(table, match))):
        if match.column not in result and match.heading not in used:
            result[match.column] = match
            used.add(match.heading)
    return result


_REVISED = {"revised", "current", "latest", "new", "extended"}


def _first_due(table: Table, outcome: Mapping[str, Match], matched_headings: set[str]) -> dict[str, Match]:
    """A "Deadline" beside a "Revised deadline": the plain one is the date first agreed, the revised one is due."""
    if "original_due_on" in outcome or "due_on" not in outcome:
        return {}
    used = matched_headings | {match.heading for column, match in outcome.items() if column != "due_on"}
    named = [name_match("due_on", heading) for heading in readable_headings(table) if heading not in used]
    likely = [match for match in named if match is not None and plausible(match, _cells(table, match))]
    revised = [match for match in likely if _REVISED & set(plain(match.heading).split())]
    first = [match for match in likely if match not in revised]
    if not revised or not first:
        return {}
    return {"due_on": revised[0], "original_due_on": replace(first[0], column="original_due_on")}


def _yes_or_no(table: Table, outcome: Mapping[str, Match], matched_headings: set[str]) -> dict[str, Match]:
    """A heading such as "Closed?" for the status, where no other is and every cell under it says yes or no."""
    if "status" in outcome:
        return {}
    used = matched_headings | {match.heading for match in outcome.values()}
    for heading in readable_headings(table):
        match = Match("status", heading, CONFIDENCE["known synonym"], "known synonym")
        answers = {plain(value) for value in _cells(table, match).distinct if value is not None}
        if (
            heading not in used
            and plain(heading) in ENDED_HEADINGS | OPEN_HEADINGS
            and answers
            and answers <= {*YES_OR_NO}
        ):
            return {"status": match}
    return {}


def _reason_within_status(table: Table, outcome: Mapping[str, Match]) -> dict[str, Match]:
    """The status heading for the reason for closing too, where the statuses tell several reasons apart."""
    if "status" not in outcome or "close_reason" in outcome:
        return {}
    values = [value for value in _cells(table, outcome["status"]).distinct if value is not None][:MOST_VALUES]
    reasons = {suggested("close_reason", value) for value in values} - {None}
    match = Match("close_reason", outcome["status"].heading, CONFIDENCE["known synonym"], "known synonym")
    return {"close_reason": match} if len(reasons) > 1 else {}


def name_match(column: str, heading: str) -> Match | None:
    """How well a heading names a column of ours, or None; it may ask for it in a question, as in "Who said it"."""
    if column_of_question(heading) == column:
        return Match(column, heading, QUESTION_CONFIDENCE, "similar name")
    match = label_match(column, COLUMN[column].label, HEADINGS[column], heading)
    if match is not None and column == "reference" and names_the_others(heading):
        return replace(match, confidence=min(match.confidence, OF_OTHERS))
    return match


_IN_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
BRACKETED = 0.7
"""How sure a name is beside which brackets say more, as in "Target date (dd/mm/yyyy)"."""

SHORTENED = 0.8
"""How sure a name is whose words are shortened, or that says "our" or "the", as in "Our rec no."."""

QUESTION_CONFIDENCE = 0.75
"""How sure a question is, as in "Who said it"."""

OF_OTHERS = 0.7
"""How sure a reference is that the heading calls somebody else's."""


def label_match(column: str, label: str, synonyms: Collection[str], heading: str) -> Match | None:
    """How well a heading names a column by its name, its label or one of its other names, or None."""
    key = plain(heading)
    if key in (plain(column), plain(label)):
        return Match(column, heading, CONFIDENCE["same name"], "same name")
    if key in map(plain, synonyms):
        return Match(column, heading, CONFIDENCE["known synonym"], "known synonym")
    if in_full(heading) in map(in_full, (column, label, *synonyms)):
        return Match(column, heading, SHORTENED, "similar name")
    if plain(_IN_BRACKETS.sub(" ", heading)) in (plain(column), plain(label), *map(plain, synonyms)):
        return Match(column, heading, BRACKETED, "similar name")
    score = max(closeness(key, name) for name in (column, label, *synonyms))
    return Match(column, heading, round(0.008 * score, 2), "similar name") if score >= SIMILAR else None


def plausible(match: Match, cells: Cells) -> bool:
    """Whether what is under a heading can be what it sounds like: dates, months and quarters under a date.

    Words in place of a date, such as "TBC", count neither for nor against it. High, medium and low are a risk though
    the heading says priority; the names of priorities are not. Short cells under "Rec" are references, long ones texts.
    """
    column = match.column
    values = [value for value in cells.distinct if value is not None][:MOST_VALUES]
    if column in ("reference", "text") and plain(match.heading) == "rec" and values:
        return (float(np.median([len(value) for value in values])) <= LONGEST_REFERENCE) == (column == "reference")
    if column in ("risk", "strategic_priority") and "priority" in plain(match.heading).split() and values:
        levels = sum(suggested("risk", value) is not None for value in values)
        return (levels >= ENOUGH_LEVELS * len(values)) == (column == "risk")
    if column not in DATE_COLUMNS or not values:
        return True
    dates = sum(map(_is_date_like, values))
    words = sum(not any(map(str.isdigit, value)) for value in values)
    return dates > 0 and dates >= ENOUGH_DATES * (len(values) - words)


LONGEST_REFERENCE = 20
"""Letters. Under a heading such as "Rec", longer cells are the recommendations themselves."""

LONGEST_DATE = 30
"""Letters. A longer cell is a remark that mentions a date."""


def _is_date_like(value: str) -> bool:
    """Whether a cell is a date in any order, a month or a quarter."""
    if read_period(value) is not None or any(plain_date(value, order) for order in ORDER_IN_WORDS):
        return True
    return len(value) <= LONGEST_DATE and any(map(str.isdigit, value)) and names_a_month(value)


def _uniqueness(table: Table, match: Match) -> float:
    """How well a reference tells rows apart: different values for each row; nothing is asked of other columns."""
    return len(set(_cells(table, match).distinct) - {None}) if match.column == "reference" else 0


def _cells(table: Table, match: Match) -> Cells:
    """The column of the table under the heading of a match."""
    return table.columns[table.header.index(match.heading)]


def date_column(column: str, cells: Cells, fitting: Layout | None) -> DateColumn:
    """The order in which a column's dates are written, by those that can be read in one order only.

    Where none can, it is the order of the layout that fits, else day first, as in Britain.
    """
    supposed = fitting.date_order(column) if fitting is not None else "DMY"
    values = [value for value in cells.distinct if value is not None]
    fits = [{order for order in ORDER_IN_WORDS if plain_date(value, order)} for value in values]
    only = {order: sum(fit_ == {order} for fit_ in fits) for order in ORDER_IN_WORDS}
    order = max(ORDER_IN_WORDS, key=lambda name: (only[name], sum(name in fit_ for fit_ in fits), name == supposed))
    unread = sum(order not in fit_ for fit_ in fits)
    others = sum(number for name, number in only.items() if name != order)
    clear = bool(fits) and all(len(fit_) == len(ORDER_IN_WORDS) for fit_ in fits)
    certain = not others and (only[order] > 0 or clear)
    return DateColumn(column, order, certain, _evidence(order, only[order], others, fits), unread)


def _evidence(order: DateOrder, clear: int, others: int, fits: list[set[DateOrder]]) -> str:
    """What speaks for an order, in a sentence."""
    words = ORDER_IN_WORDS[order]
    if clear and others:
        return f"{plural(clear, 'date')} can only be {words}, but {plural(others, 'other')} can only be otherwise."
    if clear:
        return f"{plural(clear, 'different date')} can only be {words}, and none speaks against it."
    if fits and all(len(fit_) == len(ORDER_IN_WORDS) for fit_ in fits):
        return "Every date is written year first or has its month in words, which is clear in any order."
    if any(fits):
        return f"No date shows which number is the day; {words} is supposed. Look at the file before you accept it."
    return "No cell holds a date."


def values_of(match: Match, cells: Cells, fitting: Layout | None = None) -> list[Value]:
    """The values of a column with a closed vocabulary, the commonest first, each with ours where one is near."""
    allowed = allowed_values(match.column)
    if allowed is None:
        return []
    times = np.bincount(cells.codes[cells.codes >= 0], minlength=len(cells.distinct))
    counts: dict[str, int] = {}
    for value, number in zip(cells.distinct, times.tolist(), strict=True):
        if number and (value is not None or match.column == "status"):
            key = " ".join((value or "").split())
            counts[key] = counts.get(key, 0) + number
    known = (fitting.words(match.column) if fitting and match.how == "layout" else None) or {}
    ordered = sorted(counts, key=lambda value: (-counts[value], value))[:MOST_VALUES]
    return [Value(match.column, theirs, counts[theirs], known.get(theirs, _ours(match, theirs))) for theirs in ordered]


def _ours(match: Match, theirs: str) -> str | None:
    """Our value proposed for theirs; a status that has not ended has no reason for closing."""
    if match.column == "status" and plain(match.heading) in ENDED_HEADINGS | OPEN_HEADINGS:
        answer = YES_OR_NO.get(plain(theirs), False if not theirs else None)
        if answer is not None:
            return Status.CLOSED if answer == (plain(match.heading) in ENDED_HEADINGS) else Status.OPEN
    within_status = match.column == "close_reason" and suggested("status", theirs) not in (*ENDED_STATUSES, None)
    return "" if within_status else suggested(match.column, theirs)


def suggested(column: str, theirs: str) -> str | None:
    """Our value that a word of theirs most likely means in a column with a closed vocabulary, or None."""
    allowed = {plain(word): str(word) for word in allowed_values(column) or ()}
    key, synonyms = plain(theirs), VALUE_SYNONYMS.get(column, {})
    if not key:
        return None
    if key in allowed or key in synonyms:
        return allowed.get(key) or synonyms[key]
    if awaits_closure(theirs) and column in ("status", "close_reason"):
        return Status.PROPOSED if column == "status" else None
    is_denied = key.startswith("not ")  # "not agreed" is nearly "agreed" and means the opposite
    similar = nearest(key, [word for word in (*allowed, *synonyms) if word.startswith("not ") == is_denied])
    if similar is not None:
        return allowed.get(similar) or synonyms[similar]
    known = {**synonyms, **allowed} if column == "status" else synonyms
    first_words = max((word for word in known if key.startswith(f"{word} ")), key=len, default=None)
    return known[first_words] if first_words else None


def _separators(table: Table, matches: Sequence[Match], fitting: Layout | None) -> dict[str, str]:
    """What separates the items in each column of lists, where anything does."""
    result = dict(fitting.split) if fitting else {}
    for match in matches:
        if match.column in LIST_COLUMNS and match.column not in result:
            values = [value for value in _cells(table, match).distinct if value is not None]
            separator = next((mark for mark in SEPARATORS if any(mark in value for value in values)), None)
            if separator is not None:
                result[match.column] = separator
    return {column: separator for column, separator in result.items() if column in {match.column for match in matches}}
