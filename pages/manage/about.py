"""What the figures mean, and who can use the dashboard."""

from pages.ui import about, opening

opening.sentence("What the figures mean, and who can use the dashboard", "The definitions are the code’s own words.")
about.definitions()
about.accessibility()
