"""A register of any size in the demonstration's shape, loaded as an analyst's extract would be; never committed."""

from __future__ import annotations

import hashlib
import io
import math
import shutil
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pandas as pd

from analytics import vocabulary
from analytics.intake.layouts import load_layout
from analytics.intake.rows import read_extract
from analytics.intake.tables import LIMITS
from analytics.register import parquet
from analytics.register.loading import Check, load_extract

NAMES = ("reference", "previous_reference", "parent_reference", "successor_reference", "report")
"""What tells one recommendation and one report from another, and so differs from copy to copy."""

DATES_END = ("_on", "_to")
"""How the names of date columns end."""

STAGGER = 28
"""Days over which the copies are spread, so that no day holds a hundred times what a day can hold."""


def large_register(demonstration: Path, folder: Path, size: int, extracts: int) -> Path:
    """A register folder whose newest extract has at least that many rows; made once, and anew when its pattern changes.

    It has so many of the demonstration's newest extracts, each row as often as the newest extract needs.
    """
    originals = sorted((demonstration / "extracts").glob("*/original.csv"))[-extracts:]
    if not originals:
        raise FileNotFoundError("The demonstration register holds no extract to take the pattern from.")
    register = folder / f"register-{size}-{_fingerprint(originals)}"
    if not register.is_dir():
        begun = register.with_name(register.name + ".begun")
        shutil.rmtree(begun, ignore_errors=True)
        _load_all(originals, begun, size)
        begun.rename(register)
    return register


def copied(rows: pd.DataFrame, copies: int) -> pd.DataFrame:
    """The rows, and copies of them under other references, each copy's dates some days earlier."""
    return pd.concat([_copy(rows, number) for number in range(copies)], ignore_index=True)


def _copy(rows: pd.DataFrame, number: int) -> pd.DataFrame:
    if number == 0:
        return rows
    changed = {name: rows[name].where(rows[name] == "", rows[name] + f" /{number}") for name in NAMES if name in rows}
    days = timedelta(days=number % STAGGER)
    dates = [name for name in rows.columns if name.endswith(DATES_END) and name not in changed]
    return rows.assign(**changed, **{name: _earlier(rows[name], days) for name in dates})


def _earlier(column: pd.Series, days: timedelta) -> pd.Series:
    """The dates so many days before; what is blank or no date stays as it is."""
    read = pd.to_datetime(column, format="%Y-%m-%d", errors="coerce")
    return (read - days).dt.strftime("%Y-%m-%d").where(read.notna(), column)


def _load_all(originals: Sequence[Path], folder: Path, size: int) -> None:
    newest = _read(originals[-1])
    copies = math.ceil(size / len(newest))
    for original in originals:
        as_at = date.fromisoformat(original.parent.name)
        print(f"Loading the extract of {as_at}, {copies} times itself …", flush=True)
        _load(copied(_read(original), copies), as_at, folder)


def _load(rows: pd.DataFrame, as_at: date, folder: Path) -> None:
    layout = load_layout("standard")
    text = io.BytesIO()
    rows.to_csv(text, index=False, encoding="utf-8")
    # Larger than any file that an analyst may upload, on purpose.
    reading = read_extract(text.getvalue(), "large.csv", layout, as_at, limits=LIMITS.of_megabytes(4_096))
    load_extract(
        text.getvalue(),
        "large.csv",
        layout,
        as_at,
        folder,
        loaded_at=datetime.combine(as_at, datetime.min.time(), UTC),
        loaded_by="benchmark",
        accept_reason="A made-up register for the benchmark",
        demonstration=True,
        check=Check(reading=reading, anomalies=(), previous=None, replaces=False),
    )


def _read(original: Path) -> pd.DataFrame:
    return pd.read_csv(original, dtype=str, keep_default_na=False, encoding="utf-8-sig")


def _fingerprint(originals: Sequence[Path]) -> str:
    pattern = hashlib.sha256()
    for original in [Path(__file__), Path(vocabulary.__file__), Path(parquet.__file__), *originals]:
        pattern.update(original.read_bytes())
    return pattern.hexdigest()[:12]
