"""One part of an extract taken out of all figures: the extract of its day is loaded anew without it."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date
from pathlib import Path

from analytics import people
from analytics.english import day, listed, plural
from analytics.errors import RegisterError
from analytics.intake.anomalies import Anomaly
from analytics.people import Right
from analytics.register import parts
from analytics.register import programmes as companion
from analytics.register.faults import faults_csv, faults_of_part
from analytics.register.folder import FAULTS, PARTS, Loading, Manifest, Withdrawal, in_force, loadings
from analytics.register.loading import about_parts
from analytics.register.parts import Joined, StoredPart
from analytics.register.seal import MANIFEST
from analytics.register.writing import preparing, publish_extract


def withdraw_part(folder: Path, as_at: date, name: str, withdrawal: Withdrawal) -> Loading:
    """Take one part of the extract of a day out of all figures, with the reason; the other parts stay.

    The extract with the part is kept as one that was replaced, and the part can be loaded again. Raises RegisterError
    where the day has no extract in force with that part and others, or no reason is given, and as `people.writer`.
    """
    withdrawal = replace(withdrawal, withdrawn_by=people.writer(Right.LOAD, withdrawal.withdrawn_by))
    if not withdrawal.why.strip():
        raise RegisterError("A part is withdrawn with a written reason; none was given.")
    loading, withdrawn, first = _part_in_force(folder, as_at, name)
    joined = parts.join(first.part.name, first.rows, as_at, folder, (), left_out=withdrawn.part.folder)
    manifest = _manifest(loading, joined, first, withdrawn, withdrawal)
    with preparing(folder) as prepared:
        parts.write_others(replace(joined, others=(first, *joined.others)), prepared)
        faults = [
            fault for part in manifest.parts for fault in faults_of_part(prepared / PARTS / part.folder, part.name)
        ]
        (prepared / FAULTS).write_text(faults_csv(faults), encoding="utf-8")
        if manifest.programmes:
            companion.copy(loading, prepared)
        (prepared / MANIFEST).write_text(manifest.to_json(), encoding="utf-8")
        path = publish_extract(prepared, folder, as_at, joined.after)
    return next(loading for loading in loadings(folder) if loading.path == path)


def _part_in_force(folder: Path, as_at: date, name: str) -> tuple[Loading, StoredPart, StoredPart]:
    """The extract of a day, its part of that name, and the first of the others."""
    loading = next((loading for loading in in_force(folder) if loading.as_at == as_at), None)
    stored_parts = parts.parts_of(loading) if loading and loading.manifest.parts else ()
    withdrawn = next((stored for stored in stored_parts if stored.part.folder == parts.folder_name(name)), None)
    if loading is None or withdrawn is None:
        names = listed([stored.part.name for stored in stored_parts]) or "none"
        raise RegisterError(f"The extract of {day(as_at)} has no part “{name}” in force. Its parts: {names}.")
    others = [stored for stored in stored_parts if stored is not withdrawn]
    if not others:
        raise RegisterError(f"“{withdrawn.part.name}” is the only part of the extract. Withdraw the whole extract.")
    return loading, withdrawn, others[0]


def _manifest(
    loading: Loading, joined: Joined, first: StoredPart, withdrawn: StoredPart, withdrawal: Withdrawal
) -> Manifest:
    """What is known of the extract without the part; that it was withdrawn, and why, is among what is unusual in it."""
    part, rows = withdrawn.part, plural(len(withdrawn.rows), "recommendation")
    message = f"The part {part.name} was withdrawn, with {rows} from the file {part.filename}."
    anomaly = Anomaly("part withdrawn", message, "source", tuple(withdrawn.rows["reference"]))
    who = {"loaded_at": withdrawal.withdrawn_at, "loaded_by": withdrawal.withdrawn_by}
    all_parts = [first.part, *(other.part for other in joined.others)]
    reason = f"{part.name} withdrawn: {withdrawal.why.strip()}"
    noted = asdict(anomaly) | {"part": part.folder, "because": reason}
    about = about_parts(all_parts, joined, who, [noted], [reason], replaced=loading)
    programmes = loading.manifest.programmes
    return Manifest(**about, as_at=loading.as_at, programmes=programmes, demonstration=loading.manifest.demonstration)
