"""Fill a database with appointments, past ones and such to come, as an office would have them.

The same chance for the same number; only the days move on with the calendar.
"""

from __future__ import annotations

import asyncio
import random
from datetime import UTC, datetime, time, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert

from bot.booking import bookable_days, day_slots
from bot.booking.codes import ALPHABET
from bot.booking.grid import cells, resources
from bot.clock import BERLIN, now
from bot.content.load import load
from bot.db import Appointment, BusyCell, Database, OutboxRow, Person
from bot.db.secrets import open_vault
from bot.db.transactions import writing
from bot.db.upgrade import upgrade
from bot.languages import LANGUAGES
from bot.telling import BEFORE_HOURS, REMINDER, remind_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from benchmarks.offices import Office
    from bot.content.schema import AppointmentRules

    Row = dict[str, Any]
    Start = tuple[datetime, str, str]  # with adviser and room

SEED = 5
LENGTH = timedelta(minutes=30)
A_DAY = 16  # appointments of one adviser, in the past
COLLEAGUES = 4  # so many advisers there have been at least
VISITS = 3  # of one person, on average
CANCELLED = 0.08
BOOKED_BEFORE = timedelta(days=14)
SUBJECTS = ("language", "work", "housing", "life", "other")
FIRST_CHAT = 1_000_000
AT_ONCE = 10_000  # rows of one statement


def fill(url: str, office: Office, content: Path, key_file: Path, number: int) -> int:
    """Make a database with `number` appointments and what belongs to them; return how many are to come."""
    rules = load(content).content
    if rules is None:
        raise ValueError(f"{content} has faults")
    asyncio.run(_make(url))
    appointments = _appointments(rules.appointments, office, number)
    vault = open_vault(None, key_file)
    for row in appointments[::3]:  # one sealed text will do: opening it takes as long every time
        row |= {"name": vault.seal("Anna Muster"), "phone": vault.seal("+49719513327")}
    people = {row["chat_id"]: _person(row) for row in appointments}
    with writing(url) as connection:
        for table, rows in (
            (Appointment, appointments),
            (BusyCell, _cells(appointments)),
            (OutboxRow, _reminders(appointments)),
            (Person, people.values()),
        ):
            for some in _batches(rows):
                connection.execute(insert(table), some)
    return sum(row["starts_at"] > now() for row in appointments)


async def _make(url: str) -> None:
    database = Database(url)
    await upgrade(database)
    await database.close()


def _appointments(rules: AppointmentRules, office: Office, number: int) -> list[Row]:
    """In order of time; of each person the last one that was not cancelled still counts as booked."""
    chance = random.Random(SEED)  # noqa: S311  no secret
    offered = list(_offered(rules))
    coming = chance.sample(offered, min(round(number * office.to_come), len(offered) // 2))
    past = chance.sample(list(_past(rules, office)), number - len(coming))
    chats = range(FIRST_CHAT, FIRST_CHAT + max(number // VISITS, len(coming)))
    people = [*chance.choices(chats, k=len(past)), *chance.sample(chats, len(coming))]
    codes = chance.sample(range(len(ALPHABET) ** 4), number)
    starts = [*sorted(past), *sorted(coming)]
    rows = [
        _row(number, start, chat_id, _code(code), chance)
        for number, (start, chat_id, code) in enumerate(zip(starts, people, codes, strict=True), 1)
    ]
    for row in {row["chat_id"]: row for row in rows if row["status"] != "cancelled"}.values():
        row["status"] = "booked"
    return rows


def _offered(rules: AppointmentRules) -> Iterator[Start]:
    """All times that people can choose now, with each adviser."""
    moment = now()
    for day in bookable_days(rules, moment, frozenset()):
        for slot in day_slots(rules, day, moment, frozenset()):
            for adviser in filter(None, map(rules.adviser, slot.advisers)):
                yield slot.starts_at, adviser.id, adviser.room


def _past(rules: AppointmentRules, office: Office) -> Iterator[Start]:
    """All times that may have been given away as long as appointments are kept; some advisers have left."""
    team = [(adviser.id, adviser.room) for adviser in rules.advisers]
    team += [(f"former-{n}", f"former-room-{n}") for n in range(1, COLLEAGUES - len(team) + 1)]
    today = now().astimezone(BERLIN)
    days = (today.date() - timedelta(days=ago) for ago in range(1, office.kept_days))
    for day in (day for day in days if day.weekday() < 5):
        opens = datetime.combine(day, time(8), BERLIN)
        for adviser, room in team:
            for number in range(A_DAY):
                yield opens + number * LENGTH, adviser, room


def _row(number: int, start: Start, chat_id: int, code: str, chance: random.Random) -> Row:
    starts_at, adviser, room = start
    over = starts_at < now()
    gone = over and chance.random() < CANCELLED
    return {
        "id": number,
        "code": code,
        "intent": f"{number:032x}",
        "chat_id": chat_id,
        "adviser": adviser,
        "room": room,
        "subject": chance.choice(SUBJECTS),
        "language": LANGUAGES[chat_id % len(LANGUAGES)].code,
        "interpreter": "none",
        "starts_at": starts_at.astimezone(UTC),
        "ends_at": (starts_at + LENGTH).astimezone(UTC),
        "status": "cancelled" if gone else "past" if over else "booked",
        "created_at": starts_at.astimezone(UTC) - BOOKED_BEFORE,
        "cancelled_at": starts_at.astimezone(UTC) - LENGTH if gone else None,
        "name": None,
        "phone": None,
    }


def _code(number: int) -> str:
    return "W-" + "".join(ALPHABET[number >> shift & 31] for shift in (15, 10, 5, 0))


def _cells(appointments: Sequence[Row]) -> Iterator[Row]:
    for row in appointments:
        if row["status"] != "cancelled":
            for resource in resources(row["adviser"], row["room"]):
                for cell in cells(row["starts_at"], row["ends_at"]):
                    yield {"resource": resource, "cell": cell, "appointment_id": row["id"]}


def _reminders(appointments: Sequence[Row]) -> Iterator[Row]:
    for row in appointments:
        for hours in BEFORE_HOURS:
            if (due := remind_at(row["starts_at"], hours)) > now():
                told = {"appointment": row["intent"], "sequence": "0", "what": "booked", "hours": str(hours)}
                key = f"{REMINDER}/{row['intent']}/0/{hours}"
                yield {
                    "key": key,
                    "chat_id": row["chat_id"],
                    "kind": REMINDER,
                    "due_at": due,
                    "payload": told,
                }


def _person(row: Row) -> Row:
    return {
        "chat_id": row["chat_id"],
        "language": row["language"],
        "language_chosen": True,
        "seen_at": min(row["starts_at"], now()),
    }


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    waiting = iter(rows)
    while some := list(islice(waiting, AT_ONCE)):
        yield some
