"""What the programmes file says of the programmes, and which open recommendations an ended one leaves behind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from analytics.filters import Filters
from analytics.intake.programmes import Programme
from analytics.measures.definition import measure
from analytics.measures.headline_figures import by_value, of_column
from analytics.measures.overview import open_only
from analytics.register import programmes as companion
from analytics.register.database import Register


@dataclass(frozen=True, slots=True, kw_only=True)
class Programmes:
    """The programmes of one file: the day of the extract that it came with, and a row a programme.

    `open` says for each programme, also one that the file does not name, how many of the chosen are open.
    """

    as_at: date
    extract_day: date
    rows: tuple[Programme, ...]
    open: dict[str, int]

    def named(self, name: str) -> Programme | None:
        """What the file says of a programme; None where it does not name it."""
        return next((row for row in self.rows if row.programme == name), None)

    def not_named(self) -> tuple[str, ...]:
        """The programmes with open recommendations that the file does not name."""
        return tuple(name for name in self.open if self.named(name) is None)

    def current_programmes(self) -> tuple[Programme, ...]:
        """The programmes that had not ended by the as-at day."""
        return tuple(row for row in self.rows if not row.has_ended(self.as_at))

    def orphaned(self) -> dict[str, int]:
        """For each ended programme that has any: how many open recommendations it leaves behind."""
        ended = [row.programme for row in self.rows if row.has_ended(self.as_at)]
        return {name: self.open[name] for name in ended if self.open.get(name)}

    def lacking(self, column: str, value: str) -> tuple[str, ...]:
        """The programmes still standing that do not have a wanted answer: a gap to be closed."""
        return tuple(row.programme for row in self.current_programmes() if getattr(row, column) != value)


@measure("Mandates, SROs, equality impact and orphans")
def programmes(register: Register, filters: Filters) -> Programmes | None:
    """Mandate, SRO role and training, equality impact assessment, benefits, risks and issues of each programme.

    From the programmes file of the newest extract used up to the as-at day; None where no such file came with
    that extract. Orphaned: open, in a programme that had ended by the as-at day. Gaps, of programmes that have not
    ended: no approved mandate (MPS 1.10), an SRO not trained (MPS 1.10), no complete assessment (MPS section 2).
    """
    dates = register.dates(filters)
    used = [extract for extract in register.extracts[: register.known(dates.known_at)] if extract.as_at <= dates.as_at]
    rows = companion.read(used[-1]) if used else None
    if rows is None:
        return None
    rows_by_programme = of_column(by_value(register, open_only(filters), dates.as_at), "programme")
    open_by_name = {
        str(name): int(number)
        for name, number in zip(rows_by_programme["value"], rows_by_programme["open"], strict=True)
        if name
    }
    return Programmes(
        as_at=dates.as_at,
        extract_day=used[-1].as_at,
        rows=rows,
        open={name: number for name, number in open_by_name.items() if number},
    )
