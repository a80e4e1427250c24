"""What the page Definitions shows: the terms from A to Z, and folded how each figure is worked out."""

from __future__ import annotations

from analytics.english import listed
from analytics.files.definitions import sections
from analytics.terms import TERMS
from analytics.vocabulary import COLUMN, label
from pages.ui import error_messages, register_info, screen, term_links
from pages.ui.menu import ROOT, MenuEntry
from pages.ui.screen import Markdown

VIEW = "The terms on the screens, A to Z. Each has an example."
FOLD = "How the figures are worked out"


def terms() -> None:
    """Every term, with its meaning and an example."""
    term_links.draw(TERMS)


def pages_not_shown() -> None:
    """Which pages are not in the menu because the register records nothing that they show, and what they would need."""
    for entry in error_messages.result_or_none(register_info.pages_without_data) or ():
        screen.caption(f"{entry.title} is not in the menu: this register has no {_needed(entry)}.")


def _needed(entry: MenuEntry) -> str:
    """What a page shows, in words: "strategic priority, programme or delivery route"."""
    if entry.shows:
        return listed([column.label.lower() for name, column in COLUMN.items() if name in entry.shows], "or")
    return f"recommendations from {listed(sorted(label('source', source) for source in entry.sources), 'or')}"


def worked_out() -> None:
    """Folded: the rules of docs/method.md, then each measure with its definition, as its code has it."""
    fold = screen.expander(FOLD, key="worked_out", on_change="rerun")
    if fold.open:
        with fold:
            screen.markdown(screen.document(ROOT / "docs" / "method.md"))
            for section in sections():
                screen.subheader(section.title, anchor=False)
                screen.caption(section.opening)
                for definition in section.definitions:
                    screen.markdown(Markdown("**{}.** {}").format(definition.title, definition.text))
