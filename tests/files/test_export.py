"""Exports: exactly the rows that the filters choose, in order, marked by the highest among them."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from analytics.errors import RegisterError
from analytics.files import register_workbook
from analytics.files.csv import cell_text, unguarded
from analytics.files.export import export
from analytics.files.selection import Selection
from analytics.filters import EVERYTHING, Filters
from analytics.measures import recommendations
from analytics.register.database import Register
from tests.registers import write_register

JUNE, JULY = date(2022, 6, 30), date(2022, 7, 31)


def row(reference: str, source: str = "DARA", **others: object) -> dict[str, object]:
    return {"reference": reference, "source": source, "status": "open", "made_on": date(2022, 1, 5), **others}


ROWS = [
    row("DA-1", text="=cmd|' /C calc'!A0", tags=["Engage", "100-day plan"], due_on=date(2022, 7, 1)),
    row("DA-2", text="Two\nlines", classification="OFFICIAL-SENSITIVE", due_on=date(2022, 6, 1)),
    row("HM-1", "HMICFRS", text="Train supervisors", classification="OFFICIAL"),
    row("HM-2", "HMICFRS", status="closed", close_reason="implemented", closed_on=date(2022, 7, 4)),
    row("CA-1", "Casey review", kind="advice"),  # counted apart: in no export unless its kind is asked for
]


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Register:
    # HM-9 is in the first extract and not in the second: dropped, and exported as dropped.
    folder = write_register(tmp_path_factory.mktemp("register"), {JUNE: [*ROWS, row("HM-9", "HMICFRS")], JULY: ROWS})
    return Register(folder)


def read_csv(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def exported(register: Register, filters: Filters, **settings: object) -> list[dict[str, str]]:
    to = io.BytesIO()
    written = export(register, filters, to, kind="csv", **settings)  # type: ignore[arg-type]
    rows = read_csv(to.getvalue())
    assert written == len(rows)
    return rows


def references(rows: list[dict[str, str]]) -> list[str]:
    return [row["reference"] for row in rows]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (EVERYTHING, ["DA-1", "DA-2", "HM-1", "HM-2", "HM-9"]),
        (Filters(source=("DARA",)), ["DA-1", "DA-2"]),
        (Filters(status=("closed",)), ["HM-2"]),
        (Filters(kind=("advice",)), ["CA-1"]),
        (Filters(search="supervisors"), ["HM-1"]),
        (Filters(source=("IOPC",)), []),
        (Filters(as_at=JUNE, source=("HMICFRS",)), ["HM-1", "HM-2", "HM-9"]),
    ],
)
def test_a_csv_holds_exactly_the_chosen_rows(register: Register, filters: Filters, expected: list[str]) -> None:
    assert references(exported(register, filters)) == expected


def test_rows_stand_in_the_order_of_the_page(register: Register) -> None:
    rows = exported(register, EVERYTHING, order="longest overdue first")
    assert references(rows)[:2] == ["DA-2", "DA-1"]  # due 1 June and 1 July
    assert [row["days_late"] for row in rows] == ["60", "30", "", "", ""]


def test_every_cell_of_the_csv_is_the_cell_of_the_list(register: Register) -> None:
    columns = ["recorded_closed_on" if name == "closed_on" else name for name in recommendations.EXPORTED]
    frame = recommendations.rows(register, EVERYTHING, tuple(columns), "reference")
    wanted = [[unguarded(cell_text(cell)) for cell in cells] for cells in frame.itertuples(index=False)]
    assert [[unguarded(cell) for cell in row.values()] for row in exported(register, EVERYTHING)] == wanted


def test_columns_are_the_standard_layout_and_what_is_computed(register: Register) -> None:
    first = exported(register, EVERYTHING)[0]
    assert tuple(first) == recommendations.EXPORTED
    assert first["text"] == "'=cmd|' /C calc'!A0"
    assert first["tags"] == "Engage;100-day plan"
    assert (first["made_on"], first["status"], first["state"]) == ("2022-01-05", "open", "outstanding")


def test_a_dropped_recommendation_says_so(register: Register) -> None:
    (dropped,) = [row for row in exported(register, EVERYTHING) if row["reference"] == "HM-9"]
    assert dropped["state"] == "dropped"


def test_the_file_name_carries_the_highest_marking_among_the_rows(register: Register) -> None:
    def name(filters: Filters) -> str:
        return Selection(register=register, filters=filters).file_name("csv")

    assert name(EVERYTHING) == "recommendations-2022-07-31-official-sensitive.csv"
    assert re.fullmatch(r"recommendations-hmicfrs-\w{7}-2022-07-31-official\.csv", name(Filters(source=("HMICFRS",))))
    assert name(Filters(source=("IOPC",))).endswith("-2022-07-31-official.csv")
    assert name(Filters(as_at=JUNE, source=("DARA",))).endswith("-2022-06-30-official-sensitive.csv")
    reported = Filters(as_at=JUNE, known_at=JUNE, source=("HMICFRS",))
    assert name(reported).endswith("-2022-06-30-known-2022-06-30-official.csv")


def test_demonstration_data_says_so_in_the_name_and_on_the_cover(tmp_path: Path) -> None:
    shown = Register(write_register(tmp_path, {JULY: ROWS}, demonstration=True))
    selection = Selection(register=shown, filters=EVERYTHING)
    assert selection.file_name("xlsx") == "demonstration-recommendations-2022-07-31-official-sensitive.xlsx"
    assert "Demonstration data, invented: not the Metropolitan Police Service’s register." in cover(shown, EVERYTHING)


def test_a_version_for_publication_leaves_sensitive_rows_out_and_says_how_many(register: Register) -> None:
    selection = Selection(register=register, filters=EVERYTHING).published()
    assert (selection.count, selection.left_out, selection.marking) == (4, 1, "OFFICIAL")
    assert selection.file_name("csv") == "recommendations-for-publication-2022-07-31-official.csv"
    assert references(exported(register, EVERYTHING, for_publication=True)) == ["DA-1", "HM-1", "HM-2", "HM-9"]
    words = cover(register, EVERYTHING, for_publication=True)
    assert "A version for publication: 1 recommendation is left out because of the marking OFFICIAL-SENSITIVE." in words
    assert words[2] == "OFFICIAL, the highest marking among the rows."


def cover(register: Register, filters: Filters, **settings: bool) -> list[str]:
    to = io.BytesIO()
    export(register, filters, to, kind="xlsx", **settings)
    return [cell.value for cell in openpyxl.load_workbook(to)["Cover"]["A"]]


def test_the_cover_says_what_was_chosen_the_days_the_version_and_what_blanks_mean(register: Register) -> None:
    words = cover(register, Filters(source=("DARA",), as_at=date(2022, 8, 31)))
    assert words[0] == "2 recommendations, as at 31 August 2022"
    assert "As at 31 August 2022: where each recommendation stood at the end of that day." in words
    assert "Known at 31 July 2022: worked out from the extracts up to that day." in words
    assert any(line.startswith("Latest extract: 31 July 2022. What has happened since") for line in words)
    assert f"Register version: {register.edition}." in words
    assert any(line.startswith("DARA internal audit. Causes of concern and advice") for line in words)
    assert "A blank cell: the register does not say. Blank in “Days late”: it is not late." in words
    assert any(
        line.startswith("Not recorded in this register, so without a column: previous reference") for line in words
    )
    assert words[-2:] == [
        "Recommendations: 2 recommendations, as at 31 August 2022",
        "Columns: What each column means",
    ]


def test_the_workbook_holds_the_rows_of_the_csv(register: Register) -> None:
    to = io.BytesIO()
    export(register, EVERYTHING, to, kind="xlsx")
    sheet = openpyxl.load_workbook(to)["Recommendations"]
    header, *rows = [[cell.value for cell in cells] for cells in sheet.iter_rows(min_row=4)]
    places = {register_workbook.label(name): name for name in recommendations.EXPORTED}
    for cells, row in zip(rows, exported(register, EVERYTHING), strict=True):
        wording = {places[heading]: unguarded(cell_text(cell)) for heading, cell in zip(header, cells, strict=True)}
        assert wording == {name: unguarded(row[name]) for name in wording}
        assert not any(text for name, text in row.items() if name not in wording)  # columns left out are blank


def test_the_same_choice_makes_the_same_workbook(register: Register) -> None:
    first, second = io.BytesIO(), io.BytesIO()
    export(register, EVERYTHING, first, kind="xlsx")
    export(register, EVERYTHING, second, kind="xlsx")
    assert first.getvalue() == second.getvalue()


@pytest.mark.parametrize("name", ["out.csv", "out.xlsx", "OUT.CSV"])
def test_a_path_says_by_its_end_what_is_written_and_nothing_is_left_beside_it(
    register: Register, tmp_path: Path, name: str
) -> None:
    assert export(register, EVERYTHING, tmp_path / name) == 5
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_file_of_another_kind_is_refused(register: Register, tmp_path: Path) -> None:
    with pytest.raises(RegisterError, match=r"end in \.csv or \.xlsx"):
        export(register, EVERYTHING, tmp_path / "out.pdf")


def test_a_folder_that_is_not_there_is_told(register: Register, tmp_path: Path) -> None:
    with pytest.raises(RegisterError, match="There is no folder"):
        export(register, EVERYTHING, tmp_path / "absent" / "out.csv")


def test_more_rows_than_a_sheet_holds_are_refused_and_the_old_file_stands(
    register: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(register_workbook, "MOST_ROWS", 4)
    (tmp_path / "out.xlsx").write_bytes(b"old")
    with pytest.raises(RegisterError, match="at most 4 recommendations and 5 are chosen"):
        export(register, replace(EVERYTHING), tmp_path / "out.xlsx")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("out.xlsx", b"old")]
