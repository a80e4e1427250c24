"""The charts and words of the trends: what came and went by month and by year, what is left, how old, how late."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Literal

import pandas as pd

from analytics.charts.bars import bars
from analytics.charts.chart import TILE, Chart
from analytics.charts.fractions import of, share
from analytics.charts.lines import lines
from analytics.charts.month_axis import month
from analytics.charts.received_and_closed import received_and_closed
from analytics.charts.year_columns import columns
from analytics.english import (
    count,
    day,
    headline_sentences,
    is_are,
    listed,
    number_or_none,
    plural,
    sentence_case,
    was_were,
)
from analytics.filters import EVERYTHING, Filters
from analytics.measures.ages import AGE_BANDS
from analytics.measures.coverage import Coverage
from analytics.measures.due_dates import DUE_DATES
from analytics.measures.received_and_closed import Undated, in_months
from analytics.measures.stock_and_flow import is_full_month, month_ends
from analytics.sections.ages import ages
from analytics.sections.stock_over_time import CLOSED
from analytics.vocabulary import label

YEARS = 6
"""Columns that a tile holds with their numbers unbroken."""

MOST_SOURCES = 3
"""Tiles of a row: with more sources, the smallest share the last one."""

OTHERS = "Other sources"
UNDATED = AGE_BANDS[-1]
Event = Literal["received", "closed"]


def sentence(flows: pd.DataFrame, undated: Undated, covered: Coverage, days: tuple[date, ...]) -> str:
    """What came in and what was closed in the months that end on `days` but the first, and what has no date.

    `flows` is `flow.by_month`. What the register does not show for the whole period is said to begin later.
    """
    if flows.empty and not undated.received:
        return f"No recommendations were recorded by {day(days[-1])}."
    months = _monthly(flows, days[1:], covered)
    came, went = (_known(months, column, days) for column in ("incoming", "outgoing"))
    text = []
    if came and went and came[1] == went[1] == days[0]:
        balance = "" if undated.closed or days[0] < covered.starts_on else _balance(came[0], went[0])
        text.append(f"{_in_period(days)}, {_received(came[0])} and {_closed(went[0], undated)}{balance}")
    else:
        text += [f"{_since(came[1], days)}{_received(came[0])}"] if came else []
        text += [f"{_since(went[1], days)}{_closed(went[0], undated, of='recommendation')}"] if went else []
    text += ["When recommendations were received is not recorded"] if covered.received_from is None else []
    return headline_sentences(*text, *_without_date(undated, covered))


def _without_date(undated: Undated, covered: Coverage) -> list[str]:
    """What no month holds, because it has no date: of what was received, and of what was closed."""
    received = undated.received if covered.received_from else 0
    text = [f"{plural(received, 'recommendation has', 'recommendations have')} no date of receipt"] if received else []
    return [*text, f"{plural(undated.closed, 'closure has', 'closures have')} no date"] if undated.closed else text


def not_in_headline(headline: str, undated: Undated, covered: Coverage) -> str:
    """What has no date, as far as the headline had no room to say it."""
    return " ".join(f"{words}." for words in _without_date(undated, covered) if words not in headline)


def _known(months: pd.DataFrame, column: str, days: tuple[date, ...]) -> tuple[int, date] | None:
    """The sum of a column and the day that its first number begins after; None where it has no number."""
    known = months[column].notna().to_numpy()
    return (int(months[column].sum()), days[int(known.argmax())]) if known.any() else None


def _in_period(days: tuple[date, ...]) -> str:
    """The months that end on these days but the first, in words: "in the two years to November 2022"."""
    months, last = len(days) - 1, days[-1]
    first = (days[0] + timedelta(days=1)).replace(day=1)
    if not is_full_month(last):
        return f"from {day(first)} to {day(last)}"
    if months == 1:
        return f"in {month(last)}"
    years = {12: "year", 24: "two years", 60: "five years", 120: "ten years"}
    return f"in the {years[months]} to {month(last)}" if months in years else f"from {month(first)} to {month(last)}"


def begins(covered: Coverage, days: tuple[date, ...], months: int) -> str:
    """Since when the register is shown, where that is less than the `months` chosen; else nothing."""
    if len(days) > months or covered.starts_on >= covered.first_extract:
        return ""
    started = f"The register starts in {month(covered.starts_on)}."
    if days[0] < covered.complete_from:
        return started
    return f"{started} Its first year is not shown, because older recommendations are missing from it."


def _since(after: date, days: tuple[date, ...]) -> str:
    return f"{_in_period(days)}, " if after == days[0] else f"since the end of {month(after)}, "


def _received(number: int) -> str:
    text = plural(number, "recommendation") if number else "no recommendations"
    return f"{text} {was_were(number or 2)} received"


def _closed(number: int, undated: Undated, of: str = "") -> str:
    """How many were closed; `of` names them where the sentence has not.

    Where closures have no date, none is only none of which the day is known.
    """
    known = "" if number or not undated.closed else " on a known day"
    if of:
        return f"{plural(number, of) if number else f'no {of}s'} {was_were(number or 2)} closed{known}"
    return f"{number_or_none(number)} {was_were(number)} closed{known}"


def _balance(came: int, went: int) -> str:
    if came == went:
        return ""
    if came > went:
        return f": {count(came - went)} more came in than went out"
    return f": {count(went - came)} more went out than came in"


STILL_CLOSED = (
    "Closures are counted by closing date. They include recommendations withdrawn or merged, and leave out those "
    "reopened since."
)


def dropped(number: int) -> str:
    """That those no longer on the register are counted where they came, where there are any."""
    if not number:
        return ""
    return f"Includes {plural(number, 'recommendation')} since removed from the register."


def months_shown(flows: pd.DataFrame, as_at: date, months: int, covered: Coverage) -> tuple[date, ...]:
    """The month ends of a period, the first of them the day before its first month.

    It begins where the register is complete; while that is less than a year ago, no earlier than a year ago or when
    the first recommendation was received. One day where the register shows no month.
    """
    first = min(flows["month"], default=as_at)
    months_recorded = 12 * (as_at.year - first.year) + as_at.month - first.month + 1
    ends = month_ends(as_at, min(months, max(12, months_recorded)))
    start = covered.series_from(as_at)
    is_complete = start == covered.complete_from
    places = [place for place, end in enumerate(ends) if covered.shows_received(end) or covered.shows_closed(end)]
    places = [place for place in places if not is_complete or ends[place] >= start]
    return ends[min(places, default=len(ends) - 1) :]


def by_month(
    flows: pd.DataFrame,
    undated: Undated,
    covered: Coverage,
    filters: Filters,
    days: tuple[date, ...],
    usual: Mapping[str, int],
) -> Chart | None:
    """Received and closed in each of the months that end on `days` but the first; None where no month is shown.

    With what the chosen sources are expected to make. Where closures have no date, none of them is in a month, and
    the headline takes no balance; nor does it over a period that begins before the register does.
    """
    months = _monthly(flows, days[1:], covered)
    if months.empty:
        return None
    yearly = [expected(source, filters, usual) for source in filters.source]
    is_expected = bool(yearly) and all(yearly) and bool(months["incoming"].notna().any())
    chart = received_and_closed(
        months,
        name="received-and-closed",
        incoming="received",
        outgoing=CLOSED,
        expected=sum(map(int, filter(None, yearly))) / 12 if is_expected else None,
        is_balanced=not undated.closed and days[0] >= covered.starts_on,
    )
    chart = _with(chart, unexpected(filters.source, filters, usual))
    if not undated.closed:
        return chart
    undated_words = plural(undated.closed, "closure has", "closures have")
    return replace(chart, headline=f"{chart.headline}. {undated_words} no date")


def expected(source: str, filters: Filters, usual: Mapping[str, int]) -> int | None:
    """How many a source usually makes in a year; None where nobody said, or only a part of them is chosen.

    `usual` is `received_and_closed.usual_numbers`.
    """
    return usual.get(source) if _includes_whole_sources(filters) else None


def _includes_whole_sources(filters: Filters) -> bool:
    """Whether all that a source made is counted; a status filter narrows nothing of what came and went."""
    return filters.without("source", "status", "as_at", "known_at") == EVERYTHING


def unexpected(sources: Sequence[str], filters: Filters, usual: Mapping[str, int]) -> str:
    """Why no usual number is shown where one is known of a source among these; else empty."""
    if not usual.keys() & set(sources):
        return ""
    if not _includes_whole_sources(filters):
        return "The usual number is known for whole sources only"
    others = [label("source", source) for source in sources if source not in usual]
    return f"The usual number for {listed(others, 'or')} is not known" if others else ""


def _with(chart: Chart, why: str) -> Chart:
    """The chart with one sentence more under its headline."""
    return replace(chart, subtitle=f"{chart.subtitle}. {why}") if why else chart


def by_source(
    flows: pd.DataFrame, event: Event, covered: Coverage, filters: Filters, as_at: date, usual: Mapping[str, int]
) -> list[Chart]:
    """A tile a source: how many were received, or closed, in each of the last years; the year of as-at is not over.

    `flows` is `flow.by_month`. The sources with an expectation come first, then the largest; the rest share a tile.
    Years that the register does not show for a source are left out, and so is a source without any. All tiles have one
    scale.
    """
    yearly = flows.assign(year=[day.year for day in flows["month"]])
    last = range(as_at.year - YEARS + 1, as_at.year + 1)
    by_source: dict[str | None, dict[int, int]] = {}
    for source, rows in yearly.groupby("source"):
        of_source = covered.by_source.get(str(source), covered)
        shows = of_source.shows_received if event == "received" else of_source.shows_closed
        by_year = {
            year: int(rows.loc[rows["year"] == year, event].sum()) for year in last if shows(date(year - 1, 12, 31))
        }
        if by_year:
            by_source[str(source)] = by_year
    order = sorted(by_source, key=lambda source: (source not in usual, -sum(by_source[source].values()), source))
    tiles = order if len(order) <= MOST_SOURCES else order[: MOST_SOURCES - 1]
    if rest := [by_source[source] for source in order[len(tiles) :]]:
        years = [year for year in last if all(year in numbers for numbers in rest)]
        by_source[None] = {year: sum(numbers[year] for numbers in rest) for year in years}
        tiles = [*tiles, *([None] if years else [])]
    numbers = [float(number) for source in tiles for number in by_source[source].values()]
    lines = [expected(source, filters, usual) or 0 for source in tiles if source and event == "received"]
    highest = max([*numbers, *lines], default=0)
    return [_tile(by_source[source], event, source, filters, as_at, usual, highest=highest) for source in tiles]


def no_years(event: Event, covered: Coverage) -> str:
    """Why no year is shown."""
    if event == "received" and covered.received_from is None:
        return "This register does not record when recommendations were received."
    what = "recommendations" if event == "received" else "closures"
    return f"No year is shown. Too few {what} before the first extract, on {day(covered.first_extract)}, have a date."


def open_over_time(months: pd.DataFrame, covered: Coverage, recorded: frozenset[str]) -> Chart | None:
    """The open, those past the date first agreed and those waiting to be on-boarded, at each month end.

    The month ends that the register shows; None where it shows fewer than two.
    """
    months = covered.shown(months)
    months = months[[each >= covered.series_from(months["day"].iloc[-1]) for each in months["day"]]]
    if len(months) < 2:
        return None
    series = {"open": months["open"]}
    series |= {"past the date first agreed": months["open_overdue_original"]} if recorded & DUE_DATES else {}
    series |= {"awaiting on-boarding": months["awaiting_onboarding"]} if "onboarded_on" in recorded else {}
    unknown = int(months["state_unknown"].max())
    series |= {"state not known": months["state_unknown"]} if unknown else {}
    first, last = (month(pd.Timestamp(day).date()) for day in (months["day"].iloc[0], months["day"].iloc[-1]))
    return lines(
        pd.DataFrame({"day": months["day"], **series}),
        name="open-over-time",
        labels=tuple(series),
        headline=_open_headline(months, unknown, covered),
        subtitle=f"Number at each month end, {first} to {last}{_starts(months, covered)}",
    )


def age_of_open(bands: pd.DataFrame) -> Chart:
    """The open by age; `bands` is `ageing.age`. The band of the undated stands only where it holds any."""
    bands_shown = bands[(bands["band"] != UNDATED) | (bands["open"] > 0)]
    old = tuple(band for band in AGE_BANDS[3:] if band != UNDATED)
    return ages(_bars(bands_shown, "open"), name="open-by-age", old=("a year or more old", old), width=TILE)


def days_late(bands: pd.DataFrame, against: str) -> Chart:
    """Those past a date by how many days; `bands` is `lateness.days_late` against the original or the current date."""
    words = {"original": "the first date", "current": "the current date"}[against]
    total = int(bands["outstanding"].sum())
    over = int(bands["outstanding"].iloc[-1])
    chart = bars(
        _bars(bands, "outstanding"),
        name=f"days-late-{against}",
        quantity="late",
        by="days late",
        says="are",
        several="bands",
        subtitle=f"Outstanding past {words}, by days late: {count(total)} in all",
        width=TILE,
    )
    if total == 0:
        return replace(chart, headline=f"None is past {words}")
    verb = is_are(over)
    parts = (share(over, total), of(over, total)) if over else ("none",)
    text = [sentence_case(f"{part} {verb} over a year past {words}") for part in parts if part]
    return replace(chart, headline=text[-1])


def _tile(
    numbers: dict[int, int],
    event: Event,
    source: str | None,
    filters: Filters,
    as_at: date,
    usual: Mapping[str, int],
    *,
    highest: float,
) -> Chart:
    name = OTHERS if source is None else label("source", source)
    chart = columns(
        pd.DataFrame({"label": [str(year) for year in numbers], "count": list(numbers.values())}),
        name=f"{event}-by-year-{name}",
        quantity=event if event == "received" else CLOSED,
        subject=name,
        expected=expected(source, filters, usual) if source and event == "received" else None,
        unfinished=as_at if (as_at.month, as_at.day) != (12, 31) else None,
        highest=highest,
    )
    return _with(chart, unexpected([source] if source and event == "received" else [], filters, usual))


def _open_headline(months: pd.DataFrame, unknown: int, covered: Coverage) -> str:
    """How the open compare with the first month shown; with no month of a register's first year, which is filling.

    No rise or fall is claimed while the state of others is not known.
    """
    last = int(months["open"].iloc[-1])
    now = f"{sentence_case(number_or_none(last))} {is_are(last)}"
    if unknown:
        return f"{now} known to be open. In some months up to {count(unknown)} more may be"
    earlier = months[[each >= covered.complete_from for each in months["day"]]].iloc[:-1]
    if earlier.empty:
        return f"{now} open"
    first = int(earlier["open"].iloc[0])
    then = f"at the end of {month(earlier['day'].iloc[0])}"
    if first == last:
        return f"{now} open, the same number as {then}" if last else f"{now} open, as {then}"
    return f"{now} open, {count(abs(last - first))} {'more' if last > first else 'fewer'} than {then}"


def _starts(months: pd.DataFrame, covered: Coverage) -> str:
    """When the register starts, where the chart shows it."""
    first = months["day"].iloc[0]
    starts = covered.starts_on
    shows_start = starts < covered.first_extract and (first.year, first.month) == (starts.year, starts.month)
    return f". The register starts in {month(starts)}" if shows_start else ""


def _bars(bands: pd.DataFrame, quantity: str) -> pd.DataFrame:
    return pd.DataFrame({"value": bands["band"], "label": bands["band"], "count": bands[quantity]})


def _monthly(flows: pd.DataFrame, days: tuple[date, ...], covered: Coverage) -> pd.DataFrame:
    """The flows of each of the months that end on these days; missing where the register does not show a month."""
    sums = in_months(flows, days, covered)
    return pd.DataFrame({"day": days, "incoming": sums["received"].array, "outgoing": sums["closed"].array})
