"""Themes: what recommendations are about and why they were needed, by source and over time."""


from analytics.charts import themes as told
from analytics.measures.themes import MEANINGS, meanings
from pages.ui import cached, opening, reading, state, words
from pages.ui.oversee import meanings as shown
from pages.ui.prepare import planned

filters, facts = state.filters(), reading.facts()
told_of = cached.results(*((meanings, filters, column) for column in MEANINGS))
found = dict(zip(MEANINGS, told_of, strict=True))

opening.sentence(told.sentence(found["theme"], reading.recorded()), words.view(filters, facts))
if found["theme"].by_source.empty:
    words.no_match()
else:
    shown.part(found["theme"], filters)
    planned.on_themes()
    shown.part(found["root_cause"], filters)
