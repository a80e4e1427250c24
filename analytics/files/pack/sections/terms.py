"""What every figure of the pack means, in the words of the code that counts it."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from analytics.files.definitions import sections
from analytics.files.pack.blocks import table
from analytics.files.pack.content import Block
from analytics.files.pack.context import PackContext


def definitions(material: PackContext) -> Iterator[Block]:
    """The definition of every measure that the chosen sections use."""
    used = [
        definition
        for section in sections()
        for definition in section.definitions
        if definition.function in material.measures
    ]
    rows = {"Figure": [term.title for term in used], "Definition": [" ".join(term.text.split()) for term in used]}
    yield from table("What the figures mean", pd.DataFrame(rows))
