"""The register folder: every extract as it was handed over, kept for good, and which of them are in force."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from analytics.errors import EmptyRegister, RegisterError
from analytics.wording import day

MANIFEST = "manifest.json"
ROWS = "rows.parquet"
FAULTS = "faults.csv"
LAYOUT = "layout.toml"
WITHDRAWN = "withdrawn.json"
_NAME = re.compile(r"(\d{4}-\d{2}-\d{2})(?:\.(\d+))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What is known of one loading of one extract; written once, never changed."""

    as_at: date
    loaded_at: datetime
    loaded_by: str
    layout: str
    note: str
    filename: str
    original: str
    sha256: str
    read: int
    accepted: int
    repeated: int
    rejected: int
    warned: int
    columns: tuple[str, ...]
    rejected_references: tuple[str, ...] = ()
    anomalies: tuple[dict[str, Any], ...] = ()
    accepted_because: str | None = None
    demonstration: bool = False
    programmes: dict[str, Any] | None = None
    """What is known of the programmes file that came with it; None where none came."""
    layout_name: str | None = None
    """The name under which the layout was saved; None for extracts loaded before this was recorded."""
    layout_sha256: str | None = None
    """The hash of the layout's text, which is in the extract's folder as layout.toml."""

    def to_json(self) -> str:
        """The manifest as a JSON text, dates in ISO 8601; what was added later only where it is known."""
        later = ("programmes", "layout_name", "layout_sha256")
        stated = {name: value for name, value in asdict(self).items() if name not in later or value is not None}
        return json.dumps(stated, default=lambda value: value.isoformat(), indent=1, ensure_ascii=False) + "\n"


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """Why and when an extract was taken out of all figures; the extract itself is kept."""

    withdrawn_at: datetime
    withdrawn_by: str
    why: str


@dataclass(frozen=True, slots=True)
class Loading:
    """One loading of an extract in the folder: the first of its day, or a later one that replaces it."""

    path: Path
    number: int
    manifest: Manifest
    withdrawal: Withdrawal | None

    @property
    def as_at(self) -> date:
        """The day the extract is about."""
        return self.manifest.as_at

    @property
    def rows(self) -> Path:
        """The accepted rows in the standard layout."""
        return self.path / ROWS

    @property
    def original(self) -> Path:
        """The upload, byte for byte."""
        return self.path / self.manifest.original


    @property
    def layout_text(self) -> str | None:
        """The TOML text of the layout it was read with; None for extracts loaded before this was recorded."""
        path = self.path / LAYOUT
        return path.read_text(encoding="utf-8") if path.is_file() else None


def extracts_folder(folder: Path) -> Path:
    """Where the extracts of a register lie."""
    return folder / "extracts"


def fingerprint(folder: Path) -> str:
    """A text that changes whenever an extract is added, replaced or withdrawn; costs two looks at each extract."""
    seen = []
    for path in _loading_paths(folder):
        withdrawn = path / WITHDRAWN
        seen.append((path.name, (path / MANIFEST).stat().st_mtime_ns, withdrawn.exists()))
    return hashlib.sha256(repr(sorted(seen)).encode()).hexdigest()[:16]


def edition(used: Iterable[Loading]) -> str:
    """A text that tells which extracts figures are made of, by what they hold: the same for a copy of the folder."""
    told = []
    for loading in used:
        found = loading.manifest
        rows = (found.read, found.accepted, found.repeated, found.rejected, found.rejected_references)
        beside = (found.programmes or {}).get("sha256")
        told.append((found.as_at.isoformat(), loading.number, found.sha256, found.layout, rows, beside))
    return hashlib.sha256(repr(told).encode()).hexdigest()[:16]


def loadings(folder: Path) -> list[Loading]:
    """Every loading ever accepted, oldest day first, then in the order of loading."""
    return sorted((_read(path) for path in _loading_paths(folder)), key=lambda loading: (loading.as_at, loading.number))


def in_force(folder: Path) -> list[Loading]:
    """The extracts that figures are made of, oldest first: the last loading of each day, unless it was withdrawn."""
    last = {loading.as_at: loading for loading in loadings(folder)}
    return [loading for loading in last.values() if loading.withdrawal is None]


def holds_an_extract(folder: Path) -> bool:
    """Whether the folder has any extract, in force or not."""
    return any(True for _ in _loading_paths(folder))


def withdraw(folder: Path, as_at: date, withdrawal: Withdrawal) -> Loading:
    """Take the extract of a day out of all figures, with the reason; it is kept and can be loaded again.

    Raises RegisterError where the day has no extract in force, or no reason is given.
    """
    if not withdrawal.why.strip():
        raise RegisterError("An extract is withdrawn with a written reason; none was given.")
    found = [loading for loading in in_force(folder) if loading.as_at == as_at]
    if not found:
        days = ", ".join(loading.as_at.isoformat() for loading in in_force(folder)) or "none"
        raise RegisterError(f"There is no extract of {day(as_at)} in force. Extracts in force: {days}.")
    text = json.dumps(asdict(withdrawal), default=lambda value: value.isoformat(), indent=1, ensure_ascii=False)
    with writing(folder):
        _write_whole(found[0].path / WITHDRAWN, text + "\n")
    return _read(found[0].path)


def put_in_place(prepared: Path, folder: Path, as_at: date) -> Path:
    """Rename a prepared extract into the register in one step; a day that has one gets the next number."""
    parent = extracts_folder(folder)
    number = 1 + max((_number(path) for path in _loading_paths(folder) if path.name.startswith(str(as_at))), default=0)
    while True:
        target = parent / (as_at.isoformat() if number == 1 else f"{as_at.isoformat()}.{number}")
        try:
            prepared.rename(target)
        except OSError:
            if not target.exists():
                raise
            number += 1
        else:
            return target


def scratch(folder: Path) -> Path:
    """A new empty folder beside the extracts, on the same disk, that no reader looks into.

    Raises RegisterError where it cannot be made.
    """
    path = extracts_folder(folder) / f".loading-{uuid.uuid4().hex}"
    with writing(folder):
        path.mkdir(parents=True)
    return path


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Raise RegisterError, a sentence, where the register's folder does not let itself be written to."""
    try:
        yield
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise RegisterError(
            f"The register’s folder '{folder}' cannot be written to ({why}), so nothing was changed. Ask whoever runs "
            "the dashboard to let it write there, or to name another folder with the setting REGISTER."
        ) from error


def discard(path: Path) -> None:
    """Remove a scratch folder that was not put in place."""
    shutil.rmtree(path, ignore_errors=True)


def choose(setting: str | None, project: Path) -> Path:
    """The register to show: the setting's folder, else data/register where it holds an extract, else the demonstration.

    Raises EmptyRegister where the setting names a folder that does not exist.
    """
    if setting:
        return Path(setting)
    own = project / "data" / "register"
    return own if holds_an_extract(own) else project / "data" / "demonstration"


def newest(folder: Path) -> Loading:
    """The newest extract in force. Raises EmptyRegister where there is none."""
    found = in_force(folder)
    if not found:
        raise EmptyRegister("The register holds no extract yet. Load one on the page Load an extract.")
    return found[-1]


def _loading_paths(folder: Path) -> list[Path]:
    parent = extracts_folder(folder)
    if not parent.is_dir():
        return []
    return [path for path in parent.iterdir() if _NAME.fullmatch(path.name) and (path / MANIFEST).exists()]


def _number(path: Path) -> int:
    found = _NAME.fullmatch(path.name)
    return int(found.group(2) or 1) if found else 0


def _read(path: Path) -> Loading:
    withdrawn = path / WITHDRAWN
    return Loading(
        path=path,
        number=_number(path),
        manifest=_manifest(json.loads((path / MANIFEST).read_text(encoding="utf-8"))),
        withdrawal=_withdrawal(json.loads(withdrawn.read_text(encoding="utf-8"))) if withdrawn.exists() else None,
    )


def _manifest(values: dict[str, Any]) -> Manifest:
    lists = {name: tuple(values.get(name, ())) for name in ("columns", "rejected_references", "anomalies")}
    days = {
        "as_at": date.fromisoformat(values["as_at"]),
        "loaded_at": datetime.fromisoformat(values["loaded_at"]),
    }
    return Manifest(**{**values, **lists, **days})


def _withdrawal(values: dict[str, str]) -> Withdrawal:
    return Withdrawal(datetime.fromisoformat(values["withdrawn_at"]), values["withdrawn_by"], values["why"])


def _write_whole(path: Path, text: str) -> None:
    beside = path.with_name(f".{path.name}-{uuid.uuid4().hex}")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)
