"""The rule that was broken has the same name on SQLite and on PostgreSQL."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy.exc import IntegrityError

from bot.db import AppointmentMove, BookingDraft, BusyCell, Hold, Waiting
from bot.db.constraints import violated
from tests.support.appointments import appointment

TEN = datetime(2026, 11, 24, 9, tzinfo=UTC)
LATER = TEN + timedelta(days=1)


def hold(chat_id, kind, **changes):
    """Makes a hold of that person, with an intent of its own."""
    time = {"adviser": "one", "room": "room-1", "subject": "work", "starts_at": TEN, "ends_at": TEN}
    other = {"intent": uuid4().hex, "busy_until": TEN, "until": TEN}
    return lambda: Hold(chat_id=chat_id, kind=kind, **(time | other | changes))


def waiting(chat_id):
    """Makes a place in line of that person."""
    return lambda: Waiting(chat_id=chat_id, subject="work", interpreter="none", language="ar", since=TEN)


async def add(database, rows):
    async with database.write() as session:
        for row in rows:
            session.add(row)
            await session.flush()
            session.expunge_all()


async def broken(database, *rows):
    """The error of adding the rows one after the other."""
    with pytest.raises(IntegrityError) as raised:
        await add(database, rows)
    return raised.value


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"chat_id": 7}, "nth-open"),
        ({"intent": "same"}, "intent"),
        ({"code": "W-SAME"}, "code"),
    ],
)
async def test_a_second_appointment_breaks_the_rule_it_breaks(database, changes, rule):
    """Same person, same confirm button, same code."""
    first = appointment(TEN, chat_id=7, intent="same", code="W-SAME")
    error = await broken(database, first, appointment(**({"starts_at": LATER} | changes)))

    assert violated(error) == rule


@pytest.mark.parametrize(
    ("first", "second", "rule"),
    [
        (hold(7, "hold"), hold(7, "hold"), "one-hold"),
        (hold(7, "offer"), hold(7, "offer"), "one-hold"),
        (hold(7, "hold", intent="same"), hold(8, "hold", intent="same"), "intent"),
        (waiting(7), waiting(7), "waiting"),
    ],
    ids=["hold", "offer", "press", "line"],
)
async def test_a_second_hold_or_place_in_line_breaks_the_rule_it_breaks(database, first, second, rule):
    """One time kept for one person, one offer made to them, one place in line."""
    assert violated(await broken(database, first(), second())) == rule


async def test_one_press_moves_once(database):
    """Also two different appointments."""
    async with database.write() as session:
        session.add_all(made := [appointment(TEN), appointment(LATER)])
    error = await broken(database, *(AppointmentMove(intent="same", appointment_id=one.id) for one in made))

    assert violated(error) == "intent"


async def test_a_cell_that_is_taken_is_busy(database):
    """Five minutes of one adviser belong to one appointment."""
    one, two = appointment(TEN), appointment(LATER)
    async with database.write() as session:
        session.add_all([one, two])
    error = await broken(
        database, *(BusyCell(resource="adviser:one", cell=1, appointment_id=a.id) for a in (one, two))
    )

    assert violated(error) == "busy"


@pytest.mark.parametrize(
    "rows",
    [
        lambda: [appointment(TEN, code=None)],
        lambda: [appointment(TEN, intent=None)],
        lambda: [BusyCell(resource="adviser:one", cell=1, appointment_id=404)],
        lambda: [BusyCell(resource="adviser:one", cell=1)],
        lambda: [BookingDraft(chat_id=chat, intent="same", updated_at=TEN) for chat in (1, 2)],
    ],
    ids=["no code", "no intent", "no appointment", "nobody", "another table"],
)
async def test_any_other_rule_is_raised_again(database, rows):
    """Never guessed: a missing code is no taken code."""
    error = await broken(database, *rows())
    with pytest.raises(IntegrityError) as raised:
        violated(error)

    assert raised.value is error
