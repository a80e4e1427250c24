"""Random registers in which any cell of any column of any extract may be blank, loaded from files as an analyst would.

The rows are full at first: every column of the standard layout holds something plausible. Then each cell is blanked
with one probability, and some columns throughout. A row whose reference or status is blank is refused at loading.
"""

from __future__ import annotations

import csv
import io
import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from analytics.intake.layouts import load_layout
from analytics.register.loading import load_extract
from analytics.vocabulary import (
    COLUMNS,
    ENDED_STATUSES,
    FRAMEWORKS,
    REQUIRED_COLUMNS,
    SOURCES,
    VALUES,
    Column,
    Status,
)
from tests.independent.history import Extract

Rows = list[dict[str, Any]]

FIRST_DAY = date(2022, 9, 30)
SPREAD = 500
"""Days before the extracts over which dates are spread, so that cohorts, ages and rates have something in them."""

ROWS = 14
"""Recommendations of a register: more than ten, so that rates are worked out."""

WORDS: dict[str, tuple[str, ...]] = {
    "source": (*list(SOURCES)[:4], "Somebody else"),
    "report": ("Report one", "Report two", "Report three"),
    "theme": ("Custody", "Vetting", "Public protection"),
    "programme": ("Custody programme", "Vetting programme"),
    "strategic_priority": FRAMEWORKS[0].names[:3],
    "priority_framework": (FRAMEWORKS[0].title,),
    "tags": ("Engage", "100-day plan", "Closure candidate"),
    "business_group": ("Professionalism", "Met Operations"),
}


@dataclass(frozen=True)
class Blanked:
    """A register that grows from a seed: `share` of its cells are blank, and of its columns the share `absent`."""

    seed: int
    share: float
    absent: float
    months: int

    @cached_property
    def files(self) -> tuple[tuple[date, Rows], ...]:
        """The extracts, oldest first, each with the rows of its file."""
        chance = random.Random(self.seed)
        empty = {column.name for column in COLUMNS if chance.random() < self.absent} - set(REQUIRED_COLUMNS)
        rows = [_row(chance, number) for number in range(ROWS)]
        files = []
        for month in range(self.months):
            shown = [
                {name: _blanked(chance, name, cell, self.share, empty) for name, cell in row.items()} for row in rows
            ]
            shown[0] |= {name: rows[0][name] for name in REQUIRED_COLUMNS}  # some row is accepted
            files.append((FIRST_DAY + timedelta(days=30 * month), shown))
            rows = [_next(chance, row) for row in rows]
        return tuple(files)

    @property
    def as_at(self) -> date:
        """The day of the newest extract."""
        return self.files[-1][0]

    @property
    def since(self) -> date:
        """The day of the first extract, or the day before it where there is only one."""
        return self.files[0][0] if len(self.files) > 1 else self.files[0][0] - timedelta(days=1)

    def extracts(self) -> list[Extract]:
        """The same extracts as the independent computation takes them: rows accepted, references refused."""
        found = []
        for as_at, rows in self.files:
            accepted = [row for row in rows if row["reference"] and row["status"]]
            refused = [row["reference"] for row in rows if row["reference"] and row not in accepted]
            found.append(Extract(as_at, accepted, tuple(refused)))
        return found

    def load(self, folder: Path) -> Path:
        """The register of these extracts, each loaded from a CSV file of the standard layout."""
        for as_at, rows in self.files:
            load_extract(
                as_csv(rows), f"{as_at}.csv", load_layout("standard"), as_at, folder,
                loaded_at=datetime(2023, 1, 1, 9, tzinfo=UTC), loaded_by="test", accept_reason="Blank cells.",
            )  # fmt: skip
        return folder


def as_csv(rows: Rows) -> bytes:
    """Rows as a CSV file under the headings of the standard layout."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(column.name for column in COLUMNS)
    for row in rows:
        writer.writerow(_written(row[column.name]) for column in COLUMNS)
    return text.getvalue().encode()


def _written(cell: Any) -> str:
    return "; ".join(cell) if isinstance(cell, list) else "" if cell is None else str(cell)


def registers() -> st.SearchStrategy[Blanked]:
    """Registers of one to three monthly extracts with few or very many blank cells."""
    return st.builds(
        Blanked,
        seed=st.integers(0, 2**32),
        share=st.sampled_from((0.02, 0.1, 0.3, 0.6, 0.9)),
        absent=st.sampled_from((0.0, 0.1, 0.4)),
        months=st.integers(1, 3),
    )


def _blanked(chance: random.Random, name: str, cell: Any, share: float, empty: set[str]) -> Any:
    """The cell, or a blank; a required column is seldom blank, so that rows remain."""
    least = share / 10 if name in REQUIRED_COLUMNS else share
    is_blank = name in empty or chance.random() < least
    return ([] if isinstance(cell, list) else None) if is_blank else cell


def _row(chance: random.Random, number: int) -> dict[str, Any]:
    row = {column.name: _cell(chance, column) for column in COLUMNS}
    return {**row, "reference": f"R-{number:02}", "previous_reference": None, "parent_reference": None}


def _next(chance: random.Random, row: dict[str, Any]) -> dict[str, Any]:
    """The row a month later: a few cells changed."""
    changed = {column.name: _cell(chance, column) for column in COLUMNS if chance.random() < 0.1}
    return {**row, **changed, "reference": row["reference"], "previous_reference": None, "parent_reference": None}


def _cell(chance: random.Random, column: Column) -> Any:
    if column.name in ("close_reason", "closed_on") and chance.random() < 0.5:
        return None
    if column.type == "date":
        ahead = 200 if "due" in column.name or "extended" in column.name else 0
        return FIRST_DAY + timedelta(days=chance.randint(-SPREAD, ahead))
    if column.name == "status":
        return chance.choice((*Status, Status.OPEN, Status.OPEN, *ENDED_STATUSES))
    words = VALUES.get(column.type) or WORDS.get(column.name) or (f"{column.label} one", f"{column.label} two")
    if column.type == "list":
        return sorted(chance.sample(words, chance.randint(1, len(words))))
    return str(chance.choice(words))
