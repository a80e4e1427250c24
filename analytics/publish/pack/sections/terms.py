"""What every figure of the pack means, in the words of the code that counts it."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from analytics.publish.definitions import sections
from analytics.publish.pack.blocks import table
from analytics.publish.pack.content import Block
from analytics.publish.pack.material import Material


def definitions(material: Material) -> Iterator[Block]:
    """The definition of every measure that the chosen sections use."""
    used = [
        definition
        for section in sections()
        for definition in section.definitions
        if definition.place in material.places
    ]
    rows = {"Figure": [one.title for one in used], "Definition": [" ".join(one.text.split()) for one in used]}
    yield from table("What the figures mean", pd.DataFrame(rows))
