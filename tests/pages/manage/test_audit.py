"""The audit trail's page: empty, with entries, filtered, checked; and what pages record of exports and loads."""

from __future__ import annotations

import hashlib
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analytics.audit.entries import AuditAction
from analytics.audit.trail import Choice
from analytics.errors import RegisterError
from analytics.filters import Filters
from analytics.meetings.store import Store
from analytics.people import Person, Right, Role
from analytics.settings import Setting
from pages.ui import audit, downloads, error_messages, screen, session
from pages.ui.manage import audit_view
from tests.pages.manage.pages import NOVEMBER, headings, load, run
from tests.tables import tables

NINE = datetime(2022, 11, 28, 9, 5, tzinfo=UTC)


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ACTIONS_URL", f"sqlite:///{tmp_path / 'store.sqlite'}")
    return tmp_path / "store.sqlite"


@pytest.fixture
def page(database: Path, demonstration: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """The page over a trail of two entries."""
    with Store(f"sqlite:///{database}") as store:
        details = {"extract": "2022-11-28", "rows": 1748, "reason": "Told the owner <b>", "sha256": "ab"}
        store.record(AuditAction.LOADED, by="Jane Doe", at=NINE, details=details)
        filters = {"source": ["DARA", "IOPC"]}
        store.record(AuditAction.EXPORTED, by="Board member", at=NINE, details={"file": "a.csv", "filters": filters})
    return run("audit", demonstration, monkeypatch)


def test_a_look_at_an_empty_trail_makes_no_database(
    database: Path, demonstration: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert headings(run("audit", demonstration, monkeypatch)) == [audit_view.NOTHING]
    assert not database.exists()


def test_entries_are_listed_newest_first_in_words(page: AppTest) -> None:
    assert headings(page)[:2] == ["2 entries in the audit trail, the latest of 28 November 2022, 09\\:05", "2 entries"]
    rows = tables(page)[0].to_numpy().tolist()
    assert rows[0][1:] == ["Board member", "File exported", "file: a.csv; filters: source DARA, IOPC"]
    assert rows[1][1:3] == ["Jane Doe", "Extract loaded"]
    assert rows[1][3] == "extract: 2022-11-28; reason: Told the owner <b>; rows: 1,748"


def test_entries_are_chosen(page: AppTest) -> None:
    page.text_input(key="audit_search").set_value("iopc").run()
    assert headings(page)[1] == "1 entry"
    page.text_input(key="audit_search").set_value("nothing like it").run()
    assert headings(page)[1] == "0 entries"
    page.text_input(key="audit_search").set_value("")
    page.multiselect(key="audit_action").set_value([AuditAction.LOADED]).run()
    assert [row[1] for row in tables(page)[0].to_numpy().tolist()] == ["Jane Doe"]


def test_the_trail_is_checked_on_the_page(page: AppTest, database: Path) -> None:
    page.button[0].click().run()
    assert page.success[0].value.startswith("2 entries, none altered or missing.")
    with sqlite3.connect(database) as by_hand:
        by_hand.execute("drop trigger audit_entry_no_update")
        by_hand.execute("update audit_entry set \"by\" = 'nobody' where number = 1")
    by_hand.close()
    page.button[0].click().run()
    assert page.error[0].value == "The audit trail has 1 problem in 2 entries."
    assert "Entry 1 was altered: its contents do not match its hash." in [element.value for element in page.markdown]


def test_the_file_has_all_that_the_hashes_are_made_of(database: Path) -> None:
    with Store(f"sqlite:///{database}") as store:
        first = store.record(AuditAction.LOADED, by="Jane Doe", at=NINE)
        store.record(AuditAction.LOADED, by="Jane Doe", at=NINE)
        rows = audit_view.file(store.audit_entries(Choice())[0]).to_dict("records")
    assert [row["number"] for row in rows] == [1, 2]
    assert rows[1]["previous"] == rows[0]["hash"] == first.hash


def built(monkeypatch: pytest.MonkeyPatch, marking: str | None = None) -> bytes:
    """What a download button hands out when it is clicked."""
    handed = []
    monkeypatch.setattr(screen, "download_button", lambda _label, build, *_, **__: handed.append(build))
    downloads.built("CSV", lambda: (b"reference\r\nA\r\n", 1), "a.csv", "text/csv", key="a", marking=marking)
    return handed[0]()


def test_a_file_is_handed_out_only_with_an_entry(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    session.choose(Filters(source=("DARA",)))
    try:
        data = built(monkeypatch, "OFFICIAL")
    finally:
        session.choose(Filters())
    with Store(f"sqlite:///{database}") as store:
        (entry,), _ = store.audit_entries(Choice())
    assert (entry.action, entry.by) == ("file exported", audit.NO_NAME)
    assert entry.facts["filters"] == {"source": ["DARA"]}
    assert (entry.facts["file"], entry.facts["rows"], entry.facts["marking"]) == ("a.csv", 1, "OFFICIAL")
    assert entry.facts["sha256"] == hashlib.sha256(data).hexdigest()
    database.unlink()
    database.mkdir()
    with pytest.raises(RegisterError):
        built(monkeypatch)


def test_a_withdrawal_on_the_page_is_recorded(database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    register = load(tmp_path / "register", NOVEMBER, "reference,source,status\n1,DARA,open\n")
    at = run("quality", register, monkeypatch)
    at.selectbox[0].select_index(0)
    at.text_area[0].set_value("Wrong file")
    at.text_input[0].set_value("Analyst")
    at.checkbox[0].check()
    next(button for button in at.button if button.label == "Withdraw").click().run()
    with Store(f"sqlite:///{database}") as store:
        (entry,), _ = store.audit_entries(Choice())
    assert (entry.action, entry.by, entry.facts["reason"]) == ("extract withdrawn", "Analyst", "Wrong file")


def test_settings_are_recorded_when_they_change_without_what_is_secret(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    audit.record_settings()
    assert not database.exists(), "no database is made for this"
    Store(f"sqlite:///{database}").close()
    monkeypatch.setenv("LOG_FORMAT", "json")
    audit.record_settings()
    audit.record_settings()
    settings = tuple(Setting(name, "") for name in ("LOG_FORMAT", "OTHER_URL", "SIGN_IN_SECRET"))
    monkeypatch.setattr(audit, "SETTINGS", settings)
    monkeypatch.setenv("SIGN_IN_SECRET", "s3cret")
    monkeypatch.setenv("OTHER_URL", "postgresql://role:s3cret@host/database")
    audit.record_settings()
    with Store(f"sqlite:///{database}") as store:
        entries, _ = store.audit_entries(Choice())
    assert [(entry.action, entry.by) for entry in entries] == [("settings changed", "server start")] * 2
    assert entries[1].facts["settings"]["LOG_FORMAT"] == "json"
    assert entries[0].facts["settings"] == {
        "LOG_FORMAT": "json",
        "OTHER_URL": "postgresql://role:***@host/database",
        "SIGN_IN_SECRET": "set",
    }


def test_what_a_role_does_not_allow_is_recorded_as_refused(database: Path) -> None:
    with error_messages.protected():
        Person(name="Jane Doe", subject="1", role=Role.READER).require(Right.LOAD)
    with Store(f"sqlite:///{database}") as store:
        (entry,), _ = store.audit_entries(Choice())
    assert entry.action == "refused"
    assert entry.facts["why"].startswith("Only an analyst or an administrator may load or withdraw extracts")
