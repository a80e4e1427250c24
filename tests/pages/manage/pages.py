"""What the tests of these pages share: a page run by itself on a register, and how its words are gathered."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analytics.intake.layouts import load_layout
from analytics.register.loading import load_extract
from tests.tables import headlines

ROOT = Path(__file__).resolve().parents[3]
OCTOBER, NOVEMBER = date(2022, 10, 31), date(2022, 11, 28)
GUARDED = (
    "import runpy\nfrom pages.ui import error_messages\nwith error_messages.protected():\n    runpy.run_path({path!r})"
)


def run(page: str, register: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """A page, run as the frame runs it: what the analyst can mend is said, not raised."""
    monkeypatch.setenv("REGISTER", str(register))
    script = GUARDED.format(path=str(ROOT / "pages" / "manage" / f"{page}.py"))
    at = AppTest.from_string(script, default_timeout=60).run()
    assert not at.exception
    return at


def headings(at: AppTest) -> list[str]:
    """The headings of the page, its sentence first."""
    return [*(str(element.value) for element in at.title), *headlines(at)]


def load(folder: Path, as_at: date, text: str, *, reason: str | None = None) -> Path:
    """A register with one more extract, given as a CSV file in the standard layout."""
    load_extract(
        text.encode(), f"{as_at}.csv", load_layout("standard"), as_at, folder,
        loaded_at=datetime(2022, 12, 1, 9, tzinfo=UTC), loaded_by="analyst", accept_reason=reason,
    )  # fmt: skip
    return folder
