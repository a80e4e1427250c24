"""The words, the sum and the waterfall of what changed between two days."""

from __future__ import annotations

from datetime import date

import pandas as pd

from analytics.charts.chart import Chart
from analytics.charts.waterfall import waterfall
from analytics.english import count, day, is_are, listed, number_or_none, plural, sentence_case, was_were
from analytics.measures.changes import Changes, Happened
from analytics.measures.events import LATE, NEW, WITHDRAWN
from analytics.measures.headline_figures import Headline
from analytics.measures.open_statement import SIGNS as OPEN_SIGNS
from analytics.measures.open_statement import OpenStatement
from analytics.measures.stock_and_flow import SIGNS, Statement
from analytics.sections.event_lines import event_line
from analytics.sections.headline import OPEN_TERMS, short_day
from analytics.vocabulary import EventKind, label

FILTER = "the filter"
TERMS = {
    "moved_in": f"Moved into {FILTER}",
    "moved_out": f"Moved out of {FILTER}",
    "new": "New",
    "late_recorded": "Late recorded",
    "reopened": "Reopened",
    "returned": "Returned",
    "corrected": "State corrected",
    "closed": "Closed",
    "withdrawn_or_merged": "Withdrawn or merged",
    "dropped": "Dropped",
}
"""The terms of the statement as read, in its order."""

EVENT_PHRASES: dict[str, tuple[str, str, str]] = {
    EventKind.RE_DATED: ("was given another date", "were given another date", "Due date before and after"),
    EventKind.DUE_DATE_REMOVED: ("had its due date removed", "had their due date removed", "The due date before"),
    EventKind.CLOSED: ("was closed", "were closed", "Status before and after"),
    WITHDRAWN: ("was withdrawn or merged", "were withdrawn or merged", "Status before, and the reason"),
    NEW: ("is new", "are new", "By source and report, the largest report first"),
    LATE: ("was recorded late", "were recorded late", "Received before the period, or with no date"),
    EventKind.ON_BOARDED: ("was on-boarded", "were on-boarded", "Route and response approved"),
    EventKind.RE_ROUTED: ("was re-routed", "were re-routed", "Delivery route or programme before and after"),
    EventKind.RE_ASSIGNED: ("was re-assigned", "were re-assigned", "Business group or owner before and after"),
    EventKind.RISK_CHANGED: ("had its risk changed", "had their risk changed", "Risk before and after"),
    EventKind.THEME_CHANGED: ("had its theme changed", "had their theme changed", "Theme before and after"),
    EventKind.PRIORITY_CHANGED: (
        "had its strategic priority changed",
        "had their strategic priority changed",
        "Strategic priority before and after",
    ),
    EventKind.MOVED: ("was moved to another report", "were moved to another report", "Report before and after"),
    EventKind.REWORDED: ("was reworded", "were reworded", "The words that changed, before and after"),
    EventKind.ACTION_COMPLETE: (
        "was reported complete",
        "were reported complete",
        "As reported by the owner",
    ),
    EventKind.PROPOSED: ("was proposed for closure", "were proposed for closure", "Status before and after"),
    EventKind.REOPENED: ("was reopened", "were reopened", "Status before and after"),
    EventKind.RETURNED: ("came back onto the register", "came back onto the register", "After an extract without it"),
    EventKind.CORRECTED: ("was corrected", "were corrected", "A fact about the past, before and after"),
    EventKind.DROPPED: ("was dropped", "were dropped", "In the extract before, and not in this one"),
}
"""What happened: said of one, of several, and what the lines of its list show."""

ENDED = (EventKind.CLOSED, WITHDRAWN)
COUNT_PHRASES = {
    NEW: "new",
    LATE: "late_recorded",
    EventKind.CLOSED: "closed",
    WITHDRAWN: "withdrawn_or_merged",
    EventKind.REOPENED: "reopened",
    EventKind.RETURNED: "returned",
    EventKind.DROPPED: "dropped",
}
"""What ends a recommendation, and the term of the statement that counts each group."""

LATER = ("was given a later date", "were given a later date", "Due date before and after, the furthest first")


def sentence(changes: Changes) -> str:
    """What changed: what came in and was closed, what was accepted and given a later date; or why it is not known."""
    if not changes.is_known:
        return no_movement_reason(changes)
    new, ended = _number(changes, NEW), _number(changes, *ENDED)
    went = "closed or withdrawn" if changes.statement.withdrawn_or_merged else "closed"
    came = f"{plural(new, 'recommendation')} came in" if new else "no recommendations came in"
    closed = f"{number_or_none(ended)} {was_were(ended)} {went}"
    wording = f"Since {short_day(changes.since, changes.as_at)}, {came} and {closed}."
    return " ".join([wording, *_others(changes)])


def no_movement_reason(happened: Happened) -> str:
    """That what changed is not known, and why."""
    first = happened.extracts[0]
    if len(happened.extracts) == 1 and happened.as_at == first:
        return f"There is only one extract, from {day(first)}, so there is nothing to compare it with yet."
    since = short_day(happened.since, happened.as_at)
    if happened.opening_extract is None:
        return f"What changed since {since} is not known: the first extract is from {day(first)}."
    return f"What changed since {since} is not known: the latest extract is from {day(happened.latest_extract)}."


def _number(changes: Changes, *groups: str) -> int:
    """How many recommendations it happened to as the sum counts them; what is only listed is said beside its list."""
    return sum(int(getattr(changes.statement, COUNT_PHRASES[group])) for group in groups)


def _only_listed(happened: Happened, group: str) -> bool:
    """Whether the list of a group holds another number than the sum, which then needs another name."""
    if not isinstance(happened, Changes) or not happened.is_known or group not in COUNT_PHRASES:
        return False
    return happened.counts()[group] != _number(happened, group)


def _others(changes: Changes) -> list[str]:
    """The two things more that a meeting asks about most, as a sentence; nothing where none happened."""
    accepted, later, late = changes.counts()[EventKind.ON_BOARDED], changes.later, _number(changes, LATE)
    reopened, dropped = _number(changes, EventKind.REOPENED), _number(changes, EventKind.DROPPED)
    numbers = {
        "accepted for delivery": accepted,
        "given a later date": later,
        "left without a due date": changes.counts()[EventKind.DUE_DATE_REMOVED],
        "recorded late": late,
        "reopened": reopened,
        "dropped": dropped,
    }
    wording = [f"{count(number)} {was_were(number)} {words}" for words, number in numbers.items() if number]
    return [f"{listed(wording[:2])}."] if wording else []


def of_period(happened: Happened) -> str:
    """Between which days, from which extracts; and where the register knows less than the period asks."""
    opened_on, last = happened.opening_extract, happened.extracts[-1]
    if opened_on is None:
        return f"There is no extract of {day(happened.since)} or earlier."
    newest = max(extract for extract in happened.extracts if extract <= max(happened.as_at, opened_on))
    days = [short_day(opened_on, newest), day(newest)] if opened_on != newest else [day(newest)]
    more = f" Later extracts, up to {day(last)}, add what they date by {day(happened.as_at)}." if last > newest else ""
    wording = f"Since {day(happened.since)}, from the {'extracts' if len(days) > 1 else 'extract'} of {listed(days)}."
    return f"{wording}{more}"


def earlier(happened: Happened) -> str:
    """How many of the changes took effect by the first day and were recorded only since; nothing where none did."""
    number, total = happened.earlier, happened.number()
    if not number:
        return ""
    late = "took place before this period but"
    if number == total:
        subject = "The one change" if total == 1 else f"All {count(total)} changes"
        return f"{subject} {late} {was_were(total)} recorded in it."
    others = plural(total - number, "change")
    return f"{others} took place in this period. {count(number)} more {late} {was_were(number)} recorded in it."


def several_kinds(happened: Happened) -> str:
    """That what is of several kinds stands in each of them, where the kinds sum to more than there are."""
    number, total = sum(happened.counts().values()), happened.recommendations
    if number <= total:
        return ""
    wording = f"{plural(total, 'recommendation')}, {plural(number, 'change')}"
    return f"A recommendation can change in more than one way: {wording}."


def labels(statement: Statement, within: str = FILTER) -> dict[str, str]:
    """How each line of the sum reads, by the term of the statement: the opening, terms that are not 0, the closing.

    `within` is what the reader chose by: the filter, or a programme.
    """
    named = {name: words.replace(FILTER, within) for name, words in TERMS.items() if getattr(statement, name)}
    opening_words = f"Outstanding on {short_day(statement.opened_on, statement.closed_on)}"
    closing = f"Outstanding on {short_day(statement.closed_on, statement.opened_on)}"
    return {"opening": opening_words, **named, "closing": closing}


def terms(statement: Statement, within: str = FILTER) -> pd.DataFrame:
    """The sum as lines of `term` as it reads and signed `value`."""
    lines = [
        (words, SIGNS.get(name, 1) * getattr(statement, name)) for name, words in labels(statement, within).items()
    ]
    return pd.DataFrame(lines, columns=["term", "value"])


def with_residual(statement: Statement, within: str = FILTER) -> pd.DataFrame:
    """The sum as lines, and last what the changes do not explain."""
    last = pd.DataFrame([("Not explained", statement.residual)], columns=["term", "value"])
    return pd.concat([terms(statement, within), last], ignore_index=True)


def sum_heading(changes: Changes) -> str:
    """What the table of the sum shows: "From 183 outstanding to 185: each change"."""
    return f"From {count(changes.statement.opening)} outstanding to {count(changes.statement.closing)}: each change"


def sum_chart(changes: Changes, within: str = FILTER) -> Chart:
    """The statement as a waterfall."""
    subtitle = "Outstanding at the two dates, and each change between them"
    return waterfall(terms(changes.statement, within), name="changes", subtitle=subtitle)


def open_chart(flow: OpenStatement, happened: Happened, *, has_onboarding: bool) -> Chart:
    """How the open of the first day became those of the last, what was accepted included, as a waterfall.

    Without on-boarding what is received counts as accepted, and is called received.
    """
    words = {name: sentence_case(text) for name, text in OPEN_TERMS.items()}
    words |= {} if has_onboarding else {"accepted": "Received or recorded late"}
    moved = [(words[name], OPEN_SIGNS[name] * getattr(flow, name)) for name in words]
    ends = [f"Open on {short_day(day, other)}" for day, other in _both_days(happened)]
    lines = [(ends[0], flow.opening), *(pair for pair in moved if pair[1]), (ends[1], flow.closing)]
    frame = pd.DataFrame(lines, columns=["term", "value"])
    subtitle = "Open at the two dates, and each change between them"
    return waterfall(frame, name="open-changes", subtitle=subtitle, quantity="open")


def _both_days(happened: Happened) -> tuple[tuple[date, date], tuple[date, date]]:
    return (happened.since, happened.as_at), (happened.as_at, happened.since)


def both_stocks(changes: Changes) -> str:
    """Outstanding at both days, taken apart: it never stands alone."""
    since, closing = short_day(changes.since, changes.as_at), short_day(changes.as_at, changes.since)
    return f"On {since}, {outstanding_parts(changes.before)}. On {closing}, {outstanding_parts(changes.now)}."


def now(changes: Changes) -> str:
    """Outstanding at the end alone, where no movement can be shown."""
    return f"On {day(min(changes.as_at, changes.latest_extract))}, {outstanding_parts(changes.now)}."


def dated(happened: Happened) -> str:
    """Where no movement can be shown, a note that what the register dates in the period is listed below; or nothing."""
    if happened.is_known or happened.events.empty:
        return ""
    since = day(happened.since)
    return f"The lists show only what the register dates after {since}, or what a later extract changed."


def outstanding_parts(headline: Headline) -> str:
    """Outstanding, never alone: "183 were outstanding: 152 open and 31 awaiting on-boarding"."""
    wording = parts_of_outstanding(headline)
    breakdown = f": {listed(wording)}" if len(wording) > 1 else ""
    if len(wording) == 1:
        breakdown = f", {'all ' if headline.outstanding > 1 else ''}{wording[0].split(' ', 1)[1]}"
    unknown = f"; the state of {count(headline.state_unknown)} more is not known" if headline.state_unknown else ""
    return f"{number_or_none(headline.outstanding)} {was_were(headline.outstanding)} outstanding{breakdown}{unknown}"


def parts_of_outstanding(headline: Headline) -> list[str]:
    """What outstanding is made of, each with its number: "152 open", "31 awaiting on-boarding"."""
    parts = {"open": headline.open, "awaiting on-boarding": headline.awaiting_onboarding, "disputed": headline.disputed}
    return [f"{count(number)} {words}" for words, number in parts.items() if number]


def not_in_the_sum(changes: Changes) -> str:
    """That the lists hold closings and arrivals that the sum does not count, where they do."""
    closings = "they were open again by the end, or their state at the start was not known"
    arrivals = "their state is not known, or they had gone again by the end"
    wording = (
        _not_counted(changes, ENDED, "closure", closings),
        _not_counted(changes, (NEW, LATE), "arrival", arrivals),
    )
    return " ".join(filter(None, wording))


def _not_counted(changes: Changes, groups: tuple[str, ...], what: str, why: str) -> str:
    numbers = changes.counts()
    more = sum(numbers[group] - getattr(changes.statement, COUNT_PHRASES[group]) for group in groups)
    return f"{plural(more, what)} listed below {is_are(more)} not in the sum: {why}." if more > 0 else ""


def in_all(happened: Happened) -> str:
    """How many changes there are, and to how many recommendations: more than one may happen to one."""
    return f"{plural(happened.number(), 'change')} to {plural(happened.recommendations, 'recommendation')}"


def heading(happened: Happened, group: str) -> tuple[str, str]:
    """The headline of a group, which counts recommendations, and what its lines show."""
    number = happened.counts()[group]
    singular, several, subtitle = EVENT_PHRASES[group]
    if group == EventKind.RE_DATED and number == happened.later:
        singular, several, subtitle = LATER
    if isinstance(happened, Changes) and _only_listed(happened, group):
        in_sum = count(_number(happened, group))
        return f"{count(number)} listed as {group}", f"{subtitle}. The sum above counts {in_sum}"
    return f"{count(number)} {singular if number == 1 else several}", subtitle


def counted_by_kind(happened: Happened) -> pd.DataFrame:
    """How many recommendations changed in each way, for each way in which any did: the columns Change, Recommendations.

    In the order of the page Changes. A recommendation can change in more than one way.
    """
    rows = [(sentence_case(group), number) for group, number in happened.counts().items() if number]
    return pd.DataFrame(rows, columns=["Change", "Recommendations"])


def group_label(happened: Happened, group: str) -> str:
    """What a group is called with its number, and otherwise than in the sum where that counts another number."""
    words = f"Listed as {group}" if _only_listed(happened, group) else sentence_case(group)
    return f"{words} {count(happened.counts()[group])}"


def nothing(happened: Happened) -> str:
    """What did not happen, of what a reader would want to know had it happened."""
    if not happened.is_known:
        return ""
    numbers = happened.counts()
    wording = {EventKind.RE_DATED: "re-dated", EventKind.CORRECTED: "corrected", EventKind.DROPPED: "dropped"}
    none = [f"nothing was {words}" for kind, words in wording.items() if numbers[kind] == 0]
    return f"{sentence_case(listed(none))}." if none else ""


def lines(rows: pd.DataFrame, group: str) -> pd.DataFrame:
    """Events of a group as a list with the columns that a reader sees; texts are plain."""
    return pd.DataFrame(
        {
            "Reference": rows["reference"],
            "Source": [label("source", source) for source in rows["source"]],
            "Recommendation": recommendation_texts(rows),
            event_column_heading(group): [event_line(event).plain() for event in rows.to_dict("records")],
            "Date": pd.to_datetime(rows["took_effect_on"]),
        }
    )


def recommendation_texts(rows: pd.DataFrame) -> list[str]:
    """The text of each, or its report where the register has no text."""
    return [text or report or "" for text, report in zip(rows["text"], rows["report"], strict=True)]


def event_column_heading(group: str) -> str:
    """What the column is headed that says what happened."""
    with_state = (NEW, LATE, EventKind.ON_BOARDED, EventKind.ACTION_COMPLETE, EventKind.RETURNED)
    return "Now" if group in with_state else "Before → after"
