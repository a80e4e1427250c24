"""A layout made or edited for a file: our columns and words beside theirs, proposed, confirmed and saved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from analytics.english import count, cut, listed, plural
from analytics.intake.dates import ORDER_IN_WORDS
from analytics.intake.layouts import DateOrder, Layout, save_layout
from analytics.intake.learning import edited_layout, with_own_words
from analytics.intake.propose import (
    DateColumn,
    Proposal,
    Value,
    nearest_layout,
    propose_layout,
    proposed_source,
    readable_headings,
)
from analytics.intake.references import ReferenceProposal
from analytics.intake.saved_layouts import free_title, layout_name, proposed_title
from analytics.intake.unsettled import ANSWERS, NOT_READ, Unsettled, known_answer, settled, unsettled
from analytics.register.writing import writing
from analytics.vocabulary import COLUMN, REQUIRED_COLUMNS, allowed_values, label
from pages.ui import audit, headings, load_state, screen, tables
from pages.ui.load_target import Target
from pages.ui.manage.loading import choices, meanings, saved
from pages.ui.manage.loading.upload import Upload

TILE = 348
SAMPLES = 3
MOST_WORDS = 40
"""Words of one column asked about, the commonest; more are no closed vocabulary, and the rest become faults."""

ABSENT = ""
UNMAPPED = "\x00"


@dataclass(frozen=True, slots=True)
class _Request:
    """The widgets belong to one file and to one layout that is edited, or to a new one; their keys say which."""

    upload: Upload
    edited: Layout | None
    nearest: Layout | None
    start: Proposal

    def key(self, name: str) -> str:
        return load_state.key(f"map_{self.upload.id[:12]}_{self.edited.name if self.edited else ''}_{name}")


def ask(upload: Upload, goal: Target, layouts: Sequence[Layout], edited: Layout | None = None) -> Layout | None:
    """The layout that the analyst confirms and saves; None until then.

    A new one starts from the nearest of the saved `layouts`, an `edited` one from itself, whose place it takes.
    """
    nearest = edited or nearest_layout(upload.table, layouts)
    requested = _Request(upload, edited, nearest, _proposal(upload, {}, nearest))
    _say_where_it_starts(edited, nearest)
    chosen, constants = _columns(requested)
    proposal = _proposal(upload, chosen, nearest)
    values = _words(requested, proposal)
    dates = _dates(requested, proposal)
    reference = _reference(requested, proposal)
    answers = _meanings(requested, proposal, dates)
    separators = _separators(requested, proposal)
    title = _title(requested, layouts)
    if not screen.button("Save the layout and check the file", key=requested.key("save")):
        return None
    layout = proposal.layout(
        edited.name if edited else layout_name(title),
        title.strip(),
        constants=constants,
        values=values,
        dates=dates,
        separators=separators,
        sheet=upload.table.sheet if len(upload.sheets) > 1 else None,
        note=edited.note if edited else "",
        reference=reference,
    )
    layout = with_own_words(layout, proposal.values)
    if edited is not None:
        layout = edited_layout(edited, layout, chosen, proposal.values, header=upload.table.header)
    layout = settled(layout, answers)
    audit.trail()
    with writing(goal.folder):
        save_layout(layout, goal.layouts, replace=edited is not None)
    saved.record(layout, "mapped anew" if edited else "made")
    return layout


def _proposal(upload: Upload, chosen: Mapping[str, str], start: Layout | None) -> Proposal:
    """The proposal with the headings chosen so far, so that words and dates are those of the chosen columns."""
    key = (upload.id, upload.table.sheet, tuple(chosen.items()), start)
    name = "proposal" if chosen else "first_proposal"
    return load_state.cached(name, key, lambda: propose_layout(upload.table, chosen, (), start))


def _say_where_it_starts(edited: Layout | None, nearest: Layout | None) -> None:
    headline = "Which of the file's headings is which column of the register"
    if edited is not None:
        headings.section_heading(
            headline, f"Edit the layout “{edited.title}”; headings and words of other months stay in it"
        )
    elif nearest is not None:
        headings.section_heading(headline, f"Proposed from the layout “{nearest.title}”, by name and by content")
    else:
        headings.section_heading(headline, "Proposed by name and by content; change what is wrong")


def _columns(request: _Request) -> tuple[dict[str, str], dict[str, str]]:
    """A heading for each of our columns that is asked about, "" where the file has none; and the constants."""
    result = {match.column: match.heading for match in request.start.matches}
    is_built = request.start.reference is not None and bool(request.start.reference.columns)
    supplied = {*result, *request.start.constants, *(["reference"] if is_built else [])}
    needed = [name for name in REQUIRED_COLUMNS if name not in supplied]
    place = st.container()
    chosen = _pick(request, needed, {})
    constants = st.container()
    with screen.expander("Change the headings, or read more columns"):
        first = [name for name in COLUMN if name in result or (name in REQUIRED_COLUMNS and name not in needed)]
        others = screen.multiselect(
            "More columns of the register that the file holds",
            [name for name in COLUMN if name not in first and name not in needed],
            format_func=lambda name: f"{COLUMN[name].label}: {COLUMN[name].meaning}",
            key=request.key("others"),
            placeholder="None",
        )
        chosen |= _pick(request, [*first, *others], result)
    with place:
        _show_columns(request.upload, {name: heading for name, heading in chosen.items() if heading})
    with constants:
        return chosen, _constants(request, chosen)


def _pick(request: _Request, columns: Sequence[str], outcome: Mapping[str, str]) -> dict[str, str]:
    """A box to choose a heading from for each column."""
    with st.container(horizontal=True, gap=38):
        return {name: _column(request, name, outcome.get(name, ABSENT)) for name in columns}


def _column(request: _Request, name: str, proposed: str) -> str:
    headings = [ABSENT, *readable_headings(request.upload.table)]
    with st.container(width=TILE, gap="xxsmall"):
        heading = screen.selectbox(
            COLUMN[name].label + (" (needed)" if name in REQUIRED_COLUMNS else ""),
            headings,
            index=headings.index(proposed),
            format_func=lambda value: value or "Not in the file",
            key=request.key(f"column_{name}"),
            help=COLUMN[name].meaning,
        )
        screen.caption(_in_words(request.upload, heading))
    return heading


def _in_words(upload: Upload, heading: str) -> str:
    if heading == ABSENT:
        return "Nothing is read into it."
    examples = "; ".join(_samples(upload, heading))
    return f"For example {examples}" if examples else "Every cell is blank."


def _samples(upload: Upload, heading: str) -> list[str]:
    """The first different cells under a heading."""
    cells = upload.table.columns[upload.table.header.index(heading)].distinct
    return [cut(" ".join(cell.split()), 60) for cell in cells if cell][:SAMPLES]


def _show_columns(upload: Upload, chosen: Mapping[str, str]) -> None:
    """Every column that will be read, beside its heading, and the headings that will not."""
    frame = pd.DataFrame(
        [(COLUMN[name].label, heading, "; ".join(_samples(upload, heading))) for name, heading in chosen.items()],
        columns=["Column of the register", "Heading in the file", "For example"],
    )
    tables.plain(frame, alt="Columns of the register and the headings they are read from")
    headings = [heading for heading in upload.table.header if heading]
    left = [heading for heading in readable_headings(upload.table) if heading not in set(chosen.values())]
    twice = list(dict.fromkeys(heading for heading in headings if heading not in readable_headings(upload.table)))
    if left:
        screen.caption(f"Not read: {', '.join(left)}.")
    if twice:
        screen.caption(f"More than once in the file, so not read: {', '.join(twice)}.")


def _constants(request: _Request, chosen: Mapping[str, str]) -> dict[str, str]:
    """One value for the whole file, for what must be there and no heading gives, and for what was proposed."""
    proposed = {"source": proposed_source(request.upload.table, request.upload.filename)} | dict(
        request.start.constants
    )
    names = [
        name
        for name in COLUMN
        if not chosen.get(name) and (name in ("source", "status") or name in request.start.constants)
    ]
    with st.container(horizontal=True, gap=38):
        return {name: _constant(request, name, proposed.get(name, "")) for name in names}


def _constant(request: _Request, name: str, proposed: str) -> str:
    words = f"{COLUMN[name].label} of every row"
    allowed = allowed_values(name)
    if allowed is None:
        typed = screen.text_input(
            words, proposed, key=request.key(f"constant_{name}"), placeholder="For example HMICFRS", width=TILE
        )
        return typed.strip()
    index = allowed.index(proposed) if proposed in allowed else None
    chosen = screen.selectbox(
        words, allowed, index=index, placeholder="Choose one", key=request.key(f"constant_{name}"), width=TILE
    )
    return chosen or ""


def _words(request: _Request, proposal: Proposal) -> dict[str, dict[str, str]]:
    """Our word for each of theirs, in every column whose words are ours to say."""
    chosen: dict[str, dict[str, str]] = {}
    for column in dict.fromkeys(value.column for value in proposal.values):
        values = [value for value in proposal.values if value.column == column]
        table = _words_of(request, column, values)
        if any(theirs.casefold() != table.get(theirs) for theirs in (value.theirs for value in values)):
            chosen[column] = table  # else their words are ours, and those not in this file are known too
    return chosen


def _words_of(request: _Request, column: str, values: Sequence[Value]) -> dict[str, str]:
    """The words of one column: those without a proposal are asked for, the others folded."""
    first = values[:MOST_WORDS]
    unknown = [value for value in first if value.ours is None]
    name = COLUMN[column].label.lower()
    table: dict[str, str | None] = {}
    if unknown:
        headings.section_heading(
            f"{plural(len(unknown), 'word')} for {name} not yet mapped", _words_subtitle(len(values))
        )
        table |= {value.theirs: _new_word(request, value) for value in unknown}
    known = [value for value in first if value not in unknown]
    if known:
        mapped = sum(value.ours is not None for value in known)
        open_ = f", {count(len(known) - mapped)} not yet mapped" if mapped < len(known) else ""
        words = f"{plural(mapped, 'word')} for {name} mapped{open_}"
        with screen.expander(words), st.container(horizontal=True, gap=38):
            table |= {value.theirs: _known_word(request, value) for value in known}
    return {theirs: ours for theirs, ours in table.items() if ours is not None}


def _words_subtitle(number: int) -> str:
    if number > MOST_WORDS:
        return f"The {MOST_WORDS} commonest of {number}; rows with any other are reported as faults"
    return "The commonest first; rows with a word that is not mapped are reported as faults"


def _new_word(request: _Request, value: Value) -> str | None:
    return choices.one_of(
        _theirs(value),
        _ours(value.column),
        key=request.key(f"{value.column}_{value.theirs}"),
        format_func=lambda word: _word_shown(value.column, word),
    )


def _known_word(request: _Request, value: Value) -> str | None:
    options = [*_ours(value.column), UNMAPPED]
    chosen = screen.selectbox(
        _theirs(value),
        options,
        index=options.index(value.ours if value.ours is not None else UNMAPPED),
        format_func=lambda word: _word_shown(value.column, word),
        key=request.key(f"{value.column}_{value.theirs}"),
        width=TILE,
    )
    return None if chosen == UNMAPPED else chosen


def _theirs(value: Value) -> str:
    return f"{value.theirs or 'A blank cell'}, in {plural(value.times, 'row')}"


def _ours(column: str) -> list[str]:
    return [*(allowed_values(column) or ()), *([] if column == "status" else [""])]


def _word_shown(column: str, word: str) -> str:
    if word == UNMAPPED:
        return "Not yet mapped"
    return label(column, word) if word else "Blank"


def _dates(request: _Request, proposal: Proposal) -> dict[str, DateOrder]:
    """The one order in which each date column is read; those that the cells do not settle are asked for."""
    unclear = [date for date in proposal.dates if not date.certain]
    clear = [date for date in proposal.dates if date.certain]
    orders: dict[str, DateOrder] = {}
    if unclear:
        headings.section_heading("How the dates are written", "Each column is read in one order only")
        with st.container(horizontal=True, gap=38):
            orders |= {column.column: _order(request, column) for column in unclear}
    if clear:
        label_of_clear = f"{plural(len(clear), 'date column')} with a clear order of day and month"
        with screen.expander(label_of_clear), st.container(horizontal=True, gap=38):
            orders |= {column.column: _order(request, column) for column in clear}
    return orders


def _order(request: _Request, date_column: DateColumn) -> DateOrder:
    with st.container(width=TILE, gap="xxsmall"):
        order = screen.selectbox(
            COLUMN[date_column.column].label,
            list(ORDER_IN_WORDS),
            index=list(ORDER_IN_WORDS).index(date_column.order),
            format_func=ORDER_IN_WORDS.__getitem__,
            key=request.key(f"date_{date_column.column}"),
        )
        screen.caption(date_column.evidence)
    return order


def _reference(request: _Request, proposal: Proposal) -> ReferenceProposal | None:
    """How references are made where no column tells the rows apart; None where they are read from one."""
    proposed = proposal.reference
    if proposed is None:
        return None
    if proposed.columns:
        headings.section_heading("The references are built", proposed.reason)
        return proposed
    headings.section_heading("The references are joined from several columns", proposed.reason)
    joined = f"Join {listed([f'“{heading}”' for heading in proposed.headings])}"
    alone = f"Read “{proposed.headings[-1]}” alone"
    chosen = choices.one_of("Reference", [joined, alone], key=request.key("reference"), chosen=joined)
    return None if chosen == alone else proposed


def _meanings(request: _Request, proposal: Proposal, dates: Mapping[str, DateOrder]) -> dict[Unsettled, str]:
    """What the texts in date columns mean, and blank cells under filled ones: each proposed, confirmed by saving."""
    table = request.upload.table
    positions = {match.column: table.header.index(match.heading) for match in proposal.matches}
    key = (request.upload.id, table.sheet, tuple(positions.items()), tuple(dates.items()))
    cached = load_state.cached("unsettled", key, lambda: unsettled(table, positions, dates))
    if not cached:
        return {}
    headings.section_heading(
        f"{plural(len(cached), 'more thing')} to confirm", "The likeliest is chosen. Saving the layout confirms it."
    )
    answers = {}
    for question in cached:
        proposed = known_answer(request.nearest, question) or ANSWERS[question.kind][0]
        answer = meanings.ask(question, proposed, request.key(f"{question.kind}_{question.column}"))
        answers[question] = answer or NOT_READ
    return answers


def _separators(request: _Request, proposal: Proposal) -> dict[str, str]:
    """What separates several items in one cell; "" where nothing does."""
    lists = [match.column for match in proposal.matches if COLUMN[match.column].type == "list"]
    with st.container(horizontal=True, gap=38):
        return {
            name: screen.text_input(
                f"{COLUMN[name].label}: what separates several in one cell",
                value=proposal.separators.get(name, ""),
                key=request.key(f"separator_{name}"),
                placeholder="Nothing: one in each cell",
                width=TILE,
            )
            for name in lists
        }


def _title(request: _Request, layouts: Sequence[Layout]) -> str:
    proposed = proposed_title(request.upload.filename)
    return screen.text_input(
        "Name of the layout",
        value=request.edited.title if request.edited else free_title(proposed, layouts),
        key=request.key("title"),
        help="The next file with these headings is read with this layout.",
        width=TILE,
    )
