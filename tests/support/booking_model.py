"""The rules of holding, booking, moving, cancelling and waiting, written down once more, in the simplest way.

No database and no cells: lists of stretches of time, looked through from the beginning. Of the real code it
uses nothing but the names of errors and events.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from typing import NamedTuple

from bot.booking import What
from bot.errors import AlreadyBooked, NoSuchAppointment, SlotTaken

HOLD, OFFER = timedelta(minutes=10), timedelta(minutes=30)
SEVEN = time(6, tzinfo=UTC)


class Stretch(NamedTuple):
    """A time of an adviser in a room; `until` is when both are free again."""

    adviser: str
    room: str
    start: datetime
    until: datetime

    def collides(self, other: Stretch) -> bool:
        """Whether one person or one room would be needed twice."""
        same = self.adviser == other.adviser or self.room == other.room
        return same and self.start < other.until and other.start < self.until


@dataclass
class Kept:
    """A hold or an offer."""

    intent: str
    subject: str
    stretch: Stretch
    until: datetime


@dataclass
class Booked:
    """An appointment that stands or was cancelled."""

    chat: int
    subject: str
    stretch: Stretch
    stands: bool = True


@dataclass
class InLine:
    """Somebody who waits."""

    chat: int
    subject: str
    before: datetime | None
    offered: set[datetime] = field(default_factory=set)


class Model:
    """An office with `offered` stretches by subject, in the order in which advisers are asked."""

    def __init__(self, offered: dict[str, list[Stretch]], now: datetime, most_open: int) -> None:
        self.offered, self.now, self.most_open = offered, now, most_open
        self.holds: dict[int, Kept] = {}
        self.offers: dict[int, Kept] = {}
        self.appointments: list[Booked] = []
        self.line: list[InLine] = []
        self.done: dict[str, Booked] = {}

    def hold(self, chat: int, intent: str, subject: str, start: datetime) -> Stretch | type:
        """Keep the first stretch at that time that is free for this person."""
        for stretch in self._at(subject, start):
            if self._free_for(chat, stretch):
                self._forget_late_holds(chat, stretch)
                self.holds[chat] = Kept(intent, subject, stretch, self.now + HOLD)
                return stretch
        return SlotTaken

    def confirm(self, chat: int, intent: str, subject: str, start: datetime) -> Booked | type:
        """Book what is held, or else the first that is free."""
        if intent in self.done:
            return self.done[intent]
        if len(self._open(chat)) >= self.most_open:
            return AlreadyBooked
        held = self._held(chat, intent)
        if self._same_day(chat, held.stretch.start if held else start):
            return AlreadyBooked
        stretch = held.stretch if held else self._first_free(chat, subject, start)
        if stretch is None:
            return SlotTaken
        return self._book(chat, intent, held.subject if held else subject, stretch)

    def move(self, which: Booked, chat: int, intent: str, start: datetime) -> Booked | type:
        """Give the appointment what is held, or else the first that is free but for itself."""
        if intent in self.done:
            return self.done[intent]
        if which.chat != chat or not which.stands:
            return NoSuchAppointment
        held = self._held(chat, intent)
        if self._same_day(chat, held.stretch.start if held else start, but=which):
            return AlreadyBooked
        stretch = held.stretch if held else self._first_free(chat, which.subject, start, but=which)
        if stretch is None:
            return SlotTaken
        self._forget_late_holds(chat, stretch)
        self.holds.pop(chat, None)
        former, which.stretch, self.done[intent] = which.stretch, stretch, which
        self.offer([former])
        return which

    def cancel(self, which: Booked, chat: int) -> type | None:
        """Free the time, leave the line, and let the others move up."""
        if which.chat != chat:
            return NoSuchAppointment
        if which.stands:
            which.stands = False
            self.offer([which.stretch, *self._leave(chat, which.subject)])
        return None

    def wait(self, chat: int, subject: str, before: datetime | None) -> None:
        """Join the line at its end, or change one's wish."""
        for one in self.line:
            if one.chat == chat:
                one.subject, one.before = subject, before
                return
        self.line.append(InLine(chat, subject, before))

    def stop(self, chat: int) -> None:
        """Leave the line."""
        self.offer(self._leave(chat))

    def accept(self, chat: int, intent: str) -> Booked | type:
        """Book the offer, or move the appointment that it betters."""
        if intent in self.done:
            return self.done[intent]
        kept = self.offers.get(chat)
        if kept is None or kept.intent != intent:
            return SlotTaken
        former = self._to_better(chat, kept.subject)
        moved = former is not None and former.stretch.start > kept.stretch.start
        if not moved and len(self._open(chat)) >= self.most_open:
            return AlreadyBooked
        if self._same_day(chat, kept.stretch.start, but=former if moved else None):
            return AlreadyBooked
        del self.offers[chat]
        self._leave(chat)
        if not moved:
            return self._book(chat, intent, kept.subject, kept.stretch, give_up=False)
        freed, former.stretch, self.done[intent] = former.stretch, kept.stretch, former
        self.offer([freed])
        return former

    def decline(self, chat: int, intent: str) -> None:
        """Pass the offer on."""
        kept = self.offers.get(chat)
        if kept and kept.intent == intent:
            del self.offers[chat]
            self.offer([kept.stretch])

    def work(self) -> None:
        """Free what is held in vain, then end the offers nobody has answered: what a worker does."""
        late = [chat for chat, kept in self.holds.items() if kept.until <= self.now]
        self.offer([self.holds.pop(chat).stretch for chat in late])
        over = [chat for chat, kept in self.offers.items() if kept.until <= self.now]
        self.offer([self.offers.pop(chat).stretch for chat in over])

    def over(self) -> bool:
        """Whether there is anything for a worker to do."""
        return any(kept.until <= self.now for kept in (*self.holds.values(), *self.offers.values()))

    def offer(self, freed: list[Stretch]) -> None:
        """Each to the first in line whom it suits, what is left of it to others."""
        for stretch in freed:
            for one in self.line:
                found = next((new for new in self._newly_free(one, stretch)), None)
                if found and one.chat not in self.offers:
                    until = self._awake()
                    if until == self.now:
                        one.offered.add(found.start)
                        until += OFFER
                    self.offers[one.chat] = Kept(What.OFFERED, one.subject, found, until)

    def _awake(self) -> datetime:
        """Now, or in winter six o'clock in UTC: at night nothing is offered, only kept until then."""
        if self.now.hour >= 20:
            return datetime.combine(self.now.date() + timedelta(days=1), SEVEN)
        return max(self.now, datetime.combine(self.now.date(), SEVEN))

    def _newly_free(self, one: InLine, freed: Stretch) -> list[Stretch]:
        former = self._to_better(one.chat, one.subject)
        if former is None and len(self._open(one.chat)) >= self.most_open:
            return []
        starts = sorted({stretch.start for stretch in self.offered[one.subject]})
        limits = [limit for limit in (one.before, former and former.stretch.start) if limit]
        return [
            stretch
            for start in starts
            for stretch in self._at(one.subject, start)
            if stretch.collides(freed)
            and not any(stretch.collides(other) for other in self._all())
            and start >= self._awake() + OFFER
            and all(start < limit for limit in limits)
            and start not in one.offered
            and not self._same_day(one.chat, start, but=former)
        ]

    def _book(
        self, chat: int, intent: str, subject: str, stretch: Stretch, *, give_up: bool = True
    ) -> Booked:
        self._forget_late_holds(chat, stretch)
        if give_up:
            self.holds.pop(chat, None)
        made = Booked(chat, subject, stretch)
        self.appointments.append(made)
        self.done[intent] = made
        return made

    def _leave(self, chat: int, subject: str | None = None) -> list[Stretch]:
        for one in self.line:
            if one.chat == chat and subject in (None, one.subject):
                self.line.remove(one)
                kept = self.offers.pop(chat, None)
                return [kept.stretch] if kept else []
        return []

    def _at(self, subject: str, start: datetime) -> list[Stretch]:
        return [stretch for stretch in self.offered[subject] if stretch.start == start]

    def _held(self, chat: int, intent: str) -> Kept | None:
        kept = self.holds.get(chat)
        return kept if kept and kept.intent == intent and kept.until > self.now else None

    def _first_free(
        self, chat: int, subject: str, start: datetime, but: Booked | None = None
    ) -> Stretch | None:
        free = (stretch for stretch in self._at(subject, start) if self._free_for(chat, stretch, but))
        return next(free, None)

    def _free_for(self, chat: int, stretch: Stretch, but: Booked | None = None) -> bool:
        others = [one.stretch for one in self.appointments if one.stands and one is not but]
        others += [kept.stretch for kept in self.offers.values()]
        others += [
            kept.stretch for owner, kept in self.holds.items() if owner != chat and kept.until > self.now
        ]
        return not any(stretch.collides(other) for other in others)

    def _all(self) -> list[Stretch]:
        kept = [*self.holds.values(), *self.offers.values()]
        return [one.stretch for one in (*kept, *(one for one in self.appointments if one.stands))]

    def _forget_late_holds(self, chat: int, stretch: Stretch) -> None:
        for owner, kept in list(self.holds.items()):
            if owner != chat and kept.until <= self.now and kept.stretch.collides(stretch):
                del self.holds[owner]

    def _open(self, chat: int) -> list[Booked]:
        return [one for one in self.appointments if one.chat == chat and one.stands]

    def _same_day(self, chat: int, start: datetime, but: Booked | None = None) -> bool:
        return any(one.stretch.start.date() == start.date() for one in self._open(chat) if one is not but)

    def _to_better(self, chat: int, subject: str) -> Booked | None:
        same = [one for one in self._open(chat) if one.subject == subject]
        return max(same, key=lambda one: one.stretch.start, default=None)
