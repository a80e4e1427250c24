"""The definition of every measure, in its code's own words: read off the docstrings, never typed a second time."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from analytics import measures
from analytics.wording import sentence_case

ORDER = ("position", "stock_and_flow", "ageing", "flow", "closures", "events", "changes")
"""The measures that a reader meets first; the others follow by name."""

GATHERED = frozenset({"asking", "listing", "kept_lists", "mistyped", "options", "overview", "figures"})
"""Modules that list rows or gather what other measures define: they define nothing themselves."""

TITLES = {
    "position.headline": "Open, outstanding, overdue",
    "position.reports": "Reports of the open",
    "position.by_value": "By source, priority, route and the rest",
    "stock_and_flow.statement": "The statement: what was open, what came, what went, what is open",
    "stock_and_flow.by_day": "Month by month",
    "lateness.due": "Falling due",
    "flow.by_year": "Received and closed by year",
    "flow.by_month": "Received and closed by month",
    "closures.reasons": "Why closed",
    "responses.responses": "Statutory clocks for responses",
    "assurance.steps": "The steps to closure",
    "assurance.judged": "Who judged, and on what",
    "assurance.candidates": "Candidates for closure",
    "closing.closure_by_cohort": "Closed within 12 months",
    "closing.on_time": "Closed by the date first agreed",
    "reopening.reopening_rate": "Reopened after closing",
    "themes.by_source": "Themes and root causes by source",
    "themes.by_year": "Themes and root causes by year",
    "planning.parts": "The parts of the weight",
    "planning.forward_plan": "Weight, and what has no meeting planned",
    "turnaround.portfolio": "By strategic priority, route and programme",
    "turnaround.frameworks_told": "Frameworks that the register names",
    "turnaround.priority_mapping": "From the priorities of one framework to those of the next",
    "programmes.programmes": "Mandates, SROs, equality impact and orphans",
    "engage.tagged": "Engage and the 100-day plan",
    "engage.moved": "What moved in a fortnight",
    "onboarding.onboarding": "Awaiting on-boarding, and decisions",
    "quality.fill": "Fill rate",
    "quality.fill_moves": "Fill rates that moved",
    "quality.fault_moves": "Faults that came or went",
}
"""What a reader calls a measure, where its name in the code alone would not say it."""


@dataclass(frozen=True, slots=True)
class Definition:
    """One measure: what it is called, how it is defined, and where its code stands ("position.headline")."""

    title: str
    text: str
    place: str


@dataclass(frozen=True, slots=True)
class Section:
    """The measures of one module, and the sentence that it opens with."""

    title: str
    opening: str
    definitions: tuple[Definition, ...]


def sections() -> tuple[Section, ...]:
    """Every measure with its definition, by module, in the order in which a reader meets them."""
    found = [_section(module) for module in _modules()]
    return tuple(section for section in found if section.definitions)


def measured(module: ModuleType) -> list[tuple[str, Callable[..., Any]]]:
    """The measures of a module: public functions of its own that ask a register or its folder, in their order."""
    functions = inspect.getmembers(module, inspect.isfunction)
    own = [(name, one) for name, one in functions if one.__module__ == module.__name__ and name[0] != "_"]
    asking = [(name, one) for name, one in own if next(iter(inspect.signature(one).parameters), "") in _ASKED]
    asking = [(name, one) for name, one in asking if name not in _SERVING]
    return sorted(asking, key=lambda pair: pair[1].__code__.co_firstlineno)


_ASKED = ("register", "folder")
_SERVING = frozenset(
    {"as_dict", "opening_day", "covers_the_day", "of_one", "behind", "assurance", "meanings", "happened",
     "replaced", "tagged_alone", "queue", "decided_in", "decided_otherwise", "exceptions"}
)
"""Functions beside the measures that serve them or put them in another shape."""


def _modules() -> Iterator[ModuleType]:
    names = [info.name for info in pkgutil.iter_modules(measures.__path__) if info.name not in GATHERED]
    for name in sorted(names, key=lambda name: (ORDER.index(name) if name in ORDER else len(ORDER), name)):
        yield importlib.import_module(f"{measures.__name__}.{name}")


def _section(module: ModuleType) -> Section:
    name = module.__name__.rpartition(".")[2]
    return Section(
        title=sentence_case(name.replace("_", " ")),
        opening=_plain(module.__doc__ or ""),
        definitions=tuple(_definition(f"{name}.{function}", one) for function, one in measured(module)),
    )


def _definition(place: str, function: Callable[..., Any]) -> Definition:
    title = TITLES.get(place) or sentence_case(place.partition(".")[2].replace("_", " "))
    return Definition(title, _plain(inspect.getdoc(function) or ""), place)


_FOR_PROGRAMMERS = re.compile(r"(?:(?:Columns|Counts): (?:\([^)]*\)|[^.;(])*[.;]|Raises [^.]*\.)\s*([a-z]?)")
"""What only a programmer needs: the names of a frame's columns and counts, and the errors."""


def _plain(docstring: str) -> str:
    """A docstring as paragraphs for a reader, without marks of code."""
    paragraphs = inspect.cleandoc(docstring).replace("`", "").split("\n\n")
    kept = [" ".join(_FOR_PROGRAMMERS.sub(_capital, paragraph).split()) for paragraph in paragraphs]
    return "\n\n".join(sentence_case(paragraph) for paragraph in kept if paragraph)


def _capital(found: re.Match[str]) -> str:
    """What is left of a sentence begins as a sentence does."""
    return found[1].upper()
