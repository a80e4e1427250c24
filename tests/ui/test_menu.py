"""The menu: pages for which the register holds nothing leave it, and Definitions says why."""

from __future__ import annotations

from pathlib import Path

import pytest

from analytics.people import LOCAL
from pages.ui import menu
from tests.pages.explore.pages import bare
from tests.pages.manage.pages import run


def titles(recorded: set[str], sources: set[str]) -> list[str]:
    return [entry.title for entry in menu.without_data(recorded, sources)]


@pytest.mark.parametrize(
    ("recorded", "sources", "gone"),
    [
        ({"programme", "tags", "theme"}, {"HMICFRS"}, []),
        ({"delivery_route", "tags", "root_cause"}, {"Coroner", "TAIC"}, []),
        ({"strategic_priority", "theme"}, {"DARA"}, ["Engage", "Responses"]),
        ({"text"}, {"TAIC"}, ["Turnaround", "Engage", "Responses", "Themes"]),
    ],
)
def test_a_page_without_any_of_what_it_shows_leaves_the_menu(
    recorded: set[str], sources: set[str], gone: list[str]
) -> None:
    assert titles(recorded, sources) == gone


def test_it_is_hidden_and_not_gone_so_that_a_link_still_opens_it() -> None:
    empty = menu.without_data({"text"}, {"TAIC"})
    assert [menu.is_shown(entry, LOCAL, empty) for entry in empty] == [False] * len(empty)
    assert sum(map(len, menu.pages(empty=empty).values())) == len(menu.ENTRIES)


def test_definitions_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = run("definitions", bare(tmp_path), monkeypatch)
    said = "\n".join(caption.value for caption in at.caption)
    assert "Themes is not in the menu: this register has no theme or root cause." in said
    sources = "Coroners (PFD), HMICFRS or IOPC"
    assert f"Responses is not in the menu: this register has no recommendations from {sources}." in said
