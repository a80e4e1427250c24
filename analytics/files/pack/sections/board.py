"""The Board edition: four short sections, each one slide: the position, what changed, what is late, what is waiting."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from analytics.english import sentence_case
from analytics.files.pack.blocks import sentences, table
from analytics.files.pack.content import Block, Picture, Plot
from analytics.files.pack.context import PackContext
from analytics.measures.assurance import assurance
from analytics.measures.due_dates import dates
from analytics.measures.engage import tagged_alone
from analytics.measures.onboarding import onboarding
from analytics.measures.responses import responses
from analytics.measures.turnaround import portfolio
from analytics.sections import assurance as assurance_section
from analytics.sections import changes as changes_section
from analytics.sections import due_dates as due_dates_section
from analytics.sections import engage as engage_section
from analytics.sections import headline
from analytics.sections import onboarding as onboarding_section
from analytics.sections import responses as responses_section
from analytics.sections import turnaround as turnaround_section
from analytics.sections.breakdowns import open_by
from analytics.sections.stock_over_time import not_shown, open_over_time
from analytics.vocabulary import ENGAGE_PHASE


def position(material: PackContext) -> Iterator[Block]:
    """The position in a sentence, and the open over two years."""
    result = material.overview
    yield from sentences(headline.position(result))
    chart = open_over_time(result.months, result.flows, result.covered)
    yield from (Picture(chart, Plot.STOCK_AND_FLOW),) if chart else sentences(not_shown(result.covered))


def movement(material: PackContext) -> Iterator[Block]:
    """What changed since the last meeting in a sentence, and the sum as a waterfall with its residual beside it."""
    result = material.changes
    yield from sentences(changes_section.sentence(result))
    if not result.is_known:
        yield from sentences(sentence_case(changes_section.now(result)))
        return
    yield Picture(changes_section.sum_chart(result), Plot.WATERFALL)
    lines = changes_section.with_residual(result.statement).set_axis(["Term", "Recommendations"], axis="columns")
    yield from table("The sum", lines)


def late(material: PackContext) -> Iterator[Block]:
    """What is past its date in a sentence, and who delivers the open: the programmes, else the sources."""
    yield from sentences(due_dates_section.sentence(dates(material.register, material.filters, material.recorded)))
    result = portfolio(material.register, material.filters)
    if "programme" in material.recorded and not result.by_programme()["programme"].eq("").all():
        yield Picture(turnaround_section.programme_bars(result, material.recorded), Plot.BARS)
    elif material.overview.now.open:
        yield Picture(open_by(material.overview, "source"), Plot.BARS)


def attention(material: PackContext) -> Iterator[Block]:
    """A sentence each on responses, decisions, checks and Engage; what the register does not record has none."""
    recorded, known = material.recorded, material.known_filters
    register = material.register
    reply = responses(register, material.filters, recorded)
    decision = onboarding(register, known)
    statements: list[tuple[bool, Callable[[], str]]] = [
        (not reply.clocked.empty, partial(responses_section.sentence, reply)),
        (
            onboarding_section.is_recorded(decision, recorded),
            partial(onboarding_section.sentence, decision, recorded),
        ),
        (
            bool(recorded & assurance_section.ASSURING),
            lambda: assurance_section.sentence(assurance(register, known), recorded),
        ),
        (
            "tags" in recorded,
            lambda: engage_section.sentence(tagged_alone(register, material.filters, ENGAGE_PHASE), recorded),
        ),
    ]
    texts = [words() for is_recorded, words in statements if is_recorded]
    yield from sentences(*(texts or ["This register records no responses, decisions, checks or tags."]))
