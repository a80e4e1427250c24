"""Saved layouts are listed, copied, renamed, replaced and deleted, and none is overwritten by accident."""

from __future__ import annotations

from pathlib import Path

import pytest

from analytics.errors import LayoutError
from analytics.intake.layouts import layout_to_toml, load_layout, save_layout
from analytics.intake.saved_layouts import (
    copy_layout,
    delete_layout,
    free_title,
    layout_name,
    proposed_title,
    rename_layout,
    replace_layout,
    saved_layouts,
)
from tests.intake.files import plain_layout


def names(folder: Path) -> list[str]:
    return [layout.name for layout in saved_layouts(folder).layouts]


def test_a_damaged_layout_hides_no_other(tmp_path: Path) -> None:
    save_layout(plain_layout(), tmp_path)
    (tmp_path / "bad.toml").write_text("x = [", encoding="utf-8")
    result = saved_layouts(tmp_path)
    assert [layout.name for layout in result.layouts] == ["plain"]
    assert len(result.unusable) == 1
    assert "'bad' is not valid TOML" in result.unusable[0]


def test_a_copy_has_its_own_name_and_the_same_mapping(tmp_path: Path) -> None:
    save_layout(plain_layout(), tmp_path)
    made = copy_layout(plain_layout(), "DARA tracker", tmp_path)
    assert (made.name, made.title, made.columns) == ("dara-tracker", "DARA tracker", plain_layout().columns)
    assert names(tmp_path) == ["dara-tracker", "plain"]
    with pytest.raises(LayoutError, match="another layout named 'dara-tracker'"):
        copy_layout(plain_layout(), "Dara Tracker", tmp_path)


def test_a_renamed_layout_has_another_title_and_the_file_that_extracts_name(tmp_path: Path) -> None:
    save_layout(plain_layout(), tmp_path)
    copy_layout(plain_layout(), "Other", tmp_path)
    with pytest.raises(LayoutError, match="another layout called 'Other'"):
        rename_layout(plain_layout(), "Other", tmp_path)
    renamed = rename_layout(plain_layout(), " HMICFRS tracker ", tmp_path)
    assert rename_layout(renamed, "HMICFRS Tracker", tmp_path).title == "HMICFRS Tracker"
    assert {layout.name: layout.title for layout in saved_layouts(tmp_path).layouts} == {
        "other": "Other", "plain": "HMICFRS Tracker",
    }  # fmt: skip


def test_a_layout_is_replaced_by_a_text_only_where_the_text_is_a_layout(tmp_path: Path) -> None:
    save_layout(plain_layout(), tmp_path)
    with pytest.raises(LayoutError, match="'rsik' is not an entry"):
        replace_layout("plain", layout_to_toml(plain_layout()).replace("risk =", "rsik ="), tmp_path)
    assert load_layout("plain", [tmp_path]) == plain_layout()
    replace_layout("plain", layout_to_toml(plain_layout()).replace('"Made"', '"Date made"'), tmp_path)
    assert load_layout("plain", [tmp_path]).columns["made_on"] == ("Date made",)


def test_a_deleted_layout_is_gone(tmp_path: Path) -> None:
    save_layout(plain_layout(), tmp_path)
    delete_layout("plain", tmp_path)
    assert names(tmp_path) == []
    with pytest.raises(LayoutError, match="no saved layout named 'plain'"):
        delete_layout("plain", tmp_path)


def test_names_are_made_of_titles() -> None:
    assert layout_name("  HMICFRS: tracker (2023) ") == "hmicfrs-tracker-2023"
    for title, words in (("!!", "at least one letter"), ("Standard", "comes with the dashboard")):
        with pytest.raises(LayoutError, match=words):
            layout_name(title)
    assert free_title("Plain", [plain_layout()]) == "Plain 2"
    assert free_title("TAIC", []) == "TAIC 2"
    assert free_title("Mine", [plain_layout()]) == "Mine"


@pytest.mark.parametrize(
    ("filename", "title"),
    [
        ("Met tracker   december.xlsx", "Met tracker"),
        ("hmicfrs_tracker_2023-10-31.xlsx", "Hmicfrs tracker"),
        ("HMICFRS tracker - 31st October 2023 (v2).xlsx", "HMICFRS tracker"),
        ("PFD replies Q3 2023-24.csv", "PFD replies"),
        ("Nov23.csv", "Register"),
        ("Decisions and marches.csv", "Decisions and marches"),
    ],
)
def test_the_title_proposed_for_a_layout_says_nothing_that_changes_each_month(filename: str, title: str) -> None:
    assert proposed_title(filename) == title
