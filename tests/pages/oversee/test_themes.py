"""The page Themes: run, run empty, run on a register of another shape."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analytics.filters import Filters
from analytics.measures.headline_figures import headline
from analytics.meetings.records import Meeting, MeetingKind
from analytics.meetings.store import Store
from analytics.register.database import Register
from tests.pages.oversee.pages import ROOT, run, texts
from tests.tables import tables

WITHOUT = 2
"""The place of the table of themes without a meeting, after those by source and across sources."""


def test_the_matrix_sums_to_the_open(demonstration: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = run("themes", demonstration, monkeypatch, Filters(as_at=date(2022, 11, 28)))
    assert "is the largest theme: " in at.title[0].value
    assert " of 152 open recommendations, from " in at.title[0].value
    matrix = tables(at)[0]
    assert matrix["Open"].iloc[-1] == 152
    assert matrix["Open"].iloc[:-1].sum() == 152
    assert list(matrix.iloc[:, 1:-1].sum(axis=1)) == list(matrix["Open"])


def test_what_came_and_was_dropped_since_is_said(demonstration: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    november = Filters(as_at=date(2022, 11, 28))
    text = texts(run("themes", demonstration, monkeypatch, november))
    now = headline(Register(demonstration), november)
    assert f"{now.born - now.dropped:,} recommendations received since 2017" in text
    assert text.count(f"received since 2017. Not shown: {now.dropped} no longer on the register") == 2


def test_a_number_leads_to_its_rows(demonstration: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    november = Filters(as_at=date(2022, 11, 28))
    at = run("themes", demonstration, monkeypatch, november, see_theme="Public protection | HMICFRS")
    matrix = tables(at)[0].set_index("Theme")
    number = matrix.loc["Public protection", "HMICFRS"]
    assert f"**{number} recommendations:** Public protection, HMICFRS" in texts(at)


def test_a_dot_leads_to_its_rows(demonstration: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    november = Filters(as_at=date(2022, 11, 28))
    address = {"see_theme-dots": "Public protection, HMICFRS"}
    at = run("themes", demonstration, monkeypatch, november, **address)
    matrix = next(table for table in tables(at) if "Theme" in table and "HMICFRS" in table)
    number = matrix.set_index("Theme").loc["Public protection", "HMICFRS"]
    assert f"**{number} recommendations:** Public protection, HMICFRS" in texts(at)


def test_the_themes_without_a_meeting(demonstration: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ACTIONS_URL", f"sqlite:///{tmp_path / 'actions.sqlite'}")
    november = Filters(as_at=date(2022, 11, 28))
    at = run("themes", demonstration, monkeypatch, november)
    themes = [name for name in tables(at)[0]["Theme"] if name not in ("Total", "Not recorded")]
    assert f"{len(themes)} themes have open recommendations and no meeting is planned on any of them" in texts(at)
    assert len(tables(at)) == 2 * WITHOUT
    held = Meeting(id=0, kind=MeetingKind.PEEL, held_on=date(2022, 11, 28), themes=(themes[0],))
    Store(f"sqlite:///{tmp_path / 'actions.sqlite'}").add(held, by="Analyst", at=datetime(2022, 11, 1, tzinfo=UTC))
    at = run("themes", demonstration, monkeypatch, november)
    number = len(themes)
    assert f"{number - 1} of {number} themes with open recommendations have no meeting planned" in texts(at)
    assert set(tables(at)[WITHOUT]["Theme"]) == set(themes[1:])


def test_a_store_that_cannot_be_opened_leaves_the_page_as_it_is(
    demonstration: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ACTIONS_URL", "no address")
    monkeypatch.setenv("REGISTER", str(demonstration))
    at = AppTest.from_file(str(ROOT / "pages" / "oversee" / "themes.py"), default_timeout=60).run()
    assert not at.exception
    assert str(at.error[0].value).startswith("ACTIONS_URL is not the address of a database")
    assert len(tables(at)) == 2 * WITHOUT


def test_a_theme_of_one_source_is_not_said_to_recur(demonstration: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = run("themes", demonstration, monkeypatch, Filters(source=("DARA",)))
    assert "across sources" not in texts(at)


def test_no_match_says_so(demonstration: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = run("themes", demonstration, monkeypatch, Filters(source=("No such",)))
    assert "No recommendations match these filters." in texts(at)


def test_none_open_says_so(demonstration: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = run("themes", demonstration, monkeypatch, Filters(status=("closed",)))
    assert at.title[0].value == "No recommendations are open."
    assert "None is open." in texts(at)


def test_an_empty_register_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "no extract yet" in texts(run("themes", tmp_path, monkeypatch))


def test_a_register_of_another_shape_says_what_it_does_not_record(taic: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = run("themes", taic, monkeypatch)
    assert "Not recorded in this register." in texts(at)
    matrix = tables(at)[0]
    assert matrix["Open"].iloc[-1] == 267
    # The register's own word for none leads nothing: the first theme is the one that the heading names.
    assert list(matrix["Theme"].iloc[-3:]) == ["N/A", "Not recorded", "Total"]
    name, number = matrix["Theme"][0], matrix["Open"][0]
    assert at.title[0].value.startswith(f"{name} is the largest theme: {number} of 267 open recommendations")
