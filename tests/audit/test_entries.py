"""A chain of entries shows each kind of tampering, and says which kind it cannot show by itself."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from analytics.audit.entries import NO_ENTRY, AuditAction, AuditEntry, next_entry, verify

MORNING = datetime(2022, 11, 28, 9, tzinfo=UTC)


def chain(length: int) -> list[AuditEntry]:
    entries: list[AuditEntry] = []
    for number in range(length):
        last = entries[-1] if entries else None
        at = MORNING + timedelta(minutes=number)
        entries.append(next_entry(last, at, "analyst", AuditAction.EXPORTED, {"rows": number, "file": "a.csv"}))
    return entries


def test_an_untouched_chain_has_no_problem_and_gives_its_last_hash() -> None:
    entries = chain(5)
    verification = verify(entries)
    assert verification.is_intact
    assert (verification.entries, verification.last_hash) == (5, entries[-1].hash)
    assert verify([]).last_hash == NO_ENTRY


def test_the_hash_is_what_the_documentation_says() -> None:
    """SHA-256 of number, time in UTC, person, action, details and the hash before, as JSON: anybody can work it out."""
    first, second = chain(2)
    fields = [2, "2022-11-28T09:01:00+00:00", "analyst", "file exported", '{"file": "a.csv", "rows": 1}', first.hash]
    assert second.hash == hashlib.sha256(json.dumps(fields).encode()).hexdigest()


def test_the_hash_does_not_depend_on_the_zone_in_which_a_time_is_given() -> None:
    elsewhere = MORNING.astimezone(timezone(timedelta(hours=5)))
    assert next_entry(None, elsewhere, "a", AuditAction.LOADED) == next_entry(None, MORNING, "a", AuditAction.LOADED)


@pytest.mark.parametrize(
    "altered",
    [
        {"by": "somebody else"},
        {"at": MORNING - timedelta(days=1)},
        {"action": AuditAction.LOADED},
        {"details": '{"file": "a.csv", "rows": 0}'},
    ],
    ids=lambda altered: next(iter(altered)),
)
def test_an_altered_entry_is_named(altered: dict) -> None:
    entries = chain(5)
    entries[2] = replace(entries[2], **altered)
    assert verify(entries).problems == ("Entry 3 was altered: its contents do not match its hash.",)


def test_an_altered_entry_with_a_hash_worked_out_anew_is_named_by_the_next() -> None:
    entries = chain(5)
    forged = next_entry(entries[1], entries[2].at, "somebody else", AuditAction.EXPORTED)
    entries[2] = forged
    assert verify(entries).problems == ("Entry 4 does not follow entry 3: one of them was replaced or moved.",)


@pytest.mark.parametrize(
    ("gone", "sentence"),
    [((2,), "Entry 3 is missing."), ((1, 2), "Entries 2 to 3 are missing."), ((0,), "Entry 1 is missing.")],
)
def test_a_missing_entry_is_named(gone: tuple[int, ...], sentence: str) -> None:
    entries = [entry for place, entry in enumerate(chain(5)) if place not in gone]
    assert verify(entries).problems == (sentence,)


def test_entries_that_changed_places_are_named() -> None:
    entries = chain(4)
    entries[1], entries[2] = replace(entries[2], number=2), replace(entries[1], number=3)
    assert len(verify(entries).problems) >= 2
    assert any("Entry 2 was altered" in problem for problem in verify(entries).problems)


def test_an_entry_that_is_there_twice_is_named() -> None:
    entries = chain(3)
    assert verify([entries[0], entries[1], entries[1], entries[2]]).problems == ("Entry 2 is there more than once.",)


def test_entries_cut_off_at_the_end_show_only_against_a_hash_noted_elsewhere() -> None:
    entries = chain(5)
    assert verify(entries[:3]).is_intact
    (problem,) = verify(entries[:3], entries[-1].hash).problems
    assert problem.startswith(f"No entry has the hash {entries[-1].hash}: entries were removed")
    assert verify(entries, entries[2].hash.upper()).is_intact  # noted a while ago


def test_a_chain_written_anew_shows_only_against_a_hash_noted_elsewhere() -> None:
    noted = chain(5)[-1].hash
    anew: list[AuditEntry] = []
    for entry in chain(5):
        anew.append(next_entry(anew[-1] if anew else None, entry.at, "forger", AuditAction.EXPORTED))
    assert verify(anew).is_intact
    assert not verify(anew, noted).is_intact
