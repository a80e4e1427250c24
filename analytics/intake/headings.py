"""Where the headings of a table stand, and which of them a layout knows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from analytics.english import listed
from analytics.errors import UnreadableFile
from analytics.intake.layouts import Layout
from analytics.intake.suggestions import did_you_mean, plain, quoted, quoted_list
from analytics.intake.synonyms import HEADINGS
from analytics.intake.tables import clean
from analytics.normalise import search_form
from analytics.vocabulary import COLUMN, REQUIRED_COLUMNS

LOOKED_AT = 60
"""Rows looked through for the headings; titles and notes above a table are a handful of lines."""

NEARLY_AS_WIDE = 0.6
"""Of the widest row. A title or a note fills a cell or two; a heading may be blank over a column of remarks."""

LONGEST = 250
"""Characters of a heading; a longer cell is no heading, and only its beginning is looked at."""

HARDLY_TWICE = 0.7
"""Different words among a row's. A heading may stand twice; a row of values repeats "Yes", "Open" or a name."""

Records = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Headings:
    """The headings of a table: their words, and the row or the two rows that hold them, counted from 0."""

    names: tuple[str, ...]
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Fit:
    """How well one row of a file serves as the headings of a layout.

    `positions` gives the place of each of our columns that was found, counted from 0; `missing` the required
    columns that were not; `twice` the headings that the layout wants and that stand there more than once. `index` is
    the row that holds the headings, the lower one where two rows do.
    """

    index: int
    positions: dict[str, int]
    missing: tuple[str, ...]
    twice: tuple[str, ...] = ()
    headings: Headings = Headings((), ())

    @property
    def rank(self) -> tuple[int, int, int, int]:
        """Better fits compare greater: fewer missing, more found, fewer there twice, higher up."""
        return (-len(self.missing), len(self.positions), -len(self.twice), -self.index)


def heading_key(heading: str) -> str:
    """A heading as compared: case, line breaks, runs of blanks, dashes and quotation marks do not count."""
    return search_form(clean(heading) or "")


def fit(header: Sequence[str], layout: Layout, index: int = 0) -> Fit:
    """How well a row serves as the headings of a layout."""
    keys = [heading_key(heading) for heading in header]
    first = {key: place for place, key in reversed(list(enumerate(keys)))}
    times = Counter(keys)
    positions: dict[str, int] = {}
    twice: list[str] = []
    for ours, headings in layout.columns.items():
        if ours in layout.join and not all(heading_key(heading) in first for heading in headings):
            continue
        result = next((heading for heading in headings if heading_key(heading) in first), None)
        if result is not None:
            positions[ours] = first[heading_key(result)]
            if times[heading_key(result)] > 1:
                twice.append(result)
    missing = tuple(name for name in REQUIRED_COLUMNS if name in layout.columns and name not in positions)
    return Fit(index, positions, missing, tuple(dict.fromkeys(twice)))


def best_fit(records: Records, layout: Layout) -> Fit:
    """The row that serves best as the layout's headings: the one it names, else the best of the first rows.

    Two rows that belong together serve as one.
    """
    known = {heading_key(heading) for headings in layout.columns.values() for heading in headings}
    row = layout.file.header_row
    lines = [_on_one_line(record) for record in records[: LOOKED_AT if row is None else row + 1]]
    result = [heading for index in range(len(lines)) for heading in _headings_from(lines, index, known)]
    if row is not None:
        result = [headings for headings in result if row - 1 in headings.rows] or [Headings((), (row - 1,))]
    fits = [replace(fit(headings.names, layout, headings.rows[-1]), headings=headings) for headings in result]
    return max(fits, key=lambda fit_: fit_.rank, default=fit([], layout))


def guessed_headings(records: Records) -> Headings | None:
    """The headings where no layout says which they are; None where no row looks like them."""
    index = guessed_header(records)
    if index is None:
        return None
    start = max(0, index - 1)
    lines = [_on_one_line(record) for record in records[start : index + 2]]
    candidates = [heading for place in range(index - start + 1) for heading in _headings_from(lines, place, ())]
    result = [Headings(heading.names, tuple(start + place for place in heading.rows)) for heading in candidates]
    both = [heading for heading in result if index in heading.rows]
    return max(both, key=lambda heading: len(heading.rows))


def _headings_from(lines: Sequence[list[str]], index: int, known: Collection[str]) -> Iterator[Headings]:
    """The headings in a row, and those of the row and the one under it where the two belong together."""
    yield Headings(tuple(lines[index]), (index,))
    if index + 1 < len(lines):
        names = joined(lines[index], lines[index + 1], known)
        if names is not None:
            yield Headings(tuple(names), (index, index + 1))


def _on_one_line(record: Sequence[str]) -> list[str]:
    """The headings of a row, each on one line, without blank ones at the end."""
    headings = [" ".join((clean(heading[:LONGEST]) or "").split()) for heading in record]
    filled = [place for place, heading in enumerate(headings) if heading]
    return headings[: filled[-1] + 1] if filled else []


def joined(upper: Sequence[str], lower: Sequence[str], known: Collection[str] = ()) -> list[str] | None:
    """Two rows of headings as one, or None where they are not two rows of headings.

    They are where the upper names groups of the lower, or where the lower divides some of the upper. A heading is
    the lower word, or the upper where there is none; both, where the lower says too little alone: it occurs twice,
    or is one word that no register uses. A form that `known` holds (as compared) goes before.
    """
    width = max(len(upper), len(lower))
    above, below = ([*row, *[""] * (width - len(row))] for row in (upper, lower))
    if any(_is_value(word) for word in (*above, *below) if word):
        return None
    if not (_names_groups(above, below) or _divides(above, below)):
        return None
    groups: list[str] = []
    for word in above:
        groups.append(word or (groups[-1] if groups else ""))
    times = Counter(heading_key(word) for word in below)
    return [_joined_heading(*words, times, known) for words in zip(above, groups, below, strict=True)]


def _joined_heading(upper: str, group: str, word: str, times: Counter[str], known: Collection[str]) -> str:
    """The heading of one column under two rows of headings."""
    if not word:
        return upper
    total = f"{group} {word}".strip()
    for form in (word, total):
        if heading_key(form) in known:
            return form
    vague = times[heading_key(word)] > 1 or (len(word.split()) == 1 and plain(word) not in _USUAL)
    return total if vague else word


_USUAL = frozenset(name for names in HEADINGS.values() for name in names) | {
    plain(name) for column in COLUMN.values() for name in (column.name, column.label)
}
"""Headings that registers use for the columns of the standard layout, as compared."""


def is_usual_heading(word: str) -> bool:
    """Whether a cell is a heading that registers use for a column of the standard layout."""
    return len(word) <= LONGEST_USUAL and plain(word) in _USUAL


LONGEST_USUAL = 40
"""Letters of a usual heading."""


def _names_groups(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """Whether each heading of an upper row stands over several of the lower, or where the lower has none."""
    filled = [place for place, word in enumerate(upper) if word]
    main = sum(map(bool, lower)) >= NEARLY_AS_WIDE * len(upper)
    over = all(not lower[place] or not (*upper, "x")[place + 1] for place in filled)
    return len(filled) > 1 and main and over and all(a or b for a, b in zip(upper, lower, strict=True))


def _divides(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """Whether a lower row only divides headings of the upper one: it fills every gap, and stands under no other."""
    gaps = [place for place, word in enumerate(upper) if not word]
    starts = {place - 1 for place in gaps if place and upper[place - 1]}
    filled = {place for place, word in enumerate(lower) if word}
    main = len(gaps) <= len(upper) / 2 and len(filled) < len(upper)
    return bool(gaps) and main and filled == {*gaps, *starts}


def guessed_header(records: Records) -> int | None:
    """The row that looks most like headings where no layout says which; None where there is no such row.

    It is the first that is nearly as wide as the table and holds no numbers or dates, and hardly a word twice.
    """
    widths = [sum(bool(cell.strip()) for cell in record) for record in records[:LOOKED_AT]]
    widest = max(widths, default=0)
    if widest == 0:
        return None
    for index, record in enumerate(records[:LOOKED_AT]):
        words = [heading_key(cell) for cell in record if cell.strip()]
        wide = widths[index] >= max(1, NEARLY_AS_WIDE * widest)
        if wide and len(set(words)) >= HARDLY_TWICE * len(words) and not any(map(_is_value, words)):
            return index
    return None


def _is_value(word: str) -> bool:
    """Whether a cell is a number or a date, which no heading is."""
    return re.fullmatch(r"[\d\s.,:/+-]+", word) is not None


def require(answer: Fit, header: Sequence[str], layout: Layout, filename: str) -> None:
    """Raise UnreadableFile, one sentence, where the headings do not serve the layout."""
    headings = [heading for heading in header if heading.strip()]
    if answer.missing:
        present = {heading_key(heading) for heading in headings}
        theirs = [
            next(
                (column for column in layout.columns[name] if heading_key(column) not in present),
                layout.columns[name][0],
            )
            for name in answer.missing
        ]
        pairs = zip(answer.missing, theirs, strict=True)
        missing = listed([f"{name} (headed {quoted(word)})" for name, word in pairs])
        suggestion = next((text for word in theirs if (text := did_you_mean(word, headings))), "")
        raise UnreadableFile(
            f"{quoted(filename)} has no column for {missing}, which the layout {quoted(layout.name)} needs; "
            f"the headings found are {quoted_list(headings)}.{suggestion}"
        )
    if answer.twice:
        raise UnreadableFile(
            f"{quoted(filename)} has the heading {quoted_list(answer.twice)} more than once, so which column is meant "
            "is not known. Rename or delete the others, and load it again."
        )
