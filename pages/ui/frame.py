"""The frame that stands round every page: logo, menu, the marking, the filters, the page itself, the foot."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import Any

import streamlit as st

from analytics import people
from analytics.charts.chart import MEASURE
from analytics.english import plural
from analytics.measures import unknown_values
from analytics.meetings.records import MARKING
from analytics.people import Person
from analytics.sections.days_outside_extracts import outside_extracts_note
from pages.ui import (
    address_parameters,
    cached,
    connect,
    downloads,
    error_messages,
    filter_bar,
    menu,
    page_not_found,
    printing,
    recommendation_links,
    register_info,
    save_view,
    saved_views,
    screen,
    sentences,
    session,
    signed_in,
)
from pages.ui.facts import RegisterInfo
from pages.ui.screen import Markdown
from pages.ui.streamlit_gaps.runtime import requested_page

NAME = "Recommendations register"
SHORT_NAME = "Recommendations"
"""What follows the name of the page in the title of the browser's window."""

HELP = {"Definitions": "definitions", "Accessibility": "accessibility"}
"""Pages that the foot links to where they are in the menu, by their words."""

MEETINGS = "meeting"
"""The page of meetings and actions."""

PEOPLE = "people"
"""The page of what is kept about people."""

SIGNED_OUT = "You are signed out. Open the page again and sign in to go on."
OPEN_TO_ALL = (
    "Sign-in is switched off. Everybody who reaches this address reads, changes and takes away everything, and no name "
    "on any page is checked."
)

TOO_MANY = "The filters hold too many values for the address of the page: a link to this view will not have them."

_STYLES = Path(__file__).with_name("page.css").read_text(encoding="utf-8")


def draw(
    entries: tuple[menu.MenuEntry, ...] = menu.ENTRIES,
    look: Callable[[], RegisterInfo] = register_info.facts,
) -> None:
    """Draw the frame and, within it, the page that the reader is on."""
    with cached.one_version():
        _draw(entries, look)


def _draw(entries: tuple[menu.MenuEntry, ...], look: Callable[[], RegisterInfo]) -> None:
    st.set_page_config(layout="wide", page_icon=str(menu.ROOT / "assets" / "icon.svg"))
    theme = "dark" if st.context.theme.type == "dark" else "light"
    st.logo(menu.ROOT / "assets" / f"wordmark-{theme}.svg", size="large")
    person = error_messages.result_or_none(signed_in.person)
    if person is None:
        screen.error(SIGNED_OUT)
        return
    signed_in.forget_other_person(person)
    views = error_messages.result_or_none(saved_views.seen) or ()
    of_views = saved_views.menu_pages(views, requested_page())
    empty = error_messages.result_or_none(register_info.pages_without_data) if entries is menu.ENTRIES else ()
    offered = menu.pages(entries, page_not_found.page(entries), person, of_views, empty or ())
    page = st.navigation(offered, position="top")
    place = _place(page, entries)
    st.set_page_config(page_title=f"{place[-1]} - {SHORT_NAME}")
    session.adopt_address()
    _style()
    with st.container(horizontal_alignment="center"), st.container(width=MEASURE):
        facts = _marked(_facts(look), page.url_path)
        if facts is not None:
            saved_views.open_requested(page.url_path, st.query_params, views, facts.newest)
            session.choose(unknown_values.with_stored_values(session.filters(), facts.options))
        downloads.mark(facts)
        _first_line(facts, place, person, _entry(page.url_path, entries))
        with error_messages.protected():
            _require(page.url_path, entries)
            page.run()
        _foot(facts, entries, page.url_path)
    session.write_address(dict.fromkeys(entry.section for entry in entries))


def _require(url_path: str, entries: tuple[menu.MenuEntry, ...]) -> None:
    """Raise NotAllowed where the person of this session may not open the page."""
    entry = _entry(url_path, entries)
    if entry is not None and entry.right is not None:
        people.require(entry.right)


def _entry(url_path: str, entries: tuple[menu.MenuEntry, ...]) -> menu.MenuEntry | None:
    """The entry of the menu whose page is at an address; None where it is of none."""
    return next((entry for entry in entries if menu.is_page(entry, url_path, entries)), None)


def _style() -> None:
    """Style the headings and tables that pages draw as HTML, in the font of all headings."""
    font = st.get_option("theme.headingFont") or "serif"
    light, dark = (st.get_option(f"theme.{mode}.linkColor") or "currentColor" for mode in ("light", "dark"))
    text = f"--register-heading: {font}; --register-link: light-dark({light}, {dark});"
    st.html(f"<style>:root {{ {text} }}\n{_STYLES}</style>")


def _facts(look: Callable[[], RegisterInfo]) -> RegisterInfo | None:
    """What the register says of itself; None where it cannot be opened, which a page that needs it says."""
    return error_messages.result_or_none(look)


def _marked(facts: RegisterInfo | None, url_path: str) -> RegisterInfo | None:
    """The facts with the marking of the page: what meetings write has its own, whichever register is shown."""
    if facts is None or url_path != MEETINGS:
        return facts
    return replace(facts, marking=MARKING)


def _place(page: Any, entries: tuple[menu.MenuEntry, ...]) -> tuple[str, ...]:
    """Where the reader is: the section of the menu, the page, and on the page of a recommendation its reference."""
    entry = _entry(page.url_path, entries)
    if entry is None:
        return (page.title,)
    named = recommendation_links.reference_in_address() if entry.url_path == recommendation_links.PAGE else None
    return (entry.section, entry.title, recommendation_links.short(named)) if named else (entry.section, entry.title)


def _account(person: Person) -> None:
    """Who is signed in, with the ways to what is kept about them and out; or that nobody has to sign in."""
    if signed_in.is_open_to_all():
        screen.warning(OPEN_TO_ALL)
    if not person.is_signed_in:
        return
    address = signed_in.sign_out_address()
    out = f' · <a class="register-leaves" href="{escape(address)}">Sign out</a>' if address else ""
    about = f'<a href="{PEOPLE}">What is stored about you</a>'
    who = f"Signed in as {escape(person.name)}, {person.role}, cleared for {person.clearance}"
    st.html(f'<p class="register-account">{who} · {about}{out}</p>')


def _first_line(
    facts: RegisterInfo | None, place: tuple[str, ...], person: Person, entry: menu.MenuEntry | None
) -> None:
    _account(person)
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        with st.container(gap=None, width="content"):
            steps = " › ".join(map(escape, place))
            st.html(f'<nav class="register-place" aria-label="You are here">{steps}</nav>', width="content")
            if facts is not None:
                invented = sentences.marking(facts).removeprefix(facts.marking)
                screen.markdown(Markdown("**{}**{}").format(facts.marking, invented), width="content")
        if facts is not None:
            with st.container(horizontal=True, horizontal_alignment="right", vertical_alignment="center", gap="xsmall"):
                filter_bar.draw(facts)
                if entry is not None:
                    save_view.draw(entry, facts)
            printing.days(facts, NAME)
    if facts is not None:
        printing.style(facts, sentences.marking(facts), NAME)
    slips = unknown_values.in_sentences(session.filters(), facts.options) if facts else ()
    unknown = address_parameters.unknown(st.query_params)
    full = TOO_MANY if session.too_many(session.filters().to_query()) else None
    if wrong := " ".join(filter(None, (session.wrong_filters(), full, *slips, *unknown))):
        screen.warning(wrong)
    if facts is not None and (outside := outside_extracts_note(facts.extracts, session.filters())):
        screen.warning(outside)
    if facts is not None and facts.above_clearance and signed_in.shows_number_above():
        more = plural(facts.above_clearance, "more recommendation is", "more recommendations are")
        screen.caption(f"{more} marked above your clearance, and in no figure or list that you see.")
    for remark in facts.remarks if facts else ():
        screen.caption(remark)


def _foot(facts: RegisterInfo | None, entries: tuple[menu.MenuEntry, ...], url_path: str) -> None:
    if facts is None:
        return
    st.space("medium")
    if entry := _entry(url_path, entries):
        connect.draw(entry)
    with st.container(gap="xxsmall", key="foot"):
        with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
            screen.caption(sentences.source(facts), width="content")
            offered = {entry.url_path for entry in entries}
            if links := [screen.link(words, page) for words, page in HELP.items() if page in offered]:
                # Not within the caption: that fades its links below what can be read.
                with st.container(key="foot_links", width="content"):
                    screen.markdown(Markdown(":small[{}]").format(Markdown(" · ").join(links)), width="content")
        kind = " · demonstration data, not the Metropolitan Police Service’s register" if facts.is_demonstration else ""
        screen.caption(Markdown("**{}**{}").format(facts.marking, kind))
