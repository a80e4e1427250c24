"""The definition of every measure, in its code's own words: read off the docstrings, never typed a second time."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from analytics import measures
from analytics.english import sentence_case
from analytics.measures.definition import MEASURES, Measure

ORDER = ("headline_figures", "stock_and_flow", "ages", "received_and_closed", "close_reasons", "events", "changes")
"""The modules that a reader meets first; the others follow by name."""


@dataclass(frozen=True, slots=True)
class Definition:
    """One measure: its title, its definition, and the function that computes it."""

    title: str
    text: str
    function: Callable[..., Any]

    @property
    def code(self) -> str:
        """Where its code is: `analytics/measures/ages.py`, `age`."""
        return f"`{self.function.__module__.replace('.', '/')}.py`, `{self.function.__name__}`"


@dataclass(frozen=True, slots=True)
class DefinitionSection:
    """The measures of one module, and the sentence that it opens with."""

    title: str
    opening: str
    definitions: tuple[Definition, ...]


def sections() -> tuple[DefinitionSection, ...]:
    """Every measure with its definition, by module, in the order in which a reader meets them."""
    for module in pkgutil.iter_modules(measures.__path__):
        importlib.import_module(f"{measures.__name__}.{module.name}")
    modules = groupby(sorted(MEASURES, key=_position), key=lambda measure: measure.function.__module__)
    return tuple(_section(module, tuple(map(_definition, definitions))) for module, definitions in modules)


def _position(measure: Measure) -> tuple[int, str, int]:
    name = measure.function.__module__.rpartition(".")[2]
    return (ORDER.index(name) if name in ORDER else len(ORDER), name, measure.function.__code__.co_firstlineno)


def _section(module: str, definitions: tuple[Definition, ...]) -> DefinitionSection:
    title = sentence_case(module.rpartition(".")[2].replace("_", " "))
    return DefinitionSection(title, _plain(importlib.import_module(module).__doc__ or ""), definitions)


def _definition(measure: Measure) -> Definition:
    return Definition(measure.title, _plain(inspect.getdoc(measure.function) or ""), measure.function)


_FOR_PROGRAMMERS = re.compile(r"(?:(?:Columns|Counts): (?:\([^)]*\)|[^.;(])*[.;]|Raises [^.]*\.)\s*([a-z]?)")
"""What only a programmer needs: the names of a frame's columns and counts, and the errors."""


def _plain(docstring: str) -> str:
    """A docstring as paragraphs for a reader, without marks of code."""
    paragraphs = inspect.cleandoc(docstring).replace("`", "").split("\n\n")
    plain = [" ".join(_FOR_PROGRAMMERS.sub(_capital, paragraph).split()) for paragraph in paragraphs]
    return "\n\n".join(sentence_case(paragraph) for paragraph in plain if paragraph)


def _capital(match: re.Match[str]) -> str:
    """What is left of a sentence begins with a capital letter."""
    return match[1].upper()
