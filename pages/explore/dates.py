"""Dates and slippage: what is late by every measure, how far dates were moved, how often, and what is due next."""

import streamlit as st

from analytics.measures import due_dates
from analytics.sections import due_dates as section
from pages.ui import cached, chart, figures, headings, register_info, sentences, session
from pages.ui.explore import due_dates_view as shown

filters, facts = session.filters(), register_info.facts()
dates = cached.result(due_dates.dates, filters, register_info.recorded())
cached.start_early((due_dates.most_redated, filters, shown.FIRST))

headings.page_headline(
    sentences.headline(section.sentence(dates)), sentences.view(filters, facts, more=section.note(dates))
)
if section.has_figures(dates):
    figures.row(shown.figures(dates, filters))
    st.space("small")
    chart.show_tiles(shown.moved(dates, filters))
    st.space("small")
    chart.show_tiles(shown.late(dates, filters))
    st.space("small")
    shown.most_redated(dates, filters)
elif dates.recorded_from is None and not dates.now.outstanding:
    sentences.no_match("is outstanding")
elif dates.recorded_from is None:
    sentences.nothing(f"Due dates: {sentences.NOT_RECORDED[0].lower()}{sentences.NOT_RECORDED[1:]}")
