"""On-boarding: what awaits a decision and for how long, what was decided by which route, and what had no decision."""

import streamlit as st

from analytics.measures.onboarding import onboarding
from analytics.sections import onboarding as section
from analytics.sections.headline import left_out
from pages.ui import cached, headings, register_info, screen, sentences
from pages.ui.oversee import onboarding_view

filters, facts = register_info.filters_to_latest(), register_info.facts()
result = cached.result(onboarding, filters)

left = left_out(filters, "this page")
more = " ".join(filter(None, (left, section.decided_by_now(result))))
sentence = section.sentence(result, register_info.recorded())
headings.page_headline(
    sentences.headline(sentence, filters.without("status")), sentences.view(filters, facts, more=more)
)
if not section.is_recorded(result, register_info.recorded()):
    sentences.nothing(sentences.NOT_RECORDED)
elif not result.sources() and not result.exceptions():
    sentences.no_match("waits or was decided in the last twelve months")
else:
    onboarding_view.by_source(result, filters)
    st.space("small")
    onboarding_view.advice(result, filters)
    onboarding_view.by_month(result, filters)
    st.space("small")
    onboarding_view.otherwise(result, filters)
    onboarding_view.exceptions(result, filters)
    st.space("small")
    screen.caption(section.note(register_info.recorded()))
