"""The script behind `make`: what it says when it cannot start, and that it installs nothing twice."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import make


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """Every call of the environment's Python, none of them made."""
    calls: list[tuple[str, ...]] = []

    def python(*arguments: str, quiet: bool = False) -> int:
        calls.append(arguments)
        return 1 if quiet and not (tmp_path / "home").is_dir() else 0

    monkeypatch.setattr(make, "ROOT", tmp_path)
    monkeypatch.setattr(make, "HOME", tmp_path / "home")
    monkeypatch.setattr(make, "works", lambda: True)
    monkeypatch.setattr(make, "python", python)
    (tmp_path / "home").mkdir()
    (tmp_path / make.RUN).write_text("streamlit==1 --hash=sha256:1\n", encoding="utf-8")
    (tmp_path / make.TEST).write_text("streamlit==1 --hash=sha256:1\npytest==1 --hash=sha256:2\n", encoding="utf-8")
    return calls


def test_what_is_locked_is_installed_once_with_its_hashes(installed: list[tuple[str, ...]]) -> None:
    make.prepare(make.RUN)
    make.prepare(make.RUN)
    assert [call[:4] for call in installed] == [("-m", "pip", "install", "--require-hashes")]


def test_a_changed_lock_is_installed_anew(installed: list[tuple[str, ...]], tmp_path: Path) -> None:
    make.prepare(make.RUN)
    (tmp_path / make.RUN).write_text("streamlit==2 --hash=sha256:2\n", encoding="utf-8")
    make.prepare(make.RUN)
    assert len(installed) == 2


def test_after_the_tests_a_run_installs_nothing_but_after_a_run_the_tests_do(
    installed: list[tuple[str, ...]], tmp_path: Path
) -> None:
    make.prepare(make.TEST)
    make.prepare(make.RUN)
    assert len(installed) == 1
    (tmp_path / make.RUN).write_text("streamlit==2 --hash=sha256:2\n", encoding="utf-8")
    make.prepare(make.RUN)
    make.prepare(make.TEST)
    assert len(installed) == 3


def test_the_lock_of_the_tests_holds_all_of_the_other_at_the_same_versions(project_root: Path) -> None:
    runs, tests = (
        {line for line in (project_root / name).read_text(encoding="utf-8").splitlines() if line[:1].isalnum()}
        for name in (make.RUN, make.TEST)
    )
    assert len(runs) > 40
    assert runs < tests


def test_an_installation_that_fails_is_not_taken_for_done(
    installed: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(make, "python", lambda *_, **__: 1)
    with pytest.raises(SystemExit, match="The installation failed"):
        make.prepare(make.RUN)
    assert not list(make.HOME.iterdir())
    assert not installed


def test_a_python_that_cannot_make_environments_is_told_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(make.importlib.util, "find_spec", lambda _: None)
    with pytest.raises(SystemExit, match=r"apt-get install python3\.\d+-venv"):
        make.create()


def test_an_environment_that_is_not_there_does_not_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(make, "PYTHON", tmp_path / "python")
    assert not make.works()


def test_an_unknown_task_is_answered_with_the_tasks(project_root: Path) -> None:
    answer = subprocess.run(
        [sys.executable, "make.py", "bake"], cwd=project_root, capture_output=True, text=True, check=False
    )
    assert answer.returncode == 1
    assert "run | test | check | mutants | bench | bench-load | docs | lock | sbom | clean" in answer.stderr


def test_the_makefile_has_the_same_tasks(project_root: Path) -> None:
    rules = (project_root / "Makefile").read_text(encoding="utf-8").splitlines()
    assert "run test check mutants bench bench-load docs lock sbom clean:" in rules
