"""Sentences that pages share: the view in words, and what stands where there is nothing to show."""

from __future__ import annotations

import streamlit as st

from analytics.english import EVERY, day, plural, sentence_case
from analytics.filters import Filters
from analytics.measures import headline_figures
from analytics.sections.later_day import latest_extract_line
from pages.ui import cached, register_info, screen, session
from pages.ui.facts import RegisterInfo

NO_MATCH = "No recommendations match these filters."
NOT_RECORDED = "Not recorded in this register."
NOTHING_YET = "The register holds no extract yet."


def view(filters: Filters, facts: RegisterInfo, *, more: str = "") -> str:
    """What is being looked at, in one caption: the choice, the as-at day, the day whose knowledge is used."""
    chosen = sentence_case(filters.describe()) or EVERY
    said = (
        f"{chosen}, {days(filters, facts)}.",
        between(filters, facts),
        latest_extract_line(facts.extracts, filters),
        more,
    )
    return " ".join(filter(None, said))


def marking(facts: RegisterInfo) -> str:
    """The handling marking, and whether the data are invented."""
    return facts.marking + (" · demonstration data" if facts.is_demonstration else "")


def source(facts: RegisterInfo) -> str:
    """Where the figures come from, in a sentence."""
    return f"Source: {facts.source}, extract of {day(facts.newest)}, loaded on {day(facts.loaded_on)}."


def days(filters: Filters, facts: RegisterInfo) -> str:
    """The two days of a view: "as at 30 June 2022, as we know now"."""
    as_at, known_at = filters.as_at or facts.newest, filters.known_at or facts.newest
    if known_at >= facts.newest:
        known = "as known on that day" if as_at >= facts.newest else "as we know now"
    else:
        known = "as known on that day" if known_at == as_at else f"as known on {day(known_at)}"
    if known_at < facts.extracts[0]:
        known = f"as the first extract told, that of {day(facts.extracts[0])}; there is none by {day(known_at)}"
    return f"as at {day(as_at)}, {known}"


def between(filters: Filters, facts: RegisterInfo) -> str:
    """Where the as-at day lies between two extracts in use: what is as the earlier told it, and what is not."""
    known_at = filters.known_at or facts.newest
    used = [extract for extract in facts.extracts if extract <= known_at]
    before = [one for one in used if filters.as_at and one <= filters.as_at]
    if not before or before[-1] == filters.as_at or before == used:
        return ""
    return f"Open and awaiting are as the extract of {day(before[-1])} has them; what ended is dated by its own day."


def no_match(wanted: str = "is told of here") -> None:
    """Where there is nothing to show: none matches or had come by the day, or of those that do none is as wanted."""
    chosen = register_info.filters_to_latest()
    if matching := cached.result(headline_figures.headline, chosen).born:
        nothing(none_of(matching, wanted, is_narrowed=chosen.count() > 0), can_clear=True)
        return
    none_yet = f"No recommendation had come by {day(chosen.as_at)}." if chosen.as_at else "None is on the register."
    nothing(NO_MATCH if chosen.count() else none_yet, can_clear=True)


def none_of(number: int, wanted: str, *, is_narrowed: bool) -> str:
    """That none of so many recommendations is as a page wants them: "… that match these filters, none is open."."""
    match = "that matches these filters" if number == 1 else "that match these filters"
    return f"Of the {plural(number, 'recommendation')} {match if is_narrowed else 'on the register'} none {wanted}."


def nothing(sentence: str, *, can_clear: bool = False) -> None:
    """One caption where there is nothing to show, with a way out where the filters are the reason."""
    with st.container(horizontal=True, vertical_alignment="center"):
        screen.caption(sentence, width="content")
        if can_clear and session.filters().count():
            st.button("Clear the filters", type="tertiary", key=f"clear_{sentence}", on_click=session.clear)
