"""The words of a pack on slides: sentences, commentary set apart, words that lead in a chart, words below a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pptx.enum.shapes import MSO_SHAPE
from pptx.util import Pt

from analytics.english import listed, sentence_case
from analytics.files.pack import ooxml
from analytics.files.pack.cover import BY_HAND
from analytics.files.pack.fonts import printable
from analytics.files.pack.slide_tables import REMARK_ABOVE, SIZE, remark_height
from analytics.files.pack.slides import BOTTOM, EDGE, ROOM, TOP, Box, Deck, colour, fitting, lines, text_box

TEXT, LINE, BELOW = 16.0, 21.0, 10.0
TEXT_ROOM = ROOM - 16
BY_HAND_LINE = 26.0
LEAD, LEAD_LINE, MOST_LEAD = 14.0, 17.5, 4
LONGEST_WORD = 400
"""Points: the letters of a slide of words, a line of them, the room below a paragraph and the width of one; the line
that says who wrote; the letters and a line of words that lead in what is shown, and how many lines they may take.
Letters after which a word is broken whatever it is."""


def add(deck: Deck, heading: str, sentence: Sequence[str], commentary: Sequence[str]) -> None:
    """Slides of sentences and of what the analyst wrote, each set apart; what does not fit goes on to the next."""
    pages = _pages([(text, False) for text in sentence] + [(text, True) for text in commentary])
    for number, page in enumerate(pages, start=1):
        slide = deck.slide(heading if number == 1 else f"{heading} ({number} of {len(pages)})")
        _fill(slide, page)
        note(slide, [f"{BY_HAND}: {piece}" if by_hand else piece for piece, by_hand in page])


def add_short(deck: Deck, sections: Sequence[tuple[str, Sequence[str]]]) -> None:
    """One slide of several sections that say a few words each, every one under its heading."""
    slide = deck.slide(sentence_case(listed([heading for heading, _ in sections])))
    top = TOP
    for heading, wording in sections:
        text_box(slide, fitting(printable(heading), ROOM, TEXT), (EDGE, top, ROOM, LINE), size=TEXT, bold=True)
        text_box(slide, "\n".join(wording), (EDGE, top + LINE, ROOM, short_height(wording) - LINE - BELOW), size=LEAD)
        top += short_height(wording)


def short_height(sentence: Sequence[str]) -> float:
    """How high a section is that says a few words under its heading on a shared slide."""
    return LINE + lines("\n".join(sentence), ROOM, LEAD) * LEAD_LINE + BELOW


def may_lead(text: str) -> bool:
    """Whether the words are so few that they stand above what is shown, on its slide."""
    return lines(text, ROOM, LEAD) <= MOST_LEAD


def lead_height(text: str) -> float:
    """How far down words that lead in push the rest of a slide."""
    return lines(text, ROOM, LEAD) * LEAD_LINE + 8 if text else 0.0


def lead(slide: Any, text: str) -> float:
    """Put words below the title that lead in the rest of the slide; how far down they push it."""
    if text:
        text_box(slide, text, (EDGE, TOP - 2, ROOM, lead_height(text) - 8), size=LEAD)
    return lead_height(text)


def remark(slide: Any, text: str, at: tuple[float, float, float]) -> None:
    """The words below a table that ends there: left, end, the width that there is; two lines at most."""
    if text:
        left, end, wide = at
        wording = text if lines(text, wide, SIZE) <= 2 else fitting(text, 1.8 * wide, SIZE)
        height = remark_height(wording, wide)
        text_box(slide, wording, (left, end + REMARK_ABOVE, wide, height), size=SIZE, role="soft_text")


def note(slide: Any, texts: Sequence[str]) -> None:
    """The speaker's notes of a slide."""
    if wording := "\n".join(printable(text) for text in texts if text):
        slide.notes_slide.notes_text_frame.text = wording


def bar(slide: Any, box: Box) -> None:
    """A plain upright bar in blue, which a screen reader passes over."""
    shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *map(Pt, box))
    shape.fill.solid()
    shape.fill.fore_color.rgb = colour("looked_at")
    shape.line.fill.background()
    shape.shadow.inherit = False
    shape.name = "Bar"
    ooxml.decorative(shape)


Page = list[tuple[str, bool]]
"""The paragraphs of one slide, and whether each is the analyst's."""


def _pages(texts: Sequence[tuple[str, bool]]) -> list[Page]:
    pages: list[Page] = [[]]
    left = BOTTOM - TOP
    for piece, by_hand in ((piece, by_hand) for text, by_hand in texts for piece in _pieces(text)):
        height = lines(piece, TEXT_ROOM, TEXT) * LINE + BELOW
        height += BY_HAND_LINE if by_hand and not any(each for _, each in pages[-1]) else 0
        if height > left and pages[-1]:
            pages.append([])
            left = BOTTOM - TOP
        pages[-1].append((piece, by_hand))
        left -= height
    return pages


def _pieces(text: str) -> list[str]:
    """A paragraph in parts that each fit a slide: nearly always itself."""
    total = int((BOTTOM - TOP - 60) // LINE)
    if lines(text, TEXT_ROOM, TEXT) <= total:
        return [text]
    pieces = [""]
    for word in (part for long in text.split(" ") for part in _short(long)):
        longer = f"{pieces[-1]} {word}".strip()
        if lines(longer, TEXT_ROOM, TEXT) > total:
            pieces.append(word)
        else:
            pieces[-1] = longer
    return pieces


def _short(word: str) -> list[str]:
    return [word[at : at + LONGEST_WORD] for at in range(0, len(word), LONGEST_WORD)] or [""]


def _fill(slide: Any, page: Page) -> None:
    top, is_first = TOP, True
    for text, by_hand in page:
        if by_hand and is_first:
            text_box(slide, BY_HAND, (EDGE + 16, top + 4, TEXT_ROOM, 18), size=12, bold=True, role="looked_at")
            top, is_first = top + BY_HAND_LINE, False
        height = lines(text, TEXT_ROOM, TEXT) * LINE
        if by_hand:
            bar(slide, (EDGE, top, 3, height))
        text_box(slide, text, (EDGE + 16 if by_hand else EDGE, top, TEXT_ROOM, height), size=TEXT)
        top += height + BELOW
