"""What moved where: by hand on the register of `tests.worked_changes`, and a second time on random histories."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given

from analytics.filters import Filters
from analytics.measures.moves import Aspect, moved_between, moves
from analytics.register.database import Register
from tests.independent import history, measures
from tests.independent.strategies import Case, cases
from tests.measures.test_second_computation import filters, opened, several
from tests.worked_changes import OCTOBER, worked


def test_by_hand(tmp_path: Path) -> None:
    register = Register(worked(tmp_path))
    rows = moves(register, Filters(), OCTOBER, Aspect.STATUS)
    assert set(rows.itertuples(index=False, name=None)) == {
        ("open", "withdrawn or merged", 1),  # B
        ("closed", "open", 1),  # C
        ("open", "dropped", 1),  # D
        ("not yet", "awaiting on-boarding", 1),  # F
        ("not yet", "open", 1),  # G
        ("not yet", "closed", 1),  # H
    }
    behind = moved_between(register, Filters(), OCTOBER, Aspect.STATUS, "closed", "open")
    assert list(behind["reference"]) == ["C"]
    assert moves(register, Filters(), OCTOBER, Aspect.ROUTE).empty


def _place(record: history.Record | None, aspect: Aspect) -> str | None:
    """Where a recommendation is, as docs/method.md has its state and status."""
    if aspect is Aspect.ROUTE:
        if record is None or record.state in ("not yet", "dropped"):
            return None
        return str(history.value(record.attributes, "delivery_route") or "")
    if record is None:
        return "not yet"
    return str(record.status if record.state == "outstanding" else record.state)


@pytest.mark.parametrize("aspect", Aspect)
@several
@given(case=cases(statuses=True))
def test_every_move_a_second_time(aspect: Aspect, case: Case) -> None:
    before = history.view(case.extracts, case.t0, min(case.t0, case.k1))
    fits = measures.chosen(case.choice, without=("status",))
    expected: Counter[tuple[str, str]] = Counter()
    references: dict[tuple[str, str], list[str]] = {}
    for reference, record in history.view(case.extracts, case.t1, case.k1).items():
        pair = (_place(before.get(reference), aspect), _place(record, aspect))
        if fits(record) and pair[0] is not None and pair[1] is not None and pair[0] != pair[1]:
            expected[pair[0], pair[1]] += 1
            references.setdefault((pair[0], pair[1]), []).append(reference)
    with opened(case.extracts) as register:
        rows = moves(register, filters(case), case.t0, aspect)
        result = Counter({(row["before"], row["after"]): row["recommendations"] for row in rows.to_dict("records")})
        assert result == expected
        for pair, own in references.items():
            assert list(moved_between(register, filters(case), case.t0, aspect, *pair)["reference"]) == sorted(own)
