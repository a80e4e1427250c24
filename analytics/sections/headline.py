"""What the first page says in words: the position, and the plain lines that complete it.

Every clause follows from the figures, so that none is false where they are zero, one, or not recorded.
"""

from __future__ import annotations

from datetime import date

from analytics.english import count, day, headline_sentences, is_are, listed, number_or_none, plural
from analytics.filters import BLANK, OPEN_ALONE, Filters
from analytics.measures.due_dates import DUE_DATES
from analytics.measures.open_statement import SIGNS
from analytics.measures.overview import Overview
from analytics.vocabulary import KINDS_NOT_COUNTED, OPEN_STATUSES, Kind, label

MINUS = "\u2212"
LONGEST_IN_A_HEADLINE = 40
"""Letters of a search that a headline repeats."""

NO_MATCH = "No recommendations match these filters."

LISTED_SEPARATELY = {
    Kind.CAUSE_OF_CONCERN: ("cause of concern", "causes of concern"),
    Kind.ADVICE: ("piece of advice", "pieces of advice"),
}
"""The kinds that are listed apart, as one and as several of them are called."""


def position(overview: Overview) -> str:
    """The position: how many are open and how that moved, how many of them are late, what is not known.

    On a day after the newest extract used it begins with the day of that extract, of which the states are.
    """
    latest = f"Latest extract: {day(overview.latest_extract)}." if overview.is_later else ""
    return _position(overview, latest)


def _position(overview: Overview, latest: str) -> str:
    is_no_match = not overview.now.born and bool(overview.filters.count())
    if not overview.asks_for_open and not is_no_match:
        return f"{latest} {_not_open(overview)}".strip()
    if not overview.covered.shows_stock(overview.known_day):
        first = day(overview.covered.first_extract)
        text = f"How many were open on {day(overview.as_at)} is not recorded: the first extract is from {first}."
        return f"{latest} {text}".strip()
    if is_no_match:
        return NO_MATCH
    move = _movement(overview)
    unknown = _unknown(overview)
    late = "" if unknown and not overview.now.open else _late(overview)
    parts = (f"{_open(overview)}{f', {move}' if move else ''}", unknown, late, _waiting(overview))
    return headline_sentences(*parts, before=latest)


def since(overview: Overview) -> str:
    """The day that the movement is counted from, with its year only where it is another than the as-at day's."""
    return short_day(overview.since, overview.as_at)


def short_day(value: date, other: date) -> str:
    """A day without its year where another day beside it has the same."""
    return day(value, year=value.year != other.year)


def small_lines(overview: Overview) -> str:
    """What the small lines beside the figures show; nothing where no two months are shown."""
    months_shown = len(overview.covered.shown(overview.months.iloc[-12:]))
    if months_shown < 2:
        return ""
    months = "twelve" if months_shown == 12 else count(months_shown)
    return f"Small lines and bars show the {months} months to {overview.known_day:%B}."


def left_out(filters: Filters, of: str = "what was received and closed") -> str:
    """That a status filter does not narrow some figures, where there is one."""
    return f"The status filter does not apply to {of}." if filters.status else ""


def lines(overview: Overview) -> list[str]:
    """The plain lines under the figures: how the open adds up, what is not counted, what is gone."""
    added = " ".join(filter(None, (open_sum(overview), _closed_unopened(overview))))
    return [line for line in (added, _listed_separately(overview), _off_the_register(overview)) if line]


OPEN_TERMS = {
    "moved_in": "now matching the filters",
    "accepted": "accepted",
    "settled": "no longer disputed",
    "reopened": "reopened",
    "returned": "back on the register",
    "corrected": "with a corrected state",
    "closed": "closed",
    "withdrawn_or_merged": "withdrawn or merged",
    "dropped": "no longer on the register",
    "set_back": "disputed or waiting again",
    "moved_out": "no longer matching the filters",
}
"""Every term of the sum as read, in the order of the line. Without on-boarding, accepted is received or added."""


def open_sum(overview: Overview) -> str:
    """How the open adds up: "Since 31 October: 147 open + 31 accepted − 26 closed or withdrawn = 152."."""
    flow = overview.open_flow
    statuses = overview.filters.status
    if overview.before is None or (statuses and not set(OPEN_STATUSES) <= set(statuses)):
        return ""
    numbers = {term: SIGNS[term] * getattr(flow, term) for term in OPEN_TERMS}
    came = "received" if overview.covered.received_from else "recorded late"
    words = OPEN_TERMS if "onboarded_on" in overview.recorded else OPEN_TERMS | {"accepted": came}
    if flow.closed and flow.withdrawn_or_merged:
        numbers["closed"] += numbers.pop("withdrawn_or_merged")
        words = words | {"closed": "closed or withdrawn"}
    moved = [(number, words[term]) for term, number in numbers.items() if number]
    signed = [f" {'+' if number > 0 else MINUS} {count(abs(number))} {text}" for number, text in moved]
    if not signed:
        return ""
    return f"Since {since(overview)}: {count(flow.opening)} open{''.join(signed)} = {count(flow.closing)}."


def _closed_unopened(overview: Overview) -> str:
    """How many closures the sum of the open leaves out: they were not open, nor accepted in the period."""
    flow, in_sum = overview.flow, overview.open_flow
    more = flow.closed + flow.withdrawn_or_merged - in_sum.closed - in_sum.withdrawn_or_merged
    if more <= 0 or not open_sum(overview):
        return ""
    return f"Also closed or withdrawn: {count(more)} not open on {since(overview)} and not accepted since."


def _open(overview: Overview) -> str:
    """The subject: "152 recommendations from 48 reports are open"; "75 HMICFRS recommendations are open"."""
    now, sources = overview.now, overview.filters.source
    source = f"{label('source', sources[0])} " if len(sources) == 1 and sources[0] != BLANK else ""
    rest = overview.filters.without("status", "source") if source else overview.filters.without("status")
    matching = _matching(rest, now.open)
    state = OPEN_ALONE if overview.open_alone else "open"
    if now.open == 0:
        return f"No {source}recommendations{matching} are {state}"
    reports = f" from {plural(overview.reports, 'report')}" if overview.reports and not (source or matching) else ""
    noun = "recommendation" if now.open == 1 else "recommendations"
    return f"{count(now.open)} {source}{noun}{matching}{reports} {is_are(now.open)} {state}"


def _matching(filters: Filters, number: int) -> str:
    """What narrows the subject, as a clause: a search by its words, else that there are filters."""
    if not filters.count():
        return ""
    search = filters.search or ""
    if filters.count() == 1 and 0 < len(search) <= LONGEST_IN_A_HEADLINE:
        return f" containing “{search}”"
    return f" that {'matches' if number == 1 else 'match'} the filters"


def _waiting(overview: Overview) -> str:
    """How many more the filters choose that are not accepted yet; nothing where all recommendations are looked at."""
    number = overview.now.awaiting_onboarding
    if not number or not overview.now.open or not overview.filters.count():
        return ""
    return f"{count(number)} more {is_are(number)} awaiting on-boarding"


def _not_open(overview: Overview) -> str:
    """Where those stand that a status filter chose without the open."""
    statuses = [(number, words) for number, words in _elsewhere(overview) if number]
    if len(statuses) < 2:
        number, words = statuses[0] if statuses else (0, "of the statuses chosen")
        return f"{plural(number, 'recommendation') if number else 'No recommendations'} {is_are(number or 2)} {words}."
    total = plural(sum(number for number, _ in statuses), "recommendation")
    return f"{total}: {listed([f'{count(number)} {is_are(number)} {words}' for number, words in statuses])}."


def _movement(overview: Overview) -> str:
    """How the open moved since the extract before: "7 more than on 31 October"; nothing where there is none."""
    if overview.before is None or not (overview.now.born or overview.before.born):
        return ""  # of nothing nothing can have moved
    change = overview.now.open - overview.before.open
    then = f"on {since(overview)}" if is_as_known_now(overview, "open") else f"reported on {since(overview)}"
    if change == 0:
        return f"the same number as {then}" if overview.now.open else ""
    return f"{count(abs(change))} {'more' if change > 0 else 'fewer'} than {then}"


def is_as_known_now(overview: Overview, term: str) -> bool:
    """Whether what was reported on the day of the movement is what is known of that day now, as the months tell it.

    Where it is not, or no month ends on that day, the movement is from what was reported, and is said to be.
    """
    then = overview.months.loc[overview.months["day"] == overview.since, term]
    return overview.before is not None and not then.empty and int(then.iloc[0]) == int(getattr(overview.before, term))


def _late(overview: Overview) -> str:
    now = overview.now
    if now.open == 0:
        parts = [(number, words) for number, words in _elsewhere(overview) if number]
        verbs = [f"{is_are(parts[0][0])} ", *[""] * len(parts)] if parts else []
        return listed([f"{count(number)} {verb}{words}" for (number, words), verb in zip(parts, verbs, strict=False)])
    if not overview.recorded & DUE_DATES:
        return "no due dates are recorded"
    if now.open == 1:
        return f"it is {'' if overview.late else 'not '}past the date first agreed{_on_later_day(overview)}"
    late = f"{number_or_none(overview.late)} {is_are(overview.late)}"
    return f"{late} past the date first agreed{_on_later_day(overview)}"


def _on_later_day(overview: Overview) -> str:
    """The as-at day of what is late, where the newest extract is older."""
    return f" on {day(overview.as_at)}, if still open" if overview.is_later else ""


def _elsewhere(overview: Overview) -> list[tuple[int, str]]:
    """Where recommendations stand that are not open."""
    now = overview.now
    return [
        (now.awaiting_onboarding, "awaiting on-boarding"),
        (now.disputed, "disputed"),
        (now.closed, "closed"),
        (now.not_accepted, "not accepted"),
        (now.state_unknown if not overview.asks_for_open else 0, "of unknown state"),
    ]


def _unknown(overview: Overview) -> str:
    number = overview.now.state_unknown
    return f"{count(number)} more may be open" if number else ""


def _listed_separately(overview: Overview) -> str:
    """Causes of concern and advice: on the register, in no count."""
    kinds = overview.by[overview.by["by_column"] == "kind"].set_index("value")["outstanding"]
    numbers = {kind: int(kinds.get(kind, 0)) for kind in KINDS_NOT_COUNTED}
    if not overview.lists_apart or not any(numbers.values()):
        return ""
    text = [plural(number, *LISTED_SEPARATELY[kind]) for kind, number in numbers.items() if number]
    return f"Not counted: {listed(text)}."


def _off_the_register(overview: Overview) -> str:
    number = overview.now.dropped
    if not number:
        return ""
    return f"{plural(number, 'recommendation')} from earlier extracts {is_are(number)} no longer on the register."
