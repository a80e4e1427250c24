"""What the first page says in words: the position in one sentence, and the plain lines that complete it.

Every clause follows from the figures, so that none is false where they are nought, one, or not recorded.
"""

from __future__ import annotations

from datetime import date

from analytics.filters import OPEN_ALONE, Filters
from analytics.measures.overview import Overview
from analytics.measures.stock_and_flow import Statement
from analytics.vocabulary import KINDS_LISTED_APART, Kind, label
from analytics.wording import count, day, listed, plural

APART = {
    Kind.CAUSE_OF_CONCERN: ("cause of concern", "causes of concern"),
    Kind.ADVICE: ("piece of advice", "pieces of advice"),
}
"""The kinds that are listed apart, as one and as several of them are called."""


def position(found: Overview) -> str:
    """The position in one sentence: how many are open, how that moved, what is late, what is not known."""
    if not found.asks_for_open:
        return _not_open(found)
    move = _movement(found)
    return f"{_open(found)}{f', {move}' if move else ''}{_rest(found)}."


def since(found: Overview) -> str:
    """The day that the movement is counted from, with its year only where it is another than the as-at day's."""
    return short_day(found.since, found.as_at)


def short_day(value: date, other: date) -> str:
    """A day without its year where another day beside it has the same."""
    return day(value, year=value.year != other.year)


def small_lines(found: Overview) -> str:
    """What the small lines beside the figures show."""
    return f"Small lines and bars show the twelve months to {found.as_at:%B}."


def left_out(filters: Filters) -> str:
    """That a status filter does not narrow what came and went, where there is one."""
    return "The status filter is left out of what came and went." if filters.status else ""


def lines(found: Overview) -> list[str]:
    """The plain lines under the figures: what outstanding is made of, why closures were closed, what is apart."""
    moved = (outstanding(found), closures(found), _unexplained(found.flow) if found.before else "")
    return [line for line in (*moved, _listed_apart(found), _off_the_register(found)) if line]


def outstanding(found: Overview) -> str:
    """Outstanding, never alone: "Outstanding 183 = 152 open + 31 awaiting on-boarding."."""
    now = found.now
    parts = [f"{count(now.open)} open", f"{count(now.awaiting_onboarding)} awaiting on-boarding"]
    parts += [f"{count(now.disputed)} disputed"] if now.disputed else []
    if "onboarded_on" not in found.recorded and not now.awaiting_onboarding:
        parts.pop(1)
    return f"Outstanding {count(now.outstanding)} = {' + '.join(parts)}." if now.outstanding and len(parts) > 1 else ""


def closures(found: Overview) -> str:
    """Why the closures of the period were closed, most first."""
    total = int(found.reasons["closed"].sum())
    period = f"since {since(found)}"
    if found.before is None:
        return ""  # without an earlier extract, what has no date would be told as news
    if total == 0:
        return f"None has been closed {period}."
    pairs = zip(found.reasons["close_reason"], found.reasons["closed"], strict=True)
    given = {str(reason): int(number) for reason, number in pairs}
    blank = given.pop("", 0)
    if not given:
        them = "it" if total == 1 else "them"
        return f"Closed or withdrawn {period}: {count(total)}; the register gives no reason for {them}."
    said = [f"{count(number)} {label('close_reason', reason).lower()}" for reason, number in given.items()]
    said += [f"{count(blank)} without a reason"] if blank else []
    return f"Closed or withdrawn {period}: {count(total)}, of which {listed(said)}." if len(said) > 1 else (
        f"Closed or withdrawn {period}: {said[0]}."
    )


def _open(found: Overview) -> str:
    """The subject: "152 recommendations from 48 reports are open"."""
    now = found.now
    if now.open == 0:
        return "No recommendation is open"
    reports = f" from {plural(found.reports, 'report')}" if found.reports else ""
    return f"{plural(now.open, 'recommendation')}{reports} {_is(now.open)} {OPEN_ALONE if found.open_alone else 'open'}"


def _not_open(found: Overview) -> str:
    """Where those stand that a status filter chose without the open."""
    stands = [(number, words) for number, words in _elsewhere(found) if number]
    if len(stands) < 2:
        number, words = stands[0] if stands else (0, "of the statuses chosen")
        return f"{plural(number, 'recommendation') if number else 'No recommendation'} {_is(number or 1)} {words}."
    whole = plural(sum(number for number, _ in stands), "recommendation")
    return f"{whole}: {listed([f'{count(number)} {_is(number)} {words}' for number, words in stands])}."


def _movement(found: Overview) -> str:
    """How the open moved since the extract before: "7 more than on 31 October"; nothing where there is none."""
    if found.before is None or not (found.now.born or found.before.born):
        return ""  # of nothing nothing can have moved
    change = found.now.open - found.before.open
    then = f"on {since(found)}" if is_as_known_now(found, "open") else f"was reported on {since(found)}"
    if change == 0:
        return f"as many as {then}" if found.now.open else f"as {then}"
    return f"{count(abs(change))} {'more' if change > 0 else 'fewer'} than {then}"


def is_as_known_now(found: Overview, term: str) -> bool:
    """Whether what was reported on the day of the movement is what is known of that day now, as the months tell it.

    Where it is not, or no month ends on that day, the movement is from what was reported, and is said to be.
    """
    then = found.months.loc[found.months["day"] == found.since, term]
    return found.before is not None and not then.empty and int(then.iloc[0]) == int(getattr(found.before, term))


def _rest(found: Overview) -> str:
    """What is late of the open, and what is not known."""
    clauses = [clause for clause in (_unknown(found), _late(found)) if clause]
    return f"; {', and '.join(clauses)}" if clauses else ""


def _late(found: Overview) -> str:
    now = found.now
    if now.open == 0:
        said = [f"{count(number)} {_is(number)} {words}" for number, words in _elsewhere(found) if number]
        return listed(said)
    if not found.recorded & {"original_due_on", "due_on"}:
        return "no due dates are recorded"
    if found.late == 0:
        return "none has passed the date first agreed" if now.open > 1 else "it has not passed the date first agreed"
    if now.open == 1:
        return "it has passed the date first agreed for it"
    return f"{count(found.late)} {'has' if found.late == 1 else 'have'} passed the date first agreed for " + (
        "it" if found.late == 1 else "them"
    )


def _elsewhere(found: Overview) -> list[tuple[int, str]]:
    """Where recommendations stand that are not open."""
    now = found.now
    return [
        (now.awaiting_onboarding, "awaiting on-boarding"),
        (now.disputed, "disputed"),
        (now.closed, "closed"),
        (now.not_accepted, "not accepted"),
        (now.state_unknown if not found.asks_for_open else 0, "of unknown state"),
    ]


def _unknown(found: Overview) -> str:
    number = found.now.state_unknown
    return f"the state of {count(number)} more is not known" if number else ""


def _unexplained(flow: Statement) -> str:
    """What changed the outstanding besides what came new and what was closed: counted, so that nothing is hidden."""
    named = {
        "late_recorded": "recorded late",
        "reopened": "reopened",
        "returned": "returned to the register",
        "dropped": "dropped from the register",
    }
    said = [f"{count(number)} {words}" for term, words in named.items() if (number := getattr(flow, term))]
    return f"Also since {short_day(flow.opened_on, flow.closed_on)}: {listed(said)}." if said else ""


def _listed_apart(found: Overview) -> str:
    """Causes of concern and advice: on the register, in no count."""
    kinds = found.by[found.by["by_column"] == "kind"].set_index("value")["outstanding"]
    numbers = {kind: int(kinds.get(kind, 0)) for kind in KINDS_LISTED_APART}
    if not found.lists_apart or not any(numbers.values()):
        return ""
    said = [plural(number, *APART[kind]) for kind, number in numbers.items() if number]
    return f"Outstanding, listed apart and in no count here: {listed(said)}."


def _off_the_register(found: Overview) -> str:
    number = found.now.dropped
    if not number:
        return ""
    return f"{plural(number, 'recommendation')} of earlier extracts {_is(number)} no longer on the register."


def _is(number: int) -> str:
    return "is" if number == 1 else "are"
