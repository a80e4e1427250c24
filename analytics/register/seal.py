"""The seals of a register: hashes by which a file changed by hand is found, each seal tied to the one before it.

A seal is a file beside what it seals: `seal.json` in the folder of each loading of an extract, and
`withdrawn-seal.json` beside the reason of a withdrawal. It holds its number, the SHA-256 of each file, the hash of the
seal before it, and its own hash, of the folder's name and all the rest. Somebody who may write to the folder can work
out every hash anew; that shows against the audit trail, which records the hash of each seal too.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from analytics.english import listed, plural
from analytics.errors import RegisterError

MANIFEST, WITHDRAWN = "manifest.json", "withdrawn.json"
SEAL, WITHDRAWAL_SEAL = "seal.json", "withdrawn-seal.json"
_NO_SEAL = "0" * 64
"""What the first seal of a register has in place of the hash of the one before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """One seal: its place among those of the register, the files that it is of, and its own hash."""

    number: int
    previous: str
    files: dict[str, str]
    hash: str


def seal_extract(extracts: Path, folder: Path, name: str) -> Seal:
    """Seal every file of an extract in a folder which has, or is going to have, this name among the extracts."""
    inside = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]
    unsealed = {SEAL, WITHDRAWAL_SEAL, WITHDRAWN}
    files = {file: _hash(folder / file) for file in sorted(inside) if file not in unsealed}
    return _write(folder / SEAL, _next(extracts, name, files))


def seal_withdrawal(extracts: Path, withdrawn: Path) -> Seal:
    """Seal the file that says why an extract was withdrawn."""
    files = {withdrawn.name: _hash(withdrawn)}
    return _write(withdrawn.with_name(WITHDRAWAL_SEAL), _next(extracts, withdrawn.parent.name, files))


def read_seal(path: Path) -> Seal | None:
    """The seal in a file; None where there is none. Raises RegisterError where it was changed or is none."""
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
        seal = Seal(**values)
        is_unchanged = seal.hash == _seal_hash(path.parent.name, seal.number, seal.previous, seal.files)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise RegisterError(f"{path.name} cannot be read ({error.strerror})") from error
    except (AttributeError, TypeError, ValueError) as error:
        raise RegisterError(f"{path.name} is no seal") from error
    if not is_unchanged:
        raise RegisterError(f"{path.name} was changed by hand, or its folder was renamed")
    return seal


def changed_files(
    folder: Path, seal_name: str, files: Collection[str] | None = None, *, again: bool = False
) -> list[str]:
    """The sealed files of a loading, or those of them in `files`, that were changed or removed since.

    Each file is read once for each state of it that the file system reports, or `again` at each call. Raises
    RegisterError where the seal itself was changed.
    """
    seal = read_seal(folder / seal_name)
    if seal is None:
        return []
    checked = {name: known for name, known in seal.files.items() if files is None or name in files}
    read = _hash if again else _remembered_hash
    return [name for name, known in checked.items() if read(folder / name) != known]


def added_files(folder: Path) -> list[str]:
    """The files in the folder of a sealed loading that its seals do not know."""
    known = {SEAL, WITHDRAWAL_SEAL, *(name for seal, _ in seals([folder]) for name in seal.files)}
    inside = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    return sorted(inside - known)


def require_unchanged(folder: Path, files: Collection[str]) -> None:
    """Raise RegisterError, a sentence's end, where one of these files of a loading, or its withdrawal, was changed."""
    if changed := [*changed_files(folder, SEAL, files), *changed_files(folder, WITHDRAWAL_SEAL)]:
        verb = "was" if len(changed) == 1 else "were"
        raise RegisterError(f"{listed(changed)} {verb} changed or removed by hand after the load")


def chain_problems(folders: Collection[Path]) -> tuple[str, ...]:
    """What is wrong with the seals of these loadings as a whole, each a sentence: missing ones, and moved ones.

    A seal that was changed is left to the check of its own extract.
    """
    problems, before, previous = [], 0, _NO_SEAL
    for seal, folder in sorted(seals(folders), key=lambda pair: pair[0].number):
        first_missing, last_missing = before + 1, seal.number - 1
        if first_missing <= last_missing:
            missing = plural(last_missing - before, "seal is", "seals are")
            problems.append(
                f"{missing} missing before that of the folder “{folder.name}”: extracts or withdrawals were removed by "
                "hand. Put them back from a backup."
            )
        elif seal.previous != previous or seal.number == before:
            problems.append(f"The seal of the folder “{folder.name}” does not follow the one before it.")
        before, previous = seal.number, seal.hash
    return tuple(problems)


def unsealed(folders: Collection[Path]) -> list[Path]:
    """Those of these folders of loadings that have no seal, or a withdrawal without one."""
    pairs = ((MANIFEST, SEAL), (WITHDRAWN, WITHDRAWAL_SEAL))
    return [
        folder
        for folder in folders
        if any((folder / file).exists() and not (folder / seal).exists() for file, seal in pairs)
    ]


def seals(folders: Collection[Path]) -> Iterator[tuple[Seal, Path]]:
    """Every seal that was not changed, with its folder."""
    for folder in folders:
        for name in (SEAL, WITHDRAWAL_SEAL):
            try:
                seal = read_seal(folder / name)
            except RegisterError:
                continue
            if seal is not None:
                yield seal, folder


def _next(extracts: Path, name: str, files: dict[str, str]) -> Seal:
    """The seal that follows the newest of a register, for the folder of that name. The caller holds the lock."""
    folders = [path for path in extracts.iterdir() if path.is_dir() and not path.name.startswith(".")]
    newest = max((seal for seal, _ in seals(folders)), key=lambda seal: seal.number, default=None)
    number, previous = (newest.number + 1, newest.hash) if newest else (1, _NO_SEAL)
    return Seal(number=number, previous=previous, files=files, hash=_seal_hash(name, number, previous, files))


def _write(path: Path, seal: Seal) -> Seal:
    path.write_text(json.dumps(asdict(seal), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    path.chmod(0o600)
    return seal


def _seal_hash(folder: str, number: int, previous: str, files: dict[str, Any]) -> str:
    text = json.dumps([folder, number, previous, sorted(files.items())], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _hash(path: Path) -> str:
    """The SHA-256 of a file; blank where there is none that can be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _remembered_hash(path: Path) -> str:
    try:
        state = path.stat()
    except OSError:
        return ""
    return _hash_of_state(path, state.st_ino, state.st_size, state.st_mtime_ns, state.st_ctime_ns)


@lru_cache(maxsize=8192)
def _hash_of_state(path: Path, *_state: int) -> str:
    return _hash(path)
