"""About: what the figures and words mean, how files are marked, who can use the dashboard, what it is made of."""

from pages.ui import headings
from pages.ui.manage import definitions

headings.page_headline("What the figures mean, and who can use the dashboard", definitions.PURPOSE)
definitions.definitions()
definitions.vocabulary_tables()
definitions.columns()
definitions.marking()
definitions.accessibility()
definitions.versions()
