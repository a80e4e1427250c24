"""What happens to a register besides the ordinary: corrections, reopenings, late and lost rows, refusals."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta

from analytics.vocabulary import CloseReason, Status
from data.demonstration.days import after, working
from data.demonstration.lives import Lives
from data.demonstration.story import Facts, Story

OPENING = date(2021, 11, 30)
CLOSING = date(2022, 11, 28)


class Incidents:
    """Chooses, from one random stream, whom each incident befalls; no story has two."""

    def __init__(self, rng: random.Random, lives: Lives, stories: list[Story]) -> None:
        self.rng = rng
        self.lives = lives
        self.stories = [s for s in stories if s.base["kind"] not in ("cause of concern", "advice")]
        self.taken: set[int] = set()

    def happen(self) -> None:
        """Every incident of the thirteen months."""
        self.refusals()
        self.disputes()
        self.mergers()
        self.reopenings()
        self.corrections()
        self.late_records()
        self.losses()

    def pick(self, fits: Callable[[Story], bool]) -> Story:
        """One story that fits and has had no incident."""
        chosen = self.rng.choice([s for s in self.stories if id(s) not in self.taken and fits(s)])
        self.taken.add(id(chosen))
        return chosen

    def refusals(self) -> None:
        """A handful that were not accepted, with the reasons given in the response."""
        for year, source in ((2018, "DARA"), (2019, "HMICFRS"), (2019, "DARA"), (2020, "IOPC"), (2021, "DARA")):
            story = self.pick(lambda s: s.source == source and s.closed is not None and s.closed.year == year)
            decided = after(story.base["received_on"], 40)
            story.changes = [c for c in story.changes if c[0] < decided and "onboarded_on" not in c[1]]
            story.closed = decided
            story.on(decided, self.lives.note("not_accepted"), status=Status.NOT_ACCEPTED, closed_on=decided)

    def disputes(self) -> None:
        """Two whose wording was disputed for months: one was then on-boarded, one not accepted."""
        for ends in (date(2022, 2, 22), date(2022, 5, 18)):
            story = self.pick(
                lambda s: s.source == "HMICFRS"
                and not s.kept_open
                and s.closed is not None
                and s.closed > OPENING
                and date(2021, 5, 1) < s.base["received_on"] < date(2021, 10, 10)
            )
            due = story.row(CLOSING)["due_on"]
            story.changes = [c for c in story.changes if c[0] < after(story.base["received_on"], 12) or "responded_on" in c[1]]
            disputed = after(story.base["received_on"], 14)
            story.on(disputed, self.lives.note("disputed"), status=Status.DISPUTED)
            if ends.month == 5:
                story.closed = ends
                story.on(ends, self.lives.note("not_accepted"), status=Status.NOT_ACCEPTED, closed_on=ends)
            else:
                self.lives.onboard(story, ends, max(due, date(2022, 6, 30)), "L")
                self.lives.finish(story, ends, date(2022, 8, 25))

    def mergers(self) -> None:
        """Each superseded or duplicate one points to a later, or an equal, one that the register holds."""
        for story in self.stories:
            for day, facts in story.changes:
                if facts.get("close_reason") in (CloseReason.SUPERSEDED, CloseReason.DUPLICATE):
                    self._merge(story, day, facts)

    def _merge(self, story: Story, day: date, facts: Facts) -> None:
        theme = story.base["theme"]
        fits = [
            s
            for s in self.stories
            if s is not story
            and s.base["theme"] == theme
            and story.base["received_on"] < s.base["received_on"] <= day
            and s.appears_on <= day
            and (s.closed is None or s.closed > day)
        ]
        if not fits:
            facts["close_reason"] = CloseReason.IMPLEMENTED
        elif facts["close_reason"] == CloseReason.SUPERSEDED:
            facts["successor_reference"] = min(fits, key=lambda s: (s.topic != story.topic, s.base["received_on"]))

    def reopenings(self) -> None:
        """Six closed and opened again; two of them are open at the end."""
        for closed, back in ((date(2022, 2, 16), date(2022, 6, 22)), (date(2022, 4, 13), date(2022, 9, 14))):
            story = self.pick(
                lambda s: s.kept_open
                and s.source in ("DARA", "HMICFRS")
                and date(2020, 1, 1) < s.base["received_on"] < date(2021, 8, 1)
            )
            self._close_and_reopen(story, closed, back)
        for closed, back, ends in (
            (date(2021, 12, 9), date(2022, 1, 20), date(2022, 5, 5)),
            (date(2022, 1, 13), date(2022, 3, 17), date(2022, 8, 11)),
            (date(2022, 5, 11), date(2022, 7, 20), date(2022, 10, 20)),
            (date(2022, 7, 13), date(2022, 10, 12), date(2022, 11, 24)),
        ):
            story = self.pick(
                lambda s: s.closed is not None
                and s.closed > closed - timedelta(days=30)
                and closed - timedelta(days=330) < s.base["received_on"] < closed - timedelta(days=90)
                and s.row(closed - timedelta(days=31)).get("onboarded_on") is not None
            )
            story.changes = [c for c in story.changes if c[0] <= closed - timedelta(days=31) or "responded_on" in c[1]]
            self._close_and_reopen(story, closed, back)
            self.lives.finish(story, back, ends)

    def _close_and_reopen(self, story: Story, closed: date, back: date) -> None:
        onboarded = min(day for day, facts in story.changes if "onboarded_on" in facts)
        kept = [c for c in story.changes if c[0] <= max(onboarded, closed - timedelta(days=30)) or c[0] > back]
        story.changes = kept
        complete, proposed = closed - timedelta(days=20), closed - timedelta(days=8)
        story.on(working(complete), self.lives.note("complete"), action_complete_on=working(complete))
        story.on(proposed, self.lives.note("proposed"), status=Status.PROPOSED, proposed_for_closure_on=proposed)
        reason = CloseReason.IMPLEMENTED
        story.on(closed, self.lives.note("closed"), status=Status.CLOSED, closed_on=closed, close_reason=reason)
        gone: Facts = {"closed_on": None, "close_reason": None, "action_complete_on": None}
        story.on(back, self.lives.note("reopened"), status=Status.OPEN, proposed_for_closure_on=None, **gone)

    def corrections(self) -> None:
        """Facts about the past that a later extract tells otherwise."""
        recent = date(2021, 2, 1)
        for column, shift, on in (
            ("made_on", -9, date(2022, 2, 9)),
            ("received_on", -7, date(2022, 5, 10)),
            ("made_on", 6, date(2022, 8, 9)),
            ("received_on", 12, date(2022, 10, 19)),
        ):
            story = self.pick(
                lambda s: s.source == "DARA" and recent < s.base["received_on"] < on - timedelta(days=60)
            )
            wrong = story.base[column] + timedelta(days=shift)
            right = story.base[column]
            if wrong > story.base["received_on"] and column == "made_on":
                wrong = right - timedelta(days=30)
            story.base[column] = wrong
            story.on(on, **{column: right})
        for on in (date(2022, 3, 15), date(2022, 9, 20)):
            story = self.pick(lambda s: s.closed is not None and on - timedelta(days=80) < s.closed < on - timedelta(days=35))
            right = after(story.closed or on, 10)
            story.on(on, closed_on=right)

    def late_records(self) -> None:
        """Rows that first appear months after they were received."""
        for received, appears in (
            (date(2021, 10, 1), date(2022, 1, 18)),
            (date(2021, 12, 1), date(2022, 3, 22)),
            (date(2022, 1, 10), date(2022, 4, 20)),
            (date(2022, 3, 1), date(2022, 6, 15)),
            (date(2022, 4, 20), date(2022, 8, 17)),
            (date(2022, 6, 20), date(2022, 9, 20)),
        ):
            story = self.pick(
                lambda s: s.source == "DARA"
                and received <= s.base["received_on"] < received + timedelta(days=45)
                and (s.closed is None or s.closed > appears + timedelta(days=20))
            )
            story.appears_on = appears

    def losses(self) -> None:
        """One row vanishes for two months and comes back; another vanishes for good."""
        story = self.pick(lambda s: s.kept_open and s.source == "DARA" and s.base["received_on"] < date(2022, 2, 1))
        story.hidden.append((date(2022, 3, 31), date(2022, 5, 31)))
        story = self.pick(
            lambda s: s.source == "DARA"
            and s.closed is not None
            and s.closed > date(2022, 10, 1)
            and s.base["received_on"] < date(2022, 6, 1)
            and s.appears_on < date(2022, 6, 30)
        )
        story.hidden.append((date(2022, 8, 31), date(9999, 1, 1)))


