"""What a pack says before it is a file: a long table is cut on paper, and says so."""

import pandas as pd
import pytest

from analytics.files.pack.content import PackTable

THREE = pd.DataFrame({"Reference": ["A", "B", "C"]})


@pytest.mark.parametrize(
    ("most", "note", "printed", "remark"),
    [
        (None, "", 3, ""),
        (3, "Open ones.", 3, "Open ones."),
        (2, "Open ones.", 2, "Open ones. The first 2 of 3; the workbook of all tables holds all."),
        (2, "", 2, "The first 2 of 3; the workbook of all tables holds all."),
    ],
)
def test_a_long_table_is_cut_on_paper_and_says_so(most: int | None, note: str, printed: int, remark: str) -> None:
    table = PackTable(caption="Late", frame=THREE, note=note, most=most)
    assert (len(table.printed), table.remark, len(table.frame)) == (printed, remark, 3)


def test_long_texts_are_cut_on_paper_and_whole_in_the_frame() -> None:
    cells = {"Reference": ["A", "B"], "Recommendation": ["Train supervisors", None], "Days": [12, 3]}
    rows = pd.DataFrame(cells, dtype=object)
    table = PackTable(caption="Late", frame=rows, letters=9)
    assert table.printed["Recommendation"].tolist() == ["Train\u00a0…", None]
    assert table.printed["Days"].tolist() == [12, 3]
    assert table.frame["Recommendation"].tolist() == ["Train supervisors", None]
