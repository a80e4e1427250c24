"""Every measure is defined in its code, and read from there."""

from __future__ import annotations

from types import ModuleType

from analytics.measures import ageing, position
from analytics.publish.definitions import measured, sections


def test_every_measure_has_a_definition_that_ends_a_sentence() -> None:
    found = [one for section in sections() for one in section.definitions]
    assert len(found) > 15
    assert [one.place for one in found if not one.text.split("\n\n")[0].endswith(".")] == []


def test_a_definition_is_the_first_line_of_the_docstring() -> None:
    headline = next(one for section in sections() for one in section.definitions if one.place == "position.headline")
    assert headline.title == "Open, outstanding, overdue"
    assert headline.text.startswith((position.headline.__doc__ or "").split("\n")[0])


def test_names_of_columns_and_errors_are_left_to_programmers() -> None:
    texts = " ".join(one.text for section in sections() for one in section.definitions)
    assert "Columns:" not in texts
    assert "Raises" not in texts
    assert "`" not in texts


def test_the_position_comes_first() -> None:
    assert [section.title for section in sections()][:3] == ["Position", "Stock and flow", "Ageing"]


def test_what_is_private_or_imported_is_no_measure() -> None:
    module = ModuleType("made_up")
    module._hidden = lambda register: register  # type: ignore[attr-defined]
    module.age = ageing.age  # type: ignore[attr-defined]
    assert measured(module) == []
