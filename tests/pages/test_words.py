"""The visible words of every page and every section of a pack: plain ones, and no headline is longer than a breath."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from analytics.files.pack.build import build
from analytics.files.pack.content import Pack, Picture, Sentence
from analytics.files.pack.section_registry import KEYS
from analytics.files.pack.settings import PackSettings
from analytics.filters import Filters
from analytics.register.database import Register
from tests.pages.walk import PAGES, ROOT
from tests.plain_words import banned, too_long
from tests.registers import write_register
from tests.tables import headings, headlines, tables

OF_FILES = ("manage/load",)
"""Pages that mostly speak of a file; their words are those of the intake."""

WIDGETS = (
    "button", "checkbox", "date_input", "multiselect", "number_input", "radio", "selectbox", "text_area", "text_input",
    "expander", "popover", "download_button", "button_group", "toggle",
)  # fmt: skip
OCTOBER = date(2022, 10, 31)
CHOICES = {
    "all": Filters(),
    "a source as reported": Filters(source=("HMICFRS",), as_at=OCTOBER, known_at=OCTOBER),
    "no match": Filters(source=("No such",)),
}
ONE = {"reference": "A", "source": "Auditor", "status": "open"}


def run(page: str, register: Path, monkeypatch: pytest.MonkeyPatch, filters: Filters) -> AppTest:
    """A page, run by itself."""
    monkeypatch.setenv("REGISTER", str(register))
    at = AppTest.from_file(str(ROOT / "pages" / f"{page}.py"), default_timeout=120)
    at.session_state["_filters"] = filters
    at.run()
    assert not at.exception, f"{page}: {at.exception[0].value}"
    return at


def words(at: AppTest) -> Iterator[str]:
    """What the dashboard says on a page; no cell of a table, which the register says."""
    for element in (*at.title, *at.header, *at.subheader, *at.caption, *at.markdown, *at.error, *at.warning):
        yield str(element.value)
    yield from headings(at)
    for metric in at.metric:
        yield f"{metric.label}. {metric.help} {metric.proto.delta_description}"
    for kind in WIDGETS:
        for widget in at.get(kind):
            yield from _of_widget(widget)
    for table in tables(at):
        yield from map(str, table.columns)


def _of_widget(widget: Any) -> Iterator[str]:
    proto = getattr(widget, "proto", None)
    for source in (widget, proto):
        for name in ("label", "help", "placeholder"):
            yield str(getattr(source, name, "") or "")


def is_own(text: str) -> bool:
    """Whether a text is the dashboard's and not a recommendation's, which a page quotes under bold labels and links."""
    return not text.startswith(("**Finding**", "**Progress**", "- ["))


def check(at: AppTest, *quoted: str) -> None:
    """No banned word on the page, and no long headline, but for what the page quotes."""
    own = [text for text in words(at) if is_own(text) and text not in quoted]
    assert banned(own) == []
    assert too_long([str(title.value) for title in at.title if title.value not in quoted]) == []
    assert too_long(words for words in headlines(at) if words not in quoted) == []


@pytest.mark.parametrize("page", [page for page in PAGES if page not in OF_FILES])
def test_a_page_uses_plain_words(page: str, demonstration: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for filters in CHOICES.values():
        at = run(page, demonstration, monkeypatch, filters)
        # The page of the register quotes the recommendation that it shows beside the list.
        quoted = [str(each.value) for each in (*at.header, *at.markdown)] if page == "explore/register" else []
        check(at, *quoted)


@pytest.mark.parametrize("page", [page for page in PAGES if page not in OF_FILES])
def test_a_page_of_another_register_uses_plain_words(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    check(run(page, write_register(tmp_path, {date(2024, 4, 4): [ONE]}), monkeypatch, Filters()))


def pack_words(pack: Pack) -> Iterator[str]:
    """What a pack says, but for the cells of its tables."""
    for section in pack.sections:
        yield section.heading
        for block in section.blocks:
            if isinstance(block, Sentence):
                yield block.text
            elif isinstance(block, Picture):
                yield from (block.chart.headline, block.chart.subtitle, block.chart.alternative)
            else:
                yield from (block.caption, block.note, *map(str, block.frame.columns))


@pytest.mark.parametrize("filters", CHOICES.values(), ids=list(CHOICES))
def test_a_pack_uses_plain_words(filters: Filters, demonstration: Path) -> None:
    sections = tuple(key for key in KEYS if key != "definitions")
    since = date(2022, 9, 30)
    pack = build(Register(demonstration), PackSettings(since=since, filters=filters, sections=sections), None)
    assert banned(pack_words(pack)) == []
    charts = [b.chart for section in pack.sections for b in section.blocks if isinstance(b, Picture)]
    assert too_long(chart.headline for chart in charts) == []


@pytest.mark.parametrize(
    "text",
    ["What the register told", "Nothing is kept here", "by_year", "IN_TERM", "[z]", 'Late is ""', "2 stand open"],
)  # fmt: skip
def test_such_a_word_is_found(text: str) -> None:
    assert banned([text]) != []


def test_a_long_headline_is_found() -> None:
    assert too_long([" ".join(["word"] * 31)]) != []
    assert too_long([" ".join(["word"] * 30)]) == []
