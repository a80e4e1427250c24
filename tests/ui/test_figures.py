"""The figures at the head of a page."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest


def test_what_is_not_known_is_a_dash_with_its_reason() -> None:
    at = AppTest.from_string(
        "from pages.ui.figures import Figure, row\n"
        "row([Figure(label='Due', value=None, caption='No date'), Figure(label='Open', value=1_234)])"
    ).run()
    assert not at.exception
    assert [(metric.label, metric.value) for metric in at.metric] == [("Due", "–"), ("Open", "1,234")]
    assert [caption.value for caption in at.caption] == ["No date"]


def test_no_figures_are_no_row() -> None:
    at = AppTest.from_string("from pages.ui.figures import row\nrow([])").run()
    assert not at.exception
    assert not at.metric
