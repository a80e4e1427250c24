"""The changes as a workbook: the sum with its residual, and every change with its days."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

from python_calamine import CalamineWorkbook

from analytics.files import changes_workbook
from analytics.filters import Filters
from analytics.measures.changes import changes
from analytics.register.database import Register
from tests.worked_changes import worked


def test_the_workbook_holds_the_sum_and_every_change(tmp_path: Path) -> None:
    register, to = Register(worked(tmp_path)), io.BytesIO()
    result = changes(register, Filters())
    changes_workbook.write(result, register, Filters(), "OFFICIAL", to)
    book = CalamineWorkbook.from_filelike(io.BytesIO(to.getvalue()))
    assert book.sheet_names == ["Cover", "Sum", "Changes"]
    total = book.get_sheet_by_name("Sum").to_python()
    assert ["Outstanding on 31 October", 4.0] in total
    assert total[-1] == ["Not explained", 0.0]
    lines = book.get_sheet_by_name("Changes").to_python()
    words = "31 December 2022 → 31 March 2023, 90 days later"
    reported = ["re-dated", "A", "DARA", "", "Do A.", "Due", "2022-12-31", "2023-03-31", words]
    assert [*reported, date(2022, 11, 30), date(2022, 11, 30)] in lines
    assert len(changes_workbook.table(result)) == 9
