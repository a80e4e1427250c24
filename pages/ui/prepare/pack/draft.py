"""The pack that one reader is putting together: kept for that reader's session, and as a file where it is to last."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import streamlit as st

from analytics.filters import Filters
from analytics.meetings.records import MeetingKind
from analytics.publish.pack.choice import Choice
from analytics.publish.pack.registry import KEYS
from analytics.vocabulary import Marking
from pages.ui import state

_DRAFT = "_pack_draft"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What the reader chose so far; None where the usual day is to be taken."""

    kind: MeetingKind = MeetingKind.ANALYSIS
    held_on: date | None = None
    since: date | None = None
    title: str = ""
    sections: tuple[str, ...] = KEYS
    commentary: tuple[tuple[str, str], ...] = ()
    marking: Marking = Marking.OFFICIAL

    def said(self, section: str) -> str:
        """The commentary of one section."""
        return dict(self.commentary).get(section, "")

    def choice(self, filters: Filters, kind: MeetingKind, held_on: date, since: date) -> Choice:
        """The pack as it is asked for."""
        return Choice(
            filters=filters,
            kind=kind,
            held_on=held_on,
            since=since,
            title=self.title,
            sections=self.sections,
            commentary=self.commentary,
            marking=self.marking,
        )


def draft() -> Draft:
    """The reader's draft."""
    kept = st.session_state.get(_DRAFT)
    return kept if isinstance(kept, Draft) else Draft()


def change(**fields: Any) -> None:
    """Change some fields of the draft."""
    st.session_state[_DRAFT] = replace(draft(), **fields)


def write(section: str, text: str) -> None:
    """Keep the commentary of one section; an empty one is none."""
    said = {**dict(draft().commentary), section: text.strip()}
    change(commentary=tuple((key, words) for key, words in said.items() if words))


def adopt(choice: Choice) -> None:
    """Take a kept choice up again, its filters and days included."""
    state.choose(choice.filters)
    st.session_state[_DRAFT] = Draft(
        kind=choice.kind,
        held_on=choice.held_on,
        since=choice.since,
        title=choice.title,
        sections=choice.sections,
        commentary=choice.commentary,
        marking=choice.marking,
    )
