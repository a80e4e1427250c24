"""How files are named: lower case with dashes, what is in it, its as-at day, and last its handling marking."""

from __future__ import annotations

import base64
import hashlib
import re
import unicodedata
from datetime import date
from urllib.parse import urlencode

from analytics.filters import Filters

LONGEST = 79
"""Letters of a whole name with its extension."""

CODE_LETTERS = 7
"""Letters of the code of a choice: among a thousand choices two have the same code once in 70,000 times."""


def file_name(
    what: str,
    as_at: date,
    marking: str,
    extension: str,
    *,
    chosen: Filters | str = "",
    known_at: date | None = None,
    is_demonstration: bool = False,
) -> str:
    """A name such as "recommendations-2022-11-28-official-sensitive.csv"; invented data says "demonstration" first.

    `chosen` is the choice of recommendations, or another choice in words. What is chosen follows in words as far as
    there is room, and then a code, since words alone can be those of another choice:
    "recommendations-hmicfrs-cl3x7oq-2022-11-28-official.csv". The code depends on the choice alone.
    `known_at`, given where it is before the newest extract's day, follows the as-at day: "2022-06-30-known-2022-08-31".
    A name has at most LONGEST letters.
    """
    words, key = _words_and_key(chosen)
    known = f"-known-{known_at.isoformat()}" if known_at else ""
    end = f"-{as_at.isoformat()}{known}-{dashed(marking)}.{extension}"
    start = "demonstration-" if is_demonstration else ""
    room = LONGEST - len(start) - len(end)
    wording = dashed(f"{what} {words}") or "table"
    if not key and len(wording) <= room:
        return f"{start}{wording}{end}"
    return f"{start}{_cut(wording, room - CODE_LETTERS - 1)}-{_code(f'{what}?{key}')}{end}"


def dashed(words: str) -> str:
    """The words in lower case, anything but letters and digits a single dash, accents taken off."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def _words_and_key(chosen: Filters | str) -> tuple[str, str]:
    """A choice in words without its days, and a text that no other choice has; both empty where all is chosen."""
    if isinstance(chosen, str):
        return chosen, chosen
    without_days = chosen.without("as_at", "known_at")
    return without_days.describe(), urlencode(without_days.to_query(), doseq=True, errors="surrogatepass")


def _cut(sentence: str, room: int) -> str:
    """The beginning of a dashed text that fits, without half a word unless the first word is longer."""
    if len(sentence) <= room:
        return sentence
    return sentence[: room + 1].rpartition("-")[0] or sentence[:room]


def _code(text: str) -> str:
    """A short code of lower-case letters and digits that is always the same for a text."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
    return base64.b32encode(digest).decode()[:CODE_LETTERS].lower()
