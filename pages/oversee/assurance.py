"""Assurance: the steps to closure, who judged and on what, what came of it, and how many are closed in time."""

import streamlit as st

from analytics.sections import assurance as section
from analytics.sections.closure_rates import NOTES
from pages.ui import headings, register_info, screen, sentences, table_part
from pages.ui.oversee import assurance_view

filters, facts = register_info.filters_to_latest(), register_info.facts()
recorded = register_info.recorded()
result = assurance_view.measures(filters, recorded)

headings.page_headline(
    sentences.headline(section.sentence(result, recorded), filters.without("status")),
    sentences.view(filters, facts, more=section.left_out(result)),
)
if result.judged.empty:
    sentences.no_match("is outstanding or closed")
else:
    assurance_view.pair(result, recorded)
    assurance_view.first_charts(result, filters, recorded)
    assurance_view.tiles(result, filters, recorded)
    st.space("small")
    if "assured_by_role" in recorded:
        table_part.show(*section.judges(result), name="who-judged", is_folded=True)
    assurance_view.rates(filters, recorded)
    screen.caption(NOTES)
    st.space("small")
    assurance_view.lists(filters, recorded)
