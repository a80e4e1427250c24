"""The words, the chart and the tables of the forward plan."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pandas as pd

from analytics.charts.bars import bars
from analytics.charts.chart import MEASURE, Chart, fitting
from analytics.english import count, day, has_have, is_are, listed, number_or_none, plural, sentence_case, unbroken_day
from analytics.filters import BLANK
from analytics.measures.due_dates import DUE_DATES
from analytics.measures.forward_plan import DIMENSIONS, PARTS, WEIGHTS, Dimension, Plan, WeightedTheme, Weights
from analytics.meetings.records import Meeting

MOST_BARS = 10
MOST_ROWS = 25
"""Rows of the ranking that stand by themselves; the rest are one row together, and all are in the file."""

MOST_MEETINGS = 12
"""Meetings of the calendar that stand open; later ones are a click away."""

SINGULAR: dict[Dimension, str] = {
    "theme": "theme",
    "strategic_priority": "strategic priority",
    "programme": "programme",
}
SEVERAL: dict[Dimension, str] = {
    "theme": "themes",
    "strategic_priority": "strategic priorities",
    "programme": "programmes",
}
NO_MEETINGS_RECORDED = "No meetings have been recorded yet"
NONE_PLANNED = "None\u00a0planned"
OTHERS, TOTAL = "All others", "Total"
NEXT, WEIGHT = "Next meeting", "Priority score"
ABOUT = {sentence_case(SEVERAL[dimension]): of for dimension, of in DIMENSIONS.items()}
"""What a meeting can be about, as the calendar's columns are headed, and the field of the meeting."""


def sentence(plan: Plan, dimension: Dimension | None, recorded: frozenset[str]) -> str:
    """How many themes, priorities or programmes have no meeting planned, and how many of their open ones are late."""
    if not plan.open:
        return "No recommendations are open."
    if dimension is None:
        return f"{_are_open(plan.open)}. This register records no theme, strategic priority or programme."
    with_open, unplanned_themes = plan.with_open(dimension), plan.unplanned(dimension)
    if not with_open:
        return f"{_are_open(plan.open)}, none under a {SINGULAR[dimension]}."
    if not unplanned_themes:
        each = (
            f"Each of the {count(len(with_open))} {SEVERAL[dimension]}"
            if len(with_open) > 1
            else f"The one {SINGULAR[dimension]}"
        )
        return f"{each} with open recommendations has a meeting planned."
    many = _how_many(len(unplanned_themes), len(with_open), dimension, has_meetings=plan.has_meetings)
    return f"{many}. {sentence_case(_how_late(unplanned_themes, recorded))}."


def _how_many(without_meeting: int, total: int, dimension: Dimension, *, has_meetings: bool) -> str:
    """How many of those with open ones have no meeting planned; that is no finding where none is kept at all."""
    several = f"{SEVERAL[dimension]} with open recommendations"
    if not has_meetings:
        those = f"{plural(total, SINGULAR[dimension], SEVERAL[dimension])} {has_have(total)} open recommendations"
        return f"{those} and no meeting is planned on {'it' if total == 1 else 'any of them'}"
    if total == 1:
        return f"The one {SINGULAR[dimension]} with open recommendations has no meeting planned"
    if without_meeting == total:
        return f"None of the {count(total)} {several} has a meeting planned"
    return f"{count(without_meeting)} of {count(total)} {several} {has_have(without_meeting)} no meeting planned"


def _how_late(unplanned_themes: tuple[WeightedTheme, ...], recorded: frozenset[str]) -> str:
    """How many of the open ones without a meeting are late, or just how many there are where no date is recorded."""
    number, late = sum(theme.open for theme in unplanned_themes), sum(theme.overdue for theme in unplanned_themes)
    theirs = "its" if len(unplanned_themes) == 1 else "their"
    if not recorded & DUE_DATES:
        return f"{_are_open(number)} under {'it' if len(unplanned_themes) == 1 else 'them'}"
    if number == 1:
        return f"{theirs} one recommendation is {'' if late else 'not '}past the date first agreed"
    if late == number:
        return f"all {count(number)} of {theirs} recommendations are past the date first agreed"
    of = f"of {theirs} {count(number)} recommendations"
    return f"{number_or_none(late)} {of} {is_are(late)} past the date first agreed"


def _are_open(number: int) -> str:
    return f"{plural(number, 'recommendation')} {is_are(number)} open"


def on_themes(plan: Plan) -> tuple[str, str]:
    """The heading of the themes without a meeting: how many of how many, and in which order."""
    with_open, unplanned_themes = plan.with_open("theme"), plan.unplanned("theme")
    if with_open and not unplanned_themes:
        return "Each theme with open recommendations has a meeting planned", note(plan)
    if not with_open:
        return "No theme has open recommendations", note(plan)
    ordered = "Most open first. " if len(unplanned_themes) > 1 and plan.has_meetings else ""
    return _how_many(
        len(unplanned_themes), len(with_open), "theme", has_meetings=plan.has_meetings
    ), f"{ordered}{note(plan)}"


def themes_without(plan: Plan, recorded: frozenset[str]) -> pd.DataFrame:
    """The themes with open recommendations and no meeting planned, most open first; what is open, what is late.

    The weight orders the forward plan, which shows it; where it is not shown, its order could not be read off. Where no
    meeting is kept at all, to list every theme would tell nothing.
    """
    rows = sorted(
        plan.unplanned("theme") if plan.has_meetings else (),
        key=lambda theme: (-theme.open, -theme.overdue, theme.value),
    )
    parts = PARTS[: 2 if recorded & DUE_DATES else 1]
    counts = {part.label: [int(getattr(row, part.name)) for row in rows] for part in parts}
    return pd.DataFrame({"Theme": [row.value for row in rows], **counts})


def note(plan: Plan) -> str:
    """From which day on a meeting is one to come; where none is kept at all, where they are."""
    if not plan.has_meetings:
        return "Meetings are recorded on the page Meetings and actions."
    return f"A meeting is planned where it is on {day(plan.from_day)} or later and not cancelled."


def formula(weights: Weights, recorded: frozenset[str]) -> str:
    """The score in words: "Priority score = 1 × open + 2 × past first date + 1 × masked"."""
    terms = [f"{each} × {part.label.lower()}" for part, each in zip(PARTS, weights, strict=True)]
    if not recorded & DUE_DATES:
        return f"{WEIGHT} = {terms[0]}. This register records no due dates."
    other_weights = "" if weights == WEIGHTS else " These are not the usual weights."
    return f"{WEIGHT} = {' + '.join(terms)}.{other_weights}"


def meanings(recorded: frozenset[str]) -> str:
    """What the parts count, in one caption; nothing where there are no dates to be late by."""
    if not recorded & DUE_DATES:
        return ""
    text = [f"{part.label}: {part.meaning}" for part in PARTS]
    return f"{'; '.join(text)}. A recommendation can score on more than one count."


def no_bars(plan: Plan, dimension: Dimension) -> str | None:
    """Why there is nothing to draw where something has open recommendations; None where there is."""
    if not any(theme.weight for theme in plan.with_open(dimension)):
        return f"With these weights no {SINGULAR[dimension]} has a score."
    if not _heavy(plan, dimension):
        return f"Every {SINGULAR[dimension]} with a score has a meeting planned."
    return None


def unplanned(plan: Plan, dimension: Dimension) -> Chart:
    """The weight of what has no meeting planned, heaviest first, each bar leading to its open recommendations."""
    rows = _heavy(plan, dimension)
    highest_rows = rows[:MOST_BARS]
    names = [theme.value for theme in highest_rows]
    frame = pd.DataFrame({"value": names, "label": names, "count": [theme.weight for theme in highest_rows]})
    chart = bars(
        frame,
        name=f"weight-without-a-meeting-by-{SINGULAR[dimension].replace(' ', '-')}",
        quantity=f"priority score{' without a meeting planned' if plan.has_meetings else ''}",
        by=SINGULAR[dimension],
        says="are under",
        several=SEVERAL[dimension],
        width=MEASURE,
        subtitle=_subtitle(plan, dimension, len(highest_rows), len(rows)),
    )
    highest = [theme.value for theme in highest_rows if theme.weight == highest_rows[0].weight]
    score = count(highest_rows[0].weight)
    without_meeting = " without a meeting planned" if plan.has_meetings else ""
    many = f"{plural(len(highest), SINGULAR[dimension], SEVERAL[dimension])}{without_meeting}"
    text = [f"{many} {has_have(len(highest))} the highest score, {score}"]
    if len(highest) == 1:
        name = f"“{highest[0]}”" if highest[0].count(" ") > 3 else highest[0]
        text = [
            f"{name} has the highest score{' of those' if without_meeting else ''}{without_meeting}: {score}",
            *text,
        ]
    if len(rows) == 1:  # of one there is no highest
        text = [f"{name} has a priority score of {score}", f"1 {SINGULAR[dimension]} has a priority score of {score}"]
    return replace(chart, headline=fitting(text, MEASURE))


def _heavy(plan: Plan, dimension: Dimension) -> list[WeightedTheme]:
    return [theme for theme in plan.unplanned(dimension) if theme.weight]


def _subtitle(plan: Plan, dimension: Dimension, bars_shown: int, total: int) -> str:
    """What is plotted, of how many of the open, and how many are not shown since they have no value."""
    drawn = sum(theme.open for theme in _heavy(plan, dimension)[:bars_shown])
    nameless = sum(theme.open for theme in plan.rankings[dimension] if not theme.is_named)
    whole_number = plural(plan.open, "open recommendation")
    of = f"{count(drawn)} of {whole_number}" if drawn < plan.open else whole_number
    text = f"{WEIGHT}, by {SINGULAR[dimension]}"
    text += f" (top {count(bars_shown)} of {count(total)}): {of}" if bars_shown < total else f": {of}"
    left_out = f"{count(nameless)} {has_have(nameless)} no {SINGULAR[dimension]} and {is_are(nameless)} not shown"
    return f"{text}. {left_out}" if nameless else text


def heading(plan: Plan, dimension: Dimension) -> str:
    """What the ranking shows, and in which order."""
    if not plan.with_open(dimension):
        return f"No open recommendation has a {SINGULAR[dimension]}"
    named = [theme for theme in plan.rankings[dimension] if theme.is_named]
    first = ", without a meeting planned first" if plan.has_meetings else ""
    return f"{plural(len(named), SINGULAR[dimension], SEVERAL[dimension])} by priority score{first}"


def ranking(plan: Plan, dimension: Dimension, recorded: frozenset[str]) -> pd.DataFrame:
    """The ranking as read: parts under their weights, the sum, the next meeting; those beyond the most as one row."""
    rows = plan.rankings[dimension]
    named, nameless = [row for row in rows if row.is_named], [row for row in rows if not row.is_named]
    first, rest = named[:MOST_ROWS], named[MOST_ROWS:]
    lines = [_line(theme.value, [theme], plan, recorded, _next(theme, plan)) for theme in first]
    if rest:
        lines.append(
            _line(f"{OTHERS} ({count(len(rest))})", rest, plan, recorded, _without_planned_meeting(rest, plan))
        )
    lines += [_line(theme.value or f"No {SINGULAR[dimension]}", [theme], plan, recorded, "") for theme in nameless]
    lines.append(_line(TOTAL, list(rows), plan, recorded, ""))
    heads = [_unbroken(label) for label, _ in _heads(plan.weights, recorded)]
    return pd.DataFrame(lines, columns=[sentence_case(SINGULAR[dimension]), *heads, NEXT])


def file(plan: Plan, dimension: Dimension, recorded: frozenset[str]) -> pd.DataFrame:
    """The whole ranking for a file: a row a value, the next meeting's day, kind and title apart."""
    rows = plan.rankings[dimension]
    table: dict[str, list[object]] = {sentence_case(SINGULAR[dimension]): [row.value for row in rows]}
    for label, of in _heads(plan.weights, recorded):
        table[label] = [of(row) for row in rows]
    meetings = [row.meeting for row in rows]
    table["Next meeting on"] = [meeting.held_on if meeting else None for meeting in meetings]
    table["Kind of meeting"] = [str(meeting.kind) if meeting else "" for meeting in meetings]
    table["Title"] = [meeting.title if meeting else "" for meeting in meetings]
    return pd.DataFrame(table)


def linked_rows(plan: Plan, dimension: Dimension) -> dict[str, str]:
    """What of the ranking leads to its rows: the stored value, and its words."""
    rows = [
        *plan.with_open(dimension)[:MOST_ROWS],
        *(theme for theme in plan.rankings[dimension] if not theme.is_named),
    ]
    named = [(row.value or f"No {SINGULAR[dimension]}", row) for row in rows]
    return {theme.value or BLANK: f"{name}: {count(theme.open)}" for name, theme in named}


def _line(name: str, rows: list[WeightedTheme], plan: Plan, recorded: frozenset[str], planned: str) -> list[object]:
    numbers = [sum(of(row) for row in rows) for _, of in _heads(plan.weights, recorded)]
    return [name, *numbers, planned]


def _heads(weights: Weights, recorded: frozenset[str]) -> list[tuple[str, Callable[[WeightedTheme], int]]]:
    """The columns of numbers: each part under its name and weight, then the sum; no late ones where no date is."""
    reported = list(zip(PARTS, weights, strict=True))[: None if recorded & DUE_DATES else 1]
    heads: list[tuple[str, Callable[[WeightedTheme], int]]] = [
        (f"{part.label} × {each}", _counter(part.name)) for part, each in reported
    ]
    return [*heads, (WEIGHT, _counter("weight"))]


def _unbroken(label: str) -> str:
    """A heading that breaks neither before its weight nor within a word."""
    return label.replace(" ×", "\u00a0×").replace("× ", "×\u00a0").replace("-", "\u2011")


def _counter(name: str) -> Callable[[WeightedTheme], int]:
    return lambda theme: int(getattr(theme, name))


def _next(weighed: WeightedTheme, plan: Plan) -> str:
    """The next meeting in a cell, its day held together; blank where none is kept, or there is none and none open."""
    if weighed.meeting is None:
        return NONE_PLANNED if weighed.open and plan.has_meetings else ""
    return f"{unbroken_day(weighed.meeting.held_on)}, {weighed.meeting.kind}"


def _without_planned_meeting(rest: list[WeightedTheme], plan: Plan) -> str:
    number = sum(theme.is_unplanned for theme in rest) if plan.has_meetings else 0
    return f"{count(number)} without one" if number else ""


def unknown_names(plan: Plan, dimension: Dimension) -> str:
    """What meetings to come name that none of the open has: a slip of the pen, or what this choice leaves out."""
    names = plan.without_open(dimension)
    if not names:
        return ""
    several = SINGULAR[dimension] if len(names) == 1 else SEVERAL[dimension]
    named = listed([f"“{name}”" for name in names])
    return (
        f"Meetings to come also name the {several} {named}, which {has_have(len(names))} no open recommendations here."
    )


def calendar(plan: Plan) -> tuple[str, str]:
    """What the calendar shows: how many meetings are to come, and the next; headline and subtitle."""
    if not plan.has_meetings:
        return NO_MEETINGS_RECORDED, note(plan)
    if not plan.upcoming:
        return "No meeting is planned", f"Meetings on {day(plan.from_day)} or later that are not cancelled"
    first, last = plan.upcoming[0], plan.upcoming[-1]
    number = len(plan.upcoming)
    text = f"{plural(number, 'meeting')} {'is' if number == 1 else 'are'} planned"
    until = f"the last on {day(last.held_on)}; " if last.held_on != first.held_on else ""
    subtitle = sentence_case(f"{until}only meetings that have been recorded")
    return f"{text}, the next on {day(first.held_on)}", subtitle


def entries(plan: Plan, meetings: tuple[Meeting, ...]) -> pd.DataFrame:
    """Some of the meetings to come as a calendar: the month where it begins, day, meeting, and what they are about.

    What none of the meetings to come is about has no column.
    """
    about = [(name, of) for name, of in ABOUT.items() if any(getattr(meeting, of) for meeting in plan.upcoming)]
    rows, month = [], ""
    for meeting in meetings:
        begins = f"{meeting.held_on:%B\u00a0%Y}"
        rows.append(
            [
                "" if begins == month else begins,
                f"{meeting.held_on:%A}\u00a0{meeting.held_on.day}",
                _titled(meeting),
                *("; ".join(getattr(meeting, of)) for _, of in about),
            ]
        )
        month = begins
    return pd.DataFrame(rows, columns=["Month", "Day", "Meeting", *(name for name, _ in about)])


def _titled(meeting: Meeting) -> str:
    """A meeting by its kind, and its title where it has one."""
    return f"{sentence_case(meeting.kind)}: {meeting.title}" if meeting.title else sentence_case(meeting.kind)


def calendar_file(plan: Plan) -> pd.DataFrame:
    """The meetings to come for a file: a row a meeting, several names in a cell parted as lists are."""
    return pd.DataFrame(
        {
            "Day": [meeting.held_on for meeting in plan.upcoming],
            "Kind of meeting": [str(meeting.kind) for meeting in plan.upcoming],
            "Title": [meeting.title for meeting in plan.upcoming],
            **{name: [list(getattr(meeting, of)) for meeting in plan.upcoming] for name, of in ABOUT.items()},
        }
    )
