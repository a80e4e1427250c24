"""A new filter is one line, and a new column is one line of the vocabulary and one of the standard layout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

USE = Path(__file__).with_name("use_new_filter.py")

CAUSE_FILTER = '    root_cause: tuple[str, ...] = _filter("values", "root_cause", "Root cause")\n'
WARD_FILTER = '    ward: tuple[str, ...] = _filter("values", "ward", "Ward")\n'
WARD_COLUMN = '        c("ward", "Ward", "meaning", "text", "The ward that it is about."),\n'


def insert(path: Path, before: str, lines: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(before) == 1, f"{path.name} has no line {before!r}"
    path.write_text(text.replace(before, lines + before), encoding="utf-8")


def test_a_new_filter_and_a_new_column_are_everywhere_after_one_line_each(project_root: Path, tmp_path: Path) -> None:
    """In the bar, the address, the SQL, the command line, the CSV file, the data dictionary and the API."""
    copy = tmp_path / "product"
    for folder in ("analytics", "pages", "data/layouts"):
        shutil.copytree(project_root / folder, copy / folder, ignore=shutil.ignore_patterns("__pycache__"))
    insert(copy / "analytics/vocabulary.py", '        c("root_cause", "Root cause",', WARD_COLUMN)
    insert(copy / "data/layouts/standard.toml", "root_cause = ", 'ward = "ward"\n')
    insert(copy / "analytics/filters.py", "    report: tuple[str, ...] =", CAUSE_FILTER + WARD_FILTER)
    environment = os.environ | {"PYTHONPATH": os.pathsep.join((str(copy), str(project_root)))}
    done = subprocess.run(
        [sys.executable, str(USE), str(tmp_path)],
        env=environment,
        cwd=copy,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3_000:]
