"""What must come out: how many recommendations each year brings, and those that are still open at the end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

VOLUMES = {
    "HMICFRS": {2017: 68, 2018: 73, 2019: 66, 2020: 64, 2021: 71, 2022: 76},
    "DARA": {2017: 196, 2018: 207, 2019: 212, 2020: 184, 2021: 203, 2022: 191},
    "Coroner": {2017: 5, 2018: 6, 2019: 4, 2020: 5, 2021: 7, 2022: 6},
}
"""Recommendations received by year; the published rates are about 70 from HMICFRS and 200 from DARA."""

SIZES = {"HMICFRS": (3, 14), "DARA": (4, 9), "Coroner": (1, 1)}
"""The fewest and the most recommendations of one report."""

SEASONS = {
    "HMICFRS": (3, 6, 9, 4, 6, 8, 10, 1, 7, 9, 9, 3),
    "DARA": (7, 8, 11, 6, 7, 8, 9, 5, 8, 10, 10, 5),
    "IOPC": (2, 3, 3, 2, 3, 3, 3, 1, 3, 3, 3, 1),
    "Coroner": (2, 2, 3, 2, 2, 2, 3, 2, 2, 3, 2, 1),
    "MOPAC review": (1, 2, 3, 1, 2, 3, 2, 0, 2, 3, 3, 1),
}
"""How likely a report is in each month, January first."""

LAST_UNPLANNED = {"HMICFRS": 6, "DARA": 8, "IOPC": 7, "Coroner": 7, "MOPAC review": 6}
"""The last month of 2022 with reports besides those named below."""

PREFIXES = {"HMICFRS": "HM", "DARA": "DA", "IOPC": "IO", "Coroner": "PF", "MOPAC review": "MO", "Casey review": "CA"}
ORDER = tuple(PREFIXES)

PROGRAMMES = {
    1: "Data and insight",
    2: "Culture and standards",
    3: "Neighbourhood policing",
    4: "Frontline policing",
    5: "Leadership Academy",
    6: "Frontline policing",
    7: "Victim care",
    8: "Public protection improvement",
    9: "Foundations",
    10: "Foundations",
}
"""The programme that takes over each strategic priority in October and November 2022."""


@dataclass(frozen=True)
class PlannedReport:
    """A report with recommendations still open at the end.

    `routes` has one letter each: P programme, L local improvement, X policy or other mechanism. Of these, the first
    `late` are past the date first agreed, and the first `masked` of those have been given a later date that is not.
    """

    source: str
    topic: str
    published: date
    size: int
    routes: str
    late: int = 0
    masked: int = 0


PLANNED_REPORTS = (
    PlannedReport("HMICFRS", "vetting", date(2019, 9, 27), 6, "PP", 2, 1),
    PlannedReport("HMICFRS", "crime_recording", date(2020, 2, 20), 6, "PP", 2, 1),
    PlannedReport("HMICFRS", "stop_search", date(2021, 2, 26), 6, "PL", 1, 0),
    PlannedReport("HMICFRS", "child_protection", date(2021, 5, 13), 6, "PPPL", 2, 1),
    PlannedReport("HMICFRS", "inclusion", date(2021, 7, 20), 6, "P", 1, 0),
    PlannedReport("HMICFRS", "domestic_abuse", date(2021, 9, 17), 6, "PP", 1, 1),
    PlannedReport("HMICFRS", "misconduct", date(2021, 11, 9), 6, "PPPL", 2, 0),
    PlannedReport("HMICFRS", "victims_code", date(2022, 1, 25), 3, "PPL", 1, 0),
    PlannedReport("HMICFRS", "rasso", date(2022, 2, 25), 3, "P"),
    PlannedReport("HMICFRS", "training", date(2022, 5, 19), 3, "PPX"),
    PlannedReport("DARA", "estates", date(2020, 10, 14), 6, "LL", 2, 1),
    PlannedReport("DARA", "integrity", date(2021, 3, 10), 6, "PPX", 2, 1),
    PlannedReport("DARA", "it_access", date(2021, 6, 16), 9, "PLLX", 2, 1),
    PlannedReport("DARA", "payroll", date(2021, 11, 12), 8, "LLLX", 2, 0),
    PlannedReport("DARA", "misconduct", date(2021, 12, 7), 7, "PPPL", 1, 0),
    PlannedReport("DARA", "covert", date(2022, 1, 19), 6, "L", 1, 1),
    PlannedReport("DARA", "crime_recording", date(2022, 2, 16), 6, "PPPL", 2, 0),
    PlannedReport("DARA", "victims_code", date(2022, 4, 27), 6, "PPL", 1, 0),
    PlannedReport("DARA", "response", date(2022, 7, 13), 5, "PL"),
    PlannedReport("DARA", "budget", date(2022, 7, 20), 5, "X"),
    PlannedReport("DARA", "fleet", date(2022, 8, 9), 4, "L"),
    PlannedReport("DARA", "digital_forensics", date(2022, 8, 24), 6, "PLL"),
    PlannedReport("DARA", "child_protection", date(2022, 9, 1), 4, "P"),
    PlannedReport("DARA", "contracts", date(2022, 9, 8), 6, "PLX"),
    PlannedReport("DARA", "vetting", date(2022, 9, 14), 6, "PPPL"),
    PlannedReport("DARA", "recruitment", date(2022, 9, 28), 5, "PPL"),
    PlannedReport("DARA", "data_quality", date(2022, 10, 4), 5, "PPLX"),
    PlannedReport("DARA", "domestic_abuse", date(2022, 10, 11), 4, "PL"),
    PlannedReport("DARA", "property", date(2022, 10, 18), 5, "PLL"),
    PlannedReport("DARA", "continuity", date(2022, 10, 25), 4, "LX"),
    PlannedReport("DARA", "inclusion", date(2022, 11, 2), 4, "PL"),
    PlannedReport("DARA", "training", date(2022, 11, 7), 4, "PPX"),
    PlannedReport("IOPC", "stop_search", date(2021, 4, 22), 3, "PL", 1, 0),
    PlannedReport("IOPC", "custody", date(2021, 8, 18), 2, "L", 1, 0),
    PlannedReport("IOPC", "domestic_abuse", date(2021, 12, 9), 2, "P", 1, 1),
    PlannedReport("IOPC", "inclusion", date(2022, 2, 9), 2, "PP", 1, 0),
    PlannedReport("IOPC", "property", date(2022, 4, 6), 1, "X"),
    PlannedReport("IOPC", "misconduct", date(2022, 6, 15), 3, "PL"),
    PlannedReport("IOPC", "response", date(2022, 8, 17), 2, "L"),
    PlannedReport("IOPC", "integrity", date(2022, 9, 21), 2, "P"),
    PlannedReport("Coroner", "domestic_abuse", date(2021, 10, 6), 2, "P", 1, 0),
    PlannedReport("Coroner", "custody", date(2022, 1, 12), 1, "L", 1, 1),
    PlannedReport("Coroner", "response", date(2022, 3, 16), 1, "L", 1, 0),
    PlannedReport("Coroner", "missing", date(2022, 7, 6), 2, "PP"),
    PlannedReport("Coroner", "contact", date(2022, 9, 7), 1, "P"),
    PlannedReport("Coroner", "response", date(2022, 10, 5), 1, "L"),
)
"""With the two Engage reports, these make the 152 open recommendations from 48 reports."""
