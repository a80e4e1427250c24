"""Trends: what came and what was closed, by month and by year; what is open over time, how old and how late it is."""

import streamlit as st

from analytics.measures import ages, due_dates, headline_figures, received_and_closed
from analytics.measures.coverage import coverage
from analytics.measures.stock_and_flow import by_day
from analytics.sections import trends
from analytics.sections.headline import left_out
from analytics.sections.stock_over_time import not_shown
from pages.ui import cached, chart, headings, register_info, sentences
from pages.ui.explore import breakdowns, trend_charts, trend_params

filters, facts = register_info.filters_to_latest(), register_info.facts()
as_at = filters.as_at or facts.newest
recorded = register_info.recorded()
moving = filters.without("status")
now, flows, undated, covered = cached.results(
    (headline_figures.headline, moving),
    (received_and_closed.by_month, moving),
    (received_and_closed.undated, moving),
    (coverage, moving),
)
period = trend_params.months()
days = trends.months_shown(flows, as_at, period, covered)
stock = (by_day, filters, days)
aged = ((ages.age, filters), *((due_dates.days_late, filters, against) for against in due_dates.AGAINST))
cached.start_early(stock, *aged)

title = trends.sentence(flows, undated, covered, days)
notes = (
    trends.not_in_headline(title, undated, covered),
    trends.begins(covered, days, period),
    trends.STILL_CLOSED,
    left_out(filters),
    trends.dropped(now.dropped),
)
more = " ".join(filter(None, notes))
usual = received_and_closed.usual_numbers(register_info.sources())
headings.page_headline(
    sentences.headline(title, moving),
    sentences.view(filters, facts, more=more),
)
if flows.empty and undated.received == 0:
    sentences.no_match()
else:
    months = cached.derived(trends.by_month, flows, undated, covered, filters, days, usual)
    trend_charts.show(months, "by-month", "Received and closed, by month", not_shown(covered))
    st.space("small")
    event = trend_params.event()
    tiles = cached.derived(trends.by_source, flows, event, covered, filters, as_at, usual)
    chart.show_tiles(trend_charts.years(tiles, event, covered))
    st.space("small")
    over_time = cached.derived(trends.open_over_time, cached.result(*stock), covered, recorded)
    trend_charts.show(over_time, "open-over-time", "Open over time", not_shown(covered))
    st.space("small")
    by_age, *late = cached.results(*aged)
    chart.show_tiles(breakdowns.ages(by_age, late, recorded))
