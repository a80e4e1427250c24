"""The files of every page: no row of them is the sum of the others, so that a column of one can be summed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from analytics.filters import Filters
from pages.ui import download_menu
from tests.tables import tables

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(path for path in (ROOT / "pages").glob("*/*.py") if path.parent.name != "ui" and path.stem[0] != "_")
WHOLE = {"Total", "All"}
WITH_A_TOTAL = {"assurance", "engage", "onboarding", "themes", "turnaround", "plan"}
"""The pages that show a row for all the others."""

OF_CURVES = "time-to-close"
"""The file of the curves: that of all sources together is no sum of the others."""

Files = dict[str, pd.DataFrame]


@pytest.fixture
def taken_away(monkeypatch: pytest.MonkeyPatch) -> Files:
    """What each download menu of a page holds, by the name of its file."""
    files: Files = {}

    def take(table: pd.DataFrame | Callable[[], pd.DataFrame], name: str, **_: object) -> None:
        files[name] = table() if callable(table) else table

    monkeypatch.setattr(download_menu, "show", take)
    return files


def of_all(frame: pd.DataFrame) -> bool:
    """Whether a row of a table stands for all the others."""
    return bool(frame.iloc[:, :2].isin(WHOLE).any(axis=None))


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_no_file_holds_a_row_of_the_others_together(page: Path, taken_away: Files) -> None:
    at = AppTest.from_file(str(page), default_timeout=60)
    at.session_state["_filters"] = Filters(as_at=date(2022, 11, 28))
    at.run()
    assert not at.exception
    assert [name for name, frame in taken_away.items() if of_all(frame) and name != OF_CURVES] == []
    assert any(map(of_all, tables(at))) == (page.stem in WITH_A_TOTAL)


def test_a_file_has_the_rows_that_sum_to_the_total_on_the_screen(taken_away: Files) -> None:
    at = AppTest.from_file(str(ROOT / "pages" / "oversee" / "themes.py"), default_timeout=60).run()
    shown = tables(at)[0]
    assert taken_away["open-by-theme-and-source"]["Open"].sum() == shown["Open"].iloc[-1]
    assert len(taken_away["open-by-theme-and-source"]) == len(shown) - 1
