"""What every test may ask for: the project's folder, the real registers beside it, and nobody's own register."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parents[1]

# How long an example takes says more of the machine than of the code; in CI the same commit draws the same examples.
settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") == "true" else "here")


@pytest.fixture(scope="session")
def project_root() -> Path:
    """The folder that holds app.py."""
    return ROOT


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Real registers that nobody here wrote; they are not part of the project, so a test without them is skipped."""
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("../shared/data is absent: the real registers lie beside the project, not in it")
    return folder


@pytest.fixture(scope="session", autouse=True)
def nobodys_register(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An empty folder as the user's register, so that no test reads or writes the developer's own."""
    folder = tmp_path_factory.mktemp("nobodys-register")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REGISTER", str(folder))
        yield folder
