"""The words, the tables and the calendar of the responses that a law sets a time for."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from analytics.charts.chart import MEASURE, Chart
from analytics.charts.columns import columns
from analytics.charts.months import month
from analytics.measures.responses import CLOCKS, Responses, Standing, by_month
from analytics.vocabulary import label
from analytics.wording import count, plural, sentence_case

NOT_APPLICABLE = "[z]"
DUTY = {clock.source: clock.who for clock in CLOCKS}
NOTES = (
    "[z] means not applicable: no statutory clock was found for this source.",
    "A response given is not an action done. No date is moved for a weekend or a bank holiday.",
    ("Whether the IOPC made a recommendation under paragraph 28A, with a clock, or under s.10(1)(e), without one, is "
    "not recorded: one for which the register gives no day for the response is never called overdue."),
    "Not recorded either: whether a clock was paused by judicial review, and when an extension was applied for.",
    ("The day set for the MPS’s own comments to MOPAC (s.55(4)) is shown where the register gives another than "
    "MOPAC’s statutory day."),
)  # fmt: skip
"""What a reader must know to read the page."""


def sentence(found: Responses) -> str:
    """How many responses are past their day, and how many fall due in the next 30 days."""
    if found.clocked.empty:
        return "No response to these recommendations has a statutory clock."
    soon = found.due_within(30)
    coming = f"{plural(soon, 'response')} {_falls(soon)}" if soon else "no response falls"
    if not found.is_told:
        return sentence_case(f"{coming} due in the next 30 days; whether responses were given is not recorded.")
    late = found.number(Standing.OVERDUE)
    overdue = f"{plural(late, 'response')} {'is' if late == 1 else 'are'}" if late else "No response is"
    coming = f"{count(soon) if soon else 'none'} {_falls(soon or 1)} due in the next 30 days"
    return f"{overdue} past the statutory day, and {coming}."


def notes(found: Responses) -> str:
    """What the figures leave open, and what of those answered is still to be done."""
    given = found.clocked[found.clocked["responded_on"].notna()]
    answered = int(given["recommendations"].sum())
    still = int(given["outstanding"].sum())
    said = f"Of the {plural(answered, 'recommendation')} responded to, {count(still)} {'is' if still == 1 else 'are'} "
    return "  \n".join([f"{said}still outstanding.", *NOTES] if answered else NOTES)


def awaited(found: Responses, *standings: Standing) -> pd.DataFrame:
    """The responses not given that stand so, the longest overdue first, as a reader sees them."""
    rows = found.clocked[found.clocked["standing"].isin(standings)]
    shown = {
        "Report": rows["report"],
        "Source": [label("source", source) for source in rows["source"]],
        "Whose duty": [DUTY[source] for source in rows["source"]],
        "Counted from": pd.to_datetime(rows["starts_on"]),
        "MPS’s own date": pd.to_datetime(rows["mps_due_on"]),
        "Extended to": pd.to_datetime(rows["extended_to"]),
        "Due": pd.to_datetime(rows["due_on"]),
        "Days": [_days(left, at) for left, at in zip(rows["days_left"], rows["standing"], strict=True)],
        "Recommendations": rows["recommendations"],
    }
    frame = pd.DataFrame(shown)
    return frame.drop(columns=[name for name in ("MPS’s own date", "Extended to") if frame[name].isna().all()])


def waiting(found: Responses) -> tuple[str, str]:
    """Headline and subtitle of the list of responses not given."""
    late, coming = found.number(Standing.OVERDUE), found.number(Standing.DUE)
    if not found.is_told:
        said = f"{plural(coming, 'response')} {_falls(coming)} due from the as-at day on"
        return said, "Whether a response was given is not recorded in this register"
    if late + coming == 0:
        return "No response is waited for", "Each with a statutory clock was given"
    said = f"{count(late) if late else 'None'} overdue, {count(coming) if coming else 'none'} still to come"
    return said, "Responses not given, by the day that they are due"


def conditional(found: Responses) -> tuple[str, str]:
    """Headline and subtitle of the list of IOPC recommendations that may have no clock."""
    number = found.number(Standing.CONDITIONAL)
    verb = "is" if number == 1 else "are"
    return (
        f"{plural(number, 'more IOPC response')} {verb} late only if asked for under paragraph 28A",
        "No response and no day for one is recorded; the day shown would be the statutory one",
    )


def by_source(found: Responses) -> pd.DataFrame:
    """A row a source with a clock that the filters choose any of: where its responses stand."""
    rows = []
    for clock in CLOCKS:
        own = found.clocked.loc[found.clocked["source"] == clock.source, "standing"]
        numbers = {sentence_case(one): int((own == one).sum()) for one in Standing if found.number(one)}
        rows.append({"Source": label("source", clock.source), "Responses": len(own), **numbers})
    return pd.DataFrame([row for row in rows if row["Responses"]])


def clocks(found: Responses) -> pd.DataFrame:
    """A row a source: who must respond, and by which rule; "[z]" for those on the register without one."""
    rows = [(clock.source, clock.duty, clock.rule) for clock in CLOCKS]
    rows += [(source, NOT_APPLICABLE, NOT_APPLICABLE) for source in found.unclocked["source"]]
    named = [(label("source", source), duty, rule) for source, duty, rule in rows]
    return pd.DataFrame(named, columns=["Source", "Who must respond", "Statutory clock"])


def calendar(found: Responses) -> Chart:
    """The responses by the month in which they fall due: eight months up to the as-at day's, and three on."""
    months = by_month(found)
    labels = [month(day) for day in months["month"]]
    chart = columns(
        pd.DataFrame({"label": [f"{day:%b %Y}" for day in months["month"]], "count": months["due"]}),
        name="responses-by-month-due", counted="responses due", by="month", width=MEASURE,
    )  # fmt: skip
    ahead = int(months[str(Standing.DUE)].sum())
    until = labels[-1]
    said = f"{plural(ahead, 'response')} {_falls(ahead)} due by the end of {until}" if ahead else (
        f"No response falls due by the end of {until}"
    )
    table = months.assign(month=labels).rename(columns={name: sentence_case(name) for name in months.columns})
    held = ["Month", "Due", *(column for column in table.columns[2:] if table[column].any())]
    return replace(
        chart,
        headline=said,
        subtitle=f"Responses with a statutory clock by the month in which they fall due, {labels[0]} to {until}",
        table=table[held],
    )


def _days(left: int, standing: str) -> str:
    if left >= 0:
        return f"{plural(left, 'day')} left".replace(" ", "\u00a0")
    return f"{plural(-left, 'day')} {'late' if standing == Standing.OVERDUE else 'ago'}".replace(" ", "\u00a0")


def _falls(number: int) -> str:
    return "falls" if number == 1 else "fall"


