"""Register: the recommendations that the filters choose, searched, ordered, taken away, and one of them in full."""

import streamlit as st

from analytics.measures import position
from pages.ui import cached, opening, reading, state, words
from pages.ui.explore import list_words, one_recommendation, register_list

filters, facts = state.filters(), reading.facts()
found = cached.result(position.headline, filters)
shown = register_list.view(facts)

opening.sentence(
    list_words.sentence(filters, found, found.born, shown.order),
    words.view(filters, facts),
)
if found.born == 0 and not filters.count():
    words.no_match()
with st.container(horizontal=True, gap=38):
    reference = register_list.draw(filters, shown, found.born)
    if reference is not None:
        one_recommendation.draw(filters, reference, filters.as_at or facts.newest)
