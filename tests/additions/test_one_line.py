"""A new filter is one line, a new statutory clock one record, a new column one line of vocabulary and one of layout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

USE = Path(__file__).with_name("use_additions.py")

CAUSE_FILTER = '    root_cause: tuple[str, ...] = _filter("values", "root_cause", "Root cause")\n'
WARD_FILTER = '    ward: tuple[str, ...] = _filter("values", "ward", "Ward")\n'
WARD_COLUMN = '        c("ward", "Ward", "meaning", "text", "The ward that it is about."),\n'
OMBUDSMAN_CLOCK = """    Clock(
        source="Ombudsman",
        who="Commissioner",
        duty="The Commissioner, to the Ombudsman",
        clause="are the Commissioner’s duty",
        wording="{days} days after the day it was made",
        law="Local Government Act 1974 s.31",
        start_column="made_on",
        days=90,
    ),
"""


def insert(path: Path, before: str, lines: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(before) == 1, f"{path.name} has no line {before!r}"
    path.write_text(text.replace(before, lines + before), encoding="utf-8")


def test_a_filter_a_column_and_a_clock_are_everywhere_after_one_entry_each(project_root: Path, tmp_path: Path) -> None:
    """In the bar, the address, SQL, the command line, the CSV file, the data dictionary, the API and the responses."""
    copy = tmp_path / "product"
    for folder in ("analytics", "pages", "data/layouts"):
        shutil.copytree(project_root / folder, copy / folder, ignore=shutil.ignore_patterns("__pycache__"))
    insert(copy / "analytics/vocabulary.py", '        c("root_cause", "Root cause",', WARD_COLUMN)
    insert(copy / "analytics/vocabulary.py", '    Clock(\n        source="Coroner",', OMBUDSMAN_CLOCK)
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
