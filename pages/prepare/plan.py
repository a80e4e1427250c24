"""Forward plan: what weighs most and has no meeting planned, and the meetings to come; the analyst decides."""

import streamlit as st

from analytics.sections import forward_plan as section
from pages.ui import forward_plan_parts, headings, register_info, sentences, session
from pages.ui.prepare import forward_plan_view, plan_weights

filters, facts = session.filters(), register_info.facts()
plan, by = forward_plan_parts.plan(plan_weights.chosen()), forward_plan_view.dimension()

headings.page_headline(
    sentences.headline(section.sentence(plan, by, register_info.recorded())),
    sentences.view(filters, facts, more=section.note(plan)),
)
if not plan.open:
    sentences.no_match("is open")
elif by:
    forward_plan_view.by_weight(plan, by)
st.space("small")
forward_plan_view.calendar(plan)
