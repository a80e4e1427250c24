"""What this month's file has that its layout does not know: each new heading and word is given its meaning here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

import streamlit as st

from analytics.english import listed, plural
from analytics.intake.dates import ORDER_IN_WORDS, plain_date
from analytics.intake.layouts import DateOrder, Layout, shipped_layouts
from analytics.intake.learning import (
    MissingColumn,
    OtherColumnOrder,
    extended,
    missing_columns,
    needed_reference,
    new_words,
    other_orders,
    unread_headings,
    with_date_order,
    with_reference,
)
from analytics.intake.propose import Value
from analytics.intake.references import ReferenceProposal
from analytics.intake.saved_layouts import free_title, layout_name
from analytics.intake.unsettled import ANSWERS, NOT_READ, Unsettled, left_open, settled
from analytics.vocabulary import COLUMN, REQUIRED_COLUMNS, allowed_values, label
from pages.ui import headings, load_state, screen
from pages.ui.manage.loading import choices, meanings
from pages.ui.manage.loading.upload import Upload

MOST_WORDS = 20
"""New words asked about, the commonest first; a column with more of them is no list of words."""

ABSENT = "\x00"
BLANK = ""


@dataclass(frozen=True, slots=True)
class Additions:
    """A layout with what it learned from this month's file, and that in sentences; none where it knew everything."""

    layout: Layout
    learned: tuple[str, ...] = ()


def ask(upload: Upload, layout: Layout, layouts: Sequence[Layout]) -> Additions | None:
    """The layout with the new headings and words of the file; None while a needed column has no heading.

    What is proposed counts once it is confirmed; what the analyst chooses counts at once.
    """
    widgets = _Widgets(upload, layout)
    place = st.container()
    columns = [column for column in missing_columns(upload.table, layout) if _is_news(upload, layout, column)]
    with place:
        headings = _headings(widgets, columns)
    renamed = extended(upload.table, layout, headings, {})
    orders = load_state.cached(
        "other_orders", (upload.id, upload.table.sheet, renamed), lambda: other_orders(upload.table, renamed)
    )
    with place:
        ordered = _orders(widgets, orders)
    renamed = _in_orders(renamed, ordered)
    key = (upload.id, upload.table.sheet, renamed)
    proposed = load_state.cached("needed_reference", key, lambda: needed_reference(upload.table, renamed))
    values = load_state.cached("new_words", key, lambda: new_words(upload.table, renamed))[:MOST_WORDS]
    cells = load_state.cached("new_cells", key, lambda: left_open(upload.table, renamed))
    if not columns and not orders and not values and not cells and proposed is None:
        return Additions(layout)
    with place:
        reference = _reference(widgets, proposed)
        words = _words(widgets, values)
        answers = _meanings(widgets, cells)
        widgets.ask_to_confirm()
    supplied = {*headings, "reference"} if reference else {*headings}
    names = [missing_column.column for missing_column in columns]
    if missing := [name for name in names if name in REQUIRED_COLUMNS and name not in supplied]:
        needed = listed([COLUMN[name].label.lower() for name in missing])
        screen.caption(f"The check begins when there is a heading for {needed}.")
        return None
    sentences = [meanings.learned(cell, answer) for cell, answer in answers.items()]
    learned = (
        *_heading_sentences(headings),
        *_order_sentences(ordered),
        *_reference_sentences(reference),
        *_word_sentences(words),
        *sentences,
    )
    if not learned:
        return Additions(layout)
    wider = _in_orders(extended(upload.table, layout, headings, words), ordered)
    wider = with_reference(wider, reference) if reference else wider
    return Additions(_own_layout(settled(wider, answers), layouts), learned)


class _Widgets:
    """The widgets of one file and one layout, and which of the proposals are not yet confirmed."""

    def __init__(self, upload: Upload, layout: Layout) -> None:
        self.upload, self.layout = upload, layout
        self._open = 0
        self._slot = (upload.id, layout.name)

    def key(self, name: str) -> str:
        return load_state.key(f"new_{self.upload.id[:12]}_{self.layout.name}_{name}")

    def settled(self, chosen: str | None, proposed: str | None) -> bool:
        """Whether a choice counts: any that differs from the proposal, and the proposal once it is confirmed."""
        if chosen is None:
            return False
        if chosen != proposed or load_state.choice("confirmed") == self._slot:
            return True
        self._open += 1
        return False

    def ask_to_confirm(self) -> None:
        """The button that makes all proposals count, while any does not."""
        if self._open and screen.button(f"Confirm {plural(self._open, 'proposal')}", key=self.key("confirm")):
            load_state.choose("confirmed", self._slot)
            st.rerun()


def _is_news(upload: Upload, layout: Layout, missing_column: MissingColumn) -> bool:
    """Whether a column that the file lacks is worth a question: the layout is for this kind of file, or needs it."""
    shipped = layout.name in {shipped_layout.name for shipped_layout in shipped_layouts()}
    has_choice = bool(unread_headings(upload.table, layout))
    return (
        has_choice and (missing_column.proposed is not None or not shipped)
    ) or missing_column.column in REQUIRED_COLUMNS


def _headings(widgets: _Widgets, columns: Sequence[MissingColumn]) -> dict[str, str]:
    """The file's heading for each column whose known headings it lacks."""
    if not columns:
        return {}
    was = plural(len(columns), "column is", "columns are")
    headings.section_heading(
        f"{was} not under the heading that the layout knows", "What you choose is saved in the layout"
    )
    options = [*unread_headings(widgets.upload.table, widgets.layout), ABSENT]
    chosen: dict[str, str] = {}
    for column in columns:
        old = listed([f"“{heading}”" for heading in column.headings], "or")
        heading = choices.one_of(
            f"{COLUMN[column.column].label} was under {old}. Which heading is it under now?",
            options,
            key=widgets.key(f"column_{column.column}"),
            chosen=column.proposed,
            format_func=lambda value: "Not in this file" if value == ABSENT else value,
        )
        if heading is not None and heading != ABSENT and widgets.settled(heading, column.proposed):
            chosen[column.column] = heading
    return chosen


def _orders(widgets: _Widgets, orders: Sequence[OtherColumnOrder]) -> dict[OtherColumnOrder, DateOrder]:
    """The order of the date columns that are written otherwise than the layout says, as far as it is confirmed."""
    chosen: dict[OtherColumnOrder, DateOrder] = {}
    for place, other_order in enumerate(orders):
        if not place:
            headings.section_heading(
                "Dates are written in another order than the layout's", "What you choose is saved in the layout"
            )
        names = listed([COLUMN[column].label for column in other_order.columns])
        answer = choices.one_of(
            f"{names}: how is “{other_order.texts[0]}” written?",
            [order for order in ORDER_IN_WORDS if plain_date(other_order.texts[0], order)],
            key=widgets.key(f"order_{'_'.join(other_order.columns)}"),
            chosen=other_order.order,
            format_func=lambda order: ORDER_IN_WORDS[cast(DateOrder, order)].capitalize(),
        )
        if answer is not None and widgets.settled(answer, other_order.order):
            chosen[other_order] = cast(DateOrder, answer)
    return chosen


def _in_orders(layout: Layout, orders: Mapping[OtherColumnOrder, DateOrder]) -> Layout:
    """The layout with the orders of dates that were confirmed."""
    for other_order, order in orders.items():
        layout = with_date_order(layout, other_order.columns, order)
    return layout


def _order_sentences(orders: Mapping[OtherColumnOrder, DateOrder]) -> tuple[str, ...]:
    return tuple(
        f"{listed([COLUMN[column].label for column in other_order.columns])}: dates are written {ORDER_IN_WORDS[order]}"
        for other_order, order in orders.items()
    )


def _reference(widgets: _Widgets, proposed: ReferenceProposal | None) -> ReferenceProposal | None:
    """The references that are joined or built, where that is chosen.

    Joined ones have no choice made beforehand: the register may tell the rows apart already. Built ones are the only
    way to read a file that has no column of references, so they are chosen until another heading is.
    """
    if proposed is None:
        return None
    headings.section_heading(
        "References are to be built" if proposed.columns else "References are shared by several rows",
        f"{proposed.reason} What you choose is saved in the layout",
    )
    new = (
        "Build the references"
        if proposed.columns
        else f"Join {listed([f'“{heading}”' for heading in proposed.headings])}"
    )
    if proposed.columns:
        chosen = choices.one_of("Reference", [new], key=widgets.key("reference"), chosen=new)
        return proposed if widgets.settled(chosen, new) else None
    alone = f"Read “{proposed.headings[-1]}” alone"
    return proposed if choices.one_of("Reference", [new, alone], key=widgets.key("reference")) == new else None


def _words(widgets: _Widgets, values: Sequence[Value]) -> dict[str, dict[str, str]]:
    """Our word for each word that the layout does not know, by column."""
    if not values:
        return {}
    number = plural(len(values), "word is", "words are")
    headings.section_heading(f"{number} new to the layout", "What you choose is saved in the layout")
    chosen: dict[str, dict[str, str]] = {}
    for value in values:
        ours = _word(widgets, value)
        if ours is not None and widgets.settled(ours, value.ours):
            chosen.setdefault(value.column, {})[value.theirs] = ours
    return chosen


def _meanings(widgets: _Widgets, cells: Sequence[Unsettled]) -> dict[Unsettled, str]:
    """What texts in date columns mean, and blank cells under filled ones, as far as it is confirmed."""
    if not cells:
        return {}
    headings.section_heading("Cells that the layout does not explain", "What you confirm is saved in the layout")
    chosen: dict[Unsettled, str] = {}
    for cell in cells:
        proposed = ANSWERS[cell.kind][0]
        answer = meanings.ask(cell, proposed, widgets.key(f"{cell.kind}_{cell.column}"))
        if answer is not None and answer != NOT_READ and widgets.settled(answer, proposed):
            chosen[cell] = answer
    return chosen


def _word(widgets: _Widgets, value: Value) -> str | None:
    """Our word for one of theirs, as chosen now; None where it is not yet mapped."""
    options = [*(allowed_values(value.column) or ()), *([] if value.column == "status" else [BLANK])]
    theirs = f"“{value.theirs}”" if value.theirs else "A blank cell"
    return choices.one_of(
        f"{COLUMN[value.column].label}: {theirs}, in {plural(value.times, 'row')}. What does it mean?",
        options,
        key=widgets.key(f"word_{value.column}_{value.theirs}"),
        chosen=value.ours,
        format_func=lambda word: label(value.column, word) if word else "Blank",
    )


def _own_layout(layout: Layout, layouts: Sequence[Layout]) -> Layout:
    """The layout under a name of the analyst's own, where it comes with the dashboard."""
    if layout.name not in {shipped_layout.name for shipped_layout in shipped_layouts()}:
        return layout
    title = free_title(f"{layout.title}, extended", layouts)
    return replace(layout, name=layout_name(title), title=title)


def _heading_sentences(headings: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(f"{COLUMN[column].label} is also under the heading “{name}”" for column, name in headings.items())


def _reference_sentences(proposed: ReferenceProposal | None) -> tuple[str, ...]:
    if proposed is None:
        return ()
    if proposed.columns:
        return (f"Reference is built from {listed([COLUMN[name].label.lower() for name in proposed.columns])}",)
    return (f"Reference is joined from {listed([f'“{heading}”' for heading in proposed.headings])}",)


def _word_sentences(words: Mapping[str, Mapping[str, str]]) -> tuple[str, ...]:
    return tuple(
        f"{COLUMN[column].label} “{theirs or 'a blank cell'}” means {label(column, ours) if ours else 'blank'}"
        for column, table in words.items()
        for theirs, ours in table.items()
    )
