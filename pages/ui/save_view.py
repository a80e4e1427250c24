"""The popover in the head of every page that saves what is being looked at as a view."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import streamlit as st

from analytics import people
from analytics.english import day
from analytics.errors import RegisterError
from analytics.filters import FIELD
from analytics.normalise import comparison_key
from analytics.people import Right
from analytics.views.view import LONGEST_NAME, SavedView, Sharing, ViewDates, as_query, has_dates
from pages.ui import address_parameters, audit, menu, saved_views, screen, session, today
from pages.ui.facts import RegisterInfo

KEY = "save_view"
NOT_SAVED = frozenset({"from_list", "from_order", "list_page", "about"})
"""Choices that say how a reader came to a page, not what they look at."""

SHARING_WORDS = {
    Sharing.PRIVATE: "Only you",
    Sharing.ADMINISTRATORS: "Administrators",
    Sharing.ANALYSTS: "Analysts and administrators",
    Sharing.EVERYBODY: "Everybody",
    Sharing.PRESET: "Everybody, and as a choice in the Filters panel",
}
SHARED = "Everyone you share it with sees its name and filters. Each sees only the recommendations they may see."
_SAVED = "_view_saved"


def draw(entry: menu.MenuEntry, facts: RegisterInfo) -> None:
    """The popover; what is in it is drawn when a reader opens it."""
    fold = screen.popover("Save view", type="tertiary", key=KEY, on_change="rerun")
    if not fold.open:
        st.session_state.pop(_SAVED, None)
        return
    with fold:
        if saved := st.session_state.get(_SAVED):
            screen.success(saved)
            return
        requested = _form(entry, facts)
        if requested is not None:
            _save(requested)


def dates_words(dates: ViewDates, as_at: date) -> str:
    """What becomes of a view's dates, in the words of its choice."""
    return {
        ViewDates.LATEST: "Always the latest extract",
        ViewDates.MOVING: "Always the latest extract, and other dates move with it",
        ViewDates.FIXED: f"Fixed: as at {day(as_at)}",
    }[dates]


def choose_sharing(chosen: Sharing, key: str) -> Sharing:
    """The choice of who else sees a view; as it is where the reader may not share. Where nobody signs in: no choice."""
    person = people.acting()
    if not person.may(Right.SHARE_VIEWS):
        return chosen
    words = SHARING_WORDS if person.is_signed_in else _WITHOUT_SIGN_IN
    result: Sharing = screen.selectbox(
        "Who can see it",
        list(words),
        index=list(words).index(chosen) if chosen in words else 0,
        format_func=words.__getitem__,
        key=key,
        help=SHARED if person.is_signed_in else None,
    )
    return result


_WITHOUT_SIGN_IN = {
    Sharing.PRIVATE: "Everybody who uses this dashboard",
    Sharing.PRESET: "Everybody, and as a choice in the Filters panel",
}
"""Without sign-in a view belongs to the installation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveRequest:
    """What a reader wrote: the view, whether it is their start page, and whether it replaces one of its name."""

    view: SavedView
    is_start: bool
    is_replacing: bool


def _form(entry: menu.MenuEntry, facts: RegisterInfo) -> SaveRequest | None:
    """What the reader wrote, once they press the button."""
    as_at = session.filters().as_at or facts.newest
    chosen = {name: st.query_params.get_all(name) for name in st.query_params if _is_saved(name)}
    chosen = session.filters().without("as_at", "known_at").to_query() | chosen
    offered = [dates for dates in ViewDates if dates != ViewDates.MOVING or has_dates(chosen)]
    with st.form("save_view_form", border=False):
        name = screen.text_input("Name", max_chars=LONGEST_NAME, placeholder="For example, Late HMICFRS")
        dates = screen.radio(
            "Dates",
            offered,
            index=offered.index(ViewDates.FIXED if session.filters().as_at else ViewDates.LATEST),
            format_func=lambda dates: dates_words(dates, as_at),
        )
        sharing = choose_sharing(Sharing.PRIVATE, "save_view_sharing")
        is_start = st.checkbox("Open the dashboard with this view")
        is_replacing = st.checkbox("Replace my view of this name, if I have one")
        is_submitted = st.form_submit_button("Save this view")
    if not is_submitted:
        return None
    if dates == ViewDates.FIXED:
        known_at = session.filters().known_at or facts.newest
        chosen = {**chosen, "as_at": [as_at.isoformat()], "known_at": [known_at.isoformat()]}
    view = SavedView(
        name=name, page=entry.url_path, query=as_query(chosen), dates=dates, saved_for=as_at, sharing=sharing
    )
    return SaveRequest(view=view, is_start=is_start, is_replacing=is_replacing)


def _is_saved(name: str) -> bool:
    """Whether a parameter of the address is a choice of a page that a view keeps; filters come from the session."""
    is_choice = name in address_parameters.OF_PAGES or name.startswith(address_parameters.SEEN)
    return is_choice and name not in NOT_SAVED and name not in FIELD


def _save(requested: SaveRequest) -> None:
    """Save it, or replace the reader's own of that name, and draw the page anew; else say why it cannot be."""
    view, by, at = requested.view, audit.who(), today.now()
    try:
        stored = _own_of_name(view.name) if requested.is_replacing else None
        if stored is None:
            saved = saved_views.views().add(view, by=by, at=at)
        else:
            replaced = replace(
                view, id=stored.id, version=stored.version, owner=stored.owner, owner_name=stored.owner_name
            )
            saved = saved_views.views().change(replaced, by=by, at=at)
        if requested.is_start:
            saved_views.views().choose_start(saved, by=by, at=at)
    except RegisterError as error:
        screen.error(str(error))
        return
    st.session_state[_SAVED] = f"“{saved.name}” is saved. It is in the menu, under Explore."
    st.rerun()


def _own_of_name(name: str) -> SavedView | None:
    person, key = people.acting(), comparison_key(" ".join(name.split()))
    return next(
        (view for view in saved_views.visible() if view.belongs_to(person) and comparison_key(view.name) == key),
        None,
    )
