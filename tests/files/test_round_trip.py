"""An export that is loaded again gives the rows that it was made of, and makes the same export."""

from __future__ import annotations

import io
import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from analytics.errors import UnreadableFile
from analytics.export_format import joined_items, separated_items, with_marks_restored, with_marks_shown
from analytics.files import csv, register_workbook
from analytics.files.export import export
from analytics.files.workbook import MOST_LETTERS, Cover, Heading, Sheet
from analytics.files.workbook import write as write_workbook
from analytics.filters import EVERYTHING, Filters
from analytics.intake.faults import Reading
from analytics.intake.layouts import load_layout
from analytics.intake.rows import read_extract
from analytics.intake.tables import clean
from analytics.measures import recommendations
from analytics.measures.preview import previews
from analytics.register.database import Register
from analytics.register.loading import Check, check_extract, load_extract
from analytics.vocabulary import COLUMN, DATE_COLUMNS, LIST_COLUMNS, LONG_COLUMNS, CloseReason, Kind, Risk, Status
from tests.examples import examples
from tests.independent.history import Extract
from tests.independent.strategies import histories
from tests.registers import write_register

AS_AT = date(2022, 11, 28)
STANDARD = load_layout("standard")
PIECES = st.sampled_from(
    ["=", "+", "-", "@", "'", '"', "\n", "\t", " ", ";", "\\", ",", "|", "1", "0", "R-3", "a", "é", "\u2003", "＝",
     "'=", "sep=;", "\u202e", "[U+202E]", "[U+"]
)  # fmt: skip
HOSTILE = st.lists(PIECES | st.text(st.characters(exclude_categories=("Cs", "Cn", "Cc", "Cf")), max_size=3), max_size=6)
TEXTS = HOSTILE.map("".join).map(clean)
ITEMS = st.lists(TEXTS.filter(bool).map(str.strip).filter(bool), max_size=3, unique=True)
DAYS = st.none() | st.dates(date(1950, 1, 1), AS_AT)
CLOSED_WORDS = {
    "status": list(Status), "kind": [None, *Kind], "close_reason": [None, *CloseReason], "risk": [None, *Risk],
}  # fmt: skip
Row = dict[str, Any]


@st.composite
def rows(draw: st.DrawFn) -> list[Row]:
    """Rows of the standard layout as a register may hold them."""
    references = draw(st.lists(TEXTS.filter(bool), min_size=1, max_size=3, unique_by=lambda text: text.casefold()))
    return [{name: draw(cells(name)) for name in COLUMN} | {"reference": reference} for reference in references]


def cells(column: str) -> st.SearchStrategy[Any]:
    """What a column may hold."""
    if column in DATE_COLUMNS:
        return DAYS
    if column in LIST_COLUMNS:
        return ITEMS
    if column in CLOSED_WORDS:
        return st.sampled_from(CLOSED_WORDS[column])
    return st.none() if recommendations.COLUMN[column].type not in ("text", "long text") else TEXTS


def written(kind: str, records: list[Row]) -> bytes:
    """The rows as an export holds them, with blanks where the worked-out columns are."""
    table = [[*(record[name] for name in COLUMN), *(None for _ in recommendations.COMPUTED)] for record in records]
    to = io.BytesIO()
    if kind == "csv":
        csv.write(recommendations.EXPORTED, [table], to)
    else:
        headings = tuple(Heading(register_workbook.label(name), 20) for name in recommendations.EXPORTED)
        sheet = Sheet(tab="Recommendations", title="Rows", notes=("A note.",), headings=headings, batches=[table])
        write_workbook(Cover(title="Rows", marking="OFFICIAL", day=AS_AT, parts=()), [sheet], to)
    return to.getvalue()


def read(kind: str, data: bytes) -> Reading:
    return read_extract(data, f"rows.{kind}", STANDARD, AS_AT)


def records_of(reading: Reading) -> list[Row]:
    """The rows that were read, as dictionaries of plain values."""
    result = []
    for record in reading.rows[list(COLUMN)].to_dict("records"):
        days = {name: None if pd.isna(record[name]) else record[name].date() for name in DATE_COLUMNS}
        result.append({str(name): value for name, value in record.items()} | days)
    return result


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@given(rows())
def test_rows_come_back_in_every_standard_column(kind: str, records: list[Row]) -> None:
    first = read(kind, written(kind, records))
    # Names are read in one form, so that a first reading may change them; texts, lists of words and days it may not.
    for given_row, read_row in zip(records, records_of(first), strict=True):
        for name in (*LONG_COLUMNS, *DATE_COLUMNS, "reference", "status"):
            assert read_row[name] == given_row[name], name
    again = read(kind, written(kind, records_of(first)))
    assert records_of(again) == records_of(first)
    assert (again.read, again.rejected, again.repeated) == (len(records), 0, 0)
    assert not [fault for fault in again.faults if fault.severity == "rejected"]


@given(HOSTILE.map("".join))
def test_marks_that_turn_letters_round_are_shown_and_come_back(text: str) -> None:
    shown = with_marks_shown(text)
    assert "\u202e" not in shown
    assert with_marks_restored(shown) == text


@given(st.lists(HOSTILE.map("".join), min_size=1, max_size=4))
def test_the_items_of_a_list_are_told_apart(items: list[str]) -> None:
    assert separated_items(joined_items(items)) == items


ROWS = [
    {"reference": "-R-3", "source": "HMICFRS", "status": "open", "text": "'=SUM(1)", "tags": ["=Engage", "a;b\\"],
     "made_on": date(2022, 3, 1), "due_on": date(2022, 12, 31), "addressed_to": ["Chief constables; England"]},
    {"reference": "'-R-3", "source": "HMICFRS", "status": "closed", "text": "'quoted' start\n+441234",
     "made_on": date(2021, 3, 1), "closed_on": date(2022, 5, 2), "close_reason": "implemented"},
    {"reference": "=1+1", "source": "Casey review", "status": "open", "finding": '@home, -5% "of" them'},
]  # fmt: skip


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Register:
    dropped = {"reference": "R-9", "source": "DARA", "status": "open"}
    extracts = {date(2022, 10, 31): [*ROWS, dropped], AS_AT: ROWS}
    return Register(write_register(tmp_path_factory.mktemp("register"), extracts))


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_an_export_loads_and_makes_the_same_export(register: Register, tmp_path: Path, kind: str) -> None:
    first = tmp_path / f"first.{kind}"
    export(register, EVERYTHING, first)
    result = load(first, tmp_path / "again")
    assert result.reading.read == result.reading.accepted == len(ROWS)
    assert [fault.message for fault in result.reading.faults] == [
        "1 row is of a recommendation no longer on the register (status dropped), and left out."
    ]
    columns = list(COLUMN)
    original = pd.read_parquet(register.newest.rows).reindex(columns=columns).sort_values("reference")
    loaded = pd.read_parquet(Register(tmp_path / "again").newest.rows)[columns].sort_values("reference")
    for name in columns:
        given_cells, loaded_cells = (frame[name].map(plain).tolist() for frame in (original, loaded))
        assert loaded_cells == given_cells, name
    second = tmp_path / f"second.{kind}"
    export(Register(tmp_path / "again"), EVERYTHING, second)
    load(second, tmp_path / "third")
    third = tmp_path / f"third.{kind}"
    export(Register(tmp_path / "third"), EVERYTHING, third)
    if kind == "csv":
        assert third.read_bytes() == second.read_bytes()
    else:  # the cover of a workbook names the day of loading
        third_cells, second_cells = ([row for sheet in load_workbook(path).worksheets[1:] for row in sheet.values]
                                     for path in (third, second))  # fmt: skip
        assert third_cells == second_cells


def load(file: Path, folder: Path) -> Check:
    given = (file.read_bytes(), file.name, STANDARD, AS_AT, folder)
    result = check_extract(*given)
    at = datetime(2022, 11, 29, tzinfo=UTC)
    load_extract(*given, loaded_at=at, loaded_by="test", accept_reason=None, check=result)
    return result


def plain(cell: Any) -> Any:
    """A cell as a value that compares: None for every blank."""
    if cell is None or (not hasattr(cell, "__len__") and pd.isna(cell)):
        return None
    return list(cell) or None if not isinstance(cell, str | date | pd.Timestamp) else cell


def test_a_leading_apostrophe_of_another_file_is_its_own() -> None:
    data = b"reference,source,status,text\r\nR-1,DARA,open,'-5 per cent\r\n"
    assert read("csv", data).rows["text"].tolist() == ["'-5 per cent"]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_text_that_no_cell_holds_comes_back_whole(kind: str) -> None:
    long = {"text": "x" * MOST_LETTERS + " \n y"}
    long |= {"finding": "\U0001f600 " * MOST_LETTERS + "end", "evidence": "\u2066" * MOST_LETTERS}
    blank = {name: [] if name in LIST_COLUMNS else None for name in COLUMN}
    given_rows = [blank | {"reference": f"R-{n}", "source": "DARA", "status": "open", **long} for n in (1, 2)]
    result = records_of(read(kind, written(kind, given_rows)))
    assert [{name: row[name] for name in long} for row in result] == [long, long]


def test_a_workbook_without_the_sheet_of_its_long_texts_is_refused_with_the_way_out() -> None:
    row = {name: [] if name in LIST_COLUMNS else None for name in COLUMN}
    row |= {"reference": "R-1", "source": "DARA", "status": "open", "text": "x" * (MOST_LETTERS + 1)}
    book = load_workbook(io.BytesIO(written("xlsx", [row])))
    del book["Long texts"]
    to = io.BytesIO()
    book.save(to)
    with pytest.raises(UnreadableFile, match="Load the workbook as it was exported, or the CSV of the same export"):
        read("xlsx", to.getvalue())


EVERY_KIND = Filters(kind=(*Kind, "[blank]"))


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@examples(15)
@given(extracts=histories())
def test_an_export_of_the_whole_register_changes_nothing_as_the_next_extract(
    kind: str, extracts: list[Extract]
) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = write_register(Path(place, "register"), {extract.as_at: extract.rows for extract in extracts})
        file, register = Path(place, f"all.{kind}"), Register(folder)
        export(register, EVERY_KIND, file)
        register.close()
        next_day = extracts[-1].as_at + timedelta(days=1)
        check = check_extract(file.read_bytes(), file.name, STANDARD, next_day, folder)
        (preview,) = previews(check, next_day, folder)
        events = preview.happened.events
    assert events[events["extract_day"] == next_day].to_dict("records") == []
    assert check.reading.accepted == len(extracts[-1].rows)


SLIPS = [
    {"reference": "R-1", "source": "DARA", "status": "closed", "closed_on": date(2023, 6, 1)},
    {"reference": "R-2", "source": "DARA", "status": "closed", "close_reason": "superseded", "closed_on": None},
    {"reference": "R-3", "source": "DARA", "status": "closed", "closed_on": date(2022, 1, 1),
     "received_on": date(2022, 2, 1)},
    {"reference": "R-4", "source": "DARA", "status": "open", "closed_on": date(2022, 5, 1)},
]  # fmt: skip


def test_closing_dates_are_exported_as_recorded_and_as_counted(tmp_path: Path) -> None:
    """R-1 is dated after its extract, R-2 not at all, R-3 before it was received; R-4 is open again."""
    register = Register(write_register(tmp_path, {date(2022, 10, 31): [SLIPS[3]], AS_AT: SLIPS}))
    to = io.BytesIO()
    export(register, EVERYTHING, to, kind="csv")
    to.seek(0)
    result = pd.read_csv(to, dtype=str, keep_default_na=False)
    assert result["closed_on"].tolist() == ["2023-06-01", "", "2022-01-01", "2022-05-01"]
    assert result["counted_closed_on"].tolist() == ["2022-11-28", "", "2022-02-01", ""]


def test_a_reloaded_export_has_no_fault_that_its_extract_had_not(tmp_path: Path) -> None:
    """The register records no successor references, so that their blank column in the CSV is no fault."""
    register = Register(
        write_register(tmp_path / "register", {AS_AT: SLIPS[1:2]}, columns=["reference", "close_reason"])
    )
    export(register, EVERYTHING, tmp_path / "all.csv")
    reading = read("csv", (tmp_path / "all.csv").read_bytes())
    assert "successor_reference" not in {fault.column for fault in reading.faults}
    assert "successor_reference" not in reading.columns


def test_an_export_made_before_closings_were_counted_apart_is_known() -> None:
    names = [name for name in recommendations.EXPORTED if name != "counted_closed_on"]
    row = {"reference": "=1", "source": "DARA", "status": "open"}
    to = io.BytesIO()
    csv.write(names, [[[row.get(name) for name in names]]], to)
    assert read("csv", to.getvalue()).rows["reference"].tolist() == ["=1"]
