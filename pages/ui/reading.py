"""The facts of the register that is shown: what the frame says of it, for the days that the reader chose."""

from __future__ import annotations

from dataclasses import replace

from analytics.filters import BLANK, EVERYTHING, Filters
from analytics.measures import options
from analytics.measures.listing import marking
from analytics.register.database import Register
from analytics.register.folder import Loading, loadings
from analytics.vocabulary import Kind
from analytics.wording import day, listed, plural, sentence_case
from pages.ui import cached, state
from pages.ui.facts import Facts

EVERY_KIND = (*Kind, BLANK)


def facts() -> Facts:
    """The facts of the register that is shown. Raises EmptyRegister where it holds no extract."""
    found = cached.result(_facts, _days())
    assert isinstance(found, Facts)
    return found


def recorded() -> frozenset[str]:
    """The standard columns that the register records at all, by the reader's days; no other choice changes them."""
    found: frozenset[str] = cached.result(options.recorded, _days())
    return found


def _days() -> Filters:
    chosen = state.filters()
    return replace(EVERYTHING, as_at=chosen.as_at, known_at=chosen.known_at)


def _facts(register: Register, days: Filters) -> Facts:
    newest = register.newest.manifest
    return Facts(
        version=register.version,
        extracts=tuple(loading.as_at for loading in register.extracts),
        loaded_on=newest.loaded_at.date(),
        marking=marking(register, replace(days, kind=EVERY_KIND)),
        is_demonstration=register.is_demonstration,
        source="demonstration register" if register.is_demonstration else "recommendations register",
        options=options.options(register, days),
        remarks=tuple(_remarks(register, days)),
    )


def _remarks(register: Register, days: Filters) -> list[str]:
    """What stands beside every figure: how to read this register, and what an analyst accepted when loading it."""
    used = register.extracts[: register.known(register.moment(days).known_at)]
    shown = [loading.manifest for loading in used if not loading.manifest.demonstration]
    notes = dict.fromkeys(sentence_case(manifest.note).rstrip(".") + "." for manifest in shown if manifest.note)
    return [
        *notes,
        *(_accepted(loading) for loading in used if loading.manifest.accepted_because),
        *_replaced(register),
    ]


def _accepted(loading: Loading) -> str:
    """What was wrong with an extract and why it was loaded all the same."""
    found = loading.manifest
    wrong = [plural(found.rejected, "row was", "rows were") + " rejected"] if found.rejected else []
    wrong += [str(anomaly.get("message", "")).rstrip(".") for anomaly in found.anomalies]
    said = "; ".join(wrong) or "something had to be accepted"
    return f"Extract of {day(found.as_at)}: {said}. Accepted because: {found.accepted_because}"


def _replaced(register: Register) -> list[str]:
    """Which extracts are no longer in any figure, replaced by a later loading or withdrawn."""
    in_force = {loading.path for loading in register.extracts}
    out = sorted({loading.as_at for loading in loadings(register.folder) if loading.path not in in_force})
    if not out:
        return []
    days = listed([day(when) for when in out])
    return [f"Loaded for {days}, then replaced or withdrawn: kept, but in no figure."]
