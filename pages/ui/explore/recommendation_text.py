"""What is said of one recommendation: where it stands (in Markdown), what happened when (as HTML), what it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from html import escape
from typing import Any

from analytics.english import day, listed, over, plural, sentence_case
from analytics.intake.periods import dates_in_words
from analytics.sections.event_lines import changed_words
from analytics.sections.onboarding import ACHIEVABLE
from analytics.vocabulary import AS_WRITTEN, COLUMN, LONG_COLUMNS, EventKind, State, Status, label
from pages.ui.html_table import bold, cited, soft
from pages.ui.recommendation_links import short
from pages.ui.screen import Markdown

Recommendation = Mapping[str, Any]
"""One recommendation: every standard column and what is computed, as `listing.one` gives it."""


def title(recommendation: Recommendation) -> str:
    """What it asks for; where the register has no text, which report it is from and whom it was addressed to."""
    if recommendation["text"]:
        return " ".join(recommendation["text"].split())
    report = f"Report {recommendation['report']}" if recommendation["report"] else short(recommendation["reference"])
    return f"{report}, to {listed(recommendation['addressed_to'])}" if recommendation["addressed_to"] else report


def status_sentences(recommendation: Recommendation, as_at: date) -> Markdown:
    """Where it stands, and who delivers it, in two sentences."""
    return Markdown(" ").join(
        filter(None, (Markdown("{}.").format(_state(recommendation, as_at)), _delivery(recommendation)))
    )


def _state(recommendation: Recommendation, as_at: date) -> Markdown:
    state, status = recommendation["state"], recommendation["status"]
    if state == State.DROPPED:
        words = "an earlier extract had it and no later one does. This is what was last reported"
        return Markdown("**Dropped**: {}").format(words)
    if state == State.UNKNOWN:
        return Markdown("**Not known**: the register does not say whether it is open or closed")
    if state in (State.CLOSED, State.WITHDRAWN):
        return _ended(recommendation)
    if status == Status.AWAITING:
        waited = plural((as_at - recommendation["born_on"]).days, "day")
        return Markdown("**Awaiting on-boarding** for {}{}").format(waited, _lateness(recommendation, as_at))
    return Markdown("**{}**{}").format(label("status", status), _lateness(recommendation, as_at))


def _ended(recommendation: Recommendation) -> Markdown:
    word = "Not accepted" if recommendation["status"] == Status.NOT_ACCEPTED else "Closed"
    when = (
        f" on {day(recommendation['closed_on'])}"
        if recommendation["closed_on"]
        else ", on a day that the register does not give"
    )
    why = f" as {recommendation['close_reason']}" if recommendation["close_reason"] else ""
    due = recommendation["due_on"]
    late = (recommendation["closed_on"] - due).days if recommendation["closed_on"] and due else 0
    after = f", {over(late)} after its due date" if late > 0 else ""
    return Markdown("**{}**{}").format(word, f"{when}{why}{after}")


def closed_by(recommendation: Recommendation) -> date | None:
    """The day by which it had ended, as an extract tells, where the register does not give the day; else None."""
    is_ended = recommendation["state"] in (State.CLOSED, State.WITHDRAWN)
    return recommendation["ended_on"] if is_ended and not recommendation["closed_on"] else None


def _lateness(recommendation: Recommendation, as_at: date) -> str:
    """How it stands to its dates: ", 28 days past its due date and over 4 months past the date first agreed"."""
    due, first = recommendation["due_on"], recommendation["first_agreed_on"]
    since_first = (as_at - first).days if first else 0
    past_first = f"{over(since_first)} past the date first agreed" if first != due and since_first > 0 else ""
    if due is None:
        return f", with no due date; {past_first}" if past_first else ", with no due date"
    if due < as_at:
        return f", {over((as_at - due).days)} past its due date" + (f" and {past_first}" if past_first else "")
    when = "today" if due == as_at else f"in {plural((due - as_at).days, 'day')}"
    return f", due on {day(due)}, {when}" + (f"; {past_first}" if past_first else "")


def _delivery(recommendation: Recommendation) -> Markdown:
    parts: list[Markdown] = []
    if recommendation["programme"]:
        parts.append(Markdown("Delivered by the programme *{}*").format(recommendation["programme"]))
    elif recommendation["delivery_route"]:
        parts.append(Markdown("Delivered as {}").format(recommendation["delivery_route"]))
    if recommendation["owner_role"]:
        owned = Markdown("owner: {}") if parts else Markdown("Owner: {}")
        parts.append(owned.format(recommendation["owner_role"]))
    if not parts and recommendation["addressed_to"]:
        parts.append(Markdown("Addressed to {}").format(listed(recommendation["addressed_to"])))
    return Markdown("{}.").format(Markdown("; ").join(parts)) if parts else Markdown("")


def happened(
    recommendation: Recommendation, events: Sequence[Mapping[str, Any]], as_at: date
) -> list[tuple[date, str]]:
    """Each day of its life up to the as-at day, and the days that are set for it, oldest first, in words as HTML.

    What successive extracts tell (`events.of_one`) names the extract that first said so; other days are in its row.
    """
    reported = [pair for pair in (_dated(event, recommendation) for event in events) if pair[0] <= as_at]
    recorded = [
        (when, f"{words} {soft('(to come)')}" if when > as_at else words)
        for when, words in _days(recommendation, as_at)
        if when
    ]
    return sorted([*recorded, *reported], key=lambda pair: pair[0])


def _days(recommendation: Recommendation, as_at: date) -> Iterator[tuple[date | None, str]]:
    """The days in its row that are no events: before it was received, set for its reply, set for doing it."""
    report = f" of {cited(recommendation['report'])}" if recommendation["report"] else ""
    yield recommendation["report_published_on"], f"Publication{report}"
    made_in = f"Made, in the report{report[3:]}" if report and not recommendation["report_published_on"] else "Made"
    yield recommendation["made_on"], made_in
    yield (
        recommendation["advised_on"],
        f"Advice to the Portfolio and Investment Board{escape(_advised(recommendation))}",
    )
    yield recommendation["response_due_on"], "Response due"
    yield recommendation["response_extended_to"], "Response due, as extended"
    yield recommendation["response_paused_from"], "Response clock paused"
    yield recommendation["response_paused_to"], "Last day of the pause"
    yield recommendation["responded_on"], "Response given"
    due, first = recommendation["due_on"], recommendation["first_agreed_on"]
    passed = " passed, not closed" if due and due < as_at and recommendation["state"] == State.OUTSTANDING else ""
    if first and due and first != due:
        yield first, bold("Date first agreed")
        yield due, f"{bold('Current due date')}{passed}"
    else:
        yield due or first, f"{bold('Due date passed' if passed else 'Due')}"


def _advised(recommendation: Recommendation) -> str:
    """Who advised what: " by Transformation Group: achievable in part; route proposed: programme"."""
    by = f" by {recommendation['advised_by']}" if recommendation["advised_by"] else ""
    answer = ACHIEVABLE.get(recommendation["advised_achievable"])
    route = f"route proposed: {recommendation['advised_route']}" if recommendation["advised_route"] else None
    wording = "; ".join(part for part in (answer, route) if part)
    return f"{by}: {wording}" if wording else by


def _dated(event: Mapping[str, Any], recommendation: Recommendation) -> tuple[date, str]:
    """An event's day and words; where no date says when it was received, the extract that first holds it is all."""
    extract_day = day(event["extract_day"])
    if event["kind"] == EventKind.RECEIVED and recommendation["received_on"] is None:
        return event["extract_day"], f"First seen in the extract of {extract_day}"
    return event["took_effect_on"], f"{_event(event, recommendation)} {soft(f'(extract of {extract_day})')}"


def _event(event: Mapping[str, Any], recommendation: Recommendation) -> str:
    """One event in words."""
    match event["kind"]:
        case EventKind.RE_DATED | EventKind.DUE_DATE_REMOVED:
            return _redated(event)
        case EventKind.REWORDED:
            before, after = changed_words(event["before"], event["after"])
            return f"Reworded: {soft(f'{before} →')} {bold(after)}"
        case kind if kind in _ATTRIBUTES:
            column = event["column_name"]
            name = COLUMN[column].label
            words = sentence_case(kind)
            if kind in _OF_SEVERAL_COLUMNS:
                words = f"{words}, {name.lower()}" if kind == EventKind.CORRECTED else f"{name} changed"
            return f"{words}: {_changed_text(column, event)}"
        case EventKind.ON_BOARDED if recommendation["delivery_route"]:
            return f"{_EVENT_TEXTS[EventKind.ON_BOARDED]}; route: {escape(recommendation['delivery_route'])}"
        case EventKind.CLOSED if event["after"] == Status.NOT_ACCEPTED:
            return "Not accepted"
        case EventKind.CLOSED if event["took_effect_on"] == closed_by(recommendation):
            reason = f": {bold(recommendation['close_reason'])}" if recommendation["close_reason"] else ""
            return f"Closed by this day; the day is not recorded{reason}"
        case EventKind.CLOSED if (
            recommendation["close_reason"] and event["took_effect_on"] == recommendation["ended_on"]
        ):
            return f"Closed: {bold(recommendation['close_reason'])}"
        case kind:
            return _EVENT_TEXTS.get(kind, sentence_case(kind))


_OF_SEVERAL_COLUMNS = frozenset({EventKind.RE_ROUTED, EventKind.RE_ASSIGNED, EventKind.CORRECTED})
"""Kinds of event of which the column is named."""

_ATTRIBUTES = _OF_SEVERAL_COLUMNS | {
    EventKind.RISK_CHANGED,
    EventKind.THEME_CHANGED,
    EventKind.PRIORITY_CHANGED,
    EventKind.MOVED,
}
"""Kinds of event of which the value before and the value after are given."""

_EVENT_TEXTS = {
    EventKind.RECEIVED: "Received",
    EventKind.ON_BOARDED: "On-boarded by the Portfolio and Investment Board",
    EventKind.ACTION_COMPLETE: "Owner reported action complete",
    EventKind.DROPPED: "Dropped: no longer in the extract",
    EventKind.RETURNED: "In the extract again",
}


def _redated(event: Mapping[str, Any]) -> str:
    before = date.fromisoformat(event["before"])
    if event["after"] is None:
        return f"Due date removed: it was {day(before)}"
    after = date.fromisoformat(event["after"])
    days = (after - before).days
    later = f"{plural(abs(days), 'day')} {'later' if days > 0 else 'earlier'}"
    return f"Re-dated: {soft(f'{day(before)} →')} {bold(day(after))}, {later}"


def _changed_text(column: str, event: Mapping[str, Any]) -> str:
    before, after = (_event_text(column, event[name]) for name in ("before", "after"))
    return f"{soft(f'{before} →')} {bold(after)}"


def _event_text(column: str, value: str | None) -> str:
    if value and column in COLUMN and COLUMN[column].type == "date":
        return day(date.fromisoformat(value))
    return value or "blank"


def attributes(recommendation: Recommendation) -> list[tuple[str, str]]:
    """What it is: a label and a value for all that is filled and stands nowhere else on the page."""
    risk = [_value("risk", recommendation["risk"])] if recommendation["risk"] else []
    if rating := recommendation["source_rating"]:
        risk.append(f"(the source’s own words: {rating})" if risk else rating)
    reported = (
        "tags",
        "assurance_outcome",
        "assured_by_role",
        *(() if recommendation["responded_on"] else ("response_given",)),
    )
    about = [text for text in (recommendation["theme"], recommendation["root_cause"]) if text]
    pairs = [
        ("Report", recommendation["report"]),
        *(
            (COLUMN[name].label, _value(name, recommendation[name]))
            for name in ("kind", "addressed_to", "strategic_priority")
        ),
        (
            "Theme; root cause" if len(about) == 2 else "Theme" if recommendation["theme"] else "Root cause",
            "; ".join(about),
        ),
        ("Business group", recommendation["business_group"]),
        ("Risk", " ".join(risk)),
        ("Advice", "" if recommendation["advised_on"] else sentence_case(_advised(recommendation).lstrip(" :"))),
        *((COLUMN[name].label, _value(name, recommendation[name])) for name in reported),
        (COLUMN[AS_WRITTEN].label, dates_in_words(recommendation[AS_WRITTEN] or [], recommendation)),
        ("Marking", recommendation["classification"]),
    ]
    return [(words, value) for words, value in pairs if value]


def _value(column: str, value: Any) -> str:
    if not value:
        return ""
    return ", ".join(value) if isinstance(value, list) else label(column, str(value))


def long_texts(recommendation: Recommendation) -> list[tuple[str, str]]:
    """The finding, the progress and the evidence: label and text of those that are filled."""
    return [
        (COLUMN[name].label, recommendation[name]) for name in LONG_COLUMNS if name != "text" and recommendation[name]
    ]


def relations(recommendation: Recommendation) -> list[tuple[str, str]]:
    """The references that its row names: what it is to them, and the reference."""
    named = {
        "parent_reference": "Stands under",
        "previous_reference": "Before it was renumbered",
        "successor_reference": "Superseded by",
    }
    return [(words, recommendation[column]) for column, words in named.items() if recommendation[column]]
