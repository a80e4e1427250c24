"""The presentation's charts hold the tables' numbers, every slide its marking, and nothing reaches over an edge."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as some
from openpyxl import load_workbook
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.util import Emu, Pt

from analytics.files.pack import pptx
from analytics.files.pack.content import Pack, PackTable, Picture, Plot, Section, Sentence
from analytics.files.pack.fonts import printable
from analytics.files.pack.text_tables import grid
from tests.examples import examples
from tests.files.pack.papers import of_words


def made(pack: Pack) -> bytes:
    stream = BytesIO()
    pptx.write(pack, stream)
    return stream.getvalue()


@pytest.fixture(scope="module")
def written(pack: Pack) -> bytes:
    return made(pack)


@pytest.fixture(scope="module")
def show(written: bytes) -> Any:
    return Presentation(BytesIO(written))


def shapes(show: Any) -> Iterator[Any]:
    for slide in show.slides:
        yield from slide.shapes


def pictures(pack: Pack, plot: Plot) -> list[Picture]:
    blocks = (block for section in pack.sections for block in section.blocks)
    return [block for block in blocks if isinstance(block, Picture) and block.plot is plot]


def charts(show: Any, picture: Picture) -> list[Any]:
    """The charts that show one picture, known by their description."""
    result = [shape for shape in shapes(show) if shape.has_chart]
    return [shape.chart for shape in result if described(shape) == picture.chart.alternative]


def described(shape: Any) -> str:
    return str(shape.element.nvGraphicFramePr.cNvPr.get("descr"))


def plotted(chart: Any) -> dict[str, list[float | None]]:
    return {series.name: list(series.values) for plot in chart.plots for series in plot.series}


def texts(show: Any) -> str:
    wording = [shape.text_frame.text for shape in shapes(show) if shape.has_text_frame]
    cells = [cell.text for shape in shapes(show) if shape.has_table for row in shape.table.rows for cell in row.cells]
    return "\n".join([*wording, *cells])


def test_bars_are_the_tables_rows(pack: Pack, show: Any) -> None:
    for picture in pictures(pack, Plot.BARS):
        (chart,) = charts(show, picture)
        names, numbers = picture.chart.table.columns
        assert list(chart.plots[0].categories) == list(picture.chart.table[names])
        assert plotted(chart) == {numbers: picture.chart.table[numbers].tolist()}


def test_stock_and_flow_are_two_charts_of_one_table(pack: Pack, show: Any) -> None:
    (picture,) = pictures(pack, Plot.STOCK_AND_FLOW)
    line, columns = charts(show, picture)
    days, stock, came, went = picture.chart.table.columns[:4]
    assert plotted(line) == {stock: picture.chart.table[stock].tolist()}
    assert plotted(columns) == {name: picture.chart.table[name].tolist() for name in (came, went)}
    assert len(line.plots[0].categories) == len(picture.chart.table[days])


def test_the_waterfall_adds_up_to_the_statement(pack: Pack, show: Any) -> None:
    (picture,) = pictures(pack, Plot.WATERFALL)
    (chart,) = charts(show, picture)
    terms = dict(picture.chart.table.itertuples(index=False, name=None))
    names, shown = list(chart.plots[0].categories), plotted(chart)
    for at, name in enumerate(names):
        up, down, level = (shown[series][at] or 0 for series in ("Up", "Down", "Level"))
        assert up - down + level == terms[name]
    assert sum(terms.values()) == 2 * terms[names[-1]]
    assert {name for name, number in terms.items() if number == 0}.isdisjoint(names[1:-1])
    standing = terms[names[0]]
    for at in range(1, len(names) - 1):
        after = standing + terms[names[at]]
        assert shown["Below"][at] == min(standing, after)
        standing = after


def test_the_workbook_behind_a_chart_holds_what_it_plots(show: Any) -> None:
    result = [shape.chart for shape in shapes(show) if shape.has_chart]
    assert len(result) >= 5
    for chart in result:
        sheet = load_workbook(BytesIO(chart.part.chart_workbook.xlsx_part.blob)).active
        columns = {cells[0]: list(cells[1:]) for cells in sheet.iter_cols(min_col=2, values_only=True)}
        assert columns == plotted(chart)


def test_charts_and_tables_are_described_and_slides_titled_and_marked(pack: Pack, show: Any) -> None:
    for slide in show.slides:
        assert slide.shapes.title.text_frame.text.strip()
        wording = [shape.text_frame.text for shape in slide.placeholders]
        assert any(pack.marking in words for words in wording)
        for shape in slide.shapes:
            if shape.has_chart or shape.has_table:
                assert described(shape).strip() not in {"", "None"}


def test_a_screen_reader_comes_to_the_foot_last_and_every_shape_and_slide_has_words_of_its_own(show: Any) -> None:
    for slide in show.slides:
        names = [shape.name for shape in slide.shapes]
        assert len(names) == len(set(names))
        kinds = [shape.placeholder_format.type if shape.is_placeholder else None for shape in slide.shapes]
        assert set(kinds[-2:]) == {PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER}
        assert slide.shapes[0] == slide.shapes.title
        assert slide.notes_slide.notes_text_frame.text.strip()
        for shape in slide.shapes:
            if shape.has_table:
                assert (shape.table.first_row, shape.table.first_col) == (True, True)


def test_no_shape_reaches_over_the_slide_and_tables_end_above_its_foot(show: Any) -> None:
    wide, high = show.slide_width, show.slide_height
    assert [Emu(wide).pt, Emu(high).pt] == [960, 540]
    for shape in shapes(show):
        assert shape.left >= 0
        assert shape.left + shape.width <= wide + 1
        assert shape.top >= 0
        assert shape.top + shape.height <= high
        if shape.has_table:
            assert shape.top + sum(row.height for row in shape.table.rows) <= Pt(498)


def test_sentences_are_on_slides_and_commentary_set_apart(pack: Pack, show: Any) -> None:
    wording = texts(show)
    for section in pack.sections:
        for block in section.blocks:
            if isinstance(block, Sentence):
                assert block.text in wording
        for part in section.commentary.split("\n\n"):
            assert part in wording
    assert "Commentary" in wording


def test_a_long_table_says_how_many_rows_are_in_the_workbook(pack: Pack, show: Any) -> None:
    table = next(b for s in pack.sections for b in s.blocks if isinstance(b, PackTable) and len(b.frame) == 152)
    parts = [
        shape.table
        for shape in shapes(show)
        if shape.has_table and described(shape).startswith(f"Table: {table.caption}")
    ]
    reported = sum(len(part.rows) - 1 for part in parts)
    assert 1 < len(parts) <= 3
    assert f"{reported} of 152 rows; {152 - reported} more rows in the workbook" in texts(show)
    references = [row.cells[0].text for part in parts for row in list(part.rows)[1:]]
    assert references == [row[0] for row in grid(table).rows[:reported]]


def test_a_short_table_is_whole(pack: Pack, show: Any) -> None:
    actions = pack.sections[0].blocks[0]
    assert isinstance(actions, PackTable)
    result = next(shape.table for shape in shapes(show) if shape.has_table)
    rows = [tuple(cell.text for cell in row.cells) for row in result.rows]
    assert rows == [grid(actions).headings, *grid(actions).rows]
    assert "Decisions from last time: none." in texts(show)


def test_sections_of_a_few_words_share_a_slide(pack: Pack) -> None:
    def section(number: int, words: str, commentary: str = "") -> Section:
        return Section(key=f"{number}", heading=f"Part {number}", blocks=(Sentence(words),), commentary=commentary)

    parts = (section(1, "Not recorded."), section(2, "None is open."), section(3, "So.", "Why?"), section(4, "End."))
    show = Presentation(BytesIO(made(Pack(**{**fields(pack), "sections": parts}))))
    titles = [slide.shapes.title.text_frame.text for slide in show.slides]
    assert titles[1:] == ["Part 1 and Part 2", "Part 3", "Part 4"]
    wording = texts(show)
    assert all(words in wording for words in ("Not recorded.", "None is open.", "So.", "Why?", "End."))


def test_small_tables_share_a_slide_whole(pack: Pack) -> None:
    frames = [pd.DataFrame({"Term": [f"{name} {at}" for at in range(4)], "Number": range(4)}) for name in "AB"]
    tables = tuple(PackTable(caption=f"Table {at}", frame=frame, note="Said.") for at, frame in enumerate(frames))
    section = Section(key="two", heading="Two tables", blocks=tables)
    show = Presentation(BytesIO(made(Pack(**{**fields(pack), "sections": (section,)}))))
    assert [slide.shapes.title.text_frame.text for slide in show.slides][1:] == ["Two tables"]
    first, second = (shape for shape in show.slides[1].shapes if shape.has_table)
    assert [row.cells[0].text for row in first.table.rows] == ["Term", *frames[0]["Term"]]
    assert [row.cells[0].text for row in second.table.rows] == ["Term", *frames[1]["Term"]]
    assert first.top + first.height < second.top
    assert texts(show).count("Said.") == 2


def test_a_blank_cell_is_no_higher_than_a_filled_one(pack: Pack) -> None:
    frame = pd.DataFrame({"Reference": ["HM-1", None], "Cause": ["One", "None of them"]})
    section = Section(key="one", heading="One", blocks=(PackTable(caption="Causes", frame=frame),))
    show = Presentation(BytesIO(made(Pack(**{**fields(pack), "sections": (section,)}))))
    table = next(shape.table for shape in shapes(show) if shape.has_table)
    blank = table.cell(2, 0).text_frame.paragraphs[0]
    sizes = [end.get("sz") for end in blank._p.iter() if end.tag.endswith("endParaRPr")]
    assert (blank.text, sizes) == ("", ["1200"])


def test_notes_hold_the_words_of_the_charts(pack: Pack, show: Any) -> None:
    notes = "\n".join(slide.notes_slide.notes_text_frame.text for slide in show.slides if slide.has_notes_slide)
    for plot in Plot:
        for picture in pictures(pack, plot):
            assert picture.chart.subtitle in notes
            assert picture.chart.alternative in notes


def test_every_text_is_english_and_nothing_tells_the_hour(written: bytes, show: Any, pack: Pack) -> None:
    properties = show.core_properties
    assert properties.created == properties.modified == datetime(2022, 11, 28)  # noqa: DTZ001 - as the file holds it
    assert (properties.title, properties.language) == (pack.title, "en-GB")
    with ZipFile(BytesIO(written)) as archive:
        assert {entry.date_time[:3] for entry in archive.infolist()} == {(2022, 11, 28)}
        slides = [archive.read(name).decode() for name in archive.namelist() if name.startswith("ppt/slides/slide")]
    assert all('lang="en-US"' not in xml for xml in slides)
    assert all('lang="en-GB"' in xml for xml in slides)


def test_a_long_commentary_goes_over_several_slides_whole(pack: Pack) -> None:
    words = " ".join(f"word{number}" for number in range(1500))
    section = Section(key="long", heading="Long", blocks=(), commentary=f"{words}\n\nAnd this.")
    show = Presentation(BytesIO(made(Pack(**{**fields(pack), "sections": (section,)}))))
    assert len(show.slides) > 3
    wording = texts(show).split()
    assert [f"word{number}" for number in range(1500) if f"word{number}" not in wording] == []
    for shape in shapes(show):
        assert shape.top + shape.height <= show.slide_height


def fields(pack: Pack) -> dict[str, Any]:
    return {name: getattr(pack, name) for name in Pack.__dataclass_fields__}


@examples(25)
@given(some.text(min_size=1, max_size=300))
@example("<a:t>&amp;</a:t> ]]> \x0b \u202e =1+1")
@example("W" * 2000)
def test_any_words_make_a_presentation_that_opens(words: str) -> None:
    show = Presentation(BytesIO(made(of_words(words))))
    for shape in shapes(show):
        assert shape.top + shape.height <= show.slide_height + 1
    if len(words) < 60 and printable(words).strip():
        assert "".join(printable(words).split()) in "".join(texts(show).split())
