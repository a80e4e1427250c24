"""The reports that arrive from January 2017 to November 2022, each with its recommendations in words."""

from __future__ import annotations

import random
from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import accumulate

from data.demonstration.days import LAST_DAY, after, month_end, working
from data.demonstration.plan import KEPT, LAST_UNPLANNED, SEASONS, SIZES, VOLUMES, Kept
from data.demonstration.writing import NAMED, TOPICS, Passage, Writer, passages, topics_for

PEEL_PUBLISHED = date(2022, 9, 22)
COUNTER_CORRUPTION_PUBLISHED = date(2022, 3, 22)
VETTING_PUBLISHED = date(2022, 11, 2)
CASEY_PUBLISHED = date(2022, 10, 17)


@dataclass(frozen=True)
class Item:
    """One thing that a report asks for: its passage, its full text, its kind and rating."""

    passage: Passage
    text: str
    kind: str
    rating: str | None
    due: date | None = None
    concern: int = 0
    also_addressed: tuple[str, ...] = ()


@dataclass(eq=False)
class Report:
    """A report on its day, with the recommendations in it and the causes of concern above them."""

    source: str
    topic: str
    title: str
    published: date
    received: date
    items: list[Item]
    kept: Kept | None = None
    concerns: list[tuple[str, str]] = field(default_factory=list)
    name: str = ""


class Library:
    """Makes the reports of every source, year by year; titles and texts are never used twice."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.writer = Writer(rng)
        self.titles: set[str] = set()
        self.coroner = [Passage(e[0], e[1], e[3], e[4]) for e in NAMED["coroner"]["reports"]]
        self.coroner_facts = {e[4]: (e[2], tuple(e[5])) for e in NAMED["coroner"]["reports"]}
        self.mopac = [Passage(*entry) for entry in NAMED["mopac"]["past"]]

    def all(self) -> list[Report]:
        """Every report but those that await on-boarding at the end, in order of arrival."""
        made = [self.engage("peel", PEEL_PUBLISHED), self.engage("counter_corruption", COUNTER_CORRUPTION_PUBLISHED)]
        made.append(self.engage("vetting_inspection", VETTING_PUBLISHED))
        made += [self.report(k.source, k.topic, k.published, k.size, k) for k in KEPT]
        for source, years in VOLUMES.items():
            for year, volume in years.items():
                done = sum(len(r.items) for r in made if r.source == source and r.received.year == year)
                made += self.year(source, year, volume - done)
        return sorted(made, key=lambda report: (report.received, report.source, report.title))

    def year(self, source: str, year: int, volume: int) -> list[Report]:
        """Reports that bring exactly the volume, more of them in the busy months."""
        sizes = []
        low, high = SIZES[source]
        while volume > 0:
            size = volume if volume <= high else min(self.rng.randint(low, high), volume - low)
            sizes.append(size)
            volume -= size
        self.rng.shuffle(sizes)
        days = [self._day(source, year, (place + self.rng.random()) / len(sizes)) for place in range(len(sizes))]
        return [self.report(source, self._topic(source), day, size) for day, size in zip(days, sizes, strict=True)]

    def report(self, source: str, topic: str, published: date, size: int, kept: Kept | None = None) -> Report:
        """One report of a source on a topic."""
        make = {"HMICFRS": self._inspection, "DARA": self._audit, "IOPC": self._iopc, "Coroner": self._coroner}
        lag = {"HMICFRS": 3, "DARA": 6, "IOPC": 9, "Coroner": 7, "MOPAC review": 5}[source]
        title, items, concerns = make.get(source, self._mopac)(topic, published, size)
        received = after(published, self.rng.randint(0, lag))
        received = min(received, date(published.year, 12, 31))
        return Report(source, topic, title, published, received, items, kept, concerns)

    def engage(self, name: str, published: date) -> Report:
        """A report that the paper names, with its own recommendations."""
        said = NAMED[name]
        dues = {"peel": ((2022, 12), (2023, 3), (2023, 3), (2023, 6), (2023, 9)), "counter_corruption": ((2022, 12), (2023, 3))}
        items = []
        for number, (topic, cause, concern, finding, core) in enumerate(said["recommendations"]):
            due = month_end(date(*self.rng.choice(dues[name]), 1)) if name in dues else date(2023, 4, 30)
            if name == "counter_corruption" and number < 6:
                due = date(2022, 9, 30) if number % 2 else date(2022, 10, 31)
            passage = Passage(topic, cause, finding, core)
            kind = "recommendation" if concern or name != "peel" else "area for improvement"
            dated = kind == "recommendation" and (number < 7 or self.rng.random() < 0.6)
            text = self.writer.inspection(passage, due if dated else None)
            rating = "Cause of concern" if concern else kind.capitalize()
            items.append(Item(passage, text, kind, rating, due, concern))
        concerns = [tuple(entry) for entry in said["causes"]]
        received = after(published, 1)
        return Report("HMICFRS", items[0].passage.topic, said["title"], published, received, items, None, concerns, name)

    def _inspection(self, topic: str, published: date, size: int) -> tuple[str, list[Item], list[tuple[str, str]]]:
        chosen = self.writer.offer(topic, "inspection", size)
        concerned = self.rng.randint(2, 4) if size >= 6 and self.rng.random() < 0.35 else 0
        items = []
        for number, passage in enumerate(chosen):
            grave = len(chosen) - number <= concerned
            improvement = not grave and self.rng.random() < 0.55
            due = month_end(published + timedelta(days=self.rng.randint(120, 330)))
            text = self.writer.inspection(passage, None if improvement or self.rng.random() < 0.35 else due)
            kind = "area for improvement" if improvement else "recommendation"
            rating = "Cause of concern" if grave else kind.capitalize()
            items.append(Item(passage, text, kind, rating, due, int(grave)))
        concern = f"The inspection found serious or critical shortcomings: {chosen[-1].finding[0].lower()}{chosen[-1].finding[1:]}"
        title = self._title(TOPICS[topic]["inspection_titles"], f" {published.year}")
        return title, items, [(chosen[-1].topic, concern)] if concerned else []

    def _audit(self, topic: str, published: date, size: int) -> tuple[str, list[Item], list[tuple[str, str]]]:
        items = []
        for passage in self.writer.offer(topic, "audit", size):
            rating = self.rng.choices(("Priority 1", "Priority 2", "Priority 3"), (16, 54, 30))[0]
            items.append(Item(passage, self.writer.audit(passage), "agreed action", rating))
        year = published.year - (published.month < 4)
        forms = ("risk and assurance review", "follow-up review", "advisory review")
        form = self.rng.choices(forms, (75, 20, 5))[0]
        names = [f"{name}: {form}" for name in TOPICS[topic]["audit_titles"]]
        names += [f"{name}: {other}" for other in forms for name in TOPICS[topic]["audit_titles"]]
        return self._title(names, f" {year}/{(year + 1) % 100:02d}"), items, []

    def _iopc(self, topic: str, published: date, size: int) -> tuple[str, list[Item], list[tuple[str, str]]]:
        fresh = [passage for passage in passages(topic, "iopc") if not self.writer.times[passage]][:size]
        self.writer.times.update(fresh)
        pool = fresh + self.writer.offer(topic, "inspection", size - len(fresh))
        items = [Item(p, self.writer.iopc(p), "learning recommendation", None) for p in pool]
        months = f", {published:%B %Y}"
        return self._title([f"Independent investigation: {s}" for s in NAMED["iopc"][topic]], months), items, []

    def _coroner(self, topic: str, published: date, size: int) -> tuple[str, list[Item], list[tuple[str, str]]]:
        reserved = {kept.topic for kept in KEPT if kept.source == "Coroner" and kept.published > published}
        same = [p for p in self.coroner if p.topic == topic] or [p for p in self.coroner if p.topic not in reserved]
        first = same[0]
        chosen = [first, *(p for p in self.coroner if p.topic == first.topic and p is not first)][:size]
        chosen += [p for p in self.coroner if p not in chosen][: size - len(chosen)]
        self.coroner = [p for p in self.coroner if p not in chosen]
        subject, others = self.coroner_facts[first.core]
        items = [Item(p, self.writer.plain(p), "matter of concern", None, also_addressed=others) for p in chosen]
        title = self._title([f"Report to prevent future deaths: {subject}"], f", {published:%B %Y}")
        return title, items, []

    def _mopac(self, topic: str, published: date, size: int) -> tuple[str, list[Item], list[tuple[str, str]]]:
        chosen, self.mopac = self.mopac[:size], self.mopac[size:]
        items = [Item(p, self.writer.plain(p), "recommendation", None) for p in chosen]
        return self._title(NAMED["mopac"]["past_titles"], ""), items, []

    def _title(self, names: list[str], ending: str) -> str:
        """The first unused title, tried from a random start; a numeral tells apart what would be the same."""
        start = self.rng.randrange(len(names))
        turned = names[start:] + names[:start]
        for numeral in ("", " (part 2)", " (part 3)"):
            for name in turned:
                title = f"{name}{ending}{numeral}"
                if title not in self.titles:
                    self.titles.add(title)
                    return title
        raise ValueError(f"No title is left among {names}.")

    def _topic(self, source: str) -> str:
        kind = {"HMICFRS": "inspection", "DARA": "audit", "IOPC": "iopc"}.get(source)
        if kind is None:
            return self.rng.choice(self.coroner).topic if source == "Coroner" and self.coroner else "victims_code"
        topics = topics_for(kind)
        weights = [len(passages(topic, kind)) for topic in topics]
        return self.rng.choices(topics, weights)[0]

    def _day(self, source: str, year: int, share: float) -> date:
        """A day when that share of the year's reports has come; the last months of 2022 are planned one by one."""
        weights = SEASONS[source][: LAST_UNPLANNED[source] if year == LAST_DAY.year else 12]
        spread = list(accumulate(weights))
        month = 1 + bisect_right(spread, share * spread[-1])
        return max(date(year, month, 3), working(date(year, month, self.rng.randint(3, 26 if month < 12 else 16))))
