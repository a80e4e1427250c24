"""Register: the recommendations that the filters choose, searched, ordered, taken away, and one of them in full."""

import streamlit as st

from analytics.measures import headline_figures
from pages.ui import cached, headings, register_info, sentences, session
from pages.ui.explore import list_heading, recommendation, register_list

filters, facts = session.filters(), register_info.facts()
figures = cached.result(headline_figures.headline, filters)
listed = register_list.view(filters, figures, facts)

headings.page_headline(
    list_heading.sentence(listed.filters, figures, listed.number, listed.order),
    sentences.view(listed.filters, facts),
)
if figures.born == 0 and not filters.count():
    sentences.no_match()
with st.container(horizontal=True, gap=38):
    reference = register_list.draw(listed)
    if reference is not None:
        recommendation.beside_list(filters, reference, filters.as_at or facts.newest)
