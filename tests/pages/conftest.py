"""The register of another country's accident investigators, loaded once for the tests of every page."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.registers import load_taic


@pytest.fixture(scope="session")
def taic(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its folder, to be read and never written."""
    return load_taic(shared_data, tmp_path_factory.mktemp("taic"))
