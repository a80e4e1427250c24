"""The first page's stock and flow, and what it may claim where the register does not know all of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd

from analytics.charts.chart import Chart
from analytics.charts.month_axis import month
from analytics.charts.stock_and_flow import stock_and_flow
from analytics.english import count, day, is_are, number_or_none, sentence_case
from analytics.measures.coverage import Coverage
from analytics.measures.received_and_closed import in_months
from analytics.measures.stock_and_flow import is_full_month

CLOSED = "closed and still closed"
"""What the bars count, which is not what the statement of a period calls closed."""


def open_over_time(months: pd.DataFrame, flows: pd.DataFrame, covered: Coverage) -> Chart | None:
    """The open at each month end, `stock_and_flow.by_day`, with what each month received and closed, `flow.by_month`.

    What has no date is in no month, and a month that the register does not show has no point and no bars; None where
    fewer than two month ends are shown. While the state of some is not known, the line is of the known ones alone, and
    the headline claims no rise or fall of it.
    """
    months = covered.shown(months.iloc[1:])
    months = months[[each >= covered.series_from(months["day"].iloc[-1]) for each in months["day"]]]
    if len(months) < 2:
        return None
    flow = in_months(flows, months["day"], covered)
    chart = stock_and_flow(
        pd.DataFrame(
            {
                "day": months["day"],
                "stock": months["open"],
                "incoming": flow["received"].array,
                "outgoing": flow["closed"].array,
            }
        ),
        name="stock-and-flow",
        incoming="received",
        outgoing=CLOSED,
    )
    chart = replace(chart, subtitle=_subtitle(months, flow))
    unknown, now = int(months["state_unknown"].max()), int(months["open"].iloc[-1])
    known = f"{sentence_case(number_or_none(now))} {is_are(now)}"
    if not unknown:
        is_comparable = months["day"].iloc[-min(13, len(months))] >= covered.complete_from
        return chart if is_comparable else replace(chart, headline=f"{known} open")
    return replace(
        chart,
        headline=f"{known} known to be open. In some months up to {count(unknown)} more may be",
        table=chart.table.assign(**{"State not known": months["state_unknown"].to_numpy()}),
    )


def not_shown(covered: Coverage) -> str:
    """Why the number open is not shown over time."""
    first = day(covered.first_extract)
    return f"The first extract is from {first}. Earlier months are not shown, because too few dates are recorded."


def _subtitle(months: pd.DataFrame, flow: pd.DataFrame) -> str:
    """What the line and the bars count, and why the one is not the sum of the others."""
    first, last = (month(_day(months["day"].iloc[place])) for place in (0, -1))
    drawn = {"received": flow["received"].notna().any(), CLOSED: flow["closed"].notna().any()}
    bars = " and ".join(words.partition(" ")[0] for words, is_drawn in drawn.items() if is_drawn)
    until = last if is_full_month(_day(months["day"].iloc[-1])) else day(_day(months["day"].iloc[-1]))
    text = "Line: open at each month end"
    text += f". Bars: {bars} each month" if bars else ""
    text += f", {first} to {until}"
    return text if drawn["received"] else f"{text}. The register does not record when recommendations were received"


def _day(value: object) -> date:
    return pd.Timestamp(str(value)).date()
