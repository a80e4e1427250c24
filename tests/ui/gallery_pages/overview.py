"""A stand-in for the Overview."""

import streamlit as st

from analytics.charts.bars import bars
from analytics.charts.chart import MEASURE
from analytics.charts.stock_and_flow import stock_and_flow
from analytics.vocabulary import SOURCES
from pages.ui import chart, figures, headings, sentences, session
from pages.ui.chart import Block
from pages.ui.figures import Figure
from tests.ui import stand_in

filters, facts = session.filters(), stand_in.facts()
less = 2 * len(filters.source)
headings.page_headline(
    "152 recommendations from 48 reports are open, 7 more than on 31 October; "
    "38 have passed the date first agreed for them.",
    sentences.view(filters, facts, more="Small lines show the twelve months to November."),
)
since = "since 31 October"
stock, late, shut, waiting = stand_in.SPARKS
stock = [number - less for number in stock]
figures.row(
    [
        Figure(label="Open", value=152 - less, move=7, since=since, series=stock, caption="51 of them are in Engage"),
        Figure(
            label="Past the date first agreed",
            value=38,
            move=4,
            since=since,
            series=late,
            caption="12 have been given a later date",
        ),
        Figure(
            label="Closed in November",
            value=17,
            move=-5,
            since="against October",
            series=shut,
            kind="bars",
            caption="In a usual month, 22 are received",
        ),
        Figure(
            label="Waiting to be on-boarded",
            value=11,
            move=3,
            since=since,
            series=waiting,
            caption="2 have waited more than 60 days",
        ),
    ]
)
st.space("small")
chart.show(stock_and_flow(stand_in.stock(less), name="stock-and-flow"), key="stock")
st.space("small")
chart.show_tiles(
    [
        Block(
            chart=bars(
                stand_in.counts(stand_in.SOURCES, SOURCES, less),
                name="open-by-source",
                quantity="open",
                by="source",
                says="come from",
                several="sources",
            ),
            key="source",
            rows=stand_in.rows,
        ),
        Block(
            chart=bars(
                stand_in.routes(less),
                name="open-by-route",
                quantity="open",
                by="delivery route",
                says="have the route",
                several="routes",
            ),
            key="route",
            rows=stand_in.rows,
        ),
        Block(
            chart=bars(
                stand_in.counts(stand_in.PROGRAMMES, less=less),
                name="open-by-programme",
                quantity="open",
                by="programme",
                says="are in",
                several="programmes",
            ),
            key="programme",
            rows=stand_in.rows,
        ),
    ]
)
st.space("small")
chart.show(
    bars(
        stand_in.counts(stand_in.PRIORITIES, less=less),
        name="open-by-priority",
        quantity="open",
        by="strategic priority",
        says="come under",
        several="priorities",
        width=MEASURE,
        subtitle="Open recommendations delivered by programmes, by strategic priority of November 2022, in the "
        "framework’s order; 103 in all",
    ),
    key="priority",
    rows=stand_in.rows,
)
