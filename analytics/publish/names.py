"""How files are named: lower case with dashes, what is in it, its as-at day, and last its handling marking."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

LONGEST = 80
"""Letters of what is in the file, so that the whole name fits any file system."""


def file_name(
    what: str,
    as_at: date,
    marking: str,
    extension: str,
    *,
    known_at: date | None = None,
    is_demonstration: bool = False,
) -> str:
    """A name such as "recommendations-2022-11-28-official-sensitive.csv"; invented data says "demonstration" first.

    `known_at`, given where it is before the newest extract's day, follows the as-at day: "2022-06-30-known-2022-08-31".
    """
    parts = ["demonstration"] if is_demonstration else []
    parts += [dashed(what)[:LONGEST].strip("-") or "table", as_at.isoformat()]
    parts += ["known", known_at.isoformat()] if known_at else []
    parts.append(dashed(marking))
    return f"{'-'.join(parts)}.{extension}"


def dashed(words: str) -> str:
    """The words in lower case, anything but letters and digits a single dash, accents taken off."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")
