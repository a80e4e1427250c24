"""A layout made for an unknown file: our columns and words beside theirs, proposed, confirmed and kept."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from analytics.errors import LayoutError
from analytics.intake.dates import ORDER_IN_WORDS
from analytics.intake.layouts import DateOrder, Layout, save_layout, shipped_layouts
from analytics.intake.propose import Proposal, propose_layout
from analytics.vocabulary import COLUMN, REQUIRED_COLUMNS, allowed_values, label
from analytics.wording import plural
from pages.ui import opening, screen, tables
from pages.ui.manage.loading import memory
from pages.ui.manage.loading.target import Target
from pages.ui.manage.loading.upload import Upload

TILE = 348
SAMPLES = 3
MOST_WORDS = 40
"""Words of one column asked about, the commonest; more are no closed vocabulary, and the rest become faults."""

ABSENT = ""
UNSAID = "\x00"


@dataclass(frozen=True, slots=True)
class _Asked:
    """The page's widgets belong to one file; their keys say which."""

    upload: Upload

    def key(self, name: str) -> str:
        return memory.key(f"map_{self.upload.id[:12]}_{name}")


def ask(upload: Upload, goal: Target) -> Layout | None:
    """The layout that the analyst confirms and saves; None until then."""
    asked = _Asked(upload)
    opening.part("Which of our columns is which of theirs", "Proposed by name and content; change what is wrong")
    chosen = _columns(asked)
    proposal = _proposal(upload, chosen)
    constants = _constants(asked, proposal)
    values = _words(asked, proposal)
    dates = _dates(asked, proposal)
    separators = _separators(asked, proposal)
    title = _title(asked)
    if not st.button("Save the layout and check the file", key=asked.key("save")):
        return None
    name = _file_name(title)
    made = proposal.layout(
        name,
        title.strip(),
        constants=constants,
        values=values,
        dates=dates,
        separators=separators,
        sheet=upload.table.sheet,
    )
    save_layout(made, goal.layouts)
    return made


def _columns(asked: _Asked) -> dict[str, str]:
    """A heading for each of our columns that is asked about; "" where the file has none."""
    found = {match.column: match.heading for match in asked.upload.proposal.matches}
    wanted = [name for name in COLUMN if name in found or name in REQUIRED_COLUMNS]
    others = st.multiselect(
        "Other columns of the register that the file holds",
        [name for name in COLUMN if name not in wanted],
        format_func=lambda name: f"{COLUMN[name].label}: {COLUMN[name].meaning}",
        key=asked.key("others"),
        placeholder="None",
    )
    chosen: dict[str, str] = {}
    with st.container(horizontal=True, gap=38):
        for name in [*wanted, *others]:
            chosen[name] = _column(asked, name, found.get(name, ABSENT))
    left = [heading for heading in asked.upload.table.header if heading and heading not in set(chosen.values())]
    if left:
        screen.caption(f"Not read: {', '.join(left)}.")
    return chosen


def _column(asked: _Asked, name: str, proposed: str) -> str:
    headings = [heading for heading in asked.upload.table.header if heading]
    with st.container(width=TILE, gap="xxsmall"):
        heading = screen.selectbox(
            COLUMN[name].label + (" (needed)" if name in REQUIRED_COLUMNS else ""),
            [ABSENT, *headings],
            index=[ABSENT, *headings].index(proposed),
            format_func=lambda value: value or "Not in the file",
            key=asked.key(f"column_{name}"),
            help=COLUMN[name].meaning,
        )
        screen.caption(_samples(asked.upload, heading))
    return heading


def _samples(upload: Upload, heading: str) -> str:
    """The first different cells under a heading."""
    if heading == ABSENT:
        return "Nothing is read into it."
    cells = upload.table.columns[upload.table.header.index(heading)].distinct
    shown = [tables.cut(" ".join(cell.split()), 60) for cell in cells if cell][:SAMPLES]
    return f"For example {'; '.join(shown)}" if shown else "Every cell is blank."


def _proposal(upload: Upload, chosen: Mapping[str, str]) -> Proposal:
    """The proposal with the headings that now stand, so that words and dates are those of the chosen columns."""
    key = (upload.id, tuple(chosen.items()))
    return memory.remembered("proposal", key, lambda: propose_layout(upload.table, chosen, ()))


def _constants(asked: _Asked, proposal: Proposal) -> dict[str, str]:
    """One value for the whole file, for what must be there and no column says."""
    missing = [name for name in ("source", "status") if name in proposal.missing]
    given: dict[str, str] = {}
    with st.container(horizontal=True, gap=38):
        for name in missing:
            with st.container(width=TILE):
                given[name] = _constant(asked, name)
    return {name: value for name, value in given.items() if value}


def _constant(asked: _Asked, name: str) -> str:
    words = f"{COLUMN[name].label} of every row"
    allowed = allowed_values(name)
    if allowed is None:
        return screen.text_input(words, key=asked.key(f"constant_{name}"), placeholder="For example HMICFRS").strip()
    chosen = screen.selectbox(words, allowed, index=None, placeholder="Choose one", key=asked.key(f"constant_{name}"))
    return chosen or ""


def _words(asked: _Asked, proposal: Proposal) -> dict[str, dict[str, str]]:
    """Our word for each of theirs, in every column whose words are ours to say."""
    given: dict[str, dict[str, str]] = {}
    for column in dict.fromkeys(value.column for value in proposal.values):
        values = [value for value in proposal.values if value.column == column]
        opening.part(f"What their words for {COLUMN[column].label.lower()} mean", _words_subtitle(len(values)))
        table: dict[str, str] = {}
        with st.container(horizontal=True, gap=38):
            for number, value in enumerate(values[:MOST_WORDS]):
                ours = _word(asked, f"{column}_{number}_{value.theirs}", column, value.theirs, value.times, value.ours)
                if ours is not None:
                    table[value.theirs] = ours
        if any(theirs.casefold() != table.get(theirs) for theirs in (value.theirs for value in values)):
            given[column] = table  # else their words are ours, and those not in this file are known too
    return given


def _words_subtitle(number: int) -> str:
    if number > MOST_WORDS:
        return f"The {MOST_WORDS} commonest of {number}; rows with any other are reported as faults"
    return "The commonest first; rows with a word left open are reported as faults"


def _word(asked: _Asked, key: str, column: str, theirs: str, times: int, ours: str | None) -> str | None:
    """Our word for one of theirs; None where it is left open."""
    blank = [] if column == "status" else [""]
    options = [*(allowed_values(column) or ()), *blank, UNSAID]
    chosen = screen.selectbox(
        f"{theirs or 'A blank cell'}, in {plural(times, 'row')}",
        options,
        index=options.index(UNSAID if ours is None else ours),
        format_func=lambda word: _word_shown(column, word),
        key=asked.key(key),
        width=TILE,
    )
    return None if chosen == UNSAID else chosen


def _word_shown(column: str, word: str) -> str:
    if word == UNSAID:
        return "Left open"
    return label(column, word) if word else "Blank"


def _dates(asked: _Asked, proposal: Proposal) -> dict[str, DateOrder]:
    """The one order in which each date column is read."""
    orders: dict[str, DateOrder] = {}
    if proposal.dates:
        opening.part("How the dates are written", "Each column is read in one order only")
    with st.container(horizontal=True, gap=38):
        for one in proposal.dates:
            with st.container(width=TILE, gap="xxsmall"):
                orders[one.column] = screen.selectbox(
                    COLUMN[one.column].label,
                    list(ORDER_IN_WORDS),
                    index=list(ORDER_IN_WORDS).index(one.order),
                    format_func=ORDER_IN_WORDS.__getitem__,
                    key=asked.key(f"date_{one.column}"),
                )
                screen.caption(one.evidence)
    return orders


def _separators(asked: _Asked, proposal: Proposal) -> dict[str, str]:
    """What separates several items in one cell."""
    lists = [match.column for match in proposal.matches if COLUMN[match.column].type == "list"]
    given: dict[str, str] = {}
    with st.container(horizontal=True, gap=38):
        for name in lists:
            given[name] = screen.text_input(
                f"{COLUMN[name].label}: what separates several in one cell",
                value=proposal.separators.get(name, ""),
                key=asked.key(f"separator_{name}"),
                placeholder="Nothing: one in each cell",
                width=TILE,
            )
    return {name: separator for name, separator in given.items() if separator}


def _title(asked: _Asked) -> str:
    return st.text_input(
        "Keep this layout under the name",
        value=re.sub(r"[\d_.-]+", " ", Path(asked.upload.filename).stem).strip().capitalize(),
        key=asked.key("title"),
        help="The next file with these columns will be proposed this layout.",
        width=TILE,
    )


def _file_name(title: str) -> str:
    """The name of the layout's file. Raises LayoutError where the title holds no letter or is one of ours."""
    name = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:60].rstrip("-")
    if not name:
        raise LayoutError("Give the layout a name with at least one letter, so that it can be found again.")
    if name in {layout.name for layout in shipped_layouts()}:
        raise LayoutError(f"There is a layout called '{name}' already, which comes with the dashboard. Choose another.")
    return name
