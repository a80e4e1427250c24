"""Chasing: what is late or due soon, by owner, and the message that asks an owner about it."""

import streamlit as st

from analytics.measures.chasing import to_chase
from analytics.sections import chasing as section
from pages.ui import cached, headings, register_info, sentences, session
from pages.ui.prepare import chasing_view

filters, facts = session.filters(), register_info.facts()
rows = cached.result(to_chase, filters)
headings.page_headline(
    sentences.headline(section.sentence(rows, register_info.recorded())), sentences.view(filters, facts)
)
if len(rows):
    chasing_view.by_owner(rows)
    owner = chasing_view.choose(rows)
    if owner is not None:
        st.space("small")
        chasing_view.of_owner(owner, rows[rows["owner_role"] == owner])
