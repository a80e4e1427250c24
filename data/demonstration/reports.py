"""The reports that arrive from January 2017 to November 2022, each with its recommendations in words."""

from __future__ import annotations

import random
from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import accumulate

from data.demonstration.days import LAST_DAY, after, month_end, working
from data.demonstration.plan import LAST_UNPLANNED, PLANNED_REPORTS, SEASONS, SIZES, VOLUMES, PlannedReport
from data.demonstration.writing import NAMED, TOPICS, Passage, Writer, passages, topics_for

PEEL_PUBLISHED = date(2022, 9, 22)
COUNTER_CORRUPTION_PUBLISHED = date(2022, 3, 22)
VETTING_PUBLISHED = date(2022, 11, 2)
CASEY_PUBLISHED = date(2022, 10, 17)

BROAD_FROM = 8
"""An inspection of this many recommendations or more looks at several topics and may raise a cause of concern."""

RECEIPT_LAG = {"HMICFRS": 3, "DARA": 6, "IOPC": 9, "Coroner": 7, "MOPAC review": 5}
"""The most days from publication to receipt."""

ENGAGE_DUES = {
    "peel": ((2022, 12), (2023, 3), (2023, 3), (2023, 6), (2023, 9)),
    "counter_corruption": ((2022, 12), (2023, 3)),
    "vetting_inspection": ((2023, 4),),
}
"""Months at whose end a report that the paper names wants its recommendations done."""


@dataclass(frozen=True)
class Item:
    """One thing that a report asks for: its passage, its full text, its kind and rating, and the date it names."""

    passage: Passage
    text: str
    kind: str
    rating: str | None = None
    due: date | None = None
    concern: int = 0
    also_addressed: tuple[str, ...] = ()


@dataclass(eq=False)
class Report:
    """A report on its day, with the recommendations in it and the causes of concern (topic and words) above them."""

    source: str
    title: str
    published: date
    received: date
    items: list[Item]
    planned: PlannedReport | None = None
    concerns: list[tuple[str, str]] = field(default_factory=list)
    name: str = ""


@dataclass(frozen=True)
class Draft:
    """What a source says before a report is made of it; of its items the first `open_ones` are never done in time."""

    topic: str
    published: date
    size: int
    open_ones: int = 0


class Library:
    """Makes the reports of every source, year by year; titles and texts are never used twice."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.writer = Writer(random.Random(rng.random()))
        self.titles: set[str] = set()
        self.coroner = [Passage(e[0], e[1], e[3], e[4]) for e in NAMED["coroner"]["reports"]]
        self.unplanned: list[str] = []
        self.covered = {(planned.source, planned.published.year, planned.topic) for planned in PLANNED_REPORTS}
        self.coroner_facts = {e[4]: (e[2], tuple(e[5])) for e in NAMED["coroner"]["reports"]}

    def all(self) -> list[Report]:
        """Every report but Casey's advice and the reviews that await on-boarding, in order of arrival."""
        reports = [
            self._engage("peel", PEEL_PUBLISHED),
            self._engage("counter_corruption", COUNTER_CORRUPTION_PUBLISHED),
        ]
        reports.append(self._engage("vetting_inspection", VETTING_PUBLISHED))
        reports += [self._planned_report(planned) for planned in PLANNED_REPORTS if planned.source != "IOPC"]
        reports += self._investigations()
        self.unplanned = [passage.topic for passage in self.coroner]
        reports += [self._mopac(*review) for review in NAMED["mopac"]["past"]]
        for source, years in VOLUMES.items():
            for year, volume in years.items():
                done = sum(len(r.items) for r in reports if r.source == source and r.received.year == year)
                reports += self._year(source, year, volume - done)
        return sorted(reports, key=lambda report: (report.received, report.source, report.title))

    def _investigations(self) -> list[Report]:
        """Every independent investigation; those without a year are the plan's, matched by topic."""
        plan = {planned.topic: planned for planned in PLANNED_REPORTS if planned.source == "IOPC"}
        return [
            self._iopc(topic, year, subject, entries, None if year else plan[topic])
            for topic, year, subject, entries in NAMED["iopc"]["cases"]
        ]

    def _planned_report(self, planned: PlannedReport) -> Report:
        report = self._report(
            planned.source, Draft(planned.topic, planned.published, planned.size, len(planned.routes))
        )
        report.planned = planned
        return report

    def _year(self, source: str, year: int, volume: int) -> list[Report]:
        """Reports that bring exactly the volume, more of them in the busy months."""
        plans = []
        while volume > 0:
            topic = self._topic(source, year)
            size = self._size(source, topic, volume)
            plans.append((topic, size))
            volume -= size
            if source == "Coroner":
                self.unplanned.remove(topic)
        self.rng.shuffle(plans)
        drafts = []
        for place, (topic, size) in enumerate(plans):
            day = self._day(source, year, (place + self.rng.random()) / len(plans))
            drafts.append(Draft(topic, day, size))
        return [self._report(source, draft) for draft in drafts]

    def _size(self, source: str, topic: str, volume: int) -> int:
        """How many recommendations: within the source's range, no more than the topic offers and the year needs."""
        low, high = SIZES[source]
        if source == "HMICFRS" and self.rng.random() < 0.5:
            size = self.rng.randint(BROAD_FROM, high)
        else:
            size = self.rng.randint(low, max(low, min(high, self._offered(source, topic))))
        return volume if volume - size < low and volume <= high else min(size, volume - low)

    def _offered(self, source: str, topic: str) -> int:
        return 1 if source == "Coroner" else len(passages(topic, KINDS[source]))

    def _report(self, source: str, draft: Draft) -> Report:
        """One report of a source, its title and its items."""
        make = {"HMICFRS": self._inspection, "DARA": self._audit, "Coroner": self._coroner}[source]
        title, items, concerns = make(draft)
        return Report(source, title, draft.published, self._received(source, draft.published), items, None, concerns)

    def _received(self, source: str, published: date) -> date:
        """A few days after publication, in the same year."""
        return min(after(published, self.rng.randint(0, RECEIPT_LAG[source])), date(published.year, 12, 31))

    def _engage(self, name: str, published: date) -> Report:
        """A report that the paper names, with recommendations of its own."""
        wording = NAMED[name]
        items = []
        for number, (topic, cause, concern, finding, core) in enumerate(wording["recommendations"]):
            due = month_end(date(*self.rng.choice(ENGAGE_DUES[name]), 1))
            if name == "counter_corruption" and number < 6:
                due = date(2022, 9, 30) if number % 2 else date(2022, 10, 31)
            kind = "recommendation" if concern or name != "peel" else "area for improvement"
            dated = kind == "recommendation" and (number < 6 or self.rng.random() < 0.6)
            passage = Passage(topic, cause, finding, core)
            text = self.writer.inspection(passage, due if dated else None)
            items.append(Item(passage, text, kind, _rating(kind, concern), due, concern))
        concerns = [(topic, words) for topic, words in wording["causes"]]
        return Report("HMICFRS", wording["title"], published, after(published, 1), items, None, concerns, name)

    def _inspection(self, draft: Draft) -> tuple[str, list[Item], list[tuple[str, str]]]:
        if draft.size >= BROAD_FROM or draft.size > self._offered("HMICFRS", draft.topic):
            return self._broad_inspection(draft)
        chosen = self.writer.offer([draft.topic], "inspection", draft.size)
        items = [self._inspected(p, draft, number, 0) for number, p in enumerate(chosen)]
        return self._title(TOPICS[draft.topic]["inspection_titles"], f" {draft.published.year}"), items, []

    def _broad_inspection(self, draft: Draft) -> tuple[str, list[Item], list[tuple[str, str]]]:
        """An inspection of several topics; one of them may be a cause of concern, its recommendations together."""
        year = draft.published.year
        fresh = [s for s in NAMED["broad"] if f"{s['title']}: inspection {year}" not in self.titles]
        scope = self.rng.choice(fresh or NAMED["broad"])
        grave = self.rng.choice([topic for topic in scope["topics"] if topic in NAMED["concern"]])
        grave_items = (
            self.writer.offer([grave], "inspection", self.rng.randint(2, 4)) if self.rng.random() < 0.55 else []
        )
        others = [topic for topic in scope["topics"] if not grave_items or topic != grave]
        chosen = [*self.writer.offer(others, "inspection", draft.size - len(grave_items)), *grave_items]
        first_grave = len(chosen) - len(grave_items)
        items = [self._inspected(p, draft, n, int(n >= first_grave)) for n, p in enumerate(chosen)]
        concerns = [(grave, NAMED["concern"][grave])] if grave_items else []
        return self._title([scope["title"]], f": inspection {year}"), items, concerns

    def _inspected(self, passage: Passage, draft: Draft, number: int, concern: int) -> Item:
        """A recommendation or an area for improvement; only a recommendation names a date."""
        improvement = not concern and self.rng.random() < 0.55
        kind = "area for improvement" if improvement else "recommendation"
        due = month_end(draft.published + timedelta(days=self.rng.randint(120, 330)))
        dated = not improvement and number >= draft.open_ones and self.rng.random() < 0.65
        text = self.writer.inspection(passage, due if dated else None)
        return Item(passage, text, kind, _rating(kind, concern), due, concern)

    def _audit(self, draft: Draft) -> tuple[str, list[Item], list[tuple[str, str]]]:
        items = []
        similar_topics = [
            name for name in TOPICS if name != draft.topic and TOPICS[name]["theme"] == TOPICS[draft.topic]["theme"]
        ]
        chosen = self.writer.offer([draft.topic], "audit", draft.size)
        chosen += self.writer.offer(similar_topics, "audit", draft.size - len(chosen))
        for number, passage in enumerate(chosen):
            rating = self.rng.choices(("Priority 1", "Priority 2", "Priority 3"), (16, 54, 30))[0]
            dated = number >= draft.open_ones and self.rng.random() < 0.4
            due = month_end(draft.published + timedelta(days=self.rng.randint(40, 125))) if dated else None
            items.append(Item(passage, self.writer.audit(passage, due), "agreed action", rating, due))
        year = draft.published.year - (draft.published.month < 4)
        form = self.rng.choices(AUDIT_FORMS, (72, 23, 5))[0]
        names = [f"{name}: {form}" for name in TOPICS[draft.topic]["audit_titles"]]
        return self._title(names, f" {year}/{(year + 1) % 100:02d}"), items, []

    def _iopc(
        self, topic: str, year: int, subject: str, entries: list[list[str]], planned: PlannedReport | None
    ) -> Report:
        """One independent investigation, on the plan's day where there is one."""
        published = planned.published if planned else self._day("IOPC", year, self.rng.random())
        items = [
            Item(passage, self.writer.iopc(passage), "learning recommendation")
            for passage in (Passage(topic, *entry) for entry in entries)
        ]
        title = f"Independent investigation: {subject}, {published:%B %Y}"
        return Report("IOPC", title, published, self._received("IOPC", published), items, planned)

    def _coroner(self, draft: Draft) -> tuple[str, list[Item], list[tuple[str, str]]]:
        """A coroner's report: its matters of concern are about one subject."""
        first = next(p for p in self.coroner if p.topic == draft.topic)
        subject, others = self.coroner_facts[first.core]
        same = [p for p in self.coroner if p.topic == draft.topic and self.coroner_facts[p.core][0] == subject]
        chosen = same[: draft.size]
        self.coroner = [p for p in self.coroner if p not in chosen]
        items = [Item(p, self.writer.plain(p), "matter of concern", also_addressed=others) for p in chosen]
        return f"Report to prevent future deaths: {subject}, {draft.published:%B %Y}", items, []

    def _mopac(self, title: str, year: int, entries: list[list[str]]) -> Report:
        published = self._day("MOPAC review", year, self.rng.random())
        items = [Item(p, self.writer.plain(p), "recommendation") for p in (Passage(*entry) for entry in entries)]
        return Report("MOPAC review", title, published, self._received("MOPAC review", published), items)

    def _title(self, names: list[str], ending: str) -> str:
        """The first unused title, tried in random order; a second report of the year on the subject says so."""
        order = self.rng.sample(names, len(names))
        for again in ("", ", second report", ", third report", ", fourth report"):
            for name in order:
                title = f"{name}{ending}{again}"
                if title not in self.titles:
                    self.titles.add(title)
                    return title
        raise ValueError(f"No title is left among {names}.")

    def _topic(self, source: str, year: int) -> str:
        """A topic on which the source has something to say, not twice in a year while there is another."""
        if source == "Coroner":
            return self.rng.choice(self.unplanned)
        topics = topics_for(KINDS[source])
        topics = [topic for topic in topics if (source, year, topic) not in self.covered] or topics
        topic = self.rng.choices(topics, [len(passages(topic, KINDS[source])) for topic in topics])[0]
        self.covered.add((source, year, topic))
        return topic

    def _day(self, source: str, year: int, share: float) -> date:
        """A day when that share of the year's reports has come; the last months of 2022 are planned one by one."""
        weights = SEASONS[source][: LAST_UNPLANNED[source] if year == LAST_DAY.year else 12]
        spread = list(accumulate(weights))
        month = 1 + bisect_right(spread, share * spread[-1])
        return max(date(year, month, 3), working(date(year, month, self.rng.randint(3, 26 if month < 12 else 16))))


KINDS = {"HMICFRS": "inspection", "DARA": "audit"}
"""The wording that each source draws on."""

AUDIT_FORMS = ("risk and assurance review", "follow-up review", "advisory review")


def _rating(kind: str, concern: int) -> str:
    """The inspectorate's own words for the weight it gives."""
    return "Cause of concern" if concern else kind.capitalize()
