"""How far the extracts can be trusted: who loaded them, how full their columns are, what was wrong with them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Literal

import pandas as pd

from analytics import people
from analytics.english import count
from analytics.filters import EVERYTHING
from analytics.intake.fault_groups import grouped, in_full
from analytics.intake.faults import Fault
from analytics.measures.definition import measure
from analytics.measures.query import build_query
from analytics.people import LOCAL, Right
from analytics.register.database import Register
from analytics.register.faults import read_faults
from analytics.register.folder import Damaged, Loading, Manifest, read
from analytics.vocabulary import COLUMN

ExtractStatus = Literal["in force", "replaced", "withdrawn"]

POINT = 0.01
"""Of the rows. A column whose fill rate moved by less than one percentage point has not moved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """One loading of an extract and how it stands now: in force, or when, by whom and why not."""

    manifest: Manifest
    number: int
    status: ExtractStatus
    since: datetime | None = None
    by: str | None = None
    why: str | None = None


@measure("Extracts")
def extracts(folder: Path) -> tuple[Extract, ...]:
    """Every extract ever loaded, the newest day first: those in force, those replaced since, those withdrawn.

    Replaced: another extract of the same day was loaded after it. Withdrawn: taken out of all figures with a
    written reason. All are kept; only those in force enter figures. Raises NotAllowed as `faults`.
    """
    people.require(Right.READ_LOADS)
    result = read(folder)
    last = {item.as_at: item for item in result}
    after = {item.path: later for item, later in pairwise(result)}
    reported = [
        _extract(item) if item is last[item.as_at] else _replaced(item, after[item.path])
        for item in result
        if isinstance(item, Loading)
    ]
    return tuple(reversed(reported))


def _extract(loading: Loading) -> Extract:
    withdrawal = loading.withdrawal
    if withdrawal is None:
        return Extract(manifest=loading.manifest, number=loading.number, status="in force")
    return Extract(
        manifest=loading.manifest,
        number=loading.number,
        status="withdrawn",
        since=withdrawal.withdrawn_at,
        by=withdrawal.withdrawn_by,
        why=withdrawal.why,
    )


def _replaced(loading: Loading, later: Loading | Damaged) -> Extract:
    """One that was withdrawn first and then loaded again keeps the reason for which it was withdrawn."""
    if loading.withdrawal is not None:
        return _extract(loading)
    if isinstance(later, Damaged):
        return Extract(
            manifest=loading.manifest, number=loading.number, status="replaced", why="by a load that is damaged"
        )
    by = later.manifest
    return Extract(
        manifest=loading.manifest, number=loading.number, status="replaced", since=by.loaded_at, by=by.loaded_by
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptedAnomaly:
    """One thing that stopped an extract until a person accepted it, with that person and the reason."""

    as_at: date
    kind: str
    message: str
    references: int
    loaded_by: str
    because: str


@measure("Accepted")
def accepted(folder: Path) -> tuple[AcceptedAnomaly, ...]:
    """Every anomaly that was accepted when an extract was loaded, and every load that left rejected rows out.

    The newest day first. An anomaly is what an extract as a whole says against the one before it.
    """
    return tuple(accepted for extract in extracts(folder) for accepted in _accepted(extract.manifest))


def _accepted(manifest: Manifest) -> Iterator[AcceptedAnomaly]:
    reported = [(anomaly["kind"], anomaly["message"], len(anomaly["references"])) for anomaly in manifest.anomalies]
    if manifest.rejected and manifest.accepted_because:
        words = f"{count(manifest.rejected)} of {count(manifest.read)} rows read were rejected."
        reported.insert(0, ("rows rejected", words, len(manifest.rejected_references)))
    for kind, message, references in reported:
        yield AcceptedAnomaly(
            as_at=manifest.as_at,
            kind=kind,
            message=message,
            references=references,
            loaded_by=manifest.loaded_by,
            because=manifest.accepted_because or "",
        )


@measure("Fill rate")
def fill(register: Register) -> pd.DataFrame:
    """Fill rate: of the rows accepted in an extract, the share in which a column holds something.

    Columns: as_at, column_name, accepted, filled, share (0 to 1). One row an extract in force and column of the
    standard layout, in the layout's order. A rejected row, whose last accepted row stands on, is not counted.
    """
    frame = register.frame(build_query(register, "fill_rates", EVERYTHING))
    frame = frame[frame["column_name"].isin(list(COLUMN))].copy()  # the history's own columns are no extract's
    frame["share"] = frame["filled"] / frame["accepted"]
    place = {name: number for number, name in enumerate(COLUMN)}
    return frame.sort_values(
        ["as_at", "column_name"], key=lambda values: values.map(lambda value: place.get(value, value)), kind="stable"
    ).reset_index(drop=True)


@measure("Fill rates that moved")
def fill_moves(register: Register, known_at: date | None = None) -> pd.DataFrame:
    """Fill rates that rose or fell by a percentage point or more from the extract before the newest to the newest.

    Where a day is given, the newest known on it. The largest fall first; empty where there is one extract.
    Columns: column_name, before, now (shares, 0 to 1), points (percentage points, signed).
    """
    result = fill(register)
    known = result[result["as_at"].isin([loading.as_at for loading in _known(register, known_at)])]
    shares = known.pivot_table(index="column_name", columns="as_at", values="share", sort=False)
    if len(shares.columns) < 2:
        return pd.DataFrame(columns=["column_name", "before", "now", "points"])
    pair = shares[sorted(shares.columns)[-2:]].set_axis(["before", "now"], axis="columns").reset_index()
    pair["points"] = 100 * (pair["now"] - pair["before"])
    moved = pair[pair["points"].abs() >= 100 * POINT]
    return moved.sort_values("points", kind="stable").reset_index(drop=True)


@measure("Faults")
def faults(register: Register) -> pd.DataFrame:
    """Faults of each extract in force, counted by column and by what is wrong.

    Columns: as_at, column_name ("" for a whole row), problem, severity (rejected or warned), faults. Raises NotAllowed
    where the register lacks rows for a reader's clearance: faults are of every row.
    """
    _require_every_row(register)
    rows = [
        (loading.as_at, group.column, in_full(of), group.severity, group.count)
        for loading in register.extracts
        for group, of in grouped(_errors(loading)).items()
    ]
    return pd.DataFrame(rows, columns=["as_at", "column_name", "problem", "severity", "faults"])


@measure("Faults that came or went")
def fault_moves(register: Register, known_at: date | None = None) -> pd.DataFrame:
    """Faults of the newest extract beside those of the one before it, where their number is not the same.

    Where a day is given, the newest known on it. The largest rise first; empty where there is one extract.
    Columns: column_name, problem, before, now, more (signed). Raises NotAllowed as `faults`.
    """
    _require_every_row(register)
    columns = ["column_name", "problem", "before", "now", "more"]
    known = _known(register, known_at)
    if len(known) < 2:
        return pd.DataFrame(columns=columns)
    before, now = (grouped(_errors(loading)) for loading in known[-2:])
    was, are = ({(group.column, group.problem): group.count for group in month} for month in (before, now))
    descriptions = {
        (group.column, group.problem): in_full(of) for month in (before, now) for group, of in month.items()
    }
    counts = [(key, was.get(key, 0), are.get(key, 0)) for key in sorted(descriptions)]
    moved = [(key[0], descriptions[key], old, new, new - old) for key, old, new in counts]
    result = pd.DataFrame([row for row in moved if row[-1]], columns=columns)
    return result.sort_values("more", ascending=False, kind="stable").reset_index(drop=True)


def _require_every_row(register: Register) -> None:
    if not register.has_every_row:
        replace(LOCAL, clearance=register.clearance).require(Right.READ_LOADS)


def _known(register: Register, known_at: date | None) -> tuple[Loading, ...]:
    """The extracts used when known at a day; all where no day is given."""
    return register.extracts[: register.known(known_at)] if known_at else register.extracts


def _errors(loading: Loading) -> list[Fault]:
    """The faults of one extract without the notes of how its file was read."""
    return [fault for fault in read_faults(loading) if fault.severity != "noted"]
