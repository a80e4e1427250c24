"""The programmes file that may come with an extract: a row a programme, read by the extract's own rules of faults."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Literal

from analytics.english import day, listed
from analytics.errors import UnreadableFile
from analytics.intake.dates import read_date
from analytics.intake.faults import Fault
from analytics.intake.readers import read_table
from analytics.intake.suggestions import did_you_mean, plain, quoted
from analytics.intake.tables import Table

MANDATES = ("in development", "submitted to PIB", "approved")
"""How far a programme's mandate is: PIB approves it before the SRO receives it (MPS 1.10)."""

ASSESSMENTS = ("not started", "in progress", "complete")
"""How far a programme's equality impact assessment is; all work is subject to one (MPS section 2)."""

ANSWERS = ("yes", "no")


@dataclass(frozen=True, slots=True)
class ProgrammeColumn:
    """One column of the programmes file: its name, its label on a screen, and the words that it may hold."""

    name: str
    label: str
    type: Literal["text", "date", "words"] = "text"
    words: tuple[str, ...] = ()


COLUMNS = (
    ProgrammeColumn("programme", "Programme"),
    ProgrammeColumn("strategic_priority", "Strategic priority"),
    ProgrammeColumn("mandate_status", "Mandate", "words", MANDATES),
    ProgrammeColumn("mandate_approved_on", "Mandate approved", "date"),
    ProgrammeColumn("sro_role", "SRO"),
    ProgrammeColumn("sro_trained", "SRO trained", "words", ANSWERS),
    ProgrammeColumn("eia_status", "Equality impact assessment", "words", ASSESSMENTS),
    ProgrammeColumn("ended_on", "Ended", "date"),
    ProgrammeColumn("benefit_expected", "Benefit expected"),
    ProgrammeColumn("benefit_realised", "Benefit realised"),
    ProgrammeColumn("risks", "Risks"),
    ProgrammeColumn("issues", "Issues"),
)
"""The programmes file, in order; only `programme` must be there. `sro_role` is a role, never a name."""

LABELS = {column.name: column.label for column in COLUMNS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """What the file says of one programme; None where it says nothing."""

    programme: str
    strategic_priority: str | None = None
    mandate_status: str | None = None
    mandate_approved_on: date | None = None
    sro_role: str | None = None
    sro_trained: str | None = None
    eia_status: str | None = None
    ended_on: date | None = None
    benefit_expected: str | None = None
    benefit_realised: str | None = None
    risks: str | None = None
    issues: str | None = None

    def has_ended(self, as_at: date) -> bool:
        """Whether it had ended by the end of a day."""
        return self.ended_on is not None and self.ended_on <= as_at


assert [field.name for field in fields(Programme)] == [column.name for column in COLUMNS]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammesReading:
    """What a programmes file gave: its rows, every fault, and counts; read = accepted + repeated + rejected."""

    rows: tuple[Programme, ...]
    faults: tuple[Fault, ...]
    read: int
    repeated: int
    rejected: int

    @property
    def accepted(self) -> int:
        """How many programmes it gave."""
        return len(self.rows)


def read_programmes(data: bytes, filename: str, as_at: date) -> ProgrammesReading:
    """The programmes that a CSV file or workbook tells of, on the day of the extract that it comes with.

    A row without a programme, or of one that has another row already, is rejected; a cell that does not fit is warned
    of and left blank. Raises UnreadableFile where it is no table, or has no column `programme`.
    """
    table = read_table(data, filename)
    places, faults = _places(table, filename)
    rows: dict[str, Programme] = {}
    repeated = rejected = 0
    for number, cells in zip(table.source_rows.tolist(), table.rows, strict=True):
        texts = {name: cells[place] for name, place in places.items()}
        read, wrong = _programme(texts, int(number), as_at)
        before = rows.get(plain(read.programme)) if read else None
        if read is None:
            rejected += 1
        elif before == read:
            repeated += 1
        elif before is not None:
            rejected += 1
            wrong = [
                _fault(number, read.programme, "programme", read.programme, "has another row already.", "rejected")
            ]
        else:
            rows[plain(read.programme)] = read
        faults += wrong
    return ProgrammesReading(
        rows=tuple(rows.values()), faults=tuple(faults), read=len(table), repeated=repeated, rejected=rejected
    )


def _places(table: Table, filename: str) -> tuple[dict[str, int], list[Fault]]:
    """Where each column stands, by its name or its label; a heading that is neither is warned of."""
    known = {plain(words): column.name for column in COLUMNS for words in (column.name, column.label)}
    places: dict[str, int] = {}
    faults = list(table.faults)
    for place, heading in enumerate(table.header):
        name = known.get(plain(heading))
        if name is not None:
            places.setdefault(name, place)
        elif heading:
            problem = f"is not a column of the programmes file.{did_you_mean(heading, LABELS)}"
            faults.append(Fault(None, None, "", heading, f"{quoted(heading)} {problem}", "warned"))
    if "programme" not in places:
        raise UnreadableFile(
            f"{quoted(filename)} has no column 'programme', so it is not a programmes file. Its columns are "
            f"{listed([column.name for column in COLUMNS])}; only the first must be there."
        )
    return places, faults


def _programme(texts: dict[str, str | None], row: int, as_at: date) -> tuple[Programme | None, list[Fault]]:
    """One row, with the faults of its cells; None where it names no programme."""
    name = texts.get("programme")
    if not name:
        return None, [_fault(row, None, "programme", "", "is blank: a row must name its programme.", "rejected")]
    values: dict[str, Any] = {}
    faults = []
    for column in COLUMNS[1:]:
        text = texts.get(column.name)
        if text is None:
            continue
        values[column.name], problem = _value(column, text, as_at)
        if problem:
            faults.append(_fault(row, name, column.name, text, problem, "warned"))
    return Programme(programme=name, **values), faults


def _value(column: ProgrammeColumn, text: str, as_at: date) -> tuple[str | date | None, str]:
    """What a cell gives, and what is wrong with it."""
    if column.type == "text":
        return text, ""
    if column.type == "words":
        word = next((word for word in column.words if plain(word) == plain(text)), None)
        return word, "" if word else f"is not one of {listed(column.words, 'or')}.{did_you_mean(text, column.words)}"
    read = read_date(text, "DMY")
    if read.day is not None and read.day > as_at and column.name == "mandate_approved_on":
        return read.day, f"is later than the extract, which is of {day(as_at)}."
    return read.day, read.problem


def _fault(
    row: int, name: str | None, column: str, value: str, problem: str, severity: Literal["rejected", "warned"]
) -> Fault:
    quotation = f" {quoted(value)}" if value else ""
    return Fault(int(row), name, column, value, f"Row {row}, {LABELS[column]}:{quotation} {problem}", severity)
