"""How an extract enters the register: read, checked against the one before it, written beside, renamed into place."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, time
from pathlib import Path, PurePath
from typing import Any

import pandas as pd

from analytics import people
from analytics.english import count, plural
from analytics.errors import LoadRefused
from analytics.intake.anomalies import Anomaly, anomalies, day_to_come, loaded_before
from analytics.intake.faults import Reading, total
from analytics.intake.layouts import Layout, layout_from_toml, layout_to_toml
from analytics.intake.previous_extract import contradicted
from analytics.intake.programmes import ProgrammesReading, read_programmes
from analytics.intake.register_so_far import RegisterSoFar
from analytics.intake.rows import read_extract
from analytics.people import Right
from analytics.register import parts
from analytics.register import programmes as companion
from analytics.register.faults import faults_csv, faults_of_part
from analytics.register.folder import (
    FAULTS,
    LAYOUT,
    PARTS,
    ROWS,
    Loading,
    Manifest,
    Part,
    in_force,
    loadings,
)
from analytics.register.parquet import newest_rows, read_rows, write_rows
from analytics.register.parts import Joined
from analytics.register.seal import MANIFEST
from analytics.register.writing import preparing, publish_extract
from analytics.vocabulary import COLUMN

OF_PARTS = ("part missing", "reference in two parts")
"""Kinds of anomaly that are of the extract and of none of its parts: another part may put them right."""

Progress = Callable[[float, str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What a file would bring: its rows, its faults, and how it differs from the extract before it.

    `joined` is given where the file is one part of the extract; `reading` is then of the file alone.
    """

    reading: Reading
    anomalies: tuple[Anomaly, ...]
    previous: date | None
    replaces: bool
    programmes: ProgrammesReading | None = None
    joined: Joined | None = None

    @property
    def rows(self) -> pd.DataFrame:
        """The rows that the extract would have: those of the file, joined with those of the other parts if any."""
        return self.joined.rows if self.joined else self.reading.rows

    @property
    def to_accept(self) -> tuple[str, ...]:
        """Everything that an analyst must accept with a written reason before the file is loaded; empty for none."""
        reasons = [anomaly.message for anomaly in self.anomalies]
        if self.reading.rejected:
            rejected = plural(self.reading.rejected, "row is", "rows are")
            reasons.insert(0, f"{rejected} rejected and would not be used.")
        if not self.reading.accepted:
            reasons.insert(0, "The file holds no row that can be accepted; the register would be empty on that day.")
        if self.programmes and self.programmes.rejected:
            reasons.append(f"{plural(self.programmes.rejected, 'row')} of the programmes file would be left out.")
        return tuple(reasons)


@dataclass(frozen=True, slots=True)
class File:
    """A file as it was handed over: its bytes and its name."""

    data: bytes
    filename: str


def check_extract(
    data: bytes,
    filename: str,
    layout: Layout,
    as_at: date,
    folder: Path,
    progress: Progress | None = None,
    *,
    programmes: File | None = None,
    renumber: bool = True,
    part: str | None = None,
    carry_over: Sequence[str] = (),
    marking: str | None = None,
    sheet: str | None = None,
    today: date | None = None,
) -> Check:
    """Read a file, and the programmes file with it, and compare it with the extract before it; nothing is loaded.

    With `renumber`, a reference that is probably one of the register written differently is read as that one, which the
    analyst has to accept; without it, it is a new recommendation's. With `part` the file is one part of the extract, of
    that name, and is compared with the same part before; `carry_over` names the parts of the extract before that are
    to stand as they were. `marking` is the handling marking of the rows that have none of their own. `sheet` is the
    sheet of a workbook that the analyst chose, whatever the layout names. `today` is the day after which no extract can
    be of; None asks nothing. Raises UnreadableFile where a file cannot be read as a table, and RegisterError where
    parts cannot be joined so.
    """
    reported = read_programmes(programmes.data, programmes.filename, as_at) if programmes else None
    so_far = _so_far(folder, as_at, renumber=renumber)
    reading = read_extract(data, filename, layout, as_at, progress, so_far=so_far, marking=marking, sheet=sheet)
    return compare(
        reading,
        _sha256(data),
        layout,
        as_at,
        folder,
        programmes=reported,
        part=part,
        carry_over=carry_over,
        today=today,
    )


def compare(
    reading: Reading,
    sha256: str,
    layout: Layout,
    as_at: date,
    folder: Path,
    *,
    programmes: ProgrammesReading | None = None,
    part: str | None = None,
    carry_over: Sequence[str] = (),
    today: date | None = None,
) -> Check:
    """What a file that was read would bring, compared with the extract before it: `check_extract` without the reading.

    `sha256` is that of the file. Raises RegisterError where parts cannot be joined as `part` and `carry_over` say.
    """
    joined = parts.join(part, reading.rows, as_at, folder, carry_over) if part is not None else None
    earlier = [loading for loading in in_force(folder) if loading.as_at < as_at]
    before = parts.before(joined, reading.rows, earlier) if joined else _before(earlier)
    rows, place, day_before = before or (None, None, None)
    layouts = (stored_layout, layout) if place and (stored_layout := _stored_layout(place)) else None
    result = [*day_to_come(as_at, today), *anomalies(rows, reading, as_at, day_before, layouts=layouts)]
    if "nothing changed" not in {anomaly.kind for anomaly in result}:
        result += loaded_before(reading, _days_of_file(sha256, folder) - {as_at})
    if joined:
        result += parts.part_anomalies(joined, as_at, folder)
    return Check(
        reading=_with_contradictions(reading, rows, day_before),
        anomalies=tuple(result),
        previous=day_before,
        replaces=any(loading.as_at == as_at for loading in in_force(folder)),
        programmes=programmes,
        joined=joined,
    )


def _with_contradictions(reading: Reading, previous: pd.DataFrame | None, previous_day: date | None) -> Reading:
    """The reading with what its rows contradict in the extract before among its faults."""
    if previous is None or previous_day is None:
        return reading
    faults = dict.fromkeys((*reading.faults, *contradicted(previous, reading, previous_day)))
    return replace(reading, faults=tuple(sorted(faults, key=lambda fault: fault.row or 0)))


def _before(earlier: Sequence[Loading]) -> tuple[pd.DataFrame, Path, date] | None:
    """The newest of these extracts: its rows, its folder and its day."""
    return (read_rows(earlier[-1].rows), earlier[-1].path, earlier[-1].as_at) if earlier else None


def _days_of_file(sha256: str, folder: Path) -> set[date]:
    """The days for which a file was loaded, as the whole extract or as a part."""
    days = set()
    for loading in in_force(folder):
        of_parts = {part.sha256 for part in loading.manifest.parts if part.carried_over_from is None}
        if sha256 in {loading.manifest.sha256, *of_parts}:
            days.add(loading.as_at)
    return days


def _stored_layout(place: Path) -> Layout | None:
    """The layout in which a file on the register was read; None where it was not kept."""
    path = place / LAYOUT
    return layout_from_toml(path.read_text(encoding="utf-8"), "kept") if path.is_file() else None


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _so_far(folder: Path, as_at: date, *, renumber: bool) -> RegisterSoFar:
    """What the register holds around a day."""
    extracts = in_force(folder)
    earlier = [loading for loading in extracts if loading.as_at < as_at]
    later = [loading for loading in extracts if loading.as_at > as_at]
    nearest = [loading.rows for loading in (*reversed(earlier), *later)]
    return RegisterSoFar(
        previous=read_rows(earlier[-1].rows) if earlier else None,
        following=read_rows(later[0].rows) if later else None,
        family=lambda references: newest_rows(nearest, references),
        renumbered={in_file: name for loading in extracts for in_file, name in loading.manifest.renumbered.items()},
        proposes_renumbering=renumber,
    )


def load_extract(
    data: bytes,
    filename: str,
    layout: Layout,
    as_at: date,
    folder: Path,
    *,
    loaded_at: datetime,
    loaded_by: str,
    accept_reason: str | None = None,
    demonstration: bool = False,
    check: Check | None = None,
    progress: Progress | None = None,
    programmes: File | None = None,
    part: str | None = None,
    carry_over: Sequence[str] = (),
    marking: str | None = None,
    sheet: str | None = None,
) -> Loading:
    """Load an extract whole, or not at all; `check` saves reading a file twice that has just been checked.

    A part, as `check_extract` has it, is loaded as a new version of its day's extract with the other parts in it.
    Raises UnreadableFile, LoadRefused where something must be accepted and no reason is given, and as `people.writer`.
    """
    check = check or check_extract(
        data,
        filename,
        layout,
        as_at,
        folder,
        progress,
        programmes=programmes,
        part=part,
        carry_over=carry_over,
        marking=marking,
        sheet=sheet,
    )
    if (because := (accept_reason or "").strip() if check.to_accept else None) == "":
        raise LoadRefused([*check.to_accept, "Accept this with a written reason, or load another file."])
    same_day = _same_day(as_at, folder) if check.joined else None
    who = {"loaded_at": loaded_at, "loaded_by": people.writer(Right.LOAD, loaded_by)}
    facts = _facts(data, filename, layout, check.reading) | who
    about = _about(facts, check, because, same_day) | {"programmes": _programmes(check, programmes, same_day)}
    manifest = Manifest(**about, as_at=as_at, demonstration=demonstration)
    with preparing(folder) as prepared:
        _write_files(prepared, data, layout, check, manifest)
        _write_programmes(prepared, manifest, check, programmes, same_day)
        (prepared / MANIFEST).write_text(manifest.to_json(), encoding="utf-8")
        path = publish_extract(prepared, folder, as_at, check.joined.after if check.joined else None)
    return next(loading for loading in loadings(folder) if loading.path == path)


def _write_programmes(
    prepared: Path, manifest: Manifest, check: Check, programmes: File | None, same_day: Loading | None
) -> None:
    """Write the file of programmes loaded with this extract, or keep that of the extract it replaces."""
    if programmes and check.programmes and manifest.programmes:
        companion.write(prepared, programmes.data, manifest.programmes, check.programmes)
    elif same_day and manifest.programmes:
        companion.copy(same_day, prepared)


def _same_day(as_at: date, folder: Path) -> Loading | None:
    """The extract in force of a day."""
    return next((loading for loading in in_force(folder) if loading.as_at == as_at), None)


def _write_files(prepared: Path, data: bytes, layout: Layout, check: Check, manifest: Manifest) -> None:
    """Write the file with its rows, faults and layout, and the other parts where it is one of several."""
    joined = check.joined
    place = prepared / PARTS / joined.folder if joined else prepared
    place.mkdir(parents=True, exist_ok=True)
    about = next((part for part in manifest.parts if joined and part.folder == joined.folder), manifest)
    (place / about.original).write_bytes(data)
    write_rows(check.reading.rows, place / ROWS)
    (place / FAULTS).write_text(faults_csv(check.reading.faults), encoding="utf-8")
    (place / LAYOUT).write_text(layout_to_toml(layout), encoding="utf-8", newline="\n")
    if joined:
        parts.write_others(joined, prepared)
        faults = [
            fault for part in manifest.parts for fault in faults_of_part(prepared / PARTS / part.folder, part.name)
        ]
        (prepared / FAULTS).write_text(faults_csv(faults), encoding="utf-8")


def _about(facts: dict[str, Any], check: Check, because: str | None, same_day: Loading | None = None) -> dict[str, Any]:
    """What the manifest says of an extract: of its one file, or of each part and of all of them together.

    `same_day` is the extract that is replaced by one with the part that is loaded.
    """
    joined = check.joined
    if joined is None:
        return facts | {"accepted_because": because, "anomalies": _as_dicts(check.anomalies)}
    of_extract = [anomaly for anomaly in check.anomalies if anomaly.kind in OF_PARTS]
    own_anomalies = _as_dicts(anomaly for anomaly in check.anomalies if anomaly.kind not in OF_PARTS)
    own_reason = because if own_anomalies or check.reading.rejected or not check.reading.accepted else None
    new = Part(name=joined.name, folder=joined.folder, **facts, anomalies=own_anomalies, accepted_because=own_reason)
    all_parts = [new, *(other.part for other in joined.others)]
    reasons = [because] if of_extract and because and not own_reason else []
    return about_parts(all_parts, joined, facts, _as_dicts(of_extract), reasons, replaced=same_day)


def about_parts(
    all_parts: Sequence[Part],
    joined: Joined,
    facts: Mapping[str, Any],
    anomalies: Sequence[dict[str, Any]],
    reasons: Sequence[str],
    *,
    replaced: Loading | None,
) -> dict[str, Any]:
    """What the manifest of an extract says of all its parts together.

    `facts` has who loaded it and when; `anomalies` are those of the extract and of none of its parts, `reasons` why
    they were accepted. `replaced` is the extract of the same day before: what it says of parts that were withdrawn is
    said of this one too, until they are loaded again.
    """
    all_parts = sorted(all_parts, key=lambda part: part.folder)
    withdrawn = _still_withdrawn(replaced, {part.folder for part in all_parts})
    anomalies = (*withdrawn, *anomalies)
    reasons = (*(anomaly["because"] for anomaly in withdrawn), *reasons)
    references = set(joined.rows["reference"])
    of_parts = [f"{part.name}: {part.accepted_because}" for part in all_parts if part.accepted_because]
    return {
        "layout": "; ".join(dict.fromkeys(part.layout for part in all_parts)),
        "note": " ".join(dict.fromkeys(part.note for part in all_parts if part.note)),
        "filename": ", ".join(part.filename for part in all_parts),
        "original": PARTS,
        "sha256": _sha256("".join(f"{part.folder} {part.sha256}\n" for part in all_parts).encode()),
        "loaded_at": facts["loaded_at"],
        "loaded_by": facts["loaded_by"],
        "read": sum(part.read for part in all_parts),
        "accepted": len(joined.rows),
        "repeated": sum(part.repeated for part in all_parts) + joined.repeated,
        "rejected": sum(part.rejected for part in all_parts),
        "warned": sum(part.warned for part in all_parts),
        "columns": tuple(name for name in COLUMN if any(name in part.columns for part in all_parts)),
        "rejected_references": tuple(
            dict.fromkeys(name for part in all_parts for name in part.rejected_references if name not in references)
        ),
        "anomalies": (*(anomaly for part in all_parts for anomaly in part.anomalies), *anomalies),
        "accepted_because": "; ".join((*of_parts, *reasons)) or None,
        "renumbered": {in_file: name for part in all_parts for in_file, name in part.renumbered.items()},
        "parts": tuple(all_parts),
    }


def _still_withdrawn(replaced: Loading | None, present: set[str]) -> tuple[dict[str, Any], ...]:
    """What an extract says of the parts withdrawn from it that are not among those present, by their folders."""
    noted = replaced.manifest.anomalies if replaced else ()
    return tuple(anomaly for anomaly in noted if (part := anomaly.get("part")) and part not in present)


def _as_dicts(answer: Iterable[Anomaly]) -> tuple[dict[str, Any], ...]:
    return tuple(asdict(anomaly) for anomaly in answer)


def as_loading(check: Check, as_at: date, place: Path) -> Loading:
    """A checked file as an extract that is not on the register, its rows written to the folder `place`.

    Enough for a history: its manifest has the counts, columns and rejected references, and no layout, name or reason.
    """
    write_rows(check.rows, place / ROWS)
    facts: dict[str, Any] = {
        "loaded_at": datetime.combine(as_at, time()),
        "loaded_by": "",
        "layout": "",
        "note": "",
        "filename": "",
        "original": "",
        "sha256": "",
        **_counts(check.reading),
    }
    manifest = Manifest(**_about(facts, check, None), as_at=as_at)
    return Loading(path=place, number=1, manifest=manifest, withdrawal=None)


def _programmes(check: Check, programmes: File | None, same_day: Loading | None) -> dict[str, Any] | None:
    """The manifest's entry on the file of programmes: the one loaded now, or that of the extract it replaces."""
    if programmes is None or check.programmes is None:
        return same_day.manifest.programmes if same_day else None
    return companion.facts(programmes.data, programmes.filename, check.programmes)


def _facts(data: bytes, filename: str, layout: Layout, reading: Reading) -> dict[str, Any]:
    """What the manifest says of the file itself, apart from who loaded it, when and why."""
    return {
        "layout": layout.title,
        "layout_name": layout.name,
        "layout_sha256": _sha256(layout_to_toml(layout).encode()),
        "note": layout.note,
        "filename": PurePath(filename).name,
        "original": "original" + PurePath(filename).suffix.lower(),
        "sha256": _sha256(data),
        **_counts(reading),
    }


def _counts(reading: Reading) -> dict[str, Any]:
    """What the manifest says of the rows: how many, in which columns, and which references only rejected rows bear."""
    return {
        "read": reading.read,
        "accepted": reading.accepted,
        "repeated": reading.repeated,
        "rejected": reading.rejected,
        "warned": total(reading.faults, "warned"),
        "columns": reading.columns,
        "rejected_references": reading.rejected_references,
        "renumbered": {entry.in_file: entry.reference for entry in reading.renumbered},
    }


def counts_in_words(read: int, accepted: int, repeated: int, rejected: int) -> str:
    """What became of the rows of a file: "2,192 rows read = 2,189 accepted + 3 repeated + 0 rejected"."""
    parts = f"{count(accepted)} accepted + {count(repeated)} repeated + {count(rejected)} rejected"
    return f"{plural(read, 'row')} read = {parts}"
