"""The popovers at the head of every page, for the days and the choice of recommendations, and the link to both."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Any, Literal

import streamlit as st

from analytics.english import count, day, sentence_case
from analytics.filters import BLANK, FIELDS, LONGEST_SEARCH, OPEN_ALONE, OVERDUE, SEARCHED, Field
from analytics.measures import filter_options
from analytics.vocabulary import Status, label
from pages.ui import cached, copy_link, filter_chips, screen, session
from pages.ui.facts import RegisterInfo

_DATE_FORMAT = "DD/MM/YYYY"
KNOWN_AT = "Choose the same date in both to see what was reported on that day."
_MEANS = {"status": "The figure Open counts what is open and what is proposed for closure together."}
MOST_OPTIONS = 500
"""Values of a field that are offered: every one of them travels to the browser whenever the field is drawn."""

MOST_IN_SIGHT = 100
"""Of a field with more values none travels until a reader opens it."""


_NUMBER_AFTER = re.compile(r" \([\d,]+\)$")
_FIELD_ORDER = {"from": 0, "to": 0, "no date": 1}
"""The order of the fields about days, before the others: the two days of a range, then what chooses no date."""


def draw(facts: RegisterInfo) -> None:
    """The popovers and the link. No fragment: a choice changes the whole page, and one run costs less than two.

    To be drawn in a horizontal container, in which other things of the head of the page follow.
    """
    _days_popover(facts)
    _filters_popover(facts)
    copy_link.draw(facts)


def _days_popover(facts: RegisterInfo) -> None:
    as_at = session.filters().as_at or facts.newest
    with screen.popover(f"As at {day(as_at)}", key="days"):
        _extract_days(facts, as_at)
        left, right = st.columns(2)
        with left:
            _date("as_at", "As at", facts, blank=facts.newest, means="The day that the figures are about.")
        with right:
            _date("known_at", "Using information up to", facts, blank=facts.newest, means=KNOWN_AT)


def _extract_days(facts: RegisterInfo, as_at: date) -> None:
    """Quick choices: the day of each extract, the newest first."""
    days = facts.extracts[::-1]
    _show_choice("extract_day", as_at if as_at in days else None)
    st.selectbox(
        "Monthly extract",
        days,
        index=None,
        format_func=day,
        key="extract_day",
        placeholder="Choose a date",
        on_change=_save_extract_day,
        args=(facts.newest,),
    )


def _save_extract_day(newest: date) -> None:
    chosen = st.session_state["extract_day"]
    session.change(as_at=None if chosen in (None, newest) else chosen)


def _filters_popover(facts: RegisterInfo) -> None:
    chosen = session.filters().count()
    with screen.popover(f"Filters: {chosen or 'none'}", key="filters"), st.container(key="filter_panel"):
        filter_chips.presets(facts, "panel")
        screen.caption("Numbers count the recommendations that match the other filters.")
        drawn = [field for field in FIELDS if field.type in _WIDGETS and _has_options(field, facts)]
        folded = [field for field in drawn if len(facts.options.get(field.name, ())) > MOST_IN_SIGHT]
        words = [field for field in drawn if field.has_values and field not in folded]
        _in_two_columns(words, facts)
        for field in folded:
            _folded(field, facts)
        others = [field for field in drawn if field not in words and field not in folded]
        _in_two_columns(sorted(others, key=lambda field: _FIELD_ORDER.get(field.type, len(_FIELD_ORDER))), facts)
    if chosen:
        st.button("Clear", type="tertiary", key="clear_filters", on_click=session.clear)


def _in_two_columns(fields: list[Field], facts: RegisterInfo) -> None:
    left, right = st.columns(2)
    for number, field in enumerate(fields):
        with left if number % 2 == 0 else right:
            _WIDGETS[field.type](field, facts)


def _has_options(field: Field, facts: RegisterInfo) -> bool:
    """A field that this register does not record is not offered, unless the address already names it."""
    return not field.has_values or bool(facts.options.get(field.name) or _value(field))


def _folded(field: Field, facts: RegisterInfo) -> None:
    """A field with very many values, behind its name."""
    fold = screen.expander(field.label, type="compact", key=f"fold_{field.name}", on_change="rerun")
    if fold.open:
        with fold:
            _several(field, facts, label_visibility="collapsed")


def _several(field: Field, facts: RegisterInfo, label_visibility: Literal["visible", "collapsed"] = "visible") -> None:
    """A field of which any of several values may be chosen; each is counted among what the other filters choose."""
    answer: Mapping[str, int] = cached.result(filter_options.counts, session.filters()).get(field.name, {})
    chosen = _value(field)
    counts = {
        value: answer.get(value, 0) for value, _ in _offered(field, facts) if answer.get(value) or value in chosen
    }
    counts |= {value: 0 for value in chosen if value not in counts}
    _show_choice(_key(field), list(_value(field)))
    screen.multiselect(
        field.label,
        list(counts),
        format_func=lambda value: f"{_label(field, value, counts)} ({count(counts.get(value, 0))})",
        key=_key(field),
        placeholder="Any",
        # Enter takes what stands first, which is to be a value; all of them are none chosen.
        select_all=False,
        filter_mode="contains",
        help=_MEANS.get(field.name),
        label_visibility=label_visibility,
        on_change=_save_value,
        args=(field, lambda texts: tuple(_without_number(field, text, counts) for text in texts)),
    )


def _without_number(field: Field, text: str, offered: Collection[str]) -> str:
    """The value or the label chosen. The browser sends the words it drew, whose number may have changed since."""
    words = _NUMBER_AFTER.sub("", text)
    if text in offered or words == text:
        return text
    return Status.OPEN if words == _label(field, Status.OPEN, (Status.PROPOSED,)) else words


def _offered(field: Field, facts: RegisterInfo) -> tuple[tuple[str, int], ...]:
    """The values that a reader can look through: all, or of very many the most frequent and those already chosen."""
    options = facts.options.get(field.name, ())
    if len(options) <= MOST_OPTIONS:
        return options
    chosen = frozenset(_value(field))
    # So many have no order of their own: the most frequent stand first.
    return (*options[:MOST_OPTIONS], *(pair for pair in options[MOST_OPTIONS:] if pair[0] in chosen))


def _overdue(field: Field, _: RegisterInfo) -> None:
    _show_choice(_key(field), _value(field))
    screen.selectbox(
        field.label,
        list(OVERDUE),
        index=None,
        format_func=lambda value: sentence_case(OVERDUE[value][1]),
        key=_key(field),
        placeholder="Any",
        on_change=_save_value,
        args=(field, None),
    )


def _no_date(field: Field, _: RegisterInfo) -> None:
    _show_choice(_key(field), bool(_value(field)))
    screen.checkbox(
        field.label, key=_key(field), on_change=_save_value, args=(field, lambda chosen: BLANK if chosen else None)
    )


def _search(field: Field, _: RegisterInfo) -> None:
    _show_choice(_key(field), _value(field) or "")
    screen.text_input(
        field.label,
        key=_key(field),
        placeholder="Words in the text",
        max_chars=LONGEST_SEARCH,
        help=SEARCHED,
        on_change=_save_value,
        args=(field, _search_terms),
    )


def _day(field: Field, facts: RegisterInfo) -> None:
    _date(field.name, field.label, facts)


def _date(name: str, words: str, facts: RegisterInfo, blank: date | None = None, means: str | None = None) -> None:
    """A day; `blank` is what the field shows, and is taken as, where no day is chosen."""
    _show_choice(f"filter_{name}", getattr(session.filters(), name) or blank)
    screen.date_input(
        words,
        value=None,
        min_value=date(1990, 1, 1),
        max_value=facts.newest.replace(year=facts.newest.year + 10, day=1),
        format=_DATE_FORMAT,
        help=means,
        key=f"filter_{name}",
        on_change=_save_day,
        args=(name, blank),
    )


def _save_value(field: Field, to_value: Callable[[Any], Any] | None) -> None:
    """Put what a widget now holds into the choice."""
    value = st.session_state[_key(field)]
    session.change(**{field.name: to_value(value) if to_value else value})


def _save_day(name: str, blank: date | None) -> None:
    value = st.session_state[f"filter_{name}"]
    session.change(**{name: None if value == blank else value})


def _show_choice(key: str, value: Any) -> None:
    """Let a widget show the choice, whoever changed it last: the reader, a link, Clear or Back."""
    if st.session_state.get(key) != value:
        st.session_state[key] = value


def _value(field: Field) -> Any:
    return getattr(session.filters(), field.name)


def _key(field: Field) -> str:
    return f"filter_{field.name}"


def _label(field: Field, value: str, beside: Collection[str]) -> str:
    """How a value reads among those beside it: the figure Open is more than the status, where some are proposed."""
    if field.name == "status" and value == Status.OPEN and Status.PROPOSED in beside:
        return label(field.column, OPEN_ALONE)
    return label(field.column, None if value == BLANK else value)


def _search_terms(text: str | None) -> str | None:
    return (text or "").strip() or None


_WIDGETS: dict[str, Callable[[Field, RegisterInfo], None]] = {
    "values": _several,
    "list": _several,
    "from": _day,
    "to": _day,
    "no date": _no_date,
    "overdue": _overdue,
    "search": _search,
}
