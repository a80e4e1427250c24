"""Responses: which are due by law and when, which are late, and whose duty each is."""

import streamlit as st

from analytics.measures.responses import ResponseStatus, responses
from analytics.sections import responses as section
from pages.ui import cached, chart, figures, headings, register_info, screen, sentences, session, table_part
from pages.ui.chart import Block
from pages.ui.oversee import responses_view

filters, facts = session.filters(), register_info.facts()
result = cached.result(responses, filters, register_info.recorded())

headings.page_headline(sentences.headline(section.sentence(result)), sentences.view(filters, facts))
if result.clocked.empty and result.unclocked.empty:
    sentences.no_match("asks for a response by law")
else:
    if not result.clocked.empty:
        figures.row(responses_view.figures(result))
        st.space("small")
    if result.has_due_dates:
        if drawn := section.clocks_chart(result):
            chart.show(drawn, key="clocks")
        due = section.awaited(result, ResponseStatus.OVERDUE, ResponseStatus.DUE, ResponseStatus.PAUSED)
        words = ("The responses still to be given", section.waiting(result)[1]) if drawn else section.waiting(result)
        table_part.show(words, due, name="responses-awaited", is_folded=drawn is not None)
        chart.show_tiles(
            [Block(chart=section.due_calendar(result), key="coming"), Block(chart=section.by_duty(result), key="duty")]
        )
        st.space("small")
        chart.show(section.by_months(result), key="calendar")
        st.space("small")
    if not result.clocked.empty:
        table_part.show(section.BY_SOURCE, section.by_source(result), name="responses-by-source", is_folded=True)
    if result.number(ResponseStatus.CONDITIONAL):
        unsure = section.awaited(result, ResponseStatus.CONDITIONAL)
        table_part.show(section.conditional(result), unsure, name="responses-if-28a", is_folded=True)
    table_part.show(section.DEADLINES, section.clocks(result), name="response-clocks", letters=400, is_folded=True)
    screen.caption(section.notes(result, register_info.recorded()))
