"""Definitions: the terms of the screens from A to Z, and how each figure is worked out."""

from pages.ui import headings
from pages.ui.manage import definitions

headings.page_headline("What the words and figures mean", definitions.VIEW)
definitions.terms()
definitions.pages_not_shown()
definitions.worked_out()
