"""The plan of a query: the named steps from the rows of the extracts to its answer, in the order in which they run."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from analytics.errors import WrongUsage
from analytics.intake.suggestions import did_you_mean, quoted
from analytics.measures.query import SQL as QUERIES
from analytics.register.history import SQL as STEPS
from analytics.register.relations import RELATIONS, cached_query
from analytics.register.sql_files import read_sql


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
    file = read_sql(folder, name)
    reads = sorted({_step(relation) for relation in file.reads})
    for step in reads:
        if step not in steps and (made_in := _folder(step)):
            _add(step, made_in, steps)
    steps[name] = QueryStep(name, file.returns, tuple(reads))


def _step(relation: str) -> str:
    """The step or the table that a relation is made of."""
    if (known := RELATIONS.get(relation)) is not None:
        return known.step or relation
    return relation if _folder(relation) else cached_query(relation)
