"""The cache: one computation for the same question of the same register, and never too many results."""

from datetime import date
from pathlib import Path
from threading import Event, Timer

import pandas as pd
import pytest

from analytics.errors import EmptyRegister
from analytics.filters import Filters
from analytics.register import folder as register_folder
from analytics.register.database import Register
from pages.ui import cached
from tests.registers import write_register

OPEN = {"reference": "A", "source": "DARA", "status": "open"}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("REGISTER", str(tmp_path))
    return write_register(tmp_path, {date(2022, 10, 31): [OPEN]})


@pytest.mark.usefixtures("folder")
def test_the_same_question_is_worked_out_once() -> None:
    requested: list[Filters] = []

    def measure(_: Register, filters: Filters) -> int:
        requested.append(filters)
        return len(requested)

    assert cached.result(measure, Filters()) == cached.result(measure, Filters()) == 1
    assert cached.result(measure, Filters(source=("DARA",))) == 2
    assert len(requested) == 2


def test_a_new_extract_is_seen_at_the_next_question(folder: Path) -> None:
    def days(register: Register) -> list[date]:
        return [loading.as_at for loading in register.extracts]

    assert cached.result(days) == [date(2022, 10, 31)]
    write_register(folder, {date(2022, 11, 28): [OPEN]})
    assert cached.result(days) == [date(2022, 10, 31), date(2022, 11, 28)]


def test_the_folder_is_looked_at_once_while_a_page_is_drawn(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[Path] = []

    def counted(path: Path) -> str:
        looks.append(path)
        return fingerprint(path)

    fingerprint = register_folder.fingerprint
    monkeypatch.setattr(register_folder, "fingerprint", counted)
    with cached.one_version():
        assert cached.register() is cached.register()
        assert len(looks) <= 2, "one look, and one of a register that is opened"
    looks.clear()
    with cached.one_version():
        cached.register()
        cached.register()
    assert looks == [folder]


def test_what_a_page_writes_is_seen_by_the_same_page(folder: Path) -> None:
    def days(register: Register) -> list[date]:
        return [loading.as_at for loading in register.extracts]

    with cached.one_version():
        assert cached.result(days) == [date(2022, 10, 31)]
        write_register(folder, {date(2022, 11, 28): [OPEN]})
        assert cached.result(days) == [date(2022, 10, 31), date(2022, 11, 28)]


@pytest.mark.usefixtures("folder")
def test_it_never_holds_more_than_so_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cached, "MOST_RESULTS", 3)
    for number in range(9):
        cached.result(lambda _, n: n, number)
    assert len(cached._results) <= 3


def test_an_empty_register_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGISTER", str(tmp_path))
    with pytest.raises(EmptyRegister):
        cached.register()


@pytest.mark.usefixtures("folder")
def test_what_is_begun_ahead_is_waited_for_and_worked_out_once() -> None:
    begun, may_end = Event(), Event()
    requested: list[int] = []

    def measure(_: Register, number: int) -> int:
        requested.append(number)
        begun.set()
        assert may_end.wait(30)
        return number * 2

    cached.start_early((measure, 21))
    assert begun.wait(30), "it is under way while the page goes on"
    Timer(0.2, may_end.set).start()
    assert cached.result(measure, 21) == 42
    assert requested == [21]


@pytest.mark.usefixtures("folder")
def test_an_error_ahead_is_told_where_the_result_is_asked_for_and_is_not_kept() -> None:
    requested: list[int] = []

    def measure(_: Register) -> int:
        requested.append(1)
        raise EmptyRegister(f"try {len(requested)}")

    cached.start_early((measure,))
    with pytest.raises(EmptyRegister):
        cached.result(measure)
    with pytest.raises(EmptyRegister, match="try"):
        cached.result(measure)
    assert len(requested) in (2, 3), "it was tried again each time that none was under way"


@pytest.mark.usefixtures("folder")
def test_what_is_made_of_results_is_made_once() -> None:
    made: list[tuple[int, str]] = []

    def frame(_: Register, rows: int) -> pd.DataFrame:
        return pd.DataFrame({"row": range(rows)})

    def words(result: pd.DataFrame, unit: str) -> str:
        made.append((len(result), unit))
        return f"{len(result)} {unit}"

    for _ in range(2):
        for rows in (1, 2):
            for unit in ("day", "month"):
                assert cached.derived(words, cached.result(frame, rows), unit) == f"{rows} {unit}"
    assert made == [(1, "day"), (1, "month"), (2, "day"), (2, "month")]
    # Values that are equal in Python and not the same in words are told apart.
    assert cached.derived(repr, 1) != cached.derived(repr, True)


def test_what_is_made_of_results_is_never_more_than_so_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cached, "MOST_DERIVED", 3)
    for number in range(9):
        assert cached.derived(str, number) == str(number)
    assert len(cached._derived) <= 3
