"""Programs of the system with which the deployment files are tried; `make test` installs them on Debian and Ubuntu."""

from __future__ import annotations

import os
import shutil

import pytest


def installed(program: str) -> str:
    """The path of a program. Where it is missing: a failure in CI, elsewhere a skip that says what to install."""
    if path := shutil.which(program, path=f"{os.environ['PATH']}{os.pathsep}/usr/sbin"):
        return path
    sentence = f"{program} is not installed: on Debian and Ubuntu, apt-get install haproxy systemd"
    if os.environ.get("CI") == "true":
        pytest.fail(sentence)
    pytest.skip(sentence)
