"""The page People: tokens for programs are made, shown once, listed and revoked."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analytics import people
from analytics.audit.entries import AuditEntry
from analytics.audit.trail import Choice
from analytics.people import LOCAL, Person, Role
from analytics.vocabulary import Marking
from pages.ui import access
from pages.ui.meetings_store import store
from pages.ui.personal_tokens import tokens

READER = Person(name="Rita Reader", subject="reader", role=Role.READER)
ADMINISTRATOR = Person(name="Ada", subject="ada", role=Role.ADMINISTRATOR, clearance=Marking.OFFICIAL_SENSITIVE)


@pytest.fixture(autouse=True)
def own_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ACTIONS_URL", f"sqlite:///{tmp_path / 'actions.sqlite'}")


def page(person: Person, monkeypatch: pytest.MonkeyPatch, root: Path) -> AppTest:
    """The page as a person opens it."""
    monkeypatch.setattr(people, "_find_person", [lambda: person])
    shown = AppTest.from_file(str(root / "pages" / "manage" / "people.py"), default_timeout=30).run()
    assert not shown.exception
    return shown


def recorded() -> list[AuditEntry]:
    """The audit trail, the newest first."""
    with people.acting_as(LOCAL):
        return list(store().audit_entries(Choice())[0])


def make(shown: AppTest, label: str) -> AppTest:
    shown.text_input[0].input(label)
    next(button for button in shown.button if button.label == "Make a token").click()
    return shown.run()


def test_a_token_is_shown_once_and_recorded_without_its_text(
    monkeypatch: pytest.MonkeyPatch, project_root: Path
) -> None:
    shown = make(page(READER, monkeypatch, project_root), "Excel")
    (code,) = shown.code
    result = tokens().find(code.value, access.now())
    assert result is not None
    assert (result.person, result.label) == (READER, "Excel")
    assert not page(READER, monkeypatch, project_root).code
    (entry,) = recorded()
    assert (entry.action, entry.by, entry.facts["program"]) == ("token made", "Rita Reader", "Excel")
    assert code.value not in entry.details


def test_a_token_needs_a_name(monkeypatch: pytest.MonkeyPatch, project_root: Path) -> None:
    shown = make(page(READER, monkeypatch, project_root), " ")
    assert not shown.code
    assert "which program the token is for" in shown.error[0].value


@pytest.mark.parametrize("person", [READER, ADMINISTRATOR])
def test_its_maker_or_an_administrator_revokes_it(
    person: Person, monkeypatch: pytest.MonkeyPatch, project_root: Path
) -> None:
    given = make(page(READER, monkeypatch, project_root), "Excel").code[0].value
    shown = page(person, monkeypatch, project_root)
    shown.selectbox(key="revoke_own" if person == READER else "revoke_any").select_index(0).run()
    next(button for button in shown.button if button.label == "Revoke this token").click().run()
    assert tokens().find(given, access.now()) is None
    assert (recorded()[0].action, recorded()[0].by) == ("token revoked", person.name)
