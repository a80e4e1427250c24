"""What stands beside every figure: notes of the layout, what was accepted and why, what is in no figure."""

from datetime import date
from pathlib import Path

from analytics.register.database import Moment, Register
from analytics.register.remarks import remarks
from tests.registers import write_extract

OCTOBER, NOVEMBER = date(2022, 10, 31), date(2022, 11, 28)
ROW = {"reference": "A", "source": "DARA", "status": "open"}


def test_what_is_known_of_the_extracts_used(tmp_path: Path) -> None:
    write_extract(tmp_path, OCTOBER, [ROW], note="closed here means replied")
    write_extract(tmp_path, NOVEMBER, [ROW])
    anomaly = {"kind": "emptied", "message": "Theme emptied.", "references": []}
    reason = {"anomalies": (anomaly,), "accepted_because": "The owner knows.", "rejected": 1}
    write_extract(tmp_path, NOVEMBER, [ROW], **reason)
    register = Register(tmp_path)
    replaced = "Loaded for 28 November 2022, then replaced or withdrawn: kept, but in no figure."
    accepted = "Extract of 28 November 2022: 1 row was rejected; Theme emptied. Accepted because: The owner knows."
    assert remarks(register, Moment(NOVEMBER, NOVEMBER)) == ("Closed here means replied.", accepted, replaced)
    assert remarks(register, Moment(OCTOBER, OCTOBER)) == ("Closed here means replied.", replaced)
