"""The button in the head of every page that copies a link to what is being looked at."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from pages.ui import session
from pages.ui.facts import RegisterInfo

HERE = Path(__file__).parent
_BUTTON_HTML = """<div class="register-link"><button type="button" class="register-link-button"
aria-label="Copy link to this view">Copy link<span> to this view</span></button>
<div class="register-link-below"><span class="register-link-said" role="status"></span>
<label class="register-link-shown" hidden><input type="text" readonly aria-label="Link to this view"></label>
</div></div>"""
_mount = st.components.v2.component(
    "register_link",
    html=_BUTTON_HTML,
    css=(HERE / "sharing.css").read_text(encoding="utf-8"),
    js=(HERE / "sharing.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def draw(facts: RegisterInfo) -> None:
    """The button. Its link holds both days even where the reader chose none: they are those of the newest extract."""
    chosen = session.filters()
    days = {"as_at": chosen.as_at or facts.newest, "known_at": chosen.known_at or facts.newest}
    _mount(key="link", data={"days": {name: day.isoformat() for name, day in days.items()}}, width="content")
