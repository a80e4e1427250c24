"""Turnaround: the open recommendations by strategic priority, route and programme, and one programme's own view."""

import streamlit as st

from analytics.measures.programmes import programmes
from analytics.measures.turnaround import portfolio as measured
from analytics.measures.turnaround import priority_mapping
from analytics.sections import turnaround as section
from pages.ui import cached, headings, register_info, sentences, session
from pages.ui.oversee import turnaround_view

filters, facts = session.filters(), register_info.facts()
portfolio = cached.result(measured, filters)
cached.start_early((priority_mapping, filters), (programmes, filters))

headings.page_headline(
    sentences.headline(section.sentence(portfolio, register_info.recorded())), sentences.view(filters, facts)
)
if portfolio.open == 0:
    sentences.no_match("is open")
else:
    turnaround_view.by_programme(portfolio)
    turnaround_view.table_1(portfolio)
    st.space("small")
    turnaround_view.mapping(portfolio)
    turnaround_view.matrix(portfolio)
    st.space("small")
    turnaround_view.governance()
    st.space("small")
    turnaround_view.own_view(portfolio)
