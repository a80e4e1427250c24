"""Made-up frames for looking at the frame and the charts without a register. Invented but for the paper's totals."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd

from analytics.vocabulary import NOVEMBER_2022
from pages.ui.facts import RegisterInfo

SOURCES = (("HMICFRS", 71), ("DARA", 38), ("IOPC", 16), ("MOPAC review", 14), ("Coroner", 8), ("External audit", 5))
ROUTES = (("programme", 103), ("local improvement", 39), ("policy or other mechanism", 10))
PROGRAMMES = (
    ("Culture and standards", 31),
    ("Public protection improvement", 24),
    ("Leadership Academy", 14),
    ("Victim care", 13),
    ("Data and insight", 12),
    ("Frontline policing", 9),
)
PRIORITIES = tuple(zip(NOVEMBER_2022.names, (13, 36, 4, 5, 11, 0, 12, 18, 0, 4), strict=True))
STOCK = (116, 119, 120, 126, 122, 120, 132, 128, 129, 131, 128, 127, 126, 128, 127, 142, 138, 133, 134, 130, 129, 146,
         145, 152)  # fmt: skip
CAME = (19, 17, 22, 28, 16, 15, 31, 20, 14, 24, 21, 18, 20, 16, 19, 38, 22, 17, 25, 21, 15, 36, 23, 27)
SPARKS = ((12, 13, 13, 20, 18, 16, 16, 14, 13, 22, 21, 25), (3, 4, 3, 5, 6, 5, 7, 6, 8, 9, 10, 12),
          (17, 13, 17, 19, 22, 18, 20, 21, 14, 17, 22, 17), (5, 6, 4, 7, 6, 5, 8, 4, 3, 9, 6, 8))  # fmt: skip


def facts() -> RegisterInfo:
    """A register of thirteen monthly extracts."""
    days = [date(2021, 11, 30) + timedelta(days=365 * month // 12) for month in range(12)]
    return RegisterInfo(
        version="stand-in",
        extracts=(*days, date(2022, 11, 28)),
        loaded_on=date(2022, 11, 28),
        is_demonstration=True,
        source="demonstration register",
        options={"source": SOURCES, "delivery_route": ROUTES, "programme": PROGRAMMES, "strategic_priority": PRIORITIES,
                 "status": (("open", 140), ("proposed for closure", 12)), "tag": (("Engage", 51),)},
    )  # fmt: skip


def counts(pairs: tuple[tuple[str, int], ...], labels: dict[str, str] | None = None, less: int = 0) -> pd.DataFrame:
    """A frame as `bars` takes it; each count smaller by `less`."""
    return pd.DataFrame(
        [
            (value, (labels or {}).get(value, value[:1].upper() + value[1:]), max(0, number - less))
            for value, number in pairs
        ],
        columns=["value", "label", "count"],
    )


def routes(less: int = 0) -> pd.DataFrame:
    """The delivery routes with the words that a headline uses for them."""
    return counts(ROUTES, less=less).assign(
        clause=["are in programmes", "are local improvement", "are policy or other"]
    )


def stock(less: int = 0) -> pd.DataFrame:
    """A frame as `stock_and_flow` takes it; what went out follows from the rest, as it must."""
    days = pd.date_range("2020-12-31", periods=len(STOCK), freq="ME")
    before = (115, *STOCK[:-1])
    went = [came - (now - then) for came, now, then in zip(CAME, STOCK, before, strict=True)]
    return pd.DataFrame({"day": days, "stock": [number - less for number in STOCK], "incoming": CAME, "outgoing": went})


def rows(value: str) -> pd.DataFrame:
    """Five recommendations, whatever the bar."""
    return pd.DataFrame(
        {
            "Reference": ["HM-2022-041", "HM-2022-017", "DA-2022-113", "HM-2021-066", "IO-2022-008"],
            "Source": ["HMICFRS", "HMICFRS", "DARA", "HMICFRS", "IOPC"],
            "Recommendation": [
                f"By 31 March 2023, make sure that all officers understand what is asked of them about {value}",
                "Improve the supervision of vetting decisions where adverse information is disclosed",
                "Agree and publish one retention schedule for digital evidence held on local drives",
                "Reduce the number of unallocated investigations in Public Protection teams",
                "Review guidance on the use of informal messaging groups by teams and shifts",
            ],
            "Due": pd.to_datetime(["2023-03-31", "2022-12-31", "2022-09-30", "2022-10-31", "2022-12-15"]),
            "Days late": pd.array([None, None, 59, 28, None], dtype="Int64"),
        }
    )
