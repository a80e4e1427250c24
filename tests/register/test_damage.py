"""A damaged extract is named and left out; the others, and all that needs no extract, go on."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from analytics.__main__ import main
from analytics.errors import DamagedRegister, RegisterError
from analytics.filters import EVERYTHING
from analytics.measures import headline_figures
from analytics.measures.quality import extracts
from analytics.register import folder as register_folder
from analytics.register import programmes
from analytics.register.database import Register
from analytics.register.faults import read_faults
from analytics.register.remarks import remarks
from tests.registers import unseal, write_extract

JANUARY, FEBRUARY, MARCH = date(2022, 1, 31), date(2022, 2, 28), date(2022, 3, 31)
LAST = "2022-03-31"
ROWS = [{"reference": f"R-{number}", "source": "DARA", "status": "open"} for number in range(400)]

Damage = Callable[[Path], object]


def edited(**changes: object) -> Damage:
    """Changes fields of the manifest; None takes one away."""

    def change(extract: Path) -> None:
        file = extract / "manifest.json"
        values = json.loads(file.read_text(encoding="utf-8")) | changes
        file.write_text(json.dumps({name: value for name, value in values.items() if value is not None}))

    return change


def truncated(name: str, share: float) -> Damage:
    def cut(extract: Path) -> None:
        file = extract / name
        file.write_bytes(file.read_bytes()[: int(file.stat().st_size * share)])

    return cut


def overwritten(extract: Path) -> None:
    """The rows with their middle lost; the footer, which is looked at first, is whole."""
    file = extract / "rows.parquet"
    data = bytearray(file.read_bytes())
    data[8 : len(data) // 4] = bytes(len(data) // 4 - 8)
    file.write_bytes(data)


DAMAGES: dict[str, tuple[Damage, str]] = {
    "no manifest": (lambda extract: (extract / "manifest.json").unlink(), "manifest.json is missing"),
    "empty manifest": (truncated("manifest.json", 0), "manifest.json is not a JSON text"),
    "broken manifest": (truncated("manifest.json", 0.5), "manifest.json is not a JSON text"),
    "no object": (lambda extract: (extract / "manifest.json").write_text("[1]"), "manifest.json is not a JSON object"),
    "not a text": (lambda extract: (extract / "manifest.json").write_bytes(b"\xff\xfe{"), "is not a JSON text"),
    "newer": (edited(signature="x"), "manifest.json has signature, which this version of the dashboard does not know"),
    "field lost": (edited(sha256=None), "manifest.json lacks sha256"),
    "wrong type": (edited(read="many"), "manifest.json has no proper value for read"),
    "no day": (edited(loaded_at="yesterday"), "manifest.json cannot be read"),
    "another day": (edited(as_at="2022-02-28"), "manifest.json is about 28 February 2022"),
    "outside": (edited(original="../../secret.csv"), "manifest.json names an original outside the folder"),
    "anomalies": (edited(anomalies=["x"]), "manifest.json has no proper value for anomalies"),
    "no rows": (lambda extract: (extract / "rows.parquet").unlink(), "rows.parquet is missing"),
    "empty rows": (truncated("rows.parquet", 0), "rows.parquet is cut short"),
    "cut rows": (truncated("rows.parquet", 0.7), "rows.parquet is cut short"),
    "overwritten rows": (overwritten, "rows.parquet was changed or removed by hand after the load"),
    "withdrawal": (lambda extract: (extract / "withdrawn.json").write_text("{}"), "withdrawn.json cannot be read"),
}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whole")
    for day, number in ((JANUARY, 100), (FEBRUARY, 200), (MARCH, 400)):
        write_extract(folder, day, ROWS[:number])
    return folder


@pytest.fixture
def folder(whole: Path, tmp_path: Path) -> Path:
    return shutil.copytree(whole, tmp_path / "register")


@pytest.mark.parametrize("kind", DAMAGES)
def test_a_damaged_extract_is_named_and_left_out(kind: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    damage, why = DAMAGES[kind]
    before = register_folder.fingerprint(folder)
    damage(folder / "extracts" / LAST)
    assert register_folder.fingerprint(folder) != before
    register = Register(folder)
    assert [loading.as_at for loading in register.extracts] == [JANUARY, FEBRUARY]
    assert headline_figures.headline(register, EVERYTHING).open == 200
    sentence, *of_seals = remarks(register, register.dates(EVERYTHING))
    assert sentence.startswith("The extract of 31 March 2022 is damaged and is in no figure: ")
    assert why in sentence
    assert len(of_seals) == (1 if kind == "withdrawal" else 0), "a withdrawal written by hand has no seal"
    assert main(["figures", "--register", str(folder)]) == 0
    assert capsys.readouterr().err == "\n".join([sentence, *of_seals, ""])


def test_rows_of_an_older_register_that_cannot_be_read_to_the_end_are_left_out(folder: Path) -> None:
    unseal(folder)
    overwritten(folder / "extracts" / LAST)
    register = Register(folder)
    assert [loading.as_at for loading in register.extracts] == [JANUARY, FEBRUARY]
    assert "its rows cannot be read to the end" in str(register.damaged[0])


def test_where_every_extract_is_damaged_each_is_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for extract in (folder / "extracts").glob("2022-*"):
        (extract / "manifest.json").unlink()
    with pytest.raises(DamagedRegister, match=r"31 January 2022 .*28 February 2022 .*31 March 2022 "):
        Register(folder)
    assert main(["figures", "--register", str(folder)]) == 1
    assert "31 March 2022" in capsys.readouterr().err
    project = folder.parent / "project"
    own = shutil.copytree(folder, project / "data" / "register")
    assert register_folder.choose(None, project) == own


def test_a_replaced_load_does_not_come_back_where_the_one_after_it_is_damaged(folder: Path) -> None:
    write_extract(folder, MARCH, ROWS)
    (folder / "extracts" / f"{LAST}.2" / "manifest.json").unlink()
    assert [loading.as_at for loading in register_folder.in_force(folder)] == [JANUARY, FEBRUARY]
    newest = extracts(folder)[0]
    assert (newest.number, newest.status) == (1, "replaced")
    assert write_extract(folder, MARCH, ROWS).name == f"{LAST}.3"
    register = Register(folder)
    assert register.newest.number == 3
    (sentence,) = remarks(register, register.dates(EVERYTHING))
    assert "An earlier load of the extract of 31 March 2022, which was replaced, is damaged" in sentence


@pytest.mark.parametrize("name", ["original.csv", "faults.csv"])
def test_a_lost_file_that_no_figure_needs_is_a_remark(name: str, folder: Path) -> None:
    (folder / "extracts" / LAST / name).unlink()
    register = Register(folder)
    assert headline_figures.headline(register, EVERYTHING).open == 400
    (sentence,) = remarks(register, register.dates(EVERYTHING))
    assert sentence.startswith(f"The extract of 31 March 2022 has lost {name}. No figure changes by this")


def test_a_damaged_list_beside_the_rows_is_an_error_that_names_it(folder: Path) -> None:
    unseal(folder)
    extract = folder / "extracts" / LAST
    (extract / "faults.csv").write_text("row,reference\nx,y\n", encoding="utf-8")
    with pytest.raises(RegisterError, match=r"faults\.csv is damaged"):
        read_faults(register_folder.in_force(folder)[-1])
    edited(programmes={"original": "original.csv"})(extract)
    (extract / "programmes.csv").write_bytes(b"name\n\xff\n")
    with pytest.raises(RegisterError, match=r"programmes\.csv is damaged"):
        programmes.read(register_folder.in_force(folder)[-1])
    (extract / "programmes.csv").unlink()
    assert programmes.read(register_folder.in_force(folder)[-1]) is None
    assert register_folder.in_force(folder)[-1].missing == ("programmes.csv",)


def test_a_load_is_not_compared_with_a_damaged_extract(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    unseal(folder)
    overwritten(folder / "extracts" / LAST)
    file = folder.parent / "april.csv"
    file.write_text("reference,source,status\nA,DARA,open\n", encoding="utf-8")
    requested = [str(file), "--layout", "standard", "--as-at", "2022-04-30", "--register", str(folder)]
    assert main(["check", *requested]) == 1
    assert "rows.parquet is damaged" in capsys.readouterr().err
    truncated("rows.parquet", 0.5)(folder / "extracts" / LAST)
    main(["check", *requested])
    text = capsys.readouterr().err
    assert "The extract of 31 March 2022 is damaged" in text
    assert "28 February 2022" in text
