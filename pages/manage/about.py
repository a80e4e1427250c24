"""About: what the figures and words mean, how files are marked, who can use the dashboard, what it is made of."""

from pages.ui import opening
from pages.ui.manage import about

opening.sentence("What the figures mean, and who can use the dashboard", about.PURPOSE)
about.definitions()
about.words()
about.columns()
about.marking()
about.accessibility()
about.versions()
