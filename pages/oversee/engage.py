"""Engage: what is tagged with it, by report and cause of concern, what moved in a fortnight; and the 100-day plan."""

import streamlit as st

from analytics.measures.engage import tagged, tagged_alone
from analytics.sections import engage as section
from analytics.vocabulary import ENGAGE_PHASE, PLAN_OF_100_DAYS
from pages.ui import cached, headings, register_info, screen, sentences, session
from pages.ui.oversee import engage_view

filters, facts = session.filters(), register_info.facts()
result = cached.result(tagged, filters, ENGAGE_PHASE)
of_plan = (tagged_alone, filters, PLAN_OF_100_DAYS)
cached.start_early(engage_view.of_the_fortnight(filters, ENGAGE_PHASE), of_plan)

dated = section.of_day(result, register_info.sources()) if "tags" in register_info.recorded() else ""
more = " ".join(filter(None, (section.left_out(filters), dated)))
sentence = section.sentence(result, register_info.recorded())
headings.page_headline(
    sentences.headline(sentence, filters.without("status", "tag")), sentences.view(filters, facts, more=more)
)
if "tags" not in register_info.recorded():
    sentences.nothing(sentences.NOT_RECORDED)
elif result.cells.empty:
    sentences.nothing("No recommendation is tagged Engage.", can_clear=True)
else:
    engage_view.reports(result, "engage")
    st.space("small")
    engage_view.causes(result)
    st.space("small")
    engage_view.lately(ENGAGE_PHASE)
plan = cached.result(*of_plan)
if not plan.cells.empty:
    st.space("small")
    engage_view.reports(plan, "plan")
    screen.caption(section.of_day(plan, register_info.sources()))
