"""Trends: what came and what was closed, by month and by year; what is open over time, how old and how late it is."""

import streamlit as st

from analytics.charts import trends
from analytics.charts.sentences import left_out
from analytics.charts.stock_over_time import not_shown
from analytics.measures import ageing, flow, lateness, position
from analytics.measures.coverage import coverage
from analytics.measures.stock_and_flow import by_day
from pages.ui import cached, chart, opening, reading, state, words
from pages.ui.explore import breakdowns, trend_charts, trend_choices

filters, facts = state.filters(), reading.facts()
as_at = filters.as_at or facts.newest
held = reading.recorded()
moving = filters.without("status")
now, flows, undated, covered = cached.results(
    (position.headline, moving), (flow.by_month, moving), (flow.undated, moving), (coverage, moving)
)
days = trends.months_shown(flows, as_at, trend_choices.months(), covered)
stock = (by_day, filters, days)
aged = ((ageing.age, filters), *((lateness.days_late, filters, against) for against in lateness.AGAINST))
cached.ahead(stock, *aged)

more = " ".join(filter(None, (trends.STILL_CLOSED, left_out(filters), trends.dropped(now.dropped))))
opening.sentence(trends.sentence(flows, undated, covered, days), words.view(filters, facts, more=more))
if flows.empty and undated.received == 0:
    words.no_match()
else:
    months = trends.by_month(flows, undated, covered, filters, days)
    trend_charts.show(months, "by-month", "Received and closed, by month", not_shown(covered))
    st.space("small")
    event = trend_choices.event()
    tiles = trends.by_source(flows, event, covered, filters, as_at)
    chart.show_tiles(trend_charts.years(tiles, event, covered))
    st.space("small")
    over_time = trends.open_over_time(cached.result(*stock), covered, held)
    trend_charts.show(over_time, "open-over-time", "Open over time", not_shown(covered))
    st.space("small")
    ages, *late = cached.results(*aged)
    chart.show_tiles(breakdowns.ages(ages, late, held))
