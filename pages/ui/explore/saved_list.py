"""The page Saved views: the views that a reader may open, how each is changed or deleted, and the start page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from html import escape

import pandas as pd
import streamlit as st

from analytics import people
from analytics.english import ALL_RECOMMENDATIONS, plural, sentence_case
from analytics.views.view import LONGEST_NAME, SavedView
from pages.ui import audit, error_messages, html_table, menu, register_info, save_view, saved_views, screen, today

VIEW = (
    "A saved view is a page with its filters and dates. To save one, or to replace one of yours, choose Save view at "
    "the top of any page."
)
NOTHING = "No views have been saved yet"
START = "Overview"


def position(views: Sequence[SavedView]) -> str:
    """The opening sentence: how many views the reader may open, and how many are their own."""
    if not views:
        return NOTHING
    person = people.acting()
    own_views = sum(1 for view in views if view.belongs_to(person))
    number = plural(len(views), "saved view")
    return f"{number}, {own_views} of them yours" if person.is_signed_in and own_views < len(views) else number


def listing(views: Sequence[SavedView]) -> None:
    """The views, each a link to what it shows."""
    titles = {entry.url_path: entry.title for entry in menu.ENTRIES}
    newest = register_info.facts().newest
    rows = [
        (
            html_table.link(view.name, view.path),
            escape(titles.get(view.page, "A page that is no longer there")),
            escape(sentence_case(view.filters(newest).describe()) or ALL_RECOMMENDATIONS),
            escape(save_view.dates_words(view.dates, view.filters(newest).as_at or view.saved_for)),
            escape(_seen_by(view)),
        )
        for view in views
    ]
    columns = ["Name", "Page", "Filters", "Dates", "Who can see it"]
    html_table.show(
        pd.DataFrame(rows, columns=columns, dtype=object), alt="Saved views", row_header="Name", becomes_cards=True
    )


def _seen_by(view: SavedView) -> str:
    """Who can see a view, and of another person's whose it is."""
    words = save_view.SHARING_WORDS[view.sharing]
    person = people.acting()
    if not person.is_signed_in and view.owner == "":
        return "Everybody"
    return words if view.belongs_to(person) else f"{words}. Saved by {view.owner_name}"


def start_page(views: Sequence[SavedView]) -> None:
    """The view that the dashboard opens with."""
    by_id = {view.id: view for view in views}
    chosen = saved_views.views().start()
    options = [0, *by_id]
    screen.selectbox(
        "The dashboard opens with",
        options,
        index=options.index(chosen.id) if chosen and chosen.id in by_id else 0,
        format_func=lambda number: by_id[number].name if number else START,
        key="start_page",
        on_change=_choose_start,
        args=(by_id,),
        width=348,
    )


def _choose_start(by_id: dict[int, SavedView]) -> None:
    chosen = by_id.get(st.session_state["start_page"])
    with error_messages.protected():
        saved_views.views().choose_start(chosen, by=audit.who(), at=today.now())


def edit(views: Sequence[SavedView]) -> None:
    """Rename, share or delete one of the reader's own views."""
    person = people.acting()
    own_views = {view.id: view for view in views if view.belongs_to(person)}
    if not own_views:
        return
    number = screen.selectbox(
        "Rename, share or delete",
        list(own_views),
        index=None,
        format_func=lambda number: own_views[number].name,
        placeholder="Choose a view",
        key="edited_view",
        width=348,
    )
    if number is not None:
        _edit_one(own_views[number])


def _edit_one(view: SavedView) -> None:
    key = f"{view.id}_{view.version}"
    with st.form(f"edit_view_{key}", border=False):
        name = screen.text_input("Name", value=view.name, max_chars=LONGEST_NAME, key=f"view_name_{key}")
        sharing = save_view.choose_sharing(view.sharing, f"view_sharing_{key}")
        is_submitted = st.form_submit_button("Save changes")
    is_deleted = st.button("Delete this view", key=f"delete_view_{view.id}")
    if not (is_submitted or is_deleted):
        return
    by, at = audit.who(), today.now()
    if is_deleted:
        saved_views.views().delete(view.id, by=by, at=at)
    else:
        saved_views.views().change(replace(view, name=name, sharing=sharing), by=by, at=at)
    st.rerun()
