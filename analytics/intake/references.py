"""References that a file does not give in one column: joined from several, or built from what the row says."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.english import count, plural
from analytics.intake.cells import Trouble
from analytics.intake.headings import heading_key
from analytics.intake.layouts import Layout
from analytics.intake.suggestions import quoted, quoted_list
from analytics.intake.tables import Cells, Table
from analytics.normalise import comparison_key
from analytics.vocabulary import LIST_COLUMNS

SEPARATOR = " / "
"""What is proposed between the parts of a joined reference; references have hyphens and strokes of their own."""

NAMING_COLUMNS = ("source", "report")
"""Columns whose words stand in a built reference, so that a reader sees where it comes from."""

MOST_LETTERS = 40
"""Letters of each naming column in a built reference."""

RESTARTS = 0.1
"""Of the rows. Where more than a tenth of the numbers stand in several rows, the column does not tell rows apart."""

MIN_UNIQUE_SHARE = 0.99
"""Of the rows. A register may have a few rows twice; joined with the report, the others must differ."""


@dataclass(frozen=True, slots=True)
class ReferenceProposal:
    """References proposed for a file that has no column of its own for them, to be confirmed by the analyst.

    Either `headings` are the columns of the file to be joined by `separator`, or `columns` are the standard columns
    from which references are built. `reason` says why, in a sentence.
    """

    headings: tuple[str, ...]
    separator: str
    columns: tuple[str, ...]
    reason: str


def joined(table: Table, column: str, layout: Layout) -> Cells:
    """The cells of a column that is joined from several, blank where every part is blank."""
    parts = [table.columns[place].array() for place in joined_places(table, column, layout)]
    separator = layout.join[column]
    texts = [separator.join(part for part in row if part is not None) or None for row in zip(*parts, strict=True)]
    codes, distinct = pd.factorize(np.array(texts, dtype=object))
    blank = np.int32(len(distinct))
    return Cells(np.where(codes < 0, blank, codes).astype(np.int32), [*distinct.tolist(), None])


def joined_places(table: Table, column: str, layout: Layout) -> tuple[int, ...]:
    """The places in the table of the columns that one of ours is joined from; none where it is not joined."""
    if column not in layout.join:
        return ()
    places = {heading_key(heading): place for place, heading in reversed(list(enumerate(table.header)))}
    return tuple(places[heading_key(heading)] for heading in layout.columns[column])


def incomplete(table: Table, column: str, layout: Layout) -> list[Trouble]:
    """A warning for the rows whose joined reference lacks a part."""
    places = {heading_key(heading): place for place, heading in reversed(list(enumerate(table.header)))}
    blanks = {
        heading: np.array([part is None for part in table.columns[places[heading_key(heading)]].array()], dtype=bool)
        for heading in layout.columns[column]
    }
    everywhere = np.logical_and.reduce(list(blanks.values()))
    result = []
    for heading, blank in blanks.items():
        rows = np.flatnonzero(blank & ~everywhere)
        if len(rows):
            problem = f"the part under {quoted(heading)} is blank, so the reference is incomplete."
            result.append(Trouble(column, rows, "", problem))
    return result


def built(frame: pd.DataFrame, columns: Sequence[str]) -> np.ndarray:
    """A reference for each row of the standard layout, from the words of these columns; None where all are blank.

    It names the source and the report, where they are among the columns, and ends with eight letters of a digest of all
    of them. Case, blanks, dashes and punctuation make no difference to it, and neither does the order of the rows.
    """
    named_columns = [name for name in NAMING_COLUMNS if name in columns]
    parts = [[_text(value, name) for value in frame[name]] for name in columns]
    names = [parts[columns.index(name)] for name in named_columns]
    references = np.empty(len(frame), dtype=object)
    for row, words in enumerate(zip(*parts, strict=True)):
        if any(words):
            digest = hashlib.sha256("\x1f".join(words).encode()).hexdigest()[:8]
            references[row] = "-".join([*(slug for name in names if (slug := _slug(name[row]))), digest])
    return references


def _text(value: object, column: str) -> str:
    """A cell as compared."""
    if column in LIST_COLUMNS:
        return "\x1e".join(comparison_key(item) for item in value) if isinstance(value, list) else ""
    return "" if pd.isna(value) else comparison_key(str(value))  # type: ignore[call-overload]


def _slug(words: str) -> str:
    """Words in small letters and digits with hyphens, cut at a word."""
    slug = re.sub(r"[^a-z0-9]+", "-", words).strip("-")
    return slug if len(slug) <= MOST_LETTERS else slug[: MOST_LETTERS + 1].rpartition("-")[0] or slug[:MOST_LETTERS]


def propose_reference(table: Table, headings: Mapping[str, str]) -> ReferenceProposal | None:
    """What to propose where no column of a file tells its rows apart; None where one does, or nothing helps.

    `headings` gives the heading of the file matched to each standard column. A number that restarts in each report is
    joined with the report, or with the source; without any number the reference is built from source, report and text.
    """
    if "reference" not in headings:
        if "text" not in headings:
            return None
        columns = ("source", *(name for name in ("report", "text") if name in headings))
        sources = quoted_list([headings.get(name, name) for name in columns])
        reason = (
            f"The file has no column of references, so each is built from {sources}. A recommendation whose wording "
            "changes is recognised only while it stays similar."
        )
        return ReferenceProposal((), "", columns, reason)
    number = _cells(table, headings["reference"])
    rows, several = len(number), int(number.duplicated(keep=False).sum())
    if several <= RESTARTS * rows:
        return None
    for name in ("report", "source", "parent_reference"):
        if name not in headings:
            continue
        pairs = pd.DataFrame({"part": _cells(table, headings[name]), "number": number})
        if len(pairs.drop_duplicates()) >= MIN_UNIQUE_SHARE * rows:
            reason = (
                f"{count(several)} of {plural(rows, 'row')} share a number under {quoted(headings['reference'])}, but "
                f"none within one {quoted(headings[name])}: together they tell the rows apart."
            )
            return ReferenceProposal((headings[name], headings["reference"]), SEPARATOR, (), reason)
    return None


def _cells(table: Table, heading: str) -> pd.Series:
    """The cells under a heading."""
    return pd.Series(table.columns[table.header.index(heading)].array(), dtype=object)
