"""A chart as a picture to take away, made in the reader's browser: headline, source, days and marking are in it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st

from analytics.charts.chart import Chart
from pages.ui import downloads, headings, sentences

HERE = Path(__file__).parent
_mount = st.components.v2.component(
    "register_picture",
    html="""<div class="register-picture"><button type="button" name="svg">SVG, sharp at any size</button>
<button type="button" name="png">PNG, for slides and e-mail</button><span role="status"></span></div>""",
    css=(HERE / "picture.css").read_text(encoding="utf-8"),
    js=(HERE / "picture.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def popover(chart: Chart, key: str, view: str | None) -> None:
    """The popover with both kinds of picture; `view` says what is looked at, None what the page's head says."""
    shown = st.popover("Picture", type="tertiary", key=f"picture_{key}", on_change="rerun")
    if shown.open:
        with shown:
            st.caption("Includes title, source and date on a white background.")
            _mount(key=f"picture_of_{key}", data=_data(chart, view))


def _data(chart: Chart, view: str | None) -> dict[str, Any]:
    facts = downloads.facts()
    seen = headings.view() if view is None else view
    return {
        "figure": chart.figure.to_json(validate=False),
        "width": chart.width,
        "alternative": chart.alternative,
        "head": [
            {"text": sentences.marking(facts), "size": 12, "bold": True},
            {"text": chart.headline, "size": 19, "bold": True, "isTitle": True},
            {"text": f"{chart.subtitle}.", "size": 14, "soft": True},
        ],
        "foot": [{"text": text, "size": 12, "soft": True} for text in (seen, sentences.source(facts)) if text],
        "files": {kind: downloads.file_name(chart.name, kind) for kind in ("svg", "png")},
    }
