"""Make the demonstration register: thirteen monthly extracts of invented recommendations with the published totals.

Run from the project's folder: `python -m data.demonstration.make`. The same seed gives the same bytes.
"""

from __future__ import annotations

import csv
import io
import random
import shutil
from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from analytics.intake.layouts import load_layout
from analytics.register.loading import File, load_extract
from analytics.register.writing import extracts_folder
from analytics.vocabulary import ADVICE_COLUMNS, COLUMNS, ENGAGE, HUNDRED_DAY_PLAN, Route, Status
from data.demonstration.advice import BEGAN, advise
from data.demonstration.days import LAST_DAY, between, extract_days, month_end, working
from data.demonstration.incidents import Incidents
from data.demonstration.lives import ENGAGE_ENTERED, Lives
from data.demonstration.plan import ORDER, PREFIXES, PlannedReport
from data.demonstration.reports import CASEY_PUBLISHED, Item, Library, Report
from data.demonstration.story import Story
from data.demonstration.writing import NAMED, Passage

SEED = 4035
ADVICE_SEED = 120
"""Advice draws from a stream of its own, so that nothing else depends on it."""

FOLDER = Path(__file__).parent
LOADED_BY = "demonstration"
PROGRAMMES = FOLDER / "programmes.csv"


def stories() -> list[Story]:
    """Every story of the register, numbered, in the order in which the register holds them."""
    rng = random.Random(SEED)
    lives = Lives(rng)
    reported: list[Story] = []
    for report in Library(rng).all():
        reported += _tell(report, lives, rng)
    Incidents(rng, lives, reported).happen()
    reported += [*_casey(lives), *_mopac(lives)]
    _propose(reported, rng, lives)
    _tag_hundred_days(reported, rng)
    ordered = _number(reported)
    _close_undated(ordered)
    _orphan(ordered)
    advise(ordered, random.Random(ADVICE_SEED))
    return ordered


def _tell(report: Report, lives: Lives, rng: random.Random) -> list[Story]:
    """The causes of concern of a report, then its recommendations."""
    if report.name == "vetting_inspection":
        return [lives.arrive(report, item, place, None) for place, item in enumerate(report.items)]
    causes = [_concern(report, place, lives) for place in range(len(report.concerns))]
    reported = []
    for place, item in enumerate(report.items):
        cause = causes[item.concern - 1] if item.concern else None
        reported.append(lives.arrive(report, item, place + len(causes), cause))
    if report.name:
        _engage(report, causes, reported, lives)
    else:
        _give_lives(report, reported, lives, rng)
        _end_concerns(causes, reported, lives)
    return [*causes, *reported]


def _concern(report: Report, place: int, lives: Lives) -> Story:
    topic, words = report.concerns[place]
    passage = Passage(topic, "G", "", words)
    return lives.arrive(report, Item(passage, words, "cause of concern", "Cause of concern"), place, None)


def _end_concerns(causes: list[Story], stories: list[Story], lives: Lives) -> None:
    """A cause of concern is on-boarded with the first recommendation under it and closed after the last."""
    for cause in causes:
        of_cause = [story for story in stories if story.cause is cause]
        starts = [day for story in of_cause for day, facts in story.changes if "onboarded_on" in facts]
        local = all(story.row(LAST_DAY)["delivery_route"] == Route.LOCAL for story in of_cause)
        lives.onboard(cause, min(starts), None, "L" if local else "P")
        ends = [story.closed for story in of_cause]
        if None not in ends:
            cause.closed = min(max(day for day in ends if day) + timedelta(days=5), LAST_DAY - timedelta(days=1))
            facts = {"status": Status.CLOSED, "closed_on": cause.closed, "close_reason": "implemented"}
            cause.on(cause.closed, lives.note("closed"), **facts)
        elif not local:
            lives.reassess(cause, min(starts), LAST_DAY)


def _give_lives(report: Report, stories: list[Story], lives: Lives, rng: random.Random) -> None:
    """Closed lives for all but those that the plan keeps open."""
    planned = report.planned
    letters = planned.routes if planned else ""
    for place, (story, item) in enumerate(zip(stories, report.items, strict=True)):
        if planned is None or place >= len(letters):
            lives.closed_life(story, item.due)
            continue
        late, masked = place < planned.late, place < planned.masked
        due = _first_due(planned, letters[place], rng, late=late)
        lives.open_life(story, letters[place], due, masked=masked)


DUE_MONTHS = (
    *((2022, 12), (2022, 12), (2022, 12), (2023, 1), (2023, 1), (2023, 2), (2023, 2), (2023, 3), (2023, 3), (2023, 3)),
    *((2023, 3), (2023, 4), (2023, 5), (2023, 6), (2023, 6), (2023, 9), (2023, 12)),
)
"""Months at whose end what is not late was to be done, the commoner ones more often."""


def _first_due(planned: PlannedReport, letter: str, rng: random.Random, *, late: bool) -> date | None:
    """The date first agreed: passed, still to come, or, for a few policies, never set."""
    if (
        letter == "X"
        and planned.source == "DARA"
        and planned.published >= date(2022, 7, 1)
        and planned.topic != "contracts"
    ):
        return None
    if late:
        earliest = planned.published + timedelta(days=75)
        return month_end(between(rng, earliest, max(earliest, min(date(2022, 10, 20), earliest + timedelta(days=300)))))
    return month_end(date(*rng.choice(DUE_MONTHS), 1))


LOCAL_ENGAGE = {"peel": ("stop_search", "custody"), "counter_corruption": ("property", "property")}
ENGAGE_BOARDS = {
    "peel": (date(2022, 10, 20), date(2022, 11, 10)),
    "counter_corruption": (date(2022, 4, 28), date(2022, 5, 19)),
}
"""The two board meetings that on-boarded each Engage report."""


def _engage(report: Report, causes: list[Story], stories: list[Story], lives: Lives) -> None:
    """The two Engage reports: all open at the end but one, which was closed in September."""
    tagged = max(report.received, ENGAGE_ENTERED)
    for place, (story, item) in enumerate(zip(stories, report.items, strict=True)):
        story.tags.append((tagged, ENGAGE))
        if report.name == "counter_corruption" and place == len(stories) - 1:
            lives.closed_life(story, date(2022, 8, 31))
            continue
        letter = "L" if item.passage.topic in LOCAL_ENGAGE[report.name] else "P"
        first, second = ENGAGE_BOARDS[report.name]
        masked = place < 2 and report.name == "counter_corruption"
        lives.open_life(story, letter, item.due, masked=masked, onboarded=first if place < 18 else second)
    for cause in causes:
        cause.tags.append((tagged, ENGAGE))
    _end_concerns(causes, stories, lives)


def _casey(lives: Lives) -> list[Story]:
    """Eight pieces of advice, one for each finding, on-boarded in November and counted apart."""
    wording = NAMED["casey"]
    items = [
        Item(Passage("misconduct", c, finding, text), text + ".", "advice", None)
        for c, finding, text in wording["advice"]
    ]
    report = Report("Casey review", wording["title"], CASEY_PUBLISHED, CASEY_PUBLISHED, items)
    reported = [lives.arrive(report, item, place, None) for place, item in enumerate(items)]
    for story in reported:
        lives.onboard(story, date(2022, 11, 10), None, "P")
    return reported


def _mopac(lives: Lives) -> list[Story]:
    """The reviews that are being consolidated and await on-boarding at the end."""
    reported = []
    for title, published, received, passages in NAMED["mopac"]["awaiting"]:
        items = [Item(Passage(*entry), entry[3] + ".", "recommendation", None) for entry in passages]
        days = date.fromisoformat(published), date.fromisoformat(received)
        report = Report("MOPAC review", title, *days, items)
        for place, item in enumerate(items):
            story = lives.arrive(report, item, place, None)
            story.on(days[1], lives.note("awaiting_mopac"))
            if days[1] < date(2022, 10, 1):
                story.appears_on = date(2022, 10, 12)
            reported.append(story)
    return reported


def _propose(stories: list[Story], rng: random.Random, lives: Lives) -> None:
    """Some of the open ones are action complete at the end, and most of those proposed for closure."""
    fits = [s for s in stories if s.stays_open and not s.hidden and s.row(LAST_DAY)["onboarded_on"] < date(2022, 8, 1)]
    fits = [s for s in fits if s.row(LAST_DAY)["delivery_route"] != Route.POLICY]
    for number, story in enumerate(rng.sample(fits, 20)):
        complete = between(rng, date(2022, 10, 3), date(2022, 11, 11))
        story.on(complete, lives.note("complete"), action_complete_on=complete)
        if number < 14:
            proposed = between(rng, complete + timedelta(days=3), date(2022, 11, 24))
            facts = {"status": Status.PROPOSED, "proposed_for_closure_on": proposed}
            story.on(proposed, lives.note("proposed"), **facts)


def _tag_hundred_days(stories: list[Story], rng: random.Random) -> None:
    """The 100-day plan's priorities, tagged in October on some of what programmes deliver."""
    fits = [s for s in stories if s.stays_open and s.row(LAST_DAY).get("delivery_route") == "programme"]
    for story in rng.sample(fits, 21):
        day = max(date(2022, 10, 17), working(story.row(LAST_DAY)["onboarded_on"]))
        story.tags.append((day, HUNDRED_DAY_PLAN))


UNDATED = (date(2022, 7, 1), date(2022, 7, 28))
"""Days of closing, one of which nobody wrote down."""


def _close_undated(stories: list[Story]) -> None:
    """The last audit action closed in July 2022 on the owner's word alone has no day of closing."""
    closings = [
        (story, facts)
        for story in stories
        for day, facts in story.changes
        if story.source == "DARA" and UNDATED[0] <= day <= UNDATED[1] and facts.get("close_reason") == "implemented"
    ]
    story, facts = [pair for pair in closings if not pair[0].row(LAST_DAY).get("assured_by_role")][-1]
    assert story.closed == facts["closed_on"]
    facts["closed_on"] = None


ENDED_PROGRAMME = "Professional standards recovery"


def _orphan(stories: list[Story]) -> None:
    """One open audit action was left with a programme that had ended when the others moved on."""
    fits = [s for s in stories if s.source == "DARA" and s.stays_open and _came_from(s, ENDED_PROGRAMME)]
    for _, facts in fits[0].changes:
        if facts.get("programme"):
            facts["programme"] = ENDED_PROGRAMME


def _came_from(story: Story, programme: str) -> bool:
    """Whether it was that programme's before the assessment, and is delivered by another one at the end."""
    before, after = story.row(date(2022, 9, 30)), story.row(LAST_DAY)
    return before.get("programme") == programme and after.get("programme") not in (None, programme)


def _number(stories: list[Story]) -> list[Story]:
    """References by source and year in order of appearance; the register is in the same order."""
    reports = {id(s): (s.base["received_on"], s.base["report"]) for s in stories}
    ordered = sorted(stories, key=lambda s: (ORDER.index(s.source), s.appears_on, reports[id(s)], s.place))
    count: Counter[tuple[str, int]] = Counter()
    for story in ordered:
        prefix, year = PREFIXES[story.source], story.appears_on.year
        count[prefix, year] += 1
        width = 2 if prefix == "CA" else 3
        story.reference = f"{prefix}-{year}-{count[prefix, year]:0{width}d}"
    return ordered


NOT_NEEDED = ("response_given", "dates_as_written")
"""Columns that say what a date does not; in the demonstration each response and each date has its day."""


def originals() -> dict[date, bytes]:
    """Each extract as the register's owner would have exported it that day: a CSV in the standard layout."""
    reported = stories()
    return {as_at: _export(reported, as_at) for as_at in extract_days()}


def _export(stories: list[Story], as_at: date) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    needed = [column.name for column in COLUMNS if column.name not in NOT_NEEDED]
    columns = [name for name in needed if name not in ADVICE_COLUMNS or as_at >= BEGAN]
    writer.writerow(columns)
    writer.writerows(story.cells(as_at, columns) for story in stories if story.shown_on(as_at))
    return text.getvalue().encode("utf-8")


def loaded_at(as_at: date) -> datetime:
    """The fixed time of each load: nine o'clock, universal time, on the day of the extract."""
    return datetime.combine(as_at, time(9), UTC)


def programmes(as_at: date) -> File | None:
    """The programmes file, which comes with the last extract: the turnaround programmes are new in it."""
    return File(PROGRAMMES.read_bytes(), PROGRAMMES.name) if as_at == extract_days()[-1] else None


def main() -> None:
    """Write every extract anew and load it, in order, as an analyst would have on its day."""
    layout = load_layout("standard")
    shutil.rmtree(extracts_folder(FOLDER), ignore_errors=True)
    for as_at, data in originals().items():
        name = f"register {as_at.isoformat()}.csv"
        loading = load_extract(
            data,
            name,
            layout,
            as_at,
            FOLDER,
            loaded_at=loaded_at(as_at),
            loaded_by=LOADED_BY,
            demonstration=True,
            programmes=programmes(as_at),
        )
        print(f"{as_at.isoformat()}: {loading.manifest.accepted} rows")


if __name__ == "__main__":
    main()
