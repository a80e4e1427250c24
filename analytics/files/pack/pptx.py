"""The pack as PowerPoint: charts that can be edited, a marking on every slide, words for who does not see it.

python-pptx writes the file; what it would take from the clock is the as-at day, so that equal packs give equal bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO

from analytics.charts.chart import MEASURE
from analytics.files.pack import native_charts, slide_tables, slide_words
from analytics.files.pack.content import Block, Pack, PackTable, Picture, Section, Sentence
from analytics.files.pack.cover import facts, paragraphs
from analytics.files.pack.fonts import printable
from analytics.files.pack.side_by_side import Row, arrange_in_rows, left_of
from analytics.files.pack.slides import BOTTOM, EDGE, ROOM, TOP, Box, Deck, fitting, lines, text_box
from analytics.files.workbook import INVENTED

GAP = 24.0
LETTERS = 1.08 * slide_tables.SIZE * MEASURE / ROOM
MOST_ROWS = 10
CAPTION = 26.0
FACT, FACT_LINE = 14.0, 19.0
"""Points between two charts; a table's letters as a page takes them that is as wide as the measure, and the most rows
of one beside a chart; the caption of a table that shares its slide; a line of a fact on the cover."""


def write(pack: Pack, to: BinaryIO) -> None:
    """Write the pack as a presentation."""
    deck = Deck(pack)
    _cover(deck, pack)
    for sections in _slide_groups(pack.sections):
        if len(sections) > 1:
            slide_words.add_short(deck, [(section.heading, _section_text(section)) for section in sections])
        else:
            _section(deck, sections[0], pack)
    deck.save(to)


def _slide_groups(sections: Sequence[Section]) -> Iterator[list[Section]]:
    """The sections in order, neighbours that say only a few words in one group that fits one slide."""
    group: list[Section] = []
    left = 0.0
    for section in sections:
        height = slide_words.short_height(_section_text(section)) if _is_short(section) else None
        if group and (height is None or height > left):
            yield group
            group = []
        if height is None:
            yield [section]
            continue
        left = (left if group else BOTTOM - TOP) - height
        group.append(section)
    if group:
        yield group


def _is_short(section: Section) -> bool:
    """Whether a section shows nothing, and says no more than would lead in something else."""
    return not section.commentary and all(map(_sentence, section.blocks)) and slide_words.may_lead(_text(section))


def _section_text(section: Section) -> list[str]:
    return [part for text in map(_sentence, section.blocks) for part in paragraphs(text)]


def _text(section: Section) -> str:
    return "\n".join(_section_text(section))


def _cover(deck: Deck, pack: Pack) -> None:
    slide = deck.cover()
    slide_words.bar(slide, (EDGE, 84, 5, 100))
    top = 206.0
    if pack.is_demonstration:
        text_box(slide, INVENTED, (EDGE, top, ROOM, 24), size=16, bold=True, role="looked_at")
        top += 34
    for name, wording in facts(pack):
        top += _fact(slide, name, wording, top)
    remarks = [printable(remark) for remark in pack.remarks]
    _remarks(slide, [fitting(remark, ROOM, 13) for remark in remarks], top + 10)
    slide_words.note(slide, [*(f"{name}: {wording}" for name, wording in facts(pack)), *remarks])


def _fact(slide: Any, name: str, sentence: str, top: float) -> float:
    """One line of the cover, two where it is long; how high it is."""
    room = (ROOM - 190) / 1.1
    reported = sentence if lines(sentence, room, FACT) <= 2 else fitting(sentence, 1.8 * room, FACT)
    height = FACT_LINE * lines(reported, room, FACT)
    text_box(slide, name, (EDGE, top, 180, FACT_LINE), size=FACT, role="soft_text")
    text_box(slide, reported, (EDGE + 190, top, ROOM - 190, height), size=FACT, bold=True)
    return height


def _remarks(slide: Any, remarks: Sequence[str], top: float) -> None:
    """As many remarks as the cover has room for; the notes have all."""
    room = int((BOTTOM - top) // 18)
    if len(remarks) > room:
        remarks = [*remarks[: max(0, room - 1)], "More remarks are in this slide’s notes."]
    if remarks:
        text_box(slide, "\n".join(remarks), (EDGE, top, ROOM, 18.0 * len(remarks)), size=13)


def _section(deck: Deck, section: Section, pack: Pack) -> None:
    """First the words of the section, then its charts and tables in order."""
    commentary = list(paragraphs(section.commentary))
    rows = list(arrange_in_rows([block for block in section.blocks if not _sentence(block)], LETTERS, MOST_ROWS))
    lead = _text(section)
    if not rows or commentary or not slide_words.may_lead(lead):
        slide_words.add(deck, section.heading, _section_text(section), commentary)
        lead = ""
    for row in _piles(rows, lead):
        if all(isinstance(block, PackTable) for block in row):
            _tables(deck, section, [block for block in row if isinstance(block, PackTable)], lead)
        else:
            _pictures(deck, section, row, lead, pack)
        lead = ""


def _sentence(block: Block) -> str:
    """What is said in words; a table without rows is said, too. Nothing for what is shown."""
    if isinstance(block, Sentence):
        return block.text
    return f"{block.caption}: none." if isinstance(block, PackTable) and block.printed.empty else ""


def _tables(deck: Deck, section: Section, pile: Sequence[PackTable], lead: str) -> None:
    """One table over as many slides as it takes, or several small ones on one slide under their captions."""
    if len(pile) > 1:
        slide = deck.slide(section.heading)
        top = TOP + slide_words.lead(slide, lead)
        for table in pile:
            top += _captioned(slide, table, (EDGE, top, ROOM, BOTTOM - top)) + GAP / 2
        slide_words.note(slide, [f"{table.caption}: {table.remark}" for table in pile if table.remark])
        return
    parts = slide_tables.parts(pile[0], ROOM, BOTTOM - TOP - slide_words.lead_height(lead))
    for number, part in enumerate(parts, start=1):
        more = f" ({number} of {len(parts)})" if len(parts) > 1 else ""
        slide = deck.slide(f"{pile[0].caption}{more}", section.heading)
        top = TOP + slide_words.lead(slide, lead if number == 1 else "")
        slide_tables.add(slide, part, (EDGE, top), printable(f"Table: {pile[0].caption}{more}"))
        slide_words.remark(slide, part.remark, (EDGE, top + part.high, ROOM))
        slide_words.note(slide, [part.remark])


def _captioned(slide: Any, table: PackTable, box: Box) -> float:
    """A table under its caption, on one slide whatever its length; how high both are."""
    left, top, wide, high = box
    text_box(slide, fitting(printable(table.caption), wide, 14), (left, top, wide, CAPTION), size=14, bold=True)
    (part,) = slide_tables.parts(table, wide, high - CAPTION, most=1)
    slide_tables.add(slide, part, (left, top + CAPTION), printable(f"Table: {table.caption}"))
    slide_words.remark(slide, part.remark, (left, top + CAPTION + part.high, wide))
    return CAPTION + part.all_high


def _piles(rows: Sequence[Row], lead: str) -> Iterator[Row]:
    """The rows in order, neighbouring tables that stand whole on one slide together in one."""
    pile: list[PackTable] = []
    left = 0.0
    for row in rows:
        height = _height_of(row)
        if pile and (height is None or height > left):
            yield tuple(pile)
            pile = []
        if height is None:
            yield row
            lead = ""
            continue
        if not pile:
            left, lead = BOTTOM - TOP - slide_words.lead_height(lead), ""
        pile += [block for block in row if isinstance(block, PackTable)]
        left -= height
    if pile:
        yield tuple(pile)


def _height_of(row: Row) -> float | None:
    """How high a table is that has the slide's width to itself; None for charts."""
    if len(row) > 1 or not isinstance(row[0], PackTable):
        return None
    parts = slide_tables.parts(row[0], ROOM, BOTTOM - TOP)
    return sum(part.all_high for part in parts) + (len(parts) - 1) * BOTTOM + CAPTION + GAP / 2


def _pictures(deck: Deck, section: Section, row: Row, lead: str, pack: Pack) -> None:
    """A chart, or several beside one another each under its own headline, and the small table that belongs to them."""
    first = next(block for block in row if isinstance(block, Picture))
    alone = sum(isinstance(block, Picture) for block in row) == 1
    slide = deck.slide(first.chart.headline if alone else section.heading, section.heading if alone else "")
    weights = [block.chart.width if isinstance(block, Picture) else left_of(row) for block in row]
    room = ROOM - GAP * (len(row) - 1)
    left, top = EDGE, TOP + slide_words.lead(slide, lead)
    for block, weight in zip(row, weights, strict=True):
        box = (left, top, room * weight / sum(weights), BOTTOM - top)
        if isinstance(block, PackTable):
            _captioned(slide, block, box)
        elif isinstance(block, Picture):
            _picture(slide, block, box, pack, has_headline=not alone)
        left += box[2] + GAP
    charts = [block.chart for block in row if isinstance(block, Picture)]
    slide_words.note(slide, [line for chart in charts for line in (chart.headline, chart.subtitle, chart.alternative)])


def _picture(slide: Any, picture: Picture, box: Box, pack: Pack, *, has_headline: bool = False) -> None:
    """A chart under its subtitle, and where it is not the slide's only one under its headline."""
    left, top, wide, high = box
    end = top + high
    reported = [(printable(picture.chart.headline), 14, True, "text")] if has_headline else []
    reported += [(printable(picture.chart.subtitle), 12, False, "soft_text")]
    for text, size, is_bold, role in reported:
        wording = text if lines(text, wide, size) <= 2 else fitting(text, 1.8 * wide, size)
        height = lines(wording, wide, size * (1.06 if is_bold else 1)) * size * 1.22 + 4
        text_box(slide, wording, (left, top, wide, height), size=size, bold=is_bold, role=role)
        top += height
    room = native_charts.height(picture, end - top - 6)
    native_charts.add(slide, picture, (left, top + 6, wide, room), pack.as_at)
