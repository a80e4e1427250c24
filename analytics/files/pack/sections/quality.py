"""How far the figures can be trusted: the extracts behind them, what was accepted, what is undated."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from analytics.english import day, plural
from analytics.files.pack.blocks import sentences, table
from analytics.files.pack.content import Block
from analytics.files.pack.context import PackContext
from analytics.measures import quality, received_and_closed
from analytics.register.folder import Loading
from analytics.sections import quality as section

MOST_EXTRACTS = 12


def exceptions(material: PackContext) -> Iterator[Block]:
    """Anomalies accepted, rejected rows, faults that came, fill rates that moved, and what has no date."""
    if not material.register.has_every_row:
        yield from sentences("How the extracts were loaded is marked above the clearance of whoever made this pack.")
        yield from sentences(_undated(material))
        return
    known_at = material.dates.known_at
    used = material.register.extracts[: material.register.known(known_at)]
    in_force = {loading.as_at for loading in used}
    accepted = [entry for entry in quality.accepted(material.register.folder) if entry.as_at in in_force]
    heading = section.accepted_heading(accepted)
    yield from table(heading, section.accepted(accepted), most=MOST_EXTRACTS) if accepted else sentences(f"{heading}.")
    if len(used) > 1:
        before, now = (day(loading.as_at) for loading in used[-2:])
        requested = (material.register, known_at)
        rows = section.moves(quality.fill_moves(*requested), quality.fault_moves(*requested))
        days = f"{section.MOVED}. {before} to {now}."
        heading = section.moves_heading(rows)
        yield from (table(heading, rows, note=days) if len(rows) else sentences(f"{heading}, {before} to {now}."))
    yield from sentences(_undated(material))
    note = "Rows read = accepted + repeated + rejected. A warning is a cell with an error. Newest first."
    yield from table("The extracts behind the figures", _extracts(used), note=note, most=MOST_EXTRACTS)


def _undated(material: PackContext) -> str:
    undated = received_and_closed.undated(material.register, material.filters.without("status"))
    if not undated.received and not undated.closed:
        return "Every recommendation shown has a date of receipt, and every closure a date."
    received = plural(undated.received, "recommendation has", "recommendations have")
    closed = plural(undated.closed, "closure has no date", "closures have no date")
    first_sentences = f"{received} no date of receipt, and {closed}. They are counted, but in no month."
    return (
        f"{first_sentences} Undated closures are left out of the time to close." if undated.closed else first_sentences
    )


def _extracts(used: tuple[Loading, ...]) -> pd.DataFrame:
    """A row an extract, the newest first."""
    manifests = [loading.manifest for loading in reversed(used)]
    return pd.DataFrame(
        {
            "Extract": [manifest.as_at for manifest in manifests],
            "Loaded": [manifest.loaded_at.date() for manifest in manifests],
            "By": [manifest.loaded_by for manifest in manifests],
            "Read": [manifest.read for manifest in manifests],
            "Accepted": [manifest.accepted for manifest in manifests],
            "Repeated": [manifest.repeated for manifest in manifests],
            "Rejected": [manifest.rejected for manifest in manifests],
            "Warnings": [manifest.warned for manifest in manifests],
        }
    )
