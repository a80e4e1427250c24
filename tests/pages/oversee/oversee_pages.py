"""What the tests of the pages of this section share: a page run by itself on a register of the test."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analytics.filters import Filters
from analytics.intake.layouts import load_layout
from analytics.register.loading import load_extract

ROOT = Path(__file__).resolve().parents[3]


def run(
    page: str, register: Path, monkeypatch: pytest.MonkeyPatch, filters: Filters | None = None, **address: str
) -> AppTest:
    """A page, run once on a register with a reader's choice and what the address asks for, as the frame runs it."""
    monkeypatch.setenv("REGISTER", str(register))
    path = ROOT / "pages" / "oversee" / f"{page}.py"
    guarded = "import runpy\nfrom pages.ui import guard\nwith guard.protected():\n    "
    at = AppTest.from_string(f"{guarded}runpy.run_path({str(path)!r})", default_timeout=60)
    if filters:
        at.session_state["_filters"] = filters
    for name, asked in address.items():
        at.query_params[name] = asked
    at.run()
    assert not at.exception
    assert not at.error
    return at


def texts(at: AppTest) -> str:
    """All that the page says in headings, captions and plain text, a line each."""
    return "\n".join(str(element.value) for element in [*at.title, *at.header, *at.caption, *at.markdown])


def taic(shared_data: Path, folder: Path) -> Path:
    """The register of another country's accident investigators: one extract, another shape."""
    file = shared_data / "taic" / "TAIC_recommendations_04_04_2024.xlsx"
    load_extract(
        file.read_bytes(), file.name, load_layout("taic"), date(2024, 4, 4), folder,
        loaded_at=datetime(2024, 4, 4, 9, tzinfo=UTC), loaded_by="test", accept_reason="as it is",
    )  # fmt: skip
    return folder
