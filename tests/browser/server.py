"""The real dashboard on a free loopback port, with a chosen register folder, stopped by its process id.

Its meetings lie in a folder of its own, which goes with it.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import TracebackType
from typing import Self

ROOT = Path(__file__).resolve().parents[2]
DEMONSTRATION = ROOT / "data" / "demonstration"
READY_WITHIN = 90
"""Seconds: a cold start on a slow machine, imports included."""


class Server:
    """A dashboard process: `with Server(register) as server: … server.url …`."""

    def __init__(
        self,
        register: Path | None = None,
        script: Path = ROOT / "app.py",
        log: Path | None = None,
        config: dict[str, str] | None = None,
        environment: dict[str, str] | None = None,
        port: int | None = None,
    ) -> None:
        self.port = port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._log = log.open("wb") if log else None
        self._meetings = tempfile.TemporaryDirectory(prefix="meetings-")
        self.process = subprocess.Popen(
            self._command(script, config or {}),
            cwd=script.parent,
            env=_environment(register, Path(self._meetings.name)) | (environment or {}),
            stdin=subprocess.DEVNULL,
            stdout=self._log or subprocess.DEVNULL,
            stderr=subprocess.STDOUT,
        )

    def __enter__(self) -> Self:
        try:
            self.wait_until_healthy()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def wait_until_healthy(self) -> None:
        """Return once the server says that it is well; RuntimeError when it died or never does."""
        deadline = time.monotonic() + READY_WITHIN
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise RuntimeError(f"The dashboard stopped at its start with exit status {self.process.returncode}.")
            if self._is_healthy():
                return
            time.sleep(0.1)
        raise RuntimeError(f"The dashboard was not ready within {READY_WITHIN} seconds.")

    def stop(self) -> None:
        """End this process, and only this one."""
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait(10)
        if self._log:
            self._log.close()
        self._meetings.cleanup()

    def _is_healthy(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=5) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def _command(self, script: Path, config: dict[str, str]) -> list[str]:
        settings = {
            "server.address": "127.0.0.1",
            "server.port": str(self.port),
            "server.headless": "true",
            "server.fileWatcherType": "none",
            "browser.gatherUsageStats": "false",
        } | config
        options = [f"--{name}={value}" for name, value in settings.items()]
        return [sys.executable, "-m", "streamlit", "run", str(script), *options]


def free_port() -> int:
    """A loopback port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _environment(register: Path | None, meetings: Path) -> dict[str, str]:
    """This process's environment and what is shown: the demonstration where no register is named, no own meetings."""
    shown = {"REGISTER": str(register or DEMONSTRATION), "ACTIONS_URL": f"sqlite:///{meetings / 'actions.sqlite'}"}
    return os.environ | shown | {"PYTHONPATH": str(ROOT)}
