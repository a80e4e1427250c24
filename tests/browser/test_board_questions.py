"""Ten questions of a Board member, each answered in two interactions or fewer from the Overview, on two screens."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from analytics.meetings.location import DEMONSTRATION_FILE
from tests.browser.looking import settled, visit
from tests.browser.server import Server

Step = Callable[[Page], None]
SCREENS = {"laptop": {"width": 1440, "height": 900}, "tablet": {"width": 768, "height": 1024}}


@dataclass(frozen=True)
class Question:
    """What is asked, the interactions that lead to the answer, and the words that are then in view."""

    words: str
    steps: tuple[Step, ...]
    answers: tuple[str, ...]


def link(name: str) -> Step:
    """Press a link."""
    return lambda page: page.get_by_role("link", name=re.compile(name)).first.click()


def bar(name: str) -> Step:
    """Press a bar of a chart."""
    return lambda page: page.get_by_role("button", name=re.compile(name)).first.click()


def open_section(name: str) -> Step:
    """Open a section of the menu; a tablet gathers those that have no room under one button."""
    return lambda page: page.get_by_role("button", name=name).first.click()


def choose_page(name: str) -> Step:
    """Choose a page of the section."""
    return lambda page: page.get_by_test_id("stTopNavDropdownLink").filter(has_text=re.compile(f"^{name}$")).click()


def open_filters(page: Page) -> None:
    """Open the panel of the filters."""
    page.get_by_role("button", name="Filters: none").click()


def search(words: str) -> Step:
    """Type words to search for."""

    def step(page: Page) -> None:
        field = page.get_by_role("textbox", name=re.compile("^Search")).first
        field.fill(words)
        field.press("Enter")

    return step


QUESTIONS = (
    Question("Is it getting better?", (), (r"152 recommendations .* are open, 5 more than on 31 October",)),
    Question(
        "Are more coming in than we close?",
        (open_section("Explore"), choose_page("Trends")),
        (r"received and .* closed",),
    ),
    Question(
        "Which are hidden by a moved date?",
        (link("12 have a new date"),),
        ("12 open recommendations", "HM-2019-042|HM-2021-|DA-2022-"),
    ),
    Question(
        "What about vetting?",
        (open_filters, search("vetting")),
        ("10 recommendations containing “vetting” are open", "15 more are awaiting on-boarding"),
    ),
    Question(
        "What did we agree last time?",
        (open_section("Prepare"), choose_page("Meetings and actions")),
        (
            "4 actions from earlier meetings are open, 2 of them overdue",
            "Set out what each of the three overdue vetting",
        ),
    ),
    Question(
        "What has changed since the last meeting?",
        (open_section("Prepare"), choose_page("Changes")),
        (r"Since 31 October, 26 recommendations came in and 26 were closed or withdrawn",),
    ),
    Question("Which of HMICFRS's are open?", (bar("^HMICFRS, 75"),), (r"75 recommendations:", "HM-2019-043")),
    Question(
        "What does this one ask for, and who has it?",
        (bar("^HMICFRS, 75"), link("^HM-2019-043")),
        ("every misconduct finding leads to a review", "owner: Head of Vetting"),
    ),
    Question(
        "Has anybody but the owner checked what was closed?",
        (open_section("Oversee"), choose_page("Assurance")),
        (r"439 of 1,496 closed recommendations were checked by someone other than their owner",),
    ),
    Question(
        "Which responses are late by law?",
        (open_section("Oversee"), choose_page("Responses")),
        (r"1 statutory response is overdue",),
    ),
)


@pytest.fixture(scope="module")
def dashboard(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The demonstration as it opens for everybody: with its invented meetings."""
    folder: Path = tmp_path_factory.mktemp("meetings")
    environment = {"ACTIONS_URL": f"sqlite:///{folder / DEMONSTRATION_FILE}"}
    with Server(environment=environment, log=folder / "log.txt") as server:
        yield server.url


def test_there_are_ten_questions_of_two_interactions_at_most() -> None:
    assert len(QUESTIONS) == 10
    assert max(len(question.steps) for question in QUESTIONS) == 2


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.words)
def test_a_question_is_answered(dashboard: str, new_page: Callable[..., Page], question: Question, screen: str) -> None:
    page = visit(new_page(viewport=SCREENS[screen]), dashboard)
    for step in question.steps:
        step(page)
        settled(page)
    for words in question.answers:
        expect(first_seen(page, words)).to_be_in_viewport()


def first_seen(page: Page, words: str) -> Locator:
    """What says these words and is seen."""
    return page.locator('[data-testid="stMain"]').get_by_text(re.compile(words)).filter(visible=True).first
