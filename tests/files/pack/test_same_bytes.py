"""The same pack gives the same bytes in another process, at another second, under another seed of hashes."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
from datetime import date
from io import BytesIO
from pathlib import Path

from analytics.files.pack import html, pdf, pptx
from analytics.files.pack.content import Pack
from tests.files.pack.papers import of_register

WRITERS = (pdf, pptx, html)


def sums(pack: Pack) -> list[str]:
    """The sum of each kind of file."""
    result = []
    for writer in WRITERS:
        stream = BytesIO()
        writer.write(pack, stream)
        result.append(hashlib.sha256(stream.getvalue()).hexdigest())
    return result


def test_another_process_writes_the_same(pack: Pack, demonstration: Path, project_root: Path) -> None:
    here, started = sums(pack), int(time.time())
    while int(time.time()) < started + 2:  # a zip tells the time to two seconds
        time.sleep(0.1)
    command = [sys.executable, "-m", "tests.files.pack.test_same_bytes", str(demonstration)]
    surroundings = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland"}
    ended = subprocess.run(command, cwd=project_root, env=surroundings, capture_output=True, text=True, check=True)
    assert ended.stdout.split() == here


if __name__ == "__main__":
    print(*sums(of_register(Path(sys.argv[1]), date(2022, 10, 31))))
