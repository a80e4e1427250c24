"""How a spreadsheet shows a number: 7 under the format "REC-"0000 is REC-0007.

Formats are those of section 18.8.31 of ECMA-376, as far as they show numbers; a date is read by the workbook reader.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache
from itertools import takewhile

from analytics.intake.dates import MONTHS

BUILT_IN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    17: "mmm-yy",
    37: "#,##0 ;(#,##0)",
    38: "#,##0 ;[Red](#,##0)",
    39: "#,##0.00;(#,##0.00)",
    40: "#,##0.00;[Red](#,##0.00)",
    48: "##0.0E+0",
}
"""The formats that a workbook uses by number and does not write out; the others are General, text, dates or times."""

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|[_*].|\[\$(?P<currency>[^\]-]*)[^\]]*\]|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<exponent>[Ee][+-]0+)|(?P<general>General)|(?P<sign>.)",
    re.IGNORECASE | re.DOTALL,
)
_COLOURS = re.compile(r"black|blue|cyan|green|magenta|red|white|yellow|colou?r\s?\d+", re.IGNORECASE)
_DIGITS = "0#?"


def is_plain(code: str) -> bool:
    """Whether a format shows a number as it is: General, or text."""
    return code.strip().casefold() in ("", "general", "@")


def date_parts(code: str) -> frozenset[str]:
    """The parts of a date or time that a format shows: of d, m, y, h and s; none where it shows a number."""
    first = _sections(code)[0]
    letters = {match["sign"].casefold() for match in _TOKEN.finditer(first) if match["sign"]}
    return frozenset(letters & set("dmyhs"))


def shown_month(day: str, code: str) -> str | None:
    """A date as a format shows it that gives the month and no day; None for every other format, or another day.

    `day` is the date as the reader gives it, 2023-03-01. A month is stored as its first day.
    """
    if date_parts(code) != {"m", "y"} or not (match := re.fullmatch(r"(\d{4})-(\d{2})-01", day)):
        return None
    return f"{MONTHS[int(match[2]) - 1][:3]} {match[1]}"


def shown_number(value: str, code: str) -> str | None:
    """A number as its format shows it; None where the format is not understood or the value is no number."""
    try:
        number = Decimal(value)
    except InvalidOperation:
        return None
    sections = _sections(code)
    if is_plain(code) or not number.is_finite():
        return value
    place = 1 if number < 0 and sections[1:] else 2 if number == 0 and sections[2:] else 0
    formatted = _in_section(abs(number), sections[place])
    return f"-{formatted}" if formatted is not None and number < 0 and place == 0 else formatted


@lru_cache(maxsize=256)
def _sections(code: str) -> list[str]:
    """The sections of a format: positive, negative, zero and text."""
    pieces = re.findall(r'(?:"[^"]*"|\\.|\[[^\]]*\]|[^;"\\\[])+|;', code, re.DOTALL)
    sections = [""]
    for piece in pieces:
        if piece == ";":
            sections.append("")
        else:
            sections[-1] += piece
    return sections


def _in_section(number: Decimal, section: str) -> str | None:
    """A number of no sign in one section of a format."""
    parts = _parts(section)
    if parts is None:
        return None
    if any(kind == "general" for kind, _ in parts):
        return "".join(f"{number.normalize():f}" if kind == "general" else text for kind, text in parts)
    if exponent := next((text for kind, text in parts if kind == "exponent"), None):
        return _scientific(number, parts, len(exponent) - 2)
    return _fixed(number, parts)


@lru_cache(maxsize=256)
def _parts(section: str) -> list[tuple[str, str]] | None:
    """The parts of a section, each with what it is and its text; None where it is not understood."""
    parts = [_meaning(match) for match in _TOKEN.finditer(section)]
    if any(kind == "unknown" for kind, _ in parts):
        return None
    return [(kind, text) for kind, text in parts if kind]


def _meaning(match: re.Match[str]) -> tuple[str, str]:
    """What one sign of a format is: a literal, a digit, a point, a comma, a percent sign, or not understood."""
    for name in ("quoted", "escaped", "currency"):
        if match[name] is not None:
            return "literal", match[name]
    if match["bracket"] is not None:
        return ("", "") if _COLOURS.fullmatch(match["bracket"]) else ("unknown", "")
    if match["exponent"] or match["general"]:
        return ("exponent", match["exponent"]) if match["exponent"] else ("general", "")
    sign = match["sign"]
    if sign is None:
        return "", ""
    if sign in _DIGITS:
        return "digit", sign
    if sign in ".,%":
        return {".": "point", ",": "comma", "%": "percent"}[sign], sign
    return ("unknown", "") if sign.isalpha() or sign in "/@" else ("literal", sign)


def _fixed(number: Decimal, parts: list[tuple[str, str]]) -> str:
    """A number with so many digits before and after its point, and the literals where the format puts them."""
    number *= Decimal(100) ** sum(kind == "percent" for kind, _ in parts)
    before = list(takewhile(lambda part: part[0] != "point", parts))
    after = parts[len(before) + 1 :]
    last = max((place for place, part in enumerate(before) if part[0] == "digit"), default=-1)
    number /= Decimal(1000) ** sum(kind == "comma" for kind, _ in before[last + 1 :])
    grouped = any(kind == "comma" for kind, _ in before[: last + 1])
    places = sum(kind == "digit" for kind, _ in after)
    rounded = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    total, _, decimals = f"{rounded:f}".partition(".")
    point = "." if any(kind == "point" for kind, _ in parts) else ""
    return _integer_digits(total.lstrip("0"), before, grouped=grouped) + _decimals(decimals, after, point)


def _integer_digits(digits: str, parts: list[tuple[str, str]], *, grouped: bool) -> str:
    """The digits before the point, from the right into their places; those left over stand before the first place."""
    least = sum(text == "0" for kind, text in parts if kind == "digit")
    if grouped:
        digits = f"{int(digits.zfill(least) or 0):,}" if least or digits else ""
    first = next((place for place, part in enumerate(parts) if part[0] == "digit"), None)
    pieces: list[str] = []
    for place in range(len(parts) - 1, -1, -1):
        kind, text = parts[place]
        if kind == "digit" and grouped:
            pieces.append(digits if place == first else "")
        elif kind == "digit":
            part_digits = digits if place == first else digits[-1:]
            digits = digits[: len(digits) - len(part_digits)]
            pieces.append(part_digits or ("0" if text == "0" else ""))
        elif kind in ("literal", "percent"):
            pieces.append(text)
    return "".join(reversed(pieces)) if first is not None or not digits else digits + "".join(reversed(pieces))


def _decimals(digits: str, parts: list[tuple[str, str]], point: str) -> str:
    """The digits after the point; a # at the end shows no zero."""
    places = [text for kind, text in parts if kind == "digit"]
    while places and places[-1] != "0" and digits.endswith("0"):
        places.pop()
        digits = digits[:-1]
    left = iter(digits)
    fraction = "".join(next(left, "") if kind == "digit" else text for kind, text in parts if kind != "comma")
    return point + fraction


def _scientific(number: Decimal, parts: list[tuple[str, str]], digits: int) -> str:
    """A number as a power of ten: 1.23E+17."""
    places = sum(kind == "digit" for kind, _ in parts[_point(parts) + 1 :]) if _point(parts) >= 0 else 0
    mantissa, _, power = f"{number:.{places}E}".partition("E")
    return f"{mantissa}E{power[0]}{power[1:].zfill(digits)}"


def _point(parts: list[tuple[str, str]]) -> int:
    """The place of the point, or -1."""
    return next((place for place, part in enumerate(parts) if part[0] == "point"), -1)
