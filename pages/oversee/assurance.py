"""Assurance: the steps to closure, who judged and on what, what came of it, and how many are closed in time."""

import streamlit as st

from analytics.charts import assurance as told
from analytics.charts.closing import NOTES
from pages.ui import opening, reading, screen, state, table_part, words
from pages.ui.oversee import assurance_parts

filters, facts = state.filters(), reading.facts()
held = reading.recorded()
found = assurance_parts.measures(filters, held)

opening.sentence(told.sentence(found, held), words.view(filters, facts, more=told.left_out(found)))
if found.judged.empty:
    words.no_match("is outstanding or closed")
else:
    if held & told.ASSURING:
        steps = ("The steps to closure", "Outstanding and closed; assurance has no day of its own on the register")
        table_part.show(steps, told.steps(found, held), name="steps-to-closure")
    else:
        table_part.absent("The steps to closure", words.NOT_RECORDED)
    assurance_parts.tiles(found, filters, held)
    st.space("small")
    if "assured_by_role" in held:
        table_part.show(*told.judges(found), name="who-judged")
    assurance_parts.rates(filters, held)
    screen.caption(NOTES)
    st.space("small")
    assurance_parts.lists(filters, held)
