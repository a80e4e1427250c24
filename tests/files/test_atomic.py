"""A file is there whole or not at all."""

from pathlib import Path
from typing import BinaryIO

import pytest

from analytics.errors import RegisterError
from analytics.files.atomic import write_atomically


def test_a_file_that_fails_half_way_leaves_the_old_one(tmp_path: Path) -> None:
    def fails(stream: BinaryIO) -> None:
        stream.write(b"half")
        raise ValueError

    to = tmp_path / "pack.pdf"
    assert write_atomically(to, lambda stream: stream.write(b"old")) == 3
    with pytest.raises(ValueError):
        write_atomically(to, fails)
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("pack.pdf", b"old")]


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(RegisterError, match="no folder"):
        write_atomically(tmp_path / "nowhere" / "pack.pdf", lambda stream: stream.write(b""))
