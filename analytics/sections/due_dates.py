"""The words and charts of dates: what is late by every measure, how far dates have moved and how often."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pandas as pd

from analytics.charts.bars import bars
from analytics.charts.chart import TILE, Chart
from analytics.english import count, day, plural, sentence_case
from analytics.measures.due_dates import Dates
from analytics.measures.headline_figures import Headline
from analytics.sections.changes import outstanding_parts


def sentence(dates: Dates) -> str:
    """How many are past the date first agreed, and how many of those do not show as overdue and why."""
    now = dates.now
    if not now.outstanding:
        return f"No recommendations are outstanding on {day(dates.as_at)}."
    if not dates.recorded & {"original_due_on", "due_on"}:
        number = plural(now.outstanding, "recommendation")
        return f"{number} {_is(now.outstanding)} outstanding. No due dates are recorded."
    if now.outstanding == 1:
        return " ".join(_single_recommendation(now))
    late, of = now.overdue_original, count(now.outstanding)
    number = count(late) if late else "None"
    lines = [f"{number} of {of} outstanding recommendations {_is(late or 1)} past the date first agreed."]
    if masked := now.overdue_masked:
        verb, their = ("does", "its") if masked == 1 else ("do", "their")
        lines.append(f"{count(masked)} of the {count(late)} {verb} not show as overdue because {their} date was moved.")
    if without := now.no_due_date:
        lines.append(f"{count(without)} of the {of} {_has(without)} no current due date.")
        if undated := now.late_no_current_date:
            which = "It" if without == 1 else f"{count(undated)} of the {count(without)}"
            lines.append(f"{which} {_is(undated)} past the date first agreed.")
    return " ".join(lines if without else [*lines, "All have a due date."])


def _single_recommendation(now: Headline) -> Iterator[str]:
    """The sentences for a single outstanding recommendation."""
    yield f"1 recommendation is outstanding. It is {'' if now.overdue_original else 'not '}past the date first agreed."
    if now.overdue_masked:
        yield "It does not show as overdue because its date was moved."
    if now.no_due_date:
        yield "It has no current due date."


def note(dates: Dates) -> str:
    """What outstanding is made of, and for how many the first due date ever recorded stands for the original one."""
    said = [f"{sentence_case(outstanding_parts(dates.now))}."]
    if dates.supposed:
        said.append(
            f"For {count(dates.supposed)} the extract has no original date; the first due date ever recorded is used."
        )
    return " ".join(said)


def slip(dates: Dates) -> Chart:
    """Outstanding by the days between the date first agreed and the present one."""
    dated = dates.slip[dates.slip["band"] != "No due date"]
    moved = int(dated.loc[~dated["band"].isin(("Not moved", "Brought forward")), "outstanding"].sum())
    whole = int(dated["outstanding"].sum())
    chart = _tile(
        dates.slip, "slip", "days later than first agreed", "Outstanding, by days from the first date to the present"
    )
    of = "The one due date" if whole == 1 else f"{count(moved)} of {count(whole)} due dates"
    return replace(chart, headline=f"{of} {_has(moved)} been put back" if moved else "No due date has been put back")


def redated(dates: Dates) -> Chart:
    """Outstanding by how often the due date was changed for another."""
    several = int(dates.redated["outstanding"].iloc[2:].sum())
    once = int(dates.redated["outstanding"].iloc[1:].sum())
    chart = _tile(
        dates.redated, "re-dated", "times re-dated", "Outstanding, by changes of the due date since the first extract"
    )
    headline = f"{count(several)} re-dated twice or more" if several else f"{count(once)} re-dated, none twice"
    if dates.since is None:
        headline = "Changes of dates show from the second extract on"
    return replace(chart, headline=headline if once or dates.since is None else "None was re-dated")


def due(dates: Dates) -> Chart:
    """What falls due next, cumulative."""
    number = int(dates.due["outstanding"].iloc[0])
    chart = _tile(dates.due, "due-within", "falls due", f"Outstanding and due from {day(dates.as_at)} on; cumulative")
    return replace(chart, headline=f"{count(number)} due in 30 days" if number else "None due in 30 days")


def redated_headline(dates: Dates) -> str:
    """How many were re-dated at all; with one extract, that this is not known."""
    if dates.since is None:
        return "There is only one extract, so no change of a date is known yet"
    number = int(dates.redated["outstanding"].iloc[1:].sum())
    return f"{plural(number, 'outstanding recommendation')} {_has(number)} been re-dated"


def _tile(bands: pd.DataFrame, name: str, by: str, subtitle: str) -> Chart:
    frame = pd.DataFrame({"value": bands["band"], "label": bands["band"], "count": bands["outstanding"]})
    return bars(
        frame, name=name, counted="outstanding", by=by, says="are", several="bands", width=TILE, subtitle=subtitle
    )


def _has(number: int) -> str:
    return "has" if number == 1 else "have"


def _is(number: int) -> str:
    return "is" if number == 1 else "are"
