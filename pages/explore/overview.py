"""Overview: the position in one sentence, its figures, what came and went, and what the open ones are made of."""

import streamlit as st

from analytics.measures.overview import overview
from analytics.measures.received_and_closed import largest_reports
from analytics.sections import headline
from analytics.sections.stock_over_time import not_shown, open_over_time, with_reports
from pages.ui import cached, chart, figures, headings, register_info, screen, sentences, session
from pages.ui.explore import overview_figures
from pages.ui.explore.breakdowns import tiles, wide
from pages.ui.screen import BREAK

filters, facts = session.filters(), register_info.facts()
of_reports = (largest_reports, filters)
cached.start_early(of_reports)
result = cached.result(overview, filters, register_info.recorded())

headings.page_headline(
    headline.position(result),
    sentences.view(filters, facts, more=headline.left_out(filters)),
    headline.small_lines(result),
)
if result.now.born == 0:
    sentences.no_match()
else:
    figures.row(overview_figures.figures(result))
    screen.markdown(BREAK.join(cached.derived(headline.lines, result)))
    st.space("small")
    over_time = cached.derived(open_over_time, result.months, result.flows, result.covered)
    if over_time:
        chart.show(cached.derived(with_reports, over_time, cached.result(*of_reports)), key="stock")
    else:
        headings.section_heading("Open recommendations over time", not_shown(result.covered))
    st.space("small")
    if result.now.open:
        chart.show_tiles(tiles(result, filters, ("source", "delivery_route", "programme")))
        st.space("small")
        chart.show_tiles(wide(result, filters))
