"""What stands beside every figure: notes of the layout, what was accepted and why, what is in no figure."""

from datetime import UTC, date, datetime
from pathlib import Path

from analytics.register.database import AsAt, Register
from analytics.register.folder import Withdrawal, withdraw
from analytics.register.remarks import remarks, replaced
from tests.registers import write_extract

SEPTEMBER, OCTOBER, NOVEMBER = date(2022, 9, 30), date(2022, 10, 31), date(2022, 11, 28)
ROW = {"reference": "A", "source": "DARA", "status": "open"}


def test_what_is_known_of_the_extracts_used(tmp_path: Path) -> None:
    write_extract(tmp_path, OCTOBER, [ROW], note="closed here means replied")
    write_extract(tmp_path, NOVEMBER, [ROW])
    anomaly = {"kind": "emptied", "message": "Theme emptied.", "references": []}
    reason = {"anomalies": (anomaly,), "accepted_because": "The owner knows.", "rejected": 1}
    write_extract(tmp_path, NOVEMBER, [ROW], **reason)
    register = Register(tmp_path)
    accepted = "Extract of 28 November 2022: 1 row was rejected; Theme emptied. Accepted because: The owner knows."
    assert remarks(register, AsAt(NOVEMBER, NOVEMBER)) == ("Closed here means replied.", accepted)
    assert remarks(register, AsAt(OCTOBER, OCTOBER)) == ("Closed here means replied.",)


def test_a_load_that_the_present_one_replaced_is_no_remark_beside_every_figure(tmp_path: Path) -> None:
    for when in (OCTOBER, NOVEMBER, NOVEMBER):
        write_extract(tmp_path, when, [ROW])
    assert remarks(Register(tmp_path), AsAt(NOVEMBER, NOVEMBER)) == ()
    text = "The present extract of 28 November 2022 replaced an earlier load of that day"
    assert replaced(Register(tmp_path)) == (f"{text}, which is kept, but in no figure.",)
    write_extract(tmp_path, OCTOBER, [ROW])
    assert replaced(Register(tmp_path))[0].startswith(
        "The present extracts of 31 October 2022 and 28 November 2022 each replaced an earlier load of their day, "
    )


def test_a_day_without_a_load_in_force_is_a_remark(tmp_path: Path) -> None:
    for when in (OCTOBER, NOVEMBER, NOVEMBER):
        write_extract(tmp_path, when, [ROW])
    withdraw(tmp_path, NOVEMBER, Withdrawal(withdrawn_at=datetime(2022, 12, 1, tzinfo=UTC), withdrawn_by="A", why="B"))
    register = Register(tmp_path)
    text = "Loaded for 28 November 2022, then withdrawn: kept, but in no figure."
    assert remarks(register, AsAt(OCTOBER, OCTOBER)) == (text,)
    assert replaced(register) == ()


def rows(*filled: str, theme: str | None = "Custody") -> list[dict[str, str | None]]:
    """Five recommendations with a theme, or without one."""
    return [{**ROW, "reference": name, "theme": theme} for name in filled]


def test_what_is_wrong_with_an_extract_is_compared_with_the_one_before_it_now(tmp_path: Path) -> None:
    """November was accepted with its themes gone, compared with October. Then October is withdrawn, or comes late."""
    names = "ABCDE"
    anomaly = {"kind": "column emptied", "message": "Theme emptied.", "references": []}
    reason = {"anomalies": (anomaly,), "accepted_because": "The owner knows."}
    write_extract(tmp_path, SEPTEMBER, rows(*names, theme=None))
    write_extract(tmp_path, OCTOBER, rows(*names))
    write_extract(tmp_path, NOVEMBER, rows(*names, theme=None), **reason)
    dates = AsAt(NOVEMBER, NOVEMBER)
    assert remarks(Register(tmp_path), dates) == (
        "Extract of 28 November 2022: Theme emptied. Accepted because: The owner knows.",
    )
    withdraw(tmp_path, OCTOBER, Withdrawal(withdrawn_at=datetime(2022, 12, 1, tzinfo=UTC), withdrawn_by="A", why="B"))
    gone = "Loaded for 31 October 2022, then withdrawn: kept, but in no figure."
    assert remarks(Register(tmp_path), dates) == (gone,)
    write_extract(tmp_path, OCTOBER, rows(*names), loaded_at=datetime(2022, 12, 2, tzinfo=UTC))
    blank = "Theme (theme) is blank now in 5 of the 5 rows in which the extract of 31 October 2022 had it filled"
    text = f"Extract of 28 November 2022: {blank}. Accepted because: The owner knows."
    assert remarks(Register(tmp_path), dates) == (text,)


def test_an_extract_that_comes_out_of_order_makes_the_next_one_a_new_comparison(tmp_path: Path) -> None:
    write_extract(tmp_path, NOVEMBER, rows(*"ABCDE", theme=None))
    write_extract(tmp_path, OCTOBER, rows(*"ABCDE"), loaded_at=datetime(2022, 12, 2, tzinfo=UTC))
    (text,) = remarks(Register(tmp_path), AsAt(NOVEMBER, NOVEMBER))
    assert text.startswith("Extract of 28 November 2022: Theme (theme) is blank now in 5 of the 5 rows")
    assert text.endswith("This comparison is new, so nobody has accepted it with a reason.")
