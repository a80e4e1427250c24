"""What stands beside every figure of a register: how to read it, what was accepted when loading it, what is out."""

from __future__ import annotations

from analytics.register.database import Moment, Register
from analytics.register.folder import Loading, loadings
from analytics.wording import day, listed, plural, sentence_case


def remarks(register: Register, moment: Moment) -> tuple[str, ...]:
    """The remarks on the extracts that are used at a moment, each a sentence."""
    used = register.extracts[: register.known(moment.known_at)]
    shown = [loading.manifest for loading in used if not loading.manifest.demonstration]
    notes = dict.fromkeys(sentence_case(manifest.note).rstrip(".") + "." for manifest in shown if manifest.note)
    accepted = [_accepted(loading) for loading in used if loading.manifest.accepted_because]
    return (*notes, *accepted, *_replaced(register))


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
