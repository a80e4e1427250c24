"""A table as HTML: what a register holds means nothing in it, and each cell stands as it should."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from pages.ui import html_table
from tests.tables import tables


def page() -> None:
    import pandas as pd

    from pages.ui import tables

    text = '<img src=x onerror="alert(1)"> & **bold**'
    frame = pd.DataFrame({"Reference": ["DA-2022-001", "<b>"], "Text": [text, None], "Open": [1234, 0]})
    tables.plain(frame, alt='Open & "late"')


def test_what_stands_in_a_link_means_nothing() -> None:
    assert html_table.link("<b>", 'https://example.org/"onclick=') == (
        '<a href="https://example.org/&quot;onclick=">&lt;b&gt;</a>'
    )


def test_what_a_register_holds_means_nothing() -> None:
    app = AppTest.from_function(page).run()
    (table,) = tables(app)
    assert table["Reference"].tolist() == ["DA-2022-001", "<b>"]
    assert table["Text"].tolist() == ['<img src=x onerror="alert(1)"> & **bold**', ""]
    assert table["Open"].tolist() == [1234, 0]
    body = app.get("html")[0].proto.body
    assert "<img" not in body
    assert "<caption>Open &amp; &quot;late&quot;</caption>" in body
    assert '<td class="number">1,234</td>' in body
    link = '<a href="recommendation?reference=DA-2022-001">DA-2022-001</a>'
    assert f'<th scope="row" class="word">{link}</th>' in body
