"""Overview: the position in one sentence, its figures, what came and went, and what the open ones are made of."""

import streamlit as st

from analytics.charts import sentences
from analytics.charts.stock_over_time import not_shown, open_over_time
from analytics.measures.overview import overview
from pages.ui import cached, chart, figures, opening, reading, screen, state, words
from pages.ui.explore import overview_figures
from pages.ui.explore.breakdowns import tiles, wide
from pages.ui.screen import BREAK

filters, facts = state.filters(), reading.facts()
found = cached.result(overview, filters, reading.recorded())

opening.sentence(
    sentences.position(found),
    words.view(filters, facts, more=sentences.left_out(filters)),
    sentences.small_lines(found),
)
if found.now.born == 0:
    words.no_match()
else:
    figures.row(overview_figures.figures(found))
    screen.markdown(BREAK.join(sentences.lines(found)))
    st.space("small")
    over_time = open_over_time(found.months, found.flows, found.covered)
    if over_time:
        chart.show(over_time, key="stock")
    else:
        opening.part("Open recommendations over time", not_shown(found.covered))
    st.space("small")
    if found.now.open:
        chart.show_tiles(tiles(found, filters, ("source", "delivery_route", "programme")))
        st.space("small")
        chart.show_tiles(wide(found, filters))
