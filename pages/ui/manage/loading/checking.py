"""The check of a file, with its progress, and what it found: the sum, the faults, the anomalies."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from analytics.intake.anomalies import Anomaly
from analytics.intake.fault_groups import fault_groups
from analytics.intake.faults import Fault, Reading
from analytics.intake.layouts import Layout, layout_to_toml
from analytics.intake.programmes import ProgrammesReading
from analytics.register.folder import fingerprint, loadings
from analytics.register.loading import Check, File, check_extract, counts_in_words
from analytics.vocabulary import COLUMN
from analytics.wording import count, day, plural, sentence_case
from pages.ui import opening, screen, tables
from pages.ui.manage.loading import files, memory
from pages.ui.manage.loading.target import Target
from pages.ui.manage.loading.upload import Upload

FIRST = 25
"""Faults shown one by one; the CSV holds all."""


def check(found: Upload, layout: Layout, as_at: date, goal: Target, programmes: File | None) -> Check:
    """What the files would bring. Raises UnreadableFile where one cannot be read."""
    key = (found.id, layout.name, layout_to_toml(layout), as_at, fingerprint(goal.folder), programmes)
    return memory.remembered("check", key, lambda: _checked(found, layout, as_at, goal, programmes))


def _checked(found: Upload, layout: Layout, as_at: date, goal: Target, programmes: File | None) -> Check:
    place = st.empty()

    def progress(share: float, words: str) -> None:
        place.progress(share, screen.escaped(f"{words} …"))

    try:
        return check_extract(
            found.data, found.filename, layout, as_at, goal.folder, progress, programmes=programmes
        )  # fmt: skip
    finally:
        place.empty()


def show(checked: Check, found: Upload, as_at: date, goal: Target) -> None:
    """The sum, the faults and the anomalies."""
    reading = checked.reading
    rows = counts_in_words(reading.read, reading.accepted, reading.repeated, reading.rejected)
    opening.part(rows, _compared(checked, as_at))
    if checked.joined is None:
        _say_loaded_before(found, as_at, goal)
    st.space("small")
    _faults(reading, as_at)
    st.space("small")
    _anomalies(checked, as_at)
    if checked.programmes:
        st.space("small")
        _programmes(checked.programmes)


def _programmes(told: ProgrammesReading) -> None:
    """What the programmes file would bring, and every fault in it."""
    rows = counts_in_words(told.read, told.accepted, told.repeated, told.rejected)
    wrong = plural(len(told.faults), "cell or row", "cells or rows") if told.faults else "no cell"
    opening.part(f"The programmes file: {rows}", f"In it, {wrong} did not fit")
    for fault in told.faults[:FIRST]:
        screen.caption(fault.message)


def _compared(checked: Check, as_at: date) -> str:
    if checked.previous is None:
        return f"Extract of {day(as_at)}; there is no extract before that day to compare it with"
    return f"Extract of {day(as_at)}, compared with the extract of {day(checked.previous)}"


def _say_loaded_before(found: Upload, as_at: date, goal: Target) -> None:
    same = [one for one in loadings(goal.folder) if one.as_at == as_at]
    if not same or same[-1].withdrawal is not None:
        return
    words = "this very file" if same[-1].manifest.sha256 == found.id[:64] else "an extract"
    screen.info(
        f"For {day(as_at)} the register already holds {words}, loaded on {day(same[-1].manifest.loaded_at.date())}. "
        "Loading replaces it in every figure; the one before is kept and listed on the page Quality."
    )


def _faults(reading: Reading, as_at: date) -> None:
    faults = reading.faults
    if not faults:
        opening.part("Every cell fits the layout")
        return
    rejected = sum(fault.severity == "rejected" for fault in faults)
    headline = f"{plural(len(faults), 'cell or row does', 'cells or rows do')} not fit the layout"
    opening.part(headline, _effect_in_words(rejected, len(faults)))
    tables.plain(groups_table(faults), alt="Faults, counted by column and by what is wrong")
    with screen.expander(
        f"Row by row: {'all' if len(faults) <= FIRST else f'the first {FIRST} of'} {count(len(faults))}"
    ):
        tables.plain(rows_table(faults[:FIRST])[["Row", "Reference", "What is wrong", "Effect"]])
    key = memory.key("faults_csv")
    files.csv(rows_table(faults), "faults", as_at, files.marking(reading), key=key, label="All faults as CSV")


def _effect_in_words(rejected: int, faults: int) -> str:
    if not rejected:
        return "Warnings: no row is kept off the register for them"
    others = f"; {plural(faults - rejected, 'other is a warning', 'others are warnings')}" if faults > rejected else ""
    return f"{plural(rejected, 'of them keeps its row', 'of them keep their rows')} off the register{others}"


def groups_table(faults: tuple[Fault, ...]) -> pd.DataFrame:
    """The faults counted, as a reader sees them."""
    return pd.DataFrame(
        [(_column(one.column), one.problem, _EFFECT[one.severity], one.count) for one in fault_groups(faults)],
        columns=["Column", "What is wrong", "Effect", "Faults"],
    )


def rows_table(faults: tuple[Fault, ...]) -> pd.DataFrame:
    """The faults one by one, as a reader sees them and takes them away."""
    frame = pd.DataFrame(
        [(one.row, one.reference, one.column, one.value, one.message, _EFFECT[one.severity]) for one in faults],
        columns=["Row", "Reference", "Column", "Value", "What is wrong", "Effect"],
    )
    return frame.astype({"Row": "Int64"})


_EFFECT = {"rejected": "Row rejected", "warned": "Warning"}


def _column(name: str) -> str:
    return COLUMN[name].label if name in COLUMN else "Whole row or file"


def _anomalies(checked: Check, as_at: date) -> None:
    found: tuple[Anomaly, ...] = checked.anomalies
    if not found:
        opening.part("Nothing about the extract as a whole is out of the ordinary")
        return
    headline = f"{plural(len(found), 'thing is', 'things are')} unusual about the extract as a whole"
    opening.part(headline, "More likely a slip in the making of the file than news; explain each, or put it right")
    frame = pd.DataFrame(
        [(sentence_case(one.kind), one.message, len(one.references) or None) for one in found],
        columns=["Anomaly", "What was found", "Recommendations"],
    ).astype({"Recommendations": "Int64"})
    tables.plain(frame, alt="Anomalies of the extract as a whole")
    touched = pd.DataFrame(
        [(one.kind, reference) for one in found for reference in one.references], columns=["Anomaly", "Reference"]
    )
    if len(touched):
        key, marking = memory.key("touched"), files.marking(checked.reading)
        files.csv(touched, "recommendations-touched", as_at, marking, key=key, label="The recommendations as CSV")
