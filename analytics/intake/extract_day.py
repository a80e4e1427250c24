"""The day that an extract is probably about, where its name or its rows make that plain; the analyst confirms it."""

from __future__ import annotations

import re
from calendar import month_abbr, month_name, monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from analytics.english import day, listed
from analytics.intake.dates import plain_date
from analytics.intake.tables import Table

if TYPE_CHECKING:
    from analytics.intake.propose import Proposal

_MONTHS = {name.lower(): number for names in (month_name, month_abbr) for number, name in enumerate(names) if name}
_WORD = "|".join(sorted((*_MONTHS, "sept"), key=len, reverse=True))
_GAP = r"[-_. ]"
_YEAR = r"(?P<y>(?:19|20)\d\d)"
_YEAR_FIRST = re.compile(rf"(?<!\d){_YEAR}({_GAP}?)(?P<m>0[1-9]|1[0-2])\2(?P<d>[0-2]\d|3[01])(?!\d)")
_YEAR_LAST = re.compile(rf"(?<!\d)(?P<a>\d{{1,2}})({_GAP})(?P<b>\d{{1,2}})\2{_YEAR}(?!\d)")
_IN_WORDS = re.compile(
    rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th)?{_GAP}*(?P<w>{_WORD}){_GAP}*{_YEAR}(?!\d)", re.IGNORECASE
)
_MONTH_FIRST = re.compile(rf"(?<!\d){_YEAR}{_GAP}(?P<m>0[1-9]|1[0-2])(?!\d)(?!{_GAP}\d)")
_PERIOD = re.compile(rf"(?<![a-z])(?:{_WORD})(?![a-z])|(?<!\d)(?:19|20)\d\d(?!\d)|\bq[1-4]\b", re.IGNORECASE)
_SHORT_YEAR = re.compile(rf"(?<![a-z\d])(?P<w>{_WORD}){_GAP}*'?(?P<y>\d\d)(?!\d)", re.IGNORECASE)
_MONTH_WORD = re.compile(rf"(?<![a-z\d])(?P<w>{_WORD}){_GAP}*{_YEAR}(?!\d)", re.IGNORECASE)

Origin = Literal["the file name", "the sheet’s name", "the rows"]


@dataclass(frozen=True, slots=True)
class ProposedDay:
    """A day proposed for an extract, where it comes from, and what speaks for it in a sentence.

    A day that comes from the rows is a likely one only, and has to be confirmed.
    """

    day: date
    because: str
    origin: Origin = "the file name"

    @property
    def has_to_be_confirmed(self) -> bool:
        """Whether the day was worked out from the rows and is written nowhere as the day of the extract."""
        return self.origin == "the rows"


def proposed_day(filename: str, table: Table, proposal: Proposal) -> ProposedDay | None:
    """The day that the file's name says, else its sheet's, else the newest on which a row was updated; else None.

    A name that says two different days says none.
    """
    return day_in_name(filename) or _day_in_sheet(table.sheet or "") or _day_in_rows(table, proposal)


def day_in_name(filename: str) -> ProposedDay | None:
    """The one day, or the last day of the one month, that a file name says."""
    result = {candidate.day: candidate for candidate in _days(filename)}
    if not result:
        result = {month.day: month for month in _months(filename)}
    return next(iter(result.values())) if len(result) == 1 else None


def _day_in_sheet(name: str) -> ProposedDay | None:
    """The day that a sheet's name says; a tab is short, so its year may have two digits: "Nov 23"."""
    full = _SHORT_YEAR.sub(lambda answer: f"{answer['w']} 20{answer['y']}", name)
    result = day_in_name(full)
    if result is None:
        return None
    because = f"The sheet is called “{name}”: {day(result.day)} is proposed."
    return ProposedDay(result.day, because, "the sheet’s name")


def names_a_month(name: str) -> bool:
    """Whether a name, such as a sheet's, says a month, a quarter or a year, so that next month's will differ."""
    return _PERIOD.search(name) is not None


def without_period(name: str) -> str:
    """A name with blanks in place of the months, quarters and years in it."""
    return _PERIOD.sub(" ", name)


@dataclass(frozen=True, slots=True)
class ProposedSheet:
    """The sheet proposed of several, and what speaks for it in a sentence."""

    name: str
    because: str


def newest_sheet(names: Sequence[str]) -> ProposedSheet | None:
    """The newest of the sheets of a workbook that keeps one for each month; None where a name does not say its month.

    A month without its year does not say which month it is.
    """
    days = {name: proposed.day for name in names if (proposed := _day_in_sheet(name))}
    if len(names) < 2 or len(set(days.values())) < len(names):
        return None
    newest = max(days, key=lambda name: days[name])
    sheets = listed([f"“{name}”" for name in names])
    return ProposedSheet(newest, f"The sheets {sheets} are of one month each. The newest, “{newest}”, is read.")


def _days(name: str) -> Iterator[ProposedDay]:
    for match in _YEAR_FIRST.finditer(name):
        yield from _reason(_date(match["y"], match["m"], match["d"]))
    for match in _IN_WORDS.finditer(name):
        yield from _reason(_date(match["y"], _month(match["w"]), match["d"]))
    for match in _YEAR_LAST.finditer(name):
        yield from _year_last(int(match["a"]), int(match["b"]), match["y"])


def _year_last(first: int, second: int, year: str) -> Iterator[ProposedDay]:
    """A day with its year last: day first, as in Britain, unless only the other order is a day."""
    british, american = _date(year, second, first), _date(year, first, second)
    if british and american and british != american:
        yield ProposedDay(british, f"The file name says {first}/{second}/{year}, read day first: {day(british)}.")
    else:
        yield from _reason(british or american)


def _months(name: str) -> Iterator[ProposedDay]:
    for match in _MONTH_FIRST.finditer(name):
        yield _month_end(int(match["y"]), int(match["m"]))
    for match in _MONTH_WORD.finditer(name):
        yield _month_end(int(match["y"]), _month(match["w"]))


def _month_end(year: int, month: int) -> ProposedDay:
    last = date(year, month, monthrange(year, month)[1])
    return ProposedDay(last, f"The file name says {last:%B %Y}; the last day of that month is proposed.")


def _reason(answer: date | None) -> Iterator[ProposedDay]:
    if answer is not None:
        yield ProposedDay(answer, f"The file name says {day(answer)}.")


def _month(word: str) -> int:
    return _MONTHS[word.lower().removesuffix("t") if word.lower() == "sept" else word.lower()]


def _date(year: int | str, month: int | str, number: int | str) -> date | None:
    try:
        return date(int(year), int(month), int(number))
    except ValueError:
        return None


def _day_in_rows(table: Table, proposal: Proposal) -> ProposedDay | None:
    """The newest day in the column that says when a row was last changed."""
    match = next((match for match in proposal.matches if match.column == "updated_on"), None)
    dated = next((column for column in proposal.dates if column.column == "updated_on"), None)
    if match is None or dated is None:
        return None
    cells = table.columns[table.header.index(match.heading)].distinct
    days = [result for cell in cells if cell and (result := plain_date(cell, dated.order))]
    if not days:
        return None
    because = f"No row was updated after {day(max(days))}, by the column “{match.heading}”."
    return ProposedDay(max(days), because, "the rows")
