"""The durable inbox: an update is committed here before Telegram is told that we have it.

Its payload (somebody's message) is dropped as soon as it is answered. A crash in between means the update
is handled again, so whatever handles it must bear a repeat.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.db import Database, InboxRow

if TYPE_CHECKING:
    from datetime import datetime
    from typing import Any

Payload = Mapping[str, "Any"]
TRIES = 3


async def store(database: Database, updates: Sequence[Payload], now: datetime) -> list[Payload]:
    """Commit the updates (Telegram's JSON) and return those that were not known yet, in order."""
    if not updates:
        return []
    insert = sqlite.insert if database.is_sqlite else postgresql.insert
    rows = [
        {"update_id": u["update_id"], "payload": dict(u), "received_at": now, "attempts": 0} for u in updates
    ]
    statement = insert(InboxRow).values(rows).on_conflict_do_nothing().returning(InboxRow.update_id)
    async with database.write() as session:
        fresh = set(await session.scalars(statement))
    return [update for update in updates if update["update_id"] in fresh]


async def waiting(database: Database) -> list[Payload]:
    """What a stopped or crashed process left unanswered, in the order it came."""
    query = select(InboxRow.payload).where(InboxRow.done_at.is_(None)).order_by(InboxRow.update_id)
    async with database.read() as session:
        return [payload for payload in await session.scalars(query) if payload]


async def done(database: Database, update_id: int, now: datetime) -> None:
    """Answered (or given up): forget the payload, keep the number so that a repeat is recognised."""
    statement = update(InboxRow).where(InboxRow.update_id == update_id).values(done_at=now, payload=None)
    async with database.write() as session:
        await session.execute(statement)


async def failed(database: Database, update_id: int) -> int:
    """Count one more failed try and return how many there were."""
    statement = (
        update(InboxRow)
        .where(InboxRow.update_id == update_id)
        .values(attempts=InboxRow.attempts + 1)
        .returning(InboxRow.attempts)
    )
    async with database.write() as session:
        return await session.scalar(statement) or TRIES
