"""An extract that came in several files: each is kept as a part, and the extract is the union of their rows."""

from __future__ import annotations

import re
import shutil
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from analytics.english import count, day, listed, plural
from analytics.errors import RegisterError
from analytics.intake.anomalies import Anomaly
from analytics.register.folder import (
    FAULTS,
    LAYOUT,
    PARTS,
    ROWS,
    Loading,
    Part,
    highest_number,
    in_force,
)
from analytics.register.parquet import read_parts, read_rows, write_rows
from analytics.vocabulary import COLUMN, LIST_COLUMNS

LONGEST_NAME = 60
"""Letters of the folder of a part, so that its path fits any file system."""


@dataclass(frozen=True, slots=True)
class StoredPart:
    """A part of an extract on the register: what is known of it, its rows by their own references, and its folder."""

    part: Part
    rows: pd.DataFrame
    path: Path

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources of its recommendations."""
        return sources_of(self.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """A file joined, as one part, with the other parts of its day.

    `others` are those parts: loaded for the day already, or carried over from the extract before. `missing` are the
    parts of the extract before that the day does not have and that were not carried over; `carried_over` those that
    were. `rows` is the union, with the column `part`; of a row that several parts hold alike the union has one, and
    `repeated` counts the rest. `renamed` gives, for each reference that got the name of its part, the one in the file.
    `after` is the number of the newest loading of the day.
    """

    name: str
    folder: str
    others: tuple[StoredPart, ...]
    carried_over: tuple[StoredPart, ...]
    missing: tuple[StoredPart, ...]
    rows: pd.DataFrame
    repeated: int
    renamed: Mapping[str, str]
    after: int


def folder_name(name: str) -> str:
    """The folder of a part: its name in lower case, anything but letters and digits a dash.

    Raises RegisterError where the name has neither letters nor digits.
    """
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    result = re.sub(r"[^a-z0-9]+", "-", letters)[:LONGEST_NAME].strip("-")
    if not result:
        raise RegisterError(f"'{name}' cannot be the name of a part. Give it a name with letters or digits.")
    return result


def sources_of(rows: pd.DataFrame) -> tuple[str, ...]:
    """The sources of rows, by name."""
    return tuple(sorted(rows["source"].dropna().unique()))


def proposed_name(rows: pd.DataFrame, as_at: date, folder: Path) -> str:
    """The name of the part that a file would be: that of the part before with the same sources, else its sources."""
    sources = sources_of(rows)
    for loading in reversed([loading for loading in in_force(folder) if loading.as_at <= as_at]):
        for stored in parts_of(loading):
            if loading.manifest.parts and stored.sources == sources:
                return stored.part.name
    return listed(list(sources))


def came_in_parts(as_at: date, folder: Path) -> bool:
    """Whether the newest extract up to a day came in several files, so that the next file is likely one of them."""
    upto = [loading for loading in in_force(folder) if loading.as_at <= as_at]
    return bool(upto and upto[-1].manifest.parts)


def parts_of(loading: Loading) -> tuple[StoredPart, ...]:
    """The parts of an extract; of one that came as a single file, the recommendations of each source as a part."""
    if loading.manifest.parts:
        places = [(part, loading.path / PARTS / part.folder) for part in loading.manifest.parts]
        return tuple(StoredPart(part, read_rows(place / ROWS), place) for part, place in places)
    rows = read_rows(loading.rows)
    by_source = rows.groupby(rows["source"].map(_source_folder, na_action=None), sort=True)
    return tuple(
        StoredPart(_part_of_source(loading, str(source), of_source), of_source, loading.path)
        for source, of_source in by_source
    )


def _source_folder(source: str | None) -> str:
    """The folder of the recommendations of a source; those without one are a part too."""
    try:
        return folder_name(source or "")
    except RegisterError:
        return "no-source"


def _part_of_source(loading: Loading, source: str, of_source: pd.DataFrame) -> Part:
    total, rows = loading.manifest, len(of_source)
    name = next(iter(sources_of(of_source)), "No source")
    return Part(
        name=name,
        folder=source,
        loaded_at=total.loaded_at,
        loaded_by=total.loaded_by,
        layout=total.layout,
        note=total.note,
        filename=total.filename,
        original=total.original,
        sha256=total.sha256,
        read=rows,
        accepted=rows,
        repeated=0,
        rejected=0,
        warned=0,
        columns=total.columns,
    )


def join(
    name: str, rows: pd.DataFrame, as_at: date, folder: Path, carry_over: Sequence[str], *, left_out: str | None = None
) -> Joined:
    """A file joined, as the part of that name, with the other parts of its day, and those carried over by their names.

    `left_out` is the folder of a part of the day that is left out. Raises RegisterError where the day was loaded as one
    file, or a name is of no part that can be carried over.
    """
    own_folder = folder_name(name)
    same_day = next((loading for loading in in_force(folder) if loading.as_at == as_at), None)
    if same_day and not same_day.manifest.parts:
        raise RegisterError(
            f"The extract of {day(as_at)} was loaded as one file, the whole register. Load the whole register again, "
            "or withdraw that extract and load its parts."
        )
    of_day = parts_of(same_day) if same_day else ()
    others = {stored.part.folder: stored for stored in of_day if stored.part.folder not in (own_folder, left_out)}
    earlier = [loading for loading in in_force(folder) if loading.as_at < as_at]
    before = earlier[-1] if earlier else None
    sources = {*sources_of(rows), *(source for stored in others.values() for source in stored.sources)}
    absent = _absent(before, {own_folder, *others}, sources)
    carried = {stored.part.folder: stored for stored in _carried_over(carry_over, absent, before)}
    all_others = others | carried
    frames = {own_folder: rows} | {other: stored.rows for other, stored in all_others.items()}
    names = {own_folder: name} | {other: stored.part.name for other, stored in all_others.items()}
    joined, repeated, renamed = union(frames, names, _owners(before))
    return Joined(
        name=name,
        folder=own_folder,
        others=tuple(all_others.values()),
        carried_over=tuple(carried.values()),
        missing=tuple(stored for name, stored in absent.items() if name not in carried),
        rows=joined,
        repeated=repeated,
        renamed=renamed,
        after=highest_number(folder, as_at),
    )


def _absent(before: Loading | None, present: set[str], sources: set[str]) -> dict[str, StoredPart]:
    """The parts of the extract before that a day does not have, neither by name nor by all their sources."""
    stored_parts = parts_of(before) if before else ()
    return {
        stored.part.folder: stored
        for stored in stored_parts
        if stored.part.folder not in present and not sources.issuperset(stored.sources)
    }


def _carried_over(
    names: Sequence[str], absent: Mapping[str, StoredPart], before: Loading | None
) -> Iterator[StoredPart]:
    """The parts to carry over, each with the day of the extract that its file was loaded for."""
    for name in dict.fromkeys(map(folder_name, names)):
        if before is None or name not in absent:
            could = listed([stored.part.name for stored in absent.values()]) or "none"
            raise RegisterError(f"There is no part '{name}' to carry over. Parts that can be carried over: {could}.")
        stored = absent[name]
        since = stored.part.carried_over_from or before.as_at
        yield replace(stored, part=replace(stored.part, carried_over_from=since))


def _owners(before: Loading | None) -> dict[str, str]:
    """The folder of the part that had each reference in the extract before."""
    return read_parts(before.rows) if before else {}


def union(
    frames: Mapping[str, pd.DataFrame], names: Mapping[str, str], owners: Mapping[str, str]
) -> tuple[pd.DataFrame, int, dict[str, str]]:
    """The rows of several parts as those of one extract, each with its `part`.

    With them how many rows were repeated, and for each reference that had to be changed the one that it was.

    A row that several parts hold alike in every column is one row. Different rows under one reference are different
    recommendations: the part that had the reference in the extract before keeps it, else the first by name, and in
    the others the name of the part is added, as in "12 (DARA)". So the union does not depend on the order of loading.
    """
    rows = pd.concat([frame.assign(part=part) for part, frame in sorted(frames.items())], ignore_index=True)
    references, repeated, renamed = set(rows["reference"]), [], {}
    shared = rows[rows.duplicated("reference", keep=False)]
    part_of = shared["part"].to_dict()
    for reference, places in shared.groupby("reference", sort=True).groups.items():
        owner = owners.get(str(reference))
        ordered = sorted(places, key=lambda place, owner=owner: (part_of[place] != owner, place))  # type: ignore[misc]
        known = {_contents(rows, ordered[0])}
        for place in ordered[1:]:
            if (contents := _contents(rows, place)) in known:
                repeated.append(place)
                continue
            known.add(contents)
            new = f"{reference} ({names[part_of[place]]})"
            while new in references:
                new += "*"
            references.add(new)
            renamed[new] = str(reference)
            rows.loc[place, "reference"] = new
    return rows.drop(index=repeated).reset_index(drop=True), len(repeated), renamed


def _contents(rows: pd.DataFrame, place: int) -> tuple[Any, ...]:
    """What a row says in the standard columns, as values that can be compared."""
    row = rows.loc[place].to_dict()
    lists = {name: tuple(row[name]) if row[name] is not None else () for name in LIST_COLUMNS}
    return tuple(lists[name] if name in lists else None if pd.isna(row[name]) else row[name] for name in COLUMN)


def part_anomalies(joined: Joined, as_at: date, folder: Path) -> Iterator[Anomaly]:
    """Parts of the extract before that are missing, and references that two parts share since."""
    earlier = [loading for loading in in_force(folder) if loading.as_at < as_at]
    for stored in joined.missing:
        yield Anomaly(
            "part missing",
            f"The part {stored.part.name} is missing: the extract of {day(earlier[-1].as_at)} has "
            f"{plural(len(stored.rows), 'row')} of it. Load it first, or carry it over.",
            "source",
            tuple(stored.rows["reference"]),
        )
    known = set(read_parts(earlier[-1].rows)) if earlier else set()
    if shared := {new: reference for new, reference in joined.renamed.items() if new not in known}:
        new, reference = next(iter(shared.items()))
        yield Anomaly(
            "reference in two parts",
            f"{plural(len(shared), 'reference')} of one part {'is' if len(shared) == 1 else 'are'} in another part "
            f"with different contents. There, the name of the part is added: {reference} becomes {new}.",
            "reference",
            tuple(shared),
        )


def before(joined: Joined, rows: pd.DataFrame, earlier: Sequence[Loading]) -> tuple[pd.DataFrame, Path, date] | None:
    """The same part as it was last loaded before: its rows, its folder, and the day of that extract.

    Where no earlier extract has it, the rows of the newest one with the sources of the file; None where there is none.
    """
    for loading in reversed(earlier):
        for stored in parts_of(loading) if loading.manifest.parts else ():
            if stored.part.folder == joined.folder:
                return stored.rows, stored.path, loading.as_at
    if not earlier:
        return None
    total = read_rows(earlier[-1].rows)
    return total[total["source"].isin(sources_of(rows))], earlier[-1].path, earlier[-1].as_at


def write_others(joined: Joined, prepared: Path) -> None:
    """Copy the other parts of an extract into a prepared one, and write the union of all as its rows.

    Of a part that was a source of a single file, that file and its layout are copied, and not the faults of all of it.
    """
    for stored in joined.others:
        place = prepared / PARTS / stored.part.folder
        place.mkdir(parents=True)
        is_part = stored.path.parent.name == PARTS
        for name in (stored.part.original, LAYOUT, *([FAULTS] if is_part else [])):
            if (stored.path / name).is_file():
                shutil.copyfile(stored.path / name, place / name)
        write_rows(stored.rows, place / ROWS)
    write_rows(joined.rows, prepared / ROWS)


def parts_as_dicts(joined: Joined) -> list[dict[str, Any]]:
    """The parts of an extract in the order of their folders: name, rows, and from which day they are carried over."""
    sizes = joined.rows["part"].value_counts()
    about = {joined.folder: (joined.name, None)} | {
        stored.part.folder: (stored.part.name, stored.part.carried_over_from) for stored in joined.others
    }
    return [
        {"name": name, "rows": int(sizes.get(part, 0)), "carried_over_from": since}
        for part, (name, since) in sorted(about.items())
    ]


def parts_in_words(joined: Joined) -> str:
    """The parts of an extract: "5 rows = 2 DARA (carried over from 31 October 2022) + 3 HMICFRS"."""
    text = [
        f"{count(part['rows'])} {part['name']}"
        + (f" (carried over from {day(part['carried_over_from'])})" if part["carried_over_from"] else "")
        for part in parts_as_dicts(joined)
    ]
    return f"{plural(len(joined.rows), 'row')} = {' + '.join(text)}"


def carried_over_sentence(part: Part) -> str:
    """That a part is that of an earlier extract: "The part DARA is that of the extract of 31 October 2022 …"."""
    assert part.carried_over_from is not None
    return (
        f"The part {part.name} is carried over from the extract of {day(part.carried_over_from)}: its "
        f"{count(part.accepted)} recommendations are shown as they were then."
    )
