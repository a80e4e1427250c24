"""The facts of the register that is shown: what the frame says of it, for the days that the reader chose."""

from __future__ import annotations

from dataclasses import replace

from analytics.filters import BLANK, EVERYTHING, Filters
from analytics.measures import filter_options
from analytics.measures.coverage import latest_extract, up_to
from analytics.measures.recommendations import marking
from analytics.register.database import Register
from analytics.register.remarks import remarks
from analytics.vocabulary import Kind
from pages.ui import cached, menu, session
from pages.ui.facts import RegisterInfo

EVERY_KIND = (*Kind, BLANK)


def facts() -> RegisterInfo:
    """The facts of the register that is shown. Raises EmptyRegister where it holds no extract."""
    result = cached.result(_facts, _days())
    assert isinstance(result, RegisterInfo)
    return result


def sources() -> frozenset[str]:
    """The sources that the whole register has by the reader's days."""
    return frozenset(source for source, _ in facts().options.get("source", ()))


def filters_to_latest() -> Filters:
    """The reader's choice, as at the newest extract used where the as-at day is later: `coverage.up_to`."""
    chosen = session.filters()
    return up_to(latest_extract(facts().extracts, chosen.known_at), chosen)


def recorded() -> frozenset[str]:
    """The standard columns that the register records at all, by the reader's days; no other choice changes them."""
    result: frozenset[str] = cached.result(filter_options.recorded, _days())
    return result


def pages_without_data() -> tuple[menu.MenuEntry, ...]:
    """The pages for which the register holds nothing to show on any day. Raises EmptyRegister as `facts` does."""
    columns = cached.result(filter_options.recorded, EVERYTHING)
    options = cached.result(filter_options.options, EVERYTHING)
    return menu.without_data(columns, {source for source, _ in options.get("source", ())})


def _days() -> Filters:
    chosen = session.filters()
    return replace(EVERYTHING, as_at=chosen.as_at, known_at=chosen.known_at)


def _facts(register: Register, days: Filters) -> RegisterInfo:
    newest = register.newest.manifest
    return RegisterInfo(
        version=register.version,
        edition=register.edition,
        extracts=tuple(loading.as_at for loading in register.extracts),
        loaded_on=newest.loaded_at.date(),
        marking=marking(register, replace(days, kind=EVERY_KIND)),
        is_demonstration=register.is_demonstration,
        source="demonstration register" if register.is_demonstration else "recommendations register",
        options=filter_options.options(register, days),
        above_clearance=register.above_clearance,
        remarks=remarks(register, register.dates(days)),
    )
