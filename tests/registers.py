"""Small registers for tests: literal rows written as extracts, without passing through a file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pandas as pd

from analytics.intake.layouts import load_layout
from analytics.register.folder import FAULTS, ROWS, Manifest
from analytics.register.loading import load_extract
from analytics.register.parquet import write_rows
from analytics.register.seal import MANIFEST
from analytics.register.writing import preparing, publish_extract
from analytics.vocabulary import COLUMNS, DATE_COLUMNS, LIST_COLUMNS

Row = Mapping[str, Any]


def write_register(folder: Path, extracts: Mapping[date, Sequence[Row]], **manifest: Any) -> Path:
    """A register folder of these extracts; a row gives the columns that it fills, the others are blank."""
    for as_at, rows in extracts.items():
        write_extract(folder, as_at, rows, **manifest)
    return folder


def write_history(folder: Path, extracts: Iterable[Any]) -> Path:
    """The register of extracts as tests/independent has them, with their rejected rows and the columns they lack.

    As at a load, the manifest names as rejected the references that no accepted row of the same file has.
    """
    for extract in extracts:
        columns = tuple(column.name for column in COLUMNS if column.name not in extract.absent)
        accepted = {row["reference"] for row in extract.rows}
        rejected = tuple(reference for reference in extract.rejected if reference not in accepted)
        write_extract(folder, extract.as_at, extract.rows, columns=columns, rejected_references=rejected)
    return folder


def load_history(folder: Path, extracts: Iterable[Any]) -> Path:
    """The register of the same extracts, each loaded from a CSV file of the standard layout."""
    for extract in extracts:
        load_extract(
            as_csv(extract), f"{extract.as_at}.csv", load_layout("standard"), extract.as_at, folder,
            loaded_at=datetime.combine(extract.as_at, time(9), UTC), loaded_by="test", accept_reason="Random cells.",
        )  # fmt: skip
    return folder


def load_taic(shared_data: Path, folder: Path) -> Path:
    """The register of another country's accident investigators: one extract, without due dates and programmes."""
    file = shared_data / "taic" / "TAIC_recommendations_04_04_2024.xlsx"
    load_extract(
        file.read_bytes(), file.name, load_layout("taic"), date(2024, 4, 4), folder,
        loaded_at=datetime(2024, 4, 4, 9, tzinfo=UTC), loaded_by="test",
    )  # fmt: skip
    return folder


def as_csv(extract: Any) -> bytes:
    """The CSV file of an extract, without its absent columns; a rejected row has a reference and nothing else."""
    names = [column.name for column in COLUMNS if column.name not in extract.absent]
    text = io.StringIO()
    writer = csv.DictWriter(text, names, extrasaction="ignore")
    writer.writeheader()
    for row in extract.rows:
        writer.writerow({name: "; ".join(cell) if isinstance(cell, list) else cell for name, cell in row.items()})
    for reference in extract.rejected:
        writer.writerow({"reference": reference})
    return text.getvalue().encode()


def write_extract(folder: Path, as_at: date, rows: Sequence[Row], **manifest: Any) -> Path:
    """One extract of these rows, put in place as a load would."""
    about = {
        "as_at": as_at,
        "loaded_at": datetime.combine(as_at, time(9), UTC),
        "loaded_by": "test",
        "layout": "Standard layout",
        "note": "",
        "filename": "test.csv",
        "original": "original.csv",
        "sha256": "",
        "read": len(rows),
        "accepted": len(rows),
        "repeated": 0,
        "rejected": 0,
        "warned": 0,
        "columns": tuple(column.name for column in COLUMNS),
    }
    with preparing(folder) as prepared:
        write_rows(frame(rows), prepared / ROWS)
        (prepared / "original.csv").write_bytes(b"")
        (prepared / FAULTS).write_text("row,reference,column,value,severity,message\n", encoding="utf-8")
        (prepared / MANIFEST).write_text(Manifest(**{**about, **manifest}).to_json(), encoding="utf-8")
        return publish_extract(prepared, folder, as_at)


def unseal(folder: Path) -> None:
    """Make a register as an older dashboard left it, whose files could be edited without a word."""
    for seal in (folder / "extracts").glob("*/*seal.json"):
        seal.unlink()


def frame(rows: Sequence[Row]) -> pd.DataFrame:
    """Rows in the shape that intake gives: every standard column, typed, and the source row."""
    made: dict[str, Any] = {}
    for column in COLUMNS:
        values = [row.get(column.name) for row in rows]
        if column.name in DATE_COLUMNS:
            made[column.name] = pd.Series(pd.to_datetime(values), dtype="datetime64[s]")
        elif column.name in LIST_COLUMNS:
            made[column.name] = pd.Series([list(value or []) for value in values], dtype=object)
        else:
            made[column.name] = pd.Series(values, dtype=object)
    return pd.DataFrame({**made, "source_row": range(2, len(rows) + 2)})
