"""What happens to a register besides the ordinary: refusals, disputes, reopenings, corrections, late and lost rows."""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import date, timedelta

from analytics.vocabulary import KINDS_NOT_COUNTED, CloseReason, Route, Status
from data.demonstration.days import LAST_DAY, after, working
from data.demonstration.lives import Lives
from data.demonstration.story import Facts, Story

OPENING = date(2021, 11, 30)
NEVER = date(9999, 1, 1)

REFUSED = ((2018, "DARA"), (2019, "HMICFRS"), (2019, "DARA"), (2020, "IOPC"), (2021, "DARA"))
"""Year and source of those that were not accepted."""

REOPENED_TO_STAY = ((date(2022, 2, 16), date(2022, 6, 22)), (date(2022, 4, 13), date(2022, 9, 14)))
"""Closed, reopened, and open at the end."""

REOPENED_AND_CLOSED = (
    (date(2021, 12, 9), date(2022, 1, 20), date(2022, 5, 5)),
    (date(2022, 1, 13), date(2022, 3, 17), date(2022, 8, 11)),
    (date(2022, 5, 11), date(2022, 7, 20), date(2022, 10, 20)),
    (date(2022, 7, 13), date(2022, 10, 12), date(2022, 11, 24)),
)
"""Closed, reopened, closed again."""

SENT_BACK = (
    (date(2022, 2, 14), date(2022, 3, 10)),
    (date(2022, 5, 18), date(2022, 6, 8)),
    (date(2022, 9, 16), date(2022, 10, 13)),
)
"""The day the action was said to be complete and the day it was sent back."""

CORRECTED = (
    ("made_on", -9, date(2022, 2, 9)),
    ("received_on", -7, date(2022, 5, 10)),
    ("made_on", -30, date(2022, 8, 9)),
    ("received_on", -4, date(2022, 10, 19)),
)
"""The column that was wrong, by how many days, and the day it was put right."""

CLOSING_CORRECTED = (date(2022, 3, 15), date(2022, 9, 20))

RECORDED_LATE = (
    (date(2021, 10, 1), date(2022, 1, 18)),
    (date(2021, 12, 1), date(2022, 3, 22)),
    (date(2022, 1, 10), date(2022, 4, 20)),
    (date(2022, 3, 1), date(2022, 6, 15)),
    (date(2022, 4, 20), date(2022, 8, 17)),
    (date(2022, 6, 20), date(2022, 9, 20)),
)
"""Received in the 45 days from the first day, on the register only from the second."""


class Incidents:
    """Chooses, from one random stream, whom each incident befalls; no story has two."""

    def __init__(self, rng: random.Random, lives: Lives, stories: list[Story]) -> None:
        self.rng = rng
        self.lives = lives
        self.stories = [story for story in stories if story.base["kind"] not in KINDS_NOT_COUNTED]
        self.taken: set[int] = set()

    def happen(self) -> None:
        """Every incident; mergers last, when all closings are settled."""
        self._refuse()
        self._dispute()
        self._reopen()
        self._send_back()
        self._correct()
        self._record_late()
        self._lose()
        self._merge_all()

    def _pick(self, fitting: Iterable[Story]) -> Story:
        """One of those that fit and have had no incident."""
        chosen = self.rng.choice([story for story in fitting if id(story) not in self.taken])
        self.taken.add(id(chosen))
        return chosen

    def _from(self, source: str) -> list[Story]:
        return [story for story in self.stories if story.source == source]

    def _refuse(self) -> None:
        """A handful that were not accepted, with the reasons given in the response."""
        for year, source in REFUSED:
            story = self._pick(s for s in self._from(source) if s.closed and s.closed.year == year)
            decided = after(story.base["received_on"], 40)
            story.changes = [c for c in story.changes if c[0] < decided and "onboarded_on" not in c[1]]
            self._turn_down(story, decided)

    def _turn_down(self, story: Story, day: date) -> None:
        story.closed = day
        story.on(day, self.lives.note("not_accepted"), status=Status.NOT_ACCEPTED, closed_on=day)

    def _dispute(self) -> None:
        """Two whose wording was disputed for months: one was then on-boarded, one not accepted."""
        accepted, refused = (self._dispute_one() for _ in range(2))
        self.lives.onboard(accepted, date(2022, 2, 22), date(2022, 7, 31), "L")
        self.lives.finish(accepted, date(2022, 2, 22), date(2022, 8, 25))
        self._turn_down(refused, date(2022, 5, 18))

    def _dispute_one(self) -> Story:
        fitting = (s for s in self._from("HMICFRS") if s.closed and s.closed > OPENING)
        story = self._pick(s for s in fitting if date(2021, 5, 1) < s.base["received_on"] < date(2021, 10, 10))
        _forget_after(story, after(story.base["received_on"], 12))
        story.on(after(story.base["received_on"], 14), self.lives.note("disputed"), status=Status.DISPUTED)
        return story

    def _reopen(self) -> None:
        """Six closed and opened again; two of them are open at the end."""
        for closed, back in REOPENED_TO_STAY:
            fitting = (s for s in self.stories if s.stays_open and not _redated_between(s, closed, back))
            story = self._pick(s for s in fitting if date(2020, 1, 1) < s.base["received_on"] < date(2021, 8, 1))
            story.changes = [c for c in story.changes if c[0] <= closed - timedelta(days=30) or c[0] > back]
            self._close_and_reopen(story, closed, back)
        for closed, back, again in REOPENED_AND_CLOSED:
            before = closed - timedelta(days=31)
            fitting = (s for s in self.stories if s.closed and s.closed > before and _in_hand(s, before))
            story = self._pick(s for s in fitting if s.base["received_on"] > closed - timedelta(days=330))
            _forget_after(story, before)
            self._close_and_reopen(story, closed, back)
            self.lives.finish(story, back, again)

    def _close_and_reopen(self, story: Story, closed: date, back: date) -> None:
        complete, proposed = working(closed - timedelta(days=20)), closed - timedelta(days=8)
        story.on(complete, self.lives.note("complete"), action_complete_on=complete)
        story.on(proposed, self.lives.note("proposed"), status=Status.PROPOSED, proposed_for_closure_on=proposed)
        reason = CloseReason.IMPLEMENTED
        story.on(closed, self.lives.note("closed"), status=Status.CLOSED, closed_on=closed, close_reason=reason)
        open_again: Facts = {"closed_on": None, "close_reason": None, "action_complete_on": None}
        story.on(back, self.lives.note("reopened"), status=Status.OPEN, proposed_for_closure_on=None, **open_again)

    def _send_back(self) -> None:
        """Action said to be complete, proposed for closure, and sent back by the assurer; still open at the end."""
        for complete, back in SENT_BACK:
            candidates = (s for s in self.stories if s.stays_open and s.row(LAST_DAY)["delivery_route"] != Route.POLICY)
            story = self._pick(s for s in candidates if s.base["received_on"] < complete - timedelta(days=120))
            self.lives.send_back(story, complete, back)

    def _correct(self) -> None:
        """Facts about the past that a later extract tells otherwise."""
        for column, days, on in CORRECTED:
            fitting = (s for s in self._from("DARA") if s.base["received_on"] > date(2021, 2, 1))
            story = self._pick(s for s in fitting if s.base["received_on"] < on - timedelta(days=60))
            right = story.base[column]
            story.base[column] = right + timedelta(days=days)
            story.on(on, **{column: right})
        for on in CLOSING_CORRECTED:
            first, last = on - timedelta(days=80), on - timedelta(days=35)
            story = self._pick(s for s in self.stories if s.closed and first < s.closed < last)
            story.on(on, closed_on=after(story.closed or first, 10))

    def _record_late(self) -> None:
        """Rows that first appear months after they were received."""
        for received, appears in RECORDED_LATE:
            until = received + timedelta(days=45)
            fitting = (s for s in self._from("DARA") if received <= s.base["received_on"] < until)
            still_open = appears + timedelta(days=20)
            self._pick(s for s in fitting if s.closed is None or s.closed > still_open).appears_on = appears

    def _lose(self) -> None:
        """One row vanishes for two months and comes back; another vanishes for good."""
        candidates = (s for s in self._from("DARA") if s.stays_open)
        lost = self._pick(s for s in candidates if s.base["received_on"] < date(2022, 2, 1))
        lost.hidden.append((date(2022, 3, 31), date(2022, 5, 31)))
        closing = (s for s in self._from("DARA") if s.closed and s.closed > date(2022, 9, 20))
        closed_story = self._pick(s for s in closing if s.base["received_on"] < date(2022, 7, 1))
        closed_story.hidden.append((date(2022, 8, 31), NEVER))

    def _merge_all(self) -> None:
        """Each superseded one points to a later one on the same theme that the register holds and was open then."""
        for story in self.stories:
            for day, facts in story.changes:
                if facts.get("close_reason") in (CloseReason.SUPERSEDED, CloseReason.DUPLICATE):
                    self._merge(story, day, facts)

    def _merge(self, story: Story, day: date, facts: Facts) -> None:
        fitting = [s for s in self.stories if s.base["theme"] == story.base["theme"] and _alive(s, day)]
        fitting = [s for s in fitting if story.base["received_on"] < s.base["received_on"]]
        if not fitting:
            facts["close_reason"] = CloseReason.IMPLEMENTED
        elif facts["close_reason"] == CloseReason.SUPERSEDED:
            facts["successor_reference"] = min(fitting, key=lambda s: _distance(story, s))


def _distance(story: Story, other: Story) -> tuple[bool, bool, date]:
    """How far another is from taking a story's place: same source first, then same topic, then the earliest."""
    return other.source != story.source, other.topic != story.topic, other.base["received_on"]


def _forget_after(story: Story, day: date) -> None:
    """Leave out what would have happened after a day, but for the source's response."""
    story.changes = [change for change in story.changes if change[0] <= day or "responded_on" in change[1]]


def _in_hand(story: Story, day: date) -> bool:
    """Whether on a day it had been on-boarded and nobody had yet said that the action was done."""
    row = story.row(day)
    return bool(row.get("onboarded_on")) and not row.get("action_complete_on")


def _redated_between(story: Story, first: date, last: date) -> bool:
    return any("due_on" in facts and first - timedelta(days=30) < day <= last for day, facts in story.changes)


def _alive(story: Story, day: date) -> bool:
    """Whether the register held the story on a day and had not closed it, and still holds it at the end."""
    is_on_register = story.appears_on <= day and not any(start <= LAST_DAY < end for start, end in story.hidden)
    return is_on_register and (story.closed is None or story.closed > day)
