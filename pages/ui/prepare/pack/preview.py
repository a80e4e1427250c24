"""One section of the pack on the screen, as the files have it."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from analytics.english import cut
from analytics.files.pack.content import Block, PackTable, Picture, Section, Sentence
from pages.ui import chart, screen, tables
from pages.ui.screen import Markdown

WIDTH = 822
"""Pixels: the rest of the measure."""

LETTERS = tables.LISTING_LETTERS
"""Letters of a recommendation's text that stand in the narrow column."""


def draw(section: Section) -> None:
    """The blocks of a section in order."""
    with st.container(gap="small"):
        for number, block in enumerate(section.blocks):
            _block(block, f"pack_{section.key}_{number}")


def _block(block: Block, key: str) -> None:
    if isinstance(block, Sentence):
        screen.markdown(block.text)
    elif isinstance(block, Picture):
        chart.show(block.chart, key=key.replace("_", "-"))
    else:
        _table(block)


def _table(block: PackTable) -> None:
    with st.container(gap="xxsmall"):
        screen.markdown(Markdown("**{}**").format(block.caption))
        if block.remark:
            screen.caption(block.remark)
        rows = block.printed if block.letters is None else block.printed.map(cut, letters=LETTERS)
        tables.plain(rows.apply(_typed), alt=block.caption)


def _typed(cells: pd.Series[Any]) -> pd.Series[Any]:
    """Whole numbers beside blanks as numbers, so that they stand right."""
    filled = [cell for cell in cells if cell is not None]
    return cells.astype("Int64") if filled and all(isinstance(cell, int) for cell in filled) else cells
