"""What stands beside every figure of a register: how to read it, what was accepted when loading it, what is out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from analytics.register.database import Moment, Register
from analytics.register.folder import Loading, loadings
from analytics.register.parts import carried_in_words
from analytics.wording import day, listed, plural, sentence_case


def remarks(register: Register, moment: Moment) -> tuple[str, ...]:
    """The remarks on the extracts that are used at a moment, each a sentence."""
    used = register.extracts[: register.known(moment.known_at)]
    shown = [loading.manifest for loading in used if not loading.manifest.demonstration]
    notes = dict.fromkeys(sentence_case(manifest.note).rstrip(".") + "." for manifest in shown if manifest.note)
    accepted = [_accepted(loading) for loading in used if loading.manifest.accepted_because]
    return (*notes, *accepted, *_carried_over(used), *_withdrawn(register))


def _carried_over(used: Sequence[Loading]) -> tuple[str, ...]:
    """Which parts of the newest extract used are those of an earlier one."""
    return tuple(carried_in_words(part) for part in used[-1].manifest.parts if part.carried_over_from)


def _accepted(loading: Loading) -> str:
    """What was wrong with an extract and why it was loaded all the same."""
    found = loading.manifest
    wrong = [plural(found.rejected, "row was", "rows were") + " rejected"] if found.rejected else []
    wrong += [str(anomaly.get("message", "")).rstrip(".") for anomaly in found.anomalies]
    said = "; ".join(wrong) or "something had to be accepted"
    return f"Extract of {day(found.as_at)}: {said}. Accepted because: {found.accepted_because}"


def replaced(register: Register) -> tuple[str, ...]:
    """Of which days the extract in force replaced an earlier load; a sentence, or nothing."""
    days = _out(register) & _in_force(register)
    if not days:
        return ()
    said = f"The present extract of {_days(days)} replaced an earlier load of that day"
    if len(days) > 1:
        said = f"The present extracts of {_days(days)} each replaced an earlier load of their day"
    return (f"{said}, which is kept, but in no figure.",)


def _withdrawn(register: Register) -> tuple[str, ...]:
    """Of which days an extract was loaded and none is in force."""
    days = _out(register) - _in_force(register)
    return (f"Loaded for {_days(days)}, then withdrawn: kept, but in no figure.",) if days else ()


def _out(register: Register) -> set[date]:
    """The days of the loads that are in no figure; not where only further parts were added to them."""
    used = {loading.as_at: loading for loading in register.extracts}
    paths = {loading.path for loading in register.extracts}
    out = [loading for loading in loadings(register.folder) if loading.path not in paths]
    return {one.as_at for one in out if not (files := _files(one)) or not files <= _files(used.get(one.as_at))}


def _files(loading: Loading | None) -> set[str]:
    """The files loaded for the day itself as parts of an extract, by their contents."""
    parts = loading.manifest.parts if loading else ()
    return {part.sha256 for part in parts if part.carried_over_from is None}


def _in_force(register: Register) -> set[date]:
    return {loading.as_at for loading in register.extracts}


def _days(days: set[date]) -> str:
    return listed([day(when) for when in sorted(days)])
