"""The register folder: every extract as it was handed over, kept for good, and which of them are in force."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date, datetime
from pathlib import Path, PurePath
from typing import Any

from analytics import people
from analytics.english import day, listed
from analytics.errors import RegisterError
from analytics.people import Right
from analytics.register import parquet, seal
from analytics.register.seal import MANIFEST, SEAL, WITHDRAWN
from analytics.register.writing import extracts_folder, write_atomically, writers_lock, writing

ROWS = "rows.parquet"
FAULTS = "faults.csv"
PROGRAMMES = "programmes.csv"
LAYOUT = "layout.toml"
PARTS = "parts"
_SMALL = (FAULTS, PROGRAMMES, "programmes-faults.csv", LAYOUT)
_WHERE_THERE = ("programmes", "renumbered", "parts", "layout_name", "layout_sha256")
_NAME = re.compile(r"(\d{4}-\d{2}-\d{2})(?:\.(\d+))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What is known of one file of an extract that came in several: its counts are those of the file alone.

    `folder` is the name of its folder among the parts of the extract. `carried_over_from` is the day of the extract
    that the file was loaded for, where it is older than this one.
    """

    name: str
    folder: str
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
    carried_over_from: date | None = None
    renumbered: dict[str, str] = field(default_factory=dict)
    layout_name: str | None = None
    layout_sha256: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What is known of one loading of one extract; written once, never changed.

    Of an extract in parts the counts are those of all its files together, and `original` is the folder of its parts.
    """

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
    renumbered: dict[str, str] = field(default_factory=dict)
    """References of the file and those under which the register has the recommendations, as accepted."""
    layout_name: str | None = None
    """The name under which the layout was saved; None for an extract in parts, or loaded before this was recorded."""
    layout_sha256: str | None = None
    """The hash of the layout's text, which is in the extract's folder as layout.toml."""
    parts: tuple[Part, ...] = ()
    """The files that the extract is made of, by folder; empty where one file is the whole extract."""

    def to_json(self) -> str:
        """The manifest as a JSON text, dates in ISO 8601; those added to it later only where there are any."""
        filled = {name: value for name, value in asdict(self).items() if name not in _WHERE_THERE or value}
        return json.dumps(filled, default=lambda value: value.isoformat(), indent=1, ensure_ascii=False) + "\n"


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
    def missing(self) -> tuple[str, ...]:
        """The files of the extract that are gone and that no figure needs: the upload, the faults, the programmes."""
        names = [self.manifest.original, FAULTS]
        if self.manifest.programmes is not None:
            names += [str(self.manifest.programmes.get("original")), PROGRAMMES]
        return tuple(name for name in names if not (self.path / name).exists())

    @property
    def changed(self) -> tuple[str, ...]:
        """The small files of a sealed extract that were changed by hand and that no count of recommendations needs."""
        return tuple(name for name in seal.changed_files(self.path, SEAL, _SMALL) if (self.path / name).exists())

    @property
    def layout_text(self) -> str | None:
        """The TOML text of the layout it was read with; None where it was not kept, or parts have one each."""
        path = self.path / LAYOUT
        return path.read_text(encoding="utf-8") if path.is_file() else None


@dataclass(frozen=True, slots=True)
class Damaged:
    """One loading that cannot be used, and what is wrong with its files. It is in no figure."""

    path: Path
    as_at: date
    number: int
    why: str
    is_replaced: bool = False

    def __str__(self) -> str:
        """The sentence for a reader."""
        again = f"Put the folder “{self.path.name}” back from a backup"
        if self.is_replaced:
            of = f"An earlier load of the extract of {day(self.as_at)}, which was replaced,"
            return f"{of} is damaged: {self.why}. No figure changes by this. {again}."
        left_out = f"The extract of {day(self.as_at)} is damaged and is in no figure: {self.why}."
        return f"{left_out} {again}, or load the extract again."


def fingerprint(folder: Path) -> str:
    """A text that changes whenever an extract is added, replaced, withdrawn or damaged; looks four times at each."""
    looked_at = (MANIFEST, ROWS, SEAL)
    seen = [(path.name, *map(_state, (path, *(path / name for name in looked_at)))) for path in _loading_paths(folder)]
    return hashlib.sha256(repr(sorted(seen)).encode()).hexdigest()[:16]


def _state(path: Path) -> tuple[int, int, int]:
    """The times and the size of a file or folder; zeros where it is not there. Nobody can set the second time."""
    try:
        result = path.stat()
    except OSError:
        return 0, 0, 0
    return result.st_mtime_ns, result.st_ctime_ns, result.st_size


def edition(used: Iterable[Loading]) -> str:
    """A text that tells which extracts figures are made of, by what they hold: the same for a copy of the folder."""
    reported = []
    for loading in used:
        result = loading.manifest
        rows = (result.read, result.accepted, result.repeated, result.rejected, result.rejected_references)
        beside = (result.programmes or {}).get("sha256")
        reported.append((result.as_at.isoformat(), loading.number, result.sha256, result.layout, rows, beside))
    return hashlib.sha256(repr(reported).encode()).hexdigest()[:16]


def read(folder: Path) -> list[Loading | Damaged]:
    """Every loading ever accepted, oldest day first, then in the order of loading; damaged ones are among them."""
    result = sorted(map(_read, _loading_paths(folder)), key=lambda item: (item.as_at, item.number))
    last = {item.as_at: item for item in result}
    return [
        replace(item, is_replaced=True) if isinstance(item, Damaged) and item is not last[item.as_at] else item
        for item in result
    ]


def loadings(folder: Path) -> list[Loading]:
    """Every loading ever accepted that can be read, oldest day first, then in the order of loading."""
    return [result for result in read(folder) if isinstance(result, Loading)]


def damaged(folder: Path) -> list[Damaged]:
    """Every loading that cannot be used, oldest day first, then in the order of loading."""
    return [result for result in read(folder) if isinstance(result, Damaged)]


def in_force(folder: Path) -> list[Loading]:
    """The extracts that figures are made of, oldest first: the last loading of each day, unless it was withdrawn.

    Where the last loading of a day is damaged, the day has none: an earlier one was replaced for a reason.
    """
    last = {result.as_at: result for result in read(folder)}
    return [result for result in last.values() if isinstance(result, Loading) and result.withdrawal is None]


def has_extract(folder: Path) -> bool:
    """Whether the folder has any extract, in force or not."""
    return any(True for _ in _loading_paths(folder))


def seal_problems(folder: Path) -> tuple[str, ...]:
    """What is wrong with the seals of a register as a whole, each a sentence: some missing, some not in their place.

    A register without any seal was loaded by an older dashboard; nothing is said of it here.
    """
    paths = _loading_paths(folder)
    bare = seal.unsealed(paths)
    problems = seal.chain_problems(paths)
    if bare and len(bare) < len(paths):
        names = listed([f"“{path.name}”" for path in sorted(bare)])
        has, it_was = ("has", "it was") if len(bare) == 1 else ("have", "they were")
        problems = (
            *problems,
            (
                f"{names} in the register’s folder {has} no seal, though others do: {it_was} put there or changed by "
                "hand, or by an older dashboard. Check this, then run python -m analytics seal."
            ),
        )
    return problems


def seal_hashes(folder: Path) -> dict[int, str]:
    """The hash of each seal of a register by its number, those left out that were changed; the first is the lowest."""
    return {link.number: link.hash for link, _ in seal.seals(_loading_paths(folder))}


def unsealed(folder: Path) -> list[Path]:
    """The folders of the loadings that have no seal, or whose withdrawal has none, in the order of loading."""
    return seal.unsealed(
        [loading.path for loading in sorted(loadings(folder), key=lambda loading: loading.manifest.loaded_at)]
    )


def seal_all(folder: Path) -> list[Path]:
    """Seal what has no seal, as it is now; the folders that were sealed. Raises NotAllowed as `withdraw`."""
    people.require(Right.LOAD)
    with writing(folder), writers_lock(folder):
        bare = unsealed(folder)
        for path in bare:
            if not (path / SEAL).exists():
                seal.seal_extract(extracts_folder(folder), path, path.name)
            if (path / WITHDRAWN).exists():
                seal.seal_withdrawal(extracts_folder(folder), path / WITHDRAWN)
    return bare


def withdraw(folder: Path, as_at: date, withdrawal: Withdrawal) -> Loading:
    """Take the extract of a day out of all figures, with the reason; it is kept and can be loaded again.

    Raises RegisterError where the day has no extract in force, or no reason is given, and as `people.writer`.
    """
    withdrawal = replace(withdrawal, withdrawn_by=people.writer(Right.LOAD, withdrawal.withdrawn_by))
    if not withdrawal.why.strip():
        raise RegisterError("An extract is withdrawn with a written reason; none was given.")
    result = [loading for loading in in_force(folder) if loading.as_at == as_at]
    if not result:
        days = ", ".join(loading.as_at.isoformat() for loading in in_force(folder)) or "none"
        raise RegisterError(f"There is no extract of {day(as_at)} in force. Extracts in force: {days}.")
    text = json.dumps(asdict(withdrawal), default=lambda value: value.isoformat(), indent=1, ensure_ascii=False)
    with writing(folder), writers_lock(folder):
        write_atomically(result[0].path / WITHDRAWN, text + "\n")
        seal.seal_withdrawal(extracts_folder(folder), result[0].path / WITHDRAWN)
    return next(loading for loading in loadings(folder) if loading.path == result[0].path)


def highest_number(folder: Path, as_at: date) -> int:
    """The number of the newest loading of a day; 0 where there is none."""
    places = [place for path in _loading_paths(folder) if (place := _day_and_number(path))]
    return max((number for on, number in places if on == as_at), default=0)


def choose(setting: str | None, project: Path) -> Path:
    """The register to show: the setting's folder, else data/register where it holds an extract, else the demonstration.

    Raises EmptyRegister where the setting names a folder that does not exist.
    """
    if setting:
        return Path(setting)
    real_register = project / "data" / "register"
    return real_register if has_extract(real_register) else project / "data" / "demonstration"


def _loading_paths(folder: Path) -> list[Path]:
    """The folder of each loading; one without any file is none."""
    parent = extracts_folder(folder)
    if not parent.is_dir():
        return []
    return [path for path in parent.iterdir() if _day_and_number(path) and path.is_dir() and any(path.iterdir())]


def _day_and_number(path: Path) -> tuple[date, int] | None:
    """The day and the number that the folder of a loading is named for: "2022-11-28.2" is the second of its day."""
    match = _NAME.fullmatch(path.name)
    try:
        return (date.fromisoformat(match.group(1)), int(match.group(2) or 1)) if match else None
    except ValueError:
        return None


def _read(path: Path) -> Loading | Damaged:
    """What lies in the folder of one loading."""
    place = _day_and_number(path)
    assert place is not None
    try:
        return _loading(path, *place)
    except RegisterError as error:
        return Damaged(path, *place, str(error))


def _loading(path: Path, as_at: date, number: int) -> Loading:
    """One loading. Raises RegisterError, which says what is wrong, where it is damaged."""
    manifest = _manifest(_json(path / MANIFEST))
    if manifest.as_at != as_at:
        raise RegisterError(f"{MANIFEST} is about {day(manifest.as_at)}")
    parquet.check(path / ROWS)
    withdrawn = path / WITHDRAWN
    withdrawal = _withdrawal(_json(withdrawn)) if withdrawn.exists() else None
    seal.require_unchanged(path, (MANIFEST, ROWS))
    return Loading(path, number, manifest, withdrawal)


def _json(path: Path) -> dict[str, Any]:
    """The JSON object in a file. Raises RegisterError, which says what is wrong, where there is none."""
    try:
        result = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise RegisterError(f"{path.name} is missing") from None
    except OSError as error:
        raise RegisterError(f"{path.name} cannot be read ({error.strerror})") from error
    except ValueError as error:
        raise RegisterError(f"{path.name} is not a JSON text") from error
    if not isinstance(result, dict):
        raise RegisterError(f"{path.name} is not a JSON object")
    return result


def _manifest(values: dict[str, Any]) -> Manifest:
    known = {field.name for field in fields(Manifest)}
    if unknown := sorted(values.keys() - known):
        raise RegisterError(f"{MANIFEST} has {listed(unknown)}, which this version of the dashboard does not know")
    if absent := [name for name in _NEEDED if name not in values]:
        raise RegisterError(f"{MANIFEST} lacks {listed(absent)}")
    if wrong := [name for name, value in values.items() if not isinstance(value, _TYPES[name])]:
        raise RegisterError(f"{MANIFEST} has no proper value for {listed(wrong)}")
    if PurePath(values["original"]).name != values["original"]:
        raise RegisterError(f"{MANIFEST} names an original outside the folder")
    if not all(isinstance(anomaly, dict) for anomaly in values.get("anomalies", ())):
        raise RegisterError(f"{MANIFEST} has no proper value for anomalies")
    try:
        parts = tuple(_part(part) for part in values.get("parts", ()))
        return Manifest(**{**_typed(values), "as_at": date.fromisoformat(values["as_at"]), "parts": parts})
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise RegisterError(f"{MANIFEST} cannot be read ({error})") from error


def _part(values: dict[str, Any]) -> Part:
    day_carried = values["carried_over_from"]
    return Part(**{**_typed(values), "carried_over_from": date.fromisoformat(day_carried) if day_carried else None})


def _typed(values: dict[str, Any]) -> dict[str, Any]:
    """The values that a manifest and a part share as their types: lists as tuples, the time of loading as a time."""
    lists = {name: tuple(values.get(name, ())) for name in ("columns", "rejected_references", "anomalies")}
    return {**values, **lists, "loaded_at": datetime.fromisoformat(values["loaded_at"])}


_TEXTS = ("as_at", "loaded_at", "loaded_by", "layout", "note", "filename", "original", "sha256")
_NUMBERS = ("read", "accepted", "repeated", "rejected", "warned")
_NEEDED = (*_TEXTS, *_NUMBERS, "columns")
"""What a manifest of any version holds."""

_TYPES: dict[str, type | tuple[type, ...]] = {
    **dict.fromkeys(_TEXTS, str),
    **dict.fromkeys(_NUMBERS, int),
    **dict.fromkeys(("columns", "rejected_references", "anomalies"), list),
    "accepted_because": (str, type(None)),
    "demonstration": bool,
    "programmes": (dict, type(None)),
    "renumbered": dict,
    "layout_name": (str, type(None)),
    "layout_sha256": (str, type(None)),
    "parts": list,
}


def _withdrawal(values: dict[str, Any]) -> Withdrawal:
    try:
        return Withdrawal(datetime.fromisoformat(values["withdrawn_at"]), values["withdrawn_by"], values["why"])
    except (KeyError, TypeError, ValueError) as error:
        raise RegisterError(f"{WITHDRAWN} cannot be read ({error})") from error
