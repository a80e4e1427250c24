"""Turnaround: the open recommendations by strategic priority, route and programme, and one programme's own view."""

import streamlit as st

from analytics.charts import turnaround as told
from analytics.measures.programmes import programmes
from analytics.measures.turnaround import portfolio as measured
from analytics.measures.turnaround import priority_mapping
from pages.ui import cached, opening, reading, state, words
from pages.ui.oversee import portfolio

filters, facts = state.filters(), reading.facts()
found = cached.result(measured, filters)
cached.ahead((priority_mapping, filters), (programmes, filters))

opening.sentence(told.sentence(found, reading.recorded()), words.view(filters, facts))
if found.open == 0:
    words.no_match("is open")
else:
    portfolio.table_1(found)
    st.space("small")
    portfolio.mapping(found)
    portfolio.matrix(found)
    st.space("small")
    portfolio.governance()
    st.space("small")
    portfolio.own_view(found)
