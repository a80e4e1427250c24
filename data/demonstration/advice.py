"""What the Transformation Group advised before decisions to on-board, since it began to in September 2022."""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import date, timedelta

from analytics.vocabulary import Achievable, Route, Status
from data.demonstration.days import LAST_DAY, working
from data.demonstration.story import Facts, Story

BEGAN = date(2022, 9, 1)
"""Before then the register had no columns for advice, and nobody gave any."""

GROUP, ORGANISATION = "Transformation Group", "Head of Organisational Learning"
NOTED = {"programme proposed.": Route.PROGRAMME, "local improvement proposed.": Route.LOCAL}
"""How the progress note of what waits ends where it tells that it was advised to be achievable, and by which route."""

NOT_YET = ("is advising on route.", "is being checked.", "response being drafted by the business group.")
"""How it ends where there is no advice yet. Any other note leaves open what was advised since."""

DOUBTED = "whether it is achievable as worded."
ANSWERS = {Achievable.YES: 60, Achievable.IN_PART: 25, Achievable.NO: 15}
DOUBTFUL_ANSWERS = {Achievable.IN_PART: 50, Achievable.NO: 50}
"""Of a hundred answers on what waits. What was on-boarded had been advised to be achievable, now and then in part."""

ROUTES = {Route.PROGRAMME: 55, Route.LOCAL: 38, Route.POLICY: 7}
UNADVISED, OTHERWISE, WAITING_ADVISED, IN_PART = 0.08, 0.09, 0.6, 0.15
"""Shares: decided without advice, decided by another route than advised, advised while it waits, advised in part."""


def advise(stories: Iterable[Story], rng: random.Random) -> None:
    """Give advice to what was decided since the group began, and to some of what still waits."""
    for story in stories:
        decisions = [(day, facts) for day, facts in story.changes if "onboarded_on" in facts]
        if decisions:
            day, facts = decisions[0]
            if day > BEGAN and rng.random() >= UNADVISED:
                _before_a_decision(story, day, facts["delivery_route"], rng)
        elif story.row(LAST_DAY)["status"] == Status.AWAITING:
            _of_what_waits(story, rng)


def _before_a_decision(story: Story, decided: date, route: Route, rng: random.Random) -> None:
    """Advice a few days before the board met; the board mostly took the route proposed."""
    others = [other for other in Route if other not in (route, Route.POLICY)]
    proposed = rng.choice(others) if rng.random() < OTHERWISE else route
    achievable = Achievable.IN_PART if rng.random() < IN_PART else Achievable.YES
    day = working(decided - timedelta(days=rng.randint(2, 9)))
    _give(story, day, achievable, proposed, rng)


def _of_what_waits(story: Story, rng: random.Random) -> None:
    """What its note tells; else advice in the last three weeks, and no route for what is not achievable."""
    row = story.row(LAST_DAY)
    note: str = row["progress_note"]
    for words, route in NOTED.items():
        if note.endswith(words):
            _give(story, row["updated_on"], Achievable.YES, route, rng)
    if note.endswith((*NOTED, *NOT_YET)) or rng.random() >= WAITING_ADVISED:
        return
    answers = DOUBTFUL_ANSWERS if note.endswith(DOUBTED) else ANSWERS
    achievable = rng.choices(list(answers), list(answers.values()))[0]
    proposed = rng.choices(list(ROUTES), list(ROUTES.values()))[0]
    day = working(LAST_DAY - timedelta(days=rng.randint(3, 20)))
    _give(story, day, achievable, None if achievable == Achievable.NO else proposed, rng)


def _give(story: Story, day: date, achievable: Achievable, route: Route | None, rng: random.Random) -> None:
    """Mostly by the group itself; on audits now and then by the role that looks after learning."""
    by = ORGANISATION if story.source == "DARA" and rng.random() < 0.2 else GROUP
    received: date = story.row(LAST_DAY)["received_on"]
    advice: Facts = {"advised_by": by, "advised_on": max(day, received, BEGAN)}
    story.advice = {**advice, "advised_achievable": achievable, "advised_route": route}
