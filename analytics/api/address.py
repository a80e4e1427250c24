"""What an address asks for: the filters, as a page's address has them, and the parameters of a resource."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from analytics.api.errors import WrongAddress
from analytics.api.resources import AFTER, Call, Parameter
from analytics.english import count
from analytics.filters import FIELD, from_address, possible_day
from analytics.intake.suggestions import did_you_mean, quoted
from analytics.measures import filter_options
from analytics.measures.unknown_values import in_sentences, with_stored_values
from analytics.register.database import Register

Query = Mapping[str, Sequence[str]]


def call(register: Register, query: Query, parameters: Sequence[Parameter], is_of_page: Callable[[str], bool]) -> Call:
    """The call that an address makes, its values in the register's own writing.

    `is_of_page` says of a name whether it is a choice of some page, which is passed over, so that the address of a page
    may be given as it is. Raises WrongAddress with every reason where a name or a value is none that there is.
    """
    chosen, wrong = from_address(query)
    offered = filter_options.options(register, chosen)
    chosen = with_stored_values(chosen, offered)
    options_given, reasons = options(query, parameters)
    names = {parameter.name for parameter in parameters}
    reasons = (*wrong, *in_sentences(chosen, offered), *reasons, *_unknown(query, names, is_of_page))
    if reasons:
        raise WrongAddress(reasons)
    return Call(register=register, filters=chosen, options=options_given)


def _unknown(query: Query, parameters: Collection[str], is_of_page: Callable[[str], bool]) -> Iterator[str]:
    known = (*FIELD, *parameters)
    for name in query:
        if name not in known and not is_of_page(name):
            yield f"There is no filter or parameter called {quoted(name)} here.{did_you_mean(name, known)}"


def options(query: Query, parameters: Sequence[Parameter]) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The values of a resource's own parameters, and what is wrong with them."""
    result, reasons = {}, []
    for parameter in parameters:
        texts = query.get(parameter.name, ())
        if not texts or (not texts[-1].strip() and parameter is not AFTER):
            continue
        try:
            result[parameter.name] = _READERS[parameter.type](texts[-1], parameter)
        except ValueError as error:
            reasons.append(f"{parameter.name}: {quoted(texts[-1])} {error}.")
    return result, tuple(reasons)


def _date(value: str, _: Parameter) -> date:
    try:
        return possible_day(value)
    except ValueError:
        raise ValueError("is not a date. Write it as year-month-day, for example 2022-11-28") from None


def _number(value: str, parameter: Parameter) -> int:
    number = int(value) if value.isascii() and value.isdigit() and len(value) < 10 else 0
    if not parameter.least <= number <= parameter.most:
        raise ValueError(f"is not a whole number from {count(parameter.least)} to {count(parameter.most)}")
    return number


_READERS: dict[str, Callable[[str, Parameter], Any]] = {
    "date": _date,
    "number": _number,
    "text": lambda value, _: value,
}
