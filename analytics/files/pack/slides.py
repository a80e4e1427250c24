"""The slides of a pack before anything stands on them: 16 to 9, with the product's colours, and a marking on each.

PowerPoint carries no font in its file, so these are the two that every office machine has, by role: Georgia, Arial.
"""

from __future__ import annotations

import re
from collections import Counter
from copy import deepcopy
from datetime import datetime, time
from io import BytesIO
from typing import Any, BinaryIO

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE
from pptx.util import Emu, Pt

from analytics.charts.palette import LIGHT
from analytics.english import cut
from analytics.files.pack import ooxml
from analytics.files.pack.content import Pack
from analytics.files.pack.cover import MAKER, running
from analytics.files.pack.fonts import Weight, printable, width
from analytics.files.pack.zip_rewrite import rewrite_zip

WIDE, HIGH = 960.0, 540.0
EDGE = 44.0
ROOM = WIDE - 2 * EDGE
TOP, BOTTOM = 118.0, 498.0
"""Points: a slide, its margin, the width within it, and where its content begins and ends."""

HEADING, BODY = "Georgia", "Arial"
GEORGIA = 1.2
"""How much wider the letters of a title may be than Arial's, which are measured."""

LANGUAGE = "en-GB"
LONGEST_PROPERTY = 250
"""Letters that a property of an office file may have, less a few."""

TITLE_SIZES = (24, 22, 20, 18, 16)
TITLE = (EDGE, 52.0, ROOM, 56.0)
_COVER, _CONTENT = 0, 5
_THEME, _THUMBNAIL = "ppt/theme/theme1.xml", "docProps/thumbnail.jpeg"
_KEPT_LAYOUTS = ("title", "ctrTitle", "subTitle", "body", "ftr", "sldNum")

Box = tuple[float, float, float, float]


class Deck:
    """A presentation that grows slide by slide."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._show = Presentation()
        self._show.slide_width, self._show.slide_height = Pt(WIDE), Pt(HIGH)
        layouts = self._show.slide_layouts
        for number, layout in reversed(list(enumerate(layouts))):
            if number not in {_COVER, _CONTENT}:
                layouts.remove(layout)
        self._cover, self._content = layouts
        for holder in (self._show.slide_master, *layouts):
            _lay_out(holder)
        ooxml.titles_at_the_left(self._show.slide_master)

    def cover(self) -> Any:
        """The first slide: title and meeting in their places; the rest is its caller's to add."""
        slide = self._show.slides.add_slide(self._cover)
        add_shape(slide.shapes.title, (EDGE + 16, 108, ROOM - 16, 76))
        title(slide, self._pack.title, (34, 30, 26, 22, 18))
        add_shape(slide.placeholders[1], (EDGE + 16, 84, ROOM - 16, 24))
        write_lines(slide.placeholders[1].text_frame, [MAKER], size=14, bold=True, role="looked_at", font=HEADING)
        return slide

    def slide(self, heading: str, above: str = "") -> Any:
        """A slide with a title, over it the section that it belongs to."""
        slide = self._show.slides.add_slide(self._content)
        title(slide, heading, TITLE_SIZES)
        if above:
            text_box(slide, fitting(above, ROOM, 12), (EDGE, 30, ROOM, 20), size=12, role="looked_at", bold=True)
        return slide

    def save(self, to: BinaryIO) -> None:
        """Write the file; its days are the as-at day."""
        properties, midnight = self._show.core_properties, datetime.combine(self._pack.as_at, time())
        properties.title, properties.author = cut(printable(self._pack.title), LONGEST_PROPERTY), MAKER
        properties.subject, properties.language = cut(running(self._pack), LONGEST_PROPERTY), LANGUAGE
        properties.created = properties.modified = midnight
        properties.last_modified_by, properties.revision = MAKER, 1
        for slide in self._show.slides:
            self._finish(slide)
        self._speak()
        buffer = BytesIO()
        self._show.save(buffer)
        edits = {_THEME: _themed, "_rels/.rels": _without_thumbnail, "[Content_Types].xml": _without_jpeg}
        rewrite_zip(buffer.getvalue(), self._pack.as_at, to, edits, frozenset({_THUMBNAIL}))

    def _finish(self, slide: Any) -> None:
        """The marking, the number, a name of its own for each shape, and notes where there are none.

        A screen reader reads the shapes in the order in which they were added, so the foot of a slide comes last.
        """
        self._add_foot(slide)
        names = Counter[str]()
        for shape in slide.shapes:
            names[shape.name] += 1
            if names[shape.name] > 1:
                shape.name = f"{shape.name}, {names[shape.name]}"
        if not slide.has_notes_slide:
            texts = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
            slide.notes_slide.notes_text_frame.text = "\n".join(filter(None, texts))

    def _add_foot(self, slide: Any) -> None:
        """The marking and the slide's number, in the places that the layout has for them."""
        for shape in slide.slide_layout.placeholders:
            if ooxml.placeholder_kind(shape) in {"ftr", "sldNum"}:
                ooxml.insert_shape(slide, deepcopy(ooxml.tree(shape)))
        for shape in slide.placeholders:
            if ooxml.placeholder_kind(shape) == "ftr":
                write_lines(shape.text_frame, [running(self._pack)], size=11, bold=True)

    def _speak(self) -> None:
        """Every text says its language, the layouts' too."""
        master = self._show.slide_master
        parts = [self._show.part, master.part, *(layout.part for layout in self._show.slide_layouts)]
        for slide in self._show.slides:
            charts = [shape.chart.part for shape in slide.shapes if shape.has_chart]
            notes = [slide.notes_slide.part] if slide.has_notes_slide else []
            parts += [slide.part, *charts, *notes]
        for part in parts:
            ooxml.speak(part, LANGUAGE)


def text_box(slide: Any, text: str, box: Box, **how: Any) -> Any:
    """A box of words, a line or paragraph to each line of the text."""
    shape = slide.shapes.add_textbox(*map(Pt, box))
    write_lines(shape.text_frame, printable(text).split("\n"), **how)
    return shape


def write_lines(
    frame: Any, lines: list[str], *, size: float, role: str = "text", bold: bool = False, font: str | None = None
) -> None:
    """Fill a frame with paragraphs; it neither shrinks its words nor grows by itself."""
    frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    for number, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        run = paragraph.add_run()
        run.text = line
        style(run.font, size, role, bold=bold)
        if font:
            run.font.name = font


def style(font: Any, size: float, role: str, *, bold: bool = False) -> None:
    """The size, weight and colour of words."""
    font.size, font.bold, font.color.rgb = Pt(size), bold, colour(role)


def colour(role: str) -> RGBColor:
    """A colour of the palette as PowerPoint has it."""
    colour_of_role: RGBColor = RGBColor.from_string(getattr(LIGHT, role).removeprefix("#"))
    return colour_of_role


def title(slide: Any, text: str, sizes: tuple[int, ...]) -> None:
    """The slide's title, in the largest size at which it takes two lines; longer ones are cut and say so."""
    wording = " ".join(printable(text).split())
    room = Emu(slide.shapes.title.width).pt
    size = next((each for each in sizes if lines(wording, room, each * GEORGIA) <= 2), sizes[-1])
    wording = fitting(wording, 2 * room * 0.92, size * GEORGIA)
    frame = slide.shapes.title.text_frame
    write_lines(frame, [wording], size=size, bold=True, font=HEADING)
    frame.vertical_anchor = MSO_ANCHOR.BOTTOM


def lines(text: str, room: float, size: float) -> int:
    """How many lines a text takes in Arial at most, words being broken only where they are wider than the room."""
    number = 0
    for line in text.split("\n"):
        number, left = number + 1, room
        for word in re.findall(r"[^ ]+ *", line):
            wide = width(word.rstrip(" "), size, Weight.ARIAL)
            if wide > left and left < room:
                number, left = number + 1, room
            while wide > room:
                number, wide = number + 1, wide - room
            left -= wide + width(" ", size, Weight.ARIAL)
    return number


def fitting(text: str, room: float, size: float) -> str:
    """The text on one line, cut at a word where it is wider than the room."""
    wording = " ".join(text.split())
    if width(wording, size, Weight.ARIAL) <= room:
        return wording
    while wording and width(f"{wording} …", size, Weight.ARIAL) > room:
        wording = wording.rpartition(" ")[0] if " " in wording[-40:] else wording[:-1]
    return f"{wording} …"


def add_shape(shape: Any, box: Box) -> None:
    """Put a shape in its place."""
    shape.left, shape.top, shape.width, shape.height = map(Pt, box)


def _lay_out(holder: Any) -> None:
    """The places of a layout, made for 4 to 3, moved to where ours are; those that no slide uses are taken out."""
    places: dict[str, Box] = {
        "title": TITLE,
        "ctrTitle": TITLE,
        "ftr": (EDGE, 510, ROOM - 80, 18),
        "sldNum": (WIDE - EDGE - 60, 510, 60, 18),
    }
    for shape in list(holder.placeholders):
        kind = ooxml.placeholder_kind(shape)
        if kind not in _KEPT_LAYOUTS:
            ooxml.remove_shape(shape)
        for level in ooxml.paragraphs_of(shape):
            level.set("algn", "r" if kind == "sldNum" else "l")
        if kind in places:
            add_shape(shape, places[kind])
        if kind in {"ftr", "sldNum"}:
            shape.text_frame.margin_left = shape.text_frame.margin_right = 0


def _themed(theme: bytes) -> bytes:
    """The theme with our colours and fonts, for whatever is added to the slides later."""
    series = [*LIGHT.series, LIGHT.second, LIGHT.rest]
    reported = {"dk2": LIGHT.looked_at, "lt2": LIGHT.wash, "hlink": LIGHT.looked_at, "folHlink": LIGHT.soft_text}
    reported |= {f"accent{number}": value for number, value in enumerate(series, start=1)}
    text = theme.decode()
    for name, value in reported.items():
        colour_of_it = f'<a:{name}><a:srgbClr val="{value[1:]}"/></a:{name}>'
        text = re.sub(rf"<a:{name}>.*?</a:{name}>", colour_of_it, text, flags=re.DOTALL)
    for part, font in (("major", HEADING), ("minor", BODY)):
        text = re.sub(rf'(<a:{part}Font>\s*<a:latin typeface=")[^"]*', rf"\g<1>{font}", text)
    return text.encode()


def _without_thumbnail(relations: bytes) -> bytes:
    """The picture of somebody else's first slide is left out."""
    return re.sub(rb'<Relationship [^>]*thumbnail\.jpeg"[^>]*/>', b"", relations)


def _without_jpeg(types: bytes) -> bytes:
    return re.sub(rb'<Default Extension="jpeg"[^>]*/>', b"", types)
