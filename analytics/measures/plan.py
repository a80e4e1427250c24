"""The plan of a query: the named steps from the rows of the extracts to its answer, in the order in which they run."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from analytics.errors import WrongUsage
from analytics.intake.suggestions import did_you_mean, quoted
from analytics.measures.query import SQL as QUERIES
from analytics.register.history import SQL as STEPS
from analytics.register.relations import relations_in
from analytics.register.sql_files import read_sql

_STEP = {
    "history": "span",
    "opening": "position",
    "opening_groups": "position",
    "position_group": "position",
    "position_groups": "position",
    "series_groups": "series_span",
    "altered_groups": "altered_span_groups",
    "spans": "span",
    "versions": "carried_version",
}
"""The step that a relation or a hole of a query is made by, where it has another name than the step."""

_HOLE = re.compile(r"\b(?:from|join) \(?\{([a-z_]+)\}")
_COMMENT = re.compile(r"^--.*\n", re.MULTILINE)
_HEADER = re.compile(r"^-- (One row per .*(?:\n-- .*)*)")


@dataclass(frozen=True, slots=True)
class QueryStep:
    """One step: its name, which is its file's; what a row of it is; the steps and tables that it reads."""

    name: str
    returns: str
    reads: tuple[str, ...]


def names() -> tuple[str, ...]:
    """The names of all queries, in order."""
    return tuple(sorted(path.stem for path in QUERIES.glob("*.sql")))


def plan(name: str) -> tuple[QueryStep, ...]:
    """The steps of a query, each after those that it reads; the query itself is the last.

    What stands on one day only, and columns that some files lack, change how a step is worked out and not which steps
    there are. Raises WrongUsage on a name that no query has.
    """
    if name not in names():
        raise WrongUsage(f"There is no query called {quoted(name)}.{did_you_mean(name, names())}")
    steps: dict[str, QueryStep] = {}
    _add(name, QUERIES, steps)
    return tuple(steps.values())


def _folder(name: str) -> Path | None:
    """The folder of the file of a step; None for the tables that the extracts are read into."""
    return next((folder for folder in (QUERIES, STEPS) if (folder / f"{name}.sql").exists()), None)


def _add(name: str, folder: Path, steps: dict[str, QueryStep]) -> None:
    text = read_sql(folder, name)
    body = _COMMENT.sub("", text)
    relations = {_STEP.get(each, each) for each in (*relations_in(body), *_HOLE.findall(body))}
    for relation in sorted(relations):
        if relation not in steps and (made_in := _folder(relation)):
            _add(relation, made_in, steps)
    header = _HEADER.match(text)
    steps[name] = QueryStep(name, header[1].replace("\n-- ", " ") if header else "", tuple(sorted(relations)))
