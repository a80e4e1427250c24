"""Sentences that pages share: the view in words, and what stands where there is nothing to show."""

from __future__ import annotations

import streamlit as st

from analytics.english import ALL_RECOMMENDATIONS, day, plural, sentence_case
from analytics.filters import FIELDS, Filters
from analytics.measures import headline_figures, unknown_values
from analytics.sections.days_outside_extracts import latest_extract_line
from analytics.sections.headline import NO_MATCH
from pages.ui import cached, register_info, screen, session
from pages.ui.facts import RegisterInfo

NOT_RECORDED = "Not recorded in this register."
NOTHING_YET = "There is no extract yet."
NOTHING = "No recommendations"
"""What is looked at where every value of a filter is mistyped."""


def view(filters: Filters, facts: RegisterInfo, *, more: str = "") -> str:
    """What is being looked at, in one caption: the choice, the as-at day, the day whose knowledge is used."""
    known = unknown_values.without_unknown(filters, facts.options)
    nothing_known = any(
        getattr(filters, field.name) and not getattr(known, field.name) for field in FIELDS if field.has_values
    )
    chosen = NOTHING if nothing_known else sentence_case(known.describe()) or ALL_RECOMMENDATIONS
    joined = " " if chosen in (ALL_RECOMMENDATIONS, NOTHING) else ", "
    text = (
        f"{chosen}{joined}{days(filters, facts)}.",
        between(filters, facts),
        latest_extract_line(facts.extracts, filters),
        more,
    )
    return " ".join(filter(None, text))


def marking(facts: RegisterInfo) -> str:
    """The handling marking, and whether the data are invented."""
    return facts.marking + (" · demonstration data" if facts.is_demonstration else "")


def source(facts: RegisterInfo) -> str:
    """Where the figures come from, in a sentence."""
    return f"Source: {facts.source}, extract of {day(facts.newest)}, loaded on {day(facts.loaded_on)}."


def days(filters: Filters, facts: RegisterInfo) -> str:
    """The days of a view: "at 30 June 2022, using everything recorded up to 28 November 2022"; one if they agree."""
    as_at, known_at = filters.as_at or facts.newest, min(filters.known_at or facts.newest, facts.newest)
    if known_at < facts.extracts[0]:
        first = day(facts.extracts[0])
        return f"at {day(as_at)}, using the first extract, from {first}: there is none by {day(known_at)}"
    if as_at == known_at or as_at >= facts.newest == known_at:
        return f"at {day(as_at)}"
    return f"at {day(as_at)}, using everything recorded up to {day(known_at)}"


def between(filters: Filters, facts: RegisterInfo) -> str:
    """Where the as-at day lies between two extracts in use: what is as the earlier one recorded it, and what is not."""
    known_at = filters.known_at or facts.newest
    used = [extract for extract in facts.extracts if extract <= known_at]
    before = [day for day in used if filters.as_at and day <= filters.as_at]
    if not before or before[-1] == filters.as_at or before == used:
        return ""
    return f"What is open or waiting is from the extract of {day(before[-1])}. Closures count on their own dates."


def headline(words: str, filters: Filters | None = None) -> str:
    """The sentence of a page; where the filters match nothing, that. `filters` are those that the page goes by."""
    chosen = register_info.filters_to_latest() if filters is None else filters
    if chosen.count() and not cached.result(headline_figures.headline, chosen).born:
        return NO_MATCH
    return words


def no_match(predicate: str = "is on this page") -> None:
    """Where there is nothing to show: none matches or had been received, or none of those that do is as wanted."""
    chosen = register_info.filters_to_latest()
    if matching := cached.result(headline_figures.headline, chosen).born:
        nothing(none_of(matching, predicate, is_narrowed=chosen.count() > 0), can_clear=True)
        return
    none_yet = (
        f"No recommendations had been received by {day(chosen.as_at)}."
        if chosen.as_at
        else "There are no recommendations in the register."
    )
    nothing(NO_MATCH if chosen.count() else none_yet, can_clear=True)


def none_of(number: int, predicate: str, *, is_narrowed: bool) -> str:
    """That none of so many recommendations is as a page wants them: "… that match these filters, none is open."."""
    match = "that matches these filters" if number == 1 else "that match these filters"
    return f"Of the {plural(number, 'recommendation')} {match if is_narrowed else 'on the register'} none {predicate}."


def nothing(sentence: str, *, can_clear: bool = False) -> None:
    """One caption where there is nothing to show, with a way out where the filters are the reason."""
    with st.container(horizontal=True, vertical_alignment="center"):
        screen.caption(sentence, width="content")
        if can_clear and session.filters().count():
            st.button("Clear the filters", type="tertiary", key=f"clear_{sentence}", on_click=session.clear)
