"""The commands and files of docs/deploy.md do what that page says."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import Engine, NullPool, create_engine, inspect, text
from sqlalchemy.exc import DatabaseError

from analytics.__main__ import main
from analytics.audit.entries import AuditAction
from analytics.audit.trail import Choice
from analytics.meetings.store import Store
from analytics.register.folder import in_force
from deploy.sbom import LOCK, NOT_STATED, bill
from pages.ui.server import PLOTLY_VERSION
from tests.deploy.installed import installed
from tests.meetings.databases import new_database, programs
from tests.meetings.records import MORNING, meeting

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the page is for servers with a POSIX shell")


def block(project_root: Path, name: str) -> str:
    """The commands of one block of the page."""
    page = (project_root / "docs" / "deploy.md").read_text(encoding="utf-8")
    (block,) = re.findall(rf"^```{name}\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    return block


def shell(commands: str, project_root: Path, **settings: Path | str) -> subprocess.CompletedProcess[str]:
    """Commands run by a shell in the project's folder, whose python is the environment's."""
    path = os.pathsep.join((str(Path(sys.executable).parent), str(programs()), os.environ["PATH"]))
    variables = {name: str(value) for name, value in settings.items()}
    return subprocess.run(
        [str(shutil.which("bash")), "-c", commands],
        cwd=project_root,
        env={**os.environ, "PATH": path, **variables},
        capture_output=True,
        text=True,
        check=False,
    )


Settings = dict[str, Path | str]


@pytest.fixture
def folders(tmp_path: Path) -> Settings:
    """Where the register, the database and the backup lie."""
    folders: Settings = {name: tmp_path / name.lower() for name in ("REGISTER", "DATABASE", "BACKUP")}
    return folders | {"ACTIONS_URL": f"sqlite:///{folders['DATABASE']}"}


def load_november(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A register of one extract, loaded as a command does it, with its entry in the audit trail."""
    monkeypatch.setenv("ACTIONS_URL", str(settings["ACTIONS_URL"]))
    file = tmp_path / "november.csv"
    file.write_text("reference,source,status\nA,DARA,open\n", encoding="utf-8")
    requested = ["--layout", "standard", "--as-at", "2022-11-28", "--register", str(settings["REGISTER"])]
    assert main(["load", str(file), *requested, "--marking", "OFFICIAL"]) == 0


@pytest.fixture
def running(folders: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A register of one extract and a SQLite database, as a running dashboard has them."""
    load_november(folders, tmp_path, monkeypatch)
    return folders


def back_up_while_it_runs(settings: Settings, commands: str, project_root: Path) -> None:
    """Back up between two meetings that are added."""
    with Store(str(settings["ACTIONS_URL"])) as store:
        store.add(meeting(title="Monthly"), by="analyst", at=MORNING)
        backed_up = shell(commands, project_root, **settings)
        assert backed_up.returncode == 0, backed_up.stderr
        store.add(meeting(title="After the backup"), by="analyst", at=MORNING)


def restore_and_check(settings: Settings, commands: str, project_root: Path) -> None:
    """Restore, and find what was there when it was backed up, and nothing else."""
    restored = shell(commands, project_root, **settings)
    assert restored.returncode == 0, restored.stdout + restored.stderr
    assert "Nothing was changed since it was sealed." in restored.stdout
    register = Path(settings["REGISTER"])
    assert [loading.as_at.isoformat() for loading in in_force(register)] == ["2022-11-28"]
    with Store(str(settings["ACTIONS_URL"])) as store:
        assert [meeting.title for meeting in store.meetings()] == ["Monthly"]
        entries, _ = store.audit_entries(Choice())
        assert [entry.action for entry in entries] == [AuditAction.MEETINGS_EDITED, AuditAction.LOADED]
        assert store.verify_audit().is_intact
        store.add(meeting(title="Work goes on"), by="analyst", at=MORNING)


def test_a_backup_taken_while_it_runs_is_restored(running: Settings, project_root: Path) -> None:
    back_up_while_it_runs(running, block(project_root, "backup"), project_root)
    Path(running["DATABASE"]).unlink()
    shutil.rmtree(running["REGISTER"])
    restore_and_check(running, block(project_root, "restore"), project_root)
    backup = Path(running["BACKUP"])
    assert [path.stat().st_mode & 0o077 for path in backup.iterdir()] == [0, 0]


def test_a_backup_of_postgresql_is_restored_into_an_empty_database(
    folders: Settings, postgresql_server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, project_root: Path
) -> None:
    with new_database(postgresql_server, "backed_up") as address, new_database(postgresql_server, "empty") as empty:
        settings: Settings = {**folders, "ACTIONS_URL": address}
        load_november(settings, tmp_path, monkeypatch)
        back_up_while_it_runs(settings, block(project_root, "backup-postgresql"), project_root)
        shutil.rmtree(settings["REGISTER"])
        settings["ACTIONS_URL"] = empty
        restore_and_check(settings, block(project_root, "restore-postgresql"), project_root)
        with pytest.raises(DatabaseError, match="never changed or deleted"), engine_of(empty).begin() as connection:
            connection.execute(text("delete from audit_entry"))


def engine_of(address: str) -> Engine:
    return create_engine(address, poolclass=NullPool)


def test_a_backup_of_postgresql_that_is_cut_short_restores_nothing(
    folders: Settings, postgresql_server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, project_root: Path
) -> None:
    with new_database(postgresql_server, "whole") as address, new_database(postgresql_server, "still_empty") as empty:
        settings: Settings = {**folders, "ACTIONS_URL": address}
        load_november(settings, tmp_path, monkeypatch)
        back_up_while_it_runs(settings, block(project_root, "backup-postgresql"), project_root)
        dump = Path(settings["BACKUP"]) / "actions.dump"
        dump.write_bytes(dump.read_bytes()[: dump.stat().st_size * 2 // 3])
        settings["ACTIONS_URL"] = empty
        assert shell(block(project_root, "restore-postgresql"), project_root, **settings).returncode != 0
        with engine_of(empty).connect() as connection:
            assert inspect(connection).get_table_names() == []


def test_a_damaged_backup_is_reported_when_it_is_restored(running: Settings, project_root: Path) -> None:
    (Path(running["REGISTER"]) / "extracts" / "2022-11-28" / "original.csv").write_text("x", encoding="utf-8")
    assert shell(block(project_root, "backup"), project_root, **running).returncode == 0
    shutil.rmtree(running["REGISTER"])
    restored = shell(block(project_root, "restore"), project_root, **running)
    assert restored.returncode == 1
    assert "original.csv was changed or removed by hand" in restored.stdout


def test_the_bill_of_materials_has_every_locked_package_with_its_hashes_and_licence() -> None:
    locked = dict(re.findall(r"^([\w.-]+)==([\w.]+)", LOCK.read_text(encoding="utf-8"), re.MULTILINE))
    *components, drawing_code = bill()["components"]
    assert drawing_code["purl"] == f"pkg:npm/plotly.js-cartesian-dist-min@{PLOTLY_VERSION}"
    assert {component["name"]: component["version"] for component in components} == locked
    for component in components:
        assert component["externalReferences"][0]["hashes"], component["name"]
    licences = {component["name"]: component["licenses"][0]["license"]["name"] for component in components}
    unstated = [name for name, licence in licences.items() if licence == NOT_STATED]
    assert set(unstated) <= {"colorama", "tzdata", "httpx2-jsfetch"}, "locked for another system alone"


def test_what_the_image_needs_is_there_and_it_runs_as_nobody(project_root: Path) -> None:
    lines = (project_root / "deploy" / "Containerfile").read_text(encoding="utf-8").splitlines()
    copied = [line.split()[1] for line in lines if line.startswith("COPY ")]
    assert [name for name in copied if not (project_root / name).exists()] == []
    assert "USER 10001:10001" in lines
    # All that the server imports or reads at its start is copied.
    assert {"app.py", "analytics", "pages", "assets", "data/layouts", "data/demonstration", "docs"} <= set(copied)
    assert ".streamlit" in copied
    # Nobody's own register, which lies in data/register, goes into an image that is handed on.
    assert not {".", "data", "data/", "data/register"} & set(copied)


@pytest.mark.parametrize("name", ["dashboard.service", "dashboard-alerts.service", "dashboard-alerts.timer"])
def test_the_units_are_some_that_systemd_takes(project_root: Path, tmp_path: Path, name: str) -> None:
    for unit in (project_root / "deploy").glob("dashboard*"):
        text = unit.read_text(encoding="utf-8").replace("/opt/dashboard/.venv/bin/python", sys.executable)
        (tmp_path / unit.name).write_text(text, encoding="utf-8")
    command = [installed("systemd-analyze"), "verify", str(tmp_path / name)]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    assert name not in checked.stderr, checked.stderr


def test_the_recipe_is_one_that_haproxy_takes(project_root: Path, tmp_path: Path) -> None:
    text = (project_root / "deploy" / "haproxy.cfg").read_text(encoding="utf-8")
    config = tmp_path / "haproxy.cfg"
    config.write_text(text.replace(" ssl crt /etc/haproxy/dashboard.pem", ""), encoding="utf-8")
    command = [installed("haproxy"), "-c", "-f", str(config)]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr
