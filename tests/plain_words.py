"""Words that no reader meets: those of the code, and those that a reader would stumble over."""

from __future__ import annotations

import re
from collections.abc import Iterable

LONGEST_HEADLINE = 30
"""Words of a headline."""

BANNED = re.compile(
    r"\b(told|tells?|nought|stands?|stood|kept|asked|alike|watched|held|judged|judges|residual|orphaned|beneath|vouched?"
    r"|bears?|took effect|as known|as we know|in force|whose|weighs?|mistyped|fill rates?|have passed the date"
    r"|has passed the date|not fit|it takes|unusual thing|the (open|closed)(?! recommendation))\b"
    r"|\[[a-z]\]|\"\"|\b[A-Z]+_[A-Z_]+\b|\b[a-z]+_[a-z_]+\b"
)
"""Each with its reason in the rules for writing: shorthand of the code, verbs that nobody uses so, mannered words."""


def banned(texts: Iterable[str]) -> list[str]:
    """The texts that have such a word, each with the word before it."""
    result = ((text, BANNED.search(text.replace("\u00a0", " "))) for text in texts)
    return [f"{match[0]}: {text}" for text, match in result if match]


def too_long(headlines: Iterable[str]) -> list[str]:
    """The headlines of more words than a headline has."""
    return [headline for headline in headlines if len(headline.split()) > LONGEST_HEADLINE]
