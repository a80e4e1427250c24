"""The shape of references, and cells that hold several of them."""

from __future__ import annotations

import numpy as np
import pytest

from analytics.intake.shapes import holding_several, shape
from analytics.intake.tables import Cells
from tests.intake.files import messages, read

USUAL = ["HMI-1", "HMI-2", "HMI-3", "HMI-14"]


def several(texts: list[str]) -> list[str]:
    cells = Cells(np.arange(len(texts), dtype=np.int32), list(texts))
    return [texts[code] for code in holding_several(cells)]


def test_the_shape_of_a_text() -> None:
    assert shape("R12") == shape("X5") == "A9"
    assert shape("PEEL report") == "PEEL report"
    assert shape(None) == ""


@pytest.mark.parametrize("text", ["HMI-5, HMI-6", "HMI-5 to HMI-8", "HMI-5 – HMI-8", "HMI-5 and 6", "HMI-5\nHMI-6"])
def test_several_references_in_a_cell_are_found(text: str) -> None:
    assert several([*USUAL, text]) == [text]


@pytest.mark.parametrize("text", ["HMI-5a", "PEEL, 2022", "HMI", "2022-12", "DA-5/HMI-6"])
def test_a_reference_of_another_shape_is_one(text: str) -> None:
    assert several([*USUAL, text]) == []


def test_without_a_usual_shape_nothing_is_found() -> None:
    assert several(["R1", "R2", "R1, R2"]) == []
    assert several(["1-2", "2-3", "3-4", "4-5"]) == []


def test_a_row_for_several_references_is_warned_of() -> None:
    result = read(["R1,x,Open,,,,", "R2,x,Open,,,,", "R3,x,Open,,,,", "R4-R6,x,Open,,,,"])
    (message,) = messages(result)
    assert message.startswith("Row 5, reference (Ref): 'R4-R6' is more than one reference")
