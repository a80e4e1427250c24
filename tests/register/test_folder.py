"""The register folder: whole extracts only, the last loading of a day in force, nothing ever lost."""

from __future__ import annotations

import json
import os
import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from analytics.errors import RegisterError
from analytics.register import folder as register_folder
from analytics.register.folder import Withdrawal
from analytics.register.writing import extracts_folder, preparing
from tests.registers import write_extract

JANUARY, FEBRUARY = date(2022, 1, 31), date(2022, 2, 28)
OPEN = {"reference": "A", "source": "DARA", "status": "open"}
WITHDRAWAL = Withdrawal(datetime(2022, 3, 1, tzinfo=UTC), "Analyst", "The wrong file was loaded.")


def days(folder: Path) -> list[tuple[date, int]]:
    """What is in force: each day and the number of its loading."""
    return [(loading.as_at, loading.number) for loading in register_folder.in_force(folder)]


def test_extracts_are_in_force_by_day_whatever_order_they_came_in(tmp_path: Path) -> None:
    write_extract(tmp_path, FEBRUARY, [OPEN])
    write_extract(tmp_path, JANUARY, [OPEN])
    assert days(tmp_path) == [(JANUARY, 1), (FEBRUARY, 1)]


def test_a_second_loading_of_a_day_replaces_the_first_which_is_kept(tmp_path: Path) -> None:
    first = write_extract(tmp_path, JANUARY, [OPEN])
    second = write_extract(tmp_path, JANUARY, [OPEN])
    assert days(tmp_path) == [(JANUARY, 2)]
    assert [loading.path for loading in register_folder.loadings(tmp_path)] == [first, second]


def test_a_withdrawn_extract_is_kept_and_out_of_force_until_it_is_loaded_again(tmp_path: Path) -> None:
    write_extract(tmp_path, JANUARY, [OPEN])
    write_extract(tmp_path, FEBRUARY, [OPEN])
    withdrawn = register_folder.withdraw(tmp_path, FEBRUARY, WITHDRAWAL)
    assert withdrawn.withdrawal == WITHDRAWAL
    assert days(tmp_path) == [(JANUARY, 1)]
    assert len(register_folder.loadings(tmp_path)) == 2
    write_extract(tmp_path, FEBRUARY, [OPEN])
    assert days(tmp_path) == [(JANUARY, 1), (FEBRUARY, 2)]


def test_withdrawing_needs_a_reason_and_an_extract(tmp_path: Path) -> None:
    write_extract(tmp_path, JANUARY, [OPEN])
    with pytest.raises(RegisterError, match="28 February 2022"):
        register_folder.withdraw(tmp_path, FEBRUARY, WITHDRAWAL)
    with pytest.raises(RegisterError, match="written reason"):
        register_folder.withdraw(tmp_path, JANUARY, Withdrawal(WITHDRAWAL.withdrawn_at, "Analyst", "  "))
    assert days(tmp_path) == [(JANUARY, 1)]


def test_the_fingerprint_changes_with_every_load_and_withdrawal(tmp_path: Path) -> None:
    seen = [register_folder.fingerprint(tmp_path)]
    write_extract(tmp_path, JANUARY, [OPEN])
    seen.append(register_folder.fingerprint(tmp_path))
    write_extract(tmp_path, JANUARY, [OPEN])
    seen.append(register_folder.fingerprint(tmp_path))
    register_folder.withdraw(tmp_path, JANUARY, WITHDRAWAL)
    seen.append(register_folder.fingerprint(tmp_path))
    assert len(set(seen)) == 4
    assert register_folder.fingerprint(tmp_path) == seen[-1]


def test_the_edition_follows_what_is_in_force_and_not_when_it_was_copied(tmp_path: Path) -> None:
    def edition(folder: Path) -> str:
        return register_folder.edition(register_folder.in_force(folder))

    here = tmp_path / "here"
    write_extract(here, JANUARY, [OPEN], sha256="a")
    seen = [edition(here)]
    there = shutil.copytree(here, tmp_path / "there", copy_function=shutil.copy)
    manifest = there / "extracts" / "2022-01-31" / "manifest.json"
    os.utime(manifest, (0, 0))
    assert register_folder.fingerprint(there) != register_folder.fingerprint(here)
    assert edition(there) == seen[0]
    write_extract(here, FEBRUARY, [OPEN], sha256="b")
    seen.append(edition(here))
    write_extract(here, FEBRUARY, [OPEN], sha256="c")
    seen.append(edition(here))
    register_folder.withdraw(here, FEBRUARY, WITHDRAWAL)
    assert len(set(seen)) == 3
    assert edition(here) == seen[0]


def test_a_half_written_extract_is_not_seen(tmp_path: Path) -> None:
    with preparing(tmp_path) as prepared:
        (prepared / "original.csv").write_bytes(b"reference")
        (extracts_folder(tmp_path) / JANUARY.isoformat()).mkdir()
        assert not register_folder.has_extract(tmp_path)
    assert not prepared.exists()
    assert register_folder.in_force(tmp_path) == []


def test_the_users_own_register_takes_precedence_as_soon_as_it_holds_an_extract(tmp_path: Path) -> None:
    own = tmp_path / "data" / "register"
    assert register_folder.choose(None, tmp_path) == tmp_path / "data" / "demonstration"
    write_extract(own, JANUARY, [OPEN])
    assert register_folder.choose(None, tmp_path) == own
    assert register_folder.choose("/elsewhere", tmp_path) == Path("/elsewhere")


def test_a_manifest_says_again_what_it_was_told(tmp_path: Path) -> None:
    path = write_extract(tmp_path, JANUARY, [OPEN], rejected_references=("B",), accepted_because="Known gap.")
    result = register_folder.in_force(tmp_path)[-1].manifest
    assert (result.as_at, result.rejected_references, result.accepted_because) == (JANUARY, ("B",), "Known gap.")
    assert json.loads((path / "manifest.json").read_text())["as_at"] == "2022-01-31"


def test_a_folder_that_cannot_be_written_to_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "extracts").write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(RegisterError, match=r"cannot be written to .*, so nothing was changed"), preparing(tmp_path):
        pass
