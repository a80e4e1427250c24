"""Trends: what came and what was closed, by month and by year; what is open over time, how old and how late it is."""

import streamlit as st

from analytics.charts import trends
from analytics.charts.sentences import left_out
from analytics.measures import ageing, flow, position
from analytics.measures.stock_and_flow import by_day
from pages.ui import cached, chart, opening, reading, state, words
from pages.ui.chart import Block
from pages.ui.explore import breakdowns, trend_choices

filters, facts = state.filters(), reading.facts()
as_at = filters.as_at or facts.newest
held = reading.recorded()
moving = filters.without("status")
now, flows, undated = cached.results((position.headline, moving), (flow.by_month, moving), (flow.undated, moving))
days = trends.months_shown(flows, as_at, trend_choices.months())
stock = (by_day, filters, days)
aged = ((ageing.age, filters), *((ageing.days_late, filters, against) for against in ageing.AGAINST))
cached.ahead(stock, *aged)

more = " ".join(filter(None, (left_out(filters), trends.dropped(now.dropped))))
opening.sentence(trends.sentence(flows, undated, as_at), words.view(filters, facts, more=more))
if flows.empty and undated.received == 0:
    words.no_match()
else:
    chart.show(trends.by_month(flows, undated, filters, days[1:]), key="by-month")
    st.space("small")
    tiles = trends.by_source(flows, trend_choices.event(), filters, as_at)
    chart.show_tiles([Block(chart=tile, key=f"year-{number}") for number, tile in enumerate(tiles)])
    st.space("small")
    chart.show(trends.open_over_time(cached.result(*stock), held), key="open-over-time")
    st.space("small")
    ages, *late = cached.results(*aged)
    chart.show_tiles(breakdowns.ages(ages, late, held))
