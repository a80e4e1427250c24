"""A layout says how to read one kind of file; a wrong one says what is wrong with it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.errors import LayoutError
from analytics.intake.layouts import (
    FileOptions,
    Layout,
    layout_from_toml,
    layout_to_toml,
    layouts_in,
    load_layout,
    save_layout,
    shipped_layouts,
)
from analytics.vocabulary import COLUMN
from tests.intake.files import PLAIN, plain_layout


def refusal(toml: str) -> str:
    """The sentence with which a layout is refused."""
    with pytest.raises(LayoutError) as error:
        layout_from_toml(toml, "mine")
    return str(error.value)


def test_the_shipped_layouts() -> None:
    assert [layout.name for layout in shipped_layouts()] == ["pfd-tracker", "standard", "taic"]


def test_the_standard_layout_takes_every_column_by_its_own_name_or_its_heading_in_a_workbook() -> None:
    headings = {
        name: (name,) if column.label.lower() == name else (name, column.label) for name, column in COLUMN.items()
    }
    assert load_layout("standard").columns == headings


def test_the_tracker_says_what_closed_means_there() -> None:
    layout = load_layout("pfd-tracker")
    assert layout.note == "closed here means that every addressee has replied"
    assert layout.words("status") == {"pending": "open", "overdue": "open", "partial": "open", "completed": "closed"}
    assert layout.columns["reference"] == ("URL",)


@pytest.mark.parametrize("layout", shipped_layouts(), ids=lambda layout: layout.name)
def test_a_layout_reads_back_as_it_was_written(layout: Layout) -> None:
    assert layout_from_toml(layout_to_toml(layout), layout.name) == layout


words = st.text(st.characters(codec="utf-8"), min_size=1)


@given(
    words,
    words.filter(str.strip),
    st.dictionaries(st.text(st.characters(codec="utf-8")), st.sampled_from(["open", "closed"])),
)
def test_any_layout_reads_back_as_it_was_written(title: str, heading: str, statuses: dict[str, str]) -> None:
    layout = Layout(
        name="mine",
        title=title,
        note=heading,
        file=FileOptions(kind="csv", sheet=title, header_row=4, encoding="cp1252", delimiter=";", date_order="MDY"),
        columns={"reference": (heading, title), "status": (heading,), "tags": ("Tags",), "made_on": ("Made",)}
        if title.strip()
        else {"reference": (heading,), "status": (heading,), "tags": ("Tags",), "made_on": ("Made",)},
        constants={"source": title},
        values={"status": statuses, "risk": {}},
        split={"tags": " | "},
        dates={"made_on": "YMD"},
    )
    assert layout_from_toml(layout_to_toml(layout), "mine") == layout


def test_a_layout_is_found_by_name_or_path_the_users_own_first(tmp_path: Path) -> None:
    path = tmp_path / "taic.toml"
    path.write_text(PLAIN, encoding="utf-8")
    assert load_layout("taic", [tmp_path]).title == load_layout(path).title == "A small register"
    assert load_layout("taic").title == "TAIC recommendations register"
    assert [layout.name for layout in layouts_in(tmp_path)] == ["taic"]
    assert layouts_in(tmp_path / "absent") == ()


def test_a_layout_is_saved_under_its_name_and_not_over_another(tmp_path: Path) -> None:
    folder = tmp_path / "layouts"
    own_layout = plain_layout()
    assert save_layout(own_layout, folder) == save_layout(own_layout, folder) == folder / "plain.toml"
    assert load_layout("plain", [folder]) == own_layout
    other = replace(own_layout, title="Another")
    with pytest.raises(LayoutError, match="another layout named 'plain'"):
        save_layout(other, folder)
    save_layout(other, folder, replace=True)
    assert load_layout("plain", [folder]) == other
    assert [path.name for path in folder.iterdir()] == ["plain.toml"]


@pytest.mark.parametrize("name", ["", "Mine", "../mine", "my layout", "-mine", "x" * 61])
def test_a_name_that_is_no_plain_file_name_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(LayoutError, match="cannot be the name of a layout"):
        save_layout(replace(plain_layout(), name=name), tmp_path)


def test_an_unknown_layout_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(LayoutError, match=r"no layout named 'tiac'; there are .*'taic'\. Did you mean 'taic'\?"):
        load_layout("tiac")
    with pytest.raises(LayoutError, match="no layout at"):
        load_layout(tmp_path / "absent.toml")


def test_a_layout_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_bytes(b"\xff\xff")
    with pytest.raises(LayoutError, match="must be a text file in UTF-8"):
        load_layout(tmp_path / "bad.toml")


@pytest.mark.parametrize(
    ("extra", "words"),
    [
        ("[colums]\n", "'colums' is not an entry of the layout; there are .* Did you mean 'columns'?"),
        ('[file]\nsheat = "x"\n', "'sheat' is not an entry of \\[file\\].* Did you mean 'sheet'?"),
        ('[file]\ndate_order = "YDM"\n', "a date order is 'DMY', 'MDY' or 'YMD', not 'YDM'"),
        ('[file]\nkind = "xls"\n', "kind is 'csv' or 'xlsx', not 'xls'"),
        ("[file]\nheader_row = 0\n", "header_row must be a row number, 1 or more"),
        ("[file]\nheader_row = true\n", "header_row must be a row number, 1 or more"),
        ('[file]\nencoding = "latin-99"\n', "'latin-99' is not an encoding"),
        ('[file]\nencoding = "hex"\n', "'hex' is not an encoding"),
        ('[file]\ndelimiter = ", "\n', "delimiter must be one character"),
        ('[values.risk]\n"H" = "hgih"\n', "gives 'hgih', which is not a value of risk.* Did you mean 'high'?"),
        ("[values]\nrisk = 3\n", "must be written"),
        ('[dates]\ntags = "DMY"\n', "\\[dates\\] may name"),
        ('[dates]\nmade_on = "dmy"\n', "not 'dmy'"),
        ("x = [\n", "is not valid TOML"),
    ],
)
def test_a_wrong_entry_is_named(extra: str, words: str) -> None:
    with pytest.raises(LayoutError, match=words):
        plain_layout(extra)


@pytest.mark.parametrize(
    ("toml", "words"),
    [
        ('[columns]\nreference = "Ref"\n', "Each recommendation needs a source and status"),
        (PLAIN.replace('source = "HMICFRS"', 'source = "X"\nrisk = "high"'), "'risk' is both a column and a constant"),
        (PLAIN.replace('risk = "Risk"', 'rsik = "Risk"'), "'rsik' is not an entry of [columns]"),
        (PLAIN.replace('risk = "Risk"', "risk = []"), "must be a heading, or a list of headings"),
        (PLAIN.replace('reference = "Ref"', "").replace('"HMICFRS"', '"X"\nreference = "A1"'), "differs row"),
        (PLAIN.replace('"Closed" = "closed"', '"Closed" = ""'), "gives '', which is not a value of status"),
        (PLAIN.replace('tags = ";"', 'tags = ""'), "must not be empty"),
        (PLAIN.replace('"HMICFRS"', '"X"\ndue_on = "2022-01-01"'), "a date ('due_on') cannot be a constant"),
        (PLAIN.replace('title = "A small register"', "title = 3"), "title must be text"),
        ("file = 3\n" + PLAIN, "file must be a section"),
    ],
)  # fmt: skip
def test_a_layout_that_cannot_serve_says_why(toml: str, words: str) -> None:
    assert words in refusal(toml)


def test_a_value_may_be_mapped_to_a_blank() -> None:
    assert plain_layout('[values.risk]\n"n/a" = ""\n').words("risk") == {"n/a": ""}
