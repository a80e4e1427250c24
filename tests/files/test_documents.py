"""The documents written from the code are up to date, and writing them twice changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from analytics.files.documents import DOCUMENTS, dictionary, write
from analytics.vocabulary import COLUMNS, NOVEMBER_2022


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_document_is_as_the_code_says(project_root: Path, name: str) -> None:
    text = (project_root / name).read_text(encoding="utf-8")
    assert text == DOCUMENTS[name](), f"{name} is out of date: run `make docs`"


def test_the_dictionary_names_every_column_and_priority() -> None:
    text = dictionary()
    assert [column.name for column in COLUMNS if f"| `{column.name}` | {column.label} |" not in text] == []
    assert [name for name in NOVEMBER_2022.names if name not in text] == []


def test_only_what_differs_is_written(tmp_path: Path) -> None:
    assert len(write(tmp_path)) == len(DOCUMENTS)
    assert write(tmp_path) == ()
    (tmp_path / "data" / "README.md").write_text("old", encoding="utf-8")
    assert write(tmp_path) == (tmp_path / "data" / "README.md",)
