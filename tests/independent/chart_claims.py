"""What the headlines of charts claim, read back and worked out a second time, as `claims` does for those of pages."""

from __future__ import annotations

import re
from collections import Counter

from tests.independent import measures, responses
from tests.independent.claims import Claims, N, World, form, late, number, of
from tests.independent.history import Record, value, view

LONG = 60
"""Days after which a wait for a decision is long."""

PLACES = {
    "no longer on the register": "dropped",
    "status not known": "unknown",
    "not yet received": "not yet",
    "no route": "",
}
"""Places that read otherwise than they are stored."""


def _place(record: Record | None, column: str) -> str | None:
    if column == "delivery route":
        gone = record is None or record.state in ("not yet", "dropped")
        return None if gone or record is None else str(value(record.attributes, "delivery_route") or "")
    if record is None:
        return "not yet"
    return str(record.status if record.state == "outstanding" else record.state)


def _moves(world: World, column: str) -> Counter[tuple[str, str]]:
    """How many of those in the filter went from one place to another."""
    before = view(world.case.extracts, world.since, min(world.since, world.case.k1))
    fits, moves = world.fits("status"), Counter[tuple[str, str]]()
    for reference, record in world.records.items():
        pair = (_place(before.get(reference), column), _place(record, column))
        if fits(record) and pair[0] != pair[1] and pair[0] is not None and pair[1] is not None:
            moves[pair[0], pair[1]] += 1
    return moves


@form(
    "moves chart",
    r"([\d,]+) recommendations? ((?:is|are) new or changed status|changed status|"
    r"(?:has|have) a different delivery route)(?:: ([\d,]+) (?:(?:is|are) new and (.+)|went from (.+) to (.+)))?",
)
@form("moves chart", r"([\d,]+) recommendations? ()()(?:(?:is|are) new and (.+)|went from (.+) to (.+))")  # fmt: skip
def _moved(world: World, match: re.Match[str]) -> Claims:
    total, how, most, new, start, end = match.groups()
    before, after = ("not yet", new) if new else (start, end)
    pair = (PLACES.get(before or "", before), PLACES.get(after or "", after))
    words = f"{how} {pair}"
    is_route = "route" in words or any(place in ("", "programme") or "improvement" in str(place) for place in pair)
    is_route = is_route or any(str(place).startswith("policy") for place in pair)
    moves = _moves(world, "delivery route" if is_route else "status")
    yield "all", number(total), sum(moves.values())
    if before:
        yield "of this move", number(most or total), moves[pair]
        yield "the most", number(most or total), max(moves.values(), default=0)
    if "status" in how:
        yield "any is new", "new" in how, any(first == "not yet" for first, _ in moves)


@form("engage chart", r"(?:All )?([\d,]+) tagged Engage comes? from ([\d,]+) reports?")
def _reports(world: World, match: re.Match[str]) -> Claims:
    own = [one for one in world.open("tag", "status") if "Engage" in measures.cells(one, "tag")]
    yield "open", number(match[1]), len(own)
    yield "reports", number(match[2]), len({name for name in of(own, "report") if name})


@form("engage chart", r"Open, tagged Engage, by report")
def _no_report(world: World, _: re.Match[str]) -> Claims:
    own = [one for one in world.open("tag", "status") if "Engage" in measures.cells(one, "tag")]
    yield "reports", 0, len({name for name in of(own, "report") if name})


def _named(world: World, column: str) -> dict[str, int]:
    return {name: number for name, number in of(world.open(), column).items() if name}


@form("themes chart", r"(.+?)( has the most)?: (?:the only one|all ([\d,]+)|([\d,]+) of ([\d,]+)) open")
def _top_theme(world: World, match: re.Match[str]) -> Claims:
    themes, total = _named(world, "theme"), len(world.open())
    yield "the themes with the most", [match[1]], [name for name in themes if themes[name] == max(themes.values())]
    yield "it is one of several", bool(match[2]), len(themes) > 1
    yield "its number", number(match[4] or match[3] or "1"), max(themes.values())
    yield "of", number(match[5] or match[3] or "1"), total


@form("themes chart", r"([\d,]+) themes have the most open recommendations: ([\d,]+) each")
def _top_themes(world: World, match: re.Match[str]) -> Claims:
    themes = _named(world, "theme")
    yield "how many", number(match[1]), sum(each == max(themes.values()) for each in themes.values())
    yield "each", number(match[2]), max(themes.values())


@form("themes chart", r"No open recommendation has a theme")
@form("themes chart", r"No recommendations are open")
def _no_themes(world: World, match: re.Match[str]) -> Claims:
    yield "with a theme", 0, sum(_named(world, "theme").values())
    if "are open" in match[0]:
        yield "open", 0, len(world.open())


@form("turnaround chart", rf"(.+) has the most: ([\d,]+)(?:, {N} of them late)?")
def _top_programme(world: World, match: re.Match[str]) -> Claims:
    programmes = _named(world, "programme")
    yield "the programmes", [match[1]], [name for name, each in programmes.items() if each == max(programmes.values())]
    yield "its number", number(match[2]), max(programmes.values())
    if match[3]:
        own = [one for one in world.open() if measures.cells(one, "programme") == [match[1]]]
        yield "late", number(match[3]), late(own)


@form("turnaround chart", r"([\d,]+) programmes have the most: ([\d,]+) each")
def _top_programmes(world: World, match: re.Match[str]) -> Claims:
    programmes = _named(world, "programme")
    yield "how many", number(match[1]), sum(each == max(programmes.values()) for each in programmes.values())
    yield "each", number(match[2]), max(programmes.values())


@form("turnaround chart", r"No open recommendation is in a programme")
def _no_programme(world: World, _: re.Match[str]) -> Claims:
    yield "in a programme", 0, sum(_named(world, "programme").values())


def _checked(world: World) -> tuple[list[Record], list[Record]]:
    """The closed, and those of them that were checked by a role other than the owner's."""
    closed = [one for one in measures.filtered(world.records, world.fits()) if one.state == "closed"]
    roles = [(one, one.attributes["assured_by_role"], one.attributes["owner_role"]) for one in closed]
    return closed, [one for one, role, owner in roles if role is not None and role != owner]


@form("assurance chart", rf"(?:The only one|All ([\d,]+)|{N} of ([\d,]+)) closed (?:was|were) checked by someone else "
      rf"and {N} (?:was|were) found to be addressed")  # fmt: skip
def _funnel(world: World, match: re.Match[str]) -> Claims:
    closed, checked = _checked(world)
    yield "closed", number(match[3] or match[1] or "1"), len(closed)
    yield "checked", number(match[2] or match[1] or "1"), len(checked)
    yield "addressed", number(match[4]), sum(one.attributes["assurance_outcome"] == "yes" for one in checked)


@form("assurance chart", r"No closed recommendation was checked by someone else")
def _none_checked(world: World, _: re.Match[str]) -> Claims:
    yield "checked", 0, len(_checked(world)[1])


@form("onboarding chart", rf"([\d,]+) recommendations? waiting, {N} for more than 60 days")
def _waiting(world: World, match: re.Match[str]) -> Claims:
    inside = [one for one in measures.filtered(world.records, world.fits("status")) if one.state == "outstanding"]
    received = [value(one.attributes, "received_on") for one in inside if one.status == "awaiting on-boarding"]
    days = [(world.case.t1 - each).days for each in received if each is not None and each <= world.case.t1]
    yield "waiting", number(match[1]), len(days)
    yield "for long", number(match[2]), sum(each > LONG for each in days)


@form("open chart", r"(?:Open (rose|fell) from ([\d,]+) to|The number open did not change:) ([\d,]+)")
def _open_sum(world: World, match: re.Match[str]) -> Claims:
    before = view(world.case.extracts, world.since, min(world.since, world.case.k1))
    ends = [
        sum(map(measures.is_open, measures.filtered(each, world.fits("status")))) for each in (before, world.records)
    ]
    yield "at the start", number(match[2] or match[3]), ends[0]
    yield "at the end", number(match[3]), ends[1]
    if match[1]:
        yield "the direction", match[1] == "rose", ends[1] > ends[0]


KINDS = {"overdue": "overdue", "still to come": responses.TO_COME, "paused": responses.PAUSED}


@form("responses chart", r"([\d,]+) responses? (?:is|are) (still to be given: .+|overdue|still to come|paused)")
def _responses(world: World, match: re.Match[str]) -> Claims:
    case = world.case
    standings = Counter(one.standing for one in responses.responses(case.extracts, case.t1, case.k1, world.fits()))
    numbers = {words: standings[stored] for words, stored in KINDS.items() if standings[stored]}
    parts = re.findall(r"([\d,]+) (overdue|still to come|paused)", match[2])
    yield "all", number(match[1]), sum(numbers.values())
    yield "the parts", {words: number(each) for each, words in parts} or {match[2]: number(match[1])}, numbers


@form("responses chart", r"No responses are still to be given")
def _no_response(world: World, _: re.Match[str]) -> Claims:
    case = world.case
    found = responses.responses(case.extracts, case.t1, case.k1, world.fits())
    yield "not given", 0, sum(one.standing in KINDS.values() for one in found)
