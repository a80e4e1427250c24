"""Dates and slippage: what is late by every measure, how far dates were moved, how often, and what is due next."""

import streamlit as st

from analytics.charts import dates as told
from analytics.charts.trends import DUE_DATES
from analytics.measures import lateness
from pages.ui import cached, chart, figures, opening, reading, state, words
from pages.ui.explore import dates as shown

filters, facts = state.filters(), reading.facts()
found = cached.result(lateness.dates, filters, reading.recorded())
cached.ahead((lateness.most_redated, filters, shown.FIRST))

opening.sentence(told.sentence(found), words.view(filters, facts, more=told.note(found)))
if not found.now.outstanding:
    words.no_match("is outstanding")
elif not found.recorded & DUE_DATES:
    words.nothing(f"Due dates: {words.NOT_RECORDED[0].lower()}{words.NOT_RECORDED[1:]}")
else:
    figures.row(shown.figures(found))
    st.space("small")
    chart.show_tiles(shown.moved(found, filters))
    st.space("small")
    chart.show_tiles(shown.late(found, filters))
    st.space("small")
    shown.most_redated(found, filters)
