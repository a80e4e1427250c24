"""The check of a file, with its progress, and what it found: the sum, the faults, the anomalies."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analytics.english import day, plural, sentence_case
from analytics.intake.anomalies import Anomaly
from analytics.intake.layouts import layout_to_toml
from analytics.intake.programmes import ProgrammesReading
from analytics.register.folder import fingerprint, loadings
from analytics.register.loading import Check, File, check_extract, counts_in_words
from pages.ui import headings, load_state, screen, tables, today
from pages.ui.load_target import Target
from pages.ui.manage.loading import faults, files
from pages.ui.manage.loading.details import Details
from pages.ui.manage.loading.upload import Upload


def check(upload: Upload, details: Details, goal: Target, programmes: File | None) -> Check:
    """What the files would bring. Raises UnreadableFile where one cannot be read."""
    layout = (details.layout.name, layout_to_toml(details.read_with))
    file = (upload.id, upload.table.sheet, details.marking, keeps_references(upload))
    key = (file, layout, details.as_at, fingerprint(goal.folder), programmes)
    place = st.empty()  # in every run: what follows must not move, or an open expander closes
    return load_state.cached("check", key, lambda: _checked(place, upload, details, goal, programmes))


def _checked(place: DeltaGenerator, upload: Upload, details: Details, goal: Target, programmes: File | None) -> Check:
    def progress(share: float, words: str) -> None:
        place.progress(share, screen.escaped(f"{words} …"))

    try:
        return check_extract(
            upload.data,
            upload.filename,
            details.read_with,
            details.as_at,
            goal.folder,
            progress,
            programmes=programmes,
            sheet=upload.table.sheet,
            marking=details.marking,
            renumber=not keeps_references(upload),
            today=today.today(),
        )
    finally:
        place.empty()


def show_rows(checked: Check, upload: Upload, as_at: date, goal: Target) -> None:
    """What becomes of the rows, and what the extract is compared with or replaces."""
    reading = checked.reading
    rows = counts_in_words(reading.read, reading.accepted, reading.repeated, reading.rejected)
    headings.section_heading(rows, _compared(checked, as_at))
    if checked.joined is None:
        _warn_if_loaded_before(upload, as_at, goal)


def show_faults(checked: Check, as_at: date) -> None:
    """The faults of the extract, and those of the programmes file that came with it."""
    reading = checked.reading
    st.space("small")
    faults.headline(reading.faults)
    faults.show(reading.faults, "faults", as_at, files.marking(reading))
    if checked.programmes:
        st.space("small")
        _programmes(checked, checked.programmes, as_at)


def _programmes(checked: Check, read: ProgrammesReading, as_at: date) -> None:
    """What the programmes file would bring, and every fault in it."""
    rows = counts_in_words(read.read, read.accepted, read.repeated, read.rejected)
    wrong = plural(len(read.faults), "cell or row", "cells or rows") if read.faults else "no cell"
    headings.section_heading(f"The programmes file: {rows}", f"In it, {wrong} did not fit")
    faults.show(read.faults, "programmes_faults", as_at, files.marking(checked.reading))


def _compared(checked: Check, as_at: date) -> str:
    if checked.previous is None:
        return f"Extract of {day(as_at)}; there is no extract before that day to compare it with"
    return f"Extract of {day(as_at)}, compared with the extract of {day(checked.previous)}"


def _warn_if_loaded_before(upload: Upload, as_at: date, goal: Target) -> None:
    same = [loading for loading in loadings(goal.folder) if loading.as_at == as_at]
    if not same or same[-1].withdrawal is not None:
        return
    words = "this very file" if same[-1].manifest.sha256 == upload.id[:64] else "an extract"
    screen.info(
        f"For {day(as_at)} the register already holds {words}, loaded on {day(same[-1].manifest.loaded_at.date())}. "
        "Loading replaces it in every figure; the one before is kept and listed on the page Quality."
    )


def keeps_references(upload: Upload) -> bool:
    """Whether the analyst takes references that differ from the register's in writing as new recommendations."""
    return load_state.choice("keep_references") == upload.id


def _ask_to_keep_references(upload: Upload, checked: Check) -> None:
    """A box to tick where references of the file were probably changed, or where it is ticked already."""
    keeps = keeps_references(upload)
    if not keeps and "renumbered" not in {anomaly.kind for anomaly in checked.anomalies}:
        return
    words = "Keep the references of the file: these are new recommendations"
    if screen.checkbox(words, value=keeps, key=load_state.key(f"keep_references_{upload.id[:12]}")) != keeps:
        load_state.choose("keep_references", None if keeps else upload.id)
        st.rerun()


def show_anomalies(checked: Check, upload: Upload, as_at: date) -> None:
    """What is unusual about the extract as a whole, with the recommendations concerned."""
    st.space("small")
    _anomalies(checked, as_at)
    _ask_to_keep_references(upload, checked)


def _anomalies(checked: Check, as_at: date) -> None:
    anomalies: tuple[Anomaly, ...] = checked.anomalies
    if not anomalies:
        headings.section_heading("Nothing about the extract as a whole is out of the ordinary")
        return
    headline = f"{plural(len(anomalies), 'thing is', 'things are')} unusual about the extract as a whole"
    headings.section_heading(
        headline, "More likely a slip in the making of the file than news; explain each, or put it right"
    )
    frame = pd.DataFrame(
        [(sentence_case(anomaly.kind), anomaly.message, len(anomaly.references) or None) for anomaly in anomalies],
        columns=["Anomaly", "What was found", "Recommendations"],
    ).astype({"Recommendations": "Int64"})
    tables.plain(frame, alt="Anomalies of the extract as a whole")
    touched = pd.DataFrame(
        [(anomaly.kind, reference) for anomaly in anomalies for reference in anomaly.references],
        columns=["Anomaly", "Reference"],
    )
    if len(touched):
        key, marking = load_state.key("touched"), files.marking(checked.reading)
        files.csv(touched, "recommendations-touched", as_at, marking, key=key, label="The recommendations as CSV")
