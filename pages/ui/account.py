"""What is said of one recommendation, in Markdown: where it stands, what happened when, what it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from analytics.vocabulary import COLUMN, LONG_COLUMNS, State, Status, label
from analytics.wording import count, day, listed, plural, sentence_case
from pages.ui.tables import escaped

One = Mapping[str, Any]
"""One recommendation: every standard column and what is computed, as `listing.one` gives it."""


def short(reference: str) -> str:
    """A reference in a narrow place: of an address only its last part."""
    return reference.rstrip("/").rsplit("/", 1)[-1] if "://" in reference else reference


def title(one: One) -> str:
    """What it asks for; where the register has no text, which report it is from and whom it was addressed to."""
    if one["text"]:
        return " ".join(one["text"].split())
    report = f"Report {one['report']}" if one["report"] else short(one["reference"])
    return f"{report}, to {listed(one['addressed_to'])}" if one["addressed_to"] else report


def standing(one: One, as_at: date) -> str:
    """Where it stands, and who delivers it, in two sentences."""
    return f"{_state(one, as_at)}. {_delivery(one)}".strip()


def _state(one: One, as_at: date) -> str:
    state, status = one["state"], one["status"]
    if state == State.DROPPED:
        return "**Dropped**: an earlier extract held it and none since does; what follows is as it was last told"
    if state == State.UNKNOWN:
        return "**Not known**: the register does not say whether it is open or closed"
    if state in (State.CLOSED, State.WITHDRAWN):
        return _ended(one)
    if status == Status.AWAITING:
        return f"**Awaiting on-boarding** for {plural((as_at - one['born_on']).days, 'day')}{_lateness(one, as_at)}"
    return f"**{label('status', status)}**{_lateness(one, as_at)}"


def _ended(one: One) -> str:
    word = "Not accepted" if one["status"] == Status.NOT_ACCEPTED else "Closed"
    when = f" on {day(one['closed_on'])}" if one["closed_on"] else ", on a day that the register does not give"
    why = f" as {one['close_reason']}" if one["close_reason"] else ""
    due = one["due_on"]
    late = (one["closed_on"] - due).days if one["closed_on"] and due else 0
    return f"**{word}**{when}{why}" + (f", {plural(late, 'day')} after its date" if late > 0 else "")


def _lateness(one: One, as_at: date) -> str:
    """How it stands to its dates: ", 28 days past its date and 151 days past the date first agreed"."""
    due, first = one["due_on"], one["first_agreed_on"]
    since_first = (as_at - first).days if first else 0
    past_first = f"{plural(since_first, 'day')} past the date first agreed" if first != due and since_first > 0 else ""
    if due is None:
        return f", with no due date; {past_first}" if past_first else ", with no due date"
    if due < as_at:
        return f", {plural((as_at - due).days, 'day')} past its date" + (f" and {past_first}" if past_first else "")
    when = "today" if due == as_at else f"in {plural((due - as_at).days, 'day')}"
    return f", due on {day(due)}, {when}" + (f"; {past_first}" if past_first else "")


def _delivery(one: One) -> str:
    parts = []
    if one["programme"]:
        parts.append(f"Delivered by the programme *{escaped(one['programme'])}*")
    elif one["delivery_route"]:
        parts.append(f"Delivered as {escaped(one['delivery_route'])}")
    if one["owner_role"]:
        parts.append(f"owned by the {escaped(one['owner_role'])}")
    if not parts and one["addressed_to"]:
        parts.append(f"addressed to {escaped(listed(one['addressed_to']))}")
    return f"{sentence_case('; '.join(parts))}." if parts else ""


def happened(one: One, as_at: date) -> list[tuple[date, str]]:
    """Each day that its row gives, oldest first, and what happened or is to happen on it."""
    found = sorted(((when, words) for when, words in _days(one) if when is not None), key=lambda pair: pair[0])
    return [(when, f"{words} :gray[(to come)]" if when > as_at else words) for when, words in found]


def _days(one: One) -> Iterator[tuple[date | None, str]]:
    report = f" of *{escaped(one['report'])}*" if one["report"] else ""
    yield one["report_published_on"], f"Publication{report}"
    yield (
        one["made_on"],
        "Made" if one["report_published_on"] else f"Made, in the report{report[3:]}" if report else "Made",
    )
    yield one["received_on"], "Received by the register’s owner"
    route = f"; route: {escaped(one['delivery_route'])}" if one["delivery_route"] else ""
    yield one["onboarded_on"], f"On-boarded by the Portfolio and Investment Board{route}"
    yield one["response_due_on"], "Response due"
    yield one["response_extended_to"], "Response due, as extended"
    yield one["responded_on"], "Response given"
    yield from _due_days(one)
    yield one["action_complete_on"], "Action said to be complete"
    yield one["proposed_for_closure_on"], "Proposed for closure"
    reason = f": **{escaped(one['close_reason'])}**" if one["close_reason"] else ""
    yield one["closed_on"], f"Closed{reason}"


def _due_days(one: One) -> Iterator[tuple[date | None, str]]:
    due, first = one["due_on"], one["first_agreed_on"]
    if first is None or due is None or first == due:
        yield due or first, "**Due**"
        return
    yield first, "**Date first agreed**"
    days = (due - first).days
    moved = f"{plural(abs(days), 'day')} {'later' if days > 0 else 'earlier'}"
    times = f", in {count(one['redatings'])} re-datings" if one["redatings"] > 1 else ""
    yield due, f"**Present date** ({moved}{times})"


def attributes(one: One) -> list[tuple[str, str]]:
    """What it is: a label and a value for all that is filled and stands nowhere else on the page."""
    risk = [_value("risk", one["risk"])] if one["risk"] else []
    if rating := one["source_rating"]:
        risk.append(f"(the source’s own words: {rating})" if risk else rating)
    about = [text for text in (one["theme"], one["root_cause"]) if text]
    pairs = [
        ("Report", one["report"]),
        *((COLUMN[name].label, _value(name, one[name])) for name in ("kind", "addressed_to", "strategic_priority")),
        ("Theme; root cause" if len(about) == 2 else "Theme" if one["theme"] else "Root cause", "; ".join(about)),
        ("Business group", one["business_group"]),
        ("Risk", " ".join(risk)),
        *((COLUMN[name].label, _value(name, one[name])) for name in ("tags", "assurance_outcome", "assured_by_role")),
        ("Marking", one["classification"]),
    ]
    return [(words, escaped(value)) for words, value in pairs if value]


def _value(column: str, value: Any) -> str:
    if not value:
        return ""
    return ", ".join(value) if isinstance(value, list) else label(column, str(value))


def long_texts(one: One) -> list[tuple[str, str]]:
    """The finding, the progress and the evidence: label and text of those that are filled."""
    return [(COLUMN[name].label, one[name]) for name in LONG_COLUMNS if name != "text" and one[name]]


def relations(one: One) -> list[tuple[str, str]]:
    """The references that its row names: what it is to them, and the reference."""
    named = {
        "parent_reference": "Stands under",
        "previous_reference": "Before it was renumbered",
        "successor_reference": "Superseded by",
    }
    return [(words, one[column]) for column, words in named.items() if one[column]]
