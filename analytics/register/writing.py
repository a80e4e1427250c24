"""How the register folder is written to: one writer at a time, a whole extract or none, readable by its owner alone."""

from __future__ import annotations

import os
import shutil
import sys
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import duckdb

from analytics.english import day
from analytics.errors import LoadRefused, RegisterError
from analytics.register.seal import seal_extract

LOCK = ".lock"
"""The file beside the extracts that a writer locks. The system unlocks it when the process ends, however it ends."""

_PREPARED = ".loading-"
_writes: Counter[Path] = Counter()
_OWNER_ONLY, _FOLDER = 0o600, 0o700


def extracts_folder(folder: Path) -> Path:
    """Where the extracts of a register lie."""
    return folder / "extracts"


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Raise RegisterError, a sentence, where the register's folder cannot be written to or its disk is full."""
    try:
        yield
    except (OSError, duckdb.Error) as error:
        why = getattr(error, "strerror", None) or str(error).splitlines()[0]
        raise RegisterError(
            f"The register’s folder '{folder}' cannot be written to ({why}), so nothing was changed. Ask whoever runs "
            "the dashboard to let it write there, or to name another folder with the setting REGISTER."
        ) from error


@contextmanager
def preparing(folder: Path) -> Iterator[Path]:
    """A new empty folder beside the extracts, on the same disk, for an extract that is not in place yet.

    It is removed at the end unless it was put in place. So are those that killed loads have left: no other writer
    can be at work meanwhile. Raises RegisterError where the register cannot be written to.
    """
    parent = extracts_folder(folder)
    with writing(folder), writers_lock(folder):
        for left in parent.glob(f"{_PREPARED}*"):
            shutil.rmtree(left, ignore_errors=True)
        path = parent / f"{_PREPARED}{uuid.uuid4().hex}"
        path.mkdir(mode=_FOLDER)
        try:
            yield path
        finally:
            shutil.rmtree(path, ignore_errors=True)


def publish_extract(prepared: Path, folder: Path, as_at: date, after: int | None = None) -> Path:
    """Seal a prepared extract and rename it into the register in one step; a day that has one gets the next number.

    Its files are on the disk before it is there, so that a loss of power leaves a whole extract or none. `after` is the
    number of the newest loading of that day that the prepared extract was made from. Raises LoadRefused where a later
    one has come since.
    """
    parent = extracts_folder(folder)
    number = 1 if after is None else after + 1
    while (target := parent / (as_at.isoformat() if number == 1 else f"{as_at.isoformat()}.{number}")).exists():
        if after is not None:
            raise LoadRefused([f"Another file of {day(as_at)} was loaded since. Check this file again."])
        number += 1
    seal_extract(parent, prepared, target.name)
    for path in prepared.rglob("*"):
        path.chmod(_FOLDER if path.is_dir() else _OWNER_ONLY)
        _flush(path)
    _flush(prepared)
    prepared.rename(target)
    _flush(parent)
    return target


def write_atomically(path: Path, text: str) -> None:
    """Write a file so that a reader sees all of it or nothing."""
    beside = path.with_name(f".{path.name}-{uuid.uuid4().hex}")
    try:
        beside.touch(mode=_OWNER_ONLY)
        beside.write_text(text, encoding="utf-8")
        _flush(beside)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    _flush(path.parent)


@contextmanager
def writers_lock(folder: Path) -> Iterator[None]:
    """Wait until no other process or thread writes to the register, and keep others waiting meanwhile."""
    parent = extracts_folder(folder)
    parent.mkdir(parents=True, exist_ok=True, mode=_FOLDER)
    descriptor = os.open(parent / LOCK, os.O_RDWR | os.O_CREAT, _OWNER_ONLY)
    try:
        _lock(descriptor)
        yield
    finally:
        _writes[folder] += 1
        os.close(descriptor)


def writes(folder: Path) -> int:
    """How often this process has written to a register; a page that is being drawn looks at it for its own changes."""
    return _writes[folder]


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        while True:
            try:
                msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
            except OSError:
                time.sleep(0.1)
            else:
                return

    def _flush(path: Path) -> None:
        """Windows flushes no folder, and a file only through a descriptor that may write."""
        if path.is_file():
            with path.open("r+b") as file:
                os.fsync(file.fileno())

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX)

    def _flush(path: Path) -> None:
        """Have the system write a file or a folder to its disk."""
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
