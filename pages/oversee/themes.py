"""Themes: what recommendations are about and why they were needed, by source and over time."""

from analytics.charts import themes as told
from analytics.measures import planning
from analytics.measures.themes import meanings
from pages.ui import cached, opening, reading, state, words
from pages.ui.oversee import meanings as shown
from pages.ui.prepare import planned

filters, facts = state.filters(), reading.facts()
theme = cached.result(meanings, filters, "theme")
of_causes = (meanings, filters, "root_cause")
cached.ahead((planning.parts, filters), of_causes)

opening.sentence(told.sentence(theme, reading.recorded()), words.view(filters, facts))
if theme.by_source.empty:
    words.no_match()
else:
    shown.part(theme, filters)
    planned.on_themes()
    shown.part(cached.result(*of_causes), filters)
