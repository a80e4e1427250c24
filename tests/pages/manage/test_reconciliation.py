"""The reconciliation page: run, run empty, run on a register of another shape."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pages.manage.pages import NOVEMBER, headings, load, run
from tests.tables import tables

GROUPS = ["The stock", "The ten priorities", "Engage", "The yearly flow", "Outside the 152"]


def test_the_demonstration_agrees_throughout(demonstration: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = run("reconciliation", demonstration, monkeypatch)
    assert headings(at)[0] == "All 25 figures of the paper agree with the register at 28 November 2022"
    assert headings(at)[1:-1] == GROUPS
    stock = tables(at)[0]
    assert stock.iloc[0].tolist() == ["Open recommendations", 152, 152, "●\u00a0Agrees", "MPS 1.2, 1.3"]
    # Each of the register's figures leads to its recommendations.
    bodies = "".join(html.proto.body for html in at.get("html"))
    assert '<td class="number"><a href="register?' in bodies


def test_a_figure_that_differs_says_by_how_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    register = load(tmp_path, NOVEMBER, "reference,source,status\n1,DARA,open\n")
    at = run("reconciliation", register, monkeypatch)
    # Without dates, reports, kinds, routes, priorities and tags it can count the open by source alone.
    assert headings(at)[0] == (
        "2 of the 3 figures that the register can give agree with the paper. "
        "What the other 22 are counted by is not recorded."
    )
    assert tables(at)[0].iloc[0].tolist()[1:4] == [152, 1, "▲\u00a0Differs by −151"]
    assert tables(at)[0].iloc[1].tolist()[3] == "○\u00a0Cannot\u00a0say"


def test_an_empty_register_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = run("reconciliation", tmp_path, monkeypatch)
    assert at.title[0].value == "There is no extract yet."
    assert not tables(at)


def test_another_register_cannot_say(taic: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = run("reconciliation", taic, monkeypatch)
    assert headings(at)[0] == (
        "This register has no extract of 28 November 2022, so it cannot be compared with the Audit Panel paper"
    )
    assert set(tables(at)[0]["Agreement"]) == {"○\u00a0Cannot\u00a0say"}
