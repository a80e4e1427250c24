"""The words, the tables and the calendar of the responses that a law sets a time for."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd

from analytics.charts.bars import bars
from analytics.charts.calendar import calendar
from analytics.charts.chart import MEASURE, Chart
from analytics.charts.clock_lines import ClockLine, clock_lines
from analytics.charts.month_axis import month
from analytics.charts.year_columns import columns
from analytics.english import count, day, is_are, listed, number_or_none, plural, sentence_case, was_were
from analytics.measures.responses import Responses, ResponseStatus, by_day, by_month
from analytics.sections.dates_as_written import entries, with_dates_as_written
from analytics.vocabulary import AS_WRITTEN, CLOCKS, IOPC, label

NO_DEADLINE = "No statutory deadline"
DUTY = {clock.source: f"{clock.who} ({clock.source.replace('Coroner', 'coroner')})" for clock in CLOCKS}
NOTE = (
    "A response says what will be done. It does not mean that the action is complete. No date is moved for a weekend "
    "or a bank holiday. The register does not record when an extension was applied for."
)
PAUSES = "A judicial review pauses the deadline for an IOPC response (para. 28B(4)), from its first to its last day."
NO_PAUSES = "This register does not record judicial reviews, which pause the deadline for an IOPC response."
OWN_DAY = (
    "The date set for the MPS’s own comments to MOPAC (s.55(4)) is shown where it differs from MOPAC’s statutory date."
)
UNDER_SECTION_10 = "IOPC, under s.10(1)(e)"
BY_SOURCE = ("Statutory responses, by source", "One report asks for one response")
DEADLINES = ("Statutory deadlines", "The deadline is for the response, not for completing the action")
"""Headline and subtitle of the tables of sources and of their clocks."""

STILL_TO_GIVE = (ResponseStatus.OVERDUE, ResponseStatus.DUE)
"""Responses with a due month that are not given."""

DAYS_AHEAD = 60
"""How many days after the as-at day the calendar shows."""


def sentence(responses: Responses) -> str:
    """How many responses are past their day, and how many fall due in the next 30 days."""
    if responses.clocked.empty:
        return "None of these recommendations has a statutory deadline for a response."
    if not responses.has_due_dates:
        without_start = responses.number(ResponseStatus.NO_START)
        number = plural(without_start, "statutory response")
        return f"The register does not say when {number} {is_are(without_start)} due: there is no date to count from."
    soon = responses.due_within(30)
    if not responses.records_responses:
        due_soon = plural(soon, "statutory response") if soon else "No statutory responses"
        return f"{due_soon} {is_are(soon or 2)} due in the next 30 days. The register does not say which were given."
    late, paused = responses.number(ResponseStatus.OVERDUE), responses.number(ResponseStatus.PAUSED)
    overdue = f"{plural(late, 'statutory response') if late else 'No statutory responses'} {is_are(late or 2)} overdue."
    more = " more" if late and soon else ""
    due_soon = f"{sentence_case(number_or_none(soon))}{more} {is_are(soon)} due in the next 30 days"
    review = "during a judicial review" if paused == 1 else "during judicial reviews"
    still = f", and {count(paused)} {is_are(paused)} paused {review}" if paused else ""
    return f"{overdue} {due_soon}{still}."


def notes(responses: Responses, recorded: frozenset[str]) -> str:
    """What the figures leave open, and what of those answered is still to be done."""
    with_response = responses.clocked[responses.clocked["is_given"].astype(bool)]
    answered = int(with_response["recommendations"].sum())
    still = int(with_response["outstanding"].sum())
    left = f"{number_or_none(still)} {is_are(still)}"
    text = f"Of the {plural(answered, 'recommendation')} responded to, {left} "
    sources = responses.clocked["source"].unique()
    lines = [f"{text}still outstanding."] if answered else []
    lines += [_of_undated(responses), _without_start(responses)]
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
    return f"{plural(number, 'response')} {was_were(number)} given on an unknown date, so may be in time or late."


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
        f"For {plural(unsure, 'IOPC recommendation')} the register does not say whether a response was required "
        "(paragraph 28A) or not (section 10), so none is called overdue."
    )


def awaited(responses: Responses, *standings: ResponseStatus) -> pd.DataFrame:
    """The responses not given that stand so, the longest overdue first, as a reader sees them."""
    rows = responses.clocked[responses.clocked["standing"].isin(standings)]
    columns = {
        "Report": rows["report"],
        "Who must respond": [DUTY[source] for source in rows["source"]],
        "Counted from": pd.to_datetime(rows["starts_on"]),
        "MPS’s own date": pd.to_datetime(rows["mps_due_on"]),
        "Extended to": pd.to_datetime(rows["extended_to"]),
        "Paused from": pd.to_datetime(rows["paused_from"].where(rows["is_paused"].astype(bool))),
        "Due": pd.to_datetime(rows["due_on"].mask(rows["is_paused"].astype(bool))),
        "Days": [_days(left, at) for left, at in zip(rows["days_left"], rows["standing"], strict=True)],
        "Covers": rows["recommendations"],
    }
    frame, seldom = pd.DataFrame(columns), ("MPS’s own date", "Extended to", "Paused from")
    frame = frame.drop(columns=[name for name in seldom if frame[name].isna().all()])
    written = pd.Series([_own_dates(each) for each in rows[AS_WRITTEN]], index=rows.index, dtype=object)
    return with_dates_as_written(frame, rows.assign(**{AS_WRITTEN: written}))


WAITING = (ResponseStatus.OVERDUE, ResponseStatus.DUE, ResponseStatus.PAUSED)
GIVEN = (ResponseStatus.IN_TIME, ResponseStatus.LATE)
MOST_CLOCKS = 12
"""The standings of responses not given and of those given on a known day; how many clocks are drawn."""


def clocks_chart(responses: Responses) -> Chart | None:
    """The clocks of those not given, the longest overdue first, then of those given last; None where there is none.

    Without a date to count from, or where the register does not say whether a response was given, there is no clock.
    """
    rows = responses.clocked[responses.clocked["standing"].isin([*WAITING, *GIVEN])]
    rows = rows[rows["starts_on"].notna() & rows["due_on"].notna()]
    if rows.empty or not responses.records_responses:
        return None
    open_rows = rows[rows["standing"].isin(WAITING)].sort_values(["days_left", "report"])
    given_rows = rows[rows["standing"].isin(GIVEN)].sort_values(["responded_on", "report"], ascending=[False, True])
    drawn = pd.concat([open_rows, given_rows]).head(MOST_CLOCKS)
    clocks = [_clock(row) for row in drawn.to_dict("records")]
    drawn_given = len(drawn) - min(len(open_rows), len(drawn))
    parts = ["Thick line: days used. Dotted line: days left. Upright mark: due date. Dot: response given"]
    parts += [f"The {count(drawn_given)} most recent responses are below"] if drawn_given else []
    more = len(open_rows) - MOST_CLOCKS
    parts += [f"{count(more)} more not given {is_are(more)} not shown"] if more > 0 else []
    return clock_lines(
        clocks,
        as_at=responses.as_at,
        name="response-clocks",
        headline=waiting(responses)[0],
        subtitle=". ".join(parts),
        table=pd.DataFrame(
            {
                "Report": drawn["report"],
                "Who must respond": [DUTY[source] for source in drawn["source"]],
                "Counted from": pd.to_datetime(drawn["starts_on"]),
                "Due": pd.to_datetime(drawn["due_on"]),
                "Given": pd.to_datetime(drawn["responded_on"]),
                "State": [clock.state for clock in clocks],
            }
        ).reset_index(drop=True),
    )


def _clock(row: Mapping[Hashable, Any]) -> ClockLine:
    is_paused = row["standing"] == ResponseStatus.PAUSED
    given_on = _date(row["responded_on"]) if row["standing"] in GIVEN else None
    due_on = _date(row["due_on"])
    assert due_on is not None
    return ClockLine(
        name=row["report"],
        starts_on=_date(row["starts_on"]) or due_on,
        due_on=due_on,
        given_on=given_on,
        paused_from=_date(row["paused_from"]) if is_paused else None,
        state=_given_state(given_on, due_on) if given_on else _days(int(row["days_left"]), row["standing"]),
    )


def _given_state(given_on: date, due_on: date) -> str:
    late = (given_on - due_on).days
    return f"given {plural(late, 'day')} late".replace(" ", "\u00a0") if late > 0 else "given in time"


def _date(value: Any) -> date | None:
    return None if pd.isna(value) else pd.Timestamp(value).date()


OWN_DATES = ("report_published_on", "made_on", "response_due_on", "response_extended_to")
"""The dates of a row from which the day of its response follows."""


def _own_dates(written: object) -> list[str]:
    """Of the dates as written those from which the day of a response follows."""
    return [entry for entry in entries(written) if entry.partition(": ")[0] in OWN_DATES]


def waiting(responses: Responses) -> tuple[str, str]:
    """Headline and subtitle of the list of responses not given."""
    late, due, paused = map(responses.number, (ResponseStatus.OVERDUE, ResponseStatus.DUE, ResponseStatus.PAUSED))
    if not responses.records_responses:
        if not due:
            return _none_known(responses), "This register does not record which responses were given"
        text = f"{plural(due, 'response')} {is_are(due)} due on or after {day(responses.as_at)}"
        return text, "This register does not record which responses were given"
    total = late + due + paused
    if not total:
        responded = responses.number(ResponseStatus.IN_TIME, ResponseStatus.LATE, ResponseStatus.UNDATED)
        is_each = responded == len(responses.clocked)
        return "No responses are still to be given", (
            "Every statutory response was given" if is_each else "No statutory response is overdue, due or paused"
        )
    parts = {"overdue": late, "still to come": due, "paused": paused}
    text = f"{plural(total, 'response')} {is_are(total)} still to be given"
    kinds = [words for words, number in parts.items() if number]
    made_of = listed([f"{count(parts[words])} {words}" for words in kinds])
    text = f"{text}: {made_of}" if len(kinds) > 1 else f"{plural(total, 'response')} {is_are(total)} {kinds[0]}"
    return text, "Soonest first. One response can cover several recommendations"


def conditional(responses: Responses) -> tuple[str, str]:
    """Headline and subtitle of the list of IOPC recommendations that may have no clock."""
    number = responses.number(ResponseStatus.CONDITIONAL)
    return (
        f"For {plural(number, 'IOPC report')} the register does not say whether a response was required",
        "No response is recorded. The date shown is the statutory one, if a response was required",
    )


def by_source(responses: Responses) -> pd.DataFrame:
    """A row a source with a clock that the filters choose any of: where its responses stand."""
    rows = []
    for clock in CLOCKS:
        number = responses.number(*ResponseStatus, source=clock.source)
        numbers = {
            sentence_case(status): responses.number(status, source=clock.source)
            for status in ResponseStatus
            if responses.number(status)
        }
        rows.append({"Source": label("source", clock.source), "Responses": number, **numbers})
    return pd.DataFrame([row for row in rows if row["Responses"]])


def clocks(responses: Responses) -> pd.DataFrame:
    """A row a source: who must respond, and by which rule; those on the register without one say so."""
    named = [(label("source", clock.source), clock.duty, clock.rule) for clock in CLOCKS]
    without_clock = [
        UNDER_SECTION_10 if each == IOPC else label("source", each) for each in responses.unclocked["source"]
    ]
    named += [(name, "", NO_DEADLINE) for name in without_clock]
    return pd.DataFrame(named, columns=["Source", "Who must respond", "Statutory deadline"])


def by_months(responses: Responses) -> Chart:
    """The responses by the month in which they fall due: eight months up to the as-at day's, and three on."""
    months = by_month(responses)
    labels = [month(first) for first in months["month"]]
    waiting = months[[str(status) for status in STILL_TO_GIVE]].sum(axis="columns")
    unsure = months[str(ResponseStatus.CONDITIONAL)]
    due = months["due"] - unsure
    chart = columns(
        pd.DataFrame({"label": [f"{first:%b %Y}" for first in months["month"]], "count": due}),
        name="responses-by-month-due",
        quantity="responses due",
        by="month",
        part=("still to be given", waiting.to_list()) if responses.records_responses else None,
        width=MEASURE,
    )
    period = f"{labels[0]} to {labels[-1]}"
    not_drawn = {
        "that may not be required": int(unsure.sum()),
        "paused": responses.number(ResponseStatus.PAUSED),
    }
    table = months.assign(month=labels, due=due).rename(columns={name: sentence_case(name) for name in months.columns})
    columns_with_numbers = ["Month", "Due", *(column for column in table.columns[2:] if table[column].any())]
    return replace(
        chart,
        headline=_headline_by_months(responses, int(due.sum()), int(waiting.sum()), period),
        subtitle=_months_subtitle(period, not_drawn, records_responses=responses.records_responses),
        table=table[columns_with_numbers],
    )


def _headline_by_months(responses: Responses, total: int, left: int, period: str) -> str:
    """How many of the responses due in a period are still to be given."""
    if not total:
        return f"No responses are due from {period}"
    if not responses.records_responses:
        return f"{plural(total, 'response')} {is_are(total)} due from {period}"
    if total == 1:
        return f"The one response due from {period} is {'still to be' if left else ''} given".replace("  ", " ")
    of = f"{sentence_case(number_or_none(left))} of {plural(total, 'response')}"
    return f"{of} due from {period} {is_are(left)} still to be given"


def _months_subtitle(period: str, not_drawn: dict[str, int], *, records_responses: bool) -> str:
    """What is drawn in which colour, and how many responses are not."""
    text = f"Responses with a statutory deadline, by month due, {period}"
    text += ". Blue: still to be given. Grey: given" if records_responses else ""
    left_out = [f"{count(number)} {words}" for words, number in not_drawn.items() if number]
    return f"{text}. Not shown: {listed(left_out)}" if left_out else text


def due_calendar(responses: Responses) -> Chart:
    """The coming days, each with the responses that fall due on it, beside what they are."""
    days = by_day(responses, DAYS_AHEAD)
    ahead = responses.falling_due(0, DAYS_AHEAD)
    table = pd.DataFrame(
        {
            "Due": pd.to_datetime(ahead["due_on"]),
            "Report": ahead["report"],
            "Source": [label("source", source) for source in ahead["source"]],
            "Who must respond": [DUTY[source] for source in ahead["source"]],
            "Recommendations": ahead["recommendations"],
        }
    )
    number = len(ahead)
    text = f"{plural(number, 'response')} {is_are(number)}" if number else "No responses are"
    paused = responses.number(ResponseStatus.PAUSED)
    left_out = f". {count(paused)} paused {is_are(paused)} not shown" if paused else ""
    return calendar(
        days.rename(columns={"due": "count"}),
        name="responses-by-day-due",
        quantity="responses due",
        table=table,
        headline=f"{text} due in the next {DAYS_AHEAD} days",
        subtitle=f"{_awaited(responses)}, by due date, from {day(responses.as_at)}{left_out}",
    )


def by_duty(responses: Responses) -> Chart:
    """The responses waited for, by whose duty each is."""
    waiting = (ResponseStatus.OVERDUE, ResponseStatus.DUE, ResponseStatus.PAUSED)
    counts = [responses.number(*waiting, source=clock.source) for clock in CLOCKS]
    names = [clock.who for clock in CLOCKS]
    clauses = [clock.clause for clock in CLOCKS]
    frame = pd.DataFrame({"value": names, "label": names, "count": counts, "clause": clauses})
    chart = bars(
        frame,
        name="responses-by-duty",
        quantity="responses awaited",
        by="who must respond",
        says="are the duty of",
        several="bodies",
        subtitle=f"{_awaited(responses)}, by who must respond: {count(sum(counts))} in all",
    )
    none = "No responses are still to be given" if responses.records_responses else _none_known(responses)
    return chart if any(counts) else replace(chart, headline=none)


def _none_known(responses: Responses) -> str:
    """That no response has a later day, where the register does not say which were given."""
    return f"No responses are known to be due on or after {day(responses.as_at)}"


def _awaited(responses: Responses) -> str:
    return "Responses still to be given" if responses.records_responses else "Responses to come"


def _days(left: int, status: str) -> str:
    if status == ResponseStatus.PAUSED:
        return f"{plural(left, 'day')} left, paused".replace(" ", "\u00a0", 2)
    if left == 0:
        return "due\u00a0today"
    if left > 0:
        return f"{plural(left, 'day')} left".replace(" ", "\u00a0")
    return f"{plural(-left, 'day')} {'late' if status == ResponseStatus.OVERDUE else 'ago'}".replace(" ", "\u00a0")
