"""The PDF holds every word and number of the pack, says what it is to a machine, and runs no text of anybody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from typing import Any

import pandas as pd
import pikepdf
import pytest
from hypothesis import example, given
from hypothesis import strategies as some
from pypdf import PdfReader

from analytics.files.pack import pdf
from analytics.files.pack.content import Pack, PackTable, Picture, Plot, Sentence
from analytics.files.pack.fonts import in_the_fonts, width
from analytics.files.pack.text_tables import grid, shares
from tests.examples import examples
from tests.files.pack.papers import of_words


def made(pack: Pack) -> bytes:
    stream = BytesIO()
    pdf.write(pack, stream)
    return stream.getvalue()


@pytest.fixture(scope="module")
def written(pack: Pack) -> bytes:
    return made(pack)


@pytest.fixture(scope="module")
def text(written: bytes) -> str:
    return bare(" ".join(page.extract_text() for page in PdfReader(BytesIO(written)).pages))


def bare(words: str) -> str:
    """Words without any blank: where lines break is the page's affair."""
    return re.sub(r"\s", "", words)


def elements(written: bytes) -> Iterator[Any]:
    """Every element of the tree that tells a screen reader what is what."""

    def walk(node: Any) -> Iterator[Any]:
        if isinstance(node, pikepdf.Array):
            for each in node:
                yield from walk(each)
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                yield node
            yield from walk(node.get("/K"))

    with pikepdf.open(BytesIO(written)) as document:
        yield from walk(document.Root.StructTreeRoot.K)


def test_it_says_that_it_is_pdf_ua_in_english(written: bytes, pack: Pack) -> None:
    with pikepdf.open(BytesIO(written)) as document:
        root = document.Root
        assert bool(root.MarkInfo.Marked)
        assert str(root.Lang) == "en-GB"
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        with document.open_metadata() as reported:
            assert reported["pdfuaid:part"] == "1"
            assert reported["dc:title"] == pack.title
        assert str(document.docinfo["/CreationDate"]).startswith("D:20221128")
        assert [str(item.title) for item in document.open_outline().root][: len(pack.sections)] == [
            section.heading for section in pack.sections
        ]


def test_every_sentence_cell_and_commentary_is_in_its_text(pack: Pack, text: str) -> None:
    for section in pack.sections:
        assert bare(section.heading) in text
        assert bare(section.commentary) in text
        for block in section.blocks:
            if isinstance(block, Sentence):
                assert bare(block.text) in text
            elif isinstance(block, PackTable):
                shown = grid(block)
                assert bare(block.caption) in text
                assert [cell for row in shown.rows for cell in row if bare(cell) not in text] == []


def test_every_number_of_every_chart_is_in_its_text(pack: Pack, text: str) -> None:
    for block in (block for section in pack.sections for block in section.blocks):
        if isinstance(block, Picture):
            shown = grid(PackTable(caption="", frame=block.chart.table))
            assert bare(block.chart.headline) in text
            assert bare(block.chart.subtitle) in text
            assert [cell for row in shown.rows for cell in row if bare(cell).lstrip("+") not in text] == []


def test_the_cover_says_what_it_is_of(pack: Pack, text: str) -> None:
    wording = (pack.title, pack.meeting, pack.marking, pack.chosen, pack.source, pack.version, *pack.remarks)
    assert [words for words in wording if bare(words) not in text] == []
    assert all(day in text for day in ("28November2022", "31October2022"))
    assert "Demonstrationdata,invented" in text


def test_every_page_has_its_marking_and_number(written: bytes, pack: Pack) -> None:
    pages = PdfReader(BytesIO(written)).pages
    for number, page in enumerate(pages, start=1):
        wording = page.extract_text()
        assert pack.marking in wording
        assert f"Page {number} of {len(pages)}" in wording


def test_every_sentence_is_a_paragraph(written: bytes, pack: Pack) -> None:
    sentences = [block for section in pack.sections for block in section.blocks if isinstance(block, Sentence)]
    assert len(sentences) > 3
    paragraphs = [element for element in elements(written) if element["/S"] == "/P"]
    subtitles = [block for section in pack.sections for block in section.blocks if isinstance(block, Picture)]
    assert len(paragraphs) >= len(sentences) + len(subtitles)


def test_each_chart_is_a_figure_with_its_words(written: bytes, pack: Pack) -> None:
    charts = [block.chart for section in pack.sections for block in section.blocks if isinstance(block, Picture)]
    alternatives = [str(tag.Alt) for tag in elements(written) if tag.S == "/Figure"]
    assert alternatives == [chart.alternative for chart in charts]


def test_tables_have_headings_and_headings_stand_in_order(written: bytes, pack: Pack) -> None:
    tags = [str(tag.S) for tag in elements(written)]
    tables = [block for section in pack.sections for block in section.blocks if isinstance(block, PackTable)]
    lines = sum(isinstance(b, Picture) and b.plot is Plot.STOCK_AND_FLOW for s in pack.sections for b in s.blocks)
    filled = [table for table in tables if not table.printed.empty]
    assert tags.count("/Table") == len(filled) + lines
    headings = sum(len(table.frame.columns) for table in filled) + 4 * lines
    assert tags.count("/TH") == headings
    levels = [int(tag[2]) for tag in tags if re.fullmatch(r"/H\d", tag)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert levels.count(1) == len(pack.sections) + 1 + bool(lines)


@examples(30)
@given(some.text(min_size=1, max_size=120).filter(lambda words: bool(in_the_fonts(words).strip())))
@example("#panic() $x$ \\ *bold* _it_ `raw` @ref <label> [c] {1} // gone /* gone */ ~ -- ... \"q\" 'q'")
@example('#image("/etc/passwd") #sys.inputs')
@example("= Heading\n- item\n+ one\n/ Term: x")
def test_any_words_are_printed_as_they_are(words: str) -> None:
    wording = bare(" ".join(page.extract_text() for page in PdfReader(BytesIO(made(of_words(words)))).pages))
    if words.isascii():
        assert bare("".join(filter(str.isprintable, words))) in wording  # a control character has nothing to print


LONGEST_CELL, SENTENCE = "W" * 400, "m" * 400
NARROW = [f"{letter}" * 400 for letter in "ABCDEFGH"]


def test_a_word_without_a_break_stays_within_its_cell_and_loses_no_letter() -> None:
    frame = pd.DataFrame({"Text": [LONGEST_CELL], "Owner": ["x" * 400], "Days": [3]})
    squeezed = pd.DataFrame([NARROW], columns=[str(number) for number in range(len(NARROW))])
    tables = (PackTable(caption="Wide", frame=frame, wide=("Text",)), PackTable(caption="Squeezed", frame=squeezed))
    (section,) = of_words("fine").sections
    pack = replace(of_words("fine"), sections=(replace(section, blocks=(Sentence(SENTENCE), *tables)),))
    wording = "\n".join(page.extract_text() for page in PdfReader(BytesIO(made(pack))).pages)
    rooms = {"m": (pdf.ROOM, 10.0)}
    for table in tables:
        cells = dict(zip(grid(table).rows[0], shares(grid(table), pdf.ROOM, pdf.SIZE, pdf.PADDING), strict=True))
        rooms |= {cell[0]: (room - pdf.PADDING / 2, pdf.SIZE) for cell, room in cells.items() if len(cell) == 400}
    assert len(rooms) == 3 + len(NARROW)
    for letter, (room, size) in rooms.items():
        lines = re.findall(f"{letter}{{4,}}", wording)
        assert sum(map(len, lines)) == 400, letter
        assert max(width(line, size) for line in lines) <= room, letter


def test_a_reference_and_a_long_word_of_the_language_stay_whole() -> None:
    words = ("HMICFRS-2022-0007-014", "telecommunications")
    wording = " ".join(page.extract_text() for page in PdfReader(BytesIO(made(of_words(" ".join(words * 40))))).pages)
    assert {word for word in wording.split() if word.startswith(("HMI", "tele"))} <= set(words)


@pytest.mark.parametrize("mark", ["\u202e", "\u2066", "\u200f"])
def test_a_mark_that_turns_the_text_round_is_not_in_the_file(mark: str) -> None:
    document = made(of_words(f"before {mark}desrever after"))
    assert document == made(of_words("before desrever after"))


def test_letters_without_a_glyph_are_marked_and_said() -> None:
    wording = " ".join(page.extract_text() for page in PdfReader(BytesIO(made(of_words("漢字 and more")))).pages)
    assert "□□ and more" in wording
    assert "that the fonts of this file lack" in wording
