"""The other charts."""

from datetime import date

import pandas as pd
import streamlit as st

from analytics.charts.lines import lines
from analytics.charts.received_and_closed import received_and_closed
from analytics.charts.timeline import life
from analytics.charts.waterfall import waterfall
from analytics.charts.year_columns import columns
from analytics.sections.ages import ages
from pages.ui import chart, headings, tables
from pages.ui.chart import Block
from tests.ui import stand_in

headings.page_headline(
    "Since the meeting on 31 October, 24 recommendations have arrived and 17 have been closed.", "All."
)
statement = pd.DataFrame(
    {
        "term": ["Open on 31 October", "New", "Late recorded", "Reopened", "Closed", "Withdrawn or merged", "Dropped",
                 "Open on 28 November"],
        "value": [145, 24, 2, 1, -17, -3, 0, 152],
    }
)  # fmt: skip
with st.container(horizontal=True, gap=38):
    with st.container(width=734):
        chart.show(
            waterfall(statement, name="statement", subtitle="Open recommendations at the two dates, and every change"),
            key="statement",
        )
    with st.container(width=348):
        headings.section_heading("The sum", "Residual: what the events do not explain")
        tables.plain(statement.rename(columns={"term": "Term", "value": "Recommendations"}))
stock = stand_in.stock()
chart.show(received_and_closed(stock, name="received-and-closed", expected=22.5), key="months")
years = pd.DataFrame({"label": ["2018", "2019", "2020", "2021", "2022"], "count": [66, 74, 61, 71, 58]})
bands = [("under 3 months", 31), ("3 to 6 months", 28), ("6 to 12 months", 40), ("1 to 2 years", 33),
         ("2 to 3 years", 12), ("3 years and more", 8), ("no date", 0)]  # fmt: skip
chart.show_tiles(
    [
        Block(chart=columns(years, name="hmicfrs", quantity="received", subject="HMICFRS", expected=70,
                            unfinished=date(2022, 11, 28)),
              key="years"),
        Block(chart=ages(stand_in.counts(tuple(bands)), name="ages"), key="ages", rows=stand_in.rows),
        Block(chart=life(reference="HM-2021-066", as_at=date(2022, 11, 28), made=date(2021, 11, 9),
                         first_due=date(2022, 6, 30), due=date(2022, 10, 31)), key="life"),
    ]
)  # fmt: skip
open_now = stock["stock"]
by_source = pd.DataFrame(
    {"HMICFRS": open_now - 80, "DARA internal audit": open_now - 95, "IOPC": open_now // 8, "MOPAC": open_now // 9}
)
labels = list(by_source.columns)
chart.show(
    lines(by_source.assign(day=stock["day"]), name="lines", subtitle="Open at each month end", labels=labels),
    key="lines",
)
