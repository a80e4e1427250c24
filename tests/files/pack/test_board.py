"""The Board edition: five slides out of the same figures as the full pack, on a register of any shape."""

from __future__ import annotations

import io
from datetime import date, timedelta
from pathlib import Path

import pytest
from pptx import Presentation

from analytics.files.pack import pptx
from analytics.files.pack.build import build
from analytics.files.pack.content import Picture, Sentence
from analytics.files.pack.section_registry import BOARD_KEYS, KEYS, edition
from analytics.files.pack.settings import PackSettings, from_json
from analytics.filters import Filters
from analytics.register.database import Register
from tests.pages.explore.pages import bare

SINCE = date(2022, 10, 31)


NOVEMBER = Filters(as_at=date(2022, 11, 28))
BOARD = PackSettings(since=SINCE, sections=BOARD_KEYS, filters=NOVEMBER)


def test_it_is_five_slides_with_a_chart_on_three(demonstration: Path) -> None:
    register, to = Register(demonstration), io.BytesIO()
    pptx.write(build(register, BOARD, None), to)
    slides = Presentation(io.BytesIO(to.getvalue())).slides
    assert len(slides) == 5
    assert sum(shape.has_chart for slide in slides for shape in slide.shapes) == 4  # stock and flow are two


def test_it_says_what_the_full_pack_says(demonstration: Path) -> None:
    register = Register(demonstration)
    short = build(register, BOARD, None)
    full = build(register, PackSettings(since=SINCE, filters=NOVEMBER), None)

    def texts(pack: object) -> set[str]:
        blocks = [block for section in pack.sections for block in section.blocks]  # type: ignore[attr-defined]
        return {block.text if isinstance(block, Sentence) else block.chart.headline
                for block in blocks if isinstance(block, Sentence | Picture)}  # fmt: skip

    shared = texts(short) & texts(full)
    assert any(text.startswith("152 recommendations from 48 reports are open") for text in shared)
    assert any(text.startswith("Since 31 October, 26 recommendations came in") for text in shared)
    assert "The number outstanding did not change: 183" in shared


def test_a_register_of_another_shape_has_one_too(tmp_path: Path) -> None:
    register, to = Register(bare(tmp_path)), io.BytesIO()
    day = register.newest.as_at
    choice = PackSettings(since=day - timedelta(days=30), sections=BOARD_KEYS, filters=Filters(as_at=day))
    made = build(register, choice, None)
    pptx.write(made, to)
    assert len(Presentation(io.BytesIO(to.getvalue())).slides) <= 5
    assert all(section.blocks for section in made.sections)


@pytest.mark.parametrize(("sections", "name"), [(KEYS, "full"), (BOARD_KEYS, "board"), (BOARD_KEYS[:1], "board"),
                                                 ((*BOARD_KEYS, "actions"), "full")])  # fmt: skip
def test_the_edition_of_a_choice(sections: tuple[str, ...], name: str) -> None:
    assert edition(sections) == name
    choice = PackSettings(since=SINCE, sections=sections)
    assert from_json(choice.to_json()).sections == sections
