"""What a headline claims, read back out of its words, and the same claim worked out a second time.

Each section's headline is cut into sentences. A sentence is read by the one form that fits it, which names what it
claims; a sentence that no form fits is an error, so that no headline escapes. Every claim is then compared with
`tests/independent`, which knows nothing of the product's code.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any

from tests.independent import events, history, measures
from tests.independent.history import Record
from tests.independent.strategies import Case

Claims = Iterator[tuple[str, Any, Any]]
"""What is claimed, as the headline has it, and as it is."""

Reader = Callable[["World", re.Match[str]], Claims]
LABELS = {"DARA": "DARA internal audit", "HMICFRS": "HMICFRS", "Coroner": "Coroners (PFD)", "IOPC": "IOPC"}
MONTHS_IN_WORDS = {"year": 12, "two years": 24, "five years": 60, "ten years": 120}


@dataclass(frozen=True)
class World:
    """A random register on a day, with a choice; `since` is the day that a period begins after."""

    case: Case
    since: date

    @cached_property
    def records(self) -> dict[str, Record]:
        """Each recommendation on the as-at day."""
        return history.view(self.case.extracts, self.case.t1, self.case.k1)

    def view(self, day: date, known_at: date) -> dict[str, Record]:
        """Each recommendation on another day."""
        return history.view(self.case.extracts, day, known_at)

    def fits(self, *without: str) -> measures.Predicate:
        """Whether a recommendation is chosen, some filters left out."""
        return measures.chosen(self.case.choice, without=without)

    def counts(self, *without: str) -> dict[str, int]:
        """The counts of the day."""
        return measures.headline(self.records, self.fits(*without))

    def open(self, *without: str) -> list[Record]:
        """The open recommendations that are chosen."""
        return [record for record in measures.filtered(self.records, self.fits(*without)) if measures.is_open(record)]

    @cached_property
    def used(self) -> list[history.Used]:
        """The extracts that are used."""
        return history.used(self.case.extracts, self.case.k1)


def number(words: str) -> int:
    """A number as a headline has it: "1,234", "None", "no", "All"."""
    return 0 if words.casefold() in ("none", "no") else int(words.replace(",", ""))


def day(words: str, year: int) -> date:
    """A day as a headline has it, with or without its year."""
    text = words if re.search(r"\d{4}$", words) else f"{words} {year}"
    return _parsed(text, "%d %B %Y")


def _parsed(words: str, layout: str) -> date:
    return datetime.strptime(words, layout).replace(tzinfo=UTC).date()


def of(records: list[Record], column: str) -> dict[str, int]:
    """How many of the records have each value of a column; blank is "" ."""
    counts: dict[str, int] = {}
    for record in records:
        for cell in measures.cells(record, column):
            counts[cell] = counts.get(cell, 0) + 1
    return counts


def late(records: list[Record]) -> int:
    """How many are past the date first agreed."""
    return sum(record.overdue_original for record in records)


# --- the forms, by section ---------------------------------------------------------------------------------------

N = r"([\d,]+|[Nn]one|[Nn]o)"
FORMS: dict[str, list[tuple[re.Pattern[str], Reader]]] = {}


def form(section: str, pattern: str) -> Callable[[Reader], Reader]:
    """Register how a sentence of a section is read: the whole of it fits the pattern."""

    def register(reader: Reader) -> Reader:
        FORMS.setdefault(section, []).append((re.compile(pattern), reader))
        return reader

    return register


def claims(section: str, words: str, world: World) -> Claims:
    """Every claim of a headline. Raises AssertionError for a sentence that no form of the section fits."""
    for sentence in re.split(r"(?<=\.) (?=[A-Z0-9“])", words.removesuffix(".") + "."):
        fitting = [(match, reader) for pattern, reader in FORMS[section] if (match := pattern.fullmatch(sentence[:-1]))]
        assert fitting, f"{section}: no form reads “{sentence}”"
        match, reader = fitting[0]
        for claim, text, true in reader(world, match):
            yield f"{section}: “{sentence}” {claim}", text, true


@form(
    "position",
    rf"{N} (?:(HMICFRS|DARA internal audit|Coroners \(PFD\)) )?recommendations?"
    r"( that match(?:es)? the filters| containing “.*?”)?"
    r"(?: from ([\d,]+) reports?)? (?:is|are) open( but not proposed for closure)?"
    r"(?:, (?:([\d,]+) (more|fewer) than|the same number as) (on|reported on) (.*))?",
)
def _open(world: World, match: re.Match[str]) -> Claims:
    text, source, matching, reports, alone, change, direction, how, since = match.groups()
    choice = world.case.choice
    yield "open", number(text), world.counts()["open"]
    sources = [LABELS[source] for source in choice.get("source", ()) if source != measures.BLANK]
    named = sources[0] if len(sources) == len(choice.get("source", ())) == 1 else None
    yield "the source", source, named
    others = {name for name, wanted in choice.items() if wanted and name != "status"} - ({"source"} if named else set())
    yield "other filters", bool(matching), bool(others)
    if matching and "containing" in matching:
        yield "the search", (matching, others), (f" containing “{choice['search']}”", {"search"})
    if reports:
        yield "reports", number(reports), world.counts()["reports"]
    statuses = choice.get("status", ())
    yield "the status filter", bool(alone), "open" in statuses and "proposed for closure" not in statuses
    if how:
        yield "the day before", day(since, world.case.t1.year), world.since
        before = measures.headline(world.view(world.since, min(world.since, world.case.k1)), world.fits())["open"]
        moved = (number(change) if change else 0) * (-1 if direction == "fewer" else 1)
        yield "the movement", moved, world.counts()["open"] - before
        if how == "on":
            yield "then", before, measures.headline(world.view(world.since, world.case.k1), world.fits())["open"]


@form("position", rf"{N} more may be open")
def _unknown(world: World, match: re.Match[str]) -> Claims:
    yield "unknown", number(match[1]), world.counts()["state_unknown"]


@form("position", rf"{N} more (?:is|are) awaiting on-boarding")
def _waiting(world: World, match: re.Match[str]) -> Claims:
    yield "waiting", number(match[1]), world.counts()["awaiting_onboarding"]
    yield "a filter", True, any(world.case.choice.values())


ON_LATER_DAY = r"(?: on (.*), if still open)?"


@form("position", r"Latest extract: (.*)")
def _latest(world: World, match: re.Match[str]) -> Claims:
    latest = world.used[-1].as_at
    yield "the latest extract", day(match[1], 0), latest
    yield "a later day", True, world.case.t1 > latest


@form("position", rf"{N} (?:is|are) past the date first agreed{ON_LATER_DAY}")
def _open_late(world: World, match: re.Match[str]) -> Claims:
    yield "late", number(match[1]), late(world.open())
    yield from _on_later_day(world, match[2])


def _on_later_day(world: World, named: str | None) -> Claims:
    later = world.case.t1 > world.used[-1].as_at
    yield "the later day", day(named, 0) if named else None, world.case.t1 if later else None


@form("position", rf"It is (not )?past the date first agreed{ON_LATER_DAY}")
def _one_late(world: World, match: re.Match[str]) -> Claims:
    yield from _on_later_day(world, match[2])
    yield "one", 1, len(world.open())
    yield "late", 0 if match[1] else 1, late(world.open())


ELSEWHERE = {
    "awaiting on-boarding": "awaiting_onboarding",
    "disputed": "disputed",
    "closed": "closed",
    "not accepted": "not_accepted",
    "of unknown state": "state_unknown",
}


@form("position", rf"(?:{N} recommendations?: )?((?:(?:, | and )?[\d,]+ (?:(?:is|are) )?(?:{'|'.join(ELSEWHERE)}))+)")
def _elsewhere(world: World, match: re.Match[str]) -> Claims:
    parts = re.findall(rf"([\d,]+) (?:(?:is|are) )?({'|'.join(ELSEWHERE)})", match[2])
    for text, words in parts:
        yield words, number(text), world.counts()[ELSEWHERE[words]]
    if match[1]:
        yield "the sum", number(match[1]), sum(number(text) for text, _ in parts)


@form("position", rf"{N} recommendations? (?:is|are) ({'|'.join(ELSEWHERE)})")
def _all_elsewhere(world: World, match: re.Match[str]) -> Claims:
    yield match[2], number(match[1]), world.counts()[ELSEWHERE[match[2]]]


@form("position", r"No recommendations are of the statuses chosen")
def _no_status(world: World, _: re.Match[str]) -> Claims:
    counts = world.counts()
    yield "none", 0, sum(counts[name] for name in ("outstanding", "closed", "not_accepted", "state_unknown"))


@form("position", r"No recommendations match these filters")
def _none(world: World, _: re.Match[str]) -> Claims:
    yield "none", 0, len(measures.filtered(world.records, world.fits()))
    yield "a filter", True, bool(world.case.choice)


@form("dates", r"How many were outstanding on (.*) is not recorded: the first extract is from (.*)")
@form("position", r"How many were open on (.*) is not recorded: the first extract is from (.*)")
def _not_recorded(world: World, match: re.Match[str]) -> Claims:
    yield "the day", day(match[1], 0), world.case.t1
    yield "the first extract", day(match[2], 0), world.case.extracts[0].as_at
    yield "before it", True, world.case.t1 < world.case.extracts[0].as_at


@form("position", r"No due dates are recorded")
@form("dates", r"No due dates are recorded")
def _undated(world: World, _: re.Match[str]) -> Claims:
    rows = [row for extract in world.used for row in extract.rows.values()]
    yield "no date", 0, sum(bool(row["due_on"] or row["original_due_on"]) for row in rows)


@form("sum", r"Since (.*?): ([\d,]+) open (.*) = ([\d,]+)")
def _sum(world: World, match: re.Match[str]) -> Claims:
    terms = {
        "now matching the filters": ("moved_in",),
        "accepted": ("accepted",),
        "received": ("accepted",),
        "recorded late": ("accepted",),
        "no longer disputed": ("settled",),
        "reopened": ("reopened",),
        "back on the register": ("returned",),
        "with a corrected state": ("corrected",),
        "closed": ("closed",),
        "withdrawn or merged": ("withdrawn_or_merged",),
        "closed or withdrawn": ("closed", "withdrawn_or_merged"),
        "no longer on the register": ("dropped",),
        "disputed or waiting again": ("set_back",),
        "no longer matching the filters": ("moved_out",),
    }
    rows = [row for extract in world.used for row in extract.rows.values()]
    true = measures.open_statement(
        world.case.extracts,
        world.since,
        world.case.t1,
        world.case.k1,
        world.fits("status"),
        has_onboarding=any(row["onboarded_on"] for row in rows),
    )
    yield "the day", day(match[1], world.case.t1.year), world.since
    yield "opening", number(match[2]), true["opening"]
    text, total = 0, number(match[2])
    for sign, amount, words in re.findall(r"([+−]) ([\d,]+) ([^+−]+?)(?= [+−]|$)", match[3]):
        value = number(amount) * (1 if sign == "+" else -1)
        total += value
        text += 1
        ways = (1 if name in measures.GAINS or name in ("accepted", "settled") else -1 for name in terms[words])
        yield words, value, sum(way * true[name] for way, name in zip(ways, terms[words], strict=True))
    merged = bool(true["closed"] and true["withdrawn_or_merged"])
    in_all = sum(bool(true[name]) for name in true if name not in ("opening", "closing")) - merged
    yield "every term", text, in_all
    yield "closing", number(match[4]), true["closing"]
    yield "adds up", total, number(match[4])


@form("sum", r"Also closed or withdrawn: ([\d,]+) not open on (.*) and not accepted since")
def _not_in_sum(world: World, match: re.Match[str]) -> Claims:
    case, fits = world.case, world.fits("status")
    flow = measures.statement(case.extracts, world.since, case.t1, case.k1, fits).counts
    rows = [row for extract in world.used for row in extract.rows.values()]
    has_onboarding = any(row["onboarded_on"] for row in rows)
    own = measures.open_statement(case.extracts, world.since, case.t1, case.k1, fits, has_onboarding=has_onboarding)
    names = ("closed", "withdrawn_or_merged")
    yield "the rest", number(match[1]), sum(flow[name] - own[name] for name in names)


@form("dates", rf"{N} of ([\d,]+) outstanding recommendations (?:is|are) past the date first agreed")
def _outstanding_late(world: World, match: re.Match[str]) -> Claims:
    yield "late", number(match[1]), measures.overdue(world.records, world.fits())["original"]
    yield "outstanding", number(match[2]), world.counts()["outstanding"]


@form("dates", r"([\d,]+) of these do(?:es)? not show as overdue: (?:its|their) date was moved")
def _masked(world: World, match: re.Match[str]) -> Claims:
    true = measures.overdue(world.records, world.fits())
    yield "masked", number(match[1]), true["masked"]
    yield "hidden for no other reason", 0, true["late_no_current_date"]


@form("dates", r"([\d,]+) do not show as overdue: ([\d,]+) (?:has|have) a new date, ([\d,]+) (?:has|have) none")
def _hidden(world: World, match: re.Match[str]) -> Claims:
    true = measures.overdue(world.records, world.fits())
    yield "masked", number(match[2]), true["masked"]
    yield "no current date", number(match[3]), true["late_no_current_date"]
    yield "hidden", number(match[1]), true["masked"] + true["late_no_current_date"]


@form("dates", r"([\d,]+) of these (?:has|have) no current due date")
def _late_without_date(world: World, match: re.Match[str]) -> Claims:
    true = measures.overdue(world.records, world.fits())
    yield "no current date", number(match[1]), true["late_no_current_date"]
    yield "masked", 0, true["masked"]


@form("dates", r"([\d,]+) (?:more (?:has|have) no date|(?:has|have) no current due date)")
def _no_date(world: World, match: re.Match[str]) -> Claims:
    true = measures.overdue(world.records, world.fits())
    yield "some are among the late", "more" in match[0], bool(true["late_no_current_date"])
    yield "no date", number(match[1]), true["no_due_date"] - true["late_no_current_date"]


@form("dates", r"All have a due date")
def _all_dated(world: World, _: re.Match[str]) -> Claims:
    yield "no date", 0, measures.overdue(world.records, world.fits())["no_due_date"]


@form("dates", r"(?:1 recommendation is outstanding|No recommendations are outstanding on (.*))")
def _few_outstanding(world: World, match: re.Match[str]) -> Claims:
    yield "outstanding", 0 if match[1] else 1, world.counts()["outstanding"]


@form("dates", r"([\d,]+) recommendations are outstanding")
def _outstanding(world: World, match: re.Match[str]) -> Claims:
    yield "outstanding", number(match[1]), world.counts()["outstanding"]


@form("dates", r"It (is past|is not past|does not show|has no)(?: the date first agreed| as .*| current due date)")
def _of_one(world: World, match: re.Match[str]) -> Claims:
    numbers = measures.overdue(world.records, world.fits())
    way = {"is past": "original", "is not past": "original", "does not show": "masked", "has no": "no_due_date"}
    yield match[1], 0 if match[1] == "is not past" else 1, numbers[way[match[1]]]


@form(
    "turnaround",
    r"(?:Programmes are delivering (?:all|([\d,]+) of the) ([\d,]+)|A programme is delivering the only) "
    r"open recommendations?",
)
def _delivering(world: World, match: re.Match[str]) -> Claims:
    all_together = number(match[2]) if match[2] else 1
    yield "open", all_together, len(world.open())
    yield (
        "by programmes",
        number(match[1]) if match[1] else all_together,
        of(world.open(), "delivery_route")["programme"],
    )


@form("turnaround", rf"(?:(?:{N} of the|All) ([\d,]+) (?:is|are)|It is( not)?) past the date first agreed")
def _delivered_late(world: World, match: re.Match[str]) -> Claims:
    has_routes = any(row["delivery_route"] for extract in world.used for row in extract.rows.values())
    own = [
        record for record in world.open() if not has_routes or measures.cells(record, "delivery_route") == ["programme"]
    ]
    yield "of", number(match[2]) if match[2] else 1, len(own)
    yield "late", 0 if match[3] else number(match[1] or match[2] or "1"), late(own)


@form("turnaround", r"([\d,]+) recommendations? (?:is|are) open(?:, (?:none|([\d,]+)) of them under .*|, under .*)?")
@form("plan", r"([\d,]+) recommendations? (?:is|are) open(, none under a (?:theme|strategic priority|programme))?")
@form("themes", r"([\d,]+) recommendations? (?:is|are) open()")
def _number_open(world: World, match: re.Match[str]) -> Claims:
    yield "open", number(match[1]), len(world.open())


@form("turnaround", r"Programmes deliver none of them")
def _none_delivered(world: World, _: re.Match[str]) -> Claims:
    yield "by programmes", 0, of(world.open(), "delivery_route").get("programme", 0)


@form("turnaround", r"This register records no priority, programme or route")
@form("plan", r"This register records no theme, strategic priority or programme")
@form("themes", r"This register records no themes")
def _nothing_recorded(world: World, match: re.Match[str]) -> Claims:
    columns = re.findall("priority|programme|route|theme", match[0])
    names = {"priority": "strategic_priority", "route": "delivery_route"}
    rows = [row for extract in world.used for row in extract.rows.values()]
    yield "recorded", 0, sum(bool(row[names.get(each, each)]) for row in rows for each in columns)


@form("turnaround", r"No recommendations are open")
@form("plan", r"No recommendations are open")
@form("themes", r"No recommendations are open")
def _none_open(world: World, _: re.Match[str]) -> Claims:
    yield "open", 0, len(world.open())


@form("themes", r"No open recommendations have a theme")
def _no_theme(world: World, _: re.Match[str]) -> Claims:
    yield "with a theme", 0, sum(number for theme, number in of(world.open(), "theme").items() if theme)


@form("themes", r"(.+) is the (largest|only) theme: (?:([\d,]+) of |all )?([\d,]+) open recommendations?"
      r"(?:, from ([\d,]+) sources?)?")  # fmt: skip
def _largest(world: World, match: re.Match[str]) -> Claims:
    counts = of(world.open(), "theme")
    themes = {theme: number for theme, number in counts.items() if theme}
    yield "the theme", [match[1]], [theme for theme, number in themes.items() if number == max(themes.values())]
    yield "only", match[2] == "only", len(themes) == 1
    yield "its number", number(match[3] or match[4]), max(themes.values())
    if match[3]:
        yield "of", number(match[4]), len(world.open())
    if match[5]:
        own = [record for record in world.open() if measures.cells(record, "theme") == [match[1]]]
        yield "sources", number(match[5]), len(of(own, "source"))


@form("themes", r"(.+) are equally large: ([\d,]+) open recommendations? each")
def _equal(world: World, match: re.Match[str]) -> Claims:
    themes = {theme: number for theme, number in of(world.open(), "theme").items() if theme}
    most = max(themes.values())
    yield "the themes", sorted(match[1].split(" and ")), sorted(name for name in themes if themes[name] == most)
    yield "their number", number(match[2]), most


@form("themes", r"([\d,]+) (?:has|have) no theme")
def _without_theme(world: World, match: re.Match[str]) -> Claims:
    yield "without", number(match[1]), of(world.open(), "theme").get("", 0)


DIMENSIONS = {"theme": "themes?", "strategic_priority": "strategic priorit(?:y|ies)", "programme": "programmes?"}


def _dimension(world: World) -> str:
    """What the forward plan is by: the first that the register records."""
    rows = [row for extract in world.used for row in extract.rows.values()]
    return next(dimension for dimension in DIMENSIONS if any(row[dimension] for row in rows))


@form("plan", r"([\d,]+) (.+) (?:has|have) open recommendations and no meeting is planned on (?:it|any of them)")
def _themes_open(world: World, match: re.Match[str]) -> Claims:
    by = _dimension(world)
    yield "by", True, bool(re.fullmatch(DIMENSIONS[by], match[2]))
    yield "themes", number(match[1]), len({value for value in of(world.open(), by) if value})


@form("plan", r"(?:(All|None|[\d,]+)(?: ([\d,]+))? of (?:its|their)(?: ([\d,]+))? recommendations (?:is|are)|"
      r"(?:Its|Their) one recommendation is( not)?) past the date first agreed")  # fmt: skip
def _themes_late(world: World, match: re.Match[str]) -> Claims:
    own = [record for record in world.open() if measures.cells(record, _dimension(world)) != [""]]
    lates = {None: 0 if match[4] else 1, "All": number(match[2] or "0")}
    yield "late", lates[match[1]] if match[1] in lates else number(match[1]), late(own)
    yield "of", number(match[3] or match[2] or "1"), len(own)


@form("plan", r"([\d,]+) recommendations? (?:is|are) open under (?:it|them)")
def _open_under(world: World, match: re.Match[str]) -> Claims:
    yield (
        "under",
        number(match[1]),
        len([record for record in world.open() if measures.cells(record, _dimension(world)) != [""]]),
    )


@form("engage", rf"{N} (.+) recommendations? (?:is|are) open(?:, (?:{N} of them |(not ))?past the date first agreed)?")
def _tagged(world: World, match: re.Match[str]) -> Claims:
    own = _with_tag(world, match[2])
    yield "open", number(match[1]), len(own)
    if match[3]:
        yield "late", number(match[3]), late(own)
    elif match[0].endswith("agreed"):
        yield "late", 0 if match[4] else 1, late(own)


def _with_tag(world: World, tag: str) -> list[Record]:
    return [record for record in world.open("tag", "status") if tag in measures.cells(record, "tag")]


WAYS = {
    "programmes": "programme",
    "local teams": "local improvement",
    "policy or other work": "policy or other mechanism",
}


@form("engage", r"(?:All are|It is) delivered by (.+)")
def _one_way(world: World, match: re.Match[str]) -> Claims:
    yield "the route", {WAYS[match[1]]}, set(of(_with_tag(world, "Engage"), "delivery_route"))


@form("engage", r"[\d,]+ (?:is|are) delivered by .+")
def _ways(world: World, match: re.Match[str]) -> Claims:
    counts = of(_with_tag(world, "Engage"), "delivery_route")
    text = re.findall(rf"([\d,]+) (?:(?:is|are) delivered )?by ({'|'.join(WAYS)})", match[0])
    yield (
        "routes",
        {WAYS[words]: number(text_number) for text_number, words in text},
        {way: counts[way] for way in counts if way},
    )


@form("engage", r"([\d,]+) (?:has|have) no route")
def _no_way(world: World, match: re.Match[str]) -> Claims:
    yield "no route", number(match[1]), of(_with_tag(world, "Engage"), "delivery_route").get("", 0)


@form("engage", r"This register does not record which recommendations are in Engage")
def _no_tags(world: World, _: re.Match[str]) -> Claims:
    yield "tags", 0, sum(bool(row["tags"]) for extract in world.used for row in extract.rows.values())


@form("onboarding", rf"{N} recommendations? (?:is|are) waiting for a decision(?:, .*)?")
def _waiting(world: World, match: re.Match[str]) -> Claims:
    yield "waiting", number(match[1]), world.counts("status")["awaiting_onboarding"]


@form("onboarding", r"(?:In the last 12 months, half the decisions took [\d.]+ days? or less|"
      rf"{N} (?:was|were) decided in the last 12 months|"
      r"This register records neither recommendations waiting for a decision nor decisions)")  # fmt: skip
def _decided(world: World, match: re.Match[str]) -> Claims:
    if match[0].startswith("This register"):
        yield "waiting", 0, world.counts("status")["awaiting_onboarding"]


@form("assurance", rf"{N} of ([\d,]+) closed recommendations (?:was|were) checked by someone other than their owner")
@form("assurance", r"The one()() closed recommendation was (not )?checked by someone other than its owner")
def _checked(world: World, match: re.Match[str]) -> Claims:
    closed = [record for record in measures.filtered(world.records, world.fits()) if record.state == "closed"]
    roles = [(record.attributes["assured_by_role"], record.attributes["owner_role"]) for record in closed]
    checked = sum(role is not None and role != owner for role, owner in roles)
    yield "closed", number(match[2]) if match[2] else 1, len(closed)
    yield "checked", number(match[1]) if match[1] else 0 if match[3] else 1, checked


@form("assurance", rf"{N} recommendations? (?:is|are) closed")
def _closed(world: World, match: re.Match[str]) -> Claims:
    inside = measures.filtered(world.records, world.fits())
    yield "closed", number(match[1]), sum(record.state == "closed" for record in inside)


@form("assurance", rf"(?:{N}(?: more)? (?:is|are) on the way to closure|This register records no steps of assurance)")
def _on_the_way(world: World, match: re.Match[str]) -> Claims:
    if match[1] is None:
        columns = ("action_complete_on", "proposed_for_closure_on", "assurance_outcome", "assured_by_role")
        rows = [row for extract in world.used for row in extract.rows.values()]
        yield "recorded", 0, sum(bool(row[column]) for row in rows for column in columns)


@form("changes", rf"Since (.*), {N} (?:recommendations? )?came in and {N} (?:was|were) closed( or withdrawn)?")
@form("changes", rf"Since (.*), {N} recommendations came in and {N} (?:was|were) closed( or withdrawn)?")
def _came_and_went(world: World, match: re.Match[str]) -> Claims:
    case = world.case
    flow = measures.statement(case.extracts, world.since, case.t1, case.k1, world.fits("status")).counts
    yield "the day", day(match[1], case.t1.year), world.since
    yield "new", number(match[2]), flow["new"]
    yield "ended", number(match[3]), flow["closed"] + flow["withdrawn_or_merged"]
    yield "withdrawn", bool(match[4]), bool(flow["withdrawn_or_merged"])


OTHERS = {"recorded late": "late_recorded", "reopened": "reopened", "dropped": "dropped"}


@form("changes", r"[\d,]+ (?:was|were) .+")
def _others(world: World, match: re.Match[str]) -> Claims:
    case, fits = world.case, world.fits("status")
    flow = measures.statement(case.extracts, world.since, case.t1, case.k1, fits).counts
    happened = [
        event
        for event in events.between(case.extracts, world.since, case.t1, case.k1)
        if fits(world.records[event.reference])
    ]
    for text, words in re.findall(r"([\d,]+) (?:was|were) (.+?)(?= and \d|$)", match[0]):
        if words == "accepted for delivery":
            true = len({event.reference for event in happened if event.kind == "on-boarded"})
        elif words == "given a later date":
            dated = [event for event in happened if event.kind == "re-dated"]
            true = len({event.reference for event in dated if event.after > event.before})
        elif words == "left without a due date":
            true = len({event.reference for event in happened if event.kind == "due date removed"})
        else:
            true = flow[OTHERS[words]]
        yield words, number(text), true


@form("changes", r"(?:There is only one extract, from (.*), so there is nothing to compare it with yet|"
      r"What changed since .* is not known: the first extract is from (.*))")  # fmt: skip
def _first_extract(world: World, match: re.Match[str]) -> Claims:
    first = world.used[0].as_at
    yield "the first extract", day(match[1] or match[2], first.year), first
    yield "the period begins earlier", True, world.since < first or len(world.used) == 1
    if match[1]:
        yield "extracts", 1, len(world.used)


@form("changes", r"What changed since .* is not known: the latest extract is from (.*)")
def _latest_extract(world: World, match: re.Match[str]) -> Claims:
    latest = world.used[-1].as_at
    yield "the latest extract", day(match[1], 0), latest
    yield "the period begins then or ends later", True, world.since >= latest or world.case.t1 > latest


@form("trends", r"(In the (.+) to (.+)|From (.+) to (.+)|In (\w+ \d{4})|Since the end of (.+)), "
      rf"(?:{N} recommendations? (?:was|were) received)?(?: and )?"
      rf"(?:{N}(?: recommendations?)? (?:was|were) closed(?: on a known day)?)?"
      r"(?:: ([\d,]+) more (came in|went out) than (?:went out|came in))?")  # fmt: skip
def _trend(world: World, match: re.Match[str]) -> Claims:
    first, last = _months_of(match)
    case, fits = world.case, world.fits("status")
    if last != date.max:
        yield "the end", (last.year, last.month), (case.t1.year, case.t1.month)

    def within(months: dict[tuple[int, int], int]) -> int:
        return sum(
            number_closed
            for month, number_closed in months.items()
            if (first.year, first.month) <= month <= (last.year, last.month)
        )

    came, went = match[8], match[9]
    received = within(measures.received_by_month(world.records, fits).by_month)
    closures = measures.closed_by_month(case.extracts, case.t1, case.k1, fits)
    closed = within(closures.by_month)
    if came:
        yield "received", number(came), received
    if went:
        yield "closed", number(went), closed
        yield "a known day", "on a known day" in match[0], not closed and bool(closures.without_date)
    if match[10]:
        yield "the balance", number(match[10]) * (1 if match[11] == "came in" else -1), received - closed


def _months_of(match: re.Match[str]) -> tuple[date, date]:
    """The first and the last month that a sentence about a period names."""

    def month(words: str) -> date:
        words = re.sub(r"^\d+ ", "", words)
        return _parsed(words, "%B %Y")

    if match[2]:
        last = month(match[3])
        return measures.months_after(last, 1 - MONTHS_IN_WORDS[match[2]]), last
    if match[4]:
        return month(match[4]), month(match[5])
    if match[6]:
        return month(match[6]), month(match[6])
    return measures.months_after(month(match[7]), 1), date.max


@form("trends", r"When recommendations were received is not recorded")
@form("trends", r"No recommendations were recorded by .*")
def _no_trend(world: World, match: re.Match[str]) -> Claims:
    if match[0].startswith("No"):
        yield "none", 0, len(measures.filtered(world.records, world.fits("status")))


@form("trends", r"([\d,]+) recommendations? (?:has|have) no date of receipt")
def _not_received(world: World, match: re.Match[str]) -> Claims:
    yield "undated", number(match[1]), measures.received_by_month(world.records, world.fits("status")).without_date


@form("trends", r"([\d,]+) closures? (?:has|have) no date")
def _not_closed(world: World, match: re.Match[str]) -> Claims:
    result = measures.closed_by_month(world.case.extracts, world.case.t1, world.case.k1, world.fits("status"))
    yield "undated", number(match[1]), result.without_date
