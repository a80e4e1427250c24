"""What stands beside every figure of a register: how to read it, what was accepted when loading it, what is out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from analytics.english import day, listed, plural, sentence_case
from analytics.intake.anomalies import anomalies
from analytics.intake.faults import Reading
from analytics.register.database import AsAt, Register
from analytics.register.faults import read_faults
from analytics.register.folder import Loading, in_force, loadings, seal_problems
from analytics.register.parquet import read_rows
from analytics.register.parts import carried_over_sentence


def remarks(register: Register, dates: AsAt) -> tuple[str, ...]:
    """The remarks on the extracts that are used at a dates, each a sentence."""
    used = register.extracts[: register.known(dates.known_at)]
    real_manifests = [loading.manifest for loading in used if not loading.manifest.demonstration]
    notes = dict.fromkeys(
        sentence_case(manifest.note).rstrip(".") + "." for manifest in real_manifests if manifest.note
    )
    if register.has_every_row:
        result = anomalies_now(register.folder, register.version)
        wrong = [sentence for loading in used if (sentence := _wrong(loading, result.get(loading.path, ())))]
    else:
        wrong = list(_without_details(register, used))
    return (*damage(register), *notes, *wrong, *_carried_over(used), *_withdrawn(register))


def _without_details(register: Register, used: Sequence[Loading]) -> Iterator[str]:
    """The same for who may not read every row: reasons and counts of faults may be about the others."""
    yield f"Only recommendations whose every marking is {register.clearance} are counted and listed."
    accepted = [day(loading.as_at) for loading in used if loading.manifest.accepted_because]
    if accepted:
        which = "extract" if len(accepted) == 1 else "extracts"
        text = f"Something was accepted with a reason in the {which} of {listed(accepted)}"
        yield f"{text}; your clearance does not show it."


def _carried_over(used: Sequence[Loading]) -> tuple[str, ...]:
    """Which parts of the newest extract used are those of an earlier one."""
    return tuple(carried_over_sentence(part) for part in used[-1].manifest.parts if part.carried_over_from)


def damage(register: Register) -> tuple[str, ...]:
    """Which extracts are damaged and left out, and which are missing a file that no figure needs."""
    incomplete = [
        f"The extract of {day(loading.as_at)} has lost {listed(loading.missing)}. No figure changes by this, but the "
        "extract can no longer be checked in full: put it back from a backup."
        for loading in register.extracts
        if loading.missing
    ]
    changed = [
        f"In the extract of {day(loading.as_at)}, {listed(loading.changed)} was changed by hand after the load. Counts "
        "of recommendations do not change by this. Put the folder back from a backup."
        for loading in register.extracts
        if loading.changed
    ]
    return (*map(str, register.damaged), *incomplete, *changed, *seal_problems(register.folder))


def _wrong(loading: Loading, messages: Sequence[str]) -> str:
    """What is wrong with an extract, and why it was loaded all the same; empty where nothing is wrong any more."""
    result = loading.manifest
    wrong = [plural(result.rejected, "row was", "rows were") + " rejected"] if result.rejected else []
    wrong += [message.rstrip(".") for message in messages]
    if result.accepted_because and (wrong or not result.anomalies):
        text = "; ".join(wrong) or "something had to be accepted"
        return f"Extract of {day(result.as_at)}: {text}. Accepted because: {result.accepted_because}"
    if wrong:
        why = "This comparison is new, so nobody has accepted it with a reason."
        return f"Extract of {day(result.as_at)}: {'; '.join(wrong)}. {why}"
    return ""


@lru_cache(maxsize=4)
def anomalies_now(folder: Path, version: str) -> dict[Path, tuple[str, ...]]:  # noqa: ARG001 - it keys the cache
    """What each extract in force says against the one in force before it now, by the extract's path, in sentences.

    As recorded at the load, unless an extract has been loaded, replaced or withdrawn between the two since then.
    `version` is the folder's fingerprint.
    """
    all_loadings, used = loadings(folder), in_force(folder)
    return {
        loading.path: _anomalies(before, loading, all_loadings)
        for before, loading in pairwise([None, *used])
        if loading
    }


def _anomalies(before: Loading | None, loading: Loading, all_loadings: Sequence[Loading]) -> tuple[str, ...]:
    compared = _before_at_load(loading, all_loadings)
    # Each part was compared with the same part before, which the whole extract is not.
    if loading.manifest.parts or (before and before.path) == (compared and compared.path):
        return tuple(str(anomaly.get("message", "")) for anomaly in loading.manifest.anomalies)
    result = loading.manifest
    reading = Reading(
        rows=read_rows(loading.rows),
        faults=read_faults(loading),
        read=result.read,
        accepted=result.accepted,
        repeated=result.repeated,
        rejected=result.rejected,
        columns=result.columns,
        rejected_references=result.rejected_references,
    )
    previous = read_rows(before.rows) if before else None
    return tuple(
        anomaly.message for anomaly in anomalies(previous, reading, loading.as_at, before.as_at if before else None)
    )


def _before_at_load(loading: Loading, all_loadings: Sequence[Loading]) -> Loading | None:
    """The extract that was in force before it when it was loaded, which its manifest was compared with."""
    now = loading.manifest.loaded_at
    earlier = [other for other in all_loadings if other.as_at < loading.as_at and other.manifest.loaded_at <= now]
    last = {other.as_at: other for other in earlier}.values()
    then = [other for other in last if other.withdrawal is None or other.withdrawal.withdrawn_at > now]
    return then[-1] if then else None


def replaced(register: Register) -> tuple[str, ...]:
    """Of which days the extract in force replaced an earlier load; a sentence, or nothing."""
    days = _out(register) & _in_force(register)
    if not days:
        return ()
    text = f"The present extract of {_days(days)} replaced an earlier load of that day"
    if len(days) > 1:
        text = f"The present extracts of {_days(days)} each replaced an earlier load of their day"
    return (f"{text}, which is kept, but in no figure.",)


def _withdrawn(register: Register) -> tuple[str, ...]:
    """Of which days an extract was loaded and none is in force."""
    days = _out(register) - _in_force(register)
    return (f"Loaded for {_days(days)}, then withdrawn: kept, but in no figure.",) if days else ()


def _out(register: Register) -> set[date]:
    """The days of the loads that are in no figure, apart from damaged ones and those to which parts were added."""
    used = {loading.as_at: loading for loading in register.extracts}
    others = {loading.path for loading in register.extracts} | {damaged.path for damaged in register.damaged}
    out = [loading for loading in loadings(register.folder) if loading.path not in others]
    return {
        damaged.as_at
        for damaged in out
        if not (files := _files(damaged)) or not files <= _files(used.get(damaged.as_at))
    }


def _files(loading: Loading | None) -> set[str]:
    """The files loaded for the day itself as parts of an extract, by their contents."""
    parts = loading.manifest.parts if loading else ()
    return {part.sha256 for part in parts if part.carried_over_from is None}


def _in_force(register: Register) -> set[date]:
    return {loading.as_at for loading in register.extracts}


def _days(days: set[date]) -> str:
    return listed([day(when) for when in sorted(days)])
