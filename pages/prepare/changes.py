"""Changes: what came, what went and what was altered between two days, and the recommendations it happened to."""

import streamlit as st

from analytics.measures.changes import changes
from analytics.sections import changes as section
from analytics.sections.headline import left_out
from pages.ui import cached, headings, register_info, sentences
from pages.ui.prepare import changes_view, comparison_day

filters, facts = register_info.filters_to_latest(), register_info.facts()
found = cached.result(changes, filters, comparison_day.since(facts), changes_view.FIRST)

more = " ".join(filter(None, (section.of_period(found), section.earlier(found), left_out(filters))))
said = section.sentence(found)
headings.page_headline(
    said if found.before.born else sentences.headline(said), sentences.view(filters, facts, more=more)
)
comparison_day.choose(found)
if found.now.born == 0 and found.before.born == 0:
    sentences.no_match()
else:
    st.space("small")
    changes_view.the_sum(found, filters, waterfall=changes_view.open_waterfall(found, filters))
    if found.is_known or found.number():
        st.space("small")
        changes_view.moves_charts(found, filters, "changes")
        st.space("small")
        changes_view.lists(found, changes_view.group(found), filters)
        changes_view.files(found, facts)
