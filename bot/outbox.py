"""The durable outbox: what we promise to say later stands in the database, not in a process.

A promise is written in the transaction of what it is about. Any process may send it: it takes a lease first,
so that no two send the same one, and a crash only lets the lease run out.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.db import Database, OutboxRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

LEASE = timedelta(seconds=60)
AT_ONCE = 20  # rows taken with one lease; each is sent well within it
TRIES = 5


@dataclass(frozen=True, slots=True)
class Promise:
    """What is to be said: `kind` names who words it (see `bot.notices`), `payload` is what they need."""

    key: str
    chat_id: int
    kind: str
    due_at: datetime
    payload: Mapping[str, str]


async def promise(session: AsyncSession, made: Promise) -> None:
    """Keep a promise in mind; the same key again, sent or not, changes nothing."""
    await _insert(session, made)


async def note(
    session: AsyncSession, kind: str, keys: Iterable[str], chat_id: int, now: datetime
) -> list[str]:
    """Keep exactly these keys of a kind in mind, as said; returns the new ones, to be told in one message."""
    known = list(keys)
    await session.execute(delete(OutboxRow).where(OutboxRow.kind == kind, OutboxRow.key.not_in(known)))
    notes = [Promise(key, chat_id, kind, now, {}) for key in known]
    return [made.key for made in notes if await _insert(session, made, done_at=now)]


async def _insert(session: AsyncSession, made: Promise, **changes: object) -> bool:
    """Whether the key is new."""
    dialect = session.get_bind().dialect.name
    insert = sqlite.insert if dialect == "sqlite" else postgresql.insert
    values = asdict(made) | {"payload": dict(made.payload), "attempts": 0} | changes
    new = insert(OutboxRow).values(**values).on_conflict_do_nothing().returning(OutboxRow.id)
    return await session.scalar(new) is not None


async def promised(session: AsyncSession, key: str) -> bool:
    """Whether this is still to be said."""
    query = select(OutboxRow.id).where(OutboxRow.key == key, OutboxRow.done_at.is_(None))
    return await session.scalar(query) is not None


async def withdraw(session: AsyncSession, key: str) -> None:
    """Nobody wants to be told any more."""
    await session.execute(delete(OutboxRow).where(OutboxRow.key == key))


async def claim(database: Database, now: datetime) -> Sequence[OutboxRow]:
    """Take the lease of what is due at `now`, the oldest first."""
    free = OutboxRow.leased_until.is_(None) | (OutboxRow.leased_until < now)
    due = select(OutboxRow.id).where(OutboxRow.done_at.is_(None), OutboxRow.due_at <= now, free)
    async with database.read() as session:  # nearly always nothing is due: then nobody waits for the writer
        if await session.scalar(due.limit(1)) is None:
            return ()
    first = due.order_by(OutboxRow.due_at, OutboxRow.id).limit(AT_ONCE).with_for_update(skip_locked=True)
    lease = update(OutboxRow).where(OutboxRow.id.in_(first)).values(leased_until=now + LEASE)
    async with database.write() as session:
        taken = await session.scalars(lease.returning(OutboxRow))
        return sorted(taken, key=lambda row: (row.due_at, row.id))


async def done(database: Database, row: OutboxRow, now: datetime) -> None:
    """Said, or not to be said any more: forget what it was, keep the key.

    It may have been withdrawn meanwhile, and SQLite gives its number to the next: so they go by the key.
    """
    values = {"done_at": now, "payload": None}
    async with database.write() as session:
        await session.execute(update(OutboxRow).where(OutboxRow.key == row.key).values(**values))


async def later(database: Database, row: OutboxRow, due_at: datetime, *, tried: bool = True) -> None:
    """Try again at `due_at`; `tried` counts as one of the tries."""
    values = {"due_at": due_at, "leased_until": None, "attempts": row.attempts + tried}
    async with database.write() as session:
        await session.execute(update(OutboxRow).where(OutboxRow.key == row.key).values(**values))
