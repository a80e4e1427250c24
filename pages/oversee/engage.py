"""Engage: what is tagged with it, by report and cause of concern, what moved in a fortnight; and the 100-day plan."""

import streamlit as st

from analytics.charts import engage as told
from analytics.measures.engage import tagged, tagged_alone
from analytics.vocabulary import ENGAGE_PHASE, PLAN_OF_100_DAYS
from pages.ui import cached, opening, reading, screen, state, words
from pages.ui.oversee import engaged

filters, facts = state.filters(), reading.facts()
found = cached.result(tagged, filters, ENGAGE_PHASE)
of_plan = (tagged_alone, filters, PLAN_OF_100_DAYS)
cached.ahead(engaged.of_the_fortnight(filters, ENGAGE_PHASE), of_plan)

dated = told.of_day(found) if "tags" in reading.recorded() else ""
more = " ".join(filter(None, (told.left_out(filters), dated)))
opening.sentence(told.sentence(found, reading.recorded()), words.view(filters, facts, more=more))
if "tags" not in reading.recorded():
    words.nothing(words.NOT_RECORDED)
elif found.cells.empty:
    words.nothing("No recommendation is tagged Engage.", can_clear=True)
else:
    engaged.reports(found, "engage")
    st.space("small")
    engaged.causes(found)
    st.space("small")
    engaged.lately(ENGAGE_PHASE)
plan = cached.result(*of_plan)
if not plan.cells.empty:
    st.space("small")
    engaged.reports(plan, "plan")
    screen.caption(told.of_day(plan))
