"""The faults of a file by kind: what keeps rows off the register first, and every row of a kind to look at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd

from analytics.english import count, plural
from analytics.intake.fault_groups import FaultGroup, grouped, in_full
from analytics.intake.faults import Fault, total
from analytics.vocabulary import COLUMN
from pages.ui import headings, load_state, screen, tables
from pages.ui.manage.loading import files

PAGE = 25
"""Rows of one kind shown at a time."""

_EFFECT = {"rejected": "Row rejected", "warned": "Warning", "noted": "Note"}


def show(faults: Sequence[Fault], name: str, as_at: date, marking: str) -> None:
    """The kinds of fault counted, the rows of a chosen kind, and a CSV of all; nothing where there is none."""
    groups = grouped(faults)
    if not groups:
        return
    frame = kinds_table(groups)
    tables.plain(frame, alt="Faults, counted by column and by what is wrong")
    with screen.expander("See the rows"):
        chosen = _kind(groups, name)
        _page(groups[chosen], name)
    key = load_state.key(f"{name}_csv")
    files.csv(rows_table(faults), name.replace("_", "-"), as_at, marking, key=key, label="All faults as CSV")


def headline(faults: Sequence[Fault]) -> None:
    """How many cells or rows do not fit, and what becomes of their rows; notes are counted apart."""
    notes = total(faults, "noted")
    noted = f"{plural(notes, 'note says', 'notes say')} how the file was read" if notes else ""
    number = total(faults) - notes
    if not number:
        headings.section_heading("No faults were found", noted or None)
        return
    words = f"{plural(number, 'cell or row does', 'cells or rows do')} not fit the layout"
    effect = _effect(total(faults, "rejected"), number)
    headings.section_heading(words, f"{effect}. {noted}" if noted else effect)


def _effect(rejected: int, faults: int) -> str:
    if not rejected:
        return "Warnings: no row is left off the register for them"
    others = f"; {plural(faults - rejected, 'other is a warning', 'others are warnings')}" if faults > rejected else ""
    return f"{plural(rejected, 'of them leaves its row', 'of them leave their rows')} off the register{others}"


def _kind(faults: Mapping[FaultGroup, Sequence[Fault]], name: str) -> FaultGroup:
    """The kind whose rows are looked at, the first at first."""
    groups = list(faults)
    if len(groups) == 1:
        return groups[0]
    place = screen.selectbox(
        "Kind of fault",
        range(len(groups)),
        format_func=lambda place: _in_words(groups[place], faults[groups[place]]),
        key=load_state.key(f"{name}_kind"),
        width=734,
    )
    return groups[place]


def _in_words(group: FaultGroup, faults: Sequence[Fault]) -> str:
    return f"{_column(group.column)}: {in_full(faults)} ({count(group.count)})"


def _page(faults: Sequence[Fault], name: str) -> None:
    """The rows of one kind, a page at a time."""
    pages = -(-len(faults) // PAGE)
    page = 1
    if pages > 1:
        page = screen.number_input(
            f"Page, of {count(pages)}", 1, pages, key=load_state.key(f"{name}_page_{len(faults)}"), width=170
        )
    page_faults = faults[PAGE * (page - 1) : PAGE * page]
    tables.plain(
        rows_table(page_faults)[["Row", "Reference", "What is wrong", "Effect"]],
        is_linked=False,
        alt="Rows with this error",
    )


def kinds_table(groups: Mapping[FaultGroup, Sequence[Fault]]) -> pd.DataFrame:
    """The kinds of fault with how many there are of each, as a reader sees them."""
    return pd.DataFrame(
        [(_column(group.column), in_full(of), _EFFECT[group.severity], group.count) for group, of in groups.items()],
        columns=["Column", "What is wrong", "Effect", "Faults"],
    )


def rows_table(faults: Sequence[Fault]) -> pd.DataFrame:
    """The faults one by one, as a reader sees them and takes them away."""
    frame = pd.DataFrame(
        [
            (fault.row, fault.reference, fault.column, fault.value, fault.message, _EFFECT[fault.severity], fault.times)
            for fault in faults
        ],
        columns=["Row", "Reference", "Column", "Value", "What is wrong", "Effect", "Times"],
    )
    return frame.astype({"Row": "Int64"})


def _column(name: str) -> str:
    return COLUMN[name].label if name in COLUMN else "Whole row or file"
