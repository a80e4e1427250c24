"""Writing to the register: one writer at a time, nothing left of killed loads, readable by the owner alone."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import threading
from datetime import date
from pathlib import Path

import pytest

from analytics.register import writing
from analytics.register.folder import Withdrawal, in_force, withdraw
from analytics.register.writing import extracts_folder, preparing, publish_extract, writers_lock
from tests.meetings.records import MORNING
from tests.registers import write_extract

resource = pytest.importorskip("resource", reason="Windows has no such limits, modes and signals")

DAY = date(2022, 11, 28)
ROW = {"reference": "A", "source": "DARA", "status": "open"}
GOOD = "reference,source,status\nA,DARA,open\n"

LOADS_AND_WAITS = """
import sys, time
from pathlib import Path
from analytics.register.writing import preparing
with preparing(Path(sys.argv[1])) as prepared:
    (prepared / "original.csv").write_bytes(b"half")
    print("prepared", flush=True)
    time.sleep(600)
"""


def hidden(folder: Path) -> list[str]:
    return sorted(path.name for path in extracts_folder(folder).iterdir() if path.name.startswith(".loading-"))


def loading_process(folder: Path) -> subprocess.Popen[str]:
    """A process that has prepared half an extract and waits."""
    command = [sys.executable, "-c", LOADS_AND_WAITS, str(folder)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "prepared\n"
    return process


def test_what_a_killed_load_left_is_swept_by_the_next(tmp_path: Path) -> None:
    process = loading_process(tmp_path)
    process.kill()
    process.communicate()
    assert len(hidden(tmp_path)) == 1
    write_extract(tmp_path, DAY, [ROW])
    assert hidden(tmp_path) == []
    assert [loading.as_at for loading in in_force(tmp_path)] == [DAY]


def test_a_load_under_way_is_not_swept_but_waited_for(tmp_path: Path) -> None:
    process = loading_process(tmp_path)
    under_way = hidden(tmp_path)
    other = threading.Thread(target=write_extract, args=(tmp_path, DAY, [ROW]))
    other.start()
    other.join(0.5)
    assert other.is_alive()
    assert hidden(tmp_path) == under_way
    process.send_signal(signal.SIGKILL)
    process.communicate()
    other.join()
    assert hidden(tmp_path) == []
    assert [loading.as_at for loading in in_force(tmp_path)] == [DAY]


def test_writers_of_one_day_each_have_a_number(tmp_path: Path) -> None:
    writers = [threading.Thread(target=write_extract, args=(tmp_path, DAY, [ROW])) for _ in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    names = {path.name for path in extracts_folder(tmp_path).iterdir() if path.name.startswith("2022")}
    assert names == {"2022-11-28", *(f"2022-11-28.{number}" for number in range(2, 9))}


def test_nobody_but_the_owner_reads_what_is_written(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        extract = write_extract(tmp_path, DAY, [ROW])
        withdraw(tmp_path, DAY, Withdrawal(MORNING, "analyst", "A slip."))
    finally:
        os.umask(before)
    assert (extract / "withdrawn.json").is_file()
    for path in (extracts_folder(tmp_path), extract, *extract.iterdir()):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path


def test_an_extract_is_on_the_disk_before_it_is_in_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    flushed: list[str] = []
    monkeypatch.setattr(writing, "_flush", lambda path: flushed.append(path.name))
    with preparing(tmp_path) as prepared:
        (prepared / "manifest.json").write_text("{}", encoding="utf-8")
        (prepared / "rows.parquet").write_bytes(b"")
        publish_extract(prepared, tmp_path, DAY)
    assert {*flushed[:3]} == {"manifest.json", "rows.parquet", "seal.json"}
    assert flushed[3:] == [prepared.name, "extracts"]


def test_the_lock_is_free_again_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(KeyError), writers_lock(tmp_path):
        raise KeyError
    with writers_lock(tmp_path):
        pass


@pytest.mark.parametrize("largest", [100, 3_000])
def test_on_a_full_disk_a_load_is_a_sentence_and_the_register_as_before(tmp_path: Path, largest: int) -> None:
    """The system refuses to write more of a file than so many bytes, as a full disk does."""
    register, file = tmp_path / "register", tmp_path / "extract.csv"
    write_extract(register, date(2022, 10, 31), [ROW])
    file.write_text(GOOD, encoding="utf-8")
    marking = ("--marking", "OFFICIAL")
    ended = limited(
        largest, "load", file, "--layout", "standard", "--as-at", "2022-11-28", "--register", register, *marking
    )
    assert (ended.returncode, ended.stderr.count("\n")) == (1, 1), ended.stderr
    assert "cannot be written to" in ended.stderr
    assert "nothing was changed" in ended.stderr
    assert [loading.as_at for loading in in_force(register)] == [date(2022, 10, 31)]
    assert hidden(register) == []


@pytest.mark.parametrize("largest", [1_000, 100_000, 1_000_000, 2_000_000])
def test_on_a_full_temporary_disk_figures_are_a_sentence(demonstration: Path, largest: int) -> None:
    ended = limited(largest, "figures", "--register", demonstration)
    assert ended.returncode == 1
    assert ended.stderr.startswith("The temporary folder "), ended.stderr
    assert "The register is as it was." in ended.stderr
    assert ended.stderr.count("\n") == 1


_WITHOUT_TRAIL = """import sys, contextlib
from analytics.__main__ import main
from analytics.commands import audit
audit.recording = lambda attempt: contextlib.nullcontext(lambda action, details: None)
sys.exit(main(sys.argv[1:]))"""
"""The command line, the disk of its audit trail left out: SQLite would be refused first."""


def limited(largest: int, *arguments: object) -> subprocess.CompletedProcess[str]:
    """One command of a process whose files can have so many bytes at most."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest, resource.RLIM_INFINITY))

    command = [sys.executable, "-c", _WITHOUT_TRAIL, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, preexec_fn=limit)
