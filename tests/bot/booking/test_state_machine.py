"""Whatever people do in whatever order, the database says the same as a simple model of the rules."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from bot.booking import Happened
from bot.db import Appointment, Base, BusyCell, Database, Hold, Waiting
from bot.db.upgrade import upgrade
from tests.support.booking_model import Booked, Model, Stretch
from tests.support.counter import SUNDAY, Counter, faults_of, refusal
from tests.support.rules import changed, with_adviser, with_subjects

# two advisers share a room; on each of two Tuesdays there is little room for four people
RULES = with_subjects(
    {"id": "work"},
    {"id": "long", "minutes": 45, "buffer": 15},
    rules=with_adviser(1, room="room-1", rules=changed(horizon_days=10, open_appointments=2, closed=[])),
)
DAYS = [datetime(2026, 11, 24, tzinfo=UTC), datetime(2026, 12, 1, tzinfo=UTC)]
HALF_HOURS = {"one": [8, 8.5, 9, 9.5], "two": [9, 9.5, 10, 10.5]}  # UTC
HOURS = {"one": [8, 9], "two": [9, 10]}
CHATS, SUBJECTS = st.integers(1, 4), st.sampled_from(["work", "long"])


def stretches(hours, length):
    """What is offered, the first adviser first."""
    return [
        Stretch(adviser, "room-1", day + timedelta(hours=hour), day + timedelta(hours=hour + length))
        for day in DAYS
        for adviser, starts in hours.items()
        for hour in starts
    ]


OFFERED = {"work": stretches(HALF_HOURS, 0.5), "long": stretches(HOURS, 1)}
STARTS = {subject: sorted({one.start for one in found}) for subject, found in OFFERED.items()}
NUMBERS = st.integers(0, 99)
MOSTLY = st.integers(0, 5).map(bool)


class Office(RuleBasedStateMachine):
    """The counter and the model are asked the same things."""

    def __init__(self, runner, database):
        super().__init__()
        self.runner = runner
        self.counter = Counter(database, RULES)
        self.model = Model(OFFERED, SUNDAY, most_open=2)
        self.presses = [], []  # requests that were held or confirmed; those that moved
        self.offers = []  # that somebody has answered, as (person, intent)
        self.made = []  # appointments, each as (number in the database, the model's)
        self.run(self.forget_everything())

    async def forget_everything(self):
        async with self.counter.database.write() as session:
            for table in reversed(Base.metadata.sorted_tables):
                await session.execute(table.delete())

    def run(self, wish):
        return self.runner.run(wish)

    def ask(self, wish):
        """What the counter says, or how it refuses."""
        return self.run(refusal(wish))

    def wish(self, chat, subject, number):
        """A request for one of the times that are offered."""
        starts = STARTS[subject]
        return self.counter.request(chat, starts[number % len(starts)], subject=subject)

    def both(self, told, expected):
        """Both have refused for the same reason, or agree on the appointment and on who is offered what."""
        if isinstance(expected, type):
            assert told is expected
            return
        happened = told if isinstance(told, Happened) else None
        appointment = happened.appointment if happened else told
        if all(expected is not known for _, known in self.made):
            self.made.append((appointment, expected))
        assert [known for row, known in self.made if row.id == appointment.id] == [expected]
        if happened:
            self.run(self.counter.offer(happened.freed))

    def any_made(self, number):
        return self.made[number % len(self.made)]

    @initialize(others=st.sets(st.integers(0, 7)), waiting=st.lists(st.tuples(CHATS, SUBJECTS), max_size=4))
    def a_busy_first_day(self, others, waiting):
        """Some times are taken by others, and some people wait already."""
        for number in sorted(others):
            self.book(10 + number, "work", number)
        for chat, subject in waiting:
            self.wait(chat, subject, None)

    @rule(chat=CHATS, subject=SUBJECTS, number=NUMBERS)
    def hold(self, chat, subject, number):
        """Somebody chooses a time."""
        request = self.wish(chat, subject, number)
        expected = self.model.hold(chat, request.intent, subject, request.starts_at)
        told = self.ask(self.counter.hold(request))
        assert (told if isinstance(told, type) else told.adviser) == getattr(expected, "adviser", expected)
        self.presses[0].append(request)

    @rule(chat=CHATS, subject=SUBJECTS, number=NUMBERS)
    def book(self, chat, subject, number):
        """Somebody wants a time at once."""
        request = self.wish(chat, subject, number)
        self.presses[0].append(request)
        self.confirm(0)

    @precondition(lambda self: self.presses[0])
    @rule(number=NUMBERS)
    def confirm(self, number):
        """Somebody presses one of the buttons they were shown, perhaps again, perhaps too late."""
        request = self.presses[0][-1 - number % min(len(self.presses[0]), 6)]
        expected = self.model.confirm(request.chat_id, request.intent, request.subject, request.starts_at)
        self.both(self.ask(self.counter.confirm(request)), expected)

    @precondition(lambda self: self.made)
    @rule(which=NUMBERS, chat=CHATS, number=NUMBERS, held=st.booleans(), own=MOSTLY)
    def move(self, which, chat, number, held, own):
        """Somebody moves an appointment, mostly their own, with a hold or without."""
        row, known = self.any_made(which)
        request = self.wish(known.chat if own else chat, known.subject, number)
        if held:
            self.model.hold(request.chat_id, request.intent, known.subject, request.starts_at)
            self.ask(self.counter.hold(request))
        self.presses[1].append((row, known, request))
        self.move_again(0)

    @precondition(lambda self: self.presses[1])
    @rule(number=NUMBERS)
    def move_again(self, number):
        """The same press once more."""
        row, known, request = self.presses[1][-1 - number % len(self.presses[1])]
        expected = self.model.move(known, request.chat_id, request.intent, request.starts_at)
        self.both(self.ask(self.counter.move(row, request)), expected)

    @precondition(lambda self: self.made)
    @rule(which=NUMBERS, own=MOSTLY, chat=CHATS)
    def cancel(self, which, own, chat):
        """Somebody cancels, mostly what is theirs."""
        row, known = self.any_made(which)
        told = self.ask(self.counter.cancel(row, known.chat if own else chat))
        expected = self.model.cancel(known, known.chat if own else chat)
        if expected is None:
            self.run(self.counter.offer(told.freed))
        else:
            assert told is expected

    @rule(chat=CHATS, subject=SUBJECTS, before=st.none() | NUMBERS)
    def wait(self, chat, subject, before):
        """Somebody joins the line, or changes their wish."""
        limit = None if before is None else STARTS["work"][before % len(STARTS["work"])]
        self.run(self.counter.wait(chat, limit, subject=subject))
        self.model.wait(chat, subject, limit)
        self.counter.later(timedelta(seconds=1))  # so that the line has an order
        self.model.now = self.counter.now

    @precondition(lambda self: self.model.line)
    @rule(number=NUMBERS)
    def stop_waiting(self, number):
        """Somebody leaves it."""
        chat = self.model.line[number % len(self.model.line)].chat
        self.run(self.counter.stop_waiting(chat))
        self.model.stop(chat)

    def intent_of(self, chat):
        """The model does not make up intents: it learns those of the offers."""
        (row,) = self.run(self.counter.all(Hold, Hold.kind == "offer", Hold.chat_id == chat))
        self.model.offers[chat].intent = row.intent
        self.offers.append((chat, row.intent))
        return row.intent

    def offered(self, number):
        """Somebody who was offered something."""
        return sorted(self.model.offers)[number % len(self.model.offers)]

    @precondition(lambda self: self.model.offers)
    @rule(number=NUMBERS, times=st.integers(1, 2))
    def accept(self, number, times):
        """Somebody takes what they were offered, perhaps with two presses."""
        chat = self.offered(number)
        intent = self.intent_of(chat)
        for _ in range(times):
            self.both(self.ask(self.counter.accept(chat, intent)), self.model.accept(chat, intent))

    @precondition(lambda self: self.model.offers)
    @rule(number=NUMBERS)
    def decline(self, number):
        """Somebody does not take it."""
        chat = self.offered(number)
        intent = self.intent_of(chat)
        self.run(self.counter.decline(chat, intent))
        self.model.decline(chat, intent)

    @precondition(lambda self: self.offers)
    @rule(number=NUMBERS, accepts=st.booleans())
    def an_old_offer(self, number, accepts):
        """Somebody presses the button of an offer that may be over, or answered, long ago."""
        chat, intent = self.offers[-1 - number % len(self.offers)]
        if accepts:
            self.both(self.ask(self.counter.accept(chat, intent)), self.model.accept(chat, intent))
        else:
            self.run(self.counter.decline(chat, intent))
            self.model.decline(chat, intent)

    @rule(minutes=st.sampled_from([4, 11, 31]))
    def time_passes(self, minutes):
        """Holds and offers come to their end."""
        self.counter.later(timedelta(minutes=minutes))
        self.model.now = self.counter.now

    @precondition(lambda self: self.model.over())
    @rule()
    def worker(self):
        """What is over is tidied up and offered to the line."""
        self.run(self.counter.offer(self.run(self.counter.release_expired())))
        self.run(self.counter.expire_offers())
        self.model.work()

    @invariant()
    def they_agree(self):
        """Appointments, holds, offers and the line are the same, and no cell is lost or kept for nobody."""
        rows, holds, cells, line = self.run(self.everything())
        assert faults_of([*rows, *holds], cells) == []
        assert sorted(map(seen, rows)) == sorted(seen(one) for one in self.model.appointments if one.stands)
        for kind, known in (("hold", self.model.holds), ("offer", self.model.offers)):
            told = {(h.chat_id, h.adviser, h.starts_at, h.until) for h in holds if h.kind == kind}
            assert told == {(c, k.stretch.adviser, k.stretch.start, k.until) for c, k in known.items()}, kind
        assert [(row.chat_id, row.subject) for row in line] == [(w.chat, w.subject) for w in self.model.line]

    async def everything(self):
        """All rows in one go: appointments that stand, holds, cells, and the line in its order."""
        booked = select(Appointment).where(Appointment.status == "booked")
        queries = booked, select(Hold), select(BusyCell), select(Waiting).order_by(Waiting.since)
        async with self.counter.database.read() as session:
            return [(await session.scalars(query)).all() for query in queries]


def seen(one):
    """An appointment as both know it."""
    if isinstance(one, Booked):
        return (one.chat, one.subject, one.stretch.adviser, one.stretch.start, one.stretch.until)
    return (one.chat_id, one.subject, one.adviser, one.starts_at, one.busy_until)


@pytest.mark.parametrize(("kind", "examples"), [("sqlite", 50), ("postgresql", 8)])
def test_the_database_agrees_with_the_model(kind, examples, request, tmp_path):
    """Longer on SQLite, which every developer has."""
    url = f"sqlite:///{tmp_path / 'office.db'}"
    database = Database(request.getfixturevalue("fresh_postgres") if kind == "postgresql" else url)
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
    chosen = settings(max_examples=examples, stateful_step_count=40, suppress_health_check=checks)
    with asyncio.Runner() as runner:
        runner.run(upgrade(database))
        run_state_machine_as_test(lambda: Office(runner, database), settings=chosen)
        runner.run(database.close())
