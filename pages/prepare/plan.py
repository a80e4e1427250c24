"""Forward plan: what weighs most and has no meeting planned, and the meetings to come; the analyst decides."""

import streamlit as st

from analytics.charts import planning as told
from pages.ui import opening, reading, state, words
from pages.ui.prepare import planned, weighing

filters, facts = state.filters(), reading.facts()
found, by = planned.plan(weighing.chosen()), planned.dimension()

opening.sentence(told.sentence(found, by, reading.recorded()), words.view(filters, facts, more=told.note(found)))
if not found.open:
    words.nothing(words.NO_MATCH if filters.count() else "No recommendation is open on that day.", can_clear=True)
elif by:
    planned.by_weight(found, by)
st.space("small")
planned.calendar(found)
