"""The rules of the vocabulary as SQL macros, so that no query writes a status, a reason or a state itself.

A rule is a function of one column: `is_open(status)`, `is_ended(status)`, `is_outstanding_status(status)`,
`is_outstanding(state)`, `has_ended(state)`, `is_on_register(state)`, `is_withdrawn(reason)`, `is_implemented(reason)`.
A single word is a function without arguments, named for its enumeration and its member: `state_not_yet()`,
`status_proposed()`, `reason_superseded()`, `event_re_dated()`. A name that is misspelt is an error, where a word that
is misspelt would match nothing. `cell_of(columns, name, cell)` wraps a cell, a blank too, and is null where the file
does not have the column. DuckDB puts the text of a macro in its place before it plans, so that the plan is that of the
words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum

from duckdb import DuckDBPyConnection

from analytics.vocabulary import (
    ENDED_STATES,
    ENDED_STATUSES,
    IMPLEMENTED_REASONS,
    OPEN_STATUSES,
    OUTSTANDING_STATUSES,
    STATES_OFF_THE_REGISTER,
    WITHDRAWN_REASONS,
    CloseReason,
    EventKind,
    Marking,
    ResponseGiven,
    State,
    Status,
)

WORDS: Mapping[str, type[StrEnum]] = {
    "state": State,
    "status": Status,
    "reason": CloseReason,
    "event": EventKind,
    "marking": Marking,
    "response_given": ResponseGiven,
}
"""The enumerations whose members have macros, by the first word of the macro's name."""

RULES: Mapping[str, Sequence[StrEnum]] = {
    "is_open": OPEN_STATUSES,
    "is_ended": ENDED_STATUSES,
    "is_outstanding_status": OUTSTANDING_STATUSES,
    "is_outstanding": (State.OUTSTANDING,),
    "has_ended": ENDED_STATES,
    "is_withdrawn": WITHDRAWN_REASONS,
    "is_implemented": IMPLEMENTED_REASONS,
}
"""The values for which each rule is true; of a blank it is blank."""


def create_macros(con: DuckDBPyConnection) -> None:
    """Create every macro in a new history; the same for columns of text and of names (ENUM)."""
    for macro in _macros():
        con.execute(f"create macro {macro}")


def _macros() -> Iterator[str]:
    for enumeration, words in WORDS.items():
        for member in words:
            yield f"{enumeration}_{member.name.lower()}() as {quoted(member)}"
    for rule, values in RULES.items():
        yield f"{rule}(word) as {_condition(values)}"
    yield "cell_of(columns, name, cell) as case when list_contains(columns, name) then struct_pack(value := cell) end"
    yield f"is_on_register(word) as not ({_condition(STATES_OFF_THE_REGISTER)})"


def _condition(values: Sequence[str]) -> str:
    """Whether `word` is one of these; of one value an equation, which DuckDB tests while it reads the table."""
    if len(values) == 1:
        return f"word = {quoted(values[0])}"
    return f"word in ({', '.join(map(quoted, values))})"


def quoted(value: str) -> str:
    """A text as SQL writes it."""
    return "'" + value.replace("'", "''") + "'"
