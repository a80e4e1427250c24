"""What the page Definitions shows: the terms from A to Z, and folded how each figure is worked out."""

from __future__ import annotations

from analytics.files.definitions import sections
from analytics.terms import TERMS
from pages.ui import screen, term_links
from pages.ui.menu import ROOT
from pages.ui.screen import Markdown

VIEW = "The terms on the screens, A to Z. Each has an example."
FOLD = "How the figures are worked out"


def terms() -> None:
    """Every term, with its meaning and an example."""
    term_links.draw(TERMS)


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
