"""The menu: one table of all pages. A page is listed here when its file lands."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import streamlit as st

from analytics.people import LOCAL, Person, Right
from analytics.vocabulary import CLOCKS

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """One page: its section and title in the menu, its address, its file below `pages/`, what it is for.

    A page that is not `in_menu` is opened by links alone. `right` is what somebody must be allowed to open it. `shows`
    are the columns that it is about and `sources` the sources: on a register with none of them it leaves the menu.
    """

    section: str
    title: str
    url_path: str
    file: str
    purpose: str
    in_menu: bool = True
    right: Right | None = None
    shows: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()


ENTRIES: tuple[MenuEntry, ...] = (
    MenuEntry(
        "Explore",
        "Overview",
        "overview",
        "explore/overview",
        "How many recommendations are open, and how many are late?",
    ),
    MenuEntry(
        "Explore", "Register", "register", "explore/register", "Which recommendations are there, and where is each?"
    ),
    MenuEntry(
        "Explore",
        "Recommendation",
        "recommendation",
        "explore/recommendation",
        "What does one recommendation ask for, and what has happened to it?",
        in_menu=False,
    ),
    MenuEntry(
        "Explore", "Trends", "trends", "explore/trends", "How many are received and closed, and how old are the rest?"
    ),
    MenuEntry(
        "Explore", "Dates and slippage", "dates", "explore/dates", "What is late, and how often was its date moved?"
    ),
    MenuEntry("Explore", "Saved views", "views", "explore/views", "Which views are saved, and who sees them?"),
    MenuEntry(
        "Oversee",
        "Turnaround",
        "turnaround",
        "oversee/turnaround",
        "What do the programmes deliver, by strategic priority and route?",
        shows=frozenset({"strategic_priority", "programme", "delivery_route"}),
    ),
    MenuEntry(
        "Oversee",
        "Engage",
        "engage",
        "oversee/engage",
        "What is the position on Engage, and what changed in two weeks?",
        shows=frozenset({"tags"}),
    ),
    MenuEntry(
        "Oversee",
        "Assurance",
        "assurance",
        "oversee/assurance",
        "Who checked what was closed, and how long did closing take?",
    ),
    MenuEntry(
        "Oversee",
        "On-boarding",
        "onboarding",
        "oversee/onboarding",
        "What is waiting for a decision, how long has it waited, and what was decided?",
    ),
    MenuEntry(
        "Oversee",
        "Responses",
        "responses",
        "oversee/responses",
        "Which responses are due by law, and which are late?",
        sources=frozenset(clock.source for clock in CLOCKS),
    ),
    MenuEntry(
        "Oversee",
        "Themes",
        "themes",
        "oversee/themes",
        "What are they about, and what comes up in several sources?",
        shows=frozenset({"theme", "root_cause"}),
    ),
    MenuEntry("Prepare", "Changes", "changes", "prepare/changes", "What happened since the last meeting?"),
    MenuEntry(
        "Prepare",
        "Meetings and actions",
        "meeting",
        "prepare/meeting",
        "What was agreed, who does it, and what came of it?",
        right=Right.READ_MEETINGS,
    ),
    MenuEntry(
        "Prepare",
        "Forward plan",
        "plan",
        "prepare/plan",
        "What needs a meeting most?",
        right=Right.READ_MEETINGS,
    ),
    MenuEntry("Prepare", "Chasing", "chasing", "prepare/chasing", "Who has to be asked about what is late or due?"),
    MenuEntry(
        "Prepare",
        "Notifications",
        "notifications",
        "prepare/notifications",
        "Who is told when something changes in a saved view?",
    ),
    MenuEntry("Prepare", "Pack", "pack", "prepare/pack", "What will the meeting read?", right=Right.MAKE_PACKS),
    MenuEntry(
        "Manage",
        "Load an extract",
        "load",
        "manage/load",
        "What would this file change, and what is wrong with it?",
        right=Right.LOAD,
    ),
    MenuEntry(
        "Manage",
        "Quality",
        "quality",
        "manage/quality",
        "How far can the extracts be trusted?",
        right=Right.READ_LOADS,
    ),
    MenuEntry(
        "Manage",
        "Reconciliation",
        "reconciliation",
        "manage/reconciliation",
        "Does the register agree with the paper of 28 November 2022?",
    ),
    MenuEntry(
        "Manage",
        "Audit trail",
        "audit",
        "manage/audit",
        "Who did what, and what was taken away?",
        right=Right.ADMINISTER,
    ),
    MenuEntry(
        "Manage", "People", "people", "manage/people", "What is stored about you, and who is signed in?", in_menu=False
    ),
    MenuEntry("Manage", "Definitions", "definitions", "manage/definitions", "What do the words and figures mean?"),
    MenuEntry("Manage", "Data dictionary", "dictionary", "manage/dictionary", "What does each column hold?"),
    MenuEntry(
        "Manage", "Accessibility", "accessibility", "manage/accessibility", "Who can use the dashboard, and how?"
    ),
)
"""Every page in the order of the menu; the first is the one that opens."""


def path(entry: MenuEntry) -> Path:
    """The file of a page."""
    return ROOT / "pages" / f"{entry.file}.py"


def is_page(entry: MenuEntry, url_path: str, entries: tuple[MenuEntry, ...] = ENTRIES) -> bool:
    """Whether Streamlit's page of that address is this entry's: the first page has none."""
    return entry.url_path == url_path or (url_path == "" and entry == entries[0])


def is_shown(entry: MenuEntry, person: Person, without_data: Collection[MenuEntry] = ()) -> bool:
    """Whether the menu shows a page to a person; not those that the register has no data for."""
    return entry.in_menu and entry not in without_data and (entry.right is None or person.may(entry.right))


def without_data(
    recorded: Collection[str], sources: Collection[str], entries: tuple[MenuEntry, ...] = ENTRIES
) -> tuple[MenuEntry, ...]:
    """The pages for which a register that records these columns and has these sources holds nothing to show."""
    return tuple(
        entry
        for entry in entries
        if (entry.shows and entry.shows.isdisjoint(recorded)) or (entry.sources and entry.sources.isdisjoint(sources))
    )


def folders() -> tuple[str, ...]:
    """The folders below `pages/` in which the pages lie, one a section."""
    return tuple(dict.fromkeys(entry.file.split("/", 1)[0] for entry in ENTRIES))


def pages(
    entries: tuple[MenuEntry, ...] = ENTRIES,
    hidden: Any | None = None,
    person: Person = LOCAL,
    views: Sequence[Any] = (),
    empty: Collection[MenuEntry] = (),
) -> dict[str, list[Any]]:
    """The pages by section, as Streamlit's navigation takes them; `hidden` is one that the menu does not show.

    `views` are the pages of saved views, which end the first section; `empty` those that the register has no data for.

    Those that a person may not open are there and hidden, so that a link to one says why, not that there is none.
    """
    sections: dict[str, list[Any]] = {}
    for number, entry in enumerate(entries):
        visibility: Literal["visible", "hidden"] = "visible" if is_shown(entry, person, empty) else "hidden"
        page = st.Page(
            path(entry), title=entry.title, url_path=entry.url_path, default=number == 0, visibility=visibility
        )
        sections.setdefault(entry.section, []).append(page)
    if hidden is not None:
        sections[entries[0].section].append(hidden)
    if views:
        sections[entries[0].section].extend(views)
    return sections
