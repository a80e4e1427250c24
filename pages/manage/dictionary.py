"""Data dictionary: the columns of the register, the words that they may hold, and what the dashboard is made of."""

from pages.ui import headings
from pages.ui.manage import dictionary

headings.page_headline("What each column of the register holds", dictionary.VIEW)
dictionary.columns()
dictionary.vocabulary_tables()
dictionary.marking()
dictionary.versions()
