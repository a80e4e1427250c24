"""The pack as a file: made on asking, with its progress shown; and the choice itself, to be taken up again."""

from __future__ import annotations

import io
from dataclasses import dataclass

import streamlit as st

from analytics.audit.entries import AuditAction
from analytics.english import count
from analytics.files import audit_details
from analytics.files.file_names import file_name
from analytics.files.pack.build import build, name_of
from analytics.files.pack.settings import PackSettings, from_json
from analytics.files.pack.write import KINDS, MEDIA_TYPES, write
from analytics.meetings.contents import Contents
from analytics.vocabulary import Marking
from pages.ui import audit, cached, downloads, error_messages, headings, params, screen, uploader
from pages.ui.facts import RegisterInfo
from pages.ui.prepare.pack import draft_settings
from pages.ui.prepare.pack.meeting_and_days import ADDRESS

_MADE, _OPENED = "_pack_made", "_pack_opened"


@dataclass(frozen=True, slots=True)
class PackFile:
    """A file that was made, and all that it was made from; what it is worth ends when that changes."""

    of: tuple[str, PackSettings, Contents | None]
    kind: str
    name: str
    data: bytes


def make(choice: PackSettings, contents: Contents | None) -> None:
    """A button a kind of file; the one that was made last stands ready."""
    headings.section_heading("Download the pack", "Each has the same figures. Only the workbook has the lists in full")
    with st.container(gap="xsmall"):
        asked_for = [
            kind
            for kind, words in KINDS.items()
            if screen.button(f"Make the {words}", key=f"pack_make_{kind}", width="stretch")
        ]
    for kind in asked_for:
        _make(choice, contents, kind)
    _hand_out(choice, contents)


def _make(choice: PackSettings, contents: Contents | None, kind: str) -> None:
    register = cached.register()
    audit.trail()
    with screen.status(f"Making the {KINDS[kind]}", expanded=False) as progress:
        pack = build(
            register,
            choice,
            contents,
            lambda heading, number, of: progress.update(label=f"Reading the register: {heading} ({number} of {of})"),
        )
        progress.update(label=f"Writing the {KINDS[kind]}")
        to = io.BytesIO()
        write(pack, kind, to)
        name = name_of(pack, kind)
        about = audit_details.of_pack(register, choice.filters, choice.since, choice.kind)
        audit.record(AuditAction.PACK_MADE, about | audit_details.of_file(name, to.getvalue(), pack.marking))
        progress.update(label=f"The {KINDS[kind]} is ready", state="complete")
    st.session_state[_MADE] = PackFile((register.version, choice, contents), kind, name, to.getvalue())


def _hand_out(choice: PackSettings, contents: Contents | None) -> None:
    """The file made last, unless the choice has changed since."""
    last_pack = st.session_state.get(_MADE)
    if not isinstance(last_pack, PackFile):
        return
    if last_pack.of != (cached.register().version, choice, contents):
        screen.caption(f"The {KINDS[last_pack.kind]} was made before your last change. Make it again.")
        return
    size = max(1, round(len(last_pack.data) / 1024))
    with st.container(gap="xsmall"):
        screen.download_button(
            f"Download the {KINDS[last_pack.kind]} ({count(size)} KB)",
            last_pack.data,
            last_pack.name,
            MEDIA_TYPES[last_pack.kind],
            key="pack_download",
            on_click="ignore",
            width="stretch",
        )
        screen.caption(last_pack.name)


def save_draft(choice: PackSettings, facts: RegisterInfo) -> None:
    """The choice as a file, so that no work is lost; and a kept one, taken up again."""
    headings.section_heading(
        "Save your work", "Your commentary is lost when you close this window. Save a draft to keep it"
    )
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        as_at = choice.filters.as_at or facts.newest
        # What an analyst wrote may be as sensitive as the rows it is about.
        marking = facts.marking if choice.commentary else Marking.OFFICIAL
        name = file_name(f"pack choice {choice.kind}", as_at, marking, "json", chosen=choice.filters)
        downloads.built(
            "Save a draft",
            lambda: (choice.to_json().encode(), None),
            name,
            "application/json",
            key="pack_keep",
            marking=marking,
        )
        with st.popover("Open a draft", type="tertiary"), error_messages.protected():
            _open()


def _open() -> None:
    uploaded = uploader.ask("A saved draft: a file that ends in .json", key="pack_open")
    if uploaded is None or st.session_state.get(_OPENED) == uploaded.file_id:
        return
    draft_settings.adopt(from_json(uploaded.getvalue()))
    st.session_state[_OPENED] = uploaded.file_id
    params.set_param(ADDRESS, None)
    st.rerun()
