"""Long names broken into lines of even length, since no name on a chart is turned, and none but a paragraph cut."""

from __future__ import annotations

from functools import lru_cache
from math import ceil

from analytics.english import cut

MOST_LETTERS = 240
"""Letters of a name on a chart: ten lines of the narrowest. A longer one is a paragraph; the chart's table has it."""


@lru_cache(maxsize=4096)
def broken(text: str, longest: int) -> tuple[str, ...]:
    """The text in as few lines of at most `longest` characters as it takes, as even as can be. No-break spaces hold.

    A text of more than MOST_LETTERS is cut at a word.
    """
    text = cut(text, MOST_LETTERS)
    words = [word for word in text.split(" ") if word]
    for lines in range(max(1, ceil(len(text) / longest)), len(words) + 1):
        broken_text = _evenly(words, lines)
        if max(map(len, broken_text)) <= longest:
            return tuple(broken_text)
    return tuple(words or [""])


def _evenly(words: list[str], lines: int) -> list[str]:
    """The words in that many lines, the longest of them as short as can be."""
    width = max(map(len, words))
    while True:
        filled = _filled(words, width)
        if len(filled) <= lines:
            return filled
        width += 1


def _filled(words: list[str], width: int) -> list[str]:
    lines: list[str] = []
    for word in words:
        if lines and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
