"""The page holds every word as it is, needs nothing from anywhere, and has its parts in order."""

from __future__ import annotations

import re
from io import BytesIO
from itertools import pairwise

import lxml.html
import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from analytics.files.pack import html
from analytics.files.pack.content import Pack, PackTable, Picture, Sentence
from analytics.files.pack.fonts import printable
from analytics.files.pack.html import in_css
from analytics.files.pack.text_tables import grid
from tests.examples import examples
from tests.files.pack.papers import of_words

ATTRIBUTES_THAT_ASK = ("src", "srcset", "data", "action", "background", "poster")


def made(pack: Pack) -> str:
    stream = BytesIO()
    html.write(pack, stream)
    return stream.getvalue().decode()


def page_of(pack: Pack) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(made(pack))


@pytest.fixture(scope="module")
def page(pack: Pack) -> lxml.html.HtmlElement:
    return page_of(pack)


def rows(table: lxml.html.HtmlElement) -> list[tuple[str, ...]]:
    return [tuple(cell.text_content() for cell in row) for row in table.iter("tr")]


def test_every_table_is_there_cell_by_cell(pack: Pack, page: lxml.html.HtmlElement) -> None:
    shown = {table.find("caption").text_content(): rows(table) for table in page.iter("table")}
    for section in pack.sections:
        for block in section.blocks:
            if isinstance(block, PackTable) and not block.printed.empty:
                expected = grid(block)
                assert shown[block.caption] == [expected.headings, *expected.rows]
            if isinstance(block, Picture):
                expected = grid(PackTable(caption="", frame=block.chart.table))
                assert shown[block.chart.headline] == [expected.headings, *expected.rows]


def test_every_chart_has_its_words_for_who_does_not_see_it(pack: Pack, page: lxml.html.HtmlElement) -> None:
    charts = [block.chart for section in pack.sections for block in section.blocks if isinstance(block, Picture)]
    reported = [each.get("aria-label") for each in page.xpath("//*[@role='img']")]
    assert reported == [chart.alternative for chart in charts]
    assert len(page.xpath("//*[@role='img']/svg")) == len(charts)


def test_sentences_and_commentary_are_there(pack: Pack, page: lxml.html.HtmlElement) -> None:
    wording = [element.text_content() for element in page.iter("p")]
    sentences = [b.text for s in pack.sections for b in s.blocks if isinstance(b, Sentence)]
    assert [text for text in sentences if text not in wording] == []
    by_hand = [element.text_content() for element in page.xpath("//*[@class='commentary']/p")]
    assert by_hand == ["Commentary", *pack.sections[1].commentary.split("\n\n")]


def test_headings_stand_in_order_and_links_lead_somewhere(pack: Pack, page: lxml.html.HtmlElement) -> None:
    levels = [int(element.tag[1]) for element in page.iter("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert levels.count(2) == len(pack.sections) + 1
    targets = [link.get("href")[1:] for link in page.iter("a")]
    assert [target for target in targets if len(page.xpath(f"//*[@id='{target}']")) != 1] == []


def test_it_asks_nothing_of_anybody(page: lxml.html.HtmlElement) -> None:
    assert list(page.iter("script", "link", "img", "iframe", "object", "form")) == []
    asking = [name for element in page.iter() for name in element.attrib if name.lower() in ATTRIBUTES_THAT_ASK]
    assert asking == []
    assert "url(" not in page.find(".//style").text
    assert "@import" not in page.find(".//style").text


def test_it_says_its_language_title_marking_and_days(pack: Pack, page: lxml.html.HtmlElement) -> None:
    assert page.get("lang") == "en-GB"
    assert page.find(".//title").text == pack.title
    assert page.xpath("//h1")[0].text_content() == pack.title
    head = page.xpath("//header")[0].text_content()
    wording = (pack.marking, pack.meeting, pack.chosen, pack.source, pack.version, "28 November 2022", *pack.remarks)
    assert [words for words in wording if words not in head] == []
    assert "Demonstration data, invented" in head


def test_real_data_is_not_called_invented() -> None:
    assert "invented" not in page_of(of_words("words")).xpath("//header")[0].text_content()


@examples(60)
@given(some.text(max_size=200))
@example('</style><script>alert(1)</script><img src=x onerror="alert(1)">')
@example('" onmouseover="alert(1)')
@example("{{ 7 * 7 }} {% raw %} ${x}")
def test_any_words_stay_words(words: str) -> None:
    page = page_of(of_words(words))
    plain = page_of(of_words("words"))
    assert [element.tag for element in page.iter("script", "img", "a", "style")] == [
        element.tag for element in plain.iter("script", "img", "a", "style")
    ]
    assert [name for element in page.iter() for name in element.attrib if name.startswith("on")] == []
    if printable(words).strip():
        assert page.xpath("//h1")[0].text_content() == printable(words)


@given(some.text())
def test_no_words_end_a_string_of_css(words: str) -> None:
    reported = in_css(printable(words))
    assert re.fullmatch(r'"([A-Za-z0-9 ]|\\[0-9a-f]{6} )*"', reported)
    back = re.sub(r"\\([0-9a-f]{6}) ", lambda found: chr(int(found.group(1), 16)), reported[1:-1])
    assert back == printable(words)
