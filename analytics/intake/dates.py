"""A date is read in the one order that its column declares, or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from datetime import time as datetime_time
from zoneinfo import ZoneInfo

from analytics.english import day
from analytics.intake.layouts import DateOrder
from analytics.intake.suggestions import nearest

EARLIEST_YEAR, LATEST_YEAR = 1900, 2200
"""Outside these years a date is a slip: London's police is older, its register of recommendations is not."""

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
MONTH_NUMBER = {name.casefold(): number for number, name in enumerate(MONTHS, start=1)}
MONTH_NUMBER |= {name[:3].casefold(): number for number, name in enumerate(MONTHS, start=1)} | {"sept": 9}

_ZONE = r"(?:\s*(?P<zone>Z|UTC|GMT|BST)?(?![^\W\d_])\s*(?P<offset>[+-]\d{1,2}(?::?\d{2})?(?!\d))?)"
_HALF = r"\s*(?P<half>[ap])\.?m\b\.?"
_TIMES = tuple(
    re.compile(pattern + _ZONE, re.ASCII | re.IGNORECASE)
    for pattern in (
        rf"(?:(?<=\d)T|(?<![\d:.])\s*\b)(?P<hour>\d{{1,2}}):(?P<minute>\d{{2}})(?::(?P<second>\d{{2}})(?:[.,]\d+)?)?(?:{_HALF})?",
        rf"(?<![\w:./-])(?P<hour>\d{{1,2}})(?:\.(?P<minute>\d{{2}}))?(?P<second>){_HALF}",
    )
)
"""A time of day: 14:30, or 2 pm."""
_WITHOUT_TIME = re.compile(
    r"(?P<date>[^:]*\d)[\s,]*\(?(?P<zone>[AP]M|Z|UTC|GMT|BST|[+-]\d{2}:\d{2})\)?", re.ASCII | re.IGNORECASE
)
"""A date with a time zone, or a half of the day, and no time of day."""
_WEEKDAY = re.compile(r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?,?", re.IGNORECASE)
_EMPTY = re.compile(r"\(\s*\)")
_REMARK = re.compile(r"\s*\([^()]*\)\s*$")
_ISO = re.compile(r"(?P<y>\d{4})(?P<s>[/-])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})", re.ASCII)
_COMPACT = re.compile(r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})", re.ASCII)
_DAY, _WORD, _YEAR = r"(?P<d>\d{1,2})(?:st|nd|rd|th)?", r"(?P<month>[^\W\d_]+)\.?", r"(?P<y>\d{4})"
_GAP = r",?(?:\s+of)?[\s/.,-]+"
_WORDED = tuple(
    re.compile(_GAP.join(parts), re.ASCII | re.IGNORECASE)
    for parts in ((_DAY, _WORD, _YEAR), (_WORD, _DAY, _YEAR), (_YEAR, _WORD, _DAY), (_YEAR, _DAY, _WORD))
)
_NUMERIC: dict[DateOrder, re.Pattern[str]] = {
    "DMY": re.compile(r"(?P<d>\d{1,2})(?P<s>[/.-])(?P<m>\d{1,2})(?P=s)(?P<y>\d{4})", re.ASCII),
    "MDY": re.compile(r"(?P<m>\d{1,2})(?P<s>[/.-])(?P<d>\d{1,2})(?P=s)(?P<y>\d{4})", re.ASCII),
    "YMD": re.compile(r"(?P<y>\d{4})(?P<s>[/.-])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})", re.ASCII),
}
_SHORT_YEAR = re.compile(r"(?P<before>.*[\s/.-])(?P<year>\d{2})(?P<after>\s.*)?", re.ASCII)

LONDON = ZoneInfo("Europe/London")
OFFSET = {"Z": timedelta(0), "UTC": timedelta(0), "GMT": timedelta(0), "BST": timedelta(hours=1)}
"""The time zones that a cell may name, and how far each is ahead of UTC."""

FURTHEST = timedelta(hours=14)
"""How far any time zone is from UTC."""

ORDER_IN_WORDS: dict[DateOrder, str] = {"DMY": "day/month/year", "MDY": "month/day/year", "YMD": "year-month-day"}
LONGEST = 60


@dataclass(frozen=True, slots=True)
class DateRead:
    """What a cell gave as a date: the day, or None and what is wrong with it in words."""

    day: date | None
    problem: str = ""


def read_date(text: str, order: DateOrder, *, short_years: bool = False) -> DateRead:
    """The day that a cell means in a declared order; ISO dates and months in words are clear in any.

    A weekday and a time of day may stand beside it; where a time zone is given, it is the day in London. Spaces around
    a month in words do not count; everything else out of place is a problem, with a suggestion where there is one.
    `short_years` says that a year of two figures is of this century.
    """
    try:
        value = _day(text, order, short_years=short_years)
    except (ValueError, OverflowError):
        return DateRead(None, _impossible(text, order))
    if value is None:
        return DateRead(None, _problem(text, order))
    if not EARLIEST_YEAR <= value.year <= LATEST_YEAR:
        return DateRead(None, f"is not between the years {EARLIEST_YEAR} and {LATEST_YEAR}.")
    return DateRead(value)


def plain_date(text: str, order: DateOrder, *, short_years: bool = False) -> date | None:
    """The day that a cell means in an order, or None."""
    try:
        result = _day(text, order, short_years=short_years)
    except (ValueError, OverflowError):
        return None
    return result if result is not None and EARLIEST_YEAR <= result.year <= LATEST_YEAR else None


def _day(text: str, order: DateOrder, *, short_years: bool) -> date | None:
    """The day that a text means, or None where it is no date; ValueError where it is no day of the calendar."""
    if len(text) > LONGEST:
        return None
    bare = _ISO.fullmatch(text) or _NUMERIC[order].fullmatch(text)
    if bare is not None:
        return date(int(bare["y"]), int(bare["m"]), int(bare["d"]))
    words = " ".join(text.replace("\u00a0", " ").replace("\u202f", " ").split(" "))
    if (alone := _WITHOUT_TIME.fullmatch(words)) and (value := _day(alone["date"], order, short_years=short_years)):
        return value if _is_day_in_london(value, alone["zone"]) else None
    time = _time_in(words)
    rest = words if time is None else f"{words[: time.start()]} {_REMARK.sub('', words[time.end() :])}"
    weekday = _WEEKDAY.search(rest)
    if time or weekday:
        rest = " ".join(_EMPTY.sub(" ", _WEEKDAY.sub(" ", rest, count=1)).split()).removesuffix(" at")
    rest = rest.strip(" ,;.")
    result = _match(rest, order) or (_match(_with_century(rest), order) if short_years else None)
    if result is None:
        return None
    value = date(*result)
    if weekday and WEEKDAYS[value.weekday()][:3] != weekday[0][:3].casefold():
        return None
    return value if time is None else _london_day(value, time)


def _with_century(text: str) -> str:
    """A date whose year has two figures, with four; the text itself where it does not end so."""
    match = _SHORT_YEAR.fullmatch(text)
    return f"{match['before']}20{match['year']}{match['after'] or ''}" if match else text


def _time_in(words: str) -> re.Match[str] | None:
    """The time of day in a text."""
    return next((match for form in _TIMES if (match := form.search(words))), None)


def _is_day_in_london(value: date, zone: str) -> bool:
    """Whether a day of a time zone, with no time of day, is that day in London too."""
    if zone.upper() in {*OFFSET, "AM", "PM"}:
        return True
    ahead = _offset(zone)
    return ahead in (timedelta(0), datetime.combine(value, datetime_time(NOON), LONDON).utcoffset())


def _offset(text: str) -> timedelta:
    """How far an offset such as +01:00, +0100 or +1 is ahead of UTC. ValueError for one that no time zone has."""
    figures = text[1:].replace(":", "")
    hours, minutes = (figures[:-2], figures[-2:]) if len(figures) > 2 else (figures, "0")
    ahead = timedelta(hours=int(hours), minutes=int(minutes))
    if ahead > FURTHEST:
        raise ValueError(text)
    return -ahead if text[0] == "-" else ahead


def _london_day(value: date, time: re.Match[str]) -> date:
    """The day in London of a moment; the day itself where no time zone is given. ValueError for an impossible time."""
    hour, half = int(time["hour"]), (time["half"] or "").casefold()
    if half and hour == NOON:
        hour = 0 if half == "a" else NOON
    elif half == "p" and hour < NOON:
        hour += NOON
    of_day = datetime_time(hour, int(time["minute"] or 0), int(time["second"] or 0), tzinfo=UTC)
    zone, offset = (time["zone"] or "").upper(), time["offset"]
    if not zone and not offset:
        return value
    ahead = OFFSET.get(zone, timedelta(0))
    if offset:
        ahead += _offset(offset)
    return (datetime.combine(value, of_day) - ahead).astimezone(LONDON).date()


NOON = 12
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def _match(text: str, order: DateOrder) -> tuple[int, int, int] | None:
    """Year, month and day as the text gives them, unchecked."""
    compact = _COMPACT.fullmatch(text)
    numeric = compact or _ISO.fullmatch(text) or _NUMERIC[order].fullmatch(text)
    if numeric:
        return int(numeric["y"]), int(numeric["m"]), int(numeric["d"])
    for form in _WORDED:
        worded = form.fullmatch(text)
        if worded is not None and worded["month"].casefold() in MONTH_NUMBER:
            return int(worded["y"]), MONTH_NUMBER[worded["month"].casefold()], int(worded["d"])
    return None


def _impossible(text: str, order: DateOrder) -> str:
    """What to say of a date of the right form that is no day of the calendar, or that has no time of day beside it."""
    time = _time_in(text)
    if time is not None and plain_date(f"{text[: time.start()]} {text[time.end() :]}".strip(), order):
        return f"gives the time {time[0].strip(' T')}, which is no time of day."
    for other in _others(order):
        if (swapped := plain_date(text, other)) is not None:
            return (
                f"is not a date written {ORDER_IN_WORDS[order]}, the order of this column; "
                f"written {ORDER_IN_WORDS[other]} it would be {day(swapped)}."
            )
    return "is not a day of the calendar."


def _problem(text: str, order: DateOrder) -> str:
    """What to say of a cell that is no date of a known form."""
    probable_date = _probable_date(text, order)
    suggestion = f" Did you mean {day(probable_date)}?" if probable_date is not None else ""
    if re.fullmatch(r"\s*\d{1,2}\s*[ /.-]\s*(?:\d{1,2}|[^\W\d_]{3,9})\s*[ /.-]\s*\d{2}(?:\s+\d.*)?\s*", text):
        return f"gives its year in two figures; write all four.{suggestion}"
    if len(text) <= LONGEST and (other := _other_weekday(text, order)):
        return other
    if len(text) <= LONGEST and (zone := _other_zone(text, order)):
        return zone
    if re.fullmatch(r"\s*Q(?:uarter\s*)?[1-4]\W*\d{4}\s*", text, re.IGNORECASE):
        return "names a quarter without its financial year, which may be the calendar's; write Q3 2023/24."
    return f"is not a date written {ORDER_IN_WORDS[order]}, the order of this column.{suggestion}"


def _other_weekday(text: str, order: DateOrder) -> str | None:
    """What to say of a date that names another weekday than its own."""
    named = _WEEKDAY.search(text)
    value = plain_date(_EMPTY.sub(" ", _WEEKDAY.sub(" ", text, count=1)).strip(" ,"), order) if named else None
    if value is None:
        return None
    return f"names another weekday than that of {day(value)}, which is a {WEEKDAYS[value.weekday()].capitalize()}."


def _other_zone(text: str, order: DateOrder) -> str | None:
    """What to say of a date in a time zone that is not known, or whose day is not London's and that has no time."""
    match = re.fullmatch(r"(.*\d.*?)[\s,]*\(?([A-Z]{2,5}|[+-]\d{2}:\d{2})\)?", text)
    if match is None or not plain_date(match[1], order):
        return None
    if _time_in(match[1]):
        return f"gives its time in the zone {match[2]}, which is not known here; write the time of London."
    return f"gives the time zone {match[2]} and no time, so its day in London is not known; write that day."


def _probable_date(text: str, order: DateOrder) -> date | None:
    """The day that was probably meant, for a suggestion only: without stray blanks, with the century, spelt right."""
    if len(text) > LONGEST:
        return None
    if re.fullmatch(r"\d{5}", text) and FIRST_SERIAL <= int(text) <= LAST_SERIAL:
        return date(1899, 12, 30) + timedelta(days=int(text))
    squeezed = re.sub(r"\s+", "", text)
    century = _with_century(text) if order != "YMD" else text
    spaced = re.sub(r"(?<=\d)(?=[^\W\d_])|(?<=[^\W\d_])(?=\d)", " ", squeezed)
    spelt = re.sub(r"[^\W\d_]{3,}", lambda word: nearest(word.group(), MONTHS) or word.group(), spaced)
    return next((result for variant in (squeezed, century, spelt) if (result := plain_date(variant, order))), None)


FIRST_SERIAL, LAST_SERIAL = 36526, 73050
"""The days 1 January 2000 to 31 December 2099 as a spreadsheet counts them."""


def _others(order: DateOrder) -> list[DateOrder]:
    """The orders other than this one."""
    return [other for other in ORDER_IN_WORDS if other != order]


@dataclass(frozen=True, slots=True)
class OtherOrder:
    """Orders in which the texts of a column make more dates than in the declared one, and none fewer.

    `gained` is how many different texts are dates in one of them and in the declared order are not.
    """

    orders: tuple[DateOrder, ...]
    gained: int


def other_order(texts: Iterable[str], order: DateOrder) -> OtherOrder:
    """The orders that fit a column better than the declared one, without a text that speaks for the declared one."""
    fits = [{order for order in ORDER_IN_WORDS if plain_date(text, order) is not None} for text in texts]
    gains = {other: sum(other in fit and order not in fit for fit in fits) for other in _others(order)}
    contradicted = {other for other in gains if any(order in fit and other not in fit for fit in fits)}
    most = max((gain for other, gain in gains.items() if other not in contradicted), default=0)
    return OtherOrder(tuple(o for o, gain in gains.items() if o not in contradicted and gain == most > 0), most)
