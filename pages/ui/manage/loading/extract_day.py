"""The day that an extract is about: proposed with where it comes from, confirmed where only the rows suggest it."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from typing import Any

import streamlit as st

from analytics.english import day
from analytics.intake.extract_day import ProposedDay, proposed_day
from pages.ui import load_state, screen
from pages.ui.manage.loading.upload import Upload


@dataclass(frozen=True, slots=True)
class SettledDay:
    """The day that an extract is about, and where it comes from in a few words, such as "from the file name"."""

    day: date
    origin: str


def ask(upload: Upload, fold: AbstractContextManager[Any]) -> SettledDay | None:
    """The day that the file is about; None until it is given or confirmed. It is never today's date."""
    proposed = proposed_day(upload.filename, upload.table, upload.proposal)
    is_open = proposed is None or (proposed.has_to_be_confirmed and not _is_confirmed(upload))
    with st.container() if is_open else fold, st.container(width=348, gap="xxsmall"):
        chosen = screen.date_input(
            "As at: the day that the extract is about",
            value=proposed.day if proposed else None,
            min_value=date(1990, 1, 1),
            max_value=date(2100, 12, 31),
            format="DD/MM/YYYY",
            key=load_state.key(f"day_{upload.id[:12]}_{upload.table.sheet}"),
        )
        screen.caption(_reason(proposed))
        if is_open and proposed and chosen == proposed.day:
            _offer_to_confirm(upload, proposed)
            return None
    if not isinstance(chosen, date):
        return None
    is_proposed = proposed is not None and chosen == proposed.day
    return SettledDay(chosen, f"from {proposed.origin}" if proposed and is_proposed else "chosen here")


def _reason(proposed: ProposedDay | None) -> str:
    if proposed is None:
        return "Neither the file name nor the rows say a day. Give the day."
    if proposed.has_to_be_confirmed:
        return f"The file name gives no day. {proposed.because}"
    return proposed.because


def _offer_to_confirm(upload: Upload, proposed: ProposedDay) -> None:
    """A button that confirms the day which the rows suggest."""
    if screen.button(f"Confirm {day(proposed.day)}", key=load_state.key("confirm_day")):
        load_state.choose("day", (upload.id, upload.table.sheet))
        st.rerun()


def _is_confirmed(upload: Upload) -> bool:
    return load_state.choice("day") == (upload.id, upload.table.sheet)
