"""The first page's stock and flow, and what it may claim where the register does not know all of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd

from analytics.charts.chart import Chart
from analytics.charts.month_axis import month
from analytics.charts.stock_and_flow import stock_and_flow
from analytics.english import count, day
from analytics.measures.coverage import Coverage
from analytics.measures.received_and_closed import in_months

CLOSED = "closed and still closed"
"""What the bars count, which is not what the statement of a period calls closed."""


def open_over_time(months: pd.DataFrame, flows: pd.DataFrame, covered: Coverage) -> Chart | None:
    """The open at each month end, `stock_and_flow.by_day`, with what each month received and closed, `flow.by_month`.

    What has no date is in no month, and a month that the register does not show has no point and no bars; None where
    fewer than two month ends are shown. While the state of some is not known, the line is of the known ones alone, and
    the headline claims no rise or fall of it.
    """
    months = covered.shown(months.iloc[1:])
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
    unknown = int(months["state_unknown"].max())
    if not unknown:
        return chart
    now = int(months["open"].iloc[-1])
    return replace(
        chart,
        headline=f"{count(now)} known to be open; in some months the state of up to {count(unknown)} more is not known",
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
    bars = ", and ".join(words for words, is_drawn in drawn.items() if is_drawn)
    said = f"Line: open at each month end. Bars: {bars}, in each month, {first} to {last}"
    if drawn[CLOSED]:
        said += ". Closed includes withdrawn or merged"
    if drawn["received"] and months["awaiting_onboarding"].any():
        said += ". What is received becomes open when it is on-boarded"
    return said if drawn["received"] else f"{said}. When recommendations were received is not recorded"


def _day(value: object) -> date:
    return pd.Timestamp(str(value)).date()
