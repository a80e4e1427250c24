"""The last step: who loads, why what is unusual is accepted, and the load itself."""

from __future__ import annotations

from datetime import UTC, date, datetime

import streamlit as st

from analytics import people
from analytics.audit.entries import AuditAction
from analytics.english import day, listed
from analytics.errors import LoadRefused
from analytics.files import audit_details
from analytics.intake.layouts import save_layout
from analytics.register.folder import Loading, loadings
from analytics.register.loading import Check, File, counts_in_words, load_extract
from analytics.register.writing import writing
from pages.ui import audit, headings, links, load_state, notifications, screen
from pages.ui.load_target import Target
from pages.ui.manage.loading import saved
from pages.ui.manage.loading.details import Details
from pages.ui.manage.loading.upload import Upload

BY_COMMAND = "command line"
"""The role recorded where an extract was loaded by command and no role was given."""


def ask(upload: Upload, details: Details, checked: Check, goal: Target, programmes: File | None) -> None:
    """Ask who loads and, where something must be accepted, why; then load."""
    if goal.refusal:
        screen.warning(goal.refusal)
        return
    st.space("small")
    headings.section_heading("Load the extract", _what_follows(checked, details.as_at))
    if details.learned:
        learned = ". ".join(details.learned)
        screen.caption(f"Loading also saves this in the layout “{details.layout.title}”: {learned}.")
    with st.form(load_state.key("accept"), border=False, enter_to_submit=False):
        because = _because(checked)
        role = _ask_role(goal)
        pressed = st.form_submit_button("Load")
    if not pressed:
        return
    missing = _missing(role, because, checked)
    if missing:
        screen.error(missing)
        return
    _load(upload, details, checked, goal, role=role.strip(), because=because.strip(), programmes=programmes)


def _ask_role(goal: Target) -> str:
    """The name of whoever is signed in, else a role that is asked for."""
    if (person := people.acting()).is_signed_in:
        return person.name
    return screen.text_input(
        "Your role, recorded with the extract (needed)",
        _last_role(goal),
        key=load_state.key("role"),
        width=348,
        placeholder="For example oversight analyst",
    )


def _last_role(goal: Target) -> str:
    """The role in which this reader loaded last, else the one in which this register was loaded last."""
    role = load_state.value("role")
    if isinstance(role, str):
        return role
    loaded = [loading.manifest for loading in loadings(goal.folder) if loading.manifest.loaded_by != BY_COMMAND]
    return max(loaded, key=lambda manifest: manifest.loaded_at).loaded_by if loaded else ""


def _because(checked: Check) -> str:
    if not checked.to_accept:
        return ""
    if refused := [
        reason for reason in checked.to_accept if reason not in {anomaly.message for anomaly in checked.anomalies}
    ]:
        screen.warning(screen.BREAK.join(refused))
    return screen.text_area(
        "Why you accept this (needed; it is shown beside every figure it affects)",
        key=load_state.key("because"),
        width=734,
    )


def _what_follows(checked: Check, as_at: date) -> str:
    then = f"The extract of {day(as_at)} is on every page once it is loaded."
    return f"A written reason is needed before this can be loaded. {then}" if checked.to_accept else then


def _missing(role: str, because: str, checked: Check) -> str | None:
    steps = []
    if checked.to_accept and not because.strip():
        steps.append("write why you accept what is unusual")
    if checked.reading.unmarked:
        steps.append("choose the handling marking of the rows")
    if not role.strip():
        steps.append("say in which role you load it")
    return f"Nothing was loaded: {listed(steps)}." if steps else None


def _load(
    upload: Upload,
    details: Details,
    checked: Check,
    goal: Target,
    *,
    role: str,
    because: str,
    programmes: File | None,
) -> None:
    audit.trail()
    with st.spinner("Loading the extract"):
        try:
            loading = load_extract(
                upload.data,
                upload.filename,
                details.read_with,
                details.as_at,
                goal.folder,
                loaded_at=datetime.now(UTC),
                loaded_by=role,
                accept_reason=because or None,
                check=checked,
                programmes=programmes,
            )
        except LoadRefused as error:
            attempt = f"load {upload.filename} as the extract of {details.as_at}"
            audit.record(AuditAction.REFUSED, {"attempt": attempt, "why": str(error)}, role)
            raise
        _record(loading, role)
        if details.learned:
            with writing(goal.folder):
                save_layout(details.layout, goal.layouts, replace=True)
            saved.record(details.layout, "saved with what the load taught", role)
    notifications.send_after_load()
    load_state.clear()
    load_state.set_value("role", role)
    found_in_it = loading.manifest
    rows = counts_in_words(found_in_it.read, found_in_it.accepted, found_in_it.repeated, found_in_it.rejected)
    load_state.set_value("done", f"The extract of {day(details.as_at)} is loaded and on every page: {rows}.")
    st.rerun()


def _record(loading: Loading, role: str) -> None:
    """Record a load in the audit trail, and what was accepted with it."""
    audit.record(AuditAction.LOADED, audit_details.of_load(loading), role)
    if loading.manifest.accepted_because:
        audit.record(AuditAction.ACCEPTED, audit_details.of_acceptance(loading), role)


def show_last_load() -> None:
    """The sentence of the last load of this session, with the ways on."""
    done = load_state.value("done")
    if not isinstance(done, str):
        return
    screen.success(done)
    with st.container(horizontal=True):
        links.to("overview", "See the Overview")
        links.to("changes", "See what changed")
