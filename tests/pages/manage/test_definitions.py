"""Definitions, Data dictionary and Accessibility: they need no register, and their words are those of the code."""

from __future__ import annotations

from pathlib import Path
from typing import Self

import pytest
from streamlit.testing.v1 import AppTest

from analytics.files.definitions import sections
from analytics.terms import OF_COLUMN, TERMS
from analytics.vocabulary import COLUMNS
from pages.ui import screen, term_links
from pages.ui.manage import definitions
from pages.ui.screen import escaped
from tests.pages.manage.pages import ROOT, headings, run
from tests.plain_words import banned
from tests.tables import tables

DICTIONARY = [
    "What it is",
    "How much it weighs",
    "What it is about",
    "Who delivers it, and how",
    "Where it stands",
    "Dates",
    "Words with a fixed meaning",
    "Handling marking",
    "Versions",
]


@pytest.fixture(params=["demonstration", "empty", "taic"])
def register(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return tmp_path if request.param == "empty" else Path(request.getfixturevalue(request.param))


def html(at: AppTest) -> str:
    return "\n".join(str(element.proto.body) for element in at.get("html"))


def test_every_page_is_there_whatever_the_register(register: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert headings(run("definitions", register, monkeypatch)) == ["What the words and figures mean"]
    at = run("dictionary", register, monkeypatch)
    assert [
        element for element in (str(each.value) for each in (*at.subheader, *at.header)) if element in DICTIONARY
    ] != []
    assert run("accessibility", register, monkeypatch).title[0].value == "Accessibility statement"


def test_the_terms_are_in_the_order_of_the_alphabet_each_with_an_example() -> None:
    names = [term.name.lower() for term in TERMS]
    assert names == sorted(names)
    ends = {term.name: (term.meaning[-1], term.example.rstrip("”")[-1]) for term in TERMS}
    assert [name for name, end in ends.items() if end != (".", ".")] == []
    assert banned(text for term in TERMS for text in (term.name, term.meaning, term.example)) == []
    assert [term.name for term in TERMS if len(term.meaning) > 120 or len(term.example) > 90] == [], (
        "a line or two each"
    )


def test_every_term_is_on_the_page_where_links_lead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = run("definitions", tmp_path, monkeypatch)
    assert [term.name for term in TERMS if f'<div id="{term.anchor}"' not in html(at)] == []
    assert [term.name for term in TERMS if term_links.address(term.name) != f"definitions#{term.anchor}"] == []
    assert len({term.anchor for term in TERMS}) == len(TERMS)


def test_the_heading_of_a_column_leads_to_the_term_that_explains_it() -> None:
    assert term_links.of_column("Days late") == '<a href="definitions#days-late">Days late</a>'
    assert term_links.of_column("A & B") == "A &amp; B"
    assert len(OF_COLUMN) == sum(len(term.columns) for term in TERMS)


def test_how_figures_are_worked_out_is_folded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = run("definitions", tmp_path, monkeypatch)
    assert [fold.label for fold in at.expander] == [definitions.FOLD]
    assert not at.expander[0].markdown
    monkeypatch.setattr(screen, "expander", lambda *_, **__: _Open())
    wording = "\n".join(str(element.value) for element in run("definitions", tmp_path, monkeypatch).markdown)
    firsts = [definition.text.split("\n\n")[0] for section in sections() for definition in section.definitions]
    assert [text for text in firsts if escaped(text) not in wording] == []
    assert screen.document(ROOT / "docs" / "method.md").strip() in wording


class _Open:
    """A fold that a reader has opened."""

    open = True

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass


def test_every_column_is_in_the_dictionary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = run("dictionary", tmp_path, monkeypatch)
    meaning = "Meaning, and what it holds"
    reported = [text for table in tables(at) if meaning in table for text in table[meaning]]
    pairs = zip(COLUMNS, reported, strict=True)
    assert [column.name for column, text in pairs if f"In files {column.name}: " not in text] == []
