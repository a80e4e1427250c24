"""The worked examples of docs/method.md: the extracts of each, its questions and the answers that the page gives."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from analytics.vocabulary import DATE_COLUMNS, LIST_COLUMNS

_FENCED = re.compile(r"^```(extracts|answers)\n(.*?)^```$|^#+ (.*?)$", re.MULTILINE | re.DOTALL)
REJECTED, NO_COLUMN = "(rejected)", "(no column)"


@dataclass(frozen=True)
class ExampleExtract:
    """One extract of an example: its rows, the references of its rejected rows, the columns that its file lacks."""

    as_at: date
    rows: list[dict[str, Any]]
    rejected: tuple[str, ...]
    absent: frozenset[str]


@dataclass(frozen=True)
class Answer:
    """One line of a table of answers. Days are None, and texts empty, where the page leaves them out."""

    figure: str
    answer: str
    as_at: date
    known_at: date | None
    since: date | None
    recommendation: str
    filter: str


@dataclass(frozen=True)
class Example:
    """One worked example, named for the heading above it."""

    name: str
    extracts: list[ExampleExtract]
    answers: list[Answer]


def examples(text: str) -> list[Example]:
    """Every example of a page, in its order. Raises ValueError where extracts and answers do not come in pairs."""
    result: list[Example] = []
    heading, extracts = "", None
    for block, body, title in _FENCED.findall(text):
        if title:
            heading = title
        elif block == "extracts" and extracts is None:
            extracts = _extracts(body)
        elif block == "answers" and extracts is not None:
            result.append(Example(f"{heading} ({len(result) + 1})", extracts, _answers(body)))
            extracts = None
        else:
            raise ValueError(f"under '{heading}', {block} do not stand in a pair")
    return result


def _table(body: str) -> list[dict[str, str]]:
    """The rows of a fenced table by heading. Raises ValueError where a row has more cells than there are headings."""
    head, *rows = csv.reader(body.splitlines(), skipinitialspace=True)
    if (wide := next((row for row in rows if len(row) > len(head)), None)) is not None:
        raise ValueError(f"{wide} has more cells than {head}")
    padded = ([*row, *[""] * (len(head) - len(row))] for row in rows)
    return [dict(zip(map(str.strip, head), map(str.strip, row), strict=True)) for row in padded]


def _extracts(body: str) -> list[ExampleExtract]:
    by_day = groupby(_table(body), key=lambda row: row.pop("extract"))
    return [_extract(date.fromisoformat(day), list(rows)) for day, rows in by_day]


def _extract(as_at: date, rows: list[dict[str, str]]) -> ExampleExtract:
    accepted = [row for row in rows if row["status"] != REJECTED]
    return ExampleExtract(
        as_at=as_at,
        rows=[{name: _cell(name, text) for name, text in row.items()} for row in accepted],
        rejected=tuple(row["reference"] for row in rows if row["status"] == REJECTED),
        absent=frozenset(name for row in rows for name, text in row.items() if text == NO_COLUMN),
    )


def _cell(column: str, text: str) -> Any:
    if text in ("", NO_COLUMN):
        return None
    if column in DATE_COLUMNS:
        return date.fromisoformat(text)
    return text.split(";") if column in LIST_COLUMNS else text


def _answers(body: str) -> list[Answer]:
    return [
        Answer(
            figure=row["figure"],
            answer=row["answer"],
            as_at=date.fromisoformat(row["as at"]),
            known_at=_day(row.get("known at", "")),
            since=_day(row.get("since", "")),
            recommendation=row.get("recommendation", ""),
            filter=row.get("filter", ""),
        )
        for row in _table(body)
    ]


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
