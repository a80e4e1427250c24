"""Extracts kept from before the layout had some of its columns are read as if those were blank."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb
import pytest

from analytics.filters import Filters
from analytics.measures import recommendations
from analytics.register.database import Register
from analytics.register.folder import in_force
from analytics.register.parquet import read_rows
from analytics.vocabulary import COLUMN, LATER_COLUMNS
from tests.registers import unseal, write_register

JANUARY, FEBRUARY, MARCH = date(2022, 1, 31), date(2022, 2, 28), date(2022, 3, 31)
ROW = {"reference": "A", "source": "IOPC", "status": "open", "tags": ["Engage"], "made_on": date(2022, 1, 3)}


def as_it_was(path: Path) -> None:
    """Write an extract's rows as they were written before: without the later columns, hashed without them."""
    first = [name for name in COLUMN if name not in LATER_COLUMNS]
    text = ", ".join(f"coalesce({name}::varchar, chr(0))" for name in first)
    with duckdb.connect(":memory:") as con:
        con.execute("create table kept as select * from read_parquet($file)", {"file": str(path)})
        con.execute(
            f"copy (select {', '.join(first)}, source_row, md5_number_lower(concat_ws(chr(31), {text})) as row_hash "  # noqa: S608 - our columns
            f"from kept) to '{path}' (format parquet)"
        )


@pytest.mark.parametrize("old", [(JANUARY,), (JANUARY, FEBRUARY), (JANUARY, FEBRUARY, MARCH)])
def test_an_extract_without_the_later_columns_is_one_in_which_they_are_blank(
    old: tuple[date, ...], tmp_path: Path
) -> None:
    reported = {**ROW, "response_route": "paragraph 28A"} if MARCH not in old else ROW
    folder = write_register(tmp_path, {JANUARY: [ROW], FEBRUARY: [ROW], MARCH: [reported]})
    unseal(folder)
    for loading in in_force(folder):
        if loading.as_at in old:
            as_it_was(loading.rows)
    assert read_rows(in_force(folder)[0].rows).columns.tolist() == [*COLUMN, "source_row"]
    columns = ("reference", "response_route", "tags", "made_on")
    register = Register(folder)
    result = [recommendations.rows(register, Filters(as_at=day), columns, "reference") for day in (FEBRUARY, MARCH)]
    seen = [rows.to_dict("records")[0] for rows in result]
    assert [row["response_route"] for row in seen] == [None, reported.get("response_route")]
    assert {(row["made_on"], *row["tags"]) for row in seen} == {(date(2022, 1, 3), "Engage")}
    # The row of February says the same as that of January, however each was written, so it is no new version.
    with register._con.cursor() as con:
        assert con.execute("select count(*) from version").fetchone() == (1 if MARCH in old else 2,)
