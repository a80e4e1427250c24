"""Responses: which are due by law and when, which are late, and whose duty each is."""

import streamlit as st

from analytics.charts import responses as told
from analytics.measures.responses import Standing, responses
from pages.ui import cached, chart, figures, opening, reading, screen, state, table_part, words
from pages.ui.chart import Block
from pages.ui.oversee import response_figures

filters, facts = state.filters(), reading.facts()
found = cached.result(responses, filters, reading.recorded())

opening.sentence(told.sentence(found), words.view(filters, facts))
if found.clocked.empty and found.unclocked.empty:
    words.no_match("asks for a response by law")
else:
    if not found.clocked.empty:
        figures.row(response_figures.figures(found))
        st.space("small")
        due = told.awaited(found, Standing.OVERDUE, Standing.DUE, Standing.PAUSED)
        table_part.show(told.waiting(found), due, name="responses-awaited")
        chart.show_tiles([Block(chart=told.coming(found), key="coming"), Block(chart=told.by_duty(found), key="duty")])
        st.space("small")
        chart.show(told.by_months(found), key="calendar")
        st.space("small")
        by_source = ("Where responses stand, by source", "Responses asked for; one report asks for one response")
        table_part.show(by_source, told.by_source(found), name="responses-by-source")
    if found.number(Standing.CONDITIONAL):
        unsure = told.awaited(found, Standing.CONDITIONAL)
        table_part.show(told.conditional(found), unsure, name="responses-if-28a")
    clocks = ("The statutory clocks", "A clock for the response, not for doing what is recommended")
    table_part.show(clocks, told.clocks(found), name="response-clocks", letters=400)
    screen.caption(told.notes(found, reading.recorded()))
