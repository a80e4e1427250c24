"""The words, the tables and the calendar of the responses that a law sets a time for."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from analytics.charts.bars import bars
from analytics.charts.calendar import calendar
from analytics.charts.chart import MEASURE, Chart
from analytics.charts.month_axis import month
from analytics.charts.year_columns import columns
from analytics.english import count, day, plural, sentence_case
from analytics.measures.responses import Responses, ResponseStatus, by_day, by_month
from analytics.sections.dates_as_written import entries, with_dates_as_written
from analytics.vocabulary import AS_WRITTEN, CLOCKS, IOPC, label

NOT_APPLICABLE = "[z]"
DUTY = {clock.source: f"{clock.who} ({clock.source.replace('Coroner', 'coroner')})" for clock in CLOCKS}
RULE_NOT_FOUND = "[z] means not applicable: no statutory clock was found."
NOTE = (
    "A response given is not an action done. No date is moved for a weekend or a bank holiday. When an extension was "
    "applied for is not recorded."
)
PAUSES = (
    "A judicial review pauses the clock of an IOPC response (para. 28B(4)): from its first to its last day the days "
    "left stay as they are."
)
NO_PAUSES = "Whether a judicial review paused a clock of the IOPC is not recorded in this register."
OWN_DAY = (
    "The day set for the MPS’s own comments to MOPAC (s.55(4)) is shown where the register gives another than MOPAC’s "
    "statutory day."
)
UNDER_SECTION_10 = "IOPC, under s.10(1)(e)"
DAYS_AHEAD = 60
"""How many days after the as-at day the calendar shows."""


def sentence(responses: Responses) -> str:
    """How many responses are past their day, and how many fall due in the next 30 days."""
    if responses.clocked.empty:
        return "No response to these recommendations has a statutory clock."
    if not responses.has_due_dates:
        without_start = responses.number(ResponseStatus.NO_START)
        number = plural(without_start, "statutory response")
        return f"The register does not say when {number} {_falls(without_start)} due: there is no date to count from."
    soon = responses.due_within(30)
    coming = f"{plural(soon, 'response')} {_falls(soon)}" if soon else "no response falls"
    if not responses.is_told:
        return sentence_case(f"{coming} due in the next 30 days; whether responses were given is not recorded.")
    late = responses.number(ResponseStatus.OVERDUE)
    overdue = f"{plural(late, 'response')} {'is' if late == 1 else 'are'}" if late else "No response is"
    coming = f"{count(soon) if soon else 'none'} {_falls(soon or 1)} due in the next 30 days"
    paused = responses.number(ResponseStatus.PAUSED)
    still = f"; {plural(paused, 'clock is', 'clocks are')} paused" if paused else ""
    return f"{overdue} past the statutory day, and {coming}{still}."


def notes(responses: Responses, recorded: frozenset[str]) -> str:
    """What the figures leave open, and what of those answered is still to be done."""
    given = responses.clocked[responses.clocked["is_given"].astype(bool)]
    answered = int(given["recommendations"].sum())
    still = int(given["outstanding"].sum())
    left = f"{count(still)} {'is' if still == 1 else 'are'}" if still else "none is"
    said = f"Of the {plural(answered, 'recommendation')} responded to, {left} "
    sources = responses.clocked["source"].unique()
    lines = [f"{said}still outstanding."] if answered else []
    lines += [_of_undated(responses), _without_start(responses)]
    lines += [RULE_NOT_FOUND] if len(responses.unclocked) else []
    lines += [NOTE] if len(sources) else []
    lines += (
        [_of_routes(responses), PAUSES if "response_paused_from" in recorded else NO_PAUSES] if IOPC in sources else []
    )
    lines += [OWN_DAY] if any(clock.has_own_day and clock.source in sources for clock in CLOCKS) else []
    return "  \n".join(line for line in lines if line)


def _of_undated(responses: Responses) -> str:
    """How many responses were given on days that the register does not tell, and so are neither in time nor late."""
    number = responses.number(ResponseStatus.UNDATED)
    if not number:
        return ""
    given = "was given on a day" if number == 1 else "were given on days"
    return f"{plural(number, 'response')} {given} not recorded: neither in time nor late, nor to come."


def _without_start(responses: Responses) -> str:
    """How many responses are in no number of those due, because the register gives no date to count from."""
    number = responses.number(ResponseStatus.NO_START)
    if not number:
        return ""
    return f"{plural(number, 'response has', 'responses have')} no date to count from, so no due date is shown."


def _of_routes(responses: Responses) -> str:
    """How many IOPC recommendations may have a clock or none."""
    unsure = int(responses.clocked.loc[~responses.clocked["is_certain"].astype(bool), "recommendations"].sum())
    if not unsure:
        return ""
    return (
        f"Of {plural(unsure, 'IOPC recommendation')} it is not recorded whether made under paragraph 28A, with a "
        "clock, or under s.10(1)(e), without one, nor by when to respond: none of them is ever called overdue."
    )


def awaited(responses: Responses, *standings: ResponseStatus) -> pd.DataFrame:
    """The responses not given that stand so, the longest overdue first, as a reader sees them."""
    rows = responses.clocked[responses.clocked["standing"].isin(standings)]
    shown = {
        "Report": rows["report"],
        "Whose duty": [DUTY[source] for source in rows["source"]],
        "Counted from": pd.to_datetime(rows["starts_on"]),
        "MPS’s own date": pd.to_datetime(rows["mps_due_on"]),
        "Extended to": pd.to_datetime(rows["extended_to"]),
        "Paused from": pd.to_datetime(rows["paused_from"].where(rows["is_paused"].astype(bool))),
        "Due": pd.to_datetime(rows["due_on"].mask(rows["is_paused"].astype(bool))),
        "Days": [_days(left, at) for left, at in zip(rows["days_left"], rows["standing"], strict=True)],
        "Covers": rows["recommendations"],
    }
    frame, seldom = pd.DataFrame(shown), ("MPS’s own date", "Extended to", "Paused from")
    frame = frame.drop(columns=[name for name in seldom if frame[name].isna().all()])
    written = pd.Series([_own_dates(each) for each in rows[AS_WRITTEN]], index=rows.index, dtype=object)
    return with_dates_as_written(frame, rows.assign(**{AS_WRITTEN: written}))


OWN_DATES = ("report_published_on", "made_on", "response_due_on", "response_extended_to")
"""The dates of a row from which the day of its response follows."""


def _own_dates(written: object) -> list[str]:
    """Of the dates as written those from which the day of a response follows."""
    return [entry for entry in entries(written) if entry.partition(": ")[0] in OWN_DATES]


def waiting(responses: Responses) -> tuple[str, str]:
    """Headline and subtitle of the list of responses not given."""
    late, coming, paused = map(responses.number, (ResponseStatus.OVERDUE, ResponseStatus.DUE, ResponseStatus.PAUSED))
    if not responses.is_told:
        said = f"{plural(coming, 'response')} {_falls(coming)} due from the as-at day on"
        return said, "Whether a response was given is not recorded in this register"
    if late + coming + paused == 0:
        given = responses.number(ResponseStatus.IN_TIME, ResponseStatus.LATE, ResponseStatus.UNDATED)
        is_each = given == len(responses.clocked)
        return "No response is waited for", (
            "Each with a statutory clock was given" if is_each else "None is overdue, still to come or paused"
        )
    said = f"{count(late) if late else 'None'} overdue, {count(coming) if coming else 'none'} still to come"
    said += f", {count(paused)} paused" if paused else ""
    return said, "Responses not given, by the day that they are due; each covers so many recommendations"


def conditional(responses: Responses) -> tuple[str, str]:
    """Headline and subtitle of the list of IOPC recommendations that may have no clock."""
    number = responses.number(ResponseStatus.CONDITIONAL)
    verb = "is" if number == 1 else "are"
    return (
        f"{plural(number, 'more IOPC response')} {verb} late only if asked for under paragraph 28A",
        "No response and no day for one is recorded; the day shown would be the statutory one",
    )


def by_source(responses: Responses) -> pd.DataFrame:
    """A row a source with a clock that the filters choose any of: where its responses stand."""
    rows = []
    for clock in CLOCKS:
        number = responses.number(*ResponseStatus, source=clock.source)
        numbers = {
            sentence_case(one): responses.number(one, source=clock.source)
            for one in ResponseStatus
            if responses.number(one)
        }
        rows.append({"Source": label("source", clock.source), "Responses": number, **numbers})
    return pd.DataFrame([row for row in rows if row["Responses"]])


def clocks(responses: Responses) -> pd.DataFrame:
    """A row a source: who must respond, and by which rule; "[z]" for those on the register without one."""
    named = [(label("source", clock.source), clock.duty, clock.rule) for clock in CLOCKS]
    without = [UNDER_SECTION_10 if each == IOPC else label("source", each) for each in responses.unclocked["source"]]
    named += [(name, NOT_APPLICABLE, NOT_APPLICABLE) for name in without]
    return pd.DataFrame(named, columns=["Source", "Who must respond", "Statutory clock"])


def by_months(responses: Responses) -> Chart:
    """The responses by the month in which they fall due: eight months up to the as-at day's, and three on."""
    months = by_month(responses)
    labels = [month(first) for first in months["month"]]
    chart = columns(
        pd.DataFrame({"label": [f"{first:%b %Y}" for first in months["month"]], "count": months["due"]}),
        name="responses-by-month-due",
        counted="responses due",
        by="month",
        width=MEASURE,
    )
    ahead = int(months[str(ResponseStatus.DUE)].sum())
    until = labels[-1]
    said = (
        f"{plural(ahead, 'response')} {_falls(ahead)} due by the end of {until}"
        if ahead
        else (f"No response falls due by the end of {until}")
    )
    table = months.assign(month=labels).rename(columns={name: sentence_case(name) for name in months.columns})
    held = ["Month", "Due", *(column for column in table.columns[2:] if table[column].any())]
    return replace(
        chart,
        headline=said,
        subtitle=f"Responses with a statutory clock by the month in which they fall due, {labels[0]} to {until}",
        table=table[held],
    )


def due_calendar(responses: Responses) -> Chart:
    """The coming days, each with the responses that fall due on it, beside what they are."""
    days = by_day(responses, DAYS_AHEAD)
    ahead = responses.falling_due(0, DAYS_AHEAD)
    table = pd.DataFrame(
        {
            "Due": pd.to_datetime(ahead["due_on"]),
            "Report": ahead["report"],
            "Source": [label("source", source) for source in ahead["source"]],
            "Whose duty": [DUTY[source] for source in ahead["source"]],
            "Recommendations": ahead["recommendations"],
        }
    )
    number = len(ahead)
    said = f"{plural(number, 'response')} {_falls(number)}" if number else "No response falls"
    return calendar(
        days.rename(columns={"due": "count"}),
        name="responses-by-day-due",
        counted="responses due",
        table=table,
        headline=f"{said} due in the next {DAYS_AHEAD} days",
        subtitle=f"{_awaited(responses)}, by the day on which they fall due, from {day(responses.as_at)}; "
        "paused ones apart",
    )


def by_duty(responses: Responses) -> Chart:
    """The responses waited for, by whose duty each is."""
    waiting = (ResponseStatus.OVERDUE, ResponseStatus.DUE, ResponseStatus.PAUSED)
    counts = [responses.number(*waiting, source=clock.source) for clock in CLOCKS]
    names = [clock.who for clock in CLOCKS]
    clauses = [clock.clause for clock in CLOCKS]
    frame = pd.DataFrame({"value": names, "label": names, "count": counts, "clause": clauses})
    return bars(
        frame,
        name="responses-by-duty",
        counted="responses awaited",
        by="whose duty",
        says="are the duty of",
        several="bodies",
        subtitle=f"{_awaited(responses)}, by whose duty; {count(sum(counts))} in all",
    )


def _awaited(responses: Responses) -> str:
    return "Responses not given" if responses.is_told else "Responses to come"


def _days(left: int, standing: str) -> str:
    if standing == ResponseStatus.PAUSED:
        return f"{plural(left, 'day')} left, paused".replace(" ", "\u00a0", 2)
    if left == 0:
        return "due\u00a0today"
    if left > 0:
        return f"{plural(left, 'day')} left".replace(" ", "\u00a0")
    return f"{plural(-left, 'day')} {'late' if standing == ResponseStatus.OVERDUE else 'ago'}".replace(" ", "\u00a0")


def _falls(number: int) -> str:
    return "falls" if number == 1 else "fall"
