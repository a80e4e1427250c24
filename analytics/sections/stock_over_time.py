"""The first page's stock and flow, and what it may claim where the register does not know all of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import cycle
from typing import Any

import pandas as pd

from analytics.charts.chart import Chart
from analytics.charts.month_axis import month, month_names
from analytics.charts.palette import LIGHT
from analytics.charts.stock_and_flow import stock_and_flow
from analytics.charts.template import plain, unchecked
from analytics.english import count, cut, day, is_are, number_or_none, plural, sentence_case
from analytics.measures.coverage import Coverage
from analytics.measures.received_and_closed import in_months
from analytics.measures.stock_and_flow import is_full_month

CLOSED = "closed and not reopened"
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


LEAST_RECEIVED = 10
MOST_NAMED, LEAST_DISTANCE, LETTERS = 3, 4, 34
STEMS = (24, 60)
"""Recommendations from which a report is named on the line; how many are, how many months apart, letters of a name;
pixels from the line to a name, in turn, so that neighbours do not touch."""


def with_reports(chart: Chart, reports: pd.DataFrame) -> Chart:
    """The chart with the reports behind its largest arrivals named on the line.

    `reports` is `received_and_closed.largest_reports`. A report is named where at least ten recommendations came from
    it in a month, and they are at least half of all that came in that month.
    """
    named = _largest(chart.table, reports)
    if not named:
        return chart
    drawn = chart.figure.to_plotly_json()
    layout = drawn["layout"]
    notes = layout["annotations"]
    narrow = {**layout["meta"]["narrow"], "annotations": notes}
    stems_and_places = zip(cycle(STEMS), sorted(named), strict=False)
    stems = [_report_note(chart.table, place, named[place], stem) for stem, place in stems_and_places]
    layout = {
        **layout,
        "annotations": [*notes, *stems],
        "meta": {**layout["meta"], "narrow": narrow},
    }
    months = [_day(end) for end in chart.table.iloc[:, 0]]
    large = "; ".join(f"{month(months[at])}, {report}, {number}" for at, (report, number) in sorted(named.items()))
    return replace(
        chart, figure=unchecked(drawn["data"], layout), alternative=f"{chart.alternative} Large reports: {large}."
    )


Named = dict[int, tuple[str, str]]
"""The months whose report is named, by their place: the report, and how many recommendations came from it."""


def _largest(table: pd.DataFrame, reports: pd.DataFrame) -> Named:
    """The largest arrivals from one report, a few months apart, so that their names have room."""
    received = table.iloc[:, 2].tolist()
    places = {_day(end).replace(day=1): at for at, end in enumerate(table.iloc[:, 0])}
    candidates = []
    for first, report, number in zip(reports["month"], reports["report"], reports["received"], strict=True):
        at = places.get(_day(first))
        if at is not None and pd.notna(received[at]) and number >= max(LEAST_RECEIVED, received[at] / 2):
            candidates.append((int(number), at, str(report)))
    named: Named = {}
    for number, at, report in sorted(candidates, reverse=True):
        if len(named) < MOST_NAMED and all(abs(at - other) >= LEAST_DISTANCE for other in named):
            named[at] = cut(report.partition(": ")[0], LETTERS), plural(number, "recommendation")
    return named


def _report_note(table: pd.DataFrame, place: int, lines: tuple[str, str], stem: int) -> dict[str, Any]:
    """The report of a month, below the line with a stem up to it; above where the line is low."""
    stock, last = [int(number) for number in table.iloc[:, 1]], len(table) - 1
    side = "left" if place < last / 4 else "right" if place > 3 * last / 4 else "center"
    is_below = stock[place] > max(stock) / 2
    return {
        "text": "<br>".join(map(plain, lines)),
        "x": month_names([_day(end) for end in table.iloc[:, 0]])[place],
        "xref": "x",
        "y": stock[place],
        "yref": "y",
        "showarrow": True,
        "arrowhead": 0,
        "arrowwidth": 1,
        "arrowcolor": LIGHT.soft_text,
        "ax": 0,
        "ay": stem if is_below else -stem,
        "xanchor": side,
        "yanchor": "top" if is_below else "bottom",
        "align": side,
        "font": {"size": 12, "color": LIGHT.soft_text},
    }


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
