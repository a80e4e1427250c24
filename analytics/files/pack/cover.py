"""What the cover of a pack says, in every kind of file: its days, what was chosen, and from which extracts."""

from __future__ import annotations

from analytics.english import day
from analytics.files.pack.content import Pack
from analytics.files.pack.fonts import printable

MAKER = "Recommendations register"
BY_HAND = "Commentary"
"""What stands above the words that an analyst wrote, so that nobody takes them for the register's."""


def facts(pack: Pack) -> tuple[tuple[str, str], ...]:
    """The lines of the cover, each its name and its words."""
    return (
        ("Meeting", printable(pack.meeting)),
        ("As at", day(pack.as_at)),
        ("Known at", day(pack.known_at)),
        ("Changes since", day(pack.since)),
        ("Recommendations chosen", printable(pack.chosen)),
        ("Source", printable(pack.source)),
        ("Register version", printable(pack.version)),
    )


def running(pack: Pack) -> str:
    """What every page and slide carries: the handling marking, and that invented data is invented."""
    return f"{printable(pack.marking)} · demonstration data" if pack.is_demonstration else printable(pack.marking)


def paragraphs(text: str) -> tuple[str, ...]:
    """A text that a person wrote, as its paragraphs; a single line end within one stays."""
    parts = (part.strip() for part in printable(text).split("\n\n"))
    return tuple(part for part in parts if part)
