"""The words of the demonstration register: no recommendation is worded twice, and each is grammatical as composed."""

from __future__ import annotations

import random
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


def _read(name: str) -> dict[str, Any]:
    with (HERE / name).open("rb") as file:
        return tomllib.load(file)


TOPICS = _read("topics.toml")
NAMED = _read("named.toml")

ROOT_CAUSES = {
    "C": "Capacity",
    "S": "Supervision",
    "P": "Policy and guidance",
    "T": "Training and skills",
    "D": "Systems and data",
    "G": "Governance and oversight",
    "B": "Culture and behaviours",
    "W": "Partnership working",
}

AUDIT_CLOSERS = (
    "Report the results to the risk board each quarter.",
    "Test after six months that the change has held.",
    "Brief the managers concerned.",
    "Begin where the risk is highest.",
    "Agree the approach with the policy owner first.",
    "Write this into the standard operating procedure.",
    "Tell the teams affected what will change and when.",
    "Confirm by a sample check that this works.",
    "Name the role that will own this from now on.",
)
"""Second sentences of an agreed action; each stands on its own after any of them."""

INSPECTION_CLOSERS = (
    "It should tell the inspectorate when this has been done.",
    "It should check within six months that the change has worked.",
    "It should make one chief officer responsible for progress.",
    "It should report progress to its governance board every quarter.",
    "It should explain the change to its workforce.",
    "It should ask those affected whether things have improved.",
    "It should set out by when this will be complete.",
    "It should learn from forces that already do this well.",
)

INSPECTION_OPENERS = (
    "The force should {core}.",
    "The force needs to {core}.",
    "The Metropolitan Police Service should {core}.",
    "Without delay, the force should {core}.",
)

IOPC_CLOSERS = (
    "",
    "This follows an investigation in which records could not show what had been done.",
    "The need for this was seen in more than one investigation.",
    "The change should be explained to all officers in the roles concerned.",
)


@dataclass(frozen=True)
class Passage:
    """A finding with what is asked for, before the wording is finished."""

    topic: str
    cause: str
    finding: str
    core: str


@dataclass
class Writer:
    """Words recommendations so that no two on the register read the same."""

    rng: random.Random
    used: set[str] = field(default_factory=set)
    times: Counter[Passage] = field(default_factory=Counter)

    def audit(self, passage: Passage, due: date | None) -> str:
        """An agreed action of internal audit, with its date where the action names one."""
        first = passage.core + "."
        if due:
            first = f"By the end of {due:%B %Y}, {passage.core[0].lower()}{passage.core[1:]}."
        return self._first_new(_with_closers(self.rng, first, AUDIT_CLOSERS, 0.75))

    def inspection(self, passage: Passage, due: date | None) -> str:
        """What an inspection asks for, with the inspector's date where it gives one."""
        openers = [f"By {_long(due)}, the force should {{core}}."] if due else list(INSPECTION_OPENERS)
        self.rng.shuffle(openers)
        drafts = (
            text
            for opener in openers
            for text in _with_closers(self.rng, opener.format(core=passage.core), INSPECTION_CLOSERS, 0.7)
        )
        return self._first_new(drafts)

    def iopc(self, passage: Passage) -> str:
        """A learning recommendation of the IOPC."""
        first = f"The IOPC recommends that the Metropolitan Police Service {passage.core}."
        return self._first_new(_with_closers(self.rng, first, IOPC_CLOSERS[1:], 0.8))

    def plain(self, passage: Passage) -> str:
        """The passage as it stands, as a sentence."""
        return self._first_new(iter([passage.core + "."]))

    def offer(self, topics: list[str], kind: str, size: int) -> list[Passage]:
        """As many passages on the topics as a report needs, the least used first."""
        chosen = self._least_used(topics, kind)[:size]
        self.times.update(chosen)
        return chosen

    def _least_used(self, names: list[str], kind: str) -> list[Passage]:
        result = [passage for name in names for passage in passages(name, kind)]
        self.rng.shuffle(result)
        return sorted(result, key=lambda passage: self.times[passage])

    def _first_new(self, drafts: Iterator[str]) -> str:
        for text in drafts:
            if text not in self.used:
                self.used.add(text)
                return text
        raise ValueError("The demonstration has run out of wordings: write more passages.")


def _with_closers(rng: random.Random, first: str, closers: tuple[str, ...], plain: float) -> Iterator[str]:
    """The sentence alone and with each closer in random order, alone first as often as `plain` says."""
    order = rng.sample(closers, len(closers))
    alone_first = rng.random() < plain
    if alone_first:
        yield first
    yield from (f"{first} {closer}" for closer in order)
    if not alone_first:
        yield first


def _long(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def passages(topic: str, kind: str) -> list[Passage]:
    """What a topic offers to one kind of source: audit, inspection or iopc."""
    return [Passage(topic, *entry) for entry in TOPICS[topic].get(kind, [])]


def topics_for(kind: str) -> list[str]:
    """The topics on which a kind of source has something to say."""
    return [topic for topic in TOPICS if TOPICS[topic].get(kind)]
