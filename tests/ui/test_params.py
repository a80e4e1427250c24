"""A choice of one page that the address asks for and nothing answers to is told; one that is offered is not."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest


def page() -> None:
    import streamlit as st

    from pages.ui import params

    st.write(params.param_value("of_programme", ["Victim care", "Culture"]) or "none")


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("Victim care", []),
        ("", []),
        ("Victims care", ["The address asks for 'Victims care', which is not among what is offered here."]),
        ("Nope", ["The address asks for 'Nope', which is not among what is offered here."]),
    ],
)
def test_what_is_not_offered_is_told(asked: str, told: list[str]) -> None:
    app = AppTest.from_function(page)
    app.query_params["of_programme"] = asked
    app.run()
    text = [caption.value.replace("\\", "") for caption in app.caption]
    assert [sentence.partition(" Did you mean")[0] for sentence in text] == told
    assert [sentence for sentence in text if "Did you mean 'Victim care'?" in sentence] == (
        text if asked == "Victims care" else []
    )
    assert app.markdown[0].value == (asked if asked == "Victim care" else "none")
