"""The pack as PowerPoint: charts that can be edited, a marking on every slide, words for who does not see it.

python-pptx writes the file; what it would take from the clock is the as-at day, so that equal packs give equal bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, BinaryIO

from pptx.util import Pt

from analytics.charts.chart import MEASURE
from analytics.publish.pack import native_charts, slide_tables
from analytics.publish.pack.abreast import Row, abreast, left_of
from analytics.publish.pack.content import Block, Pack, Picture, Section, Sentence, Table
from analytics.publish.pack.cover import BY_HAND, INVENTED, facts, paragraphs
from analytics.publish.pack.deck import BOTTOM, EDGE, ROOM, TOP, Box, Deck, colour, fitting, lines, words
from analytics.publish.pack.typeface import printable

GAP = 24.0
TEXT, LINE, LEAD = 16.0, 21.0, 14.0
LETTERS = 1.08 * slide_tables.SIZE * MEASURE / ROOM
MOST_ROWS = 10
"""Points between two charts; the letters of a slide of words, a line of them, and the letters of words that lead in a
slide; a table's letters as a page takes them that is as wide as the measure; the rows of one beside a chart."""


def write(pack: Pack, to: BinaryIO) -> None:
    """Write the pack as a presentation."""
    deck = Deck(pack)
    _cover(deck, pack)
    for section in pack.sections:
        _section(deck, section, pack)
    deck.save(to)


def _cover(deck: Deck, pack: Pack) -> None:
    slide = deck.cover()
    _bar(slide, (EDGE, 84, 5, 100), "looked_at")
    top = 206.0
    if pack.is_demonstration:
        words(slide, INVENTED, (EDGE, top, ROOM, 24), size=16, bold=True, role="looked_at")
        top += 34
    told = [(name, fitting(said, ROOM - 190, 14)) for name, said in facts(pack)]
    height = 20.0 * len(told)
    words(slide, "\n".join(name for name, _ in told), (EDGE, top, 180, height), size=14, role="soft_text")
    words(slide, "\n".join(said for _, said in told), (EDGE + 190, top, ROOM - 190, height), size=14, bold=True)
    top += height + 12
    room = int((BOTTOM - top) // 18)
    remarks = [fitting(printable(remark), ROOM, 13) for remark in pack.remarks]
    kept = remarks if len(remarks) <= room else [*remarks[: room - 1], "More remarks are in this slide’s notes."]
    if kept:
        words(slide, "\n".join(kept), (EDGE, top, ROOM, 18.0 * len(kept)), size=13)
    _note(slide, [f"{name}: {said}" for name, said in facts(pack)] + [printable(each) for each in pack.remarks])


def _section(deck: Deck, section: Section, pack: Pack) -> None:
    """First the words of the section, then its charts and tables in order."""
    said = [part for text in map(_sentence, section.blocks) for part in paragraphs(text)]
    commentary = list(paragraphs(section.commentary))
    rows = list(abreast([block for block in section.blocks if not _sentence(block)], LETTERS, MOST_ROWS))
    lead = "\n".join(said)
    if not rows or commentary or lines(lead, ROOM, LEAD) > 2:
        _words(deck, section, said, commentary)
        lead = ""
    for row in rows:
        if len(row) == 1 and isinstance(row[0], Table):
            _table(deck, section, row[0], lead)
        else:
            _pictures(deck, section, row, lead, pack)
        lead = ""


def _sentence(block: Block) -> str:
    """What is said in words; a table without rows is said, too. Nothing for what is shown."""
    if isinstance(block, Sentence):
        return block.text
    return f"{block.caption}: none." if isinstance(block, Table) and block.printed.empty else ""


def _lead(slide: Any, lead: str) -> float:
    """The one or two lines that lead a slide in, below its title; how far down they push the rest."""
    if not lead:
        return 0.0
    height = lines(lead, ROOM, LEAD) * LEAD * 1.25
    words(slide, lead, (EDGE, TOP - 2, ROOM, height), size=LEAD)
    return height + 8


def _words(deck: Deck, section: Section, said: Sequence[str], commentary: Sequence[str]) -> None:
    """Slides of sentences and of what the analyst wrote, each set apart; what does not fit goes on to the next."""
    told = [(text, False) for text in said] + [(text, True) for text in commentary]
    pages: list[list[tuple[str, bool]]] = [[]]
    left = BOTTOM - TOP
    for text, is_commentary in told:
        for piece in _pieces(text):
            taken = lines(piece, ROOM - 20, TEXT) * LINE + 10
            taken += 26 if is_commentary and not any(by_hand for _, by_hand in pages[-1]) else 0
            if taken > left and pages[-1]:
                pages.append([])
                left = BOTTOM - TOP
            pages[-1].append((piece, is_commentary))
            left -= taken
    for number, page in enumerate(pages, start=1):
        slide = deck.slide(section.heading if number == 1 else f"{section.heading} ({number} of {len(pages)})")
        _fill(slide, page)
        _note(slide, [f"{BY_HAND}: {piece}" if by_hand else piece for piece, by_hand in page])


def _pieces(text: str) -> list[str]:
    """A paragraph in parts that each fit a slide: nearly always itself."""
    whole = int((BOTTOM - TOP - 60) // LINE)
    if lines(text, ROOM - 20, TEXT) <= whole:
        return [text]
    pieces = [""]
    for word in (part for long in text.split(" ") for part in _short(long)):
        longer = f"{pieces[-1]} {word}".strip()
        if lines(longer, ROOM - 20, TEXT) > whole:
            pieces.append(word)
        else:
            pieces[-1] = longer
    return pieces


def _short(word: str, most: int = 400) -> list[str]:
    return [word[at : at + most] for at in range(0, len(word), most)] or [""]


def _fill(slide: Any, page: Sequence[tuple[str, bool]]) -> None:
    top, first = TOP, True
    for text, is_commentary in page:
        if is_commentary and first:
            words(slide, BY_HAND, (EDGE + 16, top + 4, ROOM - 20, 18), size=12, bold=True, role="looked_at")
            top, first = top + 26, False
        height = lines(text, ROOM - 20, TEXT) * LINE
        left = EDGE + 16 if is_commentary else EDGE
        if is_commentary:
            _bar(slide, (EDGE, top, 3, height), "looked_at")
        words(slide, text, (left, top, ROOM - 20, height), size=TEXT)
        top += height + 10


def _table(deck: Deck, section: Section, table: Table, lead: str) -> None:
    parts = slide_tables.parts(table, ROOM, BOTTOM - TOP - 36 - (50 if lead else 0))
    for number, part in enumerate(parts, start=1):
        more = f" ({number} of {len(parts)})" if len(parts) > 1 else ""
        slide = deck.slide(f"{table.caption}{more}", section.heading)
        down = _lead(slide, lead if number == 1 else "")
        slide_tables.add(slide, part, (EDGE, TOP + down), printable(f"Table: {table.caption}{more}"))
        _remark(slide, part.remark, (EDGE, TOP, ROOM, BOTTOM - TOP))
        _note(slide, [part.remark])


def _remark(slide: Any, remark: str, box: Box) -> None:
    """The words below a table, at the foot of its box, in two lines at most."""
    if remark:
        left, top, wide, high = box
        said = remark if lines(remark, wide, 12) <= 2 else fitting(remark, 1.8 * wide, 12)
        height = lines(said, wide, 12) * 14.6
        words(slide, said, (left, top + high - height, wide, height), size=12, role="soft_text")


def _pictures(deck: Deck, section: Section, row: Row, lead: str, pack: Pack) -> None:
    """A chart, or several beside one another each under its own headline, and the small table that belongs to them."""
    first = next(block for block in row if isinstance(block, Picture))
    alone = sum(isinstance(block, Picture) for block in row) == 1
    slide = deck.slide(first.chart.headline if alone else section.heading, section.heading if alone else "")
    weights = [block.chart.width if isinstance(block, Picture) else left_of(row) for block in row]
    room = ROOM - GAP * (len(row) - 1)
    left, top = EDGE, TOP + _lead(slide, lead)
    for block, weight in zip(row, weights, strict=True):
        box = (left, top, room * weight / sum(weights), BOTTOM - top)
        if isinstance(block, Table):
            _small_table(slide, block, box)
        elif isinstance(block, Picture):
            _picture(slide, block, box, pack, has_headline=not alone)
        left += box[2] + GAP
    charts = [block.chart for block in row if isinstance(block, Picture)]
    _note(slide, [line for chart in charts for line in (chart.headline, chart.subtitle, chart.alternative)])


def _small_table(slide: Any, table: Table, box: Box) -> None:
    left, top, wide, high = box
    words(slide, fitting(table.caption, wide, 14), (left, top, wide, 20), size=14, bold=True)
    part = slide_tables.parts(table, wide, high - 62)[0]
    slide_tables.add(slide, part, (left, top + 26), printable(f"Table: {table.caption}"))
    _remark(slide, part.remark, box)


def _picture(slide: Any, picture: Picture, box: Box, pack: Pack, *, has_headline: bool = False) -> None:
    """A chart under its subtitle, and where it is not the slide's only one under its headline."""
    left, top, wide, high = box
    end = top + high
    told = [(printable(picture.chart.headline), 14, True, "text")] if has_headline else []
    told += [(printable(picture.chart.subtitle), 12, False, "soft_text")]
    for text, size, is_bold, role in told:
        said = text if lines(text, wide, size) <= 2 else fitting(text, 1.8 * wide, size)
        height = lines(said, wide, size * (1.06 if is_bold else 1)) * size * 1.22 + 4
        words(slide, said, (left, top, wide, height), size=size, bold=is_bold, role=role)
        top += height
    room = native_charts.height(picture, end - top - 6)
    native_charts.add(slide, picture, (left, top + 6, wide, room), pack.as_at)


def _bar(slide: Any, box: Box, role: str) -> None:
    """A plain upright bar, which says nothing to a screen reader."""
    from pptx.enum.shapes import MSO_SHAPE

    shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *map(Pt, box))
    shape.fill.solid()
    shape.fill.fore_color.rgb = colour(role)
    shape.line.fill.background()
    shape.shadow.inherit = False
    shape.name = "Bar"


def _note(slide: Any, lines_of_it: Sequence[str]) -> None:
    said = "\n".join(printable(line) for line in lines_of_it if line)
    if said:
        slide.notes_slide.notes_text_frame.text = said
