"""The words and charts of dates: what is late by every measure, how far dates have moved and how often."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pandas as pd

from analytics.charts.bars import bars
from analytics.charts.chart import TILE, Chart
from analytics.english import count, day, has_have, is_are, listed, number_or_none, plural, sentence_case
from analytics.measures.due_dates import DUE_DATES, Dates
from analytics.measures.headline_figures import Headline
from analytics.sections.changes import parts_of_outstanding


def sentence(dates: Dates) -> str:
    """How many are past the date first agreed, and how many of those do not show as overdue and why."""
    now = dates.now
    if dates.recorded_from:
        first = f"the first extract is from {day(dates.recorded_from)}"
        return f"How many were outstanding on {day(dates.as_at)} is not recorded: {first}."
    if not now.outstanding:
        return f"No recommendations are outstanding on {day(dates.as_at)}."
    if not dates.recorded & DUE_DATES:
        number = plural(now.outstanding, "recommendation")
        return f"{number} {is_are(now.outstanding)} outstanding. No due dates are recorded."
    if now.outstanding == 1:
        return " ".join(_single_recommendation(now))
    late, masked, without_date = now.overdue_original, now.overdue_masked, now.no_due_date
    number = f"{sentence_case(number_or_none(late))} of {count(now.outstanding)} outstanding recommendations"
    lines = [f"{number} {is_are(late)} past the date first agreed."]
    undated = now.late_no_current_date
    if undated and masked:
        why = f"{count(masked)} {has_have(masked)} a new date, {count(undated)} {has_have(undated)} none"
        lines.append(f"{count(masked + undated)} do not show as overdue: {why}.")
    elif undated:
        lines.append(f"{count(undated)} of these {has_have(undated)} no current due date.")
    elif masked:
        verb, their = ("does", "its") if masked == 1 else ("do", "their")
        lines.append(f"{count(masked)} of these {verb} not show as overdue: {their} date was moved.")
    if not without_date:
        lines.append("All have a due date.")
    elif others := without_date - undated:
        missing = f"more {has_have(others)} no date" if undated else f"{has_have(others)} no current due date"
        lines.append(f"{count(others)} {missing}.")
    return " ".join(lines)


def _single_recommendation(now: Headline) -> Iterator[str]:
    """The sentences for a single outstanding recommendation."""
    yield f"1 recommendation is outstanding. It is {'' if now.overdue_original else 'not '}past the date first agreed."
    if now.overdue_masked:
        yield "It does not show as overdue because its date was moved."
    if now.no_due_date:
        yield "It has no current due date."


def has_figures(dates: Dates) -> bool:
    """Whether anything is shown below the sentence: some are outstanding, with due dates, on a day that is recorded."""
    return dates.recorded_from is None and bool(dates.now.outstanding and dates.recorded & DUE_DATES)


def note(dates: Dates) -> str:
    """What outstanding is made of, and for how many the first due date ever recorded stands for the original one."""
    if dates.recorded_from:
        return ""
    parts, unknown = parts_of_outstanding(dates.now), dates.now.state_unknown
    text = [f"The {count(dates.now.outstanding)} are {listed(parts)}."] if len(parts) > 1 else []
    text += [f"The state of {count(unknown)} more is not known."] if unknown else []
    if dates.supposed:
        supposed = count(dates.supposed)
        text.append(f"For {supposed} the extract has no original date, so the first due date recorded is used.")
    return " ".join(text)


def slip(dates: Dates) -> Chart:
    """Outstanding by the days between the date first agreed and the present one."""
    dated = dates.slip[dates.slip["band"] != "No due date"]
    moved = int(dated.loc[~dated["band"].isin(("Not moved", "Brought forward")), "outstanding"].sum())
    total = int(dated["outstanding"].sum())
    chart = _tile(
        dates.slip,
        "slip",
        "days later than first agreed",
        "Outstanding, by days from the first date to the current one",
    )
    of = "The one due date" if total == 1 else f"{count(moved)} of {count(total)} due dates"
    return replace(
        chart, headline=f"{of} {has_have(moved)} been put back" if moved else "No due date has been put back"
    )


_LABELS = {"Never": "Not since first extract"}
"""What bands are called where their own names would claim more than the extracts show."""

NO_DATE_CHANGED = "No due date was changed between extracts"
"""Of changes before the first extract nothing is known."""


def redated(dates: Dates) -> Chart:
    """Outstanding by how often the due date was changed for another."""
    several = int(dates.redated["outstanding"].iloc[2:].sum())
    once = int(dates.redated["outstanding"].iloc[1:].sum())
    chart = _tile(
        dates.redated, "re-dated", "times moved", "Outstanding, by changes of the due date since the first extract"
    )
    headline = f"{plural(several, 'due date')} {has_have(several)} been moved more than once"
    if not several:
        headline = f"{count(once)} moved once, none more often" if once else NO_DATE_CHANGED
    if dates.since is None:
        headline = "This needs at least two extracts"
    return replace(chart, headline=headline)


def due(dates: Dates) -> Chart:
    """What falls due next, cumulative."""
    soon, later = int(dates.due["outstanding"].iloc[0]), int(dates.due["outstanding"].iloc[-1])
    subtitle = f"Outstanding and due on or after {day(dates.as_at)}, within so many days"
    chart = _tile(dates.due, "due-within", "falls due", subtitle)
    if soon:
        text = f"{count(soon)} {is_are(soon)} due in the next 30 days"
    else:
        text = (
            f"{count(later)} {is_are(later)} due within 90 days, none within 30"
            if later
            else "None is due in the next 90 days"
        )
    return replace(chart, headline=text)


def redated_headline(dates: Dates) -> str:
    """How many were re-dated at all; with one extract, that this is not known."""
    if dates.since is None:
        return "Changes of dates need at least two extracts"
    number = int(dates.redated["outstanding"].iloc[1:].sum())
    if not number:
        return NO_DATE_CHANGED
    return f"{plural(number, 'outstanding recommendation')} {has_have(number)} been given another date"


def _tile(bands: pd.DataFrame, name: str, by: str, subtitle: str) -> Chart:
    frame = pd.DataFrame(
        {"value": bands["band"], "label": bands["band"].replace(_LABELS), "count": bands["outstanding"]}
    )
    return bars(
        frame, name=name, quantity="outstanding", by=by, says="are", several="bands", width=TILE, subtitle=subtitle
    )
