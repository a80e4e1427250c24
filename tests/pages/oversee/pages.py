"""What the tests of the pages of oversight share: a page run by itself, and all that it says."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analytics.filters import Filters
from tests.tables import headings

ROOT = Path(__file__).resolve().parents[3]


def run(
    page: str, register: Path, monkeypatch: pytest.MonkeyPatch, filters: Filters | None = None, **address: str
) -> AppTest:
    """A page, run once on a register with a reader's choice and what its address says, as the frame runs it."""
    monkeypatch.setenv("REGISTER", str(register))
    path = ROOT / "pages" / "oversee" / f"{page}.py"
    guarded = "import runpy\nfrom pages.ui import error_messages\nwith error_messages.protected():\n    "
    at = AppTest.from_string(f"{guarded}runpy.run_path({str(path)!r})", default_timeout=60)
    if filters:
        at.session_state["_filters"] = filters
    for name, requested in address.items():
        at.query_params[name] = requested
    at.run()
    assert not at.exception
    assert not at.error
    return at


def texts(at: AppTest) -> str:
    """All that the page says in headings, captions and plain text, a line each."""
    text = [*at.title, *at.header, *at.caption, *at.markdown]
    return "\n".join([*(str(element.value) for element in text), *headings(at)])
