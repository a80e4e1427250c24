"""The first page's stock and flow, and what it may claim where the state of some recommendations is not known."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from analytics.charts.chart import Chart
from analytics.charts.stock_and_flow import stock_and_flow
from analytics.wording import count


def open_over_time(months: pd.DataFrame) -> Chart:
    """The open at each month end with what came in and what went out; `months` is `stock_and_flow.by_day`.

    Came in: new, recorded late, reopened or returned. Went out: closed, withdrawn or merged. While the state of others
    is not known, the line is of the known ones alone, and the headline claims no rise or fall of it.
    """
    months = months.iloc[1:] if len(months) > 1 else months
    chart = stock_and_flow(
        pd.DataFrame(
            {
                "day": months["day"],
                "stock": months["open"],
                "incoming": months[["new", "late_recorded", "reopened", "returned"]].sum(axis=1),
                "outgoing": months[["closed", "withdrawn_or_merged"]].sum(axis=1),
            }
        ),
        name="stock-and-flow",
    )
    unknown = int(months["state_unknown"].max())
    if not unknown:
        return chart
    now = int(months["open"].iloc[-1])
    return replace(
        chart,
        headline=f"{count(now)} known to be open; in some months the state of up to {count(unknown)} more is not known",
        table=chart.table.assign(**{"State not known": months["state_unknown"].to_numpy()}),
    )
