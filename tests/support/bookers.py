"""A process in which people book, as one of several bots on a database: `bookers.py URL MINUTES`.

A line of its input is a time that all its people want at once, as JSON: `{"start": …, "people": [chat, …]}`.
It answers with the names of what they are told. It runs outside the tests and knows nothing of them.
"""

from __future__ import annotations

import asyncio
import json
import sys
from datetime import UTC, datetime

from bot.booking import Request, confirm, hold
from bot.content.schema import AppointmentRules
from bot.db import Database
from bot.errors import BookingError

SUNDAY = datetime(2026, 11, 22, 12, tzinfo=UTC)
RULES = {
    "contact": "office",
    "subjects": [{"id": "work", "title": {"de": "Arbeit"}}],
    "rooms": [{"id": "room-1", "name": "Zimmer 1"}],
    "advisers": [
        {
            "id": "one",
            "name": "Beraterin Eins",
            "room": "room-1",
            "hours": [{"weekday": "Dienstag", "start": "09:00", "end": "11:00"}],
        }
    ],
}


async def wish(database: Database, rules: AppointmentRules, chat: int, start: datetime) -> str:
    """Half of the people hold the time before they confirm."""
    request = Request(f"intent-{chat}", chat, "ar", "work", "pool", "ar", start)
    try:
        if chat % 2:
            async with database.write() as session:
                await hold(session, request, rules, SUNDAY)
        async with database.write() as session:
            happened = await confirm(session, request, rules, SUNDAY, lambda: f"W-{chat:06}")
    except BookingError as error:
        return type(error).__name__
    return happened.what.value


async def main(url: str, rules: AppointmentRules) -> None:
    """Answer until the input ends."""
    database = Database(url)
    for line in sys.stdin:
        asked = json.loads(line)
        start = datetime.fromisoformat(asked["start"])
        told = await asyncio.gather(*(wish(database, rules, chat, start) for chat in asked["people"]))
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()
    await database.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], AppointmentRules.model_validate(RULES | {"minutes": sys.argv[2]})))
