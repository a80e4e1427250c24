"""The reader's choice of recommendations: one frozen value that speaks SQL, the URL and English."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from analytics.english import count, day, listed
from analytics.errors import WrongFilter
from analytics.normalise import comparison_key, search_form
from analytics.vocabulary import COLUMN, KINDS_NOT_COUNTED, SOURCE_ALIASES, State, Status, allowed_values, label

BLANK = "[blank]"
"""The filter value that stands for "not recorded"."""

NONE = "[none]"
"""The filter value that no recommendation has: what is left where two choices exclude each other."""

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2200, 12, 31)
"""Days that a register can be about; the same bounds as for the dates in an extract."""

LONGEST_SEARCH = 1_000
"""Letters that a search may have: an address with many more is not read by the server."""

SEARCHED = "Searches the reference, the report, the recommendation, the finding, the theme and whom it is addressed to."
"""What a search looks in, as the history's `insert_versions` puts it together."""

EXTRA_VALUES = {"status": (str(State.DROPPED),)}
"""Words that a filter knows beside those that an extract may hold."""

OPEN_ALONE = "open but not proposed for closure"
"""What the status open is called where those proposed for closure, which the figure Open counts too, are left out."""

MAX_NAMED = 8
"""Values of one field that are named one by one; of more it is said how many they are."""

OVERDUE: dict[str, tuple[str, str]] = {
    "original": ("overdue_original", "past the date first agreed"),
    "current": ("overdue_current", "past the current date"),
    "masked": ("overdue_masked", "past the date first agreed but not the current one"),
    "late with no current date": ("late_no_current_date", "past the date first agreed, with no current due date"),
    "no due date": ("no_due_date", "outstanding with no due date"),
}
"""The ways to be late: the column of the view that tells, and the words."""

FieldType = Literal["values", "list", "from", "to", "no date", "overdue", "search", "day"]


@dataclass(frozen=True, slots=True)
class Field:
    """One filter: its name in the URL and on the command line, its type, its column of the view, its label.

    `prefix` goes before the values in a sentence, where they do not say by themselves what they are: "owned by". `noun`
    is one value in a sentence: "no owner".
    """

    name: str
    type: FieldType
    column: str
    label: str
    prefix: str = ""
    noun: str = ""

    @property
    def has_values(self) -> bool:
        """Whether any of several values may be chosen."""
        return self.type in ("values", "list")


def _filter(kind: FieldType, column: str, label: str, prefix: str = "", noun: str = "") -> Any:
    """The default of an attribute of Filters, which is nothing chosen, with what makes it a filter: see Field."""
    default = () if kind in ("values", "list") else None
    return dataclasses.field(default=default, metadata={"filter": (kind, column, label, prefix, noun)})


@dataclass(frozen=True, slots=True)
class Condition:
    """An SQL condition, the values bound in it, and the columns that it is about."""

    sql: str = "true"
    bound: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    columns: frozenset[str] = frozenset()


NO_CONDITION = Condition()
"""The condition that every row fits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What the reader chose; empty means all. Equal filters are equal cache keys; change with `dataclasses.replace`.

    Every filter is one line here, in the order in which it is shown; the two days of a range, and the choice of the
    rows without the date, are a line each. A column of the standard layout needs no more; any other has to be a column
    of the positions and of the series. *Made* and *received* are the dates of the row in force. *Entered the register*
    is the day of birth, which every recommendation has. *Closed or withdrawn* is the day that the history states, as
    lists and exports show it: blank while it is open, and where no date and no earlier extract gives the day.
    """

    source: tuple[str, ...] = _filter("values", "source", "Source")
    kind: tuple[str, ...] = _filter("values", "kind", "Kind")
    status: tuple[str, ...] = _filter("values", "status", "Status")
    risk: tuple[str, ...] = _filter("values", "risk", "Risk")
    strategic_priority: tuple[str, ...] = _filter("values", "strategic_priority", "Strategic priority")
    delivery_route: tuple[str, ...] = _filter("values", "delivery_route", "Delivery route")
    programme: tuple[str, ...] = _filter("values", "programme", "Programme")
    business_group: tuple[str, ...] = _filter("values", "business_group", "Business group")
    owner: tuple[str, ...] = _filter("values", "owner_role", "Owner", "owned by", "owner")
    addressed_to: tuple[str, ...] = _filter("list", "addressed_to", "Addressed to", "addressed to", "addressee")
    theme: tuple[str, ...] = _filter("values", "theme", "Theme")
    report: tuple[str, ...] = _filter("values", "report", "Report")
    tag: tuple[str, ...] = _filter("list", "tags", "Tag")
    made_from: date | None = _filter("from", "made_on", "Made from")
    made_to: date | None = _filter("to", "made_on", "Made to")
    made: str | None = _filter("no date", "made_on", "No made date")
    received_from: date | None = _filter("from", "received_on", "Received from")
    received_to: date | None = _filter("to", "received_on", "Received to")
    received: str | None = _filter("no date", "received_on", "No received date")
    entered_from: date | None = _filter("from", "born_on", "Entered the register from")
    entered_to: date | None = _filter("to", "born_on", "Entered the register to")
    due_from: date | None = _filter("from", "due_on", "Due from")
    due_to: date | None = _filter("to", "due_on", "Due to")
    due: str | None = _filter("no date", "due_on", "No due date")
    closed_from: date | None = _filter("from", "closed_on", "Closed or withdrawn from")
    closed_to: date | None = _filter("to", "closed_on", "Closed or withdrawn to")
    overdue: str | None = _filter("overdue", "", "Overdue")
    search: str | None = _filter("search", "search_text", "Search")
    as_at: date | None = _filter("day", "", "As at")
    known_at: date | None = _filter("day", "", "Using information up to")

    def where(self) -> Condition:
        """The condition that the chosen recommendations fit.

        Every recommendation that fits all fields; within a field any of its values. Causes of concern and advice
        fit only where the kind filter names them.
        """
        conditions: list[str] = [] if self.kind else [_COUNTED_KINDS]
        columns = {"kind"}
        bound: dict[str, Any] = {}
        for field, value in self._chosen():
            condition, values = _condition(field, value)
            if condition and self._allows_blanks(field):
                condition = f"({condition} or {field.column} is null)"
            if condition and not self._is_in_a_range(field):
                conditions.append(condition)
                bound.update(values)
                columns.add(OVERDUE[value][0] if field.type == "overdue" else field.column)
        return Condition(" and ".join(conditions) or "true", bound, frozenset(columns))

    def describe(self) -> str:
        """The choice in English without its days: "HMICFRS · past the date first agreed"; empty for all."""
        wording = ((field, _describe_field(field, value)) for field, value in self._chosen())
        return " · ".join(f"or {words}" if self._is_in_a_range(field) else words for field, words in wording if words)

    def to_query(self) -> dict[str, list[str]]:
        """The choice as URL query parameters; what is not chosen is left out."""
        query: dict[str, list[str]] = {}
        for field, value in self._chosen():
            values = value if isinstance(value, tuple) else (value,)
            query[field.name] = [item.isoformat() if isinstance(item, date) else str(item) for item in values]
        return query

    def without(self, *names: str) -> Filters:
        """The same choice with some fields left empty."""
        return replace(self, **{name: getattr(EVERYTHING, name) for name in names})

    def known_before(self, newest: date) -> date | None:
        """The known-at day where it is before the newest extract's: then not all is used that is known by now."""
        return self.known_at if self.known_at and self.known_at < newest else None

    def count(self) -> int:
        """How many fields hold a choice, days apart."""
        return sum(1 for field, _ in self._chosen() if field.type != "day")

    def _allows_blanks(self, field: Field) -> bool:
        """Whether the field is a day of a range and the rows without the date are chosen too."""
        return field.type in ("from", "to") and getattr(self, field.name.rpartition("_")[0], None) == BLANK

    def _is_in_a_range(self, field: Field) -> bool:
        """Whether the field chooses the rows without a date, and the days of its range already let them through."""
        edges = (f"{field.name}_from", f"{field.name}_to")
        return field.type == "no date" and any(getattr(self, edge) for edge in edges)

    def _chosen(self) -> list[tuple[Field, Any]]:
        return [(field, value) for field in FIELDS if (value := getattr(self, field.name)) not in ((), None, "")]


FIELDS = tuple(Field(each.name, *each.metadata["filter"]) for each in dataclasses.fields(Filters))
"""Every filter, in the order in which it is shown."""

FIELD: dict[str, Field] = {field.name: field for field in FIELDS}

EVERYTHING = Filters()


def from_query(query: Mapping[str, str | Iterable[str]], *, checked: bool = True) -> Filters:
    """The filters that a URL's query or the command line names; capitals and labels are taken for the stored value.

    Raises WrongFilter on an unknown name, a date that is not year-month-day, an unknown way to be overdue, and, where
    `checked`, a word that no row can hold; unchecked it chooses nothing.
    """
    chosen: dict[str, Any] = {}
    for name, texts in query.items():
        field = FIELD.get(name)
        if field is None:
            raise WrongFilter(f"There is no filter called '{name}'. The filters are {listed(list(FIELD))}.")
        values = [texts] if isinstance(texts, str) else list(texts)
        if values:
            chosen[name] = _parsed(field, values, checked=checked)
    return Filters(**chosen)


def from_address(query: Mapping[str, Iterable[str]]) -> tuple[Filters, tuple[str, ...]]:
    """The filters in an address, and in a sentence each value of them that cannot be read, which then chooses nothing.

    Names that are no filter are passed over, and so are blank values. A word that no row can hold stays: to leave it
    out would choose what was not meant.
    """
    chosen, wrong = EVERYTHING, []
    for name in (name for name in FIELD if name in query):
        values = [value for value in query[name] if value.strip()]
        try:
            chosen = replace(chosen, **{name: getattr(from_query({name: values}, checked=False), name)})
        except WrongFilter as error:
            wrong.append(str(error))
    return chosen, tuple(wrong)


def stored(field: Field, value: str, known: Iterable[str]) -> str:
    """The known value that is written like a text, or that a screen or an alias calls so; else the text itself.

    "Written like" is decided by `comparison_key`: case, blanks, dashes, quotation marks and accents make no difference.
    """
    known = tuple(known)
    if value in known:
        return value
    aliases = SOURCE_ALIASES if field.name == "source" else {}
    names = {name: source for name, source in aliases.items() if source in known}
    names |= {label(field.column, None if item == BLANK else item): item for item in known}
    if field.name == "status":
        names[OPEN_ALONE] = Status.OPEN
    names |= {item: item for item in known}
    return str({comparison_key(name): item for name, item in names.items()}.get(comparison_key(value), value))


def allowed_filter_values(field: Field) -> tuple[str, ...]:
    """The values that a filter of a closed vocabulary knows; none where any text will do."""
    allowed = allowed_values(field.column)
    return () if allowed is None else (*allowed, *EXTRA_VALUES.get(field.name, ()), BLANK)


def _parsed(field: Field, values: list[str], *, checked: bool) -> Any:
    if field.has_values:
        parsed = [stored(field, value, allowed_filter_values(field)) for value in values]
        if checked:
            _check_values(field, parsed)
        return tuple(dict.fromkeys(parsed))
    value = values[-1]
    if field.type in ("from", "to", "day"):
        return _day(field, value)
    if field.type == "no date":
        return _no_date(field, value)
    if field.type == "search" and len(value) > LONGEST_SEARCH:
        raise WrongFilter(f"Search: at most {count(LONGEST_SEARCH)} letters are looked for, not {count(len(value))}.")
    return _way_to_be_late(value) if field.type == "overdue" else value


def _way_to_be_late(value: str) -> str:
    names = {wording.casefold(): way for way, (_, wording) in OVERDUE.items()} | {way: way for way in OVERDUE}
    if (result := names.get(value.strip().casefold())) is None:
        ways = listed([f"“{wording}”" for _, wording in OVERDUE.values()], "or")
        raise WrongFilter(f"Overdue: '{value}' is not one of {ways}.")
    return result


def _no_date(field: Field, value: str) -> str:
    if value.strip().casefold() not in (BLANK, "no date"):
        name = field.name
        raise WrongFilter(
            f"'{name}' takes only {BLANK}, for those with no date. For days use {name}_from and {name}_to."
        )
    return BLANK


def possible_day(text: str) -> date:
    """The day that a text in ISO 8601 names. Raises ValueError where it names none, or one no register is about."""
    result = date.fromisoformat(text)
    if not FIRST_DAY <= result <= LAST_DAY:
        raise ValueError(f"{text} lies outside {FIRST_DAY.year} to {LAST_DAY.year}")
    return result


def _day(field: Field, value: str) -> date:
    try:
        result = date.fromisoformat(value)
    except ValueError:
        raise WrongFilter(
            f"{field.label}: '{value}' is not a date. Write it as year-month-day, for example 2022-11-28."
        ) from None
    if not FIRST_DAY <= result <= LAST_DAY:
        raise WrongFilter(f"{field.label}: {value} lies outside {FIRST_DAY.year} to {LAST_DAY.year}.")
    return result


def _check_values(field: Field, values: list[str]) -> None:
    """A word that no row can hold is a slip: say so, rather than choose nothing without a word."""
    known = allowed_filter_values(field)
    for value in values if known else ():
        if value not in (*known, NONE):
            raise WrongFilter(f"{field.label}: '{value}' is not one of {listed(known, 'or')}.")


_COUNTED_KINDS = "(kind is null or kind not in ({}))".format(", ".join(f"'{kind}'" for kind in KINDS_NOT_COUNTED))


def _condition(field: Field, value: Any) -> tuple[str, dict[str, Any]]:
    """The condition of one chosen field and the values bound in it; field and column names come from FIELDS only."""
    name, column = field.name, field.column
    match field.type:
        case "values":
            return _any_of(f"{column} in ${name}", f"{column} is null", name, value)
        case "list":
            return _any_of(f"list_has_any({column}, ${name})", f"coalesce(len({column}), 0) = 0", name, value)
        case "from":
            return f"{column} >= ${name}", {name: value}
        case "to":
            return f"{column} <= ${name}", {name: value}
        case "no date":
            return f"{column} is null", {}
        case "overdue":
            return OVERDUE[value][0], {}
        case "search":
            words = {f"search_{i}": word for i, word in enumerate(search_words(value))}
            return " and ".join(f"contains({column}, ${key})" for key in words), dict(words)
        case _:
            return "", {}


def _any_of(matches: str, is_blank: str, name: str, values: tuple[str, ...]) -> tuple[str, dict[str, Any]]:
    named = [value for value in values if value != BLANK]
    if not named:
        return f"({is_blank})", {}
    return (f"({matches} or {is_blank})" if BLANK in values else f"({matches})"), {name: named}


def open_alone(statuses: Collection[str]) -> bool:
    """Whether a choice of statuses takes the open without those proposed for closure."""
    return Status.OPEN in statuses and Status.PROPOSED not in statuses


def search_words(text: str | None) -> list[str]:
    """The words that a search looks for, in the form in which texts are searched; all of them must be found."""
    return search_form(text or "").split()


def _value_in_sentence(field: Field, item: str, place: int) -> str:
    """A value as it stands in a list: a word of the vocabulary begins with a capital only where it comes first."""
    if item == BLANK:
        return f"no {field.noun or COLUMN[field.column].label.lower()}"
    if item == NONE:
        return "none at all"
    return item if place and allowed_values(field.column) else label(field.column, item)


def _values_in_words(field: Field, values: tuple[str, ...]) -> str:
    """The values of one field in English: "High or no risk", "owned by Head of custody or no owner"."""
    if len(values) > MAX_NAMED:
        return f"one of {count(len(values))} {_many(field.noun or field.label.lower())}"
    if not field.prefix:
        return listed([_value_in_sentence(field, item, place) for place, item in enumerate(values)], "or")
    named = [item for item in values if item not in (BLANK, NONE)]
    others = [_value_in_sentence(field, item, 0) for item in values if item not in named]
    wording = [f"{field.prefix} {listed(named, 'or')}"] if named else []
    return listed([*wording, *others], "or")


def _many(noun: str) -> str:
    return f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}es" if noun.endswith("s") else f"{noun}s"


def _describe_field(field: Field, value: Any) -> str:
    """One chosen field in English."""
    match field.type:
        case "values" if field.name == "status" and open_alone(value):
            # Last, so that "not proposed for closure" is said of the open alone.
            return _describe_field(field, (*(item for item in value if item != Status.OPEN), OPEN_ALONE))
        case "values" | "list":
            return _values_in_words(field, value)
        case "from" | "to":
            noun, _, edge = field.label.rpartition(" ")
            return f"{noun.lower()} {'since' if edge == 'from' else 'up to'} {day(value)}"
        case "no date":
            return field.label.lower()
        case "overdue":
            return OVERDUE[value][1]
        case "search":
            return f"containing “{value}”"
        case _:
            return ""
