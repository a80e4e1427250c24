"""The check of a whole register: every file against its seal, and every original read again and compared."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pandas as pd

from analytics.english import day, listed, plural
from analytics.errors import RegisterError
from analytics.intake.layouts import Layout, layout_from_toml, shipped_layouts
from analytics.intake.readers import SeveralTables
from analytics.intake.register_so_far import RegisterSoFar
from analytics.intake.rows import read_extract
from analytics.register import folder as register_folder
from analytics.register import seal
from analytics.register.folder import LAYOUT, PARTS, ROWS, Loading, Manifest, Part
from analytics.register.parquet import newest_rows, read_rows
from analytics.vocabulary import COLUMNS

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Verified:
    """What the check of a register found. `problems` and `notes` are sentences; a note is no sign of a change."""

    extracts: int
    files: int
    originals: int
    problems: tuple[str, ...]
    notes: tuple[str, ...]


def verify(folder: Path, progress: Progress = lambda _: None) -> Verified:
    """Read every file of a register again, withdrawn and replaced extracts too.

    The files are compared with the seals. Each original is read anew in the layout kept beside it, against the register
    as it was when it was loaded, and compared with the rows that figures are made of. A difference is a problem where
    there is no seal to say that both are as they were; else it is a note: the program reads the file otherwise now.
    """
    all_loadings = register_folder.loadings(folder)
    problems = [str(damage) for damage in register_folder.damaged(folder)]
    problems += register_folder.seal_problems(folder)
    notes: list[str] = []
    files = originals = 0
    for loading in all_loadings:
        name = f"the extract of {day(loading.as_at)} (folder “{loading.path.name}”)"
        progress(name)
        problems += [f"In {name}, {sentence}." for sentence in _file_problems(loading)]
        sealed = seal.read_seal(loading.path / seal.SEAL)
        files += len(sealed.files) if sealed else 0
        if sealed is None:
            notes.append(f"{name[0].upper()}{name[1:]} has no seal, so a change before today would not show.")
        differences = [*_differences(loading, all_loadings)]
        originals += len(loading.manifest.parts) or 1
        (notes if sealed else problems).extend(f"In {name}, {sentence}." for sentence in differences)
    return Verified(len(all_loadings), files, originals, tuple(dict.fromkeys(problems)), tuple(notes))


def _file_problems(loading: Loading) -> Iterator[str]:
    """The files of a loading that are not as they were sealed."""
    for name in (seal.SEAL, seal.WITHDRAWAL_SEAL):
        for file in seal.changed_files(loading.path, name, again=True):
            yield f"{file} was changed or removed by hand after the load"
    if (loading.path / seal.SEAL).exists() and (added := seal.added_files(loading.path)):
        yield f"{listed(added)} {'was' if len(added) == 1 else 'were'} added by hand"


def _differences(loading: Loading, all_loadings: Sequence[Loading]) -> Iterator[str]:
    """What is otherwise in the rows of a loading when its original, or each of its parts, is read again."""
    for about, place in _originals(loading):
        file = f"{about.filename} of the part {about.name}" if isinstance(about, Part) else about.filename
        if not (place / ROWS).is_file():
            continue
        try:
            rows = _read_again(loading, about, place, all_loadings)
            difference = compare(rows, read_rows(place / ROWS))
        except RegisterError as error:
            yield f"{file} could not be read again: {str(error).rstrip('.')}"
            continue
        if difference:
            yield f"{file}, read again, gives other rows: {difference}"


def _originals(loading: Loading) -> Iterator[tuple[Manifest | Part, Path]]:
    """Each file that a loading was made from, with what is known of it and the folder of its rows."""
    if not loading.manifest.parts:
        yield loading.manifest, loading.path
    for part in loading.manifest.parts:
        if part.carried_over_from is None:  # one that was carried over is checked with the extract it was loaded for
            yield part, loading.path / PARTS / part.folder


def _read_again(loading: Loading, about: Manifest | Part, place: Path, all_loadings: Sequence[Loading]) -> pd.DataFrame:
    """The rows that an original gives today."""
    try:
        data = (place / about.original).read_bytes()
    except OSError as error:
        raise RegisterError(f"{about.original} is missing or cannot be read ({error.strerror})") from error
    layout, so_far = _layout(about, place), _so_far(loading, about, all_loadings)

    def read(sheet: str | None) -> pd.DataFrame:
        return read_extract(data, about.filename, layout, loading.as_at, so_far=so_far, sheet=sheet).rows

    try:
        return read(None)
    except SeveralTables as several:
        # Which sheet was chosen is not recorded: it is the one that gives the rows, if any does.
        stored = read_rows(place / ROWS)
        readings = [read(sheet) for sheet in several.sheets]
        return next((rows for rows in readings if not compare(rows, stored)), readings[0])


def _layout(about: Manifest | Part, place: Path) -> Layout:
    """The layout that a file was read with: the one kept beside it, else the shipped one of its title."""
    layout_file = place / LAYOUT
    if layout_file.is_file():
        return layout_from_toml(layout_file.read_text(encoding="utf-8"), about.layout_name or "kept")
    layout = next((known for known in shipped_layouts() if about.layout in (known.title, known.name)), None)
    if layout is None:
        raise RegisterError(f"its layout “{about.layout}” was not kept")
    return layout


def _so_far(loading: Loading, about: Manifest | Part, all_loadings: Sequence[Loading]) -> RegisterSoFar:
    """What the register held around the day of a file when it was loaded."""
    then = [other for other in _in_force_at(about.loaded_at, loading, all_loadings) if other.as_at != loading.as_at]
    earlier = [other for other in then if other.as_at < loading.as_at]
    later = [other for other in then if other.as_at > loading.as_at]
    nearest = [other.rows for other in (*reversed(earlier), *later)]
    before = {in_file: name for other in then for in_file, name in other.manifest.renumbered.items()}
    return RegisterSoFar(
        previous=read_rows(earlier[-1].rows) if earlier else None,
        following=read_rows(later[0].rows) if later else None,
        family=lambda references: newest_rows(nearest, references),
        renumbered=before | about.renumbered,
        proposes_renumbering=False,
    )


def _in_force_at(day_and_time: datetime, loading: Loading, all_loadings: Sequence[Loading]) -> list[Loading]:
    """The extracts that were in force when a loading was made, oldest day first."""
    earlier = [
        other for other in all_loadings if other.manifest.loaded_at <= day_and_time and other.path != loading.path
    ]
    newest_of_day = {other.as_at: other for other in earlier}.values()
    return [
        other for other in newest_of_day if other.withdrawal is None or other.withdrawal.withdrawn_at > day_and_time
    ]


def compare(again: pd.DataFrame, stored: pd.DataFrame) -> str:
    """How rows read again differ from those that are stored, in words; blank where they do not.

    The marking that an analyst gave to unmarked rows is not in the file, so a blank marking agrees with any.
    """
    new, old = _by_reference(again), _by_reference(stored)
    differences = []
    if missing := new.keys() - old.keys():
        differences.append(
            f"{plural(len(missing), 'row')} of the file {_is_are(missing)} not stored ({_first(missing)})"
        )
    if more := old.keys() - new.keys():
        differences.append(f"{plural(len(more), 'stored row')} {_is_are(more)} not in the file ({_first(more)})")
    columns: dict[str, list[str]] = {}
    for reference in new.keys() & old.keys():
        for column, value in new[reference].items():
            unmarked = column == "classification" and value is None
            if value != old[reference][column] and not unmarked:
                columns.setdefault(column, []).append(reference)
    for column, references in sorted(columns.items()):
        differences.append(f"{column} differs in {plural(len(references), 'row')} ({_first(references)})")
    return "; ".join(differences)


def _is_are(some: Any) -> str:
    return "is" if len(some) == 1 else "are"


def _first(references: Any) -> str:
    """The first references by name: enough to look them up."""
    ordered = sorted(references)
    return ", ".join(ordered[:3]) + (" …" if len(ordered) > 3 else "")


def _by_reference(rows: pd.DataFrame) -> dict[str, dict[str, Any]]:
    """The cells of each row in plain values, by reference."""
    names = [column.name for column in COLUMNS]
    frame = rows.reindex(columns=names).astype(object)
    return {str(row["reference"]): {name: _plain(row[name]) for name in names} for row in frame.to_dict("records")}


def _plain(cell: Any) -> Any:
    """A cell as a value that compares: a list as a tuple, a day as a day, any blank as None."""
    if isinstance(cell, list | tuple) or hasattr(cell, "tolist"):
        return tuple(cell) or None
    if cell is None or pd.isna(cell):
        return None
    return pd.Timestamp(cell).date() if isinstance(cell, pd.Timestamp | datetime) else cell
