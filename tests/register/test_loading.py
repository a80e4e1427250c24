"""Loading an extract: whole or not at all, with its original and its faults, and no anomaly without a reason."""

from __future__ import annotations

import csv
import errno
import hashlib
import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from analytics.errors import LoadRefused, RegisterError, UnreadableFile
from analytics.filters import EVERYTHING
from analytics.intake.layouts import layout_from_toml, load_layout, save_layout
from analytics.measures.headline_figures import headline
from analytics.register import loading as register_loading
from analytics.register.database import Register
from analytics.register.folder import Loading, in_force, loadings
from analytics.register.loading import check_extract, load_extract
from analytics.register.writing import LOCK, extracts_folder
from tests.intake.files import workbook
from tests.registers import unseal

JANUARY, FEBRUARY = date(2022, 1, 31), date(2022, 2, 28)
HEADER = "reference,source,status,text,made_on,closed_on\n"
FIRST = "A,DARA,open,First,2021-05-01,\n"
GOOD = HEADER + FIRST + "B,DARA,closed,Second,2021-05-01,2021-12-01\n" + FIRST
BAD = HEADER + FIRST + ",DARA,open,No reference,2021-05-01,\nB,DARA,opne,Second,2021-05-01,\n"


def load(folder: Path, text: str, as_at: date = JANUARY, reason: str | None = None) -> Loading:
    """Load a CSV text in the standard layout."""
    return load_extract(
        text.encode(),
        "upload.csv",
        load_layout("standard"),
        as_at,
        folder,
        loaded_at=datetime(2022, 3, 1, tzinfo=UTC),
        loaded_by="Analyst",
        accept_reason=reason,
    )


def test_a_load_keeps_the_original_and_counts_every_row(tmp_path: Path) -> None:
    loaded = load(tmp_path, GOOD)
    assert loaded.original.read_bytes() == GOOD.encode()
    result = loaded.manifest
    assert (result.read, result.accepted, result.repeated, result.rejected) == (3, 2, 1, 0)
    assert (result.filename, result.loaded_by, result.accepted_because) == ("upload.csv", "Analyst", None)
    figures = headline(Register(tmp_path), EVERYTHING)
    assert (figures.open, figures.closed) == (1, 1)


def test_a_rejected_row_stops_the_load_until_it_is_accepted_with_a_reason(tmp_path: Path) -> None:
    with pytest.raises(LoadRefused, match="2 rows are rejected"):
        load(tmp_path, BAD)
    with pytest.raises(LoadRefused):
        load(tmp_path, BAD, reason="   ")
    assert loadings(tmp_path) == []
    loaded = load(tmp_path, BAD, reason="The owner will correct both.")
    assert (loaded.manifest.accepted, loaded.manifest.rejected) == (1, 2)
    assert loaded.manifest.accepted_because == "The owner will correct both."
    with (loaded.path / "faults.csv").open(newline="", encoding="utf-8") as file:
        faults = [row for row in csv.DictReader(file) if row["severity"] == "rejected"]
    assert [row["row"] for row in faults] == ["3", "4"]
    assert "Did you mean 'open'?" in faults[1]["message"]


def test_a_reason_where_nothing_needs_one_is_harmless_and_not_kept(tmp_path: Path) -> None:
    assert load(tmp_path, GOOD, reason="Just in case.").manifest.accepted_because is None


def test_a_file_with_no_rows_is_not_loaded_without_a_reason(tmp_path: Path) -> None:
    with pytest.raises(LoadRefused, match="no row"):
        load(tmp_path, HEADER)
    assert loadings(tmp_path) == []


def test_what_dies_in_between_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def die(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(register_loading, "publish_extract", die)
    with pytest.raises(RegisterError, match=r"No space left on device.*nothing was changed"):
        load(tmp_path, GOOD)
    assert list((tmp_path / "extracts").iterdir()) == [extracts_folder(tmp_path) / LOCK]


def test_an_extract_is_compared_with_the_one_before_it_by_day(tmp_path: Path) -> None:
    many = HEADER + "".join(f"R{n},DARA,closed,Text {n},2021-05-01,2021-12-01\n" for n in range(200))
    reopened = many.replace("closed", "open").replace("2021-12-01", "")
    load(tmp_path, many)
    result = check_extract(reopened.encode(), "x.csv", load_layout("standard"), FEBRUARY, tmp_path)
    assert result.previous == JANUARY
    assert result.anomalies
    with pytest.raises(LoadRefused):
        load(tmp_path, reopened, FEBRUARY)
    loaded = load(tmp_path, reopened, FEBRUARY, "The owner reopened all of them on 3 February.")
    assert loaded.manifest.anomalies
    assert [loading.as_at for loading in in_force(tmp_path)] == [JANUARY, FEBRUARY]


def test_the_file_of_an_earlier_month_is_recognised(tmp_path: Path) -> None:
    """January's file given again for March: its rows differ from February's, but the register has that very file."""
    january = HEADER + "".join(f"R{n},DARA,open,Text {n},2021-05-01,\n" for n in range(12))
    load(tmp_path, january)
    load(tmp_path, january + "R12,DARA,open,Text 12,2022-02-01,\n", FEBRUARY)
    march = check_extract(january.encode(), "x.csv", load_layout("standard"), date(2022, 3, 31), tmp_path)
    assert "This very file is on the register as the extract of 31 January 2022." in [
        anomaly.message for anomaly in march.anomalies
    ]
    again = check_extract(january.encode(), "x.csv", load_layout("standard"), JANUARY, tmp_path)
    assert again.anomalies == ()


def test_the_layout_is_kept_and_a_word_that_it_reads_otherwise_is_an_anomaly(tmp_path: Path) -> None:
    rows = HEADER + "A,DARA,done,First,2021-05-01,\nB,DARA,live,Second,2021-05-01,\n"
    earlier = replace(load_layout("standard"), values={"status": {"done": "proposed for closure", "live": "open"}})
    now = replace(earlier, values={"status": {"done": "closed", "live": "open"}})
    when = datetime(2022, 3, 1, tzinfo=UTC)
    load_extract(rows.encode(), "x.csv", earlier, JANUARY, tmp_path, loaded_at=when, loaded_by="Analyst")
    result = check_extract(rows.encode(), "x.csv", now, FEBRUARY, tmp_path).anomalies
    assert [
        (anomaly.kind, anomaly.references) for anomaly in result if anomaly.kind == "word means something else"
    ] == [("word means something else", ("A",))]


def test_an_unreadable_file_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile) as refused:
        load(tmp_path, "")
    assert str(refused.value).endswith(".")
    assert loadings(tmp_path) == []


def test_a_load_warns_of_what_contradicts_the_extract_before(tmp_path: Path) -> None:
    load(tmp_path, GOOD)
    again = HEADER + "A,DARA,closed,First,2021-05-01,2022-01-10\n" + "B,DARA,closed,Second,2021-05-01,\n"
    loaded = load(tmp_path, again, FEBRUARY)
    with (loaded.path / "faults.csv").open(newline="", encoding="utf-8") as file:
        faults = [(row["row"], row["column"]) for row in csv.DictReader(file)]
    # The whole column first; row 3 is closed without a date by itself as well.
    assert faults == [("", "closed_on"), ("2", "closed_on"), ("3", "closed_on")]
    assert loaded.manifest.warned == 3


def test_the_layout_an_extract_was_read_with_is_kept_beside_it_for_good(tmp_path: Path) -> None:
    layout = replace(load_layout("standard"), name="mine", title="Mine")
    path = save_layout(layout, tmp_path / "layouts")
    load_extract(
        GOOD.encode(), "upload.csv", layout, JANUARY, tmp_path,
        loaded_at=datetime(2022, 3, 1, tzinfo=UTC), loaded_by="Analyst",
    )  # fmt: skip
    path.unlink()
    loaded = in_force(tmp_path)[0]
    text = (loaded.path / "layout.toml").read_bytes()
    assert loaded.manifest.layout_name == "mine"
    assert loaded.manifest.layout_sha256 == hashlib.sha256(text).hexdigest()
    assert layout_from_toml(loaded.layout_text or "", "mine") == layout


def test_an_extract_loaded_before_layouts_were_kept_has_none(tmp_path: Path) -> None:
    loaded = load(tmp_path, GOOD)
    unseal(tmp_path)
    (loaded.path / "layout.toml").unlink()
    manifest = loaded.path / "manifest.json"
    about = json.loads(manifest.read_text(encoding="utf-8"))
    del about["layout_name"], about["layout_sha256"]
    manifest.write_text(json.dumps(about), encoding="utf-8")
    result = in_force(tmp_path)[0]
    assert (result.layout_text, result.manifest.layout_name, result.manifest.layout_sha256) == (None, None, None)


def test_the_sheet_that_was_chosen_is_loaded(tmp_path: Path) -> None:
    header = ["reference", "source", "status"]
    book = workbook({"Oct 23": [header, ["A", "DARA", "open"]], "Nov 23": [header, *[["A", "DARA", "closed"]] * 1]})
    check = check_extract(book, "upload.xlsx", load_layout("standard"), JANUARY, tmp_path, sheet="Nov 23")
    assert check.reading.rows["status"].tolist() == ["closed"]
