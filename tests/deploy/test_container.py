"""The steps of the Containerfile, run as a script: what it copies starts, is healthy, and writes to /data and /tmp.

No builder is needed. The installation is left out: the test's own environment has the same locked packages.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.server import free_port
from tests.deploy.installed import installed

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the image is for Linux")

READY_WITHIN = 120
"""Seconds: a cold start on a slow machine."""


class Image:
    """A folder that stands for the root of the image, and the Containerfile's steps with their paths in it."""

    def __init__(self, root: Path, project: Path) -> None:
        self.root, self.project = root, project
        text = (project / "deploy" / "Containerfile").read_text(encoding="utf-8")
        lines = re.sub(r"\\\n\s*", "", text).splitlines()
        self.steps = [tuple(line.split(" ", 1)) for line in lines if line and not line.startswith("#")]

    def of(self, instruction: str) -> list[str]:
        return [rest for name, rest in self.steps if name == instruction]

    def here(self, text: str) -> str:
        """A text of the Containerfile with the image's folders as they lie here."""
        text = re.sub(r"(?<![\w/])/(app|data|tmp)\b", rf"{self.root}/\1", text)
        return text.replace(f"{self.root}/app/.venv/bin/python", sys.executable)

    def build(self) -> None:
        """COPY and RUN, without the installation."""
        for folder in ("app", "tmp"):
            (self.root / folder).mkdir()
        for instruction, rest in self.steps:
            if instruction == "COPY":
                source, to = rest.split()
                self._copy(self.project / source, Path(self.here(to)))
            elif instruction == "RUN" and "pip install" not in rest:
                commands = self.here(rest).replace("chown 10001:10001", "true")
                subprocess.run([installed("sh"), "-euc", commands], check=True)

    def _copy(self, source: Path, to: Path) -> None:
        if source.is_dir():
            shutil.copytree(source, to, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, to)

    def environment(self) -> dict[str, str]:
        """ENV, and nothing of the test's own but where programs are."""
        (given,) = self.of("ENV")
        named = dict(word.split("=", 1) for word in shlex.split(given))
        return {name: self.here(value) for name, value in named.items()} | {
            "PATH": os.environ["PATH"],
            "TMPDIR": str(self.root / "tmp"),
        }

    def command(self, instruction: str, port: int) -> list[str]:
        """CMD, or the command of HEALTHCHECK, at a port that is free here."""
        rest = self.of(instruction)[-1]
        words = json.loads(rest[rest.index("[") :])
        return [self.here(word).replace("8501", str(port)).replace("0.0.0.0", "127.0.0.1") for word in words]  # noqa: S104

    def start(self, port: int) -> subprocess.Popen[bytes]:
        """CMD, by a user who may do nothing that the owner of the files does not let them."""
        command = self.command("CMD", port)
        if os.geteuid() == 0 and (setpriv := shutil.which("setpriv")):
            # Not as USER: Python may lie in root's own folder. Without its capabilities root is kept out like others.
            command = [setpriv, "--no-new-privs", "--bounding-set=-all", "--inh-caps=-all", *command]
        log = (self.root / "tmp" / "log.txt").open("wb")
        with log:
            return subprocess.Popen(
                command,
                cwd=self.here(self.of("WORKDIR")[0]),
                env=self.environment() | {"SIGN_IN": "none"},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )


@pytest.fixture
def image(project_root: Path) -> Iterator[Image]:
    root = Path(tempfile.mkdtemp(prefix="image-")).resolve()
    built = Image(root, project_root)
    try:
        built.build()
        for path in (root / "app", *(root / "app").rglob("*")):
            path.chmod(path.stat().st_mode & ~0o222)
        yield built
    finally:
        for path in (root / "app", *(root / "app").rglob("*")):
            path.chmod(path.stat().st_mode | 0o200)
        shutil.rmtree(root)


def snapshot(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_the_image_starts_is_healthy_and_writes_to_its_volume_alone(image: Image) -> None:
    before, port = snapshot(image.root / "app"), free_port()
    process = image.start(port)
    try:
        check, deadline = image.command("HEALTHCHECK", port), time.monotonic() + READY_WITHIN
        while subprocess.run(check, env=image.environment(), capture_output=True, check=False).returncode != 0:
            assert process.poll() is None, (image.root / "tmp" / "log.txt").read_text(encoding="utf-8")
            assert time.monotonic() < deadline
            time.sleep(0.2)
    finally:
        process.terminate()
        process.wait(20)
    assert subprocess.run(check, env=image.environment(), capture_output=True, check=False).returncode != 0
    assert snapshot(image.root / "app") == before
    assert {path.name for path in image.root.iterdir()} == {"app", "data", "tmp"}
    log = (image.root / "tmp" / "log.txt").read_text(encoding="utf-8")
    assert "Traceback" not in log
    assert [json.loads(line)["level"] for line in log.splitlines() if line.startswith("{")]


def test_without_settings_of_sign_in_it_does_not_start_and_says_why(
    image: Image,
) -> None:
    command = [*image.command("CMD", free_port())]
    at_every_address = [word.replace("127.0.0.1", "0.0.0.0") for word in command]  # noqa: S104 - it ends at once
    ended = subprocess.run(
        at_every_address,
        cwd=image.here(image.of("WORKDIR")[0]),
        env=image.environment(),
        capture_output=True,
        text=True,
        timeout=READY_WITHIN,
        check=False,
    )
    assert ended.returncode != 0
    assert "SIGN_IN is not set" in ended.stdout + ended.stderr
