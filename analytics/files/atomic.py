"""A file that is written whole or not at all: beside its place first, then renamed into it."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, TypeVar

from analytics.errors import RegisterError

Result = TypeVar("Result")


def write_atomically(to: Path, write: Callable[[BinaryIO], Result]) -> Result:
    """What `write` gives for a stream that becomes the file `to`: whoever looks meanwhile sees the old file or the new.

    Raises RegisterError where there is no folder to write to.
    """
    if not to.parent.is_dir():
        raise RegisterError(f"There is no folder '{to.parent}' to write '{to.name}' to.")
    beside = to.with_name(f".{to.name}-{uuid.uuid4().hex}")
    try:
        with beside.open("wb") as stream:
            written = write(stream)
        beside.replace(to)
    finally:
        beside.unlink(missing_ok=True)
    return written
