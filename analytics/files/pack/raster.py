"""A drawing as pixels, for files that take no SVG: set by typst in the project's own fonts, so that bytes are equal."""

from __future__ import annotations

from analytics.files.pack.fonts import typst_fonts
from analytics.files.pack.svg import Drawing

_PAGE = b"""
#set text(font: "Source Sans 3")  // without it typst draws no words of an SVG
#set page(width: auto, height: auto, margin: 0pt, fill: white)
#image(bytes(sys.inputs.svg), format: "svg")
"""
PIXELS_AN_INCH = 144
"""Twice the pixels of the screen: sharp on a projector and on paper."""


def to_png(drawing: Drawing) -> bytes:
    """The drawing on white as a PNG."""
    import typst

    made: bytes = typst.compile(
        _PAGE,
        format="png",
        ppi=PIXELS_AN_INCH,
        font_paths=typst_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"svg": drawing.to_svg().decode()},
    )
    return made
