"""What the first page says in words: the position, and the plain lines that complete it.

Every clause follows from the figures, so that none is false where they are nought, one, or not recorded.
"""

from __future__ import annotations

from datetime import date

from analytics.english import count, day, listed, plural, sentence_case
from analytics.filters import BLANK, OPEN_ALONE, Filters
from analytics.measures.overview import Overview
from analytics.measures.stock_and_flow import SIGNS
from analytics.vocabulary import KINDS_NOT_COUNTED, Kind, label

MINUS = "\u2212"

LISTED_SEPARATELY = {
    Kind.CAUSE_OF_CONCERN: ("cause of concern", "causes of concern"),
    Kind.ADVICE: ("piece of advice", "pieces of advice"),
}
"""The kinds that are listed apart, as one and as several of them are called."""


def position(overview: Overview) -> str:
    """The position: how many are open and how that moved, how many of them are late, what is not known.

    On a day after the newest extract used it begins with the day of that extract, of which the states are.
    """
    latest = f"Latest extract: {day(overview.latest_extract)}. " if overview.is_later else ""
    return f"{latest}{_position(overview)}"


def _position(overview: Overview) -> str:
    if not overview.asks_for_open:
        return _not_open(overview)
    if not overview.covered.shows_stock(overview.known_day):
        first = day(overview.covered.first_extract)
        return f"How many were open on {day(overview.as_at)} is not recorded: the first extract is from {first}."
    if not overview.now.born and overview.filters.count():
        return "No recommendations match these filters."
    move = _movement(overview)
    said = (f"{_open(overview)}{f', {move}' if move else ''}", _unknown(overview), _late(overview))
    return " ".join(f"{sentence_case(each)}." for each in said if each)


def since(overview: Overview) -> str:
    """The day that the movement is counted from, with its year only where it is another than the as-at day's."""
    return short_day(overview.since, overview.as_at)


def short_day(value: date, other: date) -> str:
    """A day without its year where another day beside it has the same."""
    return day(value, year=value.year != other.year)


def small_lines(overview: Overview) -> str:
    """What the small lines beside the figures show; nothing where no two months are shown."""
    shown = len(overview.covered.shown(overview.months.iloc[-12:]))
    if shown < 2:
        return ""
    months = "twelve" if shown == 12 else count(shown)
    return f"Small lines and bars show the {months} months to {overview.known_day:%B}."


def left_out(filters: Filters) -> str:
    """That a status filter does not narrow what came and went, where there is one."""
    return "The status filter is left out of what came and went." if filters.status else ""


def lines(overview: Overview) -> list[str]:
    """The plain lines under the figures: what outstanding is made of and how it moved, why closed, what is apart."""
    moved = (outstanding(overview), movement(overview), closures(overview))
    return [line for line in (*moved, _listed_separately(overview), _off_the_register(overview)) if line]


def outstanding(overview: Overview) -> str:
    """Outstanding, never alone: "Outstanding 183 = 152 open + 31 awaiting on-boarding."."""
    now = overview.now
    parts = [f"{count(now.open)} open", f"{count(now.awaiting_onboarding)} awaiting on-boarding"]
    parts += [f"{count(now.disputed)} disputed"] if now.disputed else []
    if "onboarded_on" not in overview.recorded and not now.awaiting_onboarding:
        parts.pop(1)
    return f"Outstanding {count(now.outstanding)} = {' + '.join(parts)}." if now.outstanding and len(parts) > 1 else ""


MOVED = {
    "new": "new",
    "late_recorded": "recorded late",
    "reopened": "reopened",
    "returned": "returned to the register",
    "moved_in": "moved in by the filter",
    "corrected": "with a corrected state",
    "closed": "closed",
    "withdrawn_or_merged": "withdrawn or merged",
    "dropped": "dropped from the register",
    "moved_out": "moved out by the filter",
}
"""Every term of the statement, in the order of the line that adds them up."""


def movement(overview: Overview) -> str:
    """How the outstanding moved, every term of it: "Since 31 October: 178 outstanding + 31 new − 26 closed = 183."."""
    flow = overview.flow
    if overview.before is None or not (flow.opening or flow.closing or any(getattr(flow, term) for term in MOVED)):
        return ""
    signed = [(SIGNS[term] * getattr(flow, term), said) for term, said in MOVED.items()]
    terms = "".join(f" {'+' if number > 0 else MINUS} {count(abs(number))} {said}" for number, said in signed if number)
    of = " of any status" if overview.filters.status else ""
    if not terms:
        return f"Since {since(overview)}: the number outstanding{of} did not change, {count(flow.closing)}."
    return f"Since {since(overview)}: {count(flow.opening)} outstanding{of}{terms} = {count(flow.closing)} outstanding."


def closures(overview: Overview) -> str:
    """Why the closures of the period were closed, most first."""
    total = int(overview.reasons["closed"].sum())
    period = f"since {since(overview)}"
    if overview.before is None:
        return ""  # without an earlier extract, what has no date would be told as news
    if total == 0:
        return f"None has been closed {period}."
    pairs = zip(overview.reasons["close_reason"], overview.reasons["closed"], strict=True)
    given = {str(reason): int(number) for reason, number in pairs}
    blank = given.pop("", 0)
    if not given:
        return f"Closed or withdrawn {period}: {count(total)}. No reason is recorded."
    said = [f"{count(number)} {label('close_reason', reason).lower()}" for reason, number in given.items()]
    said += [f"{count(blank)} without a reason"] if blank else []
    return (
        f"Closed or withdrawn {period}: {count(total)}, of which {listed(said)}."
        if len(said) > 1
        else (f"Closed or withdrawn {period}: {said[0]}.")
    )


def _open(overview: Overview) -> str:
    """The subject: "152 recommendations from 48 reports are open"; "75 HMICFRS recommendations are open"."""
    now, sources = overview.now, overview.filters.source
    source = f"{label('source', sources[0])} " if len(sources) == 1 and sources[0] != BLANK else ""
    state = OPEN_ALONE if overview.open_alone else "open"
    if now.open == 0:
        return f"No {source}recommendations are {state}"
    reports = f" from {plural(overview.reports, 'report')}" if overview.reports and not source else ""
    noun = "recommendation" if now.open == 1 else "recommendations"
    return f"{count(now.open)} {source}{noun}{reports} {_is(now.open)} {state}"


def _not_open(overview: Overview) -> str:
    """Where those stand that a status filter chose without the open."""
    stands = [(number, words) for number, words in _elsewhere(overview) if number]
    if len(stands) < 2:
        number, words = stands[0] if stands else (0, "of the statuses chosen")
        return f"{plural(number, 'recommendation') if number else 'No recommendations'} {_is(number)} {words}."
    whole = plural(sum(number for number, _ in stands), "recommendation")
    return f"{whole}: {listed([f'{count(number)} {_is(number)} {words}' for number, words in stands])}."


def _movement(overview: Overview) -> str:
    """How the open moved since the extract before: "7 more than on 31 October"; nothing where there is none."""
    if overview.before is None or not (overview.now.born or overview.before.born):
        return ""  # of nothing nothing can have moved
    change = overview.now.open - overview.before.open
    then = f"on {since(overview)}" if is_as_known_now(overview, "open") else f"was reported on {since(overview)}"
    if change == 0:
        return f"as many as {then}" if overview.now.open else f"as {then}"
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
        return listed([f"{count(number)} {_is(number)} {words}" for number, words in _elsewhere(overview) if number])
    if not overview.recorded & {"original_due_on", "due_on"}:
        return "no due dates are recorded"
    if now.open == 1:
        return f"it is {'' if overview.late else 'not '}past the date first agreed{_on_later_day(overview)}"
    late = f"{count(overview.late) if overview.late else 'none'} {_is(overview.late or 1)}"
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
    return f"the state of {count(number)} more is not known" if number else ""


def _listed_separately(overview: Overview) -> str:
    """Causes of concern and advice: on the register, in no count."""
    kinds = overview.by[overview.by["by_column"] == "kind"].set_index("value")["outstanding"]
    numbers = {kind: int(kinds.get(kind, 0)) for kind in KINDS_NOT_COUNTED}
    if not overview.lists_apart or not any(numbers.values()):
        return ""
    said = [plural(number, *LISTED_SEPARATELY[kind]) for kind, number in numbers.items() if number]
    return f"Not counted: {listed(said)}."


def _off_the_register(overview: Overview) -> str:
    number = overview.now.dropped
    if not number:
        return ""
    return f"{plural(number, 'recommendation')} of earlier extracts {_is(number)} no longer on the register."


def _is(number: int) -> str:
    return "is" if number == 1 else "are"
