"""Every measure is defined in its code, and read from there."""

from __future__ import annotations

import ast
from pathlib import Path

from analytics.files.definitions import sections
from analytics.measures import headline_figures

SERVING = {
    "default_start", "recommendation_events", "closures_with_value", "recommendations_with_value", "as_dict",
    "covers_the_day", "happened", "replaced", "tagged_alone", "queue", "decided_in", "decided_otherwise", "exceptions",
    "extract_days", "latest_used", "moved_between",
}  # fmt: skip
"""Functions of the measures' modules that list rows of a measure or put it in another shape."""

WITHOUT_MEASURES = {"query", "recommendations", "long_lists", "unknown_values", "filter_options", "overview", "figures"}
"""Modules that list rows or gather measures; they define none."""


def test_every_public_function_of_a_register_is_a_measure(project_root: Path) -> None:
    missing = []
    for path in sorted((project_root / "analytics/measures").glob("*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if not isinstance(node, ast.FunctionDef) or node.name.startswith("_") or not node.args.args:
                continue
            of_register = node.args.args[0].arg in {"register", "folder"}
            if of_register and not node.decorator_list and node.name not in SERVING:
                missing.append(f"{path.stem}.{node.name}")
    assert [name for name in missing if name.partition(".")[0] not in WITHOUT_MEASURES] == []


def test_every_measure_has_a_definition_that_ends_a_sentence() -> None:
    result = [definition for section in sections() for definition in section.definitions]
    assert len(result) > 15
    assert [definition.code for definition in result if not definition.text.split("\n\n")[0].endswith(".")] == []


def test_a_definition_is_the_first_line_of_the_docstring() -> None:
    headline = next(
        definition
        for section in sections()
        for definition in section.definitions
        if definition.function is headline_figures.headline
    )
    assert headline.title == "Open, outstanding, overdue"
    assert headline.text.startswith((headline_figures.headline.__doc__ or "").split("\n")[0])


def test_names_of_columns_and_errors_are_left_to_programmers() -> None:
    texts = " ".join(definition.text for section in sections() for definition in section.definitions)
    assert "Columns:" not in texts
    assert "Raises" not in texts
    assert "`" not in texts


def test_the_headline_figures_come_first() -> None:
    assert [section.title for section in sections()][:3] == ["Headline figures", "Stock and flow", "Ages"]
