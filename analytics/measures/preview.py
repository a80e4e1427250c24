"""What an extract would change if it were loaded, by the same measures as the page Changes."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from analytics.filters import EVERYTHING
from analytics.intake.renumbering import Renumbered
from analytics.intake.row_checks import DONE_COLUMNS
from analytics.measures.changes import GROUPS, Happened, happened
from analytics.measures.events import ALL
from analytics.measures.recommendations import marking
from analytics.register.database import Register
from analytics.register.folder import Loading, in_force
from analytics.register.loading import Check, as_loading
from analytics.register.parquet import copy_changed
from analytics.register.parts import parts_as_dicts
from analytics.vocabulary import Marking

RENUMBERED = "renumbered"
"""A reference of the file that is read as another, under which the register has the recommendation."""


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What an extract would change against one extract on the register.

    `against` is the day of that extract; `replaces` says whether the new extract would take its place. `happened` is
    what Changes would list between the two, and `marking` the highest marking of what it lists. `renumbered` are the
    references of the file that are read as others, which the extract before that day has.
    """

    against: date
    replaces: bool
    happened: Happened
    marking: str
    renumbered: tuple[Renumbered, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """The preview as `check --json` prints it: how many recommendations changed in each way, and which."""
        counts = self.happened.counts()
        result = {group: sorted(set(self.happened.of(group)["reference"])) for group in GROUPS}
        if self.renumbered:
            counts[RENUMBERED] = len(self.renumbered)
            result[RENUMBERED] = [f"{entry.reference} (given as {entry.in_file})" for entry in self.renumbered]
        return {"against": self.against, "replaces": self.replaces, "counts": counts, "references": result}


def check_as_dict(check: Check, changed: Sequence[Preview]) -> dict[str, Any]:
    """A check as `check --json` and the API give it: the counts, every fault and anomaly, and what would change."""
    reading = check.reading
    return {
        "read": reading.read,
        "accepted": reading.accepted,
        "repeated": reading.repeated,
        "rejected": reading.rejected,
        "faults": [asdict(fault) for fault in reading.faults],
        "anomalies": [asdict(anomaly) for anomaly in check.anomalies],
        "parts": parts_as_dicts(check.joined) if check.joined else [],
        "to_accept": check.to_accept,
        "changes": [row.as_dict() for row in changed],
    }


def previews(check: Check, as_at: date, folder: Path, most: int = ALL) -> tuple[Preview, ...]:
    """What loading a checked file as the extract of `as_at` would change; the register stays as it is.

    First against the extract before that day, then against the extract of the same day that it would replace; empty
    where there is neither. Extracts of later days are left out, so the first is what Changes would show with the
    knowledge of `as_at`. `most` limits the events of each kind; the counts are always of all.
    """
    earlier = [loading for loading in in_force(folder) if loading.as_at < as_at]
    replaced = [loading for loading in in_force(folder) if loading.as_at == as_at]
    with tempfile.TemporaryDirectory(prefix="preview-") as place:
        candidate = as_loading(check, as_at, Path(place))
        result = []
        if earlier:
            first = _preview([*earlier, candidate], folder, most, replaces=False)
            result.append(replace(first, renumbered=check.reading.renumbered))
        if replaced:
            # A history holds one extract a day, so what replaces an extract is read as the extract of the next day.
            next_day = replace(candidate.manifest, as_at=as_at + timedelta(days=1))
            extracts = [*earlier, *replaced, replace(candidate, manifest=next_day)]
            result.append(_preview(extracts, folder, most, replaces=True))
    return tuple(result)


def _preview(extracts: Sequence[Loading], folder: Path, most: int, *, replaces: bool) -> Preview:
    """What happened between the last two of `extracts`, in a register of these extracts alone."""
    since = extracts[-2].as_at
    with tempfile.TemporaryDirectory(prefix="preview-") as place:
        # An extract and what replaces it are of one day, so a row that both hold says nothing new, whatever its dates.
        dates = () if replaces else DONE_COLUMNS
        register = Register(folder, _changed(extracts, dates, Path(place)))
        try:
            result = happened(register, EVERYTHING, since, most)
            if replaces:
                result = _on_one_day(result, since)
            markings = {marking(register, replace(EVERYTHING, as_at=day)) for day in (since, extracts[-1].as_at)}
        finally:
            register.close()
    highest = Marking.OFFICIAL_SENSITIVE if Marking.OFFICIAL_SENSITIVE in markings else Marking.OFFICIAL
    return Preview(against=since, replaces=replaces, happened=result, marking=highest)


def _on_one_day(answer: Happened, as_at: date) -> Happened:
    """What happened, with the day of the extract itself in place of the next day, on which it was read."""
    events = answer.events.copy()
    is_later = events["extract_day"] == answer.as_at
    for column in ("took_effect_on", "extract_day"):
        events.loc[is_later & (events[column] == answer.as_at), column] = as_at
    return replace(answer, as_at=as_at, known_at=as_at, events=events)


def _changed(extracts: Sequence[Loading], dates: Sequence[str], place: Path) -> list[Loading]:
    """The extracts with only the recommendations that the last one changes, or that have one of `dates` since.

    A register of 300,000 recommendations is then as quick to preview as one of the few thousand that changed.
    """
    copies = [replace(loading, path=place / str(n)) for n, loading in enumerate(extracts)]
    for copy in copies:
        copy.path.mkdir()
    copy_changed([extract.rows for extract in extracts], dates, extracts[-2].as_at, [copied.rows for copied in copies])
    return copies
