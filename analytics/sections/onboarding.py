"""The words and the tables of what awaits on-boarding, and of how it was decided."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from analytics.charts.chart import MEASURE, Chart
from analytics.charts.month_axis import month
from analytics.charts.year_columns import columns
from analytics.english import count, day, plural, sentence_case
from analytics.measures.onboarding import LONG, MONTHS, NO_ADVICE, Onboarding
from analytics.sections.closure_rates import FEW
from analytics.sections.turnaround import ROUTES, with_total
from analytics.vocabulary import ADVICE_COLUMNS, Achievable, Route, label

DECISION = "A decision is the Portfolio and Investment Board’s (PIB): it approves route and response (MPS 1.18). "
ADVICE = (
    "Before it, the Transformation Group advises whether a recommendation is achievable and by which route. One "
    "has been advised on where the register gives an adviser, a day, an answer or a route; advice dated after the "
    "decision is not compared with it."
)
NO_ADVICE_RECORDED = (
    "What the Transformation Group advised, whether it is achievable and by which route, is not recorded in this "
    "register."
)
ACHIEVABLE = {
    Achievable.YES: "achievable",
    Achievable.IN_PART: "achievable in part",
    Achievable.NO: "not achievable",
}
ANSWERS = {
    Achievable.YES: "Achievable",
    Achievable.IN_PART: "In part",
    Achievable.NO: "Not achievable",
    "": "Advised without an answer",
    NO_ADVICE: "No advice yet",
}
"""The answers of the advice as columns are headed."""


def note(recorded: frozenset[str]) -> str:
    """What a decision is, and what advice is or that none is recorded."""
    return DECISION + (ADVICE if has_advice(recorded) else NO_ADVICE_RECORDED)


def has_advice(recorded: frozenset[str]) -> bool:
    """Whether the register records anything of what was advised."""
    return not recorded.isdisjoint(ADVICE_COLUMNS)


def is_recorded(onboarding: Onboarding, recorded: frozenset[str]) -> bool:
    """Whether the register tells anything of on-boarding."""
    return "onboarded_on" in recorded or bool(onboarding.waiting() or onboarding.decided())


def sentence(onboarding: Onboarding, recorded: frozenset[str]) -> str:
    """How many wait, how many of them long, and how long decisions took."""
    if not is_recorded(onboarding, recorded):
        return "Neither what awaits on-boarding nor the decisions are recorded in this register."
    number = onboarding.waiting()
    verb = "awaits" if number == 1 else "await"
    waits = f"{plural(number, 'recommendation') if number else 'No recommendation'} {verb if number else 'awaits'}"
    return f"{waits} a decision to on-board{' it' if number == 1 else ''}{_long(onboarding)}{_took(onboarding)}."


def decided_by_now(onboarding: Onboarding) -> str:
    """How many of those that wait a later extract says to have been decided by the day; nothing where none is."""
    number, waiting = onboarding.decided_by_now(), onboarding.waiting()
    if not number:
        return ""
    of = f"{count(number)} of the {count(waiting)} that wait" if waiting > 1 else "The one that waits"
    return f"{of} {_have(number)} a decision dated by then, of which only a later extract tells."


def _long(onboarding: Onboarding) -> str:
    if not onboarding.waiting():
        return ""
    if onboarding.longest() is None:
        return ", and since when is not recorded"
    number = onboarding.over_long()
    return f", {count(number) if number else 'none'} of them for over {LONG} days"


def _took(onboarding: Onboarding) -> str:
    decided, middle = onboarding.decided(), onboarding.median_days()
    if middle is not None:
        return f"; the median decision of the last {MONTHS} months took {plural_days(middle)}"
    verb = "was" if decided < 2 else "were"
    return f"; {count(decided) if decided else 'none'} {verb} decided in the last {MONTHS} months"


def plural_days(days: float) -> str:
    """A median in words: "21 days", "20.5 days"."""
    return f"{days:g} {'day' if days == 1 else 'days'}"


def by_source(onboarding: Onboarding) -> pd.DataFrame:
    """What waits and how long decisions took by source, as read; the last row is of all."""
    rows = [_line(onboarding, source, label("source", source)) for source in onboarding.sources()]
    rows.append(_line(onboarding, None, "All"))
    decided = f"Decided in {MONTHS} months"
    return pd.DataFrame(
        rows, columns=["Source", "Waiting", f"Over {LONG} days", "Longest wait", decided, "Median days"]
    )


def _line(onboarding: Onboarding, source: str | None, words: str) -> tuple[str, int, int, str, int, str]:
    longest, middle, decided = onboarding.longest(source), onboarding.median_days(source), onboarding.decided(source)
    return (
        words,
        onboarding.waiting(source),
        onboarding.over_long(source),
        plural(longest, "day") if longest is not None else "",
        decided,
        f"{middle:g}" if middle is not None else FEW if decided else "",
    )


def source_heading(onboarding: Onboarding) -> str:
    """What the table by source shows: for how long the longest has waited."""
    longest = onboarding.longest()
    if longest is None:
        return "Waiting and decided, by source"
    return f"The longest has waited for {plural(longest, 'day')}"


def advice_heading(onboarding: Onboarding) -> str:
    """How many of those that wait have been advised on."""
    waiting, advised = onboarding.waiting(), onboarding.advised()
    left = waiting - advised
    if waiting == 1:
        return f"The one waiting has {'' if advised else 'not '}been advised on"
    if not advised or not left:
        every, have = ("All", "have") if advised else ("None", "has")
        return f"{every} of the {count(waiting)} waiting {have} been advised on"
    return (
        f"{count(advised)} of the {count(waiting)} waiting {_have(advised)} been advised on, "
        f"{count(left)} {_have(left)} not"
    )


def _have(number: int) -> str:
    return "has" if number == 1 else "have"


def by_answer(onboarding: Onboarding) -> pd.DataFrame:
    """What waits by source and by what was advised, as read; the last row is the total."""
    rows = onboarding.by_answer()
    table = pd.DataFrame({"Source": [label("source", source) for source in rows.index]})
    for answer, heading in ANSWERS.items():
        if answer or rows[""].any():
            table[heading] = rows[str(answer)].to_numpy()
    table["Waiting"] = rows.sum(axis="columns").to_numpy()
    return with_total(table, ("Total",))


def advice_texts(rows: pd.DataFrame) -> pd.Series[str]:
    """The advice of each that waits: "Achievable; route: programme (Transformation Group, 18 November 2022)"."""
    return pd.Series([_advice(row) for row in rows.to_dict("records")], index=rows.index, dtype=object)


def _advice(row: Mapping[Hashable, Any]) -> str:
    """The advice on one recommendation, what is blank left out."""
    if not row["is_advised"]:
        return ANSWERS[NO_ADVICE]
    route = f"route: {row['advised_route']}" if row["advised_route"] else ""
    what = "; ".join(filter(None, (ACHIEVABLE.get(row["advised_achievable"]), route)))
    on = day(row["advised_on"]) if pd.notna(row["advised_on"]) else ""
    who = ", ".join(filter(None, (row["advised_by"], on)))
    return f"{sentence_case(what) or 'Advised'}{f' ({who})' if who else ''}"


def otherwise_heading(onboarding: Onboarding) -> str:
    """How many decisions took another route than was advised."""
    whole, number = onboarding.compared(), onboarding.otherwise()
    if not whole:
        return f"Of no decision in {MONTHS} months is it recorded which route was advised"
    if not number:
        return "No decision took another route than was advised"
    return f"{plural(number, 'decision')} took another route than was advised"


def otherwise_subtitle(onboarding: Onboarding) -> str:
    """Of how many decisions both routes are recorded."""
    both, whole = onboarding.compared(), onboarding.decided()
    return f"Decisions to on-board in {MONTHS} months; of {count(both)} of {count(whole)} both routes are recorded"


def by_month(onboarding: Onboarding) -> pd.DataFrame:
    """The decisions by month and route as read; the last row is the total."""
    rows = onboarding.by_month()
    table = pd.DataFrame({"Month": [month(day) for day in rows["month"]]})
    for route in (*Route, ""):
        if route or rows[""].any():
            table[ROUTES[route]] = rows[str(route)]
    table["Decisions"] = rows["decisions"]
    return with_total(table, ("Total",))


def months(onboarding: Onboarding) -> Chart:
    """The decisions of each month, whatever the route."""
    rows = onboarding.by_month()
    labels = pd.DataFrame({"label": [f"{first:%b %Y}" for first in rows["month"]], "count": rows["decisions"]})
    chart = columns(labels, name="decisions-in-each-month", counted="decisions", by="month", width=MEASURE)
    return replace(chart, headline=month_heading(onboarding), subtitle=month_subtitle(onboarding))


def month_heading(onboarding: Onboarding) -> str:
    """How many decisions there were, and in which month the most."""
    rows = onboarding.by_month()
    whole = int(rows["decisions"].sum())
    if not whole:
        return f"Nothing was decided in {MONTHS} months"
    most, day = max(zip(rows["decisions"], rows["month"], strict=True), key=lambda pair: int(pair[0]))
    in_month = f"the most, {count(int(most))}, in {month(day)}"
    return f"{plural(whole, 'decision')} in {MONTHS} months, {in_month}"


def month_subtitle(onboarding: Onboarding) -> str:
    """What is counted, and how many of the decisions have no day of their own."""
    said = "Decisions to on-board, by month; beneath, by the route decided"
    undated = onboarding.undated()
    if not undated:
        return said
    verb = "has" if undated == 1 else "have"
    return (
        f"{said}; {count(undated)} {verb} no day recorded and {'stands' if undated == 1 else 'stand'} on the extract’s"
    )


def exception_heading(onboarding: Onboarding) -> str:
    """How many have a route or a programme without a decision."""
    number = onboarding.exceptions()
    if not number:
        return "Nothing has a route or a programme without a decision"
    return f"{count(number)} {'has' if number == 1 else 'have'} a route or a programme without a decision"
