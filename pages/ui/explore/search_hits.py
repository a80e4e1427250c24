"""Where a search was found: its words marked in a text, and the piece of a long text that holds the first of them."""

from __future__ import annotations

import re

from analytics.english import cut
from analytics.filters import search_words
from analytics.normalise import search_form, search_form_places
from pages.ui.screen import Markdown, escaped

_HIT = Markdown(":blue-background[**{}**]")


def highlighted(text: str, search: str | None) -> Markdown:
    """The text as Markdown, nothing in it taken for a mark, with every found word in bold on a ground of its own."""
    return Markdown("").join(
        _HIT.format(piece) if is_hit else escaped(piece) for piece, is_hit in _pieces(text, search)
    )


def excerpt_with_hits(text: str, search: str | None, letters: int) -> str:
    """The text in so many letters, cut at words so that the first hit is in it, and ‹hits› between small brackets.

    For a list, whose cells know no bold.
    """
    first = next(iter(_hit_positions(text, search)), None)
    if first is None:
        return str(cut(text, letters))
    start, end = first
    if end > letters:
        text = f"… {text[text.rfind(' ', 0, max(0, start - letters // 3)) + 1 :]}"
    return "".join(f"‹{piece}›" if is_hit else piece for piece, is_hit in _pieces(str(cut(text, letters)), search))


def _pieces(text: str, search: str | None) -> list[tuple[str, bool]]:
    """The text in pieces, in order, and whether each is a hit."""
    pieces: list[tuple[str, bool]] = []
    done = 0
    for start, end in _hit_positions(text, search):
        pieces += [(text[done:start], False), (text[start:end], True)]
        done = end
    return [*pieces, (text[done:], False)]


def _hit_positions(text: str, search: str | None) -> list[tuple[int, int]]:
    """Where the words stand in the text as written: found in its search form, each with the accents that follow it."""
    words = sorted(set(search_words(search)), key=len, reverse=True)  # the longest first, so that none is cut short
    if not words:
        return []
    form, places = search_form_places(text)
    hits: list[tuple[int, int]] = []
    for match in re.finditer("|".join(map(re.escape, words)), form):
        start, end = places[match.start()], places[match.end() - 1] + 1
        while end < len(text) and not text[end].isspace() and not search_form(text[end]):
            end += 1
        if hits and start < hits[-1][1]:  # one letter of the text, such as a ligature, may hold the ends of two hits
            start, end = hits[-1][0], max(end, hits[-1][1])
            hits.pop()
        hits.append((start, end))
    return hits
