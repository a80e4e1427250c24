"""The register of another country's accident investigators, loaded once for the tests of every page."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from analytics.intake.layouts import load_layout
from analytics.register.loading import load_extract


@pytest.fixture(scope="session")
def taic(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One extract, without due dates and programmes; to be read and never written."""
    file = shared_data / "taic" / "TAIC_recommendations_04_04_2024.xlsx"
    folder = tmp_path_factory.mktemp("taic")
    load_extract(
        file.read_bytes(), file.name, load_layout("taic"), date(2024, 4, 4), folder,
        loaded_at=datetime(2024, 4, 4, 9, tzinfo=UTC), loaded_by="test",
    )  # fmt: skip
    return folder
