"""On-boarding: what awaits a decision and for how long, what was decided by which route, and what had no decision."""

import streamlit as st

from analytics.charts import onboarding as told
from analytics.charts.sentences import left_out
from analytics.measures.onboarding import onboarding
from pages.ui import cached, opening, reading, screen, state, words
from pages.ui.oversee import onboarded

filters, facts = state.filters(), reading.facts()
found = cached.result(onboarding, filters)

left = left_out(filters).replace("what came and went", "this page")
more = " ".join(filter(None, (left, told.decided_by_now(found))))
opening.sentence(told.sentence(found, reading.recorded()), words.view(filters, facts, more=more))
if not told.is_recorded(found, reading.recorded()):
    words.nothing(words.NOT_RECORDED)
elif not found.sources() and not found.exceptions():
    words.no_match("waits or was decided in the last twelve months")
else:
    onboarded.by_source(found, filters)
    st.space("small")
    onboarded.advice(found, filters)
    onboarded.by_month(found, filters)
    st.space("small")
    onboarded.otherwise(found, filters)
    onboarded.exceptions(found, filters)
    st.space("small")
    screen.caption(told.note(reading.recorded()))
