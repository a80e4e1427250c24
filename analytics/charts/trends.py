"""The charts and words of the trends: what came and went by month and by year, what is left, how old, how late."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Literal

import pandas as pd

from analytics.charts.ages import ages
from analytics.charts.bars import bars
from analytics.charts.chart import TILE, Chart, fitting
from analytics.charts.columns import columns
from analytics.charts.lines import lines
from analytics.charts.months import month
from analytics.charts.received_and_closed import received_and_closed
from analytics.charts.shares import of, share
from analytics.filters import EVERYTHING, Filters
from analytics.measures.ageing import AGE_BANDS
from analytics.measures.flow import EXPECTED, Undated, in_months
from analytics.measures.stock_and_flow import month_ends
from analytics.vocabulary import label
from analytics.wording import count, listed, plural, sentence_case

YEARS = 6
"""Columns that a tile holds with their numbers unbroken."""

MOST_SOURCES = 3
"""Tiles of a row: with more sources, the smallest share the last one."""

OTHERS = "Other sources"
UNDATED = AGE_BANDS[-1]
DUE_DATES = frozenset({"original_due_on", "due_on"})
Event = Literal["received", "closed"]


def sentence(flows: pd.DataFrame, undated: Undated, as_at: date) -> str:
    """What the last twelve months brought, and what of it no month can be given to; `flows` is `flow.by_month`."""
    months = _monthly(flows, month_ends(as_at, 11))
    total_in, total_out = int(months["incoming"].sum()), int(months["outgoing"].sum())
    received = f"{plural(total_in, 'recommendation') if total_in else 'no recommendation'} {_was(total_in)} received"
    closed = f"{count(total_out) if total_out else 'none'} {_was(total_out)} closed or withdrawn"
    period = f"From {month(months['day'].iloc[0])} to {month(months['day'].iloc[-1])}"
    return f"{period}, {received} and {closed}{_and_undated(undated)}."


def dropped(number: int) -> str:
    """That those no longer on the register are counted where they came, where there are any."""
    if not number:
        return ""
    verb, came = ("is", "it came") if number == 1 else ("are", "they came")
    return f"{plural(number, 'recommendation')} no longer on the register {verb} counted where {came}."


def months_shown(flows: pd.DataFrame, as_at: date, months: int) -> tuple[date, ...]:
    """The month ends of a period, which begins no earlier than a year ago or when the first one was received."""
    first = min(flows["month"], default=as_at)
    held = 12 * (as_at.year - first.year) + as_at.month - first.month + 1
    return month_ends(as_at, min(months, max(12, held)))


def by_month(flows: pd.DataFrame, undated: Undated, filters: Filters, days: tuple[date, ...]) -> Chart:
    """Received and closed in each of the months that end on `days`, with what the chosen sources are expected to make.

    Where closings have no date, none of them is in a month, and the headline takes no balance.
    """
    yearly = [expected(source, filters) for source in filters.source]
    chart = received_and_closed(
        _monthly(flows, days), name="received-and-closed", incoming="received", outgoing="closed or withdrawn",
        expected=sum(map(int, filter(None, yearly))) / 12 if yearly and all(yearly) else None,
    )  # fmt: skip
    chart = _with(chart, unexpected(filters.source, filters))
    if not undated.closed:
        return chart
    total_in, total_out = int(chart.table.iloc[:, 1].sum()), int(chart.table.iloc[:, 2].sum())
    said = f"{count(total_in)} received and {count(total_out)} known to be closed in {plural(len(days), 'month')}"
    return replace(chart, headline=f"{said}; {count(undated.closed)} closings have no date")


def expected(source: str, filters: Filters) -> int | None:
    """How many a source is expected to make in a year; None where nobody said, or only a part of them is chosen."""
    return EXPECTED.get(source) if _takes_whole_sources(filters) else None


def _takes_whole_sources(filters: Filters) -> bool:
    """Whether all that a source made is counted; a status filter narrows nothing of what came and went."""
    return filters.without("source", "status", "as_at", "known_at") == EVERYTHING


def unexpected(sources: Sequence[str], filters: Filters) -> str:
    """Why no number is expected where readers know one of a source among these; empty where there is one, or none."""
    if not EXPECTED.keys() & set(sources):
        return ""
    if not _takes_whole_sources(filters):
        return "what is expected is known of whole sources only"
    others = [label("source", source) for source in sources if source not in EXPECTED]
    return f"what is expected of {listed(others, 'or')} is not known" if others else ""


def _with(chart: Chart, why: str) -> Chart:
    """The chart with one clause more under its headline."""
    return replace(chart, subtitle=f"{chart.subtitle}; {why}") if why else chart


def by_source(flows: pd.DataFrame, event: Event, filters: Filters, as_at: date) -> list[Chart]:
    """A tile a source: how many were received, or closed, in each of the last years; the year of as-at is not over.

    `flows` is `flow.by_month`. The sources with an expectation come first, then the largest; the rest share a tile.
    """
    yearly = flows.assign(year=[day.year for day in flows["month"]])
    shown = range(as_at.year - YEARS + 1, as_at.year + 1)
    by_source = {
        str(source): [int(own.loc[own["year"] == year, event].sum()) for year in shown]
        for source, own in yearly.groupby("source")
    }
    order = sorted(by_source, key=lambda source: (source not in EXPECTED, -sum(by_source[source]), source))
    named = order if len(order) <= MOST_SOURCES else order[: MOST_SOURCES - 1]
    rest = [by_source[source] for source in order[len(named) :]]
    tiles: list[tuple[str | None, list[int]]] = [(source, by_source[source]) for source in named]
    tiles += [(None, [sum(numbers) for numbers in zip(*rest, strict=True)])] if rest else []
    return [_tile(dict(zip(shown, numbers, strict=True)), event, source, filters, as_at) for source, numbers in tiles]


def open_over_time(months: pd.DataFrame, recorded: frozenset[str]) -> Chart:
    """The open, those past the date first agreed and those waiting to be on-boarded, at each month end."""
    series = {"open": months["open"]}
    series |= {"past the date first agreed": months["overdue_original"]} if recorded & DUE_DATES else {}
    series |= {"awaiting on-boarding": months["awaiting_onboarding"]} if "onboarded_on" in recorded else {}
    unknown = int(months["state_unknown"].max())
    series |= {"state not known": months["state_unknown"]} if unknown else {}
    first, last = (month(pd.Timestamp(day).date()) for day in (months["day"].iloc[0], months["day"].iloc[-1]))
    return lines(
        pd.DataFrame({"day": months["day"], **series}),
        name="open-over-time",
        labels=tuple(series),
        headline=_open_headline(months, unknown),
        subtitle=f"Number at each month end, {first} to {last}, as we know now",
    )


def age_of_open(bands: pd.DataFrame) -> Chart:
    """The open by age; `bands` is `ageing.age`. The band of the undated stands only where it holds any."""
    held = bands[(bands["band"] != UNDATED) | (bands["open"] > 0)]
    old = tuple(band for band in AGE_BANDS[3:] if band != UNDATED)
    return ages(_bars(held, "open"), name="open-by-age", old=("a year or more old", old), width=TILE)


def days_late(bands: pd.DataFrame, against: str) -> Chart:
    """Those past a date by how many days; `bands` is `ageing.days_late` against the original or the current date."""
    words = {"original": "the date first agreed", "current": "the present date"}[against]
    whole = int(bands["outstanding"].sum())
    over = int(bands["outstanding"].iloc[-1])
    chart = bars(
        _bars(bands, "outstanding"), name=f"days-late-{against}", counted="late", by="days late", says="are",
        several="bands", subtitle=f"Outstanding past {words}, by days late; {count(whole)} in all", width=TILE,
    )  # fmt: skip
    if whole == 0:
        return replace(chart, headline=f"None is past {words}")
    verb = "is" if over <= 1 else "are"
    parts = (share(over, whole), of(over, whole)) if over else ("none",)
    said = [sentence_case(f"{part} {verb} late by over a year") for part in parts if part]
    return replace(chart, headline=fitting(said, TILE))


def _tile(numbers: dict[int, int], event: Event, source: str | None, filters: Filters, as_at: date) -> Chart:
    name = OTHERS if source is None else label("source", source)
    chart = columns(
        pd.DataFrame({"label": [str(year) for year in numbers], "count": list(numbers.values())}),
        name=f"{event}-by-year-{name}",
        counted=event if event == "received" else "closed or withdrawn",
        subject=name,
        expected=expected(source, filters) if source and event == "received" else None,
        unfinished=(as_at.month, as_at.day) != (12, 31),
    )
    return _with(chart, unexpected([source] if source and event == "received" else [], filters))


def _open_headline(months: pd.DataFrame, unknown: int) -> str | None:
    """What the line shows over the whole period; no rise or fall of it while the state of others is not known."""
    first, last = int(months["open"].iloc[0]), int(months["open"].iloc[-1])
    if unknown:
        return f"{count(last)} known to be open; in some months the state of up to {count(unknown)} more is not known"
    then = f"at the end of {month(pd.Timestamp(months['day'].iloc[0]).date())}"
    if first == last == 0:
        return f"None is open, as {then}"
    if first == last:
        return f"{count(last)} {_is(last)} open, as many as {then}"
    change = f"{count(abs(last - first))} {'more' if last > first else 'fewer'}"
    return f"{count(last)} {_is(last)} open, {change} than {then}"


def _is(number: int) -> str:
    return "is" if number == 1 else "are"


def _bars(bands: pd.DataFrame, counted: str) -> pd.DataFrame:
    return pd.DataFrame({"value": bands["band"], "label": bands["band"], "count": bands[counted]})


def _monthly(flows: pd.DataFrame, days: tuple[date, ...]) -> pd.DataFrame:
    """The flows of each of the months that end on these days, those without any included."""
    sums = in_months(flows, days)
    return pd.DataFrame({"day": days, "incoming": sums["received"].to_numpy(), "outgoing": sums["closed"].to_numpy()})


def _and_undated(undated: Undated) -> str:
    """What no month can be given to: "; 109 more were closed on days not recorded"."""
    said = [
        f"{count(number)} more {_was(number)} {words}"
        for number, words in ((undated.received, "received"), (undated.closed, "closed"))
        if number
    ]
    return f"; {listed(said)} on days not recorded" if said else ""


def _was(number: int) -> str:
    return "was" if number < 2 else "were"
