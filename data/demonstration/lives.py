"""What becomes of each recommendation: on-boarding, new dates, new owners, completion, closure, or still open."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

from analytics.vocabulary import CLOSURE_CANDIDATE, NOVEMBER_2022, CloseReason, ResponseRoute, Route, Status
from data.demonstration.days import LAST_DAY, after, between, month_end, working
from data.demonstration.plan import PROGRAMMES
from data.demonstration.reports import Item, Report
from data.demonstration.story import Facts, Story
from data.demonstration.writing import NAMED, ROOT_CAUSES, TOPICS

MPS = "Metropolitan Police Service"
MIGRATED_BEFORE = date(2019, 4, 1)
"""Rows from an older register came over without finding or root cause."""

NOTES: dict[str, list[str]] = NAMED["notes"]
LAST_CLOSING = date(2022, 11, 25)
FRAMEWORK_DAY = NOVEMBER_2022.valid_from
PUSHED_SINCE = date(2022, 7, 1)
"""What is on-boarded from here on and not still open at the end was closed quickly, ahead of the assessment."""

REASSESSED = (date(2022, 10, 10), date(2022, 11, 22))
ENGAGE_ENTERED = date(2022, 6, 28)
RISKS = {"Priority 1": "high", "Priority 2": "medium", "Priority 3": "low", "Cause of concern": "high"}
ROUTES = {"P": Route.PROGRAMME, "L": Route.LOCAL, "X": Route.POLICY}

ONBOARDING = {"HMICFRS": (15, 48), "DARA": (3, 13), "IOPC": (14, 45), "Coroner": (7, 30), "MOPAC review": (20, 60)}
"""Fewest and most days from receipt to the board's decision."""

TERMS = {"HMICFRS": (110, 330), "DARA": (25, 112), "IOPC": (90, 240), "Coroner": (60, 200), "MOPAC review": (120, 300)}
"""Fewest and most days from the board's decision to the first due date."""

ROUTE_ODDS = {
    "HMICFRS": (60, 32, 8),
    "DARA": (22, 63, 15),
    "IOPC": (40, 48, 12),
    "Coroner": (45, 45, 10),
    "MOPAC review": (40, 50, 10),
}
REASON_ODDS = {
    CloseReason.IMPLEMENTED: 845,
    CloseReason.ALTERNATIVE: 55,
    CloseReason.SUPERSEDED: 30,
    CloseReason.NOT_APPLICABLE: 25,
    CloseReason.DUPLICATE: 14,
    CloseReason.RISK_ACCEPTED: 18,
    CloseReason.WITHDRAWN: 13,
}
IOPC_28A = 70
"""Of a hundred reports of the IOPC, how many are under paragraph 28A."""

ROUTED_SINCE = date(2020, 4, 1)
"""Under which law the IOPC made a recommendation is recorded of what it published from here on."""

PAUSES: dict[date, tuple[date, date | None]] = {
    date(2022, 6, 15): (date(2022, 7, 18), date(2022, 8, 26)),
    date(2022, 9, 21): (date(2022, 10, 12), None),
}
"""By the day of an IOPC report, the days for which a judicial review paused the clock of its response."""

ASSURERS = ("Head of Assurance", "Head of Organisational Learning", "Head of Inspection Liaison")


@dataclass
class Lives:
    """Gives each item of a report its story; one random stream, so that the same seed gives the same lives."""

    rng: random.Random

    def arrive(self, report: Report, item: Item, place: int, cause: Story | None) -> Story:
        """The story on the day of receipt: awaiting on-boarding, with what is known from the report alone."""
        topic = TOPICS[item.passage.topic]
        sensitive = topic["theme"] == "Counter-corruption"
        migrated = report.published < MIGRATED_BEFORE
        base: Facts = {
            "source": report.source,
            "addressed_to": None if report.source == "DARA" else ";".join((MPS, *item.also_addressed)),
            "report": report.title,
            "report_published_on": report.published,
            "kind": item.kind,
            "finding": None if migrated else item.passage.finding or None,
            "text": item.text,
            "classification": "OFFICIAL-SENSITIVE" if sensitive else "OFFICIAL",
            "source_rating": item.rating,
            "risk": RISKS.get(item.rating or "") or self.rng.choices(("high", "medium", "low"), (25, 55, 20))[0],
            "theme": topic["theme"],
            "root_cause": None if migrated else ROOT_CAUSES[item.passage.cause],
            "business_group": topic["group"],
            "status": Status.AWAITING,
            "made_on": report.published,
            "received_on": report.received,
        }
        story = Story(report.source, item.passage.topic, report.received, base, cause, place)
        story.on(report.received, self.note("awaiting"))
        self._response(story, report)
        return story

    def note(self, phase: str) -> str:
        return self.rng.choice(NOTES[phase])

    def onboard(self, story: Story, day: date, due: date | None, letter: str) -> None:
        """The board approves route and response; the first due date is agreed."""
        topic = TOPICS[story.topic]
        facts: Facts = {"status": Status.OPEN, "onboarded_on": day, "owner_role": self.rng.choice(topic["owners"])}
        facts |= {"original_due_on": due, "due_on": due}
        story.on(day, self.note("open"), **facts, **self.route(story, day, letter))

    def route(self, story: Story, day: date, letter: str) -> Facts:
        """Route and programme as they would be set on a day; a programme makes the row official-sensitive."""
        topic = TOPICS[story.topic]
        if letter != "P":
            marking = story.base["classification"]
            return {"delivery_route": ROUTES[letter], "programme": None, "classification": marking}
        programme = PROGRAMMES[topic["priority"]] if day >= REASSESSED[0] else topic["former_programme"]
        return {"delivery_route": Route.PROGRAMME, "programme": programme, "classification": "OFFICIAL-SENSITIVE"}

    def closed_life(self, story: Story, due: date | None) -> None:
        """A life that ends in closure on or before the last closing day."""
        received: date = story.base["received_on"]
        onboarded = after(received, self._lag(story.source))
        onboarded = min(onboarded, working(LAST_CLOSING - timedelta(days=12)))
        first_due = due or month_end(onboarded + timedelta(days=self.rng.randint(*TERMS[story.source])))
        if first_due < onboarded + timedelta(days=10):
            first_due = month_end(onboarded + timedelta(days=25))
        closed = self._closing_day(onboarded, first_due)
        letter = self.rng.choices("PLX", ROUTE_ODDS[story.source])[0]
        self.onboard(story, onboarded, first_due, letter)
        self._progress(story, onboarded, closed)
        self._slip(story, onboarded, first_due, closed)
        self.finish(story, onboarded, closed)
        if letter == "P":
            self.reassess(story, onboarded, closed)

    def _closing_day(self, onboarded: date, due: date) -> date:
        """Mostly before the due date or soon after it, with a long tail; never after the last closing day."""
        if onboarded >= PUSHED_SINCE:
            return between(self.rng, onboarded + timedelta(days=14), min(LAST_CLOSING, onboarded + timedelta(days=90)))
        term = (due - onboarded).days
        for _ in range(60):
            low, high = self.rng.choices(((0.45, 1.0), (1.0, 1.45), (1.45, 3.2)), (58, 27, 15))[0]
            closed = after(onboarded, max(9, term * self.rng.uniform(low, high)))
            if closed <= LAST_CLOSING:
                return closed
        return between(self.rng, onboarded + timedelta(days=9), LAST_CLOSING)

    def _lag(self, source: str) -> int:
        """Days to the board's decision; one in fourteen waits two to three times as long."""
        low, high = ONBOARDING[source]
        return self.rng.randint(high, high * 2 + 30) if self.rng.random() < 0.07 else self.rng.randint(low, high)

    def _progress(self, story: Story, start: date, end: date) -> None:
        """Words on progress about every ninety days, and now and then a new owner."""
        day = start + timedelta(days=self.rng.randint(35, 80))
        while day < end - timedelta(days=15):
            story.on(working(day), self.note("working"))
            day += timedelta(days=self.rng.randint(60, 120))
        if self.rng.random() < 0.09 and (end - start).days > 60:
            self.reassign(story, between(self.rng, start + timedelta(days=20), end - timedelta(days=20)))

    def reassign(self, story: Story, day: date) -> None:
        """Another role answers for it from now on."""
        now = story.row(day).get("owner_role")
        others = [role for role in TOPICS[story.topic]["owners"] if role != now]
        story.on(day, self.note("reassigned"), owner_role=self.rng.choice(others or ["Director of Transformation"]))

    def _slip(self, story: Story, start: date, due: date, closed: date) -> None:
        """New dates on the way to a late closing, most of the time."""
        rounds = 0
        while closed > due + timedelta(days=12) and self.rng.random() < 0.66 and rounds < 4:
            day = max(start + timedelta(days=10), working(due - timedelta(days=self.rng.randint(-6, 21))))
            later = month_end(due + timedelta(days=self.rng.choice((31, 62, 62, 92, 92, 123, 183))))
            if day >= closed - timedelta(days=3):
                return
            story.on(day, self.note("redated"), due_on=later)
            due, rounds = later, rounds + 1

    def finish(self, story: Story, start: date, closed: date) -> None:
        """Action complete, proposed for closure, assured, closed; sometimes sent back on the way."""
        reason = self.rng.choices(list(REASON_ODDS), list(REASON_ODDS.values()))[0]
        span = (closed - start).days
        if reason in (CloseReason.IMPLEMENTED, CloseReason.ALTERNATIVE, CloseReason.RISK_ACCEPTED):
            proposed = working(closed - timedelta(days=min(self.rng.randint(4, 34), max(1, span // 4))))
            complete = working(proposed - timedelta(days=min(self.rng.randint(2, 40), max(1, span // 4))))
            if reason != CloseReason.RISK_ACCEPTED:
                if span > 120 and self.rng.random() < 0.05:
                    self.send_back(story, complete - timedelta(days=45), complete - timedelta(days=24))
                story.on(complete, self.note("complete"), action_complete_on=complete)
            story.on(proposed, self.note("proposed"), status=Status.PROPOSED, proposed_for_closure_on=proposed)
        story.closed = closed
        story.on(closed, self.note("closed"), status=Status.CLOSED, closed_on=closed, close_reason=reason)
        self._assure(story, closed, reason)

    def send_back(self, story: Story, complete: date, back: date) -> None:
        """Action complete and proposed, then sent back by the assurer: open again with neither date."""
        story.on(working(complete), self.note("complete"), action_complete_on=working(complete))
        proposed = working(complete + (back - complete) / 2)
        story.on(proposed, self.note("proposed"), status=Status.PROPOSED, proposed_for_closure_on=proposed)
        facts: Facts = {"action_complete_on": None, "proposed_for_closure_on": None, "assurance_outcome": "no"}
        facts["assured_by_role"] = self.rng.choice(ASSURERS)
        story.on(working(back), self.note("sent_back"), status=Status.OPEN, **facts)

    def _assure(self, story: Story, closed: date, reason: CloseReason) -> None:
        """Independent assurance: rare before 2019, for most closures by 2022; else the owner's word."""
        if reason not in (CloseReason.IMPLEMENTED, CloseReason.ALTERNATIVE):
            return
        odds = {2017: 0.05, 2018: 0.08, 2019: 0.2, 2020: 0.35, 2021: 0.5, 2022: 0.68}[closed.year]
        if self.rng.random() >= odds:
            story.on(closed, assurance_outcome=None, assured_by_role=None)
            return
        outcome = self.rng.choices(("yes", "in part", "no"), (79, 18, 3))[0]
        evidence = self.rng.choice(NAMED["evidence"]["independent"])
        story.on(closed, assurance_outcome=outcome, assured_by_role=self.rng.choice(ASSURERS), evidence=evidence)

    def reassess(self, story: Story, start: date, end: date) -> None:
        """In October and November 2022 what programmes deliver moves to the new programmes."""
        if start >= REASSESSED[0]:
            return
        is_first_wave = self.rng.random() < 0.5
        window = (REASSESSED[0], date(2022, 10, 28)) if is_first_wave else (date(2022, 11, 7), REASSESSED[1])
        day = between(self.rng, *window)
        if end > day + timedelta(days=3):
            story.on(day, programme=PROGRAMMES[TOPICS[story.topic]["priority"]])

    def open_life(
        self, story: Story, letter: str, first_due: date | None, *, masked: bool, onboarded: date | None = None
    ) -> None:
        """A life that is still open at the end, delivered by the route of its letter on that day."""
        story.stays_open = True
        onboarded = onboarded or self._onboarding_of_kept(story)
        late = first_due is not None and first_due < LAST_DAY
        early_letter = self._first_letter(letter) if onboarded < date(2022, 8, 1) else letter
        self.onboard(story, onboarded, first_due, early_letter)
        self._progress(story, onboarded, LAST_DAY)
        if early_letter != letter:
            window = (date(2022, 9, 5), date(2022, 11, 22)) if letter != "P" else REASSESSED
            day = between(self.rng, *window)
            story.on(day, self.note("rerouted"), **self.route(story, day, letter))
            if letter == "P" and day < REASSESSED[0]:
                self.reassess(story, onboarded, LAST_DAY)
        elif letter == "P":
            self.reassess(story, onboarded, LAST_DAY)
        if late and first_due is not None:
            self._kept_slip(story, onboarded, first_due, masked=masked)
        elif first_due is not None and onboarded < date(2022, 9, 20) and self.rng.random() < 0.4:
            day = between(self.rng, date(2022, 9, 26), date(2022, 11, 24))
            story.on(day, self.note("redated"), due_on=month_end(first_due + timedelta(days=62)))
        if letter == "P":
            priority = NOVEMBER_2022.names[TOPICS[story.topic]["priority"] - 1]
            story.on(FRAMEWORK_DAY, priority_framework=NOVEMBER_2022.title, strategic_priority=priority)
        if letter == "X":
            day = between(self.rng, date(2022, 11, 8), date(2022, 11, 23))
            story.on(day, self.note("candidate"))
            story.tags.append((day, CLOSURE_CANDIDATE))

    def _first_letter(self, letter: str) -> str:
        """The route before the assessment, which changed some of them."""
        odds = {"P": (80, 20, 0), "L": (14, 86, 0), "X": (10, 40, 50)}[letter]
        return self.rng.choices("PLX", odds)[0]

    def _onboarding_of_kept(self, story: Story) -> date:
        received: date = story.base["received_on"]
        return min(after(received, self._lag(story.source)), date(2022, 11, 23))

    def _kept_slip(self, story: Story, start: date, due: date, *, masked: bool) -> None:
        """What is late: given later dates, which pass too unless the last one masks the lateness."""
        rounds = self.rng.choice((1, 1, 2, 3)) if masked else self.rng.choice((0, 0, 0, 1, 1, 2))
        for number in range(rounds, 0, -1):
            last = masked and number == 1
            later = self._masking_day() if last else month_end(due + timedelta(days=self.rng.choice((31, 62, 92))))
            if not last and later >= date(2022, 10, 31):
                continue
            day = max(start + timedelta(days=12), working(due - timedelta(days=self.rng.randint(-5, 20))))
            if last and self.rng.random() < 0.5:
                day = between(self.rng, max(day, date(2022, 10, 5)), date(2022, 11, 24))
            story.on(min(day, date(2022, 11, 24)), self.note("redated"), due_on=later)
            due = later

    def _masking_day(self) -> date:
        return month_end(date(*self.rng.choice(((2022, 12), (2023, 1), (2023, 2), (2023, 3), (2023, 6))), 1))

    def _response(self, story: Story, report: Report) -> None:
        """The statutory clock of the source, and when the reply was given."""
        published = report.published
        is_28a = _share(report.title) < IOPC_28A
        if report.source == "IOPC" and published >= ROUTED_SINCE:
            story.base["response_route"] = ResponseRoute.PARAGRAPH_28A if is_28a else ResponseRoute.SECTION_10
        if report.source == "HMICFRS":
            due = published + timedelta(days=55)
        elif report.source == "Coroner":
            due = published + timedelta(days=56)
        elif report.source == "IOPC" and is_28a:
            due = published + timedelta(days=55)
        else:
            return
        story.base["response_due_on"] = due
        share = _share(report.title + "reply")
        responded_on = working(due - timedelta(days=share % 19)) if share < 78 else after(due, 3 + share % 37)
        if report.source != "HMICFRS" and 60 <= share < 66:
            extended = due + timedelta(days=28)
            story.on(working(due - timedelta(days=9)), response_extended_to=extended)
            responded_on = working(extended - timedelta(days=share % 5))
        if report.source == "IOPC" and published in PAUSES:
            first, last = PAUSES[published]
            story.on(first, response_paused_from=first)
            if last:
                story.on(last + timedelta(days=1), response_paused_to=last)
        if report.name not in ("peel", "vetting_inspection") and responded_on <= LAST_DAY:
            story.on(responded_on, responded_on=responded_on)


def _share(text: str) -> int:
    """0 to 99 from a report's title, so that all its rows have one answer."""
    return sum(ord(letter) * (place + 7) for place, letter in enumerate(text)) % 100
