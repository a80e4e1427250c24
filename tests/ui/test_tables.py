"""Tables: texts cut at a word, marks of Markdown shown as they stand."""

from datetime import date

import pandas as pd
import pytest

from pages.ui.tables import _cell, _format, cut, escaped


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("short", "short"),
        ("exactly ten", "exactly …"),
        ("one, two three", "one, two …"),
        ("averyverylongword", "averyveryl …"),
        (None, None),
    ],
)
def test_a_text_is_cut_at_a_word(text: str | None, shown: str | None) -> None:
    assert cut(text, 10) == shown


def test_markdown_in_a_register_means_nothing() -> None:
    assert escaped("*a* [b](c) $d$ :red[e]") == r"\*a\* \[b\]\(c\) \$d\$ \:red\[e\]"


def test_cells_as_read() -> None:
    assert _cell(date(2022, 11, 28)) == "28\u00a0November\u00a02022"
    assert _cell(pd.NaT) == _cell(None) == _cell(float("nan")) == _cell(pd.NA) == ""
    assert _cell(["Engage", "100-day plan"]) == "Engage, 100\\-day plan"


def test_whole_numbers_have_commas_and_a_true_minus() -> None:
    shown = _format(pd.Series([-1234, None], dtype="Int64"))
    assert shown(-1234) == "−1,234"
    assert shown(pd.NA) == ""
