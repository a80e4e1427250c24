"""Change one word of a measure or a query at a time, and list each change that no test notices.

    python -m tests.mutants --count 50 --seed 1 analytics/measures analytics/register

Every change is made in a copy of the project. The tests that read the changed file are run first, then those of MORE.
Each line that is printed is a change that every test passed: a test is missing, or the word decides nothing.
"""

from __future__ import annotations

import argparse
import io
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import tokenize
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PLACES = ("analytics/measures", "analytics/register")
MORE = ("tests/measures", "tests/register", "tests/independent/test_headlines.py", "tests/sections", "tests/files")
COPIED = (
    "analytics",
    "pages",
    "tests",
    "data",
    "app.py",
    "make.py",
    "bench",
    "pyproject.toml",
    ".streamlit",
    "docs",
    "README.md",
)

WORDS = {
    "<": "<=", "<=": "<", ">": ">=", ">=": ">", "=": "<>", "<>": "=", "==": "!=", "!=": "==",
    "+": "-", "-": "+", "and": "or", "or": "and", "min": "max", "max": "min", "least": "greatest",
    "greatest": "least", "asc": "desc", "desc": "asc", "True": "False", "False": "True", "any": "all", "all": "any",
    "is null": "is not null", "is not null": "is null", "not": "", "distinct": "", "left join": "join",
    "arg_max": "arg_min", "arg_min": "arg_max", "last_n": "first_n", "first_n": "last_n",
}  # fmt: skip
"""What stands in for a word; a whole number becomes the next one."""

_SQL_WORD = re.compile(
    r"--.*|'[^']*'|is not null|is null|left join|<=|>=|<>|[<>=]|(?<=\s)[+-](?=\s)|\b[a-z_]+\b|\b\d+\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Change:
    """One word of a file put in the place of another."""

    path: Path
    start: int
    before: str
    after: str

    def text(self) -> str:
        """The file with the change made."""
        text = (ROOT / self.path).read_text(encoding="utf-8")
        return text[: self.start] + self.after + text[self.start + len(self.before) :]

    def __str__(self) -> str:
        text = (ROOT / self.path).read_text(encoding="utf-8")
        line = text.count("\n", 0, self.start)
        return f"{self.path}:{line + 1}: {self.before!r} -> {self.after!r} in: {text.splitlines()[line].strip()}"


def changes(path: Path) -> Iterator[Change]:
    """Every change of a file, in its order."""
    text = (ROOT / path).read_text(encoding="utf-8")
    for start, word in sql_words(text) if path.suffix == ".sql" else python_words(text):
        after = str(int(word) + 1) if word.isdecimal() else WORDS.get(word)
        if after is not None:
            yield Change(path, start, word, after)


def sql_words(text: str) -> Iterator[tuple[int, str]]:
    """The words of a query, without its comments and texts, each with its place."""
    yield from ((match.start(), match.group()) for match in _SQL_WORD.finditer(text))


def python_words(text: str) -> Iterator[tuple[int, str]]:
    """The names, signs and numbers of a module, each with its place."""
    starts = [0]
    for line in text.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type in (tokenize.NAME, tokenize.OP, tokenize.NUMBER) and token.string != "=":
            yield starts[token.start[0] - 1] + token.start[1], token.string


def readers(path: Path) -> list[str]:
    """The files of tests that name the changed module, or a module that names the changed query."""
    modules = {path.stem}
    if path.suffix == ".sql":
        named = re.compile(rf"\b{path.stem}\b")
        modules |= {one.stem for one in (ROOT / "analytics").rglob("*.py") if named.search(one.read_text("utf-8"))}
    named = re.compile(rf"\b({'|'.join(sorted(modules))})\b")
    tests = [test for place in MORE for test in sorted((ROOT / place).rglob("test_*.py")) if (ROOT / place).is_dir()]
    return [str(test.relative_to(ROOT)) for test in tests if named.search(test.read_text("utf-8"))]


def is_noticed(change: Change, copy: Path, tests: Sequence[str]) -> bool:
    """Whether a test fails where the change is made in the copy."""
    file = copy / change.path
    original = file.read_text(encoding="utf-8")
    file.write_text(change.text(), encoding="utf-8")
    options = ("-x", "-q", "-p", "no:cacheprovider", "--hypothesis-profile=few", "--timeout=300")
    try:
        run = subprocess.run(
            [sys.executable, "-m", "pytest", *options, *tests],
            cwd=copy, env=os.environ | {"CI": "true"}, capture_output=True, check=False,
        )  # fmt: skip
    finally:
        file.write_text(original, encoding="utf-8")
    return run.returncode != 0


def main() -> int:
    """Try as many changes as are requested; the exit status is 1 where one went unnoticed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("places", nargs="*", default=PLACES, help="files and folders whose words are changed")
    parser.add_argument("--count", type=int, default=50, help="how many changes are tried, drawn at random")
    parser.add_argument("--seed", type=int, default=1, help="another number draws other changes")
    parser.add_argument("--readers-only", action="store_true", help="run no tests but those that read the file")
    requested = parser.parse_args()
    paths = [
        path.relative_to(ROOT)
        for place in requested.places
        for path in ([ROOT / place] if (ROOT / place).is_file() else sorted((ROOT / place).rglob("*")))
        if path.suffix in (".py", ".sql")
    ]
    all_changes = [change for path in paths for change in changes(path)]
    drawn = random.Random(requested.seed).sample(all_changes, min(requested.count, len(all_changes)))
    unnoticed = 0
    with tempfile.TemporaryDirectory() as folder:
        copy = copied(Path(folder))
        for change in drawn:
            noticed = is_noticed(change, copy, readers(change.path) or MORE)
            if not noticed and not requested.readers_only:
                noticed = is_noticed(change, copy, MORE)
            if not noticed:
                unnoticed += 1
                print(change, flush=True)
    print(f"{len(drawn)} of {len(all_changes)} changes tried: {unnoticed} unnoticed.")
    return 1 if unnoticed else 0


def copied(folder: Path) -> Path:
    """A copy of the project to make changes in."""
    data_folder = str(ROOT / "data")

    def left_out(place: str, names: list[str]) -> list[str]:
        return [name for name in names if name == "__pycache__" or (place == data_folder and name == "register")]

    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=left_out)
        else:
            shutil.copy(ROOT / name, folder / name)
    return folder


if __name__ == "__main__":
    sys.exit(main())
