"""Accessibility: who can use the dashboard and how, what does not work yet, and how that was tested."""

from pages.ui import headings, screen
from pages.ui.menu import ROOT

headings.page_headline("Accessibility statement", "Who can use this dashboard and how, and what does not work yet.")
screen.markdown(screen.document(ROOT / "docs" / "accessibility.md"))
