"""The handling marking that a file shows: in a title, a heading, a page header, a sheet's name or its own name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from analytics.intake.faults import Doubt, Fault
from analytics.intake.layouts import Layout
from analytics.intake.suggestions import quoted
from analytics.intake.tables import Table
from analytics.vocabulary import Marking

_ANY_CASE = re.compile(r"official[\W_]{1,3}sensitive", re.IGNORECASE)
_OFFICIAL = re.compile(r"(?<![A-Za-z])OFFICIAL(?![A-Za-z])")
_HIGHER = re.compile(r"(?<![A-Za-z])(?:TOP[\W_]SECRET|SECRET|CONFIDENTIAL|RESTRICTED)(?![A-Za-z])")


@dataclass(frozen=True, slots=True)
class ShownMarking:
    """The highest handling marking that a file shows, or None, and the text that shows it.

    `doubts` say that the file shows a marking above those that the register keeps.
    """

    marking: Marking | None = None
    where: str = ""
    doubts: tuple[Doubt, ...] = ()

    def at_least(self, chosen: str | None) -> str | None:
        """The higher of this marking and a given one; None where there is neither."""
        order = list(Marking)
        known = [marking for marking in (self.marking, Marking(chosen) if chosen else None) if marking is not None]
        return max(known, key=order.index, default=None)


def with_marking_of_file(layout: Layout, in_file: ShownMarking) -> Layout:
    """The layout with no lower marking for every row than the file shows."""
    constant = layout.constants.get("classification")
    at_least = in_file.at_least(constant)
    if constant is None or at_least in (None, constant):
        return layout
    return replace(layout, constants={**layout.constants, "classification": str(at_least)})


def overridden(in_file: ShownMarking, chosen: str | None, layout: Layout) -> Iterator[Fault]:
    """What is said where the marking of the rows is another than the file shows.

    `chosen` is the marking for the rows without one of their own; a layout may have one for every row.
    """
    for marking, whose in ((chosen, "chosen"), (layout.constants.get("classification"), "of the layout")):
        if marking is None or in_file.marking is None or marking == in_file.marking:
            continue
        if in_file.at_least(marking) == in_file.marking:
            message = (
                f"The file says {quoted(in_file.where)}. Its rows are marked {in_file.marking}, since the marking "
                f"{whose}, {marking}, is lower."
            )
            yield Fault(None, None, "classification", in_file.where, message, "warned")
        else:
            message = (
                f"The file says {quoted(in_file.where)}. Its rows are marked {marking}, the marking {whose}, which is "
                "higher."
            )
            yield Fault(None, None, "classification", in_file.where, message, "noted")


def proposed_marking(table: Table, filename: str) -> ShownMarking:
    """The handling marking to propose for the rows of a file that have none of their own."""
    shown_marking = ShownMarking()
    for where, text in _texts(table, filename):
        if above := _HIGHER.search(text):
            message = (
                f"{where} says {quoted(above[0])}, which is above {Marking.OFFICIAL_SENSITIVE}, the highest marking "
                "that this register keeps."
            )
            return ShownMarking(Marking.OFFICIAL_SENSITIVE, text, (Doubt("marking too high", message, None),))
        if _ANY_CASE.search(text):
            shown_marking = ShownMarking(Marking.OFFICIAL_SENSITIVE, text)
        elif shown_marking.marking is None and _OFFICIAL.search(text):
            shown_marking = ShownMarking(Marking.OFFICIAL, text)
    return shown_marking


def _texts(table: Table, filename: str) -> Iterator[tuple[str, str]]:
    """The texts of a file in which a marking may stand, each with where it stands."""
    yield "The name of the file", filename
    yield "The name of the sheet", table.sheet or ""
    yield from (("A line above the headings", line) for line in table.around.title_lines)
    yield from (("A heading", heading) for heading in table.header)
    yield from (("A page header", line) for line in table.around.page_headers)
    yield from (("A line under the table", row.text) for row in table.around.left_out)
