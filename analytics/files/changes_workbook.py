"""What changed between two days as a workbook: a cover, the sum with its residual, and every change with its days."""

from __future__ import annotations

from typing import BinaryIO

import pandas as pd

from analytics.english import ALL_RECOMMENDATIONS, day, sentence_case
from analytics.files.workbook import INVENTED, Cover, Heading, Sheet
from analytics.files.workbook import write as write_workbook
from analytics.filters import Filters
from analytics.measures.changes import GROUPS, Changes, Happened
from analytics.register.database import Register
from analytics.sections import changes as section
from analytics.sections.event_lines import event_line
from analytics.vocabulary import COLUMN

HEADINGS = {
    "What happened": 22,
    "Reference": 16,
    "Source": 16,
    "Report": 40,
    "Recommendation": 70,
    "Column": 20,
    "Before": 24,
    "After": 24,
    "In words": 50,
    "Date": 13,
    "First said in the extract of": 13,
}
"""The columns of the table of changes, with their widths in letters."""


def table(happened: Happened) -> pd.DataFrame:
    """Every change a row, in the order of the page: what happened, to what, before and after, and its two days."""
    rows = []
    for group in GROUPS:
        for event in happened.of(group).to_dict("records"):
            column = event["column_name"]
            about = [group, event["reference"], event["source"], event["report"], event["text"]]
            values = [
                COLUMN[column].label if column else None,
                event["before"],
                event["after"],
                event_line(event).plain(),
            ]
            rows.append([*about, *values, event["took_effect_on"], event["extract_day"]])
    found_rows = pd.DataFrame(rows, columns=list(HEADINGS)).astype(object)
    return found_rows.where(found_rows.notna(), None)


def write(changes: Changes, register: Register, filters: Filters, marking: str, to: BinaryIO) -> None:
    """Write the changes of a choice of recommendations as a workbook."""
    rows = list(section.with_residual(changes.statement).itertuples(index=False, name=None))
    the_sum = (
        Sheet(
            tab="Sum",
            title="Outstanding at both days, and what changed it",
            notes=("This sheet holds one table, a term of the sum a row.", section.both_stocks(changes)),
            headings=(Heading("Term", 40), Heading("Recommendations", 18)),
            batches=(rows,),
        ),
    )
    lists = (
        Sheet(
            tab="Changes",
            title=sentence_case(section.in_all(changes)),
            notes=("This sheet holds one table, a change a row.", "A blank cell: there was or is no value."),
            headings=tuple(Heading(words, width) for words, width in HEADINGS.items()),
            batches=(table(changes).itertuples(index=False, name=None),),
        ),
    )
    write_workbook(_cover(changes, register, filters, marking), (*(the_sum if changes.is_known else ()), *lists), to)


def _cover(changes: Changes, register: Register, filters: Filters, marking: str) -> Cover:
    handling = [INVENTED]
    chosen = sentence_case(filters.describe()) or ALL_RECOMMENDATIONS
    days = (section.of_period(changes), f"As at {day(changes.as_at)}, known at {day(changes.known_at)}.")
    return Cover(
        title=section.sentence(changes),
        marking=marking,
        day=changes.as_at,
        parts=(
            ("Handling", (f"{marking}.", *(handling if register.is_demonstration else []))),
            ("What was chosen", (f"{chosen}.",)),
            ("Days", days),
            ("Source", (f"Register version: {register.edition}.",)),
        ),
    )
