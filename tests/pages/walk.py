"""Everything that the dashboard and a pack say of a register: each page run by itself, and each section of a pack."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analytics.files.pack.build import build
from analytics.files.pack.content import Block, Picture, Sentence
from analytics.files.pack.settings import PackSettings
from analytics.filters import Filters
from analytics.register.database import Register

ROOT = Path(__file__).resolve().parents[2]
PAGES = tuple(
    f"{path.parent.name}/{path.stem}"
    for path in sorted((ROOT / "pages").glob("*/*.py"))
    if path.parent.name != "ui"
    if path.stem not in ("definitions", "dictionary", "accessibility")  # they are of no register
)


def page_texts(page: str, register: Path, monkeypatch: pytest.MonkeyPatch, filters: Filters | None = None) -> list[str]:
    """The texts of one page: headings, captions, figures with their labels, buttons, and the words of its tables."""
    monkeypatch.setenv("REGISTER", str(register))
    at = AppTest.from_file(str(ROOT / "pages" / f"{page}.py"), default_timeout=120)
    if filters:
        at.session_state["_filters"] = filters
    at.run()
    assert not at.exception, f"{page}: {at.exception[0].value}"
    wording = [str(element.value) for element in (*at.title, *at.header, *at.subheader, *at.caption, *at.markdown)]
    wording += [f"{metric.label}: {metric.value} {metric.proto.delta_description}" for metric in at.metric]
    wording += [button.label for button in at.button]
    bodies = [re.sub(r"<style>.*?</style>", "", html.proto.body, flags=re.DOTALL) for html in at.get("html")]
    return wording + [unescape(text) for body in bodies for text in re.split(r"<[^>]+>", body) if text.strip()]


def pack_texts(register: Register, since: date, filters: Filters | None = None) -> list[str]:
    """The texts of a pack of every section."""
    pack = build(register, PackSettings(since=since, filters=filters or Filters()), None)
    return [
        text
        for section in pack.sections
        if section.key != "definitions"
        for block in section.blocks
        for text in _of_block(block)
    ]


def _of_block(block: Block) -> list[str]:
    if isinstance(block, Sentence):
        return [block.text]
    if isinstance(block, Picture):
        return [block.chart.headline, block.chart.subtitle, block.chart.alternative]
    cells = [str(cell) for name in block.frame for cell in block.frame[name] if isinstance(cell, str)]
    return [block.caption, block.note, *map(str, block.frame.columns), *cells]
