"""What the page Data dictionary shows: columns, words, priorities, markings and versions, read off where they are."""

from __future__ import annotations

import platform
import tomllib
from importlib.metadata import version

import pandas as pd
import streamlit as st

from analytics.english import day, sentence_case
from analytics.errors import DamagedRegister, EmptyRegister
from analytics.files.documents import GROUPS, STATES, UNVERIFIED_NAMES, allowed
from analytics.vocabulary import COLUMNS, FRAMEWORKS, SOURCES, VALUES, State
from pages.ui import cached, screen, tables
from pages.ui.menu import ROOT
from pages.ui.screen import Markdown

VIEW = "The columns into which every extract is read, and the words that they may hold."
PACKAGES = ("streamlit", "duckdb", "pandas", "plotly")
VOCABULARY = {
    "status": "Status: where it stands",
    "kind": "Kind: what the source calls it",
    "close_reason": "Reason for closing",
    "route": "Delivery route",
    "risk": "Risk",
    "assurance": "Underlying issue addressed",
}


def vocabulary_tables() -> None:
    """Statuses, kinds and the other words with a fixed meaning, and the strategic priorities with their dates."""
    st.header("Words with a fixed meaning", anchor="words")
    screen.markdown(Markdown(STATES).format(states=", ".join(State)), width=734)
    rows = [(title, ", ".join(VALUES[kind])) for kind, title in VOCABULARY.items()]
    rows.append(("Source", ", ".join(SOURCES.values())))
    tables.plain(pd.DataFrame(rows, columns=["What", "Its words, in order"]), alt="Words with a fixed meaning")
    for framework in FRAMEWORKS:
        until = f" until {day(framework.valid_until)}" if framework.valid_until else ""
        screen.subheader(f"Strategic priorities of {framework.title}", anchor=False)
        screen.caption(
            f"{framework.number} in force from {day(framework.valid_from)}{until}. {sentence_case(framework.source)}."
        )
        if framework.names:
            numbered = (Markdown("{}. {}").format(number, name) for number, name in enumerate(framework.names, start=1))
            screen.markdown(Markdown("\n").join(numbered), width=734)
    screen.caption(UNVERIFIED_NAMES)


def columns() -> None:
    """Every column of the standard layout, by what it is about."""
    for group, title in GROUPS.items():
        screen.header(title, anchor=False)
        of_group = [column for column in COLUMNS if column.group == group]
        # Two columns: more would not fit a telephone, where a name in files cannot be broken.
        rows = [(column.label, f"{column.meaning} In files {column.name}: {allowed(column)}.") for column in of_group]
        frame = pd.DataFrame(rows, columns=["Column", "Meaning, and what it holds"])
        tables.plain(frame, alt=f"Data dictionary: {title.lower()}")


def marking() -> None:
    """How pages and files are marked."""
    st.header("Handling marking", anchor="marking")
    st.markdown(
        "Every page and every file bears the highest marking among the recommendations that it can show: OFFICIAL, or "
        "OFFICIAL\\-SENSITIVE as soon as one of them is; a row without a marking counts as OFFICIAL. A version for "
        "publication leaves OFFICIAL\\-SENSITIVE rows out and says how many.",
        width=734,
    )


def versions() -> None:
    """What the dashboard is made of, and which state of the register it shows."""
    st.header("Versions", anchor="versions")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    rows = [("Dashboard", project["version"]), ("Python", platform.python_version())]
    rows += [(name, version(name)) for name in PACKAGES]
    rows.append(("Register as shown", _register()))
    with st.container(width=348):
        tables.plain(pd.DataFrame(rows, columns=["What", "Version"]), alt="Versions")


def _register() -> str:
    try:
        return cached.register().edition
    except DamagedRegister:
        return "every extract is damaged"
    except EmptyRegister:
        return "no extract yet"
