"""Changes: what came, what went and what was altered between two days, and the recommendations it happened to."""

import streamlit as st

from analytics.measures.changes import changes
from analytics.sections import changes as section
from analytics.sections.headline import left_out
from pages.ui import cached, changes_view, headings, register_info, sentences
from pages.ui.prepare import comparison_day

filters, facts = register_info.filters_to_latest(), register_info.facts()
result = cached.result(changes, filters, comparison_day.since(facts), changes_view.FIRST)

more = " ".join(filter(None, (section.of_period(result), section.earlier(result), left_out(filters))))
sentence = section.sentence(result)
headings.page_headline(
    sentence if result.before.born else sentences.headline(sentence), sentences.view(filters, facts, more=more)
)
comparison_day.choose(result)
if result.now.born == 0 and result.before.born == 0:
    sentences.no_match()
else:
    st.space("small")
    changes_view.the_sum(result, filters, waterfall=changes_view.open_waterfall(result, filters))
    if result.is_known or result.number():
        st.space("small")
        changes_view.moves_charts(result, filters, "changes")
        st.space("small")
        changes_view.lists(result, changes_view.group(result), filters)
        changes_view.files(result, facts)
