"""The words and the tables of what awaits on-boarding, and of how it was decided."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from analytics.charts.bars import bars
from analytics.charts.chart import MEASURE, TWO_TILES, Chart
from analytics.charts.month_axis import month
from analytics.charts.year_columns import columns
from analytics.english import count, day, has_have, is_are, number_or_none, over, plural, sentence_case, was_were
from analytics.filters import BLANK
from analytics.measures.onboarding import LONG, MONTHS, NO_ADVICE, Onboarding
from analytics.sections.closure_rates import FEW
from analytics.sections.turnaround import ROUTES, used_routes, with_total
from analytics.vocabulary import ADVICE_COLUMNS, Achievable, Route, label

DECISION = "The Portfolio and Investment Board (PIB) decides: it approves the route and the response. "
ADVICE = (
    "Before that, the Transformation Group advises whether a recommendation is achievable and by which route. Advice "
    "counts as given where the register has an adviser, a date, an answer or a route. Advice dated after the decision "
    "is not compared with it."
)
NO_ADVICE_RECORDED = "This register does not record what the Transformation Group advised."
ACHIEVABLE = {
    Achievable.YES: "achievable",
    Achievable.IN_PART: "achievable in part",
    Achievable.NO: "not achievable",
}
ANSWERS = {
    Achievable.YES: "Achievable",
    Achievable.IN_PART: "In part",
    Achievable.NO: "Not achievable",
    "": "Advice without an answer",
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
        return "This register records neither recommendations waiting for a decision nor decisions."
    number = onboarding.waiting()
    who = plural(number, "recommendation") if number else "No recommendations"
    return f"{who} {is_are(number or 2)} waiting for a decision{_long(onboarding)}. {_took(onboarding)}."


def decided_by_now(onboarding: Onboarding) -> str:
    """How many of those that wait a later extract says to have been decided by the day; nothing where none is."""
    number, waiting = onboarding.decided_by_now(), onboarding.waiting()
    if not number:
        return ""
    of = f"{count(number)} of the {count(waiting)} waiting" if waiting > 1 else "The one waiting"
    return f"{of} {has_have(number)} a decision dated by then, which only a later extract records."


def _long(onboarding: Onboarding) -> str:
    if not onboarding.waiting():
        return ""
    if onboarding.longest() is None:
        return ", and the register does not say since when"
    number = onboarding.over_long()
    if onboarding.waiting() == 1:
        return f", for {'more' if number else 'no more'} than {LONG} days"
    return f", {number_or_none(number)} of them for more than {LONG} days"


def _took(onboarding: Onboarding) -> str:
    decided, middle = onboarding.decided(), onboarding.median_days()
    if middle is not None:
        return f"In the last 12 months, half the decisions took {plural_days(middle)} or less"
    return f"{sentence_case(number_or_none(decided))} {was_were(decided)} decided in the last {MONTHS} months"


def plural_days(days: float) -> str:
    """A median in words: "21 days", "20.5 days"."""
    return f"{days:g} {'day' if days == 1 else 'days'}"


def by_source(onboarding: Onboarding) -> pd.DataFrame:
    """What waits and how long decisions took by source, as read; the last row is of all."""
    rows = [_line(onboarding, source, label("source", source)) for source in onboarding.sources()]
    rows.append(_line(onboarding, None, "All"))
    decided = f"Decided in {MONTHS} months"
    return pd.DataFrame(
        rows, columns=["Source", "Waiting", f"Over {LONG} days", "Longest wait", decided, "Half decided within (days)"]
    )


def _line(onboarding: Onboarding, source: str | None, words: str) -> tuple[str, int, int, str, int, str]:
    longest, middle, decided = onboarding.longest(source), onboarding.median_days(source), onboarding.decided(source)
    return (
        words,
        onboarding.waiting(source),
        onboarding.over_long(source),
        over(longest) if longest is not None else "",
        decided,
        f"{middle:g}" if middle is not None else FEW if decided else "",
    )


def source_heading(onboarding: Onboarding) -> str:
    """What the table by source shows: for how long the longest has waited."""
    longest = onboarding.longest()
    if longest is None:
        return "Waiting and decided, by source"
    return f"The longest wait is {over(longest)}"


def advice_heading(onboarding: Onboarding) -> str:
    """How many of those that wait have been advised on."""
    waiting, advised = onboarding.waiting(), onboarding.advised()
    if waiting == 1:
        return f"Advice has {'' if advised else 'not '}been given on the one waiting"
    of = "none" if not advised else "all" if advised == waiting else count(advised)
    return f"Advice has been given on {of} of the {count(waiting)} waiting"


def by_answer(onboarding: Onboarding) -> pd.DataFrame:
    """What waits by source and by what was advised, as read; the last row is the total."""
    rows = onboarding.by_answer()
    table = pd.DataFrame({"Source": [label("source", source) for source in rows.index]})
    for answer, heading in ANSWERS.items():
        if rows[str(answer)].any():
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
    total, number = onboarding.compared(), onboarding.otherwise()
    if not total:
        return f"No decision in {MONTHS} months has a recorded route and advice to compare"
    if not number:
        return "No decision differed from the advice on route"
    return f"{plural(number, 'decision')} differed from the advice on route"


def otherwise_subtitle(onboarding: Onboarding) -> str:
    """Of how many decisions both routes are recorded."""
    both, total = onboarding.compared(), onboarding.decided()
    return f"Decisions in {MONTHS} months. Both routes are recorded for {count(both)} of {count(total)}"


def by_month(onboarding: Onboarding) -> pd.DataFrame:
    """The decisions by month and route as read; the last row is the total."""
    rows = onboarding.by_month()
    table = pd.DataFrame({"Month": [month(day) for day in rows["month"]]})
    for route in used_routes(rows):
        table[ROUTES[route]] = rows[route]
    table["Decisions"] = rows["decisions"]
    return with_total(table, ("Total",))


AGE_BANDS = ((15, "0–15"), (30, "16–30"), (45, "31–45"), (LONG, "46–60"), (90, "61–90"),
             (180, "91–180"))  # fmt: skip
"""The bands of days waiting: the last day of each, and its name. One ends where a wait is long."""


def queue_by_age(days: pd.DataFrame) -> Chart:
    """What waits by the days waited, `days` being `onboarding.days_waiting`, with a line at the limit of 60 days."""
    counts = [0] * (len(AGE_BANDS) + 1)
    unknown = 0
    for waited, number in zip(days["days"], days["waiting"], strict=True):
        if pd.isna(waited):
            unknown += int(number)
        else:
            counts[next((at for at, (last, _) in enumerate(AGE_BANDS) if waited <= last), len(AGE_BANDS))] += int(
                number
            )
    labels = [*(words for _, words in AGE_BANDS), "181+"]
    limit = [last for last, _ in AGE_BANDS].index(LONG) + 1
    chart = columns(
        pd.DataFrame({"label": labels, "count": counts}),
        name="waiting-by-days",
        quantity="waiting",
        by="days since received",
        limit=(limit, f"{LONG} days"),
        width=TWO_TILES,
    )
    long = sum(counts[limit:])
    wording = f"{plural(sum(counts), 'recommendation')} waiting, {number_or_none(long)} for more than {LONG} days"
    left_out = f". {count(unknown)} without a date of receipt {is_are(unknown)} not shown" if unknown else ""
    return replace(
        chart, headline=wording, subtitle=f"Waiting for a decision, by number of days since received{left_out}"
    )


def waiting_by_source(onboarding: Onboarding) -> Chart:
    """What waits by source, and how many of them for long."""
    sources = [source for source in onboarding.sources() if onboarding.waiting(source)]
    frame = pd.DataFrame(
        {
            "value": [source or BLANK for source in sources],
            "label": [label("source", source) for source in sources],
            "count": [onboarding.waiting(source) for source in sources],
        }
    )
    return bars(
        frame,
        name="awaiting-on-boarding",
        quantity="waiting",
        by="source",
        says="come from",
        several="sources",
        subtitle=f"Waiting for a decision, by source. Left part: over {LONG} days",
        late=(f"over {LONG}", [onboarding.over_long(source) for source in sources]),
    )


def months(onboarding: Onboarding) -> Chart:
    """The decisions of each month, those to deliver by programme at the foot; all the routes are in its table."""
    rows = onboarding.by_month()
    labels = pd.DataFrame({"label": [f"{first:%b %Y}" for first in rows["month"]], "count": rows["decisions"]})
    chart = columns(
        labels,
        name="decisions-in-each-month",
        quantity="decisions",
        by="month",
        part=("to programmes", list(map(int, rows[str(Route.PROGRAMME)]))),
        width=MEASURE,
    )
    table = by_month(onboarding)
    return replace(
        chart,
        headline=month_heading(onboarding),
        subtitle=f"{month_subtitle(onboarding)}. Blue: to programmes. Grey: other routes",
        table=table.iloc[:-1],
    )


def month_heading(onboarding: Onboarding) -> str:
    """How many decisions there were, and in which month the most."""
    rows = onboarding.by_month()
    total = int(rows["decisions"].sum())
    if not total:
        return f"No decisions in {MONTHS} months"
    most, day = max(zip(rows["decisions"], rows["month"], strict=True), key=lambda pair: int(pair[0]))
    peak = "in" if most == total else f"with a peak of {count(int(most))} in"
    return f"{plural(total, 'decision')} in {MONTHS} months, {peak} {month(day)}"


def month_subtitle(onboarding: Onboarding) -> str:
    """What is counted, and how many of the decisions have no day of their own."""
    text = "Decisions to on-board, by month"
    undated = onboarding.undated()
    if not undated:
        return text
    return f"{text}. {count(undated)} without a date {is_are(undated)} counted on the day of the extract"


def exception_heading(onboarding: Onboarding) -> str:
    """How many have a route or a programme without a decision."""
    number = onboarding.exceptions()
    if not number:
        return "Every outstanding recommendation with a route or a programme has a recorded decision"
    who = plural(number, "outstanding recommendation")
    return f"{who} {has_have(number)} a route or a programme without a recorded decision"
