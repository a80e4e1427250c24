"""The pack that one reader is putting together: kept for that reader's session, and as a file where it is to last."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from analytics.files.pack.settings import PackSettings, SavedDraft
from pages.ui import session

_DRAFT = "_pack_draft"


def draft() -> SavedDraft:
    """The reader's draft."""
    draft_so_far = st.session_state.get(_DRAFT)
    return draft_so_far if isinstance(draft_so_far, SavedDraft) else SavedDraft()


def change(**fields: Any) -> None:
    """Change some fields of the draft."""
    st.session_state[_DRAFT] = replace(draft(), **fields)


def write(section: str, text: str) -> None:
    """Keep the commentary of one section; an empty one is none."""
    wording = {**dict(draft().commentary), section: text.strip()}
    change(commentary=tuple((key, words) for key, words in wording.items() if words))


def adopt(choice: PackSettings) -> None:
    """Take a kept choice up again, its filters and days included."""
    session.choose(choice.filters)
    st.session_state[_DRAFT] = choice
