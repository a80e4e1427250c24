"""Age bands: how long what is open has been so, in the bands' own order, the undated as a band of its own."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from analytics.charts.bars import bars
from analytics.charts.chart import TILE, Chart, fitting
from analytics.charts.fractions import of, share
from analytics.charts.palette import LIGHT, Palette
from analytics.english import count, is_are, sentence_case


def ages(
    frame: pd.DataFrame,
    *,
    name: str,
    quantity: str = "open",
    old: tuple[str, tuple[str, ...]] = ("a year or more old", ("1 to 2 years", "2 to 3 years", "3 years and more")),
    width: int = TILE,
    palette: Palette = LIGHT,
) -> Chart:
    """One bar a band of `frame` (columns `value`, `label`, `count`), the youngest first.

    `old` is what the headline says of, and the labels of the bands that it sums.
    """
    words, bands = old
    total = int(frame["count"].sum())
    part = int(frame.loc[frame["label"].isin(bands), "count"].sum())
    chart = bars(
        frame,
        name=name,
        quantity=quantity,
        by="age",
        says="are",
        several="bands",
        width=width,
        subtitle=f"{sentence_case(quantity)}, by time since they were made: {count(total)} in all",
        palette=palette,
    )
    verb = is_are(part)
    text = [f"{words_for} {verb} {words}" for words_for in (share(part, total), of(part, total)) if words_for]
    if part == 0:
        text = [f"None is {words}"]
    return replace(chart, headline=fitting([sentence_case(words) for words in text], width))
