"""What is proposed for closure with its evidence, the candidates for closure, and how many are closed on time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pandas as pd

from analytics.english import listed, number_or_none, plural
from analytics.files.pack import blocks
from analytics.files.pack.blocks import sentences
from analytics.files.pack.content import Block
from analytics.files.pack.context import PackContext
from analytics.measures import recommendations
from analytics.measures.assurance import candidates
from analytics.measures.closure_rates import on_time
from analytics.measures.due_dates import DUE_DATES
from analytics.sections import assurance as section
from analytics.sections import closure_rates
from analytics.sections.changes import recommendation_texts
from analytics.vocabulary import COLUMN, Status, allowed_values, label

EVIDENCE = ("proposed_for_closure_on", "owner_role", "assured_by_role", "assurance_outcome", "evidence")
"""What a meeting asks of a closure that is proposed."""


def closure(material: PackContext) -> Iterator[Block]:
    """Proposed for closure with evidence, candidates for closure, which are open, and how many are closed on time."""
    statuses = material.filters.status
    if statuses and Status.PROPOSED not in statuses:
        yield from sentences("The status filter leaves out what is proposed for closure.")
    else:
        yield from _proposed(material)
    yield from _candidates(material)
    yield from _on_time(material)


def _candidates(material: PackContext) -> Iterator[Block]:
    if "tags" not in material.recorded:
        yield from sentences("This register does not record candidates for closure.")
        return
    (heading, note), rows = section.candidates(candidates(material.register, material.filters))
    yield from (blocks.listing(heading, rows, note=f"{note}.") if len(rows) else sentences(f"{heading}."))


def _on_time(material: PackContext) -> Iterator[Block]:
    """Closed by the date first agreed in the last 12 months, and of them implemented, as on the page of assurance."""
    if not material.recorded & DUE_DATES:
        yield from sentences("This register does not record due dates, so no on-time rate is shown.")
        return
    result = on_time(material.register, material.known_filters)
    (heading, note), rows = closure_rates.on_time(result, has_reasons="close_reason" in material.recorded)
    yield from (blocks.table(heading, rows, note=f"{note}.") if len(rows) else sentences(f"{heading}. {note}."))


def _proposed(material: PackContext) -> Iterator[Block]:
    rows = proposed(material)
    if rows.empty:
        is_recorded = bool(material.recorded & section.ASSURING)
        none = (
            "No recommendations are proposed for closure."
            if is_recorded
            else "This register records no steps of assurance."
        )
        yield from sentences(none)
        return
    number = len(rows)
    text = f"{plural(number, 'recommendation is', 'recommendations are')} proposed for closure"
    evidence = COLUMN["evidence"].label
    with_evidence = int(rows[evidence].notna().sum()) if evidence in rows else 0
    of = "it" if number == 1 else f"{number_or_none(with_evidence)} of them"
    evidenced = f"The register gives {'no ' if number == 1 and not with_evidence else ''}evidence for {of}"
    yield from sentences(f"{text}. {evidenced}.")
    blank = [name for name in rows.columns if rows[name].isna().all()]
    none = f"Not given for any of them: {listed(blank).lower()}. " if blank else ""
    yield from blocks.listing(text, rows.drop(columns=blank), note=f"{none}{_absent(material)}".strip())


def proposed(material: PackContext) -> pd.DataFrame:
    """A row a recommendation proposed for closure, with what the register records of why it may be closed."""
    chosen = replace(material.filters, status=(str(Status.PROPOSED),))
    evidence_columns = tuple(name for name in EVIDENCE if name in material.recorded)
    rows = recommendations.rows(
        material.register, chosen, ("reference", "source", "text", "report", *evidence_columns), "reference"
    )
    columns = {
        "Reference": rows["reference"],
        "Source": [label("source", source) for source in rows["source"]],
        "Recommendation": recommendation_texts(rows),
    }
    for name in evidence_columns:
        cells = rows[name].astype(object).where(rows[name].notna(), None)
        is_word = allowed_values(name) is not None
        columns[COLUMN[name].label] = [label(name, cell) if cell and is_word else cell for cell in cells]
    return pd.DataFrame(columns)


def _absent(material: PackContext) -> str:
    names = [COLUMN[name].label for name in EVIDENCE if name not in material.recorded]
    return f"Not recorded in this register: {listed(names).lower()}." if names else ""
