"""What every test may ask for: the project's folder, the real registers beside it, and nobody's own register."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.fixtures import browser, new_page, shared_profile
from tests.examples import register_profiles

__all__ = ["browser", "new_page", "shared_profile"]

ROOT = Path(__file__).resolve().parents[1]

register_profiles()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what drives a browser, and what belongs to it."""
    for item in items:
        if ROOT / "tests" / "browser" in item.path.parents or "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


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


@pytest.fixture(scope="session")
def demonstration(project_root: Path) -> Path:
    """The demonstration register, to be read and never written."""
    return project_root / "data" / "demonstration"


@pytest.fixture(scope="session", autouse=True)
def nobodys_own_register(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The dashboard under test shows the demonstration and no meetings, whatever its developer has."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REGISTER", str(demonstration))
        patch.setattr(os, "fsync", lambda _: None)  # no test cuts the power: what it writes need not be on the disk
        patch.setenv("ACTIONS_URL", f"sqlite:///{tmp_path_factory.mktemp('meetings') / 'actions.sqlite'}")
        yield
