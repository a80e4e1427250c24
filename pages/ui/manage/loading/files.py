"""Files about extracts, which may be of no register yet: named with the extract's own day and marking."""

from __future__ import annotations

from datetime import date

from analytics.files.file_names import file_name
from analytics.intake.faults import Reading
from analytics.vocabulary import Marking
from pages.ui import downloads


def csv(table: downloads.Table, name: str, as_at: date, marking: str, *, key: str, label: str = "CSV") -> None:
    """A text button that hands out a table about the extract of a day; a large one is given as what makes it."""
    file = file_name(name, as_at, marking, "csv")
    downloads.built(label, lambda: downloads.csv_of(table), file, downloads.TYPES["csv"], key=key, marking=marking)


def marking(reading: Reading) -> str:
    """The highest marking among the accepted rows of a file; that of rejected and unmarked rows is not known."""
    is_sensitive = (reading.rows["classification"] == Marking.OFFICIAL_SENSITIVE).any()
    highest = is_sensitive or reading.rejected or reading.unmarked
    return Marking.OFFICIAL_SENSITIVE if highest else Marking.OFFICIAL
