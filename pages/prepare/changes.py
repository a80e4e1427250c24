"""Changes: what came, what went and what was altered between two days, and the recommendations it happened to."""

import streamlit as st

from analytics.charts import changes as told
from analytics.charts.sentences import left_out
from analytics.measures.changes import changes
from pages.ui import cached, opening, reading, state, words
from pages.ui.prepare import changed, period

filters, facts = state.filters(), reading.facts()
found = cached.result(changes, filters, period.since(facts), changed.FIRST)

more = " ".join(filter(None, (told.of_period(found), told.earlier(found), left_out(filters))))
opening.sentence(told.sentence(found), words.view(filters, facts, more=more))
period.choose(found)
if found.now.born == 0 and found.before.born == 0:
    words.no_match()
else:
    st.space("small")
    changed.the_sum(found, filters)
    if found.is_told or found.number():
        st.space("small")
        changed.lists(found, changed.group(found), filters)
        changed.files(found, facts)
