"""Forward plan: what weighs most and has no meeting planned, and the meetings to come; the analyst decides."""

import streamlit as st

from analytics.charts import planning as told
from pages.ui import opening, reading, state, words
from pages.ui.prepare import planned, weighing

filters, facts = state.filters(), reading.facts()
found, by = planned.plan(weighing.chosen()), planned.dimension()

opening.sentence(told.sentence(found, by, reading.recorded()), words.view(filters, facts, more=told.note(found)))
if not found.open:
    words.no_match("is open")
elif by:
    planned.by_weight(found, by)
st.space("small")
planned.calendar(found)
