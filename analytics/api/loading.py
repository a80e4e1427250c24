"""An extract that a program sends: checked as the page Load checks it, and loaded where nothing speaks against it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from http import HTTPStatus
from pathlib import Path, PurePath
from typing import Any, Protocol

from analytics import people
from analytics.api.address import options
from analytics.api.errors import Refused, WrongAddress
from analytics.api.resources import Parameter, extract_row
from analytics.audit.entries import AuditAction
from analytics.errors import LayoutError, LoadRefused, RegisterError, UnreadableFile
from analytics.files import audit_details
from analytics.intake.dates import LONDON
from analytics.intake.layouts import Layout, load_layout, with_plain_quotes
from analytics.intake.open_quotes import OpenQuote
from analytics.intake.readers import SeveralTables
from analytics.intake.suggestions import quoted
from analytics.measures.preview import check_as_dict, previews
from analytics.people import Right
from analytics.register.loading import Check, check_extract, load_extract
from analytics.vocabulary import Marking

PARAMETERS = (
    Parameter("as_at", "date", "The day that the extract is about. It has to be given."),
    Parameter("layout", "text", "The name of the layout in which the file is read. It has to be given."),
    Parameter("filename", "text", "The name of the file; its ending says how it is read. It has to be given."),
    Parameter("marking", "text", f"The marking of rows that have none of their own: {' or '.join(Marking)}."),
    Parameter("sheet", "text", "The sheet of a workbook, whatever the layout names."),
    Parameter("part", "text", "The file is one part of the extract, of this name; the other parts stay."),
    Parameter("carry_over", "text", "A part that is taken from the extract before; may be given several times."),
    Parameter(
        "references",
        "text",
        "keep: references that differ from the register's in writing alone are new recommendations.",
    ),
    Parameter(
        "quotes",
        "text",
        "text: a quotation mark of a CSV file that is never closed is part of the text.",
    ),
    Parameter("accept", "text", "Why what would stop the load is accepted. Every figure that it touches shows it."),
    Parameter("check", "text", "only: the file is checked and nothing is loaded."),
)
"""What the address says of a file that is sent."""

NEEDED = ("as_at", "layout", "filename")
WORDS = {"marking": tuple(Marking), "references": ("keep",), "quotes": ("text",), "check": ("only",)}
"""The values that a parameter can have, where not any text will do."""

_LAYOUT = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
_FILE_NAME = re.compile(r"[^\x00-\x1f\x7f/\\]{1,150}\.[A-Za-z0-9]{1,8}")

Query = Mapping[str, Sequence[str]]


class Place(Protocol):
    """Where extracts are loaded to, and who records it."""

    def folder(self) -> Path:
        """The register to load to. Raises Refused where none may be loaded to."""

    def record(self, by: str, details: Mapping[str, Any], action: AuditAction) -> None:
        """Add an entry to the audit trail. Raises StoreUnavailable where it does not answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What an address says of the file that is sent with it."""

    as_at: date
    layout: str
    filename: str
    marking: str | None
    sheet: str | None
    part: str | None
    carry_over: tuple[str, ...]
    renumber: bool
    plain_quotes: bool
    accept: str | None
    is_only_checked: bool


def sent(query: Query) -> Sent:
    """What an address says. Raises NotAllowed where who acts may not load, WrongAddress with everything wrong in it."""
    people.require(Right.LOAD)
    values, reasons = options(query, PARAMETERS)
    known = {parameter.name for parameter in PARAMETERS}
    problems = [f"There is no parameter called {quoted(name)} here." for name in query if name not in known]
    problems += reasons
    problems += [f"{name} has to be given." for name in NEEDED if not any(query.get(name, ()))]
    for name, words in WORDS.items():
        if name in values and values[name] not in words:
            problems.append(f"{name}: {quoted(values[name])} is not {' or '.join(words)}.")
    if "filename" in values and not _FILE_NAME.fullmatch(values["filename"]):
        problems.append("filename: give the name of the file alone, with its ending, such as november.csv.")
    if "layout" in values and not _LAYOUT.fullmatch(values["layout"]):
        problems.append(f"layout: {quoted(values['layout'])} is not the name of a layout, such as standard.")
    if problems:
        raise WrongAddress(tuple(problems))
    return Sent(
        as_at=values["as_at"],
        layout=values["layout"],
        filename=values["filename"],
        marking=values.get("marking"),
        sheet=values.get("sheet"),
        part=values.get("part"),
        carry_over=tuple(query.get("carry_over", ())),
        renumber="references" not in values,
        plain_quotes="quotes" in values,
        accept=values.get("accept"),
        is_only_checked="check" in values,
    )


def load(about: Sent, data: bytes, place: Place, by: str) -> dict[str, Any]:
    """Check a file and load it; what the check found, and the extract where it was loaded.

    Raises Refused where the file cannot be read or where something has to be accepted and no reason is given.
    """
    folder = place.folder()
    try:
        layout = load_layout(about.layout, (folder / "layouts",))
        layout = with_plain_quotes(layout) if about.plain_quotes else layout
        check = _check(about, data, layout, folder)
    except (UnreadableFile, LayoutError) as error:
        raise Refused(HTTPStatus.UNPROCESSABLE_ENTITY, f"{error}{_way_on(error)}") from error
    result = check_as_dict(check, previews(check, about.as_at, folder))
    if about.is_only_checked:
        place.record(by, {"address": "extracts", "file": about.filename, "given": "a check"}, AuditAction.API_READ)
        return {"extract": None, "check": result}
    _require_marking(check)
    try:
        loaded = load_extract(
            data,
            about.filename,
            layout,
            about.as_at,
            folder,
            loaded_at=datetime.now(UTC).replace(microsecond=0),
            loaded_by=by,
            accept_reason=about.accept,
            check=check,
        )
    except LoadRefused as error:
        attempt = f"load {PurePath(about.filename).name} as the extract of {about.as_at}"
        place.record(by, {"attempt": attempt, "why": str(error)}, AuditAction.REFUSED)
        reasons = [*error.reasons[:-1], "Nothing was loaded. Give accept with a written reason, or send another file."]
        raise Refused(HTTPStatus.CONFLICT, " ".join(reasons), errors=reasons) from error
    place.record(by, audit_details.of_load(loaded), AuditAction.LOADED)
    if loaded.manifest.accepted_because:
        place.record(by, audit_details.of_acceptance(loaded), AuditAction.ACCEPTED)
    return {"extract": extract_row(loaded.manifest), "check": result}


def _way_on(error: RegisterError) -> str:
    """Which parameter has a file read that was refused, in a sentence; empty where none has."""
    if isinstance(error, OpenQuote):
        return " Give quotes=text to have them read so."
    if isinstance(error, SeveralTables):
        return " Give sheet with the name of the sheet."
    return ""


def _check(about: Sent, data: bytes, layout: Layout, folder: Path) -> Check:
    return check_extract(
        data,
        about.filename,
        layout,
        about.as_at,
        folder,
        renumber=about.renumber,
        part=about.part,
        carry_over=about.carry_over,
        today=datetime.now(LONDON).date(),
        marking=about.marking,
        sheet=about.sheet,
    )


def _require_marking(check: Check) -> None:
    """Raise Refused where rows would be on the register without a handling marking, as the page Load does."""
    if check.reading.unmarked:
        raise Refused(
            HTTPStatus.CONFLICT,
            "Nothing was loaded: the file shows no handling marking for some rows. Give marking, "
            f"{' or '.join(Marking)}.",
        )
