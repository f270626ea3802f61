"""How far the content is: the stage of every text, what the office should look at again, what has no date."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.clock import berlin_day
from bot.content.meetups import next_start
from bot.content.states import Entry, Stage, entries, state_of
from bot.languages import BY_CODE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from bot.content.schema import Content

GROUPS = {
    "topics": "Themen",
    "contacts": "Kontakte",
    "places": "Orte",
    "meetups": "Treffen",
    "appointments": "Termine",
    "authorities": "Stellen",
}


@dataclass(frozen=True, slots=True)
class Stale:
    """A topic whose German text should be looked at: last `checked` on a day, or never."""

    topic: str
    checked: date | None
    days: int | None
    every_days: int


@dataclass(frozen=True, slots=True)
class Overview:
    """`stages` by entry and language; `stale` the oldest first, never checked before all."""

    languages: tuple[str, ...]
    entries: Mapping[str, Entry]
    stages: Mapping[str, Mapping[str, Stage]]
    stale: Sequence[Stale]
    without_date: Sequence[str]

    def sums(self, language: str) -> Counter[Stage]:
        """How many texts of a language are in each stage."""
        return Counter(stages[language] for stages in self.stages.values())

    def as_json(self) -> dict[str, Any]:
        """For tools."""
        sums = {code: {stage.value: self.sums(code)[stage] for stage in Stage} for code in self.languages}
        return {
            "texts": {
                key: {code: stage.value for code, stage in row.items()} for key, row in self.stages.items()
            },
            "sums": sums,
            "stale": [
                {
                    "topic": late.topic,
                    "checked": late.checked.isoformat() if late.checked else None,
                    "days": late.days,
                    "every_days": late.every_days,
                }
                for late in self.stale
            ],
            "meetups_without_date": list(self.without_date),
        }


def overview(content: Content, now: datetime, languages: Sequence[str] = tuple(BY_CODE)) -> Overview:
    """The content as it is at `now` (aware), in these languages."""
    known = entries(content)
    return Overview(
        languages=tuple(languages),
        entries=known,
        stages={
            key: {code: entry.stage(code, state_of(content, key, code)) for code in languages}
            for key, entry in known.items()
        },
        stale=stale_topics(content, berlin_day(now)),
        without_date=[meetup.id for meetup in content.meetups.values() if next_start(meetup, now) is None],
    )


def stale_topics(content: Content, today: date) -> list[Stale]:
    """Topics whose German text nobody has checked for longer than they allow, or since it changed."""
    known = entries(content)
    late = [
        Stale(topic.id, checked, days, topic.check_every_days)
        for topic in content.topics.values()
        for checked in [_checked(content, known[f"topics/{topic.id}"])]
        for days in [(today - checked).days if checked else None]
        if days is None or days > topic.check_every_days
    ]
    return sorted(late, key=lambda one: (one.days is not None, -(one.days or 0), one.topic))


def _checked(content: Content, entry: Entry) -> date | None:
    """When the present German text was found right."""
    state = state_of(content, entry.key, "de")
    return state.reviewed if state and entry.stage("de", state) is Stage.REVIEWED else None
