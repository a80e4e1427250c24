"""The first page's stock and flow, and what it may claim where the state of some recommendations is not known."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from analytics.charts.chart import Chart
from analytics.charts.months import month
from analytics.charts.stock_and_flow import stock_and_flow
from analytics.measures.flow import in_months
from analytics.wording import count


def open_over_time(months: pd.DataFrame, flows: pd.DataFrame) -> Chart:
    """The open at each month end, `stock_and_flow.by_day`, with what each month received and closed, `flow.by_month`.

    What has no date is in no month. While the state of some is not known, the line is of the known ones alone, and the
    headline claims no rise or fall of it.
    """
    months = months.iloc[1:]
    flow = in_months(flows, months["day"])
    chart = stock_and_flow(
        pd.DataFrame(
            {
                "day": months["day"],
                "stock": months["open"],
                "incoming": flow["received"].to_numpy(),
                "outgoing": flow["closed"].to_numpy(),
            }
        ),
        name="stock-and-flow",
        incoming="received",
    )
    chart = replace(chart, subtitle=_subtitle(months))
    unknown = int(months["state_unknown"].max())
    if not unknown:
        return chart
    now = int(months["open"].iloc[-1])
    return replace(
        chart,
        headline=f"{count(now)} known to be open; in some months the state of up to {count(unknown)} more is not known",
        table=chart.table.assign(**{"State not known": months["state_unknown"].to_numpy()}),
    )


def _subtitle(months: pd.DataFrame) -> str:
    """What the line and the bars count, and why the one is not the sum of the others."""
    first, last = (month(pd.Timestamp(months["day"].iloc[place]).date()) for place in (0, -1))
    waits = months["awaiting_onboarding"].any()
    return (
        "Number open at each month end (line); number received, and number closed or withdrawn and not reopened since, "
        f"in each month (bars), {first} to {last}"
        f"{'. What is received becomes open when it is on-boarded' if waits else ''}"
    )
