"""The chosen rows as a workbook: a cover that says what they are, the recommendations, and what each column means."""

from __future__ import annotations

from typing import BinaryIO

from analytics.english import ALL_RECOMMENDATIONS, count, day, listed, plural, sentence_case
from analytics.errors import RegisterError
from analytics.export_format import WORKED_OUT
from analytics.files.selection import Selection
from analytics.files.workbook import INVENTED, MOST_ROWS, Cover, Heading, Sheet
from analytics.files.workbook import write as write_workbook
from analytics.filters import Filters
from analytics.measures.coverage import extract_days
from analytics.measures.filter_options import options, recorded
from analytics.sections.days_outside_extracts import outside_extracts_note
from analytics.vocabulary import COLUMN, DATE_COLUMNS, LONG_COLUMNS

SHORTHAND = {
    "HMICFRS": "HMICFRS: His Majesty’s Inspectorate of Constabulary and Fire & Rescue Services",
    "DARA": "DARA: the Directorate of Audit, Risk and Assurance, which audits from within",
    "IOPC": "IOPC: Independent Office for Police Conduct",
    "Coroner": "PFD: a coroner’s report to prevent future deaths",
}
"""What the short names of sources stand for."""

_WIDE = {"reference": 16, "report": 40, "strategic_priority": 40, "programme": 30, "theme": 24, "owner_role": 30}


def write(selection: Selection, to: BinaryIO) -> int:
    """Write the selection as a workbook; the number of rows. Raises RegisterError where a sheet cannot hold them."""
    if selection.count > MOST_ROWS:
        raise RegisterError(
            f"A workbook holds at most {count(MOST_ROWS)} recommendations and {count(selection.count)} are chosen. "
            "Choose fewer, or take the CSV, which has no limit."
        )
    filled = recorded(selection.register, selection.filters) | {*WORKED_OUT}
    columns = tuple(name for name in selection.columns if name in filled)
    write_workbook(_cover(selection, columns), (_recommendations(selection, columns), _columns(columns)), to)
    return selection.count


def label(column: str) -> str:
    """The heading of a column of an export."""
    return COLUMN[column].label if column in COLUMN else WORKED_OUT[column][0]


def meaning(column: str) -> str:
    """What a column of an export says."""
    return COLUMN[column].meaning if column in COLUMN else WORKED_OUT[column][1]


def _recommendations(selection: Selection, columns: tuple[str, ...]) -> Sheet:
    places = [selection.columns.index(name) for name in columns]
    return Sheet(
        tab="Recommendations",
        title=_title(selection),
        notes=(
            f"{selection.marking}. This sheet holds one table, a recommendation a row.",
            "A blank cell: the register does not say.",
        ),
        headings=tuple(Heading(label(name), _width(name)) for name in columns),
        batches=([[row[place] for place in places] for row in batch] for batch in selection.batches()),
    )


def _columns(columns: tuple[str, ...]) -> Sheet:
    rows = [(label(name), name, meaning(name)) for name in columns]
    return Sheet(
        tab="Columns",
        title="What each column means",
        notes=("This sheet holds one table, a column of the sheet Recommendations a row.",),
        headings=(Heading("Column", 28), Heading("Name in the CSV", 28), Heading("Meaning", 80)),
        batches=(rows,),
    )


def _sources(selection: Selection) -> set[str]:
    return {value for value, _ in options(selection.register, selection.filters).get("source", ())}


def _width(column: str) -> int:
    if column in LONG_COLUMNS:
        return 70
    return 13 if column in DATE_COLUMNS or column.endswith("_on") else _WIDE.get(column, 20)


def _title(selection: Selection) -> str:
    return f"{plural(selection.count, 'recommendation')}, as at {day(selection.as_at)}"


def _cover(selection: Selection, columns: tuple[str, ...]) -> Cover:
    parts = [
        ("Handling", _handling(selection)),
        ("What was chosen", (_chosen(selection.filters), *_left_out(selection), f"Order: {selection.order}.")),
        ("Days", _days(selection)),
        ("Source", _source(selection)),
        ("Blank cells and shorthand", _blanks(selection, columns)),
    ]
    return Cover(title=_title(selection), marking=selection.marking, day=selection.as_at, parts=tuple(parts))


def _handling(selection: Selection) -> tuple[str, ...]:
    marking = f"{selection.marking}, the highest marking among the rows."
    if not selection.register.is_demonstration:
        return (marking,)
    return (marking, INVENTED)


def _chosen(filters: Filters) -> str:
    words = sentence_case(filters.describe()) or ALL_RECOMMENDATIONS
    not_counted = (
        "" if filters.kind else " Causes of concern and advice are counted apart and are not in this workbook."
    )
    return f"{words}.{not_counted}"


def _left_out(selection: Selection) -> tuple[str, ...]:
    if not selection.for_publication:
        return ()
    words = plural(selection.left_out, "recommendation is", "recommendations are")
    return (f"A version for publication: {words} left out because of the marking OFFICIAL-SENSITIVE.",)


def _days(selection: Selection) -> tuple[str, ...]:
    dates = selection.register.dates(selection.filters)
    lines = (
        f"As at {day(dates.as_at)}: where each recommendation stood at the end of that day.",
        f"Known at {day(dates.known_at)}: worked out from the extracts up to that day.",
        outside_extracts_note(extract_days(selection.register), selection.filters),
    )
    return tuple(filter(None, lines))


def _source(selection: Selection) -> tuple[str, ...]:
    register = selection.register
    kind = "demonstration register" if register.is_demonstration else "recommendations register"
    loaded = register.newest.manifest.loaded_at.date()
    extracts = f"{plural(len(register.extracts), 'extract')}, the newest of {day(register.newest.as_at)}"
    return (f"The {kind}, {extracts}, loaded on {day(loaded)}.", f"Register version: {register.edition}.")


def _blanks(selection: Selection, columns: tuple[str, ...]) -> tuple[str, ...]:
    absent = [label(name).lower() for name in selection.columns if name not in columns]
    lines = [
        "A blank cell: the register does not say. Blank in “Days late”: it is not late.",
        "Several values in one cell are separated by semicolons. Days are written year-month-day.",
    ]
    lines += [f"{words}." for source, words in SHORTHAND.items() if source in _sources(selection)]
    if absent:
        lines.append(f"Not recorded in this register, so without a column: {listed(absent)}.")
    return tuple(lines)
