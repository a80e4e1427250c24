"""A pack as a file: one writer for each kind, read in only when it is wanted."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import BinaryIO

from analytics.english import listed
from analytics.errors import WrongChoice
from analytics.files.atomic import write_atomically
from analytics.files.pack.content import Pack

KINDS = {
    "pdf": "PDF",
    "pptx": "PowerPoint",
    "html": "web page",
    "xlsx": "workbook",
}
"""The kinds of file by the end of their names, and what each is called."""

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "html": "text/html; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""The media type of each kind."""


def write(pack: Pack, kind: str, to: BinaryIO) -> None:
    """Write a pack to a stream as one of KINDS."""
    import_module(f"analytics.files.pack.{kind}").write(pack, to)


def kind_of(to: Path) -> str:
    """The kind of file that a name asks for. Raises WrongChoice where it asks for none."""
    kind = to.suffix.lstrip(".").lower()
    if kind not in KINDS:
        ends = listed([f".{kind}" for kind in KINDS], "or")
        raise WrongChoice(f"'{to}' is no kind of pack: let the name of the file end in {ends}.")
    return kind


def write_to(pack: Pack, to: Path) -> None:
    """Write a pack to a file, whole or not at all."""
    kind = kind_of(to)
    write_atomically(to, lambda stream: write(pack, kind, stream))
