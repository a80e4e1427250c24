"""A picture as SVG: shapes and words by the role of their colour, so that a page may recolour them for a dark ground.

Drawn here rather than with matplotlib: words stay words, which a reader can search and a screen can recolour, and the
file is a tenth of the size. Every measure is in pixels of the screen's measure of 1,120.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree as ET

from analytics.charts.palette import LIGHT
from analytics.files.pack.fonts import printable

FAMILY = "Source Sans 3, Source Sans, Segoe UI, Arial, sans-serif"
SIZE = 14


class Drawing:
    """A canvas of a width and height. A role is the name of a colour of the palette."""

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = width, height
        box = f"0 0 {_length(width)} {_length(height)}"
        size = {"width": _length(width), "height": _length(height), "viewBox": box}
        self._root = ET.Element("svg", {"xmlns": "http://www.w3.org/2000/svg", **size, "font-family": FAMILY})

    def rect(self, x: float, y: float, width: float, height: float, role: str) -> None:
        """A filled rectangle; a straight line is a thin one."""
        place = {"x": _length(x), "y": _length(y), "width": _length(width), "height": _length(height)}
        ET.SubElement(self._root, "rect", {**place, **_filled(role)})

    def dot(self, x: float, y: float, radius: float, role: str) -> None:
        """A filled circle."""
        place = {"cx": _length(x), "cy": _length(y), "r": _length(radius)}
        ET.SubElement(self._root, "circle", {**place, **_filled(role)})

    def area(self, points: Sequence[tuple[float, float]], role: str) -> None:
        """A filled area within these corners."""
        ET.SubElement(self._root, "polygon", {"points": _joined(points), **_filled(role)})

    def line(
        self,
        points: Sequence[tuple[float, float]],
        thickness: float,
        role: str,
        dash: tuple[float, float] | None = None,
    ) -> None:
        """A line from point to point; `dash` is how long its strokes and the gaps between them are."""
        style = {"class": f"line-{_dashed(role)}", "fill": "none", "stroke": LIGHT.colour(role)}
        ends = {"stroke-width": _length(thickness), "stroke-linejoin": "round"}
        ends |= {"stroke-dasharray": " ".join(map(_length, dash))} if dash else {}
        ET.SubElement(self._root, "polyline", {"points": _joined(points), **style, **ends})

    def words(
        self, x: float, y: float, text: str, role: str, *, anchor: str = "start", size: float = SIZE, bold: bool = False
    ) -> None:
        """One line of words whose baseline is at y; `anchor` is the end, start or middle that stands at x."""
        if not text:
            return
        place = {"x": _length(x), "y": _length(y), "font-size": _length(size)}
        more = {"text-anchor": anchor} if anchor != "start" else {}
        more |= {"font-weight": "600"} if bold else {}
        ET.SubElement(self._root, "text", {**place, **_filled(role), **more}).text = printable(text)

    def to_svg(self) -> bytes:
        """The whole file."""
        svg: bytes = ET.tostring(self._root, encoding="utf-8")
        return svg


def _filled(role: str) -> dict[str, str]:
    return {"class": _dashed(role), "fill": LIGHT.colour(role)}


def _dashed(role: str) -> str:
    return role.replace("_", "-")


def _joined(points: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{_length(x)},{_length(y)}" for x, y in points)


def _length(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
