"""The words of what became better or worse between two extracts, and of what was accepted."""

from datetime import date

import pandas as pd
import pytest

from analytics.measures.quality import AcceptedAnomaly
from analytics.sections import quality as section

FILL = pd.DataFrame(
    [("theme", 1.0, 0.5, -50.0), ("due_on", 0.0, 0.5, 50.0)], columns=["column_name", "before", "now", "points"]
)
FAULTS = pd.DataFrame(
    [("", "no reference", 0, 1200, 1200)], columns=["column_name", "problem", "before", "now", "more"]
)


def test_each_move_has_its_verdict() -> None:
    result = section.moves(FILL, FAULTS)
    assert result.to_numpy().tolist() == [
        ["▼ Worse", "Theme", "Filled", "100 per cent", "50 per cent"],
        ["▲ Better", "Due", "Filled", "0 per cent", "50 per cent"],
        ["▼ Worse", "Whole row or file", "no reference", "0", "1,200"],
    ]
    assert section.moves_heading(result) == "2 got worse, 1 got better"


@pytest.mark.parametrize(
    ("fill", "faults", "heading"),
    [
        (FILL.head(1), FAULTS.head(0), "1 got worse, none got better"),
        (FILL.tail(1), FAULTS.head(0), "None got worse, 1 got better"),
        (FILL.head(0), FAULTS.head(0), "Nothing got better or worse"),
    ],
)
def test_nothing_is_said_in_words(fill: pd.DataFrame, faults: pd.DataFrame, heading: str) -> None:
    assert section.moves_heading(section.moves(fill, faults)) == heading


def test_what_was_accepted_is_told_with_its_reason() -> None:
    accepted = AcceptedAnomaly(
        as_at=date(2022, 10, 31), kind="emptied", message="Theme emptied.", references=0, loaded_by="analyst",
        because="The owner knows.",
    )  # fmt: skip
    assert section.accepted_heading([]) == "No warnings were overridden"
    assert section.accepted_heading([accepted]) == "1 warning was overridden, with a reason"
    (row,) = section.accepted([accepted]).astype(object).to_dict("records")
    assert (row["What was found"], row["Accepted by"], row["Because"]) == (
        "Theme emptied.", "analyst", "The owner knows.",
    )  # fmt: skip
    assert pd.isna(row["Recommendations"])
