"""Where a search was found: its words marked in a text, and the piece of a long text that holds the first of them."""

from __future__ import annotations

import re

from analytics.filters import search_words
from pages.ui.screen import Markdown, escaped
from pages.ui.tables import cut

_HIT = Markdown(":blue-background[**{}**]")


def marked(text: str, search: str | None) -> Markdown:
    """The text as Markdown, nothing in it taken for a mark, with every found word in bold on a ground of its own."""
    pattern = _pattern(search)
    if pattern is None:
        return escaped(text)
    pieces = pattern.split(text)  # what was found stands at every odd place
    return Markdown("").join(_HIT.format(piece) if n % 2 else piece for n, piece in enumerate(pieces))


def pointed_out(text: str, search: str | None, letters: int) -> str:
    """The text in so many letters, cut at words so that the first hit is in it, and ‹hits› between small brackets.

    For a list, whose cells know no bold.
    """
    pattern = _pattern(search)
    first = pattern.search(text) if pattern else None
    if pattern is None or first is None:
        return str(cut(text, letters))
    if first.end() > letters:
        start = text.rfind(" ", 0, max(0, first.start() - letters // 3)) + 1
        text = f"… {text[start:]}"
    return pattern.sub(r"‹\1›", str(cut(text, letters)))


def _pattern(search: str | None) -> re.Pattern[str] | None:
    """Any of the words, the longest first, so that one within another does not cut it short."""
    words = sorted(set(search_words(search)), key=len, reverse=True)
    return re.compile(f"({'|'.join(map(re.escape, words))})", re.IGNORECASE) if words else None
