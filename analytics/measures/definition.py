"""Every measure under the title that readers know it by; its docstring is its definition on the Definitions page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

Function = TypeVar("Function", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Measure:
    """A function that computes figures from a register or its folder, and its title."""

    title: str
    function: Callable[..., Any]


MEASURES: list[Measure] = []
"""Every measure of the modules imported so far, in the order of their code."""


def measure(title: str) -> Callable[[Function], Function]:
    """Register a measure under this title; the function itself stays as it is."""

    def register(function: Function) -> Function:
        MEASURES.append(Measure(title, function))
        return function

    return register
