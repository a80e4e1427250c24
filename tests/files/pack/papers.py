"""Packs to write: one of a real register's charts and lists, and one whose every text is somebody's odd words."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd

from analytics.charts.chart import Chart
from analytics.files.pack.content import Block, Pack, PackTable, Picture, Plot, Section, Sentence
from analytics.filters import Filters
from analytics.measures.changes import changes
from analytics.measures.filter_options import recorded
from analytics.measures.overview import Overview, overview
from analytics.measures.recommendations import rows
from analytics.measures.responses import responses
from analytics.register.database import Register
from analytics.sections import changes as section
from analytics.sections import headline
from analytics.sections.breakdowns import open_by, open_by_priority
from analytics.sections.stock_over_time import open_over_time
from analytics.vocabulary import label

COMMENTARY = """Two inspections of the spring account for most of what is late.

The Board may wish to ask when the second will be given a date; the last letter was answered in part."""
LIST = ("reference", "source", "text", "programme", "first_agreed_on", "due_on", "days_late")
HEADINGS = ("Reference", "Source", "Recommendation", "Programme", "First agreed", "Due now", "Days late")
TABLES_OF_NOTHING = pd.DataFrame({"Action": pd.Series([], dtype=object), "Due": pd.Series([], dtype=object)})


def of_register(folder: Path, since: date) -> Pack:
    """A pack of a register's newest extract, from the charts and lists of its pages."""
    register, filters = Register(folder), Filters()
    result = overview(register, filters, recorded(register, filters))
    changed = changes(register, filters, since)
    over_time = open_over_time(result.months, result.flows, result.covered)
    assert over_time is not None
    return Pack(
        title="Oversight analysis meeting: recommendations",
        meeting="Monthly oversight analysis meeting, 5 December 2022",
        marking="OFFICIAL-SENSITIVE",
        is_demonstration=register.is_demonstration,
        as_at=result.as_at,
        known_at=result.as_at,
        since=since,
        chosen="All recommendations",
        source=f"Register of recommendations, extract of {result.as_at:%-d %B %Y}",
        version="13 extracts, newest 2022-11-28, 5f0c1b2a9d",
        remarks=("No extract since 28 November 2022.", "Two anomalies were accepted with a reason."),
        sections=(
            _actions(),
            Section(
                key="position",
                heading="Position in one sentence",
                commentary=COMMENTARY,
                blocks=(
                    Sentence(headline.position(result)),
                    *(Sentence(line) for line in headline.lines(result)),
                    Picture(over_time, Plot.STOCK_AND_FLOW),
                ),
            ),
            Section(
                key="sum",
                heading="Opening + new − closed = closing",
                blocks=(
                    Sentence(section.sentence(changed)),
                    Picture(section.sum_chart(changed), Plot.WATERFALL),
                    PackTable(
                        caption="The sum, term by term",
                        frame=section.terms(changed.statement).set_axis(["Term", "Recommendations"], axis=1),
                        note="The residual is 0.",
                    ),
                ),
            ),
            Section(key="responses", heading="Statutory responses overdue or due", blocks=(_responses(register),)),
            Section(key="by", heading="By priority, source and route", blocks=_bars(result)),
            Section(key="late", heading="Dates that slipped", blocks=(_late(register), _late_more(register))),
        ),
    )


def _actions() -> Section:
    frame = pd.DataFrame(
        [
            ("Ask the SRO of Culture and standards for a date for the eleven that have none.", "Head of Oversight",
             date(2022, 11, 30), "open", 2, "HMIC-2021-0007; HMIC-2021-0011"),
            ("Write to the inspectorate about the response to the custody report.", "Oversight analyst",
             date(2022, 11, 18), "done", None, ""),
        ],
        columns=["Action", "Owner", "Due", "State", "Carried over", "Recommendations"],
    )  # fmt: skip
    tables = (
        PackTable(caption="Actions from last time", frame=frame, wide=("Action",), note="Open, or ended since then."),
        PackTable(caption="Decisions from last time", frame=TABLES_OF_NOTHING),
    )
    return Section(key="actions", heading="Actions from last time", blocks=tables)


def _responses(register: Register) -> PackTable:
    result = responses(register, Filters(), recorded(register, Filters())).clocked
    result = result.assign(due_on=result["due_on"].dt.date)
    frame = result[["source", "report", "due_on", "standing", "days_left"]].astype(object)
    named = frame.where(frame.notna(), None).set_axis(["Source", "Report", "Due", "Standing", "Days left"], axis=1)
    return PackTable(caption="Responses that a law sets a time for", frame=named, wide=("Report",), most=40)


def _bars(found: Overview) -> tuple[Block, ...]:
    columns = [each for each in ("source", "delivery_route", "programme") if each in found.recorded]
    charts = [open_by(found, each) for each in columns]
    charts += [open_by_priority(found)] if "strategic_priority" in found.recorded else []
    return tuple(Picture(chart, Plot.BARS) for chart in charts if len(chart.table))


def listed(register: Register, limit: int) -> pd.DataFrame:
    """The first so many of the list, with its headings, as a page would print them."""
    result = rows(register, Filters(), LIST, limit=limit).astype(object)
    result["source"] = [label("source", value) for value in result["source"]]
    return result.where(result.notna(), None).set_axis(HEADINGS, axis=1)


def _late(register: Register) -> PackTable:
    return PackTable(
        caption="Open and late, the longest first", frame=listed(register, 152), wide=("Recommendation",),
        note="Days late count from the present due date.",
    )  # fmt: skip


def _late_more(register: Register) -> PackTable:
    return PackTable(caption="The first ten of them", frame=listed(register, 152), wide=("Recommendation",), most=10)


def of_words(words: str) -> Pack:
    """A pack in which every text that a person or an extract gives is these words."""
    frame = pd.DataFrame({words: [words, None], "Number": [1234, -5]})
    chart = Chart(
        figure=None, headline=words, subtitle=words, alternative=words, name="words",
        table=pd.DataFrame({"Name": [words, "Other"], "Open": [3, 0]}),
    )  # fmt: skip
    blocks = (
        Sentence(words),
        Picture(chart, Plot.BARS),
        PackTable(caption=words, frame=frame, wide=(words,), note=words),
    )
    return Pack(
        title=words, meeting=words, marking=words, is_demonstration=False, as_at=date(2022, 11, 28),
        known_at=date(2022, 11, 28), since=date(2022, 10, 31), chosen=words, source=words, version=words,
        remarks=(words,), sections=(Section(key="words", heading=words, blocks=blocks, commentary=words),),
    )  # fmt: skip
