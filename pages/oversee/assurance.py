"""Assurance: the steps to closure, who judged and on what, what came of it, and how many are closed in time."""

import streamlit as st

from analytics.sections import assurance as section
from analytics.sections.closure_rates import NOTES
from pages.ui import headings, register_info, screen, sentences, table_part
from pages.ui.oversee import assurance_view

filters, facts = register_info.filters_to_latest(), register_info.facts()
held = register_info.recorded()
found = assurance_view.measures(filters, held)

headings.page_headline(
    sentences.headline(section.sentence(found, held), filters.without("status")),
    sentences.view(filters, facts, more=section.left_out(found)),
)
if found.judged.empty:
    sentences.no_match("is outstanding or closed")
else:
    assurance_view.pair(found, held)
    assurance_view.opening(found, filters, held)
    assurance_view.tiles(found, filters, held)
    st.space("small")
    if "assured_by_role" in held:
        table_part.show(*section.judges(found), name="who-judged", is_folded=True)
    assurance_view.rates(filters, held)
    screen.caption(NOTES)
    st.space("small")
    assurance_view.lists(filters, held)
