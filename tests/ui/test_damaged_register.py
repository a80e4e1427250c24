"""The frame on a register with damaged extracts: a remark on every page, and meetings that go on without it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.meetings.databases import sqlite_url
from tests.registers import write_register

ROW = {"reference": "R-1", "source": "DARA", "status": "open"}


@pytest.fixture
def damaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Damages the extracts of these days, of a register of October and November."""
    folder = write_register(tmp_path / "register", {date(2022, 10, 31): [ROW], date(2022, 11, 28): [ROW]})
    monkeypatch.setenv("REGISTER", str(folder))
    monkeypatch.setenv("ACTIONS_URL", sqlite_url(tmp_path))

    def damage(*days: str) -> None:
        for day in days:
            (folder / "extracts" / day / "manifest.json").write_text("{", encoding="utf-8")

    return damage


def _overview() -> None:
    from pages.ui import frame, menu

    frame.draw(tuple(entry for entry in menu.ENTRIES if entry.url_path == "overview"))


def _meetings() -> None:
    from pages.ui import frame, menu

    frame.draw(tuple(entry for entry in menu.ENTRIES if entry.url_path == "meeting"))


def test_a_damaged_extract_is_a_remark_on_the_page(damaged: Callable[..., None]) -> None:
    damaged("2022-11-28")
    app = AppTest.from_function(_overview, default_timeout=60).run()
    assert not app.exception
    assert not app.error
    text = [caption.value for caption in app.caption]
    assert any(
        sentence.startswith("The extract of 28 November 2022 is damaged and is in no figure") for sentence in text
    )
    assert any("extract of 31 October 2022" in sentence for sentence in text)


def test_a_register_whose_every_extract_is_damaged_says_so(damaged: Callable[..., None]) -> None:
    damaged("2022-10-31", "2022-11-28")
    app = AppTest.from_function(_overview, default_timeout=60).run()
    assert not app.exception
    (error,) = app.error
    assert "The extract of 31 October 2022 is damaged" in error.value
    assert "The extract of 28 November 2022 is damaged" in error.value


def test_meetings_need_no_register(damaged: Callable[..., None]) -> None:
    damaged("2022-10-31", "2022-11-28")
    app = AppTest.from_function(_meetings, default_timeout=60).run()
    assert not app.exception
    assert not app.error
    assert app.title[0].value == "No meetings have been recorded yet"
