"""The pack of the demonstration register, built once for all tests of the writers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from analytics.files.pack.content import Pack
from tests.files.pack.papers import of_register


@pytest.fixture(scope="session")
def pack(demonstration: Path) -> Pack:
    """Sentences, three kinds of chart, short and long tables and an empty one, with commentary."""
    return of_register(demonstration, date(2022, 10, 31))
