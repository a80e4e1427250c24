"""The page of definitions: it runs with and without a register, and its words are those of the code."""

from __future__ import annotations

from pathlib import Path

import pytest

from analytics.files.definitions import sections
from analytics.vocabulary import COLUMNS
from pages.ui import screen
from pages.ui.screen import escaped
from tests.pages.manage.pages import ROOT, headings, run, taic
from tests.tables import tables

HEADINGS = [
    "Definitions",
    "Words with a fixed meaning",
    "Data dictionary",
    "Handling marking",
    "Accessibility",
    "Versions",
]


@pytest.fixture(params=["demonstration", "empty", "taic"])
def register(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    if request.param == "demonstration":
        return Path(request.getfixturevalue("demonstration"))
    if request.param == "taic":
        return taic(request.getfixturevalue("shared_data"), tmp_path)
    return tmp_path


def test_every_part_stands_whatever_the_register(register: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = run("about", register, monkeypatch)
    assert headings(at)[1:] == HEADINGS
    assert {header.anchor for header in at.header} >= {"definitions", "accessibility"}


def test_every_definition_and_column_is_on_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = run("about", tmp_path, monkeypatch)
    wording = "\n".join(str(element.value) for element in at.markdown)
    firsts = [one.text.split("\n\n")[0] for section in sections() for one in section.definitions]
    assert [text for text in firsts if escaped(text) not in wording] == []
    assert at.expander[0].markdown[0].value == screen.document(ROOT / "docs" / "method.md").strip()
    meaning = "Meaning, and what it holds"
    reported = [text for table in tables(at) if meaning in table for text in table[meaning]]
    pairs = zip(COLUMNS, reported, strict=True)
    assert [column.name for column, text in pairs if f"In files {column.name}: " not in text] == []
